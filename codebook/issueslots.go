package codebook

import (
	"slices"
	"strings"

	"stancegraph/graph"
)

// slot is one part of a phrase, met by any of its concepts.
type slot struct {
	alts      []int
	actor     graph.ActorID // the body of an actor, instead of concepts
	weight    float64
	exact     string // where set, the word itself must stand there (loose classes that stand alone)
	content   bool   // a word that says what the phrase is about, however many phrases share it
	place     string // where the phrase names a capital: the very name must stand there
	linked    bool   // the actor must be the object of a verb or preposition
	leads     bool   // the actor comes first: it owns or does what follows
	described bool   // words before the actor say what it is: "nuclear-armed Malta"
	prep      string // preposition before the actor
	behind    bool   // stands behind a preposition
	proper    bool   // a name, written with a capital
	itself    bool   // the phrase names the body and no person who speaks for it
	after     bool   // the actor must follow at once, and by name
	turns     bool   // turns the rest over, "Peru blocking the tariffs": without it the phrase is not there
}

// slots cuts a phrase into its parts.
func (c *issueCompiler) slots(phrase string) []slot {
	tokens := Tokens(phrase)
	actors := c.m.ActorsIn(phrase, tokens)
	hits := c.v.hits(tokens, false)
	var out []slot
	behind := false
	for i := 0; i < len(tokens); i++ {
		behind = behind || len(out) > 0 && headEnders[tokens[i].Norm]
		if a := actorStarting(actors, i); a != nil {
			place := ""
			if a.How == ByCapital {
				place = strings.Join(norms(tokens[a.First:a.Last+1]), " ")
			}
			out = append(out, slot{place: place, actor: c.cb.Body(a.Actor), itself: c.cb.Body(a.Actor) == a.Actor, weight: actorWeight(tokens, i), linked: i > 0 && len(out) > 0,
				leads: len(out) == 0, prep: prepositionAt(tokens, i), described: i > 0 && tokens[i-1].Joined && described(tokens[i-1].Norm)})
			i = a.Last
			continue
		}
		if s, end := c.conceptSlot(tokens, hits, i); end > i {
			s.behind, s.proper, s.turns = behind, i > 0 && tokens[i].Upper, end == i+1 && turnsRest(tokens, i)
			out = mergeSlot(out, s)
			i = end - 1
			continue
		}
		if t := tokens[i]; t.Word && !functionWords[t.Norm] {
			concept := c.v.stemConcept(t.Norm)
			out = mergeSlot(out, slot{alts: []int{concept}, weight: c.v.weight(concept, t.Norm), behind: behind, proper: i > 0 && t.Upper, turns: turnsRest(tokens, i)})
		}
	}
	return out
}

// turnsRest reports whether the word at i, inside a phrase, turns over what follows: "Peru blocking the tariffs".
func turnsRest(tokens []Token, i int) bool {
	lemma, form := Verb(tokens[i].Norm)
	return i > 0 && i+1 < len(tokens) && (form == Gerund && reversingHeads[tokens[i].Norm] || form == BaseForm && tokens[i-1].Norm == "to" && reversingHeads[gerund(lemma)])
}

// headEnders are prepositions behind which the head of a phrase does not stand.
var headEnders = wordSet("of in on for with from at under over against between by about inside near across behind off towards toward")

// described reports whether a word before an actor is a participle that says what the actor is.
func described(norm string) bool {
	_, form := Verb(norm)
	return form == PastForm
}

func actorStarting(actors []ActorMatch, i int) *ActorMatch {
	for k := range actors {
		if actors[k].First == i {
			return &actors[k]
		}
	}
	return nil
}

func prepositionAt(tokens []Token, i int) string {
	reach := 3
	if i > 0 && tokens[i-1].Norm == "and" {
		reach = 5 // "between Oslo and Lima"
	}
	for k := i - 1; k >= 0 && k > i-reach; k-- {
		if linkers[tokens[k].Norm] {
			return tokens[k].Norm
		}
	}
	return ""
}

// actorWeight is less where the actor is only the place: "air strikes in Libya".
func actorWeight(tokens []Token, i int) float64 {
	if i > 0 && placePreposition[tokens[i-1].Norm] {
		return weightPlace
	}
	return weightActor
}

var placePreposition = wordSet("in over on off at into inside near across")

func (c *issueCompiler) conceptSlot(tokens []Token, hits []hit, i int) (slot, int) {
	var s slot
	end := i
	for _, h := range hits {
		if h.first != i {
			continue
		}
		if h.last+1 > end {
			end, s = h.last+1, slot{}
		}
		if h.last+1 == end {
			s.alts = append(s.alts, h.concept)
			s.weight = max(s.weight, c.v.weight(h.concept, tokens[i].Norm))
		}
	}
	if end > i {
		words := norms(tokens[i:end])
		s.exact = strings.Join(words, " ")
	}
	return s, end
}

// mergeSlot adds a part unless an earlier one has the same concepts.
func mergeSlot(slots []slot, s slot) []slot {
	for _, o := range slots {
		if len(o.alts) > 0 && slices.Equal(o.alts, s.alts) {
			return slots
		}
	}
	return append(slots, s)
}
