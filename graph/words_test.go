package graph_test

import (
	"strings"
	"testing"

	"stancegraph/graph"
)

func TestTerms(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "",
		"  Hamid KARZAÏ's  ":                    "hamid karzai s",
		"the no-fly zone (U.S.)":                "the no fly zone u s",
		"E\u0301lan São İstanbul Łódź":          "elan sao istanbul lodz",
		"Россия 2011 中国":                        "россия 2011 中国",
		"one\x1ftwo":                            "one ¶ two",
		strings.Repeat("x", 100) + " y":         strings.Repeat("x", 64) + " y",
		"\u0301 NUL\x00NUL \xff broken ¶ bytes": "nul nul broken bytes",
	} {
		if got := graph.Terms(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if got := graph.Terms("One", "", "Two"); got != "one ¶ ¶ two" {
		t.Errorf("several texts: %q", got)
	}
}

func TestParseWords(t *testing.T) {
	for text, want := range map[string]string{
		`kar`:                    `kar*`,
		`Hamid Kar`:              `"hamid" AND kar*`,
		`"Hamid Karzai"`:         `"hamid karzai"`,
		`"no-fly zone" lib`:      `"no fly zone" AND lib*`,
		`lib "no-fly zone"`:      `"lib" AND "no fly zone"`,
		`“no-fly” „zone”`:        `"no fly" AND "zone"`,
		`"not closed yet`:        `"not" AND "closed" AND yet*`,
		`word "`:                 `word*`,
		`"" word`:                `word*`,
		`plan B`:                 `"plan" AND "b"`,
		`OR NOT a:b^2 * ? [ } \`: `"or" AND "not" AND "a" AND "b" AND "2"`,
		"a\x1fbee":               `"a" AND bee*`,
	} {
		w, err := graph.ParseWords(text)
		if got := w.String(); err != nil || got != want {
			t.Errorf("%q: got %s, %v, want %s", text, got, err, want)
		}
	}
	for text, want := range map[string]string{"": "no word", "?! ¶": "no word", strings.Repeat("a ", 11): "11 words", strings.Repeat("é", 101): "202 bytes"} {
		if _, err := graph.ParseWords(text); graph.CodeOf(err) != graph.Invalid || !strings.Contains(graph.MessageOf(err), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// The terms of a text do not hang on whether it was folded before, as one of the stores folds it; where a term is found it stands.
func FuzzTerms(f *testing.F) {
	for _, text := range []string{"Karzaï's", "E\u0301\u0323lan", "İI\x1fıſK ẞ", "Σίσυφος", "नमस्ते", strings.Repeat("long", 30)} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		terms := graph.Terms(text)
		if folded := graph.Terms(graph.Fold(text)); folded != terms {
			t.Errorf("%q: %q, folded %q", text, terms, folded)
		}
		for _, term := range strings.Fields(terms) {
			w, err := graph.ParseWords(`"` + term + `"`)
			if err != nil {
				continue // the boundary, or too long
			}
			m, ok := graph.Hit{Of: graph.StatementSet, Object: &graph.Statement{Quote: text}}.Match(w, "")
			if !ok || graph.Terms(text[m.Start:m.End]) != term || m.Excerpt != text[m.ExcerptStart:m.ExcerptStart+len(m.Excerpt)] {
				t.Errorf("%q in %q: %+v", term, text, m)
			}
		}
	})
}
