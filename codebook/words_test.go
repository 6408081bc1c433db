package codebook

import (
	"slices"
	"strings"
	"testing"
)

// TestWordGroups holds the form of the files of word groups. What their words do is tested in loader/extract, and below.
func TestWordGroups(t *testing.T) {
	seen := map[string]bool{}
	for _, g := range append(slices.Clone(ruleGroups()), phraseGroups()...) {
		if len(g.Sets) == 0 || g.About == "" || len(g.Words) == 0 {
			t.Errorf("%v %s: want set, about and words", g.Sets, g.About)
			continue
		}
		if text, _ := g.With("zork"); text == g.Example {
			t.Errorf("%v: the first word %q does not stand in the example %q", g.Sets, g.Words[0], g.Example)
		}
		for _, set := range g.Sets {
			for _, w := range g.Words {
				if seen[set+" "+Norm(w)] {
					t.Errorf("%s: %q stands twice", set, w)
				}
				seen[set+" "+Norm(w)] = true
			}
		}
	}
}

// TestReversingHeads holds that each of them turns the rest of a phrase over, and that another word does not.
func TestReversingHeads(t *testing.T) {
	for _, g := range phraseGroups() {
		if g.Sets[0] != "reversing-head" {
			continue
		}
		for _, w := range append([]string{"painting"}, g.Words...) {
			phrase, _ := g.With(w)
			turned := slices.ContainsFunc(matcherOf(t, phrase).Issues("They spoke of the harbour toll."), func(m IssueMatch) bool { return m.Sign < 0 && !m.Partial })
			if turned != (w != "painting") {
				t.Errorf("%q turns the harbour toll over: %v", phrase, turned)
			}
		}
	}
}

// TestTurners holds that a phrase with each of them clashes with the rest of it, and that one with another word does not.
func TestTurners(t *testing.T) {
	for _, g := range phraseGroups() {
		if g.Sets[0] != "turner" {
			continue
		}
		for _, w := range append([]string{"painting"}, g.Words...) {
			phrase, _ := g.With(w)
			_, rest, _ := strings.Cut(phrase, " ")
			c := must(NewChecker("c.yaml", []byte("issues: [{id: i, name: "+rest+", phrases: [\""+phrase+"\", \""+rest+"\"]}]")))
			c.checkReversed(c.phrases())
			if clash := len(c.remarks) > 0; clash != (w != "painting") {
				t.Errorf("%q clashes with %q: %v", phrase, rest, clash)
			}
		}
	}
}

// TestVerbForms holds how verbs double their last letter.
func TestVerbForms(t *testing.T) {
	for verb, want := range map[string]string{
		"strip": "strip strips stripping stripped", "shrug off": "shrug off shrugs off shrugging off shrugged off", "deter": "deter deters deterring deterred",
		"commit": "commit commits committing committed", "open": "open opens opening opened", "favor": "favor favors favoring favored", "seek": "seek sought seeks seeking",
	} {
		if got := strings.Join(VerbForms(verb), " "); got != want {
			t.Errorf("%s: got %q, want %q", verb, got, want)
		}
	}
}
