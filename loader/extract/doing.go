package extract

import (
	"stancegraph/codebook"
	"stancegraph/graph"
)

// doing reads an issue in a clause that is itself the subject of a judgement: "scrapping the toll would be a mistake", "to push for
// a toll is folly". Whoever says so takes a side; nobody does what the clause is about.
func (s *sentence) doing(m codebook.IssueMatch) (reading, bool) {
	v := s.clauseAsSubject(&m)
	if v < 0 {
		return reading{}, false
	}
	const room = 12 // tokens from the issue to the verb, and from there to the judgement
	w := s.verbBehind(m.Last, room)
	if w < 0 {
		return reading{}, false
	}
	end := w
	for end+1 < len(s.tokens) && end-w < room && (s.tokens[end+1].Word || s.norm(end+1) == `"`) && s.norm(end+1) != "but" {
		end++
	}
	r := reading{issue: m, duty: true, judged: true, first: v}
	sign := m.Sign
	if c := s.judgementIn(w, end); c != nil {
		sign *= signOf(c.Stance)
		if s.denies(c) {
			sign = -sign
		}
		r.elements, r.last, r.rule, r.weight = []element{{cue: c, first: c.First, last: c.Last}}, c.Last, c.Class, c.Weight
	} else if tone, first, last := s.tonedIn(w, end); tone != 0 {
		sign *= tone
		r.elements, r.last, r.rule, r.weight = []element{{kind: codebook.OpTone, first: first, last: last}}, last, "tone", 0.7
	} else {
		return reading{}, false
	}
	r.stance = signed(sign * s.doneTo(v, &m))
	return r, true
}

// verbBehind gives the auxiliary whose subject a clause is that ends at token i or with a clause of its own, "before the court rules";
// -1 where there is none in reach.
func (s *sentence) verbBehind(i, room int) int {
	inner, last := 0, -1
	for w := i + 1; w < len(s.tokens) && w-i < room; w++ {
		n := s.norm(w)
		if terminal[n] || n == "," || n == ";" || n == ":" || n == "-" {
			break
		}
		if subordinators[n] || relatives[n] {
			inner++
		}
		if !s.isFinite(w) {
			continue
		}
		if last = -1; auxiliaries[n] {
			last = w
		}
		if inner == 0 {
			return last
		}
		inner--
	}
	return last
}

// clauseAsSubject gives the first token of a clause without a finite verb that an issue stands in, and that begins a sentence, a
// quotation or what is said; -1 where there is none.
func (s *sentence) clauseAsSubject(m *codebook.IssueMatch) int {
	const room = 10 // tokens of such a clause before the issue
	for i := m.First - 1; i >= 0 && m.First-i < room; i-- {
		n := s.norm(i)
		if !s.tokens[i].Word || s.isFinite(i) || n == "that" {
			return -1
		}
		_, form := codebook.Verb(n)
		if form != codebook.Gerund && !(n == "to" && s.isVerbForm(i+1)) {
			continue
		}
		before := i - 1
		if s.norm(before) == "not" {
			before--
		}
		switch p := s.norm(before); {
		case before < 0, p == `"`, p == "that" && s.isReport(before-1), form == codebook.Gerund && s.isReport(before) && s.isFinite(before):
			return before + 1
		}
	}
	return -1
}

// isVerbForm reports whether token i is the base form of a verb.
func (s *sentence) isVerbForm(i int) bool {
	_, form := codebook.Verb(s.norm(i))
	return form == codebook.BaseForm
}

// judgementIn gives the first judging cue in tokens from to to.
func (s *sentence) judgementIn(from, to int) *codebook.Cue {
	for k := range s.cues {
		if c := &s.cues[k]; c.Frame == codebook.FrameJudge && c.First >= from && c.Last <= to {
			return c
		}
	}
	return nil
}

// doneTo gives -1 where the words from token v to an issue do something against it, "not imposing the toll", else 1.
func (s *sentence) doneTo(v int, m *codebook.IssueMatch) int {
	sign := 1
	if s.norm(v) == "not" {
		sign = -1
	}
	for i := v; i < m.First; i++ {
		if o := s.opAt(i, codebook.OpReverse); o >= 0 {
			sign, i = -sign, s.ops[o].Last
		} else if c := s.cueAt(i); c != nil && c.Last < m.First && c.Frame != codebook.FrameJudge {
			sign, i = sign*signOf(c.Stance), c.Last
		}
	}
	return sign
}

func signOf(stance graph.Stance) int {
	if stance == graph.Opposes {
		return -1
	}
	return 1
}
