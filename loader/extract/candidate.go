package extract

import (
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// candidate is one way to read one place that names an issue: who may hold which stance on it, and what speaks for and
// against that. The rules propose candidates; the scorecard weighs them.
type candidate struct {
	held
	option   *option
	marks    []string // what is the case, as lines of the scorecard
	sentence int      // number of the sentence
	odds     float64  // logarithm of the odds that it is right
}

// candidates gives every way to read the issues of a sentence that is worth weighing.
func (r *run) candidates(s *sentence, n int) []*candidate {
	var out []*candidate
	var byRules []held
	if s.asks() {
		return nil
	}
	for _, rd := range s.allReadings() {
		byRules = append(byRules, r.holders(s, rd)...)
	}
	byRules = append(byRules, r.mediations(s)...)
	for i := range len(s.issues) + len(s.implied) {
		var m *codebook.IssueMatch
		if i < len(s.issues) {
			m = &s.issues[i]
		} else {
			m = &s.implied[i-len(s.issues)]
		}
		if s.askedIn(m.Last) {
			continue
		}
		v := r.viewOf(s, m, byRules)
		for _, h := range v.tree {
			if !v.hasRule(h.holder, h.stance) {
				v.rules = append(v.rules, h)
			}
		}
		for _, h := range v.rules {
			if s.conditional(h.reading) && h.stance != graph.Undecided || h.weight < minWeight || s.foreseen(h) {
				continue
			}
			o := v.optionOf(h)
			out = append(out, &candidate{held: h, option: o, sentence: n, marks: r.marks(v, o, h, true)})
		}
		for k := range v.options {
			o := &v.options[k]
			for _, stance := range []graph.Stance{graph.Supports, graph.Opposes} {
				if v.hasRule(o.body, stance) || m.Harm && stance == graph.Supports {
					continue
				}
				h, ok := r.guess(v, o, stance)
				if ok && !s.conditional(h.reading) && !s.denied(h.reading) && !s.foreseen(h) {
					out = append(out, &candidate{held: h, option: o, sentence: n, marks: r.marks(v, o, h, false)})
				}
			}
		}
	}
	for _, h := range byRules { // mediation between parties, where the sentence names no settlement
		if !slices.ContainsFunc(s.issues, func(m codebook.IssueMatch) bool { return m.First == h.issue.First && m.Issue == h.issue.Issue }) {
			v := r.viewOf(s, &h.issue, []held{h})
			o := v.optionOf(h)
			out = append(out, &candidate{held: h, option: o, sentence: n, marks: r.marks(v, o, h, true)})
		}
	}
	return out
}

// minWeight is what a reading must be worth to be considered: "does not oppose" is worth less.
const minWeight = 0.3

// asks reports whether a sentence is a question.
func (s *sentence) asks() bool {
	for i := len(s.tokens) - 1; i >= 0; i-- {
		switch s.norm(i) {
		case `"`, "'", ")":
			continue
		case "?":
			return true
		}
		return false
	}
	return false
}

// askedIn reports whether the quotation around token i is a question: `"Why should we pay the toll?" Malta asked`.
func (s *sentence) askedIn(i int) bool {
	for k := i; k < len(s.tokens) && s.quoted[k] != 0; k++ {
		switch s.norm(k) {
		case "?":
			return true
		case ".", "!":
			return false
		}
	}
	return false
}

// near is the rule of candidates that rest on nearness alone.
const near = "near"

// guess makes a candidate of an option where the rules made none: the stance is put to the scorecard.
func (r *run) guess(v *view, o *option, stance graph.Stance) (held, bool) {
	s, m := v.s, v.m
	_, els := v.path(o)
	rd := reading{issue: *m, stance: stance, elements: els, first: m.First, last: m.Last, rule: near, weight: 0.5}
	for _, el := range els {
		rd.first, rd.last = min(rd.first, el.first), max(rd.last, el.last)
	}
	if v.judged != nil {
		rd.last = max(rd.last, v.judged.Last)
		rd.elements = append(rd.elements, element{cue: v.judged, first: v.judged.First, last: v.judged.Last})
	}
	voices, _ := r.voicesOf(s, rd)
	if o.mention >= 0 {
		mm := s.mentions[o.mention]
		rd.holder = subject{kind: actorSubject, who: []int{o.mention}, first: mm.First, why: o.role}
		if mm.First > m.Last {
			rd.last = max(rd.last, mm.Last)
		}
		if r.engine.matcher.DoneTo(m.Issue, mm.body) && m.Harm {
			return held{}, false
		}
		return r.byMention(s, rd, mm, voices), true
	}
	h := r.voiceHeld(s, rd, *o.voice)
	h.why = o.role
	return h, true
}
