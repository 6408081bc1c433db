package extract

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"stancegraph/codebook"
)

// TestWordExamples holds that the engine finds in the example of a group of words what the lexicon says, with each of its words, and
// something else with a word that is none of them.
func TestWordExamples(t *testing.T) {
	e := ferryEngine()
	for _, g := range codebook.WordGroups() {
		for _, w := range g.Words {
			text, want := g.With(w)
			if got := strings.Join(foundBy(t, e, text), "; "); got != want {
				t.Errorf("%v %s: %s\n found %q\n  want %q", g.Sets, w, text, got, want)
			}
		}
		other := g.Other
		if other == "" {
			other = "zork"
		}
		text, with := g.With(other)
		if got := strings.Join(foundBy(t, e, text), "; "); got == with || got == g.Found {
			t.Errorf("%v: %s is read as one of them: %s\n found %q", g.Sets, other, text, got)
		}
	}
}

// ferryEngine knows, beside the fixture, a body for each noun that names of bodies end with, "Ferry Council", an issue that is called
// by each noun that needs a name of its own, "the ferry offer", and one of violence.
var ferryEngine = sync.OnceValue(func() *Engine {
	text := fixture
	for _, w := range sortedWords("body-noun") {
		text = strings.Replace(text, "actors:\n", fmt.Sprintf("actors:\n  - {id: ferry-%s, name: Ferry %s, kind: organisation}\n", w, titleCase(w)), 1)
	}
	text += "  - {id: ferry, name: Ferry to the isles, phrases: [ferry " + strings.Join(sortedWords("event-noun"), ", ferry ") + "]}\n"
	text += "  - {id: shelling, name: Shelling of the isles, phrases: [shelling of the isles, bombardment of the isles]}\n"
	cb, err := codebook.Parse("ferry.yaml", []byte(text))
	if err != nil {
		panic(err)
	}
	return New(cb)
})

func sortedWords(set string) []string {
	return slices.Sorted(maps.Keys(codebook.Words(set)))
}
