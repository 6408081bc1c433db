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

// TestNaming holds where issues are named in full, and where only in part.
func TestNaming(t *testing.T) {
	testNaming(t, namingBook, []namingCase{
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
	})
}

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

// TestNamedAgain holds in how few words an issue is named once it is known what is spoken of.
func TestNamedAgain(t *testing.T) {
	testNaming(t, againBook, []namingCase{
		{"only the object is missing", "He warned of sanctions against the country.", "~<fines sanctions"},
		{"another object", "He warned of sanctions against smugglers.", "~fines sanctions"},
		{"behind its owner", "He doubted the Norland account.", "~!account account"},
		{"the very head of one issue", "He deplored the killing.", "~murder killing"},
		{"another word than the head", "He deplored the massacre.", ""},
		{"noun and verb are one word", "She withdrew the guards.", "pullout withdrew the guards"},
		{"a phrase inside another", "He hopes to nullify the coarse wool quotas law.", "voiding nullify the coarse wool quotas law; wool coarse wool quotas"},
	})
}

// namingCase is a text and the issues that it names, in order: "~" where only in part, "<" short of actors, "!" behind the actor whose
// it is; and the words.
type namingCase struct{ name, text, want string }

func testNaming(t *testing.T, book string, cases []namingCase) {
	cb, err := Parse("naming.yaml", []byte(book))
	if err != nil {
		t.Fatal(err)
	}
	m := cb.Matcher()
	for _, tc := range cases {
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
				got = append(got, mark+string(x.Issue)+" "+tc.text[x.Start:x.End])
			}
			if s := strings.Join(got, "; "); s != tc.want {
				t.Errorf("%s: got %q, want %q", tc.text, s, tc.want)
			}
		})
	}
}
