package llm

import "testing"

// Who does it and to whom it is done: what the sentence shows is held against the record, and nothing else.
func TestDirection(t *testing.T) {
	for _, c := range []struct {
		text, holder, stance string
		refused              bool
	}{
		{"Chile criticised Peru over the fishing quota.", "Peru", "supports", true},
		{"Chile criticised Peru over the fishing quota.", "Chile", "opposes", false},
		{"Chile criticised Peru for opposing the fishing quota.", "Peru", "opposes", false},
		{"Chile criticised Peru's support for the fishing quota.", "Peru", "supports", false},
		{"Chile urged Peru to accept the fishing quota.", "Peru", "supports", true},
		{"Chile urged Peru to accept the fishing quota.", "Chile", "supports", false},
		{"Chile condemned the Peruvian government for the fishing quota.", "the Peruvian government", "supports", true},
		{"Peru was condemned by Chile over the fishing quota.", "Peru", "opposes", true},
		{"Peru was condemned by Chile over the fishing quota.", "Chile", "opposes", false},
		{"Aid from Peru for people threatened by Chile supports the fishing quota.", "Peru", "supports", false},
		{"Peru, condemned by Chile, rejected the fishing quota.", "Peru", "opposes", false},
		{"The fishing quota was condemned by Peru and by Chile.", "Peru", "opposes", false},
		{"Condemned by nobody, Peru backs the fishing quota.", "Peru", "supports", false},
		{"Chile turned down Peru's call for a fishing quota.", "Peru", "supports", false},
		{"Chile joined Peru in opposing the fishing quota.", "Peru", "opposes", false},
		{"Chile and Peru oppose the fishing quota.", "Peru", "opposes", false},
		{"Chile criticised Peru. Peru opposes the fishing quota.", "Peru", "opposes", false},
		{"Chile criticised Peru, and Peru opposes the fishing quota.", "Peru", "opposes", false},
		{"They criticised Peru over the fishing quota.", "Peru", "supports", false},
	} {
		e, _ := newExtractor(t, serve(t, always(ans())), nil)
		a := e.open(doc(c.text))
		last := a.sentences[len(a.sentences)-1]
		_, why := a.check(record{Evidence: c.text[last.start : len(c.text)-1], Holder: c.holder, Issue: "quota", Stance: c.stance}, window{0, len(a.sentences)})
		if got := why != nil && why.reason == ReasonDirection; got != c.refused || why != nil && !got {
			t.Errorf("%s %s %s: refused %v (%+v), want %v", c.text, c.holder, c.stance, got, why, c.refused)
		}
	}
}

func TestParties(t *testing.T) {
	for _, c := range []struct {
		text, holder string
		reason       Reason
		parties      int
	}{
		{"Bolivia brokered border talks between Chile and Peru.", "Bolivia", "", 2},
		{"Bolivia and Chile held border talks between Chile and Peru.", "Chile", ReasonMediation, 0},
		{"Bolivia hosted border talks with Chile.", "Bolivia", "", 1},
		{"Bolivia opposes the fishing quota.", "Bolivia", ReasonMediation, 0},
	} {
		e, _ := newExtractor(t, serve(t, always(ans())), nil)
		a := e.open(doc(c.text))
		found, why := a.check(record{Evidence: c.text, Holder: c.holder, Issue: "border-talks", Stance: "mediates"}, window{0, len(a.sentences)})
		switch {
		case why != nil:
			if why.reason != c.reason {
				t.Errorf("%s: %+v", c.text, why)
			}
		case c.reason != "" || len(found[0].Statement.Parties) != c.parties:
			t.Errorf("%s: %+v", c.text, found[0].Statement)
		}
	}
}
