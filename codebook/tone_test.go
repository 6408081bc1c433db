package codebook

import "testing"

// TestToneExamples holds that every evaluative word is found in its own example, with the sign of its class.
func TestToneExamples(t *testing.T) {
	for _, c := range toneClasses() {
		if c.Sign != "positive" && c.Sign != "negative" {
			t.Errorf("class %s: sign is %q, want positive or negative", c.Class, c.Sign)
		}
		for _, group := range []map[string]string{c.Words, c.Verbs, c.Nouns} {
			for _, form := range sortedKeys(group) {
				found := false
				for _, tone := range Tones(Tokens(group[form])) {
					found = found || (tone.Sign > 0) == (c.Sign == "positive")
				}
				if !found {
					t.Errorf("%s %q: not found in %q, got %v", c.Class, form, group[form], Tones(Tokens(group[form])))
				}
			}
		}
	}
}

func TestTones(t *testing.T) {
	for text, want := range map[string]int{"The plan is a disaster.": -1, "The plan is fair.": 1, "The plan is long.": 0, "A disastrous, unfair plan.": -2} {
		got := 0
		for _, tone := range Tones(Tokens(text)) {
			got += tone.Sign
		}
		if got != want {
			t.Errorf("%s: got %d, want %d", text, got, want)
		}
	}
}

func TestRarity(t *testing.T) {
	if a, b := rarity("government"), rarity("biologics"); a >= 0.5 || b != 1 {
		t.Errorf("government %.2f, biologics %.2f: want a common and a rare word", a, b)
	}
}
