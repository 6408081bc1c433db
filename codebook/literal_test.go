package codebook

import "testing"

const literalBook = `
issues:
  - {id: licence, name: Ferry licences, phrases: [ferry control, ferry rules, limits on ferries]}
  - {id: checks, name: Harbour checks, phrases: [harbour checks, checks of private boats]}
  - {id: siege, name: Siege of the island, phrases: [siege of the island]}
  - {id: repeal, name: Repeal of the tide act, phrases: [repealing the tide act]}
`

// TestLiteral holds that the analyst's own phrases count in full, each for its own issue, whatever its words mean.
func TestLiteral(t *testing.T) {
	cb, err := Parse("book.yaml", []byte(literalBook))
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		text, issue string
		sign        int
	}{
		{"They want harbour checks.", "checks", 1},
		{"One harbour check was enough.", "checks", 1},
		{"The ferry rule is new.", "licence", 1},
		{"They spoke of the siege of that island.", "siege", 1},
		{"They repealed the tide act.", "repeal", 1},
		{"They defended the tide act.", "repeal", -1},
	} {
		got := cb.Matcher().Issues(tc.text)
		if len(got) != 1 || string(got[0].Issue) != tc.issue || got[0].Sign != tc.sign || got[0].Partial || tc.sign > 0 && !got[0].Literal {
			t.Errorf("%q: got %+v, want %s with sign %d in full", tc.text, got, tc.issue, tc.sign)
		}
	}
}

func TestSingular(t *testing.T) {
	for word, want := range map[string]string{"checks": "check", "policies": "policy", "crises": "crise", "bus": "bus", "classes": "class", "taxes": "tax", "gas": "gas", "means": "mean"} {
		if got := singular(word); got != want {
			t.Errorf("singular(%q) = %q, want %q", word, got, want)
		}
	}
}
