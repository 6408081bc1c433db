package extract

import (
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract/syntax"
)

// facing are verbs whose subject meets with what others think: "faces criticism over", "hears calls for".
var facing = codebook.Words("facing-verb")

// undergoes reports whether the actor of a reading is whom others oppose or ask: "Peru faces a backlash over the toll", "Peru was
// criticized for the toll".
func (s *sentence) undergoes(r reading) bool {
	if r.holder.kind != actorSubject || r.agent || len(r.elements) == 0 || r.duty {
		return false
	}
	el := r.elements[len(r.elements)-1]
	if el.cue == nil || el.first < s.mentions[r.holder.who[0]].Last {
		return false
	}
	switch el.cue.Part {
	case codebook.PartNoun:
		if el.cue.Stance != graph.Opposes && el.cue.Frame != codebook.FrameDirective && el.cue.Class != "direct" {
			return false
		}
		i := el.first - 1
		for i > 0 && el.first-i < 5 && (s.plainAdjective(i) || s.norm(i) == "a" || s.norm(i) == "an" || s.norm(i) == "for" || adverbs[s.norm(i)]) && !s.isFinite(i) {
			i--
		}
		lemma, form := codebook.Verb(s.norm(i))
		return form != codebook.NotVerb && facing[lemma] && s.ownVerb(r, i)
	case codebook.PartVerb:
		if el.cue.Stance != graph.Opposes || psych[el.cue.Form] || strings.HasPrefix(el.cue.Form, "be ") || strings.HasPrefix(el.cue.Form, "get ") || s.tree == nil {
			return false
		}
		b := el.first - 1
		for b > 0 && (adverbs[s.norm(b)] || endsLy(s.norm(b))) {
			b--
		}
		g := s.tree.At(el.first)
		return g >= 0 && auxiliaries[s.norm(b)] && s.tree.Groups[g].Passive && s.tree.Groups[g].Kind == syntax.Verb && el.first == s.tree.Groups[g].Head && s.ownVerb(r, el.first)
	}
	return false
}

// madeByOthers reports whether the agent of a reading made what an issue does something to: "terminating the pact, signed by Peru".
func (s *sentence) madeByOthers(r reading) bool {
	if !r.agent || !r.issue.Verb || len(r.elements) == 0 || r.elements[0].cue == nil || r.elements[0].cue.Part != codebook.PartVerb || r.elements[0].first <= r.issue.Last {
		return false
	}
	for i := r.issue.Last + 1; i < r.elements[0].first; i++ {
		if auxiliaries[s.norm(i)] {
			return false
		}
	}
	return true
}

// ownVerb reports whether the actor of a reading is the subject of the verb at v.
func (s *sentence) ownVerb(r reading, v int) bool {
	sub := s.subjectOf(v, 0)
	return sub.kind == actorSubject && slices.Contains(sub.who, r.holder.who[0])
}
