package extract

import (
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// rightReading looks behind the issue: "was rejected by Peru", "are illegal", "must stop", "drew criticism from Peru". What
// somebody says not to believe is turned over: "I do not think the toll is fair".
func (s *sentence) rightReading(m codebook.IssueMatch) (reading, bool) {
	r, ok := s.behind(m)
	if ok && (r.judged || r.duty) && s.disbelieved(m) && (len(r.elements) == 0 || r.elements[0].first > m.First) {
		r.stance = r.stance.Reverse()
	}
	if ok && r.judged && r.first == m.First && s.noBefore(m.First) { // "no deal can work"
		r.stance = r.stance.Reverse()
	}
	return r, ok
}

func (s *sentence) behind(m codebook.IssueMatch) (reading, bool) {
	if r, ok := s.described(m); ok {
		return r, true
	}
	if r, ok := s.objectRelative(m); ok {
		return r, true
	}
	if c := s.judgedBehind(&m); c != nil && !s.boundaryBetween(m.Last, m.Last+1) {
		if from, to, ok := s.predicateOf(&m); ok && c.Last >= from && c.First <= to {
			return s.judge(m, c, m.First, c.Last), true
		}
	}
	if r, ok := s.saidOf(m); ok {
		return r, true
	}
	if sign, first, last := s.toned(&m); sign != 0 && !s.somebodys(first) {
		stance := signed(sign * m.Sign)
		return reading{issue: m, stance: stance, elements: []element{{kind: codebook.OpTone, first: first, last: last}}, duty: true, judged: true, first: m.First, last: max(m.Last, last), rule: "tone", weight: 0.7}, true
	}
	limit := min(len(s.tokens), m.Last+16)
	for i := m.Last + 1; i < limit; i++ {
		n := s.norm(i)
		if terminal[n] || n == ";" || n == ":" || n == "but" || n == "while" || n == "because" || s.quoted[i] == 0 && s.isReport(i) && s.isFinite(i) {
			break
		}
		if n == "," {
			if _, form := codebook.Verb(s.norm(i + 1)); form == codebook.Gerund || s.norm(i+1) == "and" || s.norm(i+1) == "as" || s.norm(i+1) == "with" || s.norm(i+1) == "which" || s.norm(i+1) == "who" {
				break
			}
		}
		if n == `"` && s.quoted[m.First] != 0 && s.quoted[min(i+1, len(s.tokens)-1)] == 0 {
			break
		}
		if k := s.mentionAt(i); k >= 0 && s.standsBefore(k) {
			break
		}
		if c := s.cueAt(i); c != nil && c.First > m.Last {
			if s.leftOpen(m, c) {
				return s.judge(m, c, m.First, c.Last), true
			}
			if c.Part == codebook.PartVerb && s.norm(i-1) == "and" && c.Frame == codebook.FrameJudge {
				continue // shares its subject with a verb before the issue
			}
			if c.Frame == codebook.FrameJudge || harmful[c.Form] && s.predicatesAt(m.Last, i) {
				if i-m.Last > 8 && !s.copulaBetween(m.Last, i) {
					break
				}
				return s.judge(m, c, m.First, c.Last), true
			}
			if who := s.agent(c); len(who) > 0 && s.predicates(m, c) {
				return s.agentReading(m, c, who), true
			}
			if who := s.where(c); len(who) > 0 && s.predicates(m, c) {
				r := s.agentReading(m, c, who)
				r.reacts = true
				return r, true
			}
		}
		if d := s.opAt(i, codebook.OpDeontic); d >= 0 && i-m.Last < 9 && !s.leavesOpen(i) && !s.ofOther(&m, i) {
			return s.dutyReading(m, i), true
		}
	}
	if r, ok := s.called(m); ok {
		return r, true
	}
	for k := range s.cues { // judgements in front: "a violation of", "it is illegal to"
		c := &s.cues[k]
		if c.Frame == codebook.FrameJudge && !strings.HasPrefix(c.Form, "w") && c.Last < m.First && m.First-c.Last < 6 && !s.boundaryBetween(c.Last, m.First) && s.attaches(c, m) {
			return s.judge(m, c, c.First, m.Last), true
		}
	}
	return reading{}, false
}

// leftOpen reports whether a cue says of the issue before it that nothing is decided: "the toll remains under consideration".
func (s *sentence) leftOpen(m codebook.IssueMatch, c *codebook.Cue) bool {
	if c.Stance != graph.Undecided || c.Part != codebook.PartPhrase || s.denies(c) {
		return false
	}
	i := c.First
	if n := s.norm(i); n == "remain" || n == "remains" || n == "is" || n == "are" || n == "still" {
		i++
	}
	lemma := s.verbAt(i - 1)
	return s.predicatesAt(m.Last, i) && i > m.Last+1 || (lemma == "remain" || lemma == "stay") && s.predicatesAt(m.Last, i-1)
}

// somebodys reports whether the word at i says how somebody takes something: "met anger in Peru".
func (s *sentence) somebodys(i int) bool {
	c := s.cueAt(i)
	return c != nil && c.Part == codebook.PartNoun && len(s.agent(c)) > 0
}

// saidOf reads a judgement in quotation marks that is said of an issue: `"It is a mess," Peru said of the toll`.
func (s *sentence) saidOf(m codebook.IssueMatch) (reading, bool) {
	i := m.First - 1
	for i > 0 && (linking[s.norm(i)] || possessives[s.norm(i)] || s.plainAdjective(i) && !s.isReport(i)) {
		i--
	}
	if n := s.norm(i); n != "of" && n != "about" || !s.isReport(i-1) || s.quoted[m.First] != 0 {
		return reading{}, false
	}
	who := s.grammarSubject(i - 1)
	for k := range s.cues {
		if c := &s.cues[k]; c.Frame == codebook.FrameJudge && s.quoted[c.First] != 0 && len(who) > 0 {
			r := s.judge(m, c, min(c.First, m.First), max(c.Last, m.Last))
			r.duty, r.holder = false, subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First, why: "who says it of the issue"}
			return r, true
		}
	}
	return reading{}, false
}

// harmful are verbs that judge where an issue is their subject: "the strikes undermine the talks".
var harmful = codebook.Words("harmful-verb")

// predicatesAt reports whether the verb at v has what ends at last for its subject: only auxiliaries stand between.
func (s *sentence) predicatesAt(last, v int) bool {
	for i := last + 1; i < v; i++ {
		if n := s.norm(i); !auxiliaries[n] && !adverbs[n] && !endsLy(n) && n != `"` {
			return false
		}
	}
	return true
}

// objectRelative reads "tariffs that Peru has proposed": the clause behind the issue says who holds what on it.
func (s *sentence) objectRelative(m codebook.IssueMatch) (reading, bool) {
	for i := m.Core + 1; i <= m.Last+2 && i < len(s.tokens)-2; i++ {
		if n := s.norm(i); n != "that" && n != "which" {
			continue
		}
		k := s.mentionAt(i + 1)
		if k < 0 && s.norm(i+1) == "the" {
			k = s.mentionAt(i + 2)
		}
		if k < 0 || s.mentions[k].How == codebook.ByAdjective {
			continue
		}
		v := s.overAuxiliaries(s.mentions[k].Last + 1)
		c := s.cueAt(v)
		if c == nil || c.Frame == codebook.FrameJudge {
			continue
		}
		stance := c.Stance
		if (m.Sign < 0) != (s.negatedAt(v) != s.wantsEnded(c)) {
			stance = stance.Reverse()
		}
		return reading{issue: m, stance: stance, elements: []element{{cue: c, first: c.First, last: c.Last}}, holder: subject{kind: actorSubject, who: []int{k}, why: "subject of the clause behind the issue"},
			agent: true, first: m.First, last: max(c.Last, m.Last), rule: "relative-" + c.Class, weight: c.Weight}, true
	}
	return reading{}, false
}

// attaches reports whether a judgement in front of an issue is about it.
func (s *sentence) attaches(c *codebook.Cue, m codebook.IssueMatch) bool {
	n := s.norm(c.Last)
	k := c.Last + 1
	for auxiliaries[s.norm(k)] && s.norm(k) != "to" {
		k++
	}
	next := s.norm(k)
	if k > c.Last+1 { // "the answer is the ban"
		for k < m.First && linking[s.norm(k)] {
			k++
		}
		if k == m.First {
			return true
		}
	}
	return c.Last+1 == m.First || prepositions[n] || next == "to" || next == "for" || next == "of" || next == "that" || next == "about"
}

func (s *sentence) boundaryBetween(a, b int) bool {
	for i := a + 1; i < b; i++ {
		switch s.norm(i) {
		case ",", ";", ":", ".", "but", "while", `"`, "-":
			return true
		}
	}
	return false
}

func (s *sentence) copulaBetween(a, b int) bool {
	for i := a + 1; i < b; i++ {
		switch s.norm(i) {
		case "is", "are", "was", "were", "be", "been", "would", "will":
			return true
		}
	}
	return false
}

// standsBefore reports whether a mention begins a new clause to the right of an issue.
func (s *sentence) standsBefore(k int) bool {
	m := s.mentions[k]
	return !prepositions[s.norm(m.First-1)] && m.How != codebook.ByAdjective && s.isFinite(m.Last+1) && s.norm(m.Last+1) != ""
}

// agent gives the actors behind "by" or "from" that follow a cue.
func (s *sentence) agent(c *codebook.Cue) []int {
	for i := c.First + 1; i < len(s.tokens) && i <= c.Last+3; i++ {
		n := s.norm(i)
		if n == "by" && (c.Passive || c.Part == codebook.PartNoun) || (n == "from" || n == "of" || n == "in" && i == c.Last) && c.Part == codebook.PartNoun {
			if who := s.listAfter(i + 1); n == "by" || len(who) > 0 && s.opensList(i+1, s.mentions[who[0]].First) {
				return who
			}
		}
	}
	return nil
}

// where gives the states in which people are said to take something some way: "was denounced in Peru".
func (s *sentence) where(c *codebook.Cue) []int {
	_, form := codebook.Verb(s.norm(c.First))
	if c.Class != "condemn" && c.Class != "endorse" || form != codebook.PastForm || s.norm(c.Last+1) != "in" || !s.copulaBetween(c.First-3, c.First) {
		return nil
	}
	who := s.listAfter(c.Last + 2)
	if slices.ContainsFunc(who, func(k int) bool { return !s.mentions[k].state || s.mentions[k].First > c.Last+2 && k == who[0] }) {
		return nil
	}
	return who
}

// opensList reports whether nothing but words that open a list of actors stands in tokens from to to-1: "other nations,
// including".
func (s *sentence) opensList(from, to int) bool {
	if to <= from+1 {
		return true
	}
	for i := from; i < to; i++ {
		if n := s.norm(i); !institutions[n] && !quantities[n] && n != "," && n != "including" && n != "such" && n != "as" && n != "the" && n != "other" && n != "of" && n != "like" {
			return false
		}
	}
	return true
}

// listAfter collects the actors of the noun phrase at i: "Russia, China and other states".
func (s *sentence) listAfter(i int) []int {
	var out []int
	last := false // "and" was seen: one more and the list is over
	for k := i; k < len(s.tokens) && k < i+30; k++ {
		n := s.norm(k)
		if n == "," && last && len(out) > 1 {
			break
		}
		last = last || n == "and" || n == "or"
		if m := s.mentionAt(k); m >= 0 {
			mm := s.mentions[m]
			if mm.How == codebook.ByAdjective && (!institutions[s.norm(mm.Last+1)] && !headRoles[s.norm(mm.Last+1)] || s.private(mm, mm.Last+1)) {
				k = mm.Last
				continue
			}
			if s.norm(mm.Last+1) != "'s" {
				out = append(out, m)
			}
			k = mm.Last
			continue
		}
		if n == "," || n == "and" || n == "or" || n == "the" || n == "both" || n == "some" || n == "many" || n == "other" || n == "`" || n == "as" || n == "such" || n == "well" || institutions[n] {
			continue
		}
		if len(out) > 0 || k > i+3 {
			break
		}
	}
	return out
}

// predicates reports whether a passive cue behind an issue says something of it: "strikes were rejected by", "a plan so
// far rejected by".
func (s *sentence) predicates(m codebook.IssueMatch, c *codebook.Cue) bool {
	if c.Part != codebook.PartVerb {
		return c.First-m.Last < 12 && !s.boundaryBetween(m.Last, c.First) && s.meets(m.Last, c.First) || c.First-m.Last < 4
	}
	for i := m.Last + 1; i < c.First; i++ {
		n := s.norm(i)
		if n == "to" || s.isFinite(i) && !auxiliaries[n] {
			return false
		}
	}
	return auxiliaries[s.norm(c.First-1)] || adverbs[s.norm(c.First-1)] || endsLy(s.norm(c.First-1)) || c.First-m.Last < 3 || s.norm(c.First-1) == ","
}

// met are verbs by which an issue comes upon a stance: "drew criticism from", "won support from".
var met = codebook.Words("meeting-verb")

func (s *sentence) meets(a, b int) bool {
	for i := a + 1; i < b; i++ {
		if lemma, form := codebook.Verb(s.norm(i)); form != codebook.NotVerb && met[lemma] {
			return true
		}
	}
	return false
}

// isPronoun reports whether an issue is named by "it" or "this" alone, which nothing before it can reverse.
func (s *sentence) isPronoun(m codebook.IssueMatch) bool {
	n := s.norm(m.First)
	return m.First == m.Last && (n == "it" || n == "this" || n == "that")
}

func (s *sentence) judge(m codebook.IssueMatch, c *codebook.Cue, first, last int) reading {
	stance := c.Stance
	if harmful[c.Form] {
		stance = graph.Opposes
	}
	if m.Sign < 0 {
		stance = stance.Reverse()
	}
	weight := c.Weight
	if s.denies(c) || s.norm(c.First-1) == "less" {
		stance = stance.Reverse()
	}
	turned := false
	for _, o := range s.ops {
		if c.First > m.Last && !s.isPronoun(m) && o.Kind == codebook.OpReverse && o.First < m.First && m.First-o.Last < 4 && o.Last < m.First && !s.boundaryBetween(o.Last, m.First) {
			stance, turned = stance.Reverse(), true
		}
	}
	if c.Last < m.First && s.opIn(c.Last+1, m.First-1, codebook.OpReverse) >= 0 { // "it is wrong to end the toll"
		stance, turned = stance.Reverse(), true
	}
	if !turned && c.First > m.Last && !s.isPronoun(m) && s.refused(m.First) { // "the refusal to pay is a mistake"
		stance = stance.Reverse()
	}
	rule := c.Class
	if harmful[c.Form] {
		rule = "condemn-judge"
	}
	return reading{issue: m, stance: stance, elements: []element{{cue: c, first: c.First, last: c.Last}}, duty: true, judged: true, first: min(first, m.First), last: max(last, m.Last),
		rule: rule, weight: weight, holder: subject{}}
}

// refused reports whether a noun of opposition stands right before token i: "the refusal to", "opposition to the".
func (s *sentence) refused(i int) bool {
	for k := range s.cues {
		if c := &s.cues[k]; c.Part == codebook.PartNoun && c.Stance == graph.Opposes && c.Class == "reject" && c.Last < i && i-c.Last < 4 && !s.negatedAt(c.First) {
			return true
		}
	}
	return false
}

func (s *sentence) agentReading(m codebook.IssueMatch, c *codebook.Cue, who []int) reading {
	stance := c.Stance
	if m.Sign < 0 {
		stance = stance.Reverse()
	}
	if s.negatedAt(c.First) && stance == graph.Supports {
		stance = graph.Opposes
	}
	last := c.Last
	for _, k := range who {
		last = max(last, s.mentions[k].Last)
	}
	return reading{issue: m, stance: stance, elements: []element{{cue: c, first: c.First, last: c.Last}}, holder: subject{kind: actorSubject, who: who, why: "named behind by or from"},
		agent: true, first: m.First, last: last, rule: "agent-" + c.Class, weight: c.Weight}
}

// allReadings gives the readings of all issues of a sentence. Where a verb judges one issue ("the strikes undermine the
// talks"), it says nothing of the other that is its object.
func (s *sentence) allReadings() []reading {
	var out []reading
	judged := map[int]int{} // token of the judging word -> token of the issue it judges
	for _, m := range s.issues {
		for _, rd := range s.readings(m) {
			if rd.absurd() {
				continue
			}
			if rd.judged && len(rd.elements) > 0 && rd.elements[0].cue != nil && rd.elements[0].first > m.Last {
				judged[rd.elements[0].first] = m.First
			}
			out = append(out, rd)
		}
	}
	return slices.DeleteFunc(out, func(rd reading) bool {
		for _, el := range rd.elements {
			for at, issue := range judged {
				if el.first <= at && at <= el.last && rd.issue.First != issue {
					return true
				}
			}
		}
		return false
	})
}

// bygone are words by which what somebody is called no longer holds: "once an opponent of".
var bygone = codebook.Words("bygone")

// noCue reports whether a word that looks like a cue is none where it stands.
func (s *sentence) noCue(c codebook.Cue) bool {
	prev := s.norm(c.First - 1)
	if s.agentNoun(&c) && (bygone[prev] || bygone[s.norm(c.First-2)] || bygone[s.norm(c.First-3)]) {
		return true // "once a staunch opponent of"
	}
	switch c.Form {
	case "reconsider": // "urged Peru to reconsider": that turns it over
		return prev == "to" || prev == `"` && s.norm(c.First-2) == "to"
	case "expect", "expect to": // "expects the bill to pass": a forecast, where nobody is to do anything
		return !slices.ContainsFunc(s.mentions, func(m mention) bool { return m.First > c.First && m.First <= c.Last+3 })
	case "disagree with": // "disagrees with Peru over": on which side, that does not say
		return s.mentionAt(c.Last+1) >= 0 || s.norm(c.Last+1) == "the" && s.mentionAt(c.Last+2) >= 0
	case "maintain": // "maintains the toll is illegal": says so
		return s.norm(c.Last+1) == "that" || s.copulaBetween(c.Last, min(c.Last+8, len(s.tokens))) && !s.boundaryBetween(c.Last, min(c.Last+8, len(s.tokens)-1))
	case "convince": // "is convinced that": nobody is to do anything
		return s.norm(c.Last+1) == "that" && s.norm(c.Last) == "convinced"
	case "like": // "items like": a preposition, unless somebody likes
		k := s.mentionAt(c.First - 1)
		return !modals[prev] && !adverbs[prev] && prev != "to" && prev != "they" && prev != "we" && prev != "i" && prev != "who" && prev != "you" && (k < 0 || s.mentions[k].How != codebook.ByPeople && !s.mentions[k].person || s.norm(c.First) == "like" && s.mentions[k].person)
	case "consider": // "considers the ban a mistake": no question is open
		for i := c.Last + 1; i < len(s.tokens) && i < c.Last+9; i++ {
			switch s.norm(i) {
			case "a", "an", "to", "illegal", "legal", "unacceptable":
				return i > c.Last+1 || s.norm(i) != "a" && s.norm(i) != "an"
			case ",", ".":
				return false
			}
		}
	}
	return false
}
