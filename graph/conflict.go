package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"
)

// loadAttempts is how often a load, which decides nothing, is worked out anew because somebody else wrote in between. Each
// time it is the others who have got on, so that even many loaders come to their end.
const loadAttempts = 50

// retryConflicts runs f again where somebody else wrote in between.
func retryConflicts[T any](f func() (T, error)) (T, error) {
	for attempt := 1; ; attempt++ {
		result, err := f()
		if CodeOf(err) != Conflict || attempt == loadAttempts {
			return result, err
		}
	}
}

// Changed is in the chain of a [Conflict] over an object that somebody changed after the caller had seen it.
type Changed struct {
	Object   ObjectID
	Saw      int // the revision that the caller saw
	Revision int // the one at which the object is now
}

// Error words it for a log.
func (c *Changed) Error() string {
	return fmt.Sprintf("%s %s: saw revision %d of %d", c.Object.Type, c.Object.ID, c.Saw, c.Revision)
}

// conflict says what happened to an object since the caller saw it: who changed it, when, and from what to what.
func (e *Editor) conflict(ctx context.Context, object ObjectID, now any, saw, revision int) error {
	name := fmt.Sprintf("%s %s", object.Type, object.ID)
	changed := &Changed{object, saw, revision}
	if saw > revision {
		return &Error{Conflict, fmt.Sprintf("%s is at revision %d, you named %d: read it again and decide", name, revision, saw), changed}
	}
	who, what := "somebody", "it is no more as it was"
	history := e.historyUpTo(ctx, object, revision)
	if last, _ := madeBy(history, object, revision); last != nil {
		who = fmt.Sprintf("%s at %s", last.Who, last.When.Format(time.DateTime+" UTC"))
	}
	if _, first := madeBy(history, object, saw+1); first != nil {
		what = cmp.Or(differences(*first, now), what)
	}
	often := ""
	if n := revision - saw; n > 1 {
		often = fmt.Sprintf("%d times since you saw it, last ", n)
	}
	return &Error{Conflict, fmt.Sprintf("%s was changed %sby %s: %s; read it again and decide", name, often, who, what), changed}
}

// historyUpTo reads the newest revisions of an object, with the one that made the given state. Neo4j shows what is being committed bit by bit, and at times
// an object before the revision that made it, so this looks again for a moment.
func (e *Editor) historyUpTo(ctx context.Context, object ObjectID, revision int) []Revision {
	const patience = time.Second
	for wait := 10 * time.Millisecond; ; wait *= 2 {
		history, err := e.store.FindRevisions(ctx, RevisionQuery{Object: object, Page: Page{Limit: min(revision, 100)}})
		if last, _ := madeBy(history.Items, object, revision); err != nil || last != nil || wait > patience {
			return history.Items
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
	}
}

// madeBy finds the step that made a revision of an object.
func madeBy(history []Revision, object ObjectID, revision int) (*Revision, *Change) {
	for i := range history {
		for k, c := range history[i].Changes {
			if (ObjectID{c.Type, c.ID}) == object && c.Revision == revision {
				return &history[i], &history[i].Changes[k]
			}
		}
	}
	return nil, nil
}

// differences lists the fields in which an object differs from what it was before a change, but for those that any change
// alters.
func differences(c Change, now any) string {
	before, after := fieldsOf(c.Before), fieldsOf(now)
	if before == nil || after == nil {
		return ""
	}
	if c.Partial {
		maps.DeleteFunc(after, func(name string, _ json.RawMessage) bool { _, there := before[name]; return !there })
	}
	var out []string
	for _, d := range differing(before, after) {
		out = append(out, fmt.Sprintf("%s %s → %s", d.Field, brief(d.Before), brief(d.After)))
	}
	return strings.Join(out, ", ")
}

// fieldsOf gives the fields of an object, or of its JSON; nil where there are none.
func fieldsOf(object any) (fields map[string]json.RawMessage) {
	text, err := json.Marshal(object)
	if err != nil || json.Unmarshal(text, &fields) != nil {
		return nil
	}
	return fields
}

// altered gives as JSON the fields in which a state of an object differs from the next one, revision aside, empty ones too.
func altered(before, after any) json.RawMessage {
	was, is := fieldsOf(before), fieldsOf(after)
	out := map[string]json.RawMessage{}
	for name, value := range was {
		if name != "revision" && string(value) != string(is[name]) {
			out[name] = value
		}
	}
	for name, value := range is {
		if _, there := was[name]; !there {
			out[name] = json.RawMessage(`""`)
			if value[0] == '[' {
				out[name] = json.RawMessage(`[]`)
			}
		}
	}
	text, _ := json.Marshal(out) // of raw messages just made; keys come sorted
	return text
}

// brief is a value as a message shows it.
func brief(value json.RawMessage) string {
	const most = 40
	var text string
	if json.Unmarshal(value, &text) != nil {
		text = string(value)
	}
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	if strings.Contains(text, " ") {
		text = "“" + text + "”"
	}
	return cmp.Or(text, "nothing")
}
