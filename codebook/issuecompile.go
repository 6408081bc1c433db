package codebook

import (
	"slices"
	"strings"

	"stancegraph/graph"
)

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
	headed   map[string]map[int]bool    // word of a sense class -> issues of whose phrases it is the head
	literals *trie[literal]             // the phrases as they stand
	owners   map[ownedWord]map[int]bool // words of a sense class -> issues in whose phrases they stand
}

// compileIssues turns the phrases of all issues into patterns.
func compileIssues(cb *Codebook, m *Matcher, v *vocabulary) issueIndex {
	ix := issueIndex{anchors: map[int][]int{}, heads: map[int][]int{}, literals: newTrie[literal](), owners: map[ownedWord]map[int]bool{}, peace: make([]bool, len(cb.issues))}
	ix.in, ix.headed = map[int]map[int]bool{}, map[string]map[int]bool{}
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
	if t, key := Tokens(phrase), p.slots[p.head()].exact; key != "" && (!p.verbal || len(t) > 1 && t[1].Norm == "of") && !reversingHeads[t[0].Norm] {
		if c.ix.headed[key] == nil {
			c.ix.headed[key] = map[int]bool{}
		}
		c.ix.headed[key][issue] = true
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
