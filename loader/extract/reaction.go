package extract

import (
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// reactions reads who takes a stance on what a clause says of an issue: "Peru imposed the toll, drawing criticism from
// Malta", "over Malta's objections", "a move that Malta condemned".
func (s *sentence) reactions(m codebook.IssueMatch, left []reading) []reading {
	var out []reading
	turned := s.turnedBy(left, m)
	add := func(c *codebook.Cue, who []int, turned bool) {
		if len(who) == 0 || c.Stance != graph.Supports && c.Stance != graph.Opposes {
			return
		}
		stance := c.Stance
		if turned != s.wantsEnded(c) {
			stance = stance.Reverse()
		}
		last := max(c.Last, m.Last)
		for _, k := range who {
			last = max(last, s.mentions[k].Last)
		}
		out = append(out, reading{issue: m, stance: stance, elements: []element{{cue: c, first: c.First, last: c.Last}},
			holder: subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First, why: "reacts to it"},
			agent:  true, reacts: true, first: min(m.First, c.First), last: last, rule: "agent-" + c.Class, weight: c.Weight})
	}
	for k := range s.cues {
		c := &s.cues[k]
		switch {
		case c.Frame == codebook.FrameJudge || c.Frame == codebook.FrameAct:
		case c.Part == codebook.PartNoun && (strings.HasSuffix(c.Form, " from") || strings.HasSuffix(c.Form, " of") || strings.HasSuffix(c.Form, " by") || strings.HasSuffix(c.Form, " in")):
			if s.follows(c, m) || s.inSpiteOf(c, c.First, m) {
				if upon[s.norm(c.First-1)] { // "dropped the toll after protests from": at the toll
					add(c, s.listAfter(c.Last+1), m.Sign < 0)
					continue
				}
				add(c, s.listAfter(c.Last+1), turned)
			} else if s.over(c, m) {
				add(c, s.listAfter(c.Last+1), m.Sign < 0)
			}
		case c.Part == codebook.PartVerb && c.First > m.Last:
			if who := s.whoseMove(c, m); len(who) > 0 {
				turned := turned
				if s.norm(m.Last+1) == "," && s.norm(m.Last+2) == "which" { // not of the clause: "the toll, which Malta wants lifted"
					turned = m.Sign < 0
				}
				add(c, who, turned)
			} else if c.Passive && s.joined(c.First) && s.lastIssueBefore(c.First) == m.First {
				add(c, s.listAfter(s.behindBy(c)), turned) // "is backed by Peru but opposed by Malta"
			}
		}
	}
	for k := range s.cues {
		if c := &s.cues[k]; c.Part == codebook.PartNoun && c.Frame == codebook.FrameObject && c.Last < m.First && m.First-c.Last < 4 {
			add(c, s.sharers(c, m), m.Sign < 0)
		}
	}
	for _, r := range left {
		if who := s.unlike(r); len(who) > 0 {
			r.holder = subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First, why: "said to differ"}
			r.stance, r.agent, r.reacts, r.rule = r.stance.Reverse(), true, true, "agent-"+r.rule
			out = append(out, r)
			break
		}
		if who := s.urgers(r); len(who) > 0 {
			r.holder = subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First, why: "urges it"}
			r.agent, r.reacts, r.rule = true, true, "agent-"+r.rule
			out = append(out, r)
			break
		}
	}
	for _, o := range s.owned {
		if s.inSpiteOf(&o.cue, o.first, m) {
			add(&o.cue, []int{o.who}, turned)
		}
	}
	return out
}

// urging are nouns for what makes somebody do as another wants: "under pressure from Malta", "at Malta's request".
var urging = codebook.Words("urging-noun")

// urgers gives who has urged somebody to do what a reading says of them.
func (s *sentence) urgers(r reading) []int {
	if r.holder.kind != actorSubject || r.stance != graph.Supports && r.stance != graph.Opposes {
		return nil
	}
	const around = 12 // tokens before the holder and behind the issue
	for i := max(0, min(r.holder.first, r.issue.First)-around); i < len(s.tokens) && i < max(r.holder.first, r.issue.Last)+around; i++ {
		if !urging[s.norm(i)] || !s.urged(i) {
			continue
		}
		who := s.possessor(i)
		if n := s.norm(i + 1); n == "from" || n == "of" || n == "by" {
			who = s.listAfter(i + 2)
		}
		who = slices.DeleteFunc(who, func(k int) bool { return slices.Contains(r.holder.who, k) })
		if len(who) > 0 {
			return who
		}
	}
	return nil
}

// unlike gives from whom the holder of a reading is said to differ: "Unlike Peru, Chile opposes".
func (s *sentence) unlike(r reading) []int {
	if r.holder.kind != actorSubject || r.stance != graph.Supports && r.stance != graph.Opposes {
		return nil
	}
	i := r.holder.first - 1
	if s.norm(i) == "the" {
		i--
	}
	if s.norm(i) != "," {
		return nil
	}
	for k := i - 1; k >= 0 && i-k < 8; k-- {
		if s.norm(k) == "unlike" {
			return s.listAfter(k + 1)
		}
	}
	return nil
}

// urged reports whether the noun at i stands behind "under", "at" or "after".
func (s *sentence) urged(i int) bool {
	for k := i - 1; k >= 0 && i-k < 6; k-- {
		switch n := s.norm(k); {
		case n == "under":
			return s.verbAt(k-1) != "come" // "came under pressure from": which it may withstand
		case n == "at" || upon[n]:
			return true
		case n == "to":
			return s.verbAt(k-1) == "bow" || s.verbAt(k-1) == "yield"
		default:
			if !s.tokens[k].Word && n != "'s" && n != "'" || n == "for" {
				return false
			}
		}
	}
	return false
}

// upon are words for what a step follows.
var upon = set("after following amid")

// owned is how an actor takes something, in one noun phrase: "Malta's objections", "Maltese support".
type owned struct {
	cue   codebook.Cue
	who   int // index of the mention
	first int // token where the phrase begins
}

// own finds what is owned.
func (s *sentence) own(l *codebook.Lexicon) {
	for k, m := range s.mentions {
		i := m.Last + 1
		if s.norm(i) == "'s" {
			i++
		} else if m.How != codebook.ByAdjective && !possessives[s.norm(m.First)] {
			continue
		}
		for i < len(s.tokens) && i < m.Last+4 && s.plainAdjective(i) && l.Reaction(s.norm(i)) == nil {
			i++
		}
		if e := l.Reaction(s.norm(i)); e != nil && s.norm(i+1) != "from" {
			s.owned = append(s.owned, owned{codebook.Cue{CueEntry: *e, First: i, Last: i, Start: s.tokens[i].Start, End: s.tokens[i].End}, k, m.First})
		}
	}
}

// joined reports whether the participle at i goes on after another clause: "but opposed by", "and that is opposed by".
func (s *sentence) joined(i int) bool {
	for i--; i > 0 && (auxiliaries[s.norm(i)] || adverbs[s.norm(i)] || endsLy(s.norm(i)) || s.norm(i) == "that" || s.norm(i) == "which"); i-- {
	}
	n := s.norm(i)
	return n == "but" || n == "and" || n == "while"
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

// over reports whether an issue is what a noun cue with a place is about: "anger in Malta over the toll".
func (s *sentence) over(c *codebook.Cue, m codebook.IssueMatch) bool {
	if s.norm(c.Last) != "in" {
		return false
	}
	who := s.listAfter(c.Last + 1)
	if len(who) == 0 {
		return false
	}
	i := s.mentions[who[len(who)-1]].Last + 1
	n := s.norm(i)
	return (n == "over" || n == "at" || n == "about" || n == "against" || n == "to" || n == "with") && i < m.First && m.First-i < 4 && !s.boundaryBetween(i, m.First)
}

// sharers gives who is said to share what somebody else's noun says of an issue: "Malta shares Peru's concerns about the toll", "Peru's
// opposition to the toll is shared by Malta".
func (s *sentence) sharers(c *codebook.Cue, m codebook.IssueMatch) []int {
	i := s.overAuxiliaries(m.Last + 1)
	if s.norm(i) == "shared" && s.norm(i+1) == "by" {
		return s.listAfter(i + 2)
	}
	for v := c.First - 1; v > 0 && c.First-v < 7; v-- {
		if lemma, _ := codebook.Verb(s.norm(v)); lemma == "share" || lemma == "echo" {
			return s.grammarSubject(v)
		}
		if s.mentionAt(v) < 0 && s.norm(v) != "'s" && !linking[s.norm(v)] && !s.plainAdjective(v) {
			break
		}
	}
	return nil
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

// inSpiteOf reports whether a noun cue without an object says how somebody takes what the clause of an issue says: "despite opposition
// from Malta, Peru approved the toll", "Peru approved the toll over Malta's objections", "with Malta's support". Its phrase begins at token
// first.
func (s *sentence) inSpiteOf(c *codebook.Cue, first int, m codebook.IssueMatch) bool {
	i := first - 1
	for i >= 0 && first-i < 4 && (s.plainAdjective(i) && s.mentionAt(i) < 0 && !s.isFinite(i) || s.norm(i) == "the") {
		i--
	}
	if n := s.norm(i); !spiting[n] && !(c.Stance == graph.Supports && n == "with") {
		return false
	}
	if i > m.Last { // behind it
		return i-m.Last < 10 && !s.boundaryBetween(m.Last, i) && s.lastIssueBefore(i) == m.First && s.norm(c.Last+1) != "to" && s.norm(c.Last+1) != "for"
	}
	for k := c.Last + 1; k < m.First && m.First-c.Last <= 16; k++ {
		if s.norm(k) == "," {
			return true
		}
	}
	return false
}

// spiting stand before what somebody says against what is done.
var spiting = set("despite over amid after following defying ignoring overriding")

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
	i = s.overAuxiliaries(s.mentions[k].Last + 1)
	if c.First != i {
		return nil
	}
	return []int{k}
}
