package codebook

import (
	"strings"
	"testing"
)

const againBook = `
actors:
  - {id: norland, name: Norland, kind: state}
  - {id: sudland, name: Sudland, kind: state}
issues:
  - {id: fines, name: Fines on Sudland, phrases: [sanctions on Sudland]}
  - {id: account, name: Norland's account of the fire, phrases: [Norland's account of the killing]}
  - {id: murder, name: Killing of the herders, phrases: [killing of the herders]}
  - {id: quitting, name: Norland quitting the fair, phrases: [withdrawing from the fair]}
  - {id: pullout, name: Withdrawal of the guards, phrases: [withdrawal of the guards, pulling out the guards]}
  - {id: wool, name: Coarse wool quotas, phrases: [coarse wool quotas]}
  - {id: voiding, name: Nullifying wool laws, phrases: [nullifying wool laws]}
`

// TestNamedAgain holds in how few words an issue is named once it is known what is spoken of: whether the match says so with "~"
// in part, "<" short of actors, and "!" behind the actor whose it is.
func TestNamedAgain(t *testing.T) {
	cb, err := Parse("again.yaml", []byte(againBook))
	if err != nil {
		t.Fatal(err)
	}
	m := cb.Matcher()
	for _, tc := range []struct{ name, text, want string }{
		{"only the object is missing", "He warned of sanctions against the country.", "~<fines"},
		{"another object", "He warned of sanctions against smugglers.", "~fines"},
		{"behind its owner", "He doubted the Norland account.", "~!account"},
		{"the very head of one issue", "He deplored the killing.", "~murder"},
		{"another word than the head", "He deplored the massacre.", ""},
		{"noun and verb are one word", "She withdrew the guards.", "pullout"},
		{"a phrase inside another", "He hopes to nullify the coarse wool quotas law.", "voiding; wool"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, x := range m.Issues(tc.text) {
				mark := ""
				if x.Partial {
					mark = "~"
				}
				if len(x.Short) > 0 {
					mark += "<"
				}
				if x.Owned {
					mark += "!"
				}
				got = append(got, mark+string(x.Issue))
			}
			if s := strings.Join(got, "; "); s != tc.want {
				t.Errorf("%s: got %q, want %q", tc.text, s, tc.want)
			}
		})
	}
}
