package extract

import (
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// reactions reads who takes a stance on what a clause says of an issue: "Peru imposed the toll, drawing criticism from
// Malta", "over Malta's objections", "a move that Malta condemned".
func (s *sentence) reactions(m codebook.IssueMatch, left []reading) []reading {
	var out []reading
	add := func(c *codebook.Cue, who []int) {
		if len(who) == 0 || c.Stance != graph.Supports && c.Stance != graph.Opposes {
			return
		}
		stance := c.Stance
		if s.turnedBy(left, m) {
			stance = stance.Reverse()
		}
		last := max(c.Last, m.Last)
		for _, k := range who {
			last = max(last, s.mentions[k].Last)
		}
		out = append(out, reading{issue: m, stance: stance, elements: []element{{cue: c, first: c.First, last: c.Last}},
			holder: subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First, why: "reacts to it"},
			agent:  true, first: min(m.First, c.First), last: last, rule: "agent-" + c.Class, weight: c.Weight})
	}
	for k := range s.cues {
		c := &s.cues[k]
		switch {
		case c.Frame == codebook.FrameJudge || c.Frame == codebook.FrameAct:
		case c.Part == codebook.PartNoun && (strings.HasSuffix(c.Form, " from") || strings.HasSuffix(c.Form, " of") || strings.HasSuffix(c.Form, " by") || strings.HasSuffix(c.Form, " in")):
			if s.follows(c, m) || s.inSpiteOf(c, m) {
				add(c, s.listAfter(c.Last+1))
			}
		case c.Part == codebook.PartVerb && c.First > m.Last:
			if who := s.whoseMove(c, m); len(who) > 0 {
				add(c, who)
			} else if prev := s.norm(c.First - 1); c.Passive && (prev == "but" || prev == "and" || prev == "while") && s.lastIssueBefore(c.First) == m.First {
				add(c, s.listAfter(s.behindBy(c))) // "is backed by Peru but opposed by Malta"
			}
		}
	}
	return out
}

// behindBy gives the token behind the "by" that follows a cue, or one behind the sentence.
func (s *sentence) behindBy(c *codebook.Cue) int {
	switch {
	case s.norm(c.Last) == "by":
		return c.Last + 1
	case s.norm(c.Last+1) == "by":
		return c.Last + 2
	}
	return len(s.tokens)
}

// turnedBy reports whether the clause of an issue says that somebody is against it: then whoever criticizes that is for it.
func (s *sentence) turnedBy(left []reading, m codebook.IssueMatch) bool {
	for _, r := range left {
		if r.stance == graph.Opposes && r.holder.first < m.First {
			return m.Sign > 0
		}
	}
	return m.Sign < 0
}

// follows reports whether a noun cue is what a clause about an issue is said to bring: ", drawing criticism from".
func (s *sentence) follows(c *codebook.Cue, m codebook.IssueMatch) bool {
	if c.First <= m.Last || c.First-m.Last > 14 {
		return false
	}
	for v := c.First - 1; v > m.Last && c.First-v < 5; v-- {
		lemma, form := codebook.Verb(s.norm(v))
		if form != codebook.Gerund || !met[lemma] {
			continue
		}
		if s.norm(v-1) != "," {
			return false
		}
		return s.lastIssueBefore(v) == m.First
	}
	return false
}

// lastIssueBefore gives the first token of the issue that is named last before token i, or -1.
func (s *sentence) lastIssueBefore(i int) int {
	at := -1
	for _, m := range s.issues {
		if m.Last < i {
			at = max(at, m.First)
		}
	}
	return at
}

// inSpiteOf reports whether a noun cue without an object stands before the clause of an issue: "despite opposition from
// Malta, Peru approved the toll".
func (s *sentence) inSpiteOf(c *codebook.Cue, m codebook.IssueMatch) bool {
	if c.Last >= m.First || m.First-c.Last > 16 {
		return false
	}
	i := c.First - 1
	for i >= 0 && (s.plainAdjective(i) || s.norm(i) == "the") {
		i--
	}
	if n := s.norm(i); n != "despite" && n != "over" && n != "amid" && n != "after" && n != "following" && n != "defying" && n != "ignoring" {
		return false
	}
	for k := c.Last + 1; k < m.First; k++ {
		if s.norm(k) == "," {
			return true
		}
	}
	return false
}

// whoseMove gives the actors who are said to take a stance on what a clause says of an issue: ", a move that Malta
// condemned", ", a step criticized by Malta".
func (s *sentence) whoseMove(c *codebook.Cue, m codebook.IssueMatch) []int {
	i := m.Last + 1
	for i < len(s.tokens) && i < m.Last+9 && s.norm(i) != "," && s.tokens[i].Word && !s.isFinite(i) {
		i++
	}
	if s.norm(i) != "," {
		return nil
	}
	i++
	switch s.norm(i) {
	case "which":
		i++
	case "a", "an", "the":
		for i++; i < len(s.tokens) && s.plainAdjective(i) && !anaphorNouns[s.norm(i)]; i++ {
		}
		if !anaphorNouns[s.norm(i)] {
			return nil
		}
		if i++; s.norm(i) == "that" || s.norm(i) == "which" {
			i++
		}
	default:
		return nil
	}
	if c.First == i || c.First == i+1 && s.norm(i) != "," && adverbs[s.norm(i)] { // "a step criticized by"
		return s.listAfter(s.behindBy(c))
	}
	if s.norm(i) == "the" {
		i++
	}
	k := s.mentionAt(i)
	if k < 0 || s.mentions[k].How == codebook.ByAdjective {
		return nil
	}
	i = s.mentions[k].Last + 1
	for auxiliaries[s.norm(i)] || adverbs[s.norm(i)] || endsLy(s.norm(i)) {
		i++
	}
	if c.First != i {
		return nil
	}
	return []int{k}
}
