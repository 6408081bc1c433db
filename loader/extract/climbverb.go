package extract

import (
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract/syntax"
)

func (c *climber) verb(gf, gt *syntax.Group, to int) bool {
	switch gf.Tie {
	case syntax.Subject:
		if took := c.inside(gt, len(c.s.tokens)); took && gt.Passive {
			c.agents(to)
		} else if took && c.s.lemma(gt) == "pass" { // "the ban passed the Chilean Senate"
			c.object(to, "which passes it")
		} else if took && psych[c.s.lemma(gt)] {
			c.object(to, "whom it moves")
		} else if c.s.comesUpon(gt) && !gt.Passive {
			c.met(to)
		}
		return false
	case syntax.Predicate:
		if c.aimed(gf, gt) {
			return false
		}
		if gf.Kind == syntax.Noun && len(c.elements) == 0 {
			return false // "the truce is a ban"
		}
	case syntax.Adverbial:
		if gf.Kind == syntax.Verb && gf.Form == syntax.Finite || gf.Kind == syntax.Prep && gf.First > gt.Last && len(c.elements) == 0 {
			return false // "because it arms", ", far from the ban"
		}
	}
	if gf.Tie != syntax.Predicate && c.aimed(gf, gt) {
		return false
	}
	if d := c.s.opAt(gt.Head, codebook.OpDeny); d >= 0 {
		c.out = nil // a denial of a fact is no stance
		return false
	}
	if accusing[c.s.lemma(gt)] && c.accused(gf, gt, to) {
		return false
	}
	purpose := c.forPurpose(gf, to)
	took := c.inside(gt, len(c.s.tokens))
	if purpose { // "withdrew its envoy to protest the toll"
		c.dropReversers(gt)
		took = c.fresh() && took
	}
	if failing[c.s.lemma(gt)] && gt.Form != syntax.Finite && !c.covered(gt.Head) {
		c.elements = append(c.elements, element{kind: codebook.OpFail, first: gt.Head, last: gt.Head})
	}
	c.failures(gt)
	c.duties(gt)
	if !took && gt.Negated && gf.Tie != syntax.Adverbial && !c.consumed(gt) && !c.deniedAlready(gt) && !c.deniedThrough(gt.Head) {
		c.elements = append(c.elements, element{kind: codebook.OpNegate, first: gt.First, last: gt.Head})
	}
	if gt.Form == syntax.Infinitive || gt.Form == syntax.Bare || c.s.allOneCan(gt.Head) {
		return true // whoever governs it decides
	}
	return c.emit(gt, "")
}

// aimed makes a reading for whose aim or worry a clause says the issue is: "Peru's goal is a truce".
func (c *climber) aimed(gf, gt *syntax.Group) bool {
	if !gt.Copula || gt.Negated || len(gt.Subj) == 0 || gf.First < gt.Last {
		return false
	}
	n := c.group(gt.Subj[0])
	sign := 0
	switch h := c.s.norm(n.Head); {
	case aims[h]:
		sign = 1
	case worries[h]:
		sign = -1
	default:
		return false
	}
	who := c.s.ownersOf(n)
	if k := gt.Subj[0] + 1; len(who) == 0 && k+1 < len(c.s.tree.Groups) && c.s.norm(c.group(k).First) == "of" && c.group(k+1).Kind == syntax.Noun {
		who = c.who(k + 1)
	}
	if len(who) == 0 {
		return false
	}
	e := evaluate(c.m.Sign, c.s.withFate(c.m, c.elements), c.m.Verb)
	c.out = append(c.out, reading{issue: c.m, stance: signed(sign * e.sign), elements: append(slices.Clone(c.elements), element{kind: codebook.OpTone, first: n.Head, last: gt.Last}),
		holder: subject{kind: actorSubject, who: who, first: c.s.mentions[who[0]].First, why: "owner of the noun"}, first: min(n.First, c.m.First), last: max(gt.Last, c.m.Last), rule: "noun-advocate", weight: 0.7})
	return true
}

// aims and worries are nouns for what somebody wants, and does not want, to come.
var aims, worries = codebook.Words("aim-noun"), codebook.Words("worry-noun")

// gerundBehind reports whether token i is a "while" or "by" before a gerund, which says what somebody does besides or by which
// means.
func (s *sentence) gerundBehind(i int) bool {
	if n := s.norm(i); n != "while" && n != "by" {
		return false
	}
	_, form := codebook.Verb(s.norm(i + 1))
	return form == codebook.Gerund
}

// allOneCan reports whether the verb at v stands in "everything he can", "all they could": whoever is to do it.
func (s *sentence) allOneCan(v int) bool {
	if n := s.norm(v); n != "can" && n != "could" {
		return false
	}
	switch s.norm(v - 2) {
	case "everything", "all", "anything", "whatever", "what":
		return true
	}
	return false
}

// deniedAlready reports whether a word of support behind "is not" has taken in that negation: "is not in favor of".
func (c *climber) deniedAlready(gr *syntax.Group) bool {
	return gr.Copula && slices.ContainsFunc(c.elements, func(e element) bool {
		return e.negated && e.cue != nil && e.cue.Stance == graph.Supports && e.first > gr.Head && e.first-gr.Head < 4
	})
}

// deniedThrough reports whether words taken in that reach back to token i are negated already: "will not take part in".
func (c *climber) deniedThrough(i int) bool {
	return slices.ContainsFunc(c.elements, func(e element) bool { return e.negated && e.first <= i && i <= e.last })
}

// forPurpose reports whether what was climbed from says what a verb with an object of its own is done for.
func (c *climber) forPurpose(gf *syntax.Group, verb int) bool {
	if gf.Kind == syntax.Verb {
		return gf.Form == syntax.Infinitive && c.hasObject(verb, gf.First)
	}
	if gf.Tie == syntax.Adverbial && gf.Kind == syntax.Prep { // "in protest at the toll, Malta withdrew its envoy"
		return c.hasObject(verb, len(c.s.tokens)) && slices.ContainsFunc(c.elements, func(e element) bool { return e.cue != nil && e.cue.Part == codebook.PartPhrase })
	}
	if n := len(c.elements); n > 0 && gf.Tie == syntax.Object && possessives[c.s.norm(gf.First)] {
		el := c.elements[n-1]
		return el.cue != nil && el.first > gf.Last && (c.s.norm(el.first) == "to" || c.s.norm(el.first-1) == "to")
	}
	return false
}

// hasObject reports whether a verb group has an object of its own before a token.
func (c *climber) hasObject(verb, limit int) bool {
	for k := verb + 1; k < len(c.s.tree.Groups) && c.group(k).First < limit; k++ {
		if g := c.group(k); g.Kind == syntax.Noun && g.Gov == verb && g.Tie == syntax.Object {
			return true
		}
	}
	return false
}

// dropReversers takes back the words of a verb group that turn a stance over without carrying one.
func (c *climber) dropReversers(gr *syntax.Group) {
	c.elements = slices.DeleteFunc(c.elements, func(e element) bool {
		return e.kind == codebook.OpReverse && e.first >= gr.First && e.last <= gr.Last
	})
}

// failing are verbs of not bringing something about: "criticized Peru for failing to".
var failing = codebook.Words("failing-verb")

// comesUpon reports whether a verb group says that its subject meets with something: "won", "has".
func (s *sentence) comesUpon(v *syntax.Group) bool {
	switch s.norm(v.Head) {
	case "has", "have", "had":
		return true
	}
	return met[s.lemma(v)]
}

// met reads what an issue comes upon: "the ban won applause from Peru", "a plan that has the backing of Peru".
func (c *climber) met(verb int) {
	for g := verb + 1; g < len(c.s.tree.Groups) && g < verb+5; g++ {
		o := c.group(g)
		if o.Kind != syntax.Noun || o.Gov != verb || o.Tie != syntax.Object {
			continue
		}
		keep := c.elements
		if c.inside(o, len(c.s.tokens)) {
			c.agents(g)
		}
		c.elements = keep
		return
	}
}

// accused makes a reading for whom somebody accuses: "blasted Peru for pushing the ban". It reports whether the climb is
// over, because the text does not say who accuses: "Peru was accused of pushing the ban".
func (c *climber) accused(gf, gt *syntax.Group, verb int) bool {
	if !gt.Passive {
		if c.unsaid() {
			c.object(verb, "whom somebody accuses of it")
		}
		return false
	}
	if n := c.s.norm(gf.First); gf.Kind != syntax.Prep || n != "of" && n != "for" || len(gt.Subj) == 0 || !c.unsaid() {
		return false
	}
	if who := c.who(gt.Subj[0]); len(who) > 0 {
		c.conclude(subject{kind: actorSubject, who: who, first: c.group(gt.Subj[0]).First, why: "who is accused of it"}, "accused")
	}
	return true
}

// unsaid reports whether there are words that say what somebody does, and that no reading rests on yet.
func (c *climber) unsaid() bool {
	return c.fresh() || c.m.Verb && c.given < 0 && len(c.elements) == 0
}

// object makes a reading for the object of a verb group.
func (c *climber) object(verb int, why string) {
	for g := verb + 1; g < len(c.s.tree.Groups) && g < verb+4; g++ {
		o := c.group(g)
		if o.Kind != syntax.Noun || o.Gov != verb || o.Tie != syntax.Object || o.First <= c.m.Last && c.m.First <= o.Last {
			continue
		}
		if who := c.who(g); len(who) > 0 {
			for _, x := range o.Joint {
				who = append(who, c.who(x)...)
			}
			c.conclude(subject{kind: actorSubject, who: who, first: o.First, why: why}, "accused")
		}
		return
	}
}

// blamed makes a reading for whom somebody accuses where what they did hangs on their name: "accused Peru of arming them".
func (c *climber) blamed(gf, gt *syntax.Group, n int) bool {
	if gt.Tie != syntax.Object || gt.Gov < 0 || !c.hangsOn(gf, c.group(gt.Gov)) {
		return false
	}
	who := c.who(n)
	if len(who) > 0 && c.unsaid() {
		c.conclude(subject{kind: actorSubject, who: who, first: gt.First, why: "whom somebody accuses of it, or joins in it"}, "accused")
	}
	return len(who) > 0
}

// hangsOn reports whether what a preposition brings is what the object of a verb does: "accused Peru of", "joined Peru in".
func (c *climber) hangsOn(p, v *syntax.Group) bool {
	if p.Kind != syntax.Prep || v.Kind != syntax.Verb || v.Passive {
		return false
	}
	switch w, lemma := c.s.norm(p.First), c.s.lemma(v); w {
	case "of", "for":
		return accusing[lemma]
	case "in":
		return lemma == "join"
	}
	return false
}
