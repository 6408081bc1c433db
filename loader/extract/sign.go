package extract

import (
	"cmp"
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// element is one word or phrase between a holder and an issue that shapes the stance.
type element struct {
	kind        codebook.OpKind // or "" for a cue
	cue         *codebook.Cue
	first, last int
	negated     bool
}

// reading is one way to read an issue: which stance, and whose.
type reading struct {
	issue    codebook.IssueMatch
	stance   graph.Stance
	elements []element // from the issue outwards
	holder   subject   // the grammatical holder
	agent    bool      // named behind "by" or "from"
	reacts   bool      // to what the clause says of the issue
	duty     bool      // whoever speaks holds it
	judged   bool
	idle     bool // a plain fact rather than a position
	first    int  // evidence
	last     int
	rule     string
	weight   float64
}

// firm reports whether a reading rests on a cue whose subject is an actor, and whose object the issue is: then what
// follows the issue does not change it.
func (r reading) firm(s *sentence) bool {
	if r.holder.kind != actorSubject && r.holder.kind != speakerSubject {
		return false
	}
	for _, el := range r.elements {
		if el.cue != nil && s.norm(el.last) != "that" && el.cue.Frame != codebook.FrameAct {
			return true
		}
	}
	return false
}

// absurd reports whether a reading makes no sense for its issue: nobody supports violence by doing something on the
// way, or is undecided about it, and one mediates only a settlement.
func (r reading) absurd() bool {
	switch r.stance {
	case graph.Supports:
		return r.issue.Harm && !r.endorsed()
	case graph.Undecided:
		return r.issue.Harm
	case graph.Mediates:
		return !r.issue.Peace
	}
	return false
}

// endorsed reports whether a reading rests on words that endorse right before the issue.
func (r reading) endorsed() bool {
	for _, el := range r.elements {
		if el.cue != nil && (el.cue.Class == "endorse" || el.cue.Class == "defend" || el.cue.Class == "approve-judge" || el.cue.Class == "own") {
			return r.issue.First-el.last < 4
		}
	}
	return false
}

func signed(sign int) graph.Stance {
	if sign < 0 {
		return graph.Opposes
	}
	return graph.Supports
}

// reacting are classes of cues about what somebody else does: who welcomes mediation does not mediate.
var reacting = set("endorse reject condemn defend direct warn undecided cool")

// evaluation is what the sign algebra makes of a chain.
type evaluation struct {
	sign   int
	cue    *codebook.Cue // the outermost
	stance graph.Stance
	duty   bool
	rule   string
	weight float64
	failed bool // somebody does not bring it about
	ok     bool
}

// evaluate is the sign algebra: the sign of the issue phrase, times those of the reversers, negations and cues on the
// way to the holder. "Not oppose" gives nothing: it is not support.
func evaluate(sign int, elements []element, verb bool) evaluation {
	e := evaluation{weight: 1, sign: sign}
	for _, el := range elements {
		if el.cue != nil {
			e.takeCue(el)
		} else {
			e.takeOperator(el)
		}
		if el.cue != nil && el.cue.Part == codebook.PartPhrase && (strings.HasPrefix(el.cue.Form, "in protest ") || strings.HasPrefix(el.cue.Form, "in retaliation ")) {
			break // "recalled its envoy in protest at the toll": what is done says no more
		}
	}
	switch {
	case e.cue != nil:
		e.ok, e.rule = true, e.cue.Class
	case e.duty:
		e.rule = "duty"
	case len(elements) > 0:
		e.rule = string(elements[len(elements)-1].kind)
	case verb:
		e.ok, e.rule, e.weight = true, "act", 0.55
	}
	if e.cue != nil && e.cue.Frame == codebook.FrameAct {
		e.rule = "act-cue"
	}
	if e.failed && e.stance != graph.Undecided && (e.cue == nil || !striving[e.cue.Class]) {
		e.ok = false // "failed to ratify": who fails to win others over strives for it, and who fails to do it need not
	}
	if e.stance == "" {
		e.stance = signed(e.sign)
	}
	return e
}

// striving are classes of cues of what somebody wants of others.
var striving = set("advocate direct mediate")

// abstaining reports whether a cue is a verb of not doing something: "refused to".
func abstaining(c *codebook.Cue) bool {
	verb, rest, _ := strings.Cut(c.Form, " ")
	return c.Part == codebook.PartVerb && rest != "" && abstainingVerb[verb]
}

var abstainingVerb = codebook.Words("abstaining-verb")

// takeCue adds a cue: opposition turns the sign, a negation before support does, one before opposition leaves nothing sure.
func (e *evaluation) takeCue(el element) {
	if e.stance == graph.Mediates && reacting[el.cue.Class] {
		e.stance = ""
	}
	inner := e.cue
	e.cue = el.cue
	e.weight = min(e.weight, el.cue.Weight)
	switch el.cue.Stance {
	case graph.Opposes:
		if inner != nil && inner.Class == "condemn" && abstaining(el.cue) { // "refused to condemn": that is no support
			e.stance = graph.Undecided
			e.weight *= 0.3
		}
		if e.failed { // "criticized Peru for failing to": who says so wants it
			e.failed = false
			e.sign = -e.sign
		}
		if el.negated {
			e.stance = graph.Undecided
			e.weight *= 0.3
		}
		e.sign = -e.sign
	case graph.Supports:
		if el.negated {
			e.sign = -e.sign
			e.weight *= 0.9
		}
	default:
		if !el.negated || el.cue.Stance == graph.Undecided {
			e.stance = el.cue.Stance
		}
	}
}

// takeOperator adds a word that turns or bends the sign without carrying a stance.
func (e *evaluation) takeOperator(el element) {
	switch el.kind {
	case codebook.OpReverse:
		if !el.negated {
			e.sign = -e.sign
		}
		e.ok = true
		e.weight = min(e.weight, 0.7)
	case codebook.OpNegate:
		e.sign = -e.sign
		e.ok = true
		e.weight = min(e.weight, 0.75)
	case codebook.OpDeontic:
		e.duty, e.ok = true, true
		if el.negated {
			e.sign = -e.sign
		}
		e.weight = min(e.weight, 0.8)
	case codebook.OpFail:
		e.failed = true
		e.weight *= 0.7
	}
}

// retribution are nouns for what is to follow upon something that somebody minds.
var retribution = codebook.Words("retribution")

// contrast adds a reversal where somebody would rather have one thing than another: what stands behind "than", or behind "to" in
// "prefers a fee to the toll", is not wanted. Nor is what others are to pay for: "vowed that Peru will pay a price for the toll".
func (s *sentence) contrast() {
	since, before := -1, len(s.ops)
	for i := range s.tokens {
		switch n := s.norm(i); {
		case n == "rather" && (s.norm(i-1) == "would" || s.norm(i-1) == "'d"), strings.HasPrefix(n, "prefer") && len(n) < 10:
			since = i
		case terminal[n] || n == ";" || n == "but":
			since = -1
		case (retribution[n] || n == "price" && s.hasWord(max(i-4, 0), i, "pay")) && (s.norm(i+1) == "for" || s.norm(i+1) == "over"):
			if !slices.ContainsFunc(s.cues, func(c codebook.Cue) bool { return c.Stance == graph.Opposes && c.First <= i+1 }) {
				s.ops = append(s.ops, codebook.Operator{Kind: codebook.OpReverse, Part: codebook.PartNoun, First: i, Last: i + 1})
			}
		case since >= 0 && i > since+1 && (n == "than" || n == "to" && s.norm(since) != "rather" && !s.toDo(i) || n == "over" && s.norm(since) != "rather"):
			s.ops = append(s.ops, codebook.Operator{Kind: codebook.OpReverse, Part: codebook.PartPhrase, First: i, Last: i})
			since = -1
		}
	}
	if len(s.ops) > before {
		slices.SortStableFunc(s.ops, func(a, b codebook.Operator) int { return cmp.Compare(a.First, b.First) })
	}
}

// toDo reports whether "to" at i begins an infinitive.
func (s *sentence) toDo(i int) bool {
	_, form := codebook.Verb(s.norm(i + 1))
	return form == codebook.BaseForm && !codebook.NounLike(s.norm(i+1))
}
