package extract

import (
	"stancegraph/codebook"
	"stancegraph/graph"
)

// psych are verbs whose passive subject feels what they say: "was angered by".
var psych = codebook.Words("feeling-verb")

// passiveHolder reports whether the verb nearest to the holder is passive, so that its subject undergoes it.
func (s *sentence) passiveHolder(r reading) bool {
	if r.holder.kind != actorSubject || r.agent || r.duty || len(r.elements) == 0 {
		return false
	}
	el := r.elements[len(r.elements)-1]
	if el.kind == codebook.OpNegate && len(r.elements) > 1 {
		el = r.elements[len(r.elements)-2]
	}
	if el.cue == nil || el.cue.Part != codebook.PartVerb || psych[el.cue.Form] {
		return false
	}
	if _, form := codebook.Verb(s.norm(el.first)); form != codebook.PastForm {
		return false
	}
	for i := el.first - 1; i >= 0 && el.first-i < 4; i-- {
		switch n := s.norm(i); n {
		case "is", "are", "was", "were", "been", "being", "be", "get", "got":
			return true
		default:
			if !adverbs[n] && !endsLy(n) {
				return false
			}
		}
	}
	return false
}

// deliberate reports whether a reading without a cue is an act of will: a verb of the holder's own that stops the
// issue, or a promise not to do it.
func (s *sentence) deliberate(r reading) bool {
	if !r.issue.Verb && r.rule == "negate" {
		for _, el := range r.elements {
			if el.kind == codebook.OpReverse || el.kind == codebook.OpNegate && el.last < r.issue.First && r.issue.First-el.last < 6 { // "will not pay the toll"
				return s.willed(el)
			}
		}
		return r.holder.kind == speakerSubject
	}
	for _, el := range r.elements {
		if el.kind == codebook.OpReverse {
			if o := s.opEndingAt(el.first, codebook.OpReverse, len(s.tokens)); o != nil && o.Part == codebook.PartVerb {
				return true
			}
			return false
		}
		if el.kind == codebook.OpNegate {
			return s.willed(el)
		}
	}
	return false
}

// volition reports whether "will not", "would never" or "is not going to" stands before token v.
func (s *sentence) volition(v int) bool {
	for i := v - 1; i >= 0 && v-i < 5; i-- {
		switch s.norm(i) {
		case "will", "would", "wo", "shall", "'ll", "'d":
			return true
		case "going":
			return s.norm(i+1) == "to"
		}
	}
	return false
}

// willed reports whether what an element says is a matter of will.
func (s *sentence) willed(el element) bool { return s.volition(el.first) || s.volition(el.last) }

// willNot reports whether a reading rests on what somebody says not to be willing to do: "we will not send arms".
func (s *sentence) willNot(r reading) bool {
	if r.stance != graph.Opposes || r.rule != "act-cue" && r.rule != "negate" && r.rule != "act" {
		return false
	}
	for _, el := range r.elements {
		if (el.negated || el.kind == codebook.OpNegate) && s.willed(el) {
			return true
		}
	}
	return false
}

// byGerund reports whether the acting verb is a gerund behind a preposition: "by arming the rebels".
func (s *sentence) byGerund(r reading) bool {
	_, form := codebook.Verb(s.norm(r.first))
	return form == codebook.Gerund && prepositions[s.norm(r.first-1)] && s.norm(r.first-1) != "to"
}

// idle reports whether a reading without a cue is a plain fact: somebody leaves, forces shell a town.
func (s *sentence) idle(r reading) bool {
	if s.passiveHolder(r) {
		return true
	}
	if (r.rule == "negate" || r.rule == "reverse") && !s.deliberate(r) {
		return true
	}
	if r.rule == "act-cue" && (r.issue.Harm || s.byGerund(r)) {
		return true
	}
	if r.rule != "act" {
		return false
	}
	if r.issue.Harm || s.byGerund(r) {
		return true
	}
	switch r.issue.Class {
	case "departure", "legitimacy", "violence", "bombard", "remain", "civilian":
		return true
	}
	return r.issue.Partial || r.issue.Score < 0.75
}
