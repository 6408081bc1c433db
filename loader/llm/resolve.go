package llm

import (
	"cmp"
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract"
)

// party is who a mention stands for.
type party struct {
	actor graph.ActorID // who is named
	body  graph.ActorID // for whom the actor speaks, or the actor
	// person says that the actor is one, new that neither the codebook nor the gazetteer lists it.
	person, new bool
}

// somebody is a person whom the article introduces.
type somebody struct {
	name string
	role string
	body graph.ActorID // empty: speaks for nobody
	id   graph.ActorID
}

// article is one document on its way through the checks.
type article struct {
	e         *Extractor
	doc       extract.Document
	sentences []sentence
	actors    []codebook.ActorMatch // in the order of the text
	people    []somebody
	used      map[graph.ActorID]graph.Actor // new persons that findings refer to
}

func (e *Extractor) open(doc extract.Document) *article {
	return &article{e: e, doc: doc, sentences: split(doc.Text), actors: e.matcher.Actors(doc.Text), used: map[graph.ActorID]graph.Actor{}}
}

var pronouns = words("i we you he she it they him her them us who this that these those his their its our my himself herself itself themselves one")

// pronoun reports whether a mention is nothing but a pronoun.
func pronoun(mention string) bool {
	t := codebook.Tokens(mention)
	return len(t) == 1 && pronouns[t[0].Norm] && !t[0].Caps // "us", but not "US"
}

// find gives the place of a mention that is closest to the evidence: in the same sentence, else before, else behind.
func (a *article) find(mention string, area, evidence span) (span, bool) {
	all := places(a.doc.Text, area, mention)
	if len(all) == 0 {
		return span{}, false
	}
	home := sentenceOf(a.sentences, evidence.start)
	rank := func(s span) int {
		switch d := sentenceOf(a.sentences, s.start) - home; {
		case d == 0:
			return 0
		case d < 0:
			return -2 * d
		default:
			return 2*d + 1
		}
	}
	return slices.MinFunc(all, func(x, y span) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(x.distance(evidence), y.distance(evidence)), cmp.Compare(x.start, y.start))
	}), true
}

// resolve gives whom a mention stands for. None means that it cannot be told; several that it names several side by side.
func (a *article) resolve(at span) []party {
	text := a.doc.Text[at.start:at.end]
	matches, whole := a.matchesAt(at)
	if whole {
		return []party{a.party(matches[0].Actor)}
	}
	if p, ok := a.namedPerson(text); ok && !endsWithPerson(a.e, matches, at) {
		return []party{p}
	}
	switch {
	case len(matches) == 0:
		return nil
	case endsWithPerson(a.e, matches, at):
		if last := matches[len(matches)-1]; !a.opponent(at.start, last.Start) {
			return []party{a.party(last.Actor)}
		}
		return nil
	case len(matches) > 1 && a.sideBySide(matches, at):
		return a.each(matches)
	}
	if m, ok := a.principal(matches, at); ok {
		return []party{a.party(m.Actor)}
	}
	return nil
}

// matchesAt gives the codebook's matches inside a mention; or, whole, the one that the mention is, or is the short form of.
func (a *article) matchesAt(at span) (inside []codebook.ActorMatch, whole bool) {
	i, _ := slices.BinarySearchFunc(a.actors, at.start, func(m codebook.ActorMatch, start int) int { return cmp.Compare(m.End, start+1) })
	for ; i < len(a.actors) && a.actors[i].Start < at.end; i++ {
		m := a.actors[i]
		switch s := (span{m.Start, m.End}); {
		case at.within(s):
			if alone := a.e.matcher.Actors(a.doc.Text[at.start:at.end]); len(alone) == 1 && alone[0].Actor != m.Actor {
				return nil, false // "Guinea" in "Equatorial Guinea"
			}
			return []codebook.ActorMatch{m}, m.How != codebook.ByAdjective
		case s.within(at):
			inside = append(inside, m)
		}
	}
	return inside, false
}

func (a *article) party(id graph.ActorID) party {
	return party{actor: id, body: a.e.cb.Body(id), person: a.e.persons[id]}
}

func (a *article) each(matches []codebook.ActorMatch) []party {
	var out []party
	for _, m := range matches {
		if p := a.party(m.Actor); !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

func endsWithPerson(e *Extractor, matches []codebook.ActorMatch, at span) bool {
	return len(matches) > 0 && matches[len(matches)-1].End >= at.end && e.persons[matches[len(matches)-1].Actor]
}

// sideBySide reports whether a mention is a list of actors and nothing else: "France, Britain and Qatar".
func (a *article) sideBySide(matches []codebook.ActorMatch, at span) bool {
	from := at.start
	for _, m := range matches {
		if m.How == codebook.ByAdjective || !only(a.doc.Text[from:m.Start], listWords) {
			return false
		}
		from = m.End
	}
	return only(a.doc.Text[from:at.end], listWords)
}

var listWords = words(", and the both")

func only(text string, allowed map[string]bool) bool {
	for _, t := range codebook.Tokens(text) {
		if !allowed[t.Norm] {
			return false
		}
	}
	return true
}

// offices are the words that make a mention of a body's part or officer one of the body: "the French foreign ministry".
var offices = words(`government administration regime authorities cabinet leadership presidency ministry department office embassy
official officials president premier minister ministers secretary spokesman spokeswoman spokesperson spokespeople ambassador envoy envoys diplomat diplomats
chief head leader leaders chairman chairwoman chair chancellor king queen emir commander commanders general negotiator negotiators delegation
delegates representative representatives army military forces troops navy council commission executive state republic kingdom party side
prime foreign defence defense finance interior deputy vice senior top special permanent high oil trade energy justice press policy affairs security national
the of for to a an his its their 's ' s in`) // an ending "'s" that is cut from its word reads as two tokens

// heads are those of the offices that can be the last word, and so what the mention is.
var heads = words(`government administration regime authorities cabinet leadership presidency ministry department office embassy official officials president
premier minister ministers secretary spokesman spokeswoman spokesperson spokespeople ambassador envoy envoys diplomat diplomats chief head leader leaders
chairman chairwoman chair chancellor king queen emir commander commanders negotiator negotiators delegation delegates representative representatives
army military forces troops navy side state republic`)

// principal gives the actor that a mention with further words is about: the whole of it, the owner of an office that
// follows ("the French foreign ministry"), or the body behind an office ("a spokesman for NATO"). "Opponents of NATO" has none.
func (a *article) principal(matches []codebook.ActorMatch, at span) (codebook.ActorMatch, bool) {
	first, last := matches[0], matches[len(matches)-1]
	before, after := a.doc.Text[at.start:first.Start], a.doc.Text[first.End:at.end]
	if len(matches) == 1 && only(before, articles) && only(after, articles) && first.How != codebook.ByAdjective {
		return first, true
	}
	if only(before, articles) && officeFirst(after, a.doc.Text[last.Start:at.end], len(matches) > 1) {
		return first, true
	}
	head := a.doc.Text[at.start:last.Start]
	if len(matches) == 1 && only(head, offices) && endsIn(head, postWords) && hasAny(head, heads) && only(a.doc.Text[last.End:at.end], articles) {
		return last, true
	}
	return codebook.ActorMatch{}, false
}

var (
	articles  = words("the a an ' 's s")
	postWords = words("of for to")
)

// officeFirst reports whether what follows an actor is an office, with the actor to whom it is a post left out, and perhaps a
// name: "foreign minister Ann Lee", "ambassador to Peru".
func officeFirst(after, lastMatch string, several bool) bool {
	if several {
		after = strings.TrimSuffix(after, lastMatch)
		return only(after, offices) && hasAny(after, heads) && endsIn(after, postWords)
	}
	head := false
	for _, t := range codebook.Tokens(after) {
		switch {
		case heads[t.Norm]:
			head = true
		case offices[t.Norm], head && (t.Upper || t.Joined || !t.Word):
		default:
			return false
		}
	}
	return head
}

func endsIn(text string, set map[string]bool) bool {
	t := codebook.Tokens(text)
	for len(t) > 0 && articles[t[len(t)-1].Norm] {
		t = t[:len(t)-1]
	}
	return len(t) > 0 && set[t[len(t)-1].Norm]
}

func hasAny(text string, set map[string]bool) bool {
	return slices.ContainsFunc(codebook.Tokens(text), func(t codebook.Token) bool { return set[t.Norm] })
}

// opponent reports whether the words before a name make the mention one of somebody else: "opponents of Ann Lee".
func (a *article) opponent(start, name int) bool {
	before := a.doc.Text[start:name]
	return hasAny(before, words("of against to by from with for")) && !hasAny(before, heads)
}
