package codebook

import (
	"slices"
	"strings"
	"testing"

	"stancegraph/graph"
)

// TestLexiconExamples holds that every entry is found in its own example, with its stance.
func TestLexiconExamples(t *testing.T) {
	l := newLexicon(nil, nil)
	for _, e := range l.Entries() {
		if e.Example == "" {
			t.Errorf("%s %q has no example", e.Class, e.Form)
			continue
		}
		if e.Class == "plain" {
			for _, c := range l.Cues(e.Example) {
				if strings.HasPrefix(e.Form, strings.ToLower(e.Example[c.Start:c.End])) {
					t.Errorf("plain %q: found %s %q in %q", e.Form, c.Class, c.Form, e.Example)
				}
			}
			continue
		}
		found := false
		for _, c := range l.Cues(e.Example) {
			found = found || c.Stance == e.Stance && (c.Form == e.Form || overlaps(c.Form, e.Form))
		}
		if !found {
			t.Errorf("%s %q: not found in %q, got %v", e.Class, e.Form, e.Example, forms(l.Cues(e.Example)))
		}
	}
}

// overlaps allows for a longer or shorter entry with the same stance: "call for" and "renew call for".
func overlaps(a, b string) bool {
	for w := range strings.FieldsSeq(a) {
		if len(w) > 2 && strings.Contains(b, strings.TrimSuffix(w, "s")) {
			return true
		}
	}
	return false
}

func forms(cues []Cue) []string {
	var out []string
	for _, c := range cues {
		out = append(out, c.Class+":"+c.Form)
	}
	return out
}

func TestCues(t *testing.T) {
	l := newLexicon([]CueEntry{{Class: "own", Stance: graph.Opposes, Weight: 0.9, Form: "thumb nose at", Part: PartVerb}}, nil)
	for _, tc := range []struct{ text, want string }{
		{"Peru turned the offer down.", "opposes turned the offer down"},
		{"Peru backed away from the idea.", ""},
		{"The king thumbed his nose at the pact.", "opposes thumbed his nose at"},
		{"They neither accept nor comment.", "supports accept"},
		{"The state-backed firm grew.", ""},
		{"A demand was heard.", ""},
	} {
		got := ""
		for _, c := range l.Cues(tc.text) {
			got += string(c.Stance) + " " + tc.text[c.Start:c.End]
		}
		if got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.text, got, tc.want)
		}
	}
}

// TestSenseExamples holds that every word class is found in its own example.
func TestSenseExamples(t *testing.T) {
	v := newVocabulary(nil)
	for i, c := range v.classes {
		found := false
		for _, h := range v.hits(Tokens(c.Example), false) {
			found = found || h.concept == i
		}
		if !found {
			t.Errorf("class %s: not found in %q", c.ID, c.Example)
		}
	}
}

// TestWiderClasses holds that every wider class exists, and that it is met one way only.
func TestWiderClasses(t *testing.T) {
	v := newVocabulary(nil)
	for _, c := range v.classes {
		for _, wider := range c.Under {
			if _, ok := v.byID[wider]; !ok {
				t.Errorf("class %s: under %q, which is no class", c.ID, wider)
			}
		}
	}
	cb, err := Parse("c.yaml", []byte("issues:\n  - {id: arms, name: weapons for the militia, phrases: [sending weapons to the militia]}\n  - {id: antitank, name: anti-tank missiles, phrases: [javelin missiles]}"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{"They sent cluster munitions to the militia.": true, "They sent flowers to the militia.": false} {
		found := slices.ContainsFunc(cb.Matcher().Issues(text), func(m IssueMatch) bool { return m.Issue == "arms" && !m.Partial })
		if found != want {
			t.Errorf("%s: found %v, want %v", text, found, want)
		}
	}
	for _, m := range cb.Matcher().Issues("They sent rifles.") {
		if m.Issue == "antitank" {
			t.Errorf("rifles are taken for anti-tank missiles")
		}
	}
}

func TestDataFiles(t *testing.T) {
	if _, err := loadGazetteer(); err != nil {
		t.Fatal(err)
	}
	for _, l := range leaders() {
		for _, p := range l {
			if _, ok := must(loadGazetteer()).actor(p.Body); !ok {
				t.Errorf("leader %s speaks for %q, which the gazetteer does not have", p.Name, p.Body)
			}
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
