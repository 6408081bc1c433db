package extract

import (
	"stancegraph/codebook"
)

// whileWords open a clause that says how long, or under what condition, something is out of the question.
var whileWords = set("while if")

// untilWords open a clause that says what must come first.
var untilWords = set("until unless without")

// conditionReading reads an issue that is a condition: "there can be no truce while he stays", "warned of chaos if the toll
// goes", "will not sign until the toll ends". Whoever speaks, or warns, is against what stands behind "if" and "while", and
// wants what stands behind "until" and "unless". Who does something only if, or provided that, wants what stands there.
func (s *sentence) conditionReading(m codebook.IssueMatch) (reading, bool) {
	at, wanted := s.conditionBefore(m)
	if at < 0 {
		return reading{}, false
	}
	if first := s.proviso(at); first >= 0 {
		return s.provisoReading(m, first, at)
	}
	sign := m.Sign
	if !wanted {
		sign = -sign
	}
	if len(s.within(at, m))%2 == 1 {
		sign = -sign
	}
	first := s.threat(at, wanted)
	if first < 0 {
		return reading{}, false
	}
	rd := reading{issue: m, stance: signed(sign), elements: []element{{kind: codebook.OpIf, first: first, last: at}}, duty: true, first: first, last: m.Last, rule: "condition", weight: 0.7}
	if s.quoted[m.First] == 0 && len(s.speakerOf(m.First)) == 0 {
		rd.duty, rd.holder = false, s.outer(at, 0)
	}
	return rd, true
}

// feared gives the token at which a condition begins that somebody warns of and that names an issue, or -1.
func (s *sentence) feared(m codebook.IssueMatch) int {
	at, wanted := s.conditionBefore(m)
	if at < 0 || wanted || !s.ifAt(at) || s.threat(at, wanted) < 0 {
		return -1
	}
	return at
}

// conditionBefore gives the token at which the condition that names an issue begins, and whether the issue must come first.
func (s *sentence) conditionBefore(m codebook.IssueMatch) (at int, wanted bool) {
	for i := m.First - 1; i >= 0 && m.First-i < 12; i-- {
		n := s.norm(i)
		switch {
		case untilWords[n]:
			return i, true
		case n == "as" && s.norm(i-1) == "long" && i > 1:
			return i - 2, false
		case whileWords[n], n == "should" && s.opensCondition(i), n == "provided" && s.norm(i-1) != "is" && s.norm(i-1) != "was", n == "condition" && s.norm(i-1) == "on":
			return i, false
		case terminal[n] || n == ";" || n == ",":
			return -1, false
		}
	}
	return -1, false
}

// ifAt reports whether a condition begins with "if", or with a "should" that means it.
func (s *sentence) ifAt(at int) bool { return s.norm(at) == "if" || s.norm(at) == "should" }

// opensCondition reports whether the "should" at i stands before its subject, and so means "if": "should the king go ahead".
func (s *sentence) opensCondition(i int) bool {
	n := s.norm(i + 1)
	return linking[n] && n != "to" && n != "and" && n != "or" || possessives[n] || s.mentionAt(i+1) >= 0
}

// ultimatum reads an issue that somebody holds out to others who do not do something: "told Peru to leave or face the toll".
func (s *sentence) ultimatum(m codebook.IssueMatch) (reading, bool) {
	i := m.First - 1
	for i > 0 && m.First-i < 6 && (linking[s.norm(i)] && s.norm(i) != "or" || possessives[s.norm(i)] || s.plainAdjective(i)) {
		i--
	}
	first := i - 1
	if s.norm(first) == "else" {
		first--
	}
	if lemma := s.verbAt(i); lemma != "face" && lemma != "risk" || s.norm(first) != "or" {
		return reading{}, false
	}
	rd := reading{issue: m, stance: signed(m.Sign), elements: []element{{kind: codebook.OpIf, first: first, last: i}}, duty: true, first: first, last: m.Last, rule: "condition", weight: 0.7}
	if s.quoted[m.First] == 0 && (len(s.speakerOf(m.First)) == 0 || s.ordered(first)) {
		rd.duty, rd.holder = false, s.outer(first, 0)
	}
	return rd, true
}

// ordered reports whether what stands before token i is what somebody is told to do: "told Peru to leave or".
func (s *sentence) ordered(i int) bool {
	for k := range s.cues {
		if c := &s.cues[k]; c.Frame == codebook.FrameDirective && c.Last < i && i-c.Last < 12 && !s.boundaryBetween(c.Last, i) {
			return true
		}
	}
	return false
}

// proviso gives the first word of what makes a condition one that somebody sets for what they would do: "would only join if",
// "agreed provided that"; else -1.
func (s *sentence) proviso(at int) int {
	switch s.norm(at) {
	case "provided", "condition":
		return at
	case "if":
		for i := at - 1; i >= 0 && at-i < 12; i-- {
			if n := s.norm(i); n == "only" {
				return i
			} else if terminal[n] || n == ";" || n == "," {
				break
			}
		}
	}
	return -1
}

// provisoReading reads the condition at token at that somebody sets: whoever does something on it wants it.
func (s *sentence) provisoReading(m codebook.IssueMatch, first, at int) (reading, bool) {
	sign := m.Sign
	if len(s.within(at, m))%2 == 1 {
		sign = -sign
	}
	rd := reading{issue: m, stance: signed(sign), elements: []element{{kind: codebook.OpIf, first: first, last: at}}, first: first, last: m.Last, rule: "condition", weight: 0.7}
	rd.holder = s.outer(at, 0)
	rd.duty = rd.holder.kind != actorSubject || s.allowed(rd.holder.first, at)
	return rd, true
}

// allowed reports whether "could" or "may" stands in tokens from to to-1: what a condition is set for is allowed by whoever speaks.
func (s *sentence) allowed(from, to int) bool {
	for i := from; i < to; i++ {
		if n := s.norm(i); n == "could" || n == "may" || n == "can" {
			return true
		}
	}
	return false
}

// within gives what turns an issue over inside its condition: "until the ban is lifted".
func (s *sentence) within(at int, m codebook.IssueMatch) []element {
	var out []element
	for i := m.First - 1; i > at; i-- {
		if o := s.opEndingAt(i, codebook.OpReverse, m.First+1); o != nil && o.First > at {
			out = append(out, element{kind: codebook.OpReverse, first: o.First, last: o.Last})
			i = o.First
		}
	}
	for i := m.Last + 1; i < len(s.tokens) && i < m.Last+6 && !s.boundaryBetween(m.Last, i+1); i++ {
		if o := s.opEndingAt(i, codebook.OpReverse, len(s.tokens)); o != nil && o.First > m.Last {
			out = append(out, element{kind: codebook.OpReverse, first: o.First, last: o.Last})
			break
		}
	}
	for i := at + 1; i < m.First; i++ {
		if s.negatedAt(i+1) && (s.norm(i) == "not" || s.norm(i) == "n't" || s.norm(i) == "never") {
			out = append(out, element{kind: codebook.OpNegate, first: i, last: i})
			break
		}
	}
	return out
}

// threat gives the first word of what makes a condition one: a refusal for "while" and "until", a warning for "if".
func (s *sentence) threat(at int, wanted bool) int {
	for i := at - 1; i >= 0 && at-i < 18; i-- {
		n := s.norm(i)
		switch {
		case i == at-1 && n == "not": // "not until the vote" says when
		case terminal[n] || n == ";":
			return -1
		case !s.ifAt(at) && (n == "no" || n == "not" || n == "n't" || n == "never" || n == "impossible" || n == "cannot" || n == "nothing"):
			return i
		case !s.ifAt(at) && refusing[s.verbAt(i)]:
			return i
		case !wanted && s.ifAt(at) && warning[s.verbAt(i)]:
			return i
		}
	}
	return -1
}

func (s *sentence) verbAt(i int) string {
	lemma, _ := codebook.Verb(s.norm(i))
	return lemma
}

var (
	refusing = set("refuse reject exclude rule")
	warning  = set("warn threaten vow caution fear predict resign quit retaliate sue strike")
)
