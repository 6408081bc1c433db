package codebook

import (
	"strings"
	"testing"
)

const namingBook = `
actors:
  - {id: norland, name: Norland, kind: state}
  - {id: sudland, name: Sudland, kind: state}
issues:
  - {id: levies, name: Levies on Sudland, phrases: [customs duties on Sudland]}
  - {id: raids, name: Raids by Norland, phrases: [Norland's invasion of Sudland]}
  - {id: zinc, name: Zinc quotas, phrases: [zinc quotas, siege of Quarnport]}
  - {id: going, name: Departure of Norland, phrases: [departure of Norland]}
  - {id: meetings, name: Meeting the herders, phrases: [meeting the herders, pressure on Sudland over grazing]}
`

// TestNaming holds where issues are named in full, and with "~" where only in part.
func TestNaming(t *testing.T) {
	cb, err := Parse("naming.yaml", []byte(namingBook))
	if err != nil {
		t.Fatal(err)
	}
	m := cb.Matcher()
	for _, tc := range []struct{ name, text, want string }{
		{"actors joined behind one preposition", "They want customs duties on Norland and Sudland.", "levies customs duties on Norland and Sudland"},
		{"done to somebody else", "They want customs duties on Norland.", ""},
		{"whoever goes", "He welcomed Norland's departure.", "going Norland's departure"},
		{"somebody else goes", "He welcomed Sudland's departure.", ""},
		{"the same behind it", "He welcomed the departure of Sudland.", ""},
		{"the object of a verb does not do it", "They invaded Norland.", "~raids invaded"},
		{"the doer leads", "Norland invaded Sudland.", "raids Norland invaded Sudland"},
		{"part of a name", "He left the Royal Zinc Museum early.", ""},
		{"a word of its own", "He praised the quotas on zinc.", "zinc quotas on zinc"},
		{"the head stands before the preposition", "He came from Quarnport.", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var got []string
			for _, x := range m.Issues(tc.text) {
				mark := ""
				if x.Partial {
					mark = "~"
				}
				got = append(got, mark+string(x.Issue)+" "+tc.text[x.Start:x.End])
			}
			if s := strings.Join(got, "; "); s != tc.want {
				t.Errorf("%s: got %q, want %q", tc.text, s, tc.want)
			}
		})
	}
}
