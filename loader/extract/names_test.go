package extract

import (
	"slices"
	"strings"
	"testing"

	"stancegraph/codebook"
)

// TestNameExamples holds that every name of the lexicon is read in its example as its kind says, and that the example is read
// otherwise with a word in its place that is no such name.
func TestNameExamples(t *testing.T) {
	for _, e := range codebook.NameEntries() {
		if !told(t, e.Kind, e.Name, e.Example) {
			t.Errorf("%s %s (%s): %s\n  found %q", e.Class, e.Name, e.Kind, e.Example, found(t, e.Example))
		}
	}
	others := map[codebook.NameKind]string{codebook.NameWoman: "aaron", codebook.NameMan: "weary", codebook.NamePlace: "amy", codebook.NameFamilyFirst: "aaron"}
	for _, c := range firstNames() {
		name := others[c.Kind]
		example := strings.ReplaceAll(c.Example, titleCase(c.Name), titleCase(name))
		if told(t, c.Kind, name, example) {
			t.Errorf("%s is read as a name of kind %s: %s\n  found %q", name, c.Kind, example, found(t, example))
		}
	}
}

// told reports whether a text is read as it should be where the name has a kind.
func told(t *testing.T, kind codebook.NameKind, name, text string) bool {
	got := found(t, text)
	switch kind {
	case codebook.NameWoman: // "she" is the minister
		return slices.Contains(got, "peru opposes toll "+name+"-holt")
	case codebook.NameMan: // the person, and not the state
		return !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "france ") })
	case codebook.NamePlace: // the state
		return slices.Contains(got, "france opposes toll")
	case codebook.NameFamilyFirst: // the minister by the first name
		return slices.Contains(got, "peru opposes toll "+name+"-minghua")
	}
	return false
}

// firstNames gives the first name of each class.
func firstNames() []codebook.NameEntry {
	var out []codebook.NameEntry
	for _, e := range codebook.NameEntries() {
		if n := len(out); n == 0 || out[n-1].Class != e.Class {
			out = append(out, e)
		}
	}
	return out
}

func titleCase(word string) string { return strings.ToUpper(word[:1]) + word[1:] }
