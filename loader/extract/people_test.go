package extract

import (
	"context"
	"testing"

	"stancegraph/graph"
)

// A text tells who somebody is and whom they speak for, in many ways.
func TestPeopleLearnt(t *testing.T) {
	for _, c := range []struct{ text, name, body string }{
		{"But Norwegian foreign minister Ann Moe said no.", "Ann Moe", "norway"},
		{"The Norwegian foreign minister, Ann Moe, said no.", "Ann Moe", "norway"},
		{"Norwegian foreign ministry spokesman Ola Moe said no.", "Ola Moe", "norway"},
		{"Former Norwegian foreign minister Ann Moe said no.", "Ann Moe", ""},
		{"Sen. Paul Moe, R-Iowa, said no.", "Paul Moe", ""},
		{"Rep. Bill Moe (D-Ohio) said no.", "Bill Moe", ""},
		{"Paul Moe, Texas Republican, said no.", "Paul Moe", ""},
		{`"No," said Paul Moe, legal counsel for the shipowners.`, "Paul Moe", ""},
		{"Paul Moe, director of Norway's Voice, said no.", "Paul Moe", ""},
		{"Paul Moe, head of the Norwegian Centre for Peace, said no.", "Paul Moe", ""},
		{"Chinese foreign minister Mao Tiansu said no.", "Mao Tiansu", "china"},
		{"Paul Moe said no.", "Paul Moe", ""},
		{"Secretary of State Paul Moe said no.", "Paul Moe", "united-states"},
		{"Sweden voted. Secretary of State Paul Moe said no.", "Paul Moe", "united-states"},
		{"Secretary of State for Transport Paul Moe said no.", "Paul Moe", "united-kingdom"},
		{"The Secretary of Homeland Security, Paul Moe, said no.", "Paul Moe", "united-states"},
		{"Britain voted. Secretary of State Paul Moe said no.", "Paul Moe", "united-kingdom"},
	} {
		r := newRun(engine(t), Document{Text: c.text, Published: "2014-05-06"})
		if err := r.annotate(context.Background()); err != nil {
			t.Fatal(err)
		}
		if len(r.people.order) != 1 || r.people.order[0].name != c.name || string(r.people.order[0].body) != c.body {
			t.Errorf("%s: got %+v", c.text, r.people.order)
		}
	}
}

// The family name alone means the person, wherever it stands in the name; a role noun means whoever holds the office.
func TestRolesMeant(t *testing.T) {
	for _, c := range []struct{ text, word, want string }{
		{"Chinese foreign minister Mao Tiansu came. Mao said no.", "Mao", "mao-tiansu"},
		{"Norwegian Prime Minister Ann Moe came. The prime minister said no.", "minister", "ann-moe"},
		{"Norwegian Prime Minister Ann Moe came. The foreign minister said no.", "minister", ""},
		{"President Ole Moe met French President Luc Roi. The two ate. They slept. The president said no.", "president", "ole-moe"},
		{"President Ole Moe came. Moe met President Luc Roi. Moe left. The president said no.", "president", "ole-moe"},
		{"The Harbour League met. The group said no.", "group", "league"},
		{"Norway and Sweden met. Both said no.", "Both", "sweden"},
		{"Norwegian minister Ole Moe met Chilean minister Anna Ruiz. She said no.", "She", "anna-ruiz"},
		{"Norwegian minister Ole Moe came. He met Chilean minister Luc Roi. He said no.", "He", "ole-moe"},
		{"Norway and Sweden met. The two countries said no.", "The two countries", "sweden"},
	} {
		r := newRun(engine(t), Document{Text: c.text, Published: "2014-05-06"})
		if err := r.annotate(context.Background()); err != nil {
			t.Fatal(err)
		}
		got, s := "", r.sentences[len(r.sentences)-1]
		for _, m := range s.mentions {
			if s.words(m.First, m.Last) == c.word {
				got = string(m.Actor)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q is %q, want %q", c.text, c.word, got, c.want)
		}
	}
}

// Who utters a quotation or a clause.
func TestSpeakersFound(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`"We back it. It is good," Norwegian foreign minister Ann Moe countered.`, "ann-moe"},
		{`"We back it," said a statement from Norway's foreign ministry spokesman Ola Moe.`, "ola-moe"},
		{`"We back it," Paul Moe, R-Ohio, said Thursday.`, "paul-moe"},
		{`The allies cheered, with Norwegian minister Ann Moe saying, "We back it."`, "ann-moe"},
	} {
		r := newRun(engine(t), Document{Text: c.text, Published: "2014-05-06"})
		if err := r.annotate(context.Background()); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, v := range r.byQuote {
			got = string(v.actor)
		}
		if got != c.want {
			t.Errorf("%s: spoken by %q, want %q", c.text, got, c.want)
		}
	}
}

// Whom somebody accuses of something does it, by the word of the accuser.
func TestAccusedHolds(t *testing.T) {
	r := newRun(engine(t), Document{Text: "Chile blasted Peru for pushing the sound toll.", Published: "2014-05-06"})
	if err := r.annotate(context.Background()); err != nil {
		t.Fatal(err)
	}
	all, err := r.propose(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.holder == "peru" && c.stance == graph.Supports && c.rule == "accused-advocate" && len(c.reported) == 1 && c.reported[0] == "chile" {
			return
		}
	}
	t.Error("Peru does not support the toll by Chile's word")
}
