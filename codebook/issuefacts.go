package codebook

import (
	"slices"
	"strings"

	"stancegraph/graph"
)

// isPeace reports whether an issue is a settlement between parties.
func (c *issueCompiler) isPeace(is Issue) bool {
	n := 0
	for _, p := range phrasesOf(is) {
		for _, s := range c.slots(p) {
			for _, a := range s.alts {
				if a < len(c.v.classes) && (c.v.classes[a].ID == "ceasefire" || c.v.classes[a].ID == "settlement" || c.v.classes[a].ID == "talks" || c.v.classes[a].ID == "mediation") {
					n++
				}
			}
		}
	}
	return n >= 3 || strings.Contains(string(is.ID), "summit") || strings.Contains(string(is.ID), "talks")
}

func (c *issueCompiler) actorsOf(is Issue) map[graph.ActorID]bool {
	out := map[graph.ActorID]bool{}
	for _, p := range phrasesOf(is) {
		for _, s := range c.slots(p) {
			if s.actor != "" {
				out[s.actor] = true
			}
		}
	}
	return out
}

// objectsOf gives the actors that an issue is done to: behind a verb or a preposition. "Talks in Oslo" are only held there, and
// "nuclear-armed Malta" is what Malta is.
func (c *issueCompiler) objectsOf(is Issue) map[graph.ActorID]bool {
	out := map[graph.ActorID]bool{}
	peace := c.isPeace(is)
	for _, p := range phrasesOf(is) {
		for _, s := range c.slots(p) {
			if s.actor != "" && s.linked && !s.described && s.prep != "by" && s.prep != "from" && (s.place == "" || s.prep != "in" || !peace) {
				out[s.actor] = true
			}
		}
	}
	return out
}

func wordsOf(is Issue) map[string]bool {
	out := map[string]bool{}
	for _, p := range phrasesOf(is) {
		for _, t := range Tokens(p) {
			out[t.Norm] = true
		}
	}
	return out
}

// number gives an issue's place in the codebook, or -1.
func (m *Matcher) number(issue graph.IssueID) int {
	return slices.IndexFunc(m.cb.issues, func(is Issue) bool { return is.ID == issue })
}

// DoneTo reports whether the phrases of an issue name an actor as the one that it is done to, for or in.
func (m *Matcher) DoneTo(issue graph.IssueID, actor graph.ActorID) bool {
	i := m.number(issue)
	return i >= 0 && m.issues.objects[i][actor]
}

// Nature tells whether an issue is a settlement between parties, and whether it is violence.
func (m *Matcher) Nature(issue graph.IssueID) (peace, harm bool) {
	i := m.number(issue)
	return i >= 0 && m.issues.peace[i], i >= 0 && m.issues.harm[i]
}

// HasWord reports whether a word, in lower case, occurs in the phrases of an issue.
func (m *Matcher) HasWord(issue graph.IssueID, word string) bool {
	i := m.number(issue)
	return i >= 0 && m.issues.words[i][word]
}

// Names reports whether the phrases of an issue name an actor.
func (m *Matcher) Names(issue graph.IssueID, actor graph.ActorID) bool {
	i := m.number(issue)
	return i >= 0 && m.issues.actors[i][actor]
}

// NamesAny reports whether the phrases of an issue name any actor.
func (m *Matcher) NamesAny(issue graph.IssueID) bool {
	i := m.number(issue)
	return i >= 0 && len(m.issues.actors[i]) > 0
}

// PeaceIssues lists the issues that are a settlement between parties: what one can mediate.
func (m *Matcher) PeaceIssues() []graph.IssueID {
	var out []graph.IssueID
	for i, is := range m.cb.issues {
		if m.issues.peace[i] {
			out = append(out, is.ID)
		}
	}
	return out
}
