package codebook

import (
	"strings"
	"sync"
	"testing"
)

// TestGenericWords holds that every generic word adds less than another word to the phrase of its example, and that a text without
// it names the issue all the same, unless a sense class gives the word a weight of its own.
func TestGenericWords(t *testing.T) {
	seen := map[string]bool{}
	for _, g := range genericGroups() {
		if g.About == "" || len(g.Words) == 0 || !strings.Contains(g.Example, g.Words[0]) {
			t.Errorf("group %q: want about, words, and an example with the first word", g.About)
			continue
		}
		if worth, without := phraseWorth(t, g, "teak"); worth != literalBonus+2*weightContent || without {
			t.Errorf("%q with teak in its place is worth %.2f, found without %v: want two words that tell", g.Example, worth, without)
		}
		for _, w := range g.Words {
			if seen[w] {
				t.Errorf("%q stands twice", w)
			}
			seen[w] = true
			worth, without := phraseWorth(t, g, w)
			if want := literalBonus + weightContent + weightActor; worth != want || !without && len(builtinVocabulary().hits(Tokens(w), false)) == 0 {
				t.Errorf("%s in %q is worth %.2f, want %.2f; found without it: %v", w, g.Example, worth, want, without)
			}
		}
	}
}

// phraseWorth gives what the example of a group is worth as a phrase with a word in the place of its first, and whether a text
// that lacks the word names the issue in full.
func phraseWorth(t *testing.T, g genericGroup, word string) (worth float64, without bool) {
	t.Helper()
	phrase := strings.Replace(g.Example, g.Words[0], word, 1)
	m := matcherOf(t, phrase)
	for _, x := range m.Issues("They spoke of " + phrase + ".") {
		if x.Literal {
			worth = x.weight
		}
	}
	for _, x := range m.Issues("They spoke of " + strings.TrimSpace(strings.Replace(phrase, word, "", 1)) + ".") {
		without = without || !x.Partial
	}
	return worth, without
}

// matcherOf gives a matcher for one phrase; the names of actors are compiled only once.
func matcherOf(t *testing.T, phrase string) *Matcher {
	t.Helper()
	m := *plainMatcher()
	m.cb = &Codebook{builtin: m.cb.builtin, issues: []Issue{{ID: "i", Name: "the quarrel", Phrases: []string{phrase}}}}
	m.vocab = newVocabulary(nil)
	m.issues = compileIssues(m.cb, &m, m.vocab)
	return &m
}

var plainMatcher = sync.OnceValue(func() *Matcher { return must(Parse("c.yaml", []byte("issues: []"))).Matcher() })
