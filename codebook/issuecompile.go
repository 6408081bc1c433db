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

// pattern is a compiled phrase.
type pattern struct {
	issue  int
	phrase string
	sign   int
	slots  []slot
	total  float64
	anchor int
	limit  float64
	whole  bool // a part of it does not stand for the phrase
	verbal bool // begins with a verb: "arming the rebels"
}

// head gives the last part of a phrase that is no actor and stands before the first preposition: "the siege" of "the
// siege of Oslo".
func (p *pattern) head() int {
	last := -1
	for i := range p.slots {
		if s := &p.slots[i]; s.actor == "" && (!s.behind || last < 0) {
			last = i
		}
	}
	return last
}

type issueIndex struct {
	patterns []pattern
	anchors  map[int][]int // concept -> patterns anchored on it
	heads    map[int][]int // concept -> patterns whose last word it is, which is not their anchor: "the rule" can mean "the ACE rule"
	peace    []bool
	harm     []bool
	objects  []map[graph.ActorID]bool   // of these, those that the issue is done to, for or in
	words    []map[string]bool          // the words of an issue's phrases
	actors   []map[graph.ActorID]bool   // the bodies that an issue's phrases name
	in       map[int]map[int]bool       // concept -> issues in whose phrases it occurs
	literals *trie[literal]             // the phrases as they stand
	owners   map[ownedWord]map[int]bool // words of a sense class -> issues in whose phrases they stand
}

// compileIssues turns the phrases of all issues into patterns.
func compileIssues(cb *Codebook, m *Matcher, v *vocabulary) issueIndex {
	ix := issueIndex{anchors: map[int][]int{}, heads: map[int][]int{}, literals: newTrie[literal](), owners: map[ownedWord]map[int]bool{}, peace: make([]bool, len(cb.issues))}
	ix.in = map[int]map[int]bool{}
	c := &issueCompiler{cb: cb, m: m, v: v, ix: &ix, issuesOf: ix.in, backed: map[issueActor]bool{}}
	for i, is := range cb.issues {
		for _, p := range phrasesOf(is) {
			c.count(i, p)
		}
	}
	for i, is := range cb.issues {
		for _, p := range phrasesOf(is) {
			c.add(i, p, 1)
		}
		for _, p := range is.Against {
			c.add(i, p, -1)
		}
		ix.peace[i] = c.isPeace(is)
		ix.harm = append(ix.harm, c.share(i, "violence", "bombard") > 0.4)
		ix.actors = append(ix.actors, c.actorsOf(is))
		ix.words = append(ix.words, wordsOf(is))
		ix.objects = append(ix.objects, c.objectsOf(is))
	}
	for i, p := range ix.patterns {
		for _, concept := range p.slots[p.anchor].alts {
			ix.anchors[concept] = append(ix.anchors[concept], i)
		}
		if h := p.head(); h >= 0 && h != p.anchor {
			for _, concept := range p.slots[h].alts {
				ix.heads[concept] = append(ix.heads[concept], i)
			}
		}
	}
	return ix
}

// phrasesOf gives an issue's phrases and its name, with what stands in brackets apart.
func phrasesOf(is Issue) []string {
	out := slices.Clone(is.Phrases)
	name, rest, _ := strings.Cut(is.Name, "(")
	out = append(out, strings.TrimSpace(name))
	if inner := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), ")")); inner != "" {
		out = append(out, inner)
	}
	return out
}

type issueCompiler struct {
	cb       *Codebook
	m        *Matcher
	v        *vocabulary
	ix       *issueIndex
	backed   map[issueActor]bool
	issuesOf map[int]map[int]bool // concept -> issues in whose phrases it occurs
}

// count notes which concepts occur in which issues: what occurs in many tells little.
func (c *issueCompiler) count(issue int, phrase string) {
	for _, s := range c.slots(phrase) {
		c.own(issue, s)
		for _, alt := range s.alts {
			if c.issuesOf[alt] == nil {
				c.issuesOf[alt] = map[int]bool{}
			}
			c.issuesOf[alt][issue] = true
		}
	}
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

// add compiles a phrase, and what follows from it: 'lifting of the blockade' makes 'the blockade' point the other way.
func (c *issueCompiler) add(issue int, phrase string, sign int) {
	tokens := Tokens(phrase)
	if len(tokens) == 0 {
		return // signs alone, of a name that an analyst has given
	}
	slots := c.slots(phrase)
	if c.protects(issue, slots) {
		sign = -sign
	}
	if c.pattern(issue, phrase, sign, slots) && len(tokens) > 1 && reversingHeads[tokens[0].Norm] {
		c.ix.patterns[len(c.ix.patterns)-1].whole = true // "the ban" alone does not stand for "lifting the ban"
	}
	c.addLiteral(issue, phrase, sign)
	if rest, ok := c.reversed(phrase); ok {
		c.pattern(issue, rest, -sign, c.slots(rest))
	}
	if a := c.departing(slots); a != "" && sign > 0 && !c.backed[issueActor{issue, a}] {
		c.backed[issueActor{issue, a}] = true
		c.pattern(issue, "support for "+string(a), -1, []slot{{alts: []int{c.v.byID["standing-by"]}, weight: weightContent}, {actor: a, weight: weightActor, linked: true, prep: "for", after: true}})
	}
	for i, s := range slots {
		if other, ok := c.opposite(s); ok && c.hasActor(slots) {
			turned := slices.Clone(slots)
			turned[i] = other
			c.pattern(issue, "not "+phrase, -sign, turned)
		}
	}
}

// protects reports whether a phrase names the protection from what the issue names: it points the other way.
func (c *issueCompiler) protects(issue int, slots []slot) bool {
	return c.has(slots, "protect") && c.share(issue, "violence", "bombard") > 0.4
}

func (c *issueCompiler) has(slots []slot, class string) bool {
	return slices.ContainsFunc(slots, func(s slot) bool { return slices.Contains(s.alts, c.v.byID[class]) })
}

// share is the part of an issue's phrases that have one of the classes.
func (c *issueCompiler) share(issue int, classes ...string) float64 {
	phrases := phrasesOf(c.cb.issues[issue])
	n := 0
	for _, p := range phrases {
		slots := c.slots(p)
		if slices.ContainsFunc(classes, func(class string) bool { return c.has(slots, class) }) {
			n++
		}
	}
	return float64(n) / float64(len(phrases))
}

func (c *issueCompiler) hasActor(slots []slot) bool {
	return slices.ContainsFunc(slots, func(s slot) bool { return s.actor != "" })
}

type issueActor struct {
	issue int
	actor graph.ActorID
}

// departing gives the actor who is to leave, where a phrase says so: whoever supports that actor is against it.
func (c *issueCompiler) departing(slots []slot) graph.ActorID {
	if !c.has(slots, "departure") && !c.has(slots, "oust") || len(slots) > 3 {
		return ""
	}
	for _, s := range slots {
		if s.actor != "" {
			return s.actor
		}
	}
	return ""
}

// opposite gives the opposite of a part: who is to leave must not remain.
func (c *issueCompiler) opposite(s slot) (slot, bool) {
	for _, a := range s.alts {
		if a == c.v.byID["departure"] {
			return slot{alts: []int{c.v.byID["remain"]}, weight: s.weight}, true
		}
	}
	return s, false
}

// reversingHeads turn the rest of a phrase over.
var reversingHeads = Words("reversing-head")

// reversed cuts a reversing head from a phrase: "lifting of the blockade" leaves "the blockade".
func (c *issueCompiler) reversed(phrase string) (string, bool) {
	tokens := Tokens(phrase)
	if len(tokens) < 2 || !reversingHeads[tokens[0].Norm] {
		return "", false
	}
	i := 1
	for i < len(tokens) && functionWords[tokens[i].Norm] {
		i++
	}
	if i >= len(tokens) || len(c.v.hits(tokens[:2], false)) > 0 && c.covers(tokens) {
		return "", false
	}
	rest := phrase[tokens[i].Start:]
	for _, s := range c.slots(rest) {
		if s.weight >= weightContent && !c.loose(s) {
			return rest, true
		}
	}
	return "", false
}

// covers reports whether a class entry takes in the head together with what follows: "stop the fighting" is one sense.
func (c *issueCompiler) covers(tokens []Token) bool {
	for _, h := range c.v.hits(tokens, false) {
		if h.first == 0 && h.last > 0 {
			return true
		}
	}
	return false
}

func (c *issueCompiler) loose(s slot) bool {
	for _, a := range s.alts {
		if !c.v.wide(a) {
			return false
		}
	}
	return len(s.alts) > 0
}

// pattern adds a pattern, unless the slots have no word to anchor it on.
func (c *issueCompiler) pattern(issue int, phrase string, sign int, slots []slot) (added bool) {
	p := pattern{issue: issue, phrase: phrase, sign: sign, slots: slices.Clone(slots), anchor: -1, limit: 0.7, verbal: startsWithVerb(Tokens(phrase), 0)}
	content := 0
	for i := range p.slots {
		s := &p.slots[i]
		if s.actor == "" {
			s.content = s.weight >= weightContent
			s.weight *= c.rarity(s)
			if s.weight >= 0.5 {
				content++
			}
		}
		p.total += s.weight
		if s.actor == "" && (p.anchor < 0 || s.weight > p.slots[p.anchor].weight) {
			p.anchor = i
		}
	}
	if p.anchor < 0 {
		return false
	}
	if content > 2 {
		p.limit = 0.6
	}
	p.narrow(c)
	c.ix.patterns = append(c.ix.patterns, p)
	return true
}

// narrow keeps a wide class from standing for an issue alone: then the very words must stand there.
func (p *pattern) narrow(c *issueCompiler) {
	alone := 0
	for i := range p.slots {
		if p.slots[i].actor != "" || p.slots[i].weight >= 0.5 {
			alone++
		}
	}
	for i := range p.slots {
		s := &p.slots[i]
		if alone == 1 && len(s.alts) > 1 {
			s.alts = c.tight(s.alts)
		}
		if len(p.slots) > 1 || !c.loose(*s) || s.weight < 0.5 {
			s.exact = ""
		}
	}
}

// tight leaves out the wide classes where others are there as well.
func (c *issueCompiler) tight(alts []int) []int {
	var out []int
	for _, a := range alts {
		if !c.v.wide(a) {
			out = append(out, a)
		}
	}
	if len(out) == 0 {
		return alts
	}
	return out
}

// rarity lowers the weight of what occurs in the phrases of several issues.
func (c *issueCompiler) rarity(s *slot) float64 {
	least := 99
	for _, a := range s.alts {
		least = min(least, len(c.issuesOf[a]))
	}
	switch {
	case least <= 1:
		return 1
	case least == 2:
		return 0.8
	case least == 3:
		return 0.6
	}
	return 0.45
}
