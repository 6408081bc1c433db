package codebook

import (
	"cmp"
	"slices"
	"strings"

	"stancegraph/graph"
)

// IssueMatch is a place in a text that names an issue.
type IssueMatch struct {
	Issue       graph.IssueID
	Start, End  int     // byte offsets
	First, Last int     // token numbers
	Sign        int     // +1 where the words point the issue's way, -1 where they point against it
	Score       float64 // share of the phrase that is there, 0 to 1
	Phrase      string  // the codebook phrase that was paraphrased
	Partial     bool    // only the head of the phrase is there ("the deal"): means the issue if that was named before
	Verb        bool    // begins with a verb that carries the issue out: "arming the rebels"
	Peace       bool    // talks, a truce or a settlement: what one can mediate
	Harm        bool    // violence: what nobody supports by merely doing it
	Class       string  // sense class of the head word, or empty
	Sole        bool    // partial, of a word that stands in the phrases of this issue only
	Modifier    bool    // partial, of a word that only modifies the head of the phrase: "steel" for "steel tariffs"
	Literal     bool    // the words are a codebook phrase as it stands, inflection aside
	Core        int     // token at which the words proper begin, without an actor in front of them
	Rarity      float64 // of its rarest word in general news: 1 for a rare one, 0.15 for one that most articles have
	weight      float64
	coreEnd     int // token at which the words proper end
}

// window is how many tokens may lie between an anchor and another part of a phrase.
const window = 9

// DoneTo reports whether the phrases of an issue name an actor as the one that it is done to, for or in.
func (m *Matcher) DoneTo(issue graph.IssueID, actor graph.ActorID) bool {
	for i, is := range m.cb.issues {
		if is.ID == issue {
			return m.issues.objects[i][actor]
		}
	}
	return false
}

// Nature tells whether an issue is a settlement between parties, and whether it is violence.
func (m *Matcher) Nature(issue graph.IssueID) (peace, harm bool) {
	for i, is := range m.cb.issues {
		if is.ID == issue {
			return m.issues.peace[i], m.issues.harm[i]
		}
	}
	return false, false
}

// HasWord reports whether a word, in lower case, occurs in the phrases of an issue.
func (m *Matcher) HasWord(issue graph.IssueID, word string) bool {
	for i, is := range m.cb.issues {
		if is.ID == issue {
			return m.issues.words[i][word]
		}
	}
	return false
}

// Names reports whether the phrases of an issue name an actor.
func (m *Matcher) Names(issue graph.IssueID, actor graph.ActorID) bool {
	for i, is := range m.cb.issues {
		if is.ID == issue {
			return m.issues.actors[i][actor]
		}
	}
	return false
}

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

type placed struct {
	body  graph.ActorID
	match ActorMatch
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
		for _, k := range f.m.issues.anchors[h.concept] {
			f.try(&f.m.issues.patterns[k], h)
		}
		for _, k := range f.m.issues.heads[h.concept] {
			f.head(&f.m.issues.patterns[k], h)
		}
	}
	return f.choose()
}

// head reports the last word of a phrase where it can stand for all of it: of a class of such words, or of this issue alone.
func (f *issueFinder) head(p *pattern, h hit) {
	if f.foreign(p.issue, h) {
		return
	}
	if f.inName(&p.slots[p.head()], h) {
		return
	}
	known := f.m.vocab.stands(h.concept)
	sole := !f.loose(h) && f.sole(p.issue, h) && f.rarest(h.first, h.last) >= rareEnough
	if known || sole {
		f.report(p, h.first, h.last, h.first, h.last, h, 0.42, 0.4*p.total, true)
		f.found[len(f.found)-1].Sole = sole
	}
}

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

// try fits a pattern around a hit of its anchor.
func (f *issueFinder) try(p *pattern, anchor hit) {
	if f.foreign(p.issue, anchor) {
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
	for i := range p.slots {
		if i == p.anchor {
			continue
		}
		s := &p.slots[i]
		a, b, ok := f.nearest(p.issue, s, anchor, i < p.anchor)
		if !ok {
			bare = bare || s.content
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
		m.Sole, m.Modifier = true, p.anchor != p.head() && !p.verbal
	case share >= 0.25 && p.slots[p.anchor].weight >= 0.4 && f.canStand(anchor):
		f.report(p, first, last, core, coreEnd, anchor, share, got, true)
	}
}

// loose reports whether a hit is of a class too wide to stand for an issue alone.
func (f *issueFinder) loose(h hit) bool {
	return f.m.vocab.wide(h.concept)
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

// canStand reports whether a word may stand for a phrase that was named before.
func (f *issueFinder) canStand(h hit) bool {
	return !f.m.vocab.wide(h.concept) || f.m.vocab.stands(h.concept)
}

// infinitive reports whether "to" at i begins an infinitive.
func (f *issueFinder) infinitive(i int) bool {
	if f.tokens[i].Norm != "to" || i+1 >= len(f.tokens) {
		return false
	}
	_, form := Verb(f.tokens[i+1].Norm)
	return form == BaseForm
}

// looseWord reports whether one common word of a wide class, with nothing beside it, is too little.
func looseWord(v *vocabulary, h hit, norm string) bool {
	if !v.wide(h.concept) {
		return false
	}
	id := v.classes[h.concept].ID // "airstrike" and "intervention" say enough, "strike" and "raid" do not
	return len(norm) < 9 || id != "airstrike" && id != "intervention"
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

func (f *issueFinder) words(h hit) string {
	return strings.Join(norms(f.tokens[h.first:h.last+1]), " ")
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

// placed reports whether an actor stands under the name that the phrase gives it, where that is a capital.
func (f *issueFinder) placed(s *slot, a ActorMatch) bool {
	return s.place == "" || strings.Join(norms(f.tokens[a.First:a.Last+1]), " ") == s.place
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

// choose keeps the best match of each place.
func (f *issueFinder) choose() []IssueMatch {
	slices.SortStableFunc(f.found, func(a, b IssueMatch) int {
		return cmp.Or(compareBool(a.Partial, b.Partial), compareBool(b.Partial && b.Sole, a.Partial && a.Sole), cmp.Compare(b.weight, a.weight), cmp.Compare(b.Score, a.Score),
			cmp.Compare(a.Last-a.First, b.Last-b.First), cmp.Compare(a.First, b.First), cmp.Compare(b.Sign, a.Sign), cmp.Compare(a.Issue, b.Issue))
	})
	var kept []IssueMatch
	for _, x := range f.found {
		if !slices.ContainsFunc(kept, func(k IssueMatch) bool { return beats(k, x) }) {
			kept = append(kept, x)
		}
	}
	slices.SortStableFunc(kept, func(a, b IssueMatch) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last), cmp.Compare(a.Issue, b.Issue))
	})
	return kept
}

// beats reports whether a kept match rules out a weaker one.
func beats(k, x IssueMatch) bool {
	if k.First > x.Last || x.First > k.Last {
		return false
	}
	if k.Issue == x.Issue {
		return true
	}
	if !k.Partial && !x.Partial && (k.Core > x.coreEnd || x.Core > k.coreEnd) {
		return false // they share an actor only: "pressure on Iran over its weapons"
	}
	if k.Partial != x.Partial {
		return true
	}
	return !k.Partial && (k.weight > x.weight+0.2 || k.Literal && !x.Literal)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// PeaceIssues lists the issues that are a settlement between parties: what one can mediate.
func (m *Matcher) PeaceIssues() []graph.IssueID {
	var out []graph.IssueID
	for i, is := range m.cb.issues {
		if m.issues.peace[i] {
			out = append(out, is.ID)
		}
	}
	return out
}
