package codebook

import (
	"slices"

	"stancegraph/graph"
)

// IssueMatch is a place in a text that names an issue.
type IssueMatch struct {
	Issue       graph.IssueID
	Start, End  int             // byte offsets
	First, Last int             // token numbers
	Sign        int             // +1 where the words point the issue's way, -1 where they point against it
	Score       float64         // share of the phrase that is there, 0 to 1
	Phrase      string          // the codebook phrase that was paraphrased
	Partial     bool            // only the head of the phrase is there ("the deal"): means the issue if that was named before
	Verb        bool            // begins with a verb that carries the issue out: "arming the rebels"
	Peace       bool            // talks, a truce or a settlement: what one can mediate
	Harm        bool            // violence: what nobody supports by merely doing it
	Class       string          // sense class of the head word, or empty
	Sole        bool            // partial, of a word that stands in the phrases of this issue only
	Modifier    bool            // partial, of a word that only modifies the head of the phrase: "steel" for "steel tariffs"
	Short       []graph.ActorID // partial, and all that is missing: "sanctions" for "sanctions on Peru"
	Owned       bool            // partial, behind the actor whose it is: "the Peruvian account" for "the Peruvian account of the fire"
	Literal     bool            // the words are a codebook phrase as it stands, inflection aside
	Core        int             // token at which the words proper begin, without an actor in front of them
	Rarity      float64         // of its rarest word in general news: 1 for a rare one, 0.15 for one that most articles have
	weight      float64
	coreEnd     int // token at which the words proper end
}

// window is how many tokens may lie between an anchor and another part of a phrase.
const window = 9

// Issues finds the issues named in a text, in the order of the text. Matches of one issue do not overlap.
func (m *Matcher) Issues(text string) []IssueMatch {
	tokens := Tokens(text)
	return m.IssuesIn(text, tokens, m.ActorsIn(text, tokens))
}

// IssuesIn does the work of [Matcher.Issues] on one sentence whose tokens are cut and whose actors are known,
// pronouns included.
func (m *Matcher) IssuesIn(text string, tokens []Token, actors []ActorMatch) []IssueMatch {
	f := &issueFinder{m: m, tokens: tokens, at: map[int][]hit{}, keys: map[[2]int]string{}, heading: titled(tokens)}
	for _, h := range m.vocab.widened(m.vocab.hits(tokens, true)) {
		f.hits = append(f.hits, h)
		f.at[h.concept] = append(f.at[h.concept], h)
	}
	for _, a := range actors {
		f.actors = append(f.actors, placed{m.cb.Body(a.Actor), a})
	}
	return f.find()
}

type issueFinder struct {
	m       *Matcher
	tokens  []Token
	hits    []hit
	at      map[int][]hit
	actors  []placed
	found   []IssueMatch
	keys    map[[2]int]string
	heading bool // most words begin with a capital
}

func (f *issueFinder) find() []IssueMatch {
	f.literals()
	for _, h := range f.hits {
		if f.helping(h) {
			continue
		}
		for _, k := range f.m.issues.anchors[h.concept] {
			f.try(&f.m.issues.patterns[k], h)
		}
		for _, k := range f.m.issues.heads[h.concept] {
			f.head(&f.m.issues.patterns[k], h)
		}
	}
	return f.choose()
}

// helping reports whether a hit is the verb "help" before another verb: it says that somebody does that, and is no aid.
func (f *issueFinder) helping(h hit) bool {
	if h.first != h.last || h.first+1 >= len(f.tokens) {
		return false
	}
	if lemma, _ := Verb(f.tokens[h.first].Norm); lemma != "help" {
		return false
	}
	next := f.tokens[h.first+1].Norm
	if next == "to" && h.first+2 < len(f.tokens) {
		next = f.tokens[h.first+2].Norm
	}
	_, form := Verb(next)
	return form == BaseForm && !nounLike[next]
}

// head reports the last word of a phrase where it can stand for all of it: of a class of such words, or of this issue alone.
func (f *issueFinder) head(p *pattern, h hit) {
	if f.foreign(p.issue, h) || f.ofAnother(p, h) {
		return
	}
	if f.inName(&p.slots[p.head()], h) || p.whole || p.turned() {
		return
	}
	known := f.m.vocab.stands(h.concept)
	sole := !f.loose(h) && f.sole(p.issue, h) && f.rarest(h.first, h.last) >= rareEnough
	owned := f.owned(p, h)
	if known || sole || owned || f.heads(p, h) {
		f.report(p, h.first, h.last, h.first, h.last, h, 0.42, 0.4*p.total, true)
		m := &f.found[len(f.found)-1]
		m.Sole, m.Owned = sole, owned
	}
}

// turned reports whether a word inside a phrase turns the others over.
func (p *pattern) turned() bool {
	return slices.ContainsFunc(p.slots, func(s slot) bool { return s.turns })
}

// try fits a pattern around a hit of its anchor.
func (f *issueFinder) try(p *pattern, anchor hit) {
	if f.foreign(p.issue, anchor) || f.ofAnother(p, anchor) {
		return
	}
	if want := p.slots[p.anchor].exact; want != "" && want != f.words(anchor) {
		if !p.whole && p.slots[p.anchor].weight >= weightContent {
			f.report(p, anchor.first, anchor.last, anchor.first, anchor.last, anchor, 0.45, 0.45*p.total, true)
		}
		return
	}
	got := p.slots[p.anchor].weight
	first, last := anchor.first, anchor.last
	core, coreEnd := anchor.first, anchor.last
	bare := false // a word that says what it is about is missing
	var short []*slot
	for i := range p.slots {
		if i == p.anchor {
			continue
		}
		s := &p.slots[i]
		a, b, ok := f.nearest(p.issue, s, anchor, i < p.anchor)
		if !ok && s.turns {
			return
		}
		if !ok {
			bare, short = bare || s.content, append(short, s)
			continue
		}
		got += s.weight
		if f.close(a, b, core, coreEnd) || s.actor == "" && a > coreEnd {
			first, last = min(first, a), max(last, b)
		}
		if s.actor == "" && f.close(a, b, core, coreEnd) {
			core, coreEnd = min(core, a), max(coreEnd, b)
		}
	}
	share := got / p.total
	alone := got == p.slots[p.anchor].weight && anchor.first == anchor.last && looseWord(f.m.vocab, anchor, f.tokens[anchor.first].Norm)
	switch {
	case share >= p.limit && got >= 0.6 && (!alone || len(p.slots) == 1) && !(bare && f.loose(anchor)):
		f.report(p, first, last, core, coreEnd, anchor, share, got, false)
	case p.whole:
	case got == p.slots[p.anchor].weight && f.inName(&p.slots[p.anchor], anchor):
	case share >= 0.25 && p.slots[p.anchor].weight >= 0.4 && p.ends(p.anchor) && f.sole(p.issue, anchor):
		f.report(p, first, last, core, coreEnd, anchor, max(share, 0.45), got, true)
		m := &f.found[len(f.found)-1]
		m.Sole, m.Modifier, m.Short = true, p.anchor != p.head() && !p.verbal, f.short(p, short, anchor)
	case share >= 0.25 && p.slots[p.anchor].weight >= 0.4 && (f.canStand(anchor) || p.anchor == p.head() && f.heads(p, anchor)):
		f.report(p, first, last, core, coreEnd, anchor, share, got, true)
		m := &f.found[len(f.found)-1]
		m.Short, m.Owned = f.short(p, short, anchor), p.anchor == p.head() && f.owned(p, anchor)
	}
}

// close reports whether an actor belongs to the noun phrase of the issue: no verb stands between them.
func (f *issueFinder) close(a, b, core, coreEnd int) bool {
	if a > coreEnd {
		for i := coreEnd + 1; i < a; i++ {
			if _, form := Verb(f.tokens[i].Norm); form != NotVerb || f.tokens[i].Norm == "," || i > coreEnd+3 {
				return false
			}
		}
		return true
	}
	for i := b + 1; i < core; i++ {
		if _, form := Verb(f.tokens[i].Norm); form != NotVerb && form != Gerund || f.infinitive(i) || f.tokens[i].Norm == "," {
			return false
		}
	}
	return true
}

func (f *issueFinder) report(p *pattern, first, last, core, coreEnd int, anchor hit, share, got float64, partial bool) {
	class := ""
	if anchor.concept < len(f.m.vocab.classes) {
		class = f.m.vocab.classes[anchor.concept].ID
	}
	f.found = append(f.found, IssueMatch{
		Issue: f.m.cb.issues[p.issue].ID, First: first, Last: last, Start: f.tokens[first].Start, End: f.tokens[last].End,
		Sign: p.sign, Score: min(share, 1), Phrase: p.phrase, Partial: partial, Peace: f.m.issues.peace[p.issue], weight: got,
		Verb: startsWithVerb(f.tokens, core), Class: class, Core: core, coreEnd: coreEnd, Harm: f.m.issues.harm[p.issue], Rarity: f.rarest(anchor.first, anchor.last),
	})
}

// nearest finds the part of a phrase that lies closest to the anchor, within the window and the clause.
func (f *issueFinder) nearest(issue int, s *slot, anchor hit, before bool) (first, last int, ok bool) {
	best := window + 1
	consider := func(a, b int) {
		gap := max(a-anchor.last, anchor.first-b)
		if a <= anchor.last && b >= anchor.first || gap > best || gap == best && !before || f.broken(min(a, anchor.first), max(b, anchor.last)) {
			return
		}
		best, first, last, ok = gap, a, b, true
	}
	if s.actor != "" {
		for _, a := range f.actors {
			if a.body == s.actor && f.placed(s, a.match) && (s.linked && f.linked(s, a.match, anchor) || s.leads && f.leads(a.match, anchor) || !s.linked && !s.leads) {
				consider(a.match.First, a.match.Last)
			}
		}
		return first, last, ok
	}
	for _, c := range s.alts {
		for _, h := range f.at[c] {
			if !f.foreign(issue, h) {
				consider(h.first, h.last)
			}
		}
	}
	return first, last, ok
}

// broken reports whether a clause ends between two tokens.
func (f *issueFinder) broken(a, b int) bool {
	for i := a; i <= b && i < len(f.tokens); i++ {
		switch f.tokens[i].Norm {
		case ";", ":", ".", "?", "!":
			return true
		case ",":
			if b-a > 5 {
				return true
			}
		case "who", "but", "while", "although", "because", "until", "when", "if", "after", "before", "since", "unless":
			return true
		}
	}
	return false
}
