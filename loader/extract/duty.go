package extract

import (
	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract/syntax"
)

// ofOther reports whether the subject of a duty at token d is another noun, to which an issue only belongs: "reports of the
// raid must be explained".
func (s *sentence) ofOther(m *codebook.IssueMatch, d int) bool {
	if s.tree == nil || m.Verb {
		return false
	}
	g := s.tree.At(m.Core)
	for n := 0; g >= 0 && n < 4; n++ {
		gr := &s.tree.Groups[g]
		if gr.Tie == syntax.Subject && gr.Gov >= 0 {
			v := &s.tree.Groups[gr.Gov]
			return n > 0 && v.First <= d && d <= v.Last && accounts[s.norm(gr.Head)]
		}
		g = gr.Gov
	}
	return false
}

// accounts are nouns for what is said or thought of a thing.
var accounts = set("report reports allegation allegations claim claims question questions concern concerns detail details news evidence information debate reaction reactions doubt doubts fear fears talk rumor rumors")

// open are verbs of duties that leave a question open: "must be decided in talks".
var open = codebook.Words("open-verb")

// leavesOpen reports whether a duty behind an issue takes no side on it.
func (s *sentence) leavesOpen(d int) bool {
	for i := d + 1; i < len(s.tokens) && i < d+5; i++ {
		if lemma, form := codebook.Verb(s.norm(i)); form == codebook.PastForm && open[lemma] {
			return true
		}
	}
	return false
}

// dutyReading reads "the strikes must stop": the speaker opposes them.
func (s *sentence) dutyReading(m codebook.IssueMatch, d int) reading {
	sign := m.Sign
	last := d
	rule := "duty"
	for i := d; i < len(s.tokens) && i < d+8; i++ {
		n := s.norm(i)
		if terminal[n] || n == "," || n == `"` && i > d+2 {
			break
		}
		last = i
		if n == "go" && s.norm(i-1) != "to" && s.idleBehind(i) && !prepositions[s.norm(i+1)] { // "must go"
			sign = -sign
			break
		}
		if o := s.opEndingAt(i, codebook.OpReverse, len(s.tokens)); o != nil && o.First == i {
			sign = -sign
			last = max(last, o.Last)
			break
		}
		if c := s.cueAt(i); c != nil && c.First > d && c.Stance == graph.Opposes {
			sign = -sign
			break
		}
	}
	if s.negatedBetween(d-1, d+3) || s.norm(d+1) == "not" || s.norm(d+1) == "n't" || s.norm(d+1) == "never" {
		sign = -sign
	}
	stance := graph.Supports
	if sign < 0 {
		stance = graph.Opposes
	}
	return reading{issue: m, stance: stance, elements: []element{{kind: codebook.OpDeontic, first: d, last: last}}, duty: true, first: m.First, last: max(last, m.Last),
		rule: rule, weight: 0.8}
}
