package extract

import (
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/loader/extract/syntax"
)

// climber reads one issue of one sentence: it climbs from the words of the issue to the root of the sentence, takes in
// the words that carry or turn a stance, and makes a reading wherever somebody stands who holds it.
type climber struct {
	s        *sentence
	m        codebook.IssueMatch
	elements []element
	taken    map[*codebook.Cue]bool
	out      []reading
	given    int  // elements that a reading rests on already
	aside    bool // only the subject counts from here on: "ends the queues while keeping the toll"
}

// treeReadings gives the readings of an issue by the grammar of its sentence.
func (s *sentence) treeReadings(m codebook.IssueMatch) []reading {
	if s.tree == nil || m.Core >= len(s.tokens) {
		return nil
	}
	if r, ok := s.settled(m); ok {
		return []reading{r}
	}
	c := &climber{s: s, m: m, taken: map[*codebook.Cue]bool{}, given: -1}
	start := c.start()
	if start < 0 {
		return nil
	}
	c.begin(start)
	c.below(start)
	s.tree.Climb(start, c.step)
	from := s.feared(m)
	return s.givenUp(slices.DeleteFunc(c.out, func(r reading) bool { return r.first < from }))
}

// start gives the group at which the climb begins: that of the core of the issue, or of the verb whose subject it is
// where the words of the issue take that in, "the gates will open".
func (c *climber) start() int {
	g := c.s.tree.At(c.m.Core)
	if g < 0 || c.m.Verb {
		return g
	}
	if gr := c.group(g); gr.Tie == syntax.Subject && gr.Gov >= 0 && c.group(gr.Gov).Head > c.m.Core && c.group(gr.Gov).Head <= c.m.Last {
		return gr.Gov
	}
	return g
}

func (c *climber) group(g int) *syntax.Group { return &c.s.tree.Groups[g] }

// begin takes in the group of the issue itself.
func (c *climber) begin(g int) {
	gr := c.group(g)
	switch gr.Kind {
	case syntax.Verb:
		c.inside(gr, c.m.Core)
		if gr.Negated && c.s.negatedAt(c.m.Core) && !c.consumed(gr) {
			c.elements = append(c.elements, element{kind: codebook.OpNegate, first: gr.First, last: gr.Head})
		}
		c.duties(gr)
		if !c.m.Verb {
			c.noSubject(gr)
		}
		if c.m.Verb && gr.Form != syntax.Infinitive && gr.Form != syntax.Bare {
			c.emit(gr, "")
		} else if c.m.Verb && gr.Tie != syntax.Complement && gr.Tie != syntax.Adverbial {
			c.emit(gr, "")
		}
	case syntax.Noun:
		if gr.Negated && gr.First < c.m.First || c.s.noBefore(c.m.First) {
			c.elements = append(c.elements, element{kind: codebook.OpNegate, first: gr.First, last: gr.First})
		}
		c.inside(gr, c.m.Core)
		c.owners(gr)
	}
}

// inside takes in the cues and reversers of a group that end before a token.
func (c *climber) inside(gr *syntax.Group, limit int) bool {
	before := len(c.elements)
	for i := min(gr.Last, limit-1); i >= gr.First; i-- {
		if cue := c.cueAt(i); cue != nil {
			c.take(cue, gr)
			i = cue.First
			continue
		}
		if o := c.s.opEndingAt(i, codebook.OpReverse, len(c.s.tokens)); o != nil && !c.covered(o.First) {
			c.elements = append(c.elements, element{kind: codebook.OpReverse, first: o.First, last: o.Last, negated: gr.Negated})
			i = o.First
		}
	}
	return len(c.elements) > before
}

func (c *climber) covered(i int) bool {
	return slices.ContainsFunc(c.elements, func(e element) bool { return e.first <= i && i <= e.last })
}

// cueAt gives a cue at token i that is not taken yet and does not belong to the words of the issue.
func (c *climber) cueAt(i int) *codebook.Cue {
	var best *codebook.Cue
	for k := range c.s.cues {
		x := &c.s.cues[k]
		if x.First > i || i > x.Last || x.Frame == codebook.FrameJudge || c.taken[x] || x.First >= c.m.Core && x.First <= c.m.Last || (strings.HasPrefix(x.Form, "not ") || strings.HasPrefix(x.Form, "never ")) && c.covered(x.Last) {
			continue
		}
		if best == nil || x.Last-x.First > best.Last-best.First {
			best = x
		}
	}
	return best
}

func (c *climber) take(cue *codebook.Cue, gr *syntax.Group) {
	c.taken[cue] = true
	if c.s.attributive(cue) && gr.Kind == syntax.Noun {
		return
	}
	negated := c.s.denies(cue)
	if gr.Kind == syntax.Noun {
		negated = negated || gr.Negated && gr.First < cue.First
	} else if !negated && gr.Negated && cue.First == gr.Head && cue.First > gr.First {
		negated = true
	}
	c.elements = append(c.elements, element{cue: cue, first: cue.First, last: cue.Last, negated: negated})
}

// duties takes in a word of duty of a verb group, "must stop".
func (c *climber) duties(gr *syntax.Group) {
	for _, o := range c.s.ops {
		if o.Kind == codebook.OpDeontic && o.First >= gr.First-1 && o.First <= gr.Head && o.Last <= gr.Last+1 && !c.covered(o.First) {
			c.elements = append(c.elements, element{kind: codebook.OpDeontic, first: o.First, last: o.Last, negated: gr.Negated && !c.consumed(gr) && !negatedBehind(c.elements, o.Last)})
			return
		}
	}
}

// failures takes in the words of a group that say that something is not brought about: "failed to", "unable to".
func (c *climber) failures(gr *syntax.Group) {
	for _, o := range c.s.ops {
		if o.Kind == codebook.OpFail && gr.First <= o.First && o.First <= gr.Last && !c.covered(o.First) {
			c.elements = append(c.elements, element{kind: codebook.OpFail, first: o.First, last: o.Last})
		}
	}
}

// negatedBehind reports whether a word shortly behind token i has taken in the negation already: "must not impose".
func negatedBehind(elements []element, i int) bool {
	return slices.ContainsFunc(elements, func(e element) bool { return e.negated && e.first > i && e.first-i < 4 })
}

// noSubject takes in the negation of a subject: "no state should interfere".
func (c *climber) noSubject(gr *syntax.Group) {
	if len(gr.Subj) == 0 {
		return
	}
	if n := c.group(gr.Subj[0]); n.Negated && !c.covered(n.First) {
		c.elements = append(c.elements, element{kind: codebook.OpNegate, first: n.First, last: n.First})
	}
}

// consumed reports whether the negation of a verb group belongs to a cue, "not accept", or was taken in with one: "does not plan to".
func (c *climber) consumed(gr *syntax.Group) bool {
	return slices.ContainsFunc(c.elements, func(e element) bool {
		inside := e.first >= gr.First && e.first <= gr.Last
		return e.cue != nil && (inside && strings.HasPrefix(e.cue.Form, "not ") || e.negated && (inside || e.first > gr.Last && e.first-gr.Last < 4 && c.s.negatedBetween(gr.First, e.first)))
	})
}

// fresh reports whether there are words that no reading rests on yet.
func (c *climber) fresh() bool { return len(c.elements) > max(c.given, 0) }

// step climbs from one group to its governor.
func (c *climber) step(from, to int) bool {
	gf, gt := c.group(from), c.group(to)
	if c.aside = c.aside || gf.Kind == syntax.Verb && c.s.gerundBehind(gf.First-1); c.aside {
		if gt.Kind != syntax.Verb || len(gt.Subj) == 0 {
			return true
		}
		if c.fresh() {
			c.emit(gt, "")
		}
		return false
	}
	switch gt.Kind {
	case syntax.Verb:
		return c.verb(gf, gt, to)
	case syntax.Noun:
		return c.noun(gf, gt, to)
	case syntax.Adj, syntax.Prep:
		c.failures(gt)
		if cue := c.cueAt(gt.First); cue == nil || cue.First >= gt.First {
			c.inside(gt, len(c.s.tokens))
		}
	}
	return true
}

// emit makes a reading for the subject of a verb group and reports whether the climb goes on.
func (c *climber) emit(gt *syntax.Group, rule string) bool {
	if len(gt.Subj) == 0 || c.asked(gt) {
		return true
	}
	if n := len(c.elements); gt.Passive && n > 0 {
		if el := c.elements[n-1]; el.first >= gt.First && el.first <= gt.Last && el.cue != nil && el.cue.Part == codebook.PartVerb && !psych[el.cue.Form] && !strings.HasPrefix(el.cue.Form, "be ") {
			return true // "was asked to": whoever asks
		}
	}
	var who []int
	first := gt.First
	c.noSubject(gt)
	for _, n := range gt.Subj {
		who = append(append(who, c.who(n)...), c.s.companions(c.group(n).Last)...)
		if len(who) == 0 && gt.Copula && c.nounLast() { // "Peru's refusal to sign was a bid to"
			who = c.s.ownersOf(c.group(n))
		}
		first = min(first, c.group(n).First)
	}
	if len(who) > 0 {
		who = append(who, c.compared(first)...)
	}
	sub := subject{kind: actorSubject, who: who, first: first, why: "subject of the verb"}
	if len(who) == 0 {
		n := c.group(gt.Subj[0])
		sub = subject{kind: unknownSubject, first: first, text: c.s.words(n.First, n.Last), why: "subject of the verb"}
		if w := c.s.norm(n.Head); w == "we" || w == "i" {
			sub.kind, sub.why = speakerSubject, "we"
		}
	}
	if !c.fresh() && c.given >= 0 {
		return true
	}
	c.conclude(sub, rule)
	if sub.kind == actorSubject && gt.Tie == syntax.Relative {
		return false // it describes who holds it
	}
	return true
}

// nounLast reports whether the word that was taken in last is a noun that carries a stance.
func (c *climber) nounLast() bool {
	n := len(c.elements)
	return n > 0 && c.elements[n-1].cue != nil && c.elements[n-1].cue.Part == codebook.PartNoun
}

// asked reports whether a verb group says what somebody wants its subject to do: "suggested that Peru sign".
func (c *climber) asked(gt *syntax.Group) bool {
	if _, form := codebook.Verb(c.s.norm(gt.Head)); form != codebook.BaseForm || gt.First != gt.Head || gt.Gov < 0 || gt.Tie != syntax.Complement || !c.s.subjunctive(gt.Head) {
		return false
	}
	return proposing[c.s.lemma(c.group(gt.Gov))]
}

// proposing are verbs behind which a clause in the base form says what is to be done.
var proposing = codebook.Words("proposing-verb")

// doers are people who act for themselves: what they do is no stance of whoever speaks of them.
var doers = set("opposition rebels protesters demonstrators activists fighters people militants lawmakers deputies campaigners residents workers forces troops group groups families citizens supporters opponents critics")

// compared gives whom the subject that begins at token first is said to be like: "Like Peru, Chile opposes".
func (c *climber) compared(first int) []int {
	i := first - 1
	if c.s.norm(i) == "the" {
		i--
	}
	if c.s.norm(i) != "," {
		return nil
	}
	g := c.s.tree.At(i - 1)
	if g < 1 || c.group(g).Kind != syntax.Noun {
		return nil
	}
	if before := c.group(g - 1); before.Kind == syntax.Conj && before.Last > before.First { // "along with Peru, Chile opposes"
		return c.who(g)
	}
	if c.group(g).Gov < 0 || c.s.norm(c.group(c.group(g).Gov).First) != "like" {
		return nil
	}
	return c.who(g)
}

func (c *climber) noun(gf, gt *syntax.Group, to int) bool {
	if gf.Tie == syntax.Apposed && gf.Kind == syntax.Noun { // "Peru, a critic of"
		if c.fresh() {
			if who := c.who(to); len(who) > 0 {
				c.conclude(subject{kind: actorSubject, who: who, first: gt.First, why: "described between commas"}, "noun")
				return false
			}
		}
	}
	if c.blamed(gf, gt, to) {
		return true // the cue "accuse of" is that of whoever accuses
	}
	if gf.Tie == syntax.Reduced && gf.Form == syntax.Gerund && (len(c.who(to)) > 0 || doers[c.s.norm(gt.Head)]) {
		return false
	}
	if c.inside(gt, len(c.s.tokens)) || c.nounLast() && c.covered(gt.Head) { // the "to" of "effort to" stands in the group of a verb
		c.owners(gt)
		if c.fresh() {
			c.agents(to)
		}
		if c.fresh() {
			c.examples()
		}
	} else if gt.Negated && !c.covered(gt.First) {
		c.elements = append(c.elements, element{kind: codebook.OpNegate, first: gt.First, last: gt.First})
	}
	return true
}

// below reads the clauses that hang on the issue: "a ban proposed by Peru", "tariffs that Peru opposes".
func (c *climber) below(g int) {
	if c.group(g).Kind != syntax.Noun {
		return
	}
	for k := g + 1; k < len(c.s.tree.Groups) && k < g+12; k++ {
		v := c.group(k)
		if v.Kind != syntax.Verb || v.Gov != g || v.Tie != syntax.Reduced && v.Tie != syntax.Relative {
			continue
		}
		if gov := c.group(g).Gov; v.Passive && gov >= 0 && c.group(gov).Kind == syntax.Verb && wishes[c.s.lemma(c.group(gov))] && k == g+1 { // "wants the toll abolished"
			c.inside(v, len(c.s.tokens))
			continue
		}
		keep := c.elements
		c.elements = slices.Clone(keep)
		if c.inside(v, len(c.s.tokens)) {
			if v.Passive {
				c.agents(k)
			} else if !slices.Contains(v.Subj, g) && v.Tie == syntax.Relative {
				c.emit(v, "relative")
			}
		} else if v.Tie == syntax.Relative && slices.Contains(v.Subj, g) && c.s.comesUpon(v) {
			c.met(k)
		}
		c.elements = keep
		c.given = -1
	}
}

// wishes are verbs with which somebody wants something done: "wants it stopped".
var wishes = set("want like see have get need keep wish prefer")

func (s *sentence) lemma(g *syntax.Group) string {
	lemma, _ := codebook.Verb(s.norm(g.Head))
	return lemma
}

// quantities are words for so many of a group: "dozens of deputies".
var quantities = set("most many some all several both dozens hundreds thousands scores tens majority handful number half none few couple crowds lots")

// conclude evaluates the words taken in and makes a reading of them.
func (c *climber) conclude(sub subject, rule string) {
	elements := c.s.withFate(c.m, c.elements)
	e := evaluate(c.m.Sign, elements, c.m.Verb)
	if !e.ok {
		return
	}
	first, last := c.m.First, c.m.Last
	for _, el := range elements {
		first, last = min(first, el.first), max(last, el.last)
	}
	if rule == "" {
		rule = e.rule
	} else {
		rule += "-" + e.rule
	}
	c.given = len(c.elements)
	c.out = append(c.out, reading{issue: c.m, stance: e.stance, elements: slices.Clone(elements), holder: sub, duty: e.duty, first: first, last: last,
		rule: rule, weight: e.weight})
}
