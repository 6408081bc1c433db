package codebook

import (
	"slices"
	"strings"

	"stancegraph/graph"
)

type placed struct {
	body  graph.ActorID
	match ActorMatch
}

// infinitive reports whether "to" at i begins an infinitive.
func (f *issueFinder) infinitive(i int) bool {
	if f.tokens[i].Norm != "to" || i+1 >= len(f.tokens) {
		return false
	}
	_, form := Verb(f.tokens[i+1].Norm)
	return form == BaseForm
}

// placed reports whether an actor stands under the name that the phrase gives it, where that is a capital.
func (f *issueFinder) placed(s *slot, a ActorMatch) bool {
	return s.place == "" || strings.Join(norms(f.tokens[a.First:a.Last+1]), " ") == s.place
}

// linked reports whether an actor is the object of a verb or preposition rather than the subject of what follows.
func (f *issueFinder) linked(s *slot, a ActorMatch, anchor hit) bool {
	if s.after && (a.First <= anchor.last || a.First > anchor.last+3 || a.How == ByAdjective) {
		return false
	}
	stop := -1
	if a.First > anchor.last {
		stop = anchor.last
	}
	i := a.First - 1
	for i > stop && (determiners[f.tokens[i].Norm] || f.isAdjective(i) || f.tokens[i].Norm == "'s" || f.named(i) && f.tokens[i+1].Norm == "'s" || f.coordinated(i)) {
		i--
	}
	if i < 0 {
		return false
	}
	norm := f.tokens[i].Norm
	if a.First > anchor.last && a.Last+1 < len(f.tokens) && f.tokens[a.Last+1].Norm == "'s" {
		return false // "supported Haro's plan" is not about Haro
	}
	if linkers[norm] {
		return norm == s.prep || s.prep == "" && objectLinkers[norm] || norm == "in" && s.prep == "of" && s.itself && f.m.cb.Body(a.Actor) == a.Actor || freeLinkers[norm] || placePreposition[norm] && (placePreposition[s.prep] || s.prep == "against") || norm == "against" && placePreposition[s.prep] || norm == "toward"
	}
	if a.Last+1 < len(f.tokens) && f.tokens[a.Last+1].Norm == "'s" && a.Last < anchor.first {
		return true
	}
	_, form := Verb(norm)
	return form != NotVerb || f.tokens[a.First].Joined
}

// ofAnother reports whether a phrase says to whom something is done, or who is to go, and the words around a hit name somebody
// else: "sanctions on Malta" for "sanctions on Peru", "Lee's resignation" for "Haro's resignation".
func (f *issueFinder) ofAnother(p *pattern, h hit) bool {
	if len(f.actors) == 0 || !slices.ContainsFunc(p.slots, func(s slot) bool { return s.actor != "" && (s.linked || s.leads) }) {
		return false
	}
	i, going := h.last+1, f.goes(p)
	if going {
		for _, a := range f.actors {
			next := a.match.Last + 1
			if next == h.first && !f.ousts(h) || next == h.first-1 && f.tokens[next].Norm == "'s" {
				return a.match.How != ByPronoun && a.match.How != ByAdjective && !f.m.issues.actors[p.issue][a.body]
			}
		}
	}
	if i+1 >= len(f.tokens) || !objectLinkers[f.tokens[i].Norm] && !(going && f.tokens[i].Norm == "of") {
		return false
	}
	another := false
	for i++; i < len(f.tokens) && (determiners[f.tokens[i].Norm] || f.isAdjective(i) || f.named(i) || f.coordinated(i)); i++ {
		for _, a := range f.actors {
			if a.match.First <= i && i <= a.match.Last && a.match.How != ByPronoun {
				if f.m.issues.actors[p.issue][a.body] {
					return false
				}
				another = true
			}
		}
	}
	return another
}

// goes reports whether a phrase is about going out of office, or staying in it.
func (f *issueFinder) goes(p *pattern) bool {
	return slices.ContainsFunc(p.slots, func(s slot) bool {
		return slices.ContainsFunc(s.alts, func(c int) bool { return c < len(f.m.vocab.classes) && goings[f.m.vocab.classes[c].ID] })
	})
}

// ousts reports whether somebody does what a hit says to another: "topple".
func (f *issueFinder) ousts(h hit) bool {
	return h.concept < len(f.m.vocab.classes) && f.m.vocab.classes[h.concept].ID == "oust"
}

// goings are the sense classes of going out of office, or not.
var goings = wordSet("departure oust remain legitimacy end-rule")

var freeLinkers = wordSet("to for of among behind anti pro")

// objectLinkers stand before what a verb has as its object: "attack Malta", "attacks on Malta", "meet with Malta".
var objectLinkers = wordSet("with on against toward towards")

// leads reports whether an actor owns or does what a hit says: it stands shortly before, or behind "of" or "by".
func (f *issueFinder) leads(a ActorMatch, anchor hit) bool {
	if a.Last < anchor.first {
		for _, o := range f.actors {
			if o.match.First > a.Last && o.match.Last < anchor.first && o.match.How != ByAdjective && o.match.How != ByPronoun {
				return false
			}
		}
		for i := a.Last + 1; i < anchor.first; i++ {
			if f.tokens[i].Norm == "," {
				return false
			}
		}
		return anchor.first-a.Last < 8
	}
	i := a.First - 1
	for i > anchor.last && (determiners[f.tokens[i].Norm] || f.isAdjective(i)) {
		i--
	}
	n := f.tokens[max(i, 0)].Norm
	return (n == "of" || n == "by") && a.First-anchor.last < 6
}

// coordinated reports whether token i belongs to "Iran and" or "Iran," before another actor: both stand behind one preposition.
func (f *issueFinder) coordinated(i int) bool {
	if n := f.tokens[i].Norm; n == "and" || n == "," || n == "or" {
		return i > 0 && f.named(i-1) && (f.named(i+1) || i+2 < len(f.tokens) && f.named(i+2))
	}
	return f.named(i) && i+1 < len(f.tokens) && (f.coordinated(i+1) || f.named(i+1))
}

// named reports whether an actor covers token i.
func (f *issueFinder) named(i int) bool {
	return slices.ContainsFunc(f.actors, func(a placed) bool { return a.match.First <= i && i <= a.match.Last })
}

func (f *issueFinder) isAdjective(i int) bool {
	for _, a := range f.actors {
		if a.match.First <= i && i <= a.match.Last {
			return a.match.How == ByAdjective
		}
	}
	return endsInAny(f.tokens[i].Norm, "an", "ian", "ern", "ish", "led", "ed", "ous", "ic", "al", "main")
}

var linkers = wordSet("to for of against with by on over in from between toward towards anti pro behind among into at")
