package extract

import (
	"stancegraph/codebook"
	"stancegraph/graph"
)

// mediations reads who acts between the parties. Where the sentence names no settlement, it is the codebook's only one.
func (e *run) mediations(s *sentence) []held {
	var out []held
	for k := range s.cues {
		c := &s.cues[k]
		if c.Stance != graph.Mediates || s.negatedAt(c.First) {
			continue
		}
		issue, ok := e.peaceIssue(s, c)
		if !ok {
			continue
		}
		r := reading{issue: issue, stance: graph.Mediates, elements: []element{{cue: c, first: c.First, last: c.Last}}, first: min(c.First, issue.First), last: max(c.Last, issue.Last), rule: "mediate", weight: c.Weight}
		if c.Part == codebook.PartVerb {
			r.holder = s.governor(c.First)
		} else if who := s.possessor(c.First); len(who) > 0 {
			r.holder = subject{kind: actorSubject, who: who, why: "the words before the noun"}
		} else if who := s.personAfter(c); len(who) > 0 {
			r.holder = subject{kind: actorSubject, who: who, why: "its name follows"}
		} else {
			continue
		}
		if r.holder.kind != actorSubject && !s.firstPerson(r) {
			continue
		}
		if s.rejectedBefore(c.First) {
			continue
		}
		out = append(out, e.holders(s, r)...)
	}
	return append(out, e.errands(s)...)
}

// talking are verbs of meeting with others, or of going there.
var talking = codebook.Words("talking-verb")

// errands reads who meets others for the sake of a settlement: "flew to Peru in an effort to promote a truce".
func (e *run) errands(s *sentence) []held {
	var out []held
	for k := range s.cues {
		c := &s.cues[k]
		if c.Form != "effort to" && c.Form != "bid to" && c.Form != "attempt to" || s.norm(c.First-2) != "in" {
			continue
		}
		for v := c.First - 3; v >= 0 && v > c.First-18; v-- {
			if !s.isFinite(v) && !modals[s.norm(v-1)] || !talking[s.verbAt(v)] || s.negatedAt(v) {
				continue
			}
			for _, m := range s.issues {
				if sub := s.subjectOf(v, 0); m.Peace && m.First > c.Last && m.First-c.Last < 8 && sub.kind == actorSubject {
					out = append(out, e.holders(s, reading{issue: m, stance: graph.Mediates, elements: []element{{cue: c, first: c.First, last: c.Last}}, holder: sub, first: v, last: m.Last, rule: "mediate", weight: 0.7})...)
				}
			}
			break
		}
	}
	return out
}

// governor gives the subject of a verb or of the verb that governs it.
func (s *sentence) governor(v int) subject {
	sub := s.subjectOf(v, 0)
	if sub.kind == actorSubject || sub.kind == speakerSubject {
		return sub
	}
	if s.norm(v-1) == "to" || s.norm(v-1) == "in" {
		for i := v - 2; i >= 0 && v-i < 25; i-- {
			if s.isFinite(i) {
				return s.subjectOf(i, 0)
			}
		}
	}
	return sub
}

func (s *sentence) personAfter(c *codebook.Cue) []int {
	if k := s.mentionAt(c.Last + 1); k >= 0 && s.mentions[k].person {
		return []int{k}
	}
	return nil
}

func (s *sentence) rejectedBefore(i int) bool {
	for k := range s.cues {
		if c := &s.cues[k]; c.Stance == graph.Opposes && c.Last < i && i-c.Last < 6 {
			return true
		}
	}
	return false
}

func (e *run) peaceIssue(s *sentence, c *codebook.Cue) (codebook.IssueMatch, bool) {
	var best *codebook.IssueMatch
	gap := 99
	for k := range s.issues {
		m := &s.issues[k]
		d := max(m.First-c.Last, c.First-m.Last)
		if m.Peace && d < gap {
			best, gap = m, d
		}
	}
	if best != nil {
		return *best, true
	}
	if e.engine.onlyPeace == "" || e.elsewhere(e.engine.onlyPeace) {
		return codebook.IssueMatch{}, false
	}
	return codebook.IssueMatch{Issue: e.engine.onlyPeace, First: c.First, Last: c.Last, Start: c.Start, End: c.End, Sign: 1, Score: 0.7, Phrase: "mediation", Peace: true}, true
}
