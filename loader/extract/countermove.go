package extract

import (
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// countermove is what would put an end to an issue: "a bill to abolish the toll". Who backs "the bill" from then on is against the toll.
type countermove struct {
	issue graph.IssueID
	noun  string // "bill", or empty for an act that can be called a move or a decision
	token int    // where the issue stands, in its sentence
	at    int    // sentence
}

// actNouns name what somebody has done or will do: "will scrap the toll. Peru welcomed the decision"
var actNouns = set("move moves decision decisions step steps announcement plan plans proposal proposals idea")

// paperNouns name what is on paper or on the table: "a bill to scrap the toll"
var paperNouns = set("bill bills law laws legislation motion measure resolution amendment initiative draft act plan plans proposal proposals provision reform")

// resolving are verbs of making up one's mind, which carry no stance of their own.
var resolving = set("decide choose vote agree opt resolve elect move")

// countermoves gives the issues of a sentence that something or somebody is to put an end to.
func (s *sentence) countermoves(found []codebook.IssueMatch, n int) []countermove {
	var out []countermove
	for _, m := range found {
		if m.Phrase == namedBefore {
			continue
		}
		if noun, ok := s.countered(&m); ok {
			out = append(out, countermove{m.Issue, noun, m.First, n})
		}
	}
	return out
}

// countered reports whether a verb that ends an issue stands right before it, behind a noun that says what does so or behind somebody
// who does so.
func (s *sentence) countered(m *codebook.IssueMatch) (noun string, ok bool) {
	const between = 4 // words between the verb and the issue: "end the government's vast"
	v := -1
	for i := m.First - 1; i >= 0 && m.First-i <= between+1 && s.tokens[i].Word; i-- {
		if o := s.opEndingAt(i, codebook.OpReverse, m.First); o != nil {
			if o.Part == codebook.PartVerb {
				v = o.First
			}
			break
		}
		if s.isFinite(i) {
			break
		}
	}
	if v < 1 || m.Sign < 0 || s.negatedAt(v) {
		return "", false
	}
	i := v - 1
	_, form := codebook.Verb(s.norm(v))
	for i > 0 && (auxiliaries[s.norm(i)] || adverbs[s.norm(i)] || endsLy(s.norm(i))) {
		i--
	}
	if n := s.norm(i); n == "to" && i > 0 || (n == "that" || n == "which") && i > 0 {
		i--
		if s.norm(i) == "," && i > 0 {
			i--
		}
		if timeWord(s.norm(i)) && i > 0 { // "a resolution on Tuesday that would"
			i--
		}
		if s.norm(i) == "on" && i > 0 {
			i--
		}
	} else if form == codebook.Gerund && !s.isHead(i) {
		return "", false
	}
	switch {
	case paperNouns[s.norm(i)]:
		return s.norm(i), true
	case s.norm(v-1) == "to":
		c := s.cueEndingAt(i, v) // "wants to": nobody stands in between who is asked to
		lemma, _ := codebook.Verb(s.norm(i))
		return "", (resolving[lemma] || c != nil && c.First == i && c.Stance == graph.Supports) && !s.negatedAt(i) && s.subjectOf(i, 0).kind == actorSubject
	case form == codebook.PastForm || form == codebook.BaseForm && i < v-1:
		return "", s.mentionAt(i) >= 0
	}
	return "", false
}

// turns reports whether a noun that stands for an issue named before means what is to put an end to that issue.
func (r *run) turns(here []countermove, issue graph.IssueID, noun string, i, n int) bool {
	means := func(c countermove) bool {
		if c.issue != issue {
			return false
		}
		if c.noun == "" {
			return actNouns[noun] && r.kinship(issue, noun) == 0 && n-c.at < reach
		}
		return c.noun == noun && (n-c.at < reach || r.kinship(issue, noun) < sameWord)
	}
	return slices.ContainsFunc(here, func(c countermove) bool { return c.token < i && means(c) }) || slices.ContainsFunc(r.mem.counter, means)
}

// countered reports whether something called by a noun is to put an end to an issue.
func (mem *memory) countered(issue graph.IssueID, noun string) bool {
	return slices.ContainsFunc(mem.counter, func(c countermove) bool { return c.issue == issue && c.noun == noun })
}

// counter keeps in mind what is to put an end to issues, and forgets what an issue named without that makes unclear.
func (r *run) counter(here []countermove, found []codebook.IssueMatch) {
	r.mem.counter = slices.DeleteFunc(r.mem.counter, func(c countermove) bool {
		return c.noun == "" && slices.ContainsFunc(found, func(m codebook.IssueMatch) bool {
			return m.Issue == c.issue && m.Phrase != namedBefore && !slices.ContainsFunc(here, func(h countermove) bool { return h.issue == c.issue })
		})
	})
	for _, c := range here {
		r.mem.counter = slices.DeleteFunc(r.mem.counter, func(o countermove) bool { return o.issue == c.issue && o.noun == c.noun })
		r.mem.counter = append(r.mem.counter, c)
	}
}
