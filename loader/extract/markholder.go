package extract

import (
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract/syntax"
)

// grammarMarks are about the way from the issue up to the verb whose subject the holder is.
func (v *view) grammarMarks(o *option, rules string, stance graph.Stance, mark func(string)) {
	s := v.s
	if s.tree == nil {
		return
	}
	at := s.tree.At(v.m.Core)
	if at < 0 {
		return
	}
	verb, steps := -1, 0
	if s.hasSubject(at, o.mention) {
		verb = at
	} else {
		s.tree.Climb(at, func(_, to int) bool {
			steps++
			if s.hasSubject(to, o.mention) {
				verb = to
			}
			return verb < 0
		})
	}
	if verb < 0 {
		mark("no way to the holder's verb")
		return
	}
	kind := s.kindOfVerb(verb)
	if rules == "say nothing" {
		mark("holder's verb " + kind + ", rules say nothing, " + string(stance))
	}
	if steps > 4 {
		mark("long way to the holder's verb")
	}
}

// hasSubject reports whether a mention is a subject of a verb group.
func (s *sentence) hasSubject(g, mention int) bool {
	if s.tree.Groups[g].Kind != syntax.Verb {
		return false
	}
	return slices.ContainsFunc(s.tree.Groups[g].Subj, func(n int) bool { return slices.Contains(s.whoIs(n, 0), mention) })
}

// kindOfVerb says what sort of verb a group has, as far as that bears on stances.
func (s *sentence) kindOfVerb(g int) string {
	gr := &s.tree.Groups[g]
	switch {
	case gr.Passive:
		return "passive"
	case gr.Copula:
		return "is"
	case s.isReport(gr.Head):
		return "of saying"
	}
	for i := gr.First; i < gr.Head; i++ {
		switch s.norm(i) {
		case "will", "'ll", "shall":
			return "will do"
		case "would", "'d":
			return "would do"
		case "could", "may", "might", "can":
			return "can do"
		case "must", "should":
			return "must do"
		case "is", "are", "was", "were", "been":
			return "is doing"
		case "has", "have", "had":
			return "has done"
		}
	}
	return "does"
}

// holderMarks are about the holder's name and its distance.
func (r *run) holderMarks(v *view, o *option, h held, mark func(string)) {
	s, m := v.s, v.m
	if r.engine.matcher.DoneTo(m.Issue, h.holder) {
		mark("done to the holder, " + string(h.stance))
	}
	if o.mention < 0 {
		if s.quoted[m.First] == 0 {
			mark("speaker outside quotation marks")
		}
		if len(s.frames) == 0 {
			mark("speaker of an earlier sentence")
		}
		return
	}
	mm := s.mentions[o.mention]
	if mm.guess && mm.How != codebook.ByRole {
		mark("holder is a pronoun")
	} else {
		mark("holder by " + string(mm.How))
	}
	if mm.person && mm.Actor == mm.body {
		mark("person for nobody")
	} else if mm.person {
		mark("person in office")
	}
	from, to := v.between(o)
	switch gap := to - from + 1; {
	case gap < 4:
		mark("near")
	case gap < 9:
		mark("some words off")
	case gap < 18:
		mark("far")
	default:
		mark("very far")
	}
	others, marksBetween := 0, 0
	for _, x := range s.mentions {
		if x.First >= from && x.Last <= to && x.body != mm.body {
			others++
		}
	}
	for i := from; i <= to; i++ {
		switch s.norm(i) {
		case ",", ";", ":", "-", `"`, "while", "but", "because", "who", "which", "although", "after", "before", "when", "as":
			marksBetween++
		}
	}
	if others > 0 {
		mark("another actor between")
	}
	switch {
	case marksBetween > 2:
		mark("several clauses between")
	case marksBetween > 0:
		mark("a clause between")
	}
	if s.quoted[m.First] != s.quoted[mm.First] {
		mark("holder outside the issue's quotation")
	} else if s.quoted[m.First] != 0 {
		mark("holder named inside a quotation")
	}
	if mm.person && prepositions[s.norm(mm.First-1)] || s.norm(mm.Last+1) == "'s" {
		mark("holder in an oblique case")
	}
}
