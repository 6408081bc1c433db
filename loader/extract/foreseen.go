package extract

import (
	"stancegraph/codebook"
	"stancegraph/graph"
)

// madeTo are words for what others expect of somebody, or bring them to: "is likely to", "was urged to".
var madeTo = codebook.Words("made-to")

// foreseeing are words by which somebody says what others will do, or doubts it: "fears that Peru will", "no sign that Peru will".
var foreseeing = codebook.Words("foreseeing")

// foreseen reports whether a reading says what its holder is expected, asked or forced to do: that is no stance of theirs.
func (s *sentence) foreseen(h held) bool {
	if h.holder == "" || h.reading.holder.kind != actorSubject || h.agent || h.stance != graph.Supports && h.stance != graph.Opposes {
		return false
	}
	k := h.reading.holder.who[0]
	if h.at >= 0 && s.mentionAt(h.at) >= 0 {
		k = s.mentionAt(h.at)
	}
	m := &s.mentions[k]
	return h.issue.First > m.Last && (s.expectedOf(m, h.issue.First) || s.foretold(m) || s.inCondition(m, h.issue.First))
}

// expectedOf reports whether words behind an actor, before token to, tell what others expect of them: "Peru is unlikely to".
func (s *sentence) expectedOf(m *mention, to int) bool {
	const room = 12
	for i := m.Last + 1; i < to && i-m.Last < room; i++ {
		n := s.norm(i)
		if !s.tokens[i].Word || n == "that" || s.mentionAt(i) >= 0 {
			return false
		}
		if n == "pressure" && (s.norm(i-1) == "under" || s.norm(i-2) == "under") {
			return true
		}
		if !madeTo[n] || s.norm(i+1) != "to" {
			continue
		}
		b := i - 1
		for b > m.Last && (adverbs[s.norm(b)] || endsLy(s.norm(b))) {
			b--
		}
		return auxiliaries[s.norm(b)] && !s.negatedAt(i)
	}
	return false
}

// foretold reports whether words right before an actor tell that others say what they will do: "doubts that Peru would".
func (s *sentence) foretold(m *mention) bool {
	i := m.First - 1
	for n := s.norm(i); n == "the" || n == "that" || n == "if" || n == "whether"; n = s.norm(i) {
		i--
	}
	n := s.norm(i)
	if lemma, form := codebook.Verb(n); form != codebook.NotVerb && foreseeing[lemma] {
		n = lemma
	}
	if !foreseeing[n] || n == "doubt" && s.norm(i-1) == "no" {
		return false
	}
	next := s.norm(m.Last + 1)
	return modals[next] || next == "'ll" || next == "'d"
}

// inCondition reports whether an actor stands in a condition that ends before token to: "if the bill passes in Peru, it would".
func (s *sentence) inCondition(m *mention, to int) bool {
	comma := false
	for i := m.Last + 1; i < to && i-m.Last < 25; i++ {
		comma = comma || s.norm(i) == ","
	}
	if !comma {
		return false
	}
	for i := m.First - 1; i >= 0 && m.First-i < 20; i-- {
		if n := s.norm(i); n == "," || n == ";" || n == `"` {
			return false
		}
		if s.opAt(i, codebook.OpIf) >= 0 {
			return true
		}
	}
	return false
}
