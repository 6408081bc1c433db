package codebook

import (
	"strings"

	"stancegraph/graph"
)

// rareEnough is the rarity from which a word that is not the weightiest of its phrase can be the issue's own.
const rareEnough = 0.75

// inName reports whether a word of a phrase is only part of a name in the text: "Korea" of "North Korea", "Steel" of
// "the Steel Association".
func (f *issueFinder) inName(s *slot, h hit) bool {
	for _, a := range f.actors {
		if a.match.How == ByName && a.match.First <= h.first && h.last <= a.match.Last {
			return true
		}
	}
	if s.proper || h.first != h.last || !f.tokens[h.first].Upper || h.first == 0 {
		return false
	}
	next := h.first+1 < len(f.tokens) && f.tokens[h.first+1].Word && f.tokens[h.first+1].Upper
	return next && f.tokens[h.first-1].Word && !f.heading
}

// titled reports whether most words of a text begin with a capital, as in a heading.
func titled(tokens []Token) bool {
	upper, all := 0, 0
	for _, t := range tokens {
		if t.Word && len(t.Norm) > 3 {
			all++
			if t.Upper {
				upper++
			}
		}
	}
	return upper*3 > all*2
}

// loose reports whether a hit is of a class too wide to stand for an issue alone.
func (f *issueFinder) loose(h hit) bool {
	return f.m.vocab.wide(h.concept)
}

// short gives the actors that something is done to and that are missing, if nothing else is, and the words behind a hit do not
// say that it is about something else: "sanctions against the country", and not "support for the plan".
func (f *issueFinder) short(p *pattern, missing []*slot, h hit) (out []graph.ActorID) {
	for _, s := range missing {
		if !s.linked {
			return nil
		}
		out = append(out, s.actor)
	}
	if f.tokens[h.first].Joined || p.anchor != p.head() && !p.verbal { // "UN-backed"
		return nil
	}
	i := h.last + 1
	if i < len(f.tokens) && linkers[f.tokens[i].Norm] {
		for i++; i < len(f.tokens) && (determiners[f.tokens[i].Norm] || f.isAdjective(i)); i++ {
		}
		if i < len(f.tokens) && !f.m.vocab.generic[f.tokens[i].Norm] && !f.named(i) {
			return nil
		}
	}
	return out
}

// owned reports whether the actor with which a phrase begins stands right before a hit.
func (f *issueFinder) owned(p *pattern, h hit) bool {
	if len(p.slots) < 2 || !p.slots[0].leads || f.m.vocab.generic[f.tokens[h.last].Norm] {
		return false
	}
	for _, a := range f.actors {
		if gap := h.first - a.match.Last; a.body == p.slots[0].actor && gap > 0 && gap < 4 && a.match.How != ByPronoun && f.leads(a.match, h) {
			if next := f.tokens[a.match.Last+1].Norm; gap == 1 || next == "'s" || a.match.How == ByAdjective && gap == 2 {
				return true
			}
		}
	}
	return false
}

// ends reports whether a part is the first or the last of its phrase: one of them is its head.
func (p *pattern) ends(i int) bool { return i == 0 || i == p.head() }

// sole reports whether the words of a hit stand in the phrases of one issue only.
func (f *issueFinder) sole(issue int, h hit) bool {
	if h.concept >= len(f.m.vocab.classes) {
		in := f.m.issues.in[h.concept]
		return len(in) == 1 && in[issue]
	}
	owners := f.m.issues.owners[ownedWord{h.concept, f.key(h)}]
	return len(owners) == 1 && owners[issue]
}

// heads reports whether a hit is the very word that is the head in phrases of one issue only, whatever it is beside others:
// "the killing" for "the killing of Lee", where another issue is "justice for the killing".
func (f *issueFinder) heads(p *pattern, h hit) bool {
	word := f.tokens[h.first].Norm
	if h.first < h.last {
		word = f.words(h)
	}
	in := f.m.issues.headed[word]
	return len(in) == 1 && in[p.issue]
}

// canStand reports whether a word may stand for a phrase that was named before.
func (f *issueFinder) canStand(h hit) bool {
	return !f.m.vocab.wide(h.concept) || f.m.vocab.stands(h.concept)
}

// looseWord reports whether one common word of a wide class, with nothing beside it, is too little.
func looseWord(v *vocabulary, h hit, norm string) bool {
	if !v.wide(h.concept) {
		return false
	}
	id := v.classes[h.concept].ID // "airstrike" and "intervention" say enough, "strike" and "raid" do not
	return len(norm) < 9 || id != "airstrike" && id != "intervention"
}

func (f *issueFinder) words(h hit) string {
	return strings.Join(norms(f.tokens[h.first:h.last+1]), " ")
}

// rarest gives the rarity of the rarest word among tokens a to b.
func (f *issueFinder) rarest(a, b int) float64 {
	most := 0.0
	for i := a; i <= b; i++ {
		if n := f.tokens[i].Norm; f.tokens[i].Word && !functionWords[n] {
			most = max(most, rarity(n))
		}
	}
	return most
}

// startsWithVerb reports whether the words of a match begin with a verb, and not with a noun that looks like one.
func startsWithVerb(tokens []Token, i int) bool {
	_, form := Verb(tokens[i].Norm)
	if form == NotVerb || tokens[i].Joined {
		return false
	}
	if i == 0 {
		return form == Gerund || form == BaseForm && !nounLike[tokens[i].Norm]
	}
	prev := tokens[i-1].Norm
	if determiners[prev] || prev == "'s" || form != Gerund && linkers[prev] && prev != "to" {
		return false
	}
	if form == ThirdPerson || form == BaseForm && nounLike[tokens[i].Norm] {
		return verbContext[prev] || form == ThirdPerson && tokens[i-1].Upper && !nounLike[tokens[i].Norm]
	}
	return true
}

// nounLike are words that are more often nouns than verbs.
var nounLike = wordSet(`arms strike strikes talk talks sanction sanctions attack attacks limit limits cut cuts bomb bombs plan plans deal deals vote votes tax taxes
raid raids help aid support trade force forces use fight fights flow flows ban bans blockade repeal release curb curbs block raise rise protest protests march drone
drones fund funds finance finances murder murders exit exits quit transfer transfers supply supplies purchase purchases export exports import imports shell shells
deploy grant grants end ends stop stops summit probe license plea shutdown benefit benefits build drop drops torture approach attempt`)

// NounLike reports whether a word that can be a verb is more often a noun: "talks", "arms".
func NounLike(norm string) bool { return nounLike[norm] }

var verbContext = wordSet("to will would should must can could may might do does did not n't we they you i who that which")

var determiners = wordSet("the a an this that these those its his her their our your my any some no such each every all more new further")
