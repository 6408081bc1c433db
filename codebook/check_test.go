package codebook

import (
	"os"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	const issues = "issues: [{id: toll, name: the harbour toll, phrases: [harbour toll]}]\n"
	tests := []struct {
		name  string
		book  string
		texts []string
		want  []string // parts of the remarks, in order
	}{
		{"sound", "actors: [{id: chile, aliases: [Chilean cabinet]}]\n" + issues, nil, nil},
		{"same words of two actors", `
actors:
  - {id: guild, name: Rope Guild, kind: group}
  - {id: dockers, name: Harbour Workers, kind: group, aliases: [the Rope Guild]}
`, nil, []string{`4: problem: "the Rope Guild" of dockers has the same words as "Rope Guild" of guild`}},
		{"same sound of two actors", `
actors:
  - {id: qadir, name: Karim Qadirov, kind: person, speaks_for: chile}
  - {id: kadir, name: Karim Kadirov, kind: person, speaks_for: peru}
`, nil, []string{`4: problem: "Karim Kadirov" of kadir sounds like`}},
		{"name of the gazetteer", "actors: [{id: trade-hall, name: Trade Hall, kind: group, aliases: [Kremlin]}]\n", nil,
			[]string{`1: note: "Kremlin" of trade-hall is a name of russia`}},
		{"capital of the same state is no news", "actors: [{id: ann-lee, name: Ann Lee, kind: person, speaks_for: russia, aliases: [the Kremlin chief]}]\n", nil, nil},
		{"short and general names", `
actors:
  - {id: guild, name: Rope Guild, kind: group, aliases: [rg, support, the new government, May]}
`, nil, []string{`"rg" of guild is too short`, `"support" of guild is a common word`, `"May" of guild is also a day or a month`, `"the new government" of guild is a general description`}},
		{"persons", `
actors:
  - {id: ann-lee, name: Ann Lee, kind: person}
  - {id: bob-lee, name: Bob Lee, kind: person, speaks_for: chile}
`, nil, []string{"3: note: person ann-lee speaks for nobody", `4: note: ann-lee and bob-lee share the surname "Lee"`}},
		{"surname with an owner", `
actors:
  - {id: ann-lee, name: Ann Lee, kind: person, speaks_for: peru, aliases: [Lee]}
  - {id: bob-lee, name: Bob Lee, kind: person, speaks_for: chile}
`, nil, nil},
		{"one phrase of two issues", `
issues:
  - {id: toll, name: toll dispute, phrases: [the harbour toll]}
  - {id: fee, name: fee dispute, phrases: [the mooring fee, harbour toll]}
`, nil, []string{`3: problem: "the harbour toll" of toll can also be read as fee`, `4: problem: "harbour toll" names both fee and toll`}},
		{"phrases that match the same words", `
issues:
  - id: helpers
    name: helping the crews
    phrases: [sending lifeboats to the crews]
  - id: boats
    name: boats for the crews
    phrases:
      - lifeboats to the crews
`, nil, []string{`5: problem: "sending lifeboats to the crews" of helpers can also be read as boats`}},
		{"parts of an issue may overlap", `
issues:
  - {id: boats, name: boats for the crews, phrases: [lifeboats to the crews]}
  - {id: helpers, name: helping the crews, phrases: [sending lifeboats to the crews], part_of: boats}
`, nil, nil},
		{"too general", "issues: [{id: toll, name: harbour toll, phrases: [the plan]}]\n", nil, []string{`1: problem: "the plan" of toll is too general`}},
		{"turned over", "issues:\n  - id: toll\n    name: mooring\n    phrases:\n      - the harbour toll\n      - abolishing the harbour toll\n", nil,
			[]string{`6: problem: "abolishing the harbour toll" turns "the harbour toll" of toll over`}},
		{"turned over and said so", "issues: [{id: toll, name: mooring, phrases: [the harbour toll], against: [abolishing the harbour toll]}]\n", nil, nil},
		{"in both lists", "issues: [{id: toll, name: mooring, phrases: [the harbour toll], against: [harbour toll]}]\n", nil, []string{"stands among the phrases of toll and among those against it"}},
		{"cue against the lexicon", issues + "cues:\n  - {stance: supports, verb: reject}\n", nil, []string{`3: problem: the verb "reject" is supports here and opposes in the lexicon`}},
		{"cue that the lexicon has", issues + "cues:\n  - {stance: opposes, verb: reject}\n", nil, []string{"3: note: the lexicon has the verb"}},
		{"operator that the lexicon has", issues + "operators:\n  - {kind: reverse, verb: halt}\n", nil, []string{`3: note: the lexicon has the verb "halt" already, of kind reverse`}},
		{"reverser that is support", issues + "operators:\n  - {kind: reverse, verb: welcome}\n", nil, []string{`3: problem: the verb "welcome" turns a stance over here and is supports`}},
		{"cues against each other", issues + "cues:\n  - {stance: opposes, verb: huffle}\n  - {stance: supports, verb: huffle}\n", nil, []string{`4: problem: the verb "huffle" is listed as opposes and as supports`}},
		{"unused", `
actors: [{id: guild, name: Rope Guild, kind: group, aliases: [Twine Makers]}]
issues: [{id: toll, name: mooring, phrases: [the harbour toll, the lighthouse levy]}]
cues: [{stance: opposes, verb: huffle about}, {stance: opposes, verb: wuffle about}]
`, []string{"The Rope Guild huffles about the harbour toll.", "Rain fell."},
			[]string{`2: note: "Twine Makers" of guild is not found in 2 articles`, `3: note: "the lighthouse levy" of toll is never the best match`, `4: note: the verb "wuffle about" is not found`}},
		{"used in other forms", `
actors: [{id: qadir, name: Karim Qadirov, kind: person, speaks_for: chile}]
issues: [{id: toll, name: mooring, phrases: [the harbour toll]}]
cues: [{stance: opposes, verb: huffle about}]
`, []string{"Karim Kadirov huffled about harbour tolls."}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, err := NewChecker("book.yaml", []byte(tt.book))
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range tt.texts {
				c.Read(text)
			}
			got := c.Remarks()
			if len(got) != len(tt.want) {
				t.Fatalf("got %d remarks, want %d: %v", len(got), len(tt.want), got)
			}
			for i, r := range got {
				if !strings.Contains(r.String(), tt.want[i]) {
					t.Errorf("remark %d:\n got %s\nwant %s", i, r, tt.want[i])
				}
			}
		})
	}
}

func TestCheckRefusesFaults(t *testing.T) {
	if _, err := NewChecker("book.yaml", []byte("actors: [{id: A}]")); err == nil || !strings.Contains(err.Error(), "book.yaml:1") {
		t.Errorf("err = %v, want the faults with their lines", err)
	}
}

// The example of the documentation is sound, and has every key that the parser takes.
func TestDocumentedCodebook(t *testing.T) {
	page, err := os.ReadFile("../docs/codebook.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```yaml\n")
	example, table, _ := strings.Cut(rest, "```")
	c, err := NewChecker("docs/codebook.md", []byte(example))
	if err != nil {
		t.Fatal(err)
	}
	if remarks := c.Remarks(); len(remarks) > 0 {
		t.Errorf("remarks on the example: %v", remarks)
	}
	for _, list := range []string{"actors: [{id: nato, zzz: 1}]", "issues: [{id: a, name: A, zzz: 1}]", "cues: [{stance: opposes, verb: grumble, zzz: 1}]", "operators: [{kind: reverse, verb: grumble, zzz: 1}]", "zzz: 1"} {
		cb, err := Parse("x", []byte(list))
		if err != nil || len(cb.Warnings()) != 1 {
			t.Fatalf("%s: %v, want a warning", list, err)
		}
		_, keys, found := strings.Cut(cb.Warnings()[0].What, "want one of ")
		if !found {
			t.Fatalf("%s: %v, want the keys that are known", list, cb.Warnings())
		}
		for key := range strings.SplitSeq(keys, ", ") {
			if !strings.Contains(table, "`"+key+"`") && !strings.Contains(example, key+":") {
				t.Errorf("docs/codebook.md does not mention %q", key)
			}
		}
	}
}

func TestAlike(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"kadirov", "qadirov", true}, {"moussa", "musa", false}, {"petersen", "petersan", true}, {"lindqvist", "lindkwist", true},
		{"lee", "lea", false}, {"bernie", "brown", false}, {"martin", "carton", false}, {"kadirov", "kadirov", false}, {"", "", false},
	}
	for _, tt := range tests {
		if got := Alike(tt.a, tt.b); got != tt.want {
			t.Errorf("Alike(%q, %q) = %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}
