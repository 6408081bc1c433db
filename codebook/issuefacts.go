package codebook

import (
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

func (c *issueCompiler) objectsOf(is Issue) map[graph.ActorID]bool {
	out := map[graph.ActorID]bool{}
	for _, p := range phrasesOf(is) {
		for _, s := range c.slots(p) {
			if s.actor != "" && s.linked && s.prep != "by" && s.prep != "from" {
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
