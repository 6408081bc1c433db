package extract

import (
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// findIssues marks the issues: full phrases first, then heads of phrases ("the deal") that mean an issue named before.
func (r *run) findIssues() {
	title := r.engine.matcher.Issues(r.doc.Title)
	for _, m := range title {
		if !m.Partial {
			r.mem.issue[m.Issue] = 0
			r.titled[m.Issue] = true
		}
	}
	all := make([][]codebook.IssueMatch, len(r.sentences))
	for n, s := range r.sentences {
		var acts []codebook.ActorMatch
		for _, m := range s.mentions {
			acts = append(acts, m.ActorMatch)
		}
		all[n] = slices.DeleteFunc(r.untie(r.engine.matcher.IssuesIn(s.text, s.tokens, acts)), r.unknown)
	}
	r.findTopic(title, all)
	for n, s := range r.sentences {
		found := all[n]
		for _, m := range found {
			if !m.Partial {
				r.mem.issue[m.Issue] = n + 1
				r.mem.count[m.Issue]++
			}
		}
		s.issues = r.anaphors(s, r.settle(s, found, n), n)
		if !s.skip {
			s.implied = r.implied(s, n)
		}
		r.lately(s, n)
	}
}

// nearlyWhole is the share of a phrase from which on a paraphrase needs no actor of the issue in its document.
const nearlyWhole = 0.85

// unknown reports whether a match loosely paraphrases an issue whose phrases name actors, in a document that names none of them:
// "sanctions" are not those on Peru where nobody speaks of Peru.
func (r *run) unknown(m codebook.IssueMatch) bool {
	return !m.Literal && m.Score < nearlyWhole && r.elsewhere(m.Issue)
}

// elsewhere reports whether the phrases of an issue name actors, and the document names none of them.
func (r *run) elsewhere(issue graph.IssueID) bool {
	return r.prior(issue) == 0 && r.engine.matcher.NamesAny(issue)
}

// lately keeps in mind the issue that was named last and surely.
func (r *run) lately(s *sentence, n int) {
	for _, m := range s.issues {
		if !m.Partial {
			r.mem.last, r.mem.lastAt = m.Issue, n+1
		}
	}
}

// untie decides between issues that the same words name: for the one whose actors the document names more often.
func (r *run) untie(found []codebook.IssueMatch) []codebook.IssueMatch {
	var out []codebook.IssueMatch
	for i, m := range found {
		worse := false
		for j, o := range found {
			if i != j && o.Issue != m.Issue && o.Core == m.Core && m.Last == o.Last && o.Partial == m.Partial && o.Score >= m.Score && r.prior(o.Issue) > r.prior(m.Issue) {
				worse = true
			}
		}
		if !worse {
			out = append(out, m)
		}
	}
	return out
}

// prior counts how often the document names the actors of an issue's phrases.
func (r *run) prior(issue graph.IssueID) int {
	if n, ok := r.priors[issue]; ok {
		return n
	}
	n := 0
	for body, count := range r.named {
		if r.engine.matcher.Names(issue, body) {
			n += count
		}
	}
	r.priors[issue] = n
	return n
}

// settle keeps full matches and those partial ones whose issue was named before and that stand as definite phrases.
func (r *run) settle(s *sentence, found []codebook.IssueMatch, n int) []codebook.IssueMatch {
	var out []codebook.IssueMatch
	for i := 0; i < len(found); {
		j := i
		for j < len(found) && found[j].First == found[i].First && found[j].Last == found[i].Last && found[j].Partial == found[i].Partial {
			j++
		}
		if !found[i].Partial {
			out = append(out, found[i:j]...)
			i = j
			continue
		}
		among := map[graph.IssueID]bool{}
		for _, m := range found[i:j] {
			if m.Score >= 0.4 && (m.Sole && (m.Rarity > mostCommon || m.First < m.Last) || s.definite(m.First)) {
				among[m.Issue] = true
			}
		}
		id, ok := r.mem.recentIssue(among, n+1, r.favour)
		if m := found[i]; !ok && j == i+1 && m.Sole && m.Rarity >= 0.8 && !m.Verb && !m.Modifier {
			id, ok = m.Issue, true // so rare a word needs no introduction
		}
		for _, m := range found[i:j] {
			if !ok && len(m.Short) > 0 && !m.Harm && r.spokenOf(m.Short, n) || !ok && m.Owned {
				id, ok = m.Issue, true
			}
		}
		if ok {
			for _, m := range found[i:j] {
				if m.Issue == id && !slices.ContainsFunc(out, func(o codebook.IssueMatch) bool { return o.First <= m.Last && m.First <= o.Last }) {
					m.Score *= 0.8
					out = append(out, m)
					break
				}
			}
		}
		i = j
	}
	return out
}

// spokenOf reports whether all of some actors are named in sentence n or one of the two before.
func (r *run) spokenOf(who []graph.ActorID, n int) bool {
	for _, a := range who {
		if !slices.ContainsFunc(r.sentences[max(n-2, 0):n+1], func(s *sentence) bool {
			return slices.ContainsFunc(s.mentions, func(m mention) bool { return !m.guess && m.body == a })
		}) {
			return false
		}
	}
	return true
}

// favour says how much more an issue is in mind than others because the article is about it.
func (r *run) favour(issue graph.IssueID) int {
	n := 0
	if r.titled[issue] {
		n += 2
	}
	if issue == r.topic {
		n += 3
	}
	return n
}

// mostCommon is the rarity up to which a word needs an article, even if one issue alone has it: "end", "help".
const mostCommon = 0.2
