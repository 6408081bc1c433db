package graph

import (
	"encoding/json"
	"maps"
	"slices"
)

// A Difference is a field that a change altered, as JSON; empty where there was, or is, nothing.
type Difference struct {
	Field         string
	Before, After json.RawMessage
}

// unremarkable are fields that any change alters.
var unremarkable = []string{"revision", "decidedBy", "decided"}

// Differences says what each change of an object altered, by the revision of the object that it made. History holds the revisions that
// changed it, newest first and without a gap from the newest one on, as [RevisionQuery] gives them; now is the object as it stands. Fields that
// any change alters are left out. Nothing is said of the change that created the object.
func Differences(object ObjectID, history []Revision, now any) map[int][]Difference {
	out := map[int][]Difference{}
	after := fieldsOf(now)
	for _, r := range history {
		for _, c := range slices.Backward(r.Changes) {
			if (ObjectID{c.Type, c.ID}) != object || c.Before == nil {
				continue
			}
			before := fieldsOf(c.Before)
			if c.Partial {
				former := maps.Clone(after)
				maps.Copy(former, before)
				before = former
			}
			out[c.Revision] = differing(before, after)
			after = before
		}
	}
	return out
}

// differing compares two states of an object.
func differing(before, after map[string]json.RawMessage) (out []Difference) {
	fields := maps.Clone(before)
	maps.Copy(fields, after)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		was, is := present(before[name]), present(after[name])
		if !slices.Contains(unremarkable, name) && string(was) != string(is) {
			out = append(out, Difference{name, was, is})
		}
	}
	return out
}

// present gives a value, nothing for an empty one.
func present(value json.RawMessage) json.RawMessage {
	switch string(value) {
	case "null", `""`, "[]":
		return nil
	}
	return value
}
