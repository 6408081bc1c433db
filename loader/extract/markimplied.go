package extract

import (
	"stancegraph/codebook"
	"stancegraph/graph"
)

// impliedMarks are about a sentence without words for an issue: whether the holder takes a stance there, and on what.
func (v *view) impliedMarks(o *option, stance graph.Stance, mark func(string)) {
	s := v.s
	if s.tree == nil {
		return
	}
	for k := range s.cues {
		c := &s.cues[k]
		g := s.tree.At(c.First)
		if c.Part != codebook.PartVerb || g < 0 || !s.hasSubject(g, o.mention) || s.tree.Groups[g].Passive {
			continue
		}
		st := c.Stance
		if s.negatedAt(c.First) {
			st = st.Reverse()
		}
		agree := "against it"
		if st == stance {
			agree = "for it"
		}
		mark("implied, holder's verb speaks " + agree)
		mark("implied, holder's verb " + c.Class + " speaks " + agree)
		mark("implied, " + s.objectKind(c.Last) + ", " + agree)
		return
	}
	mark("implied, holder has no cue")
}

// objectKind says what stands behind a cue that ends at token i, as far as it can mean something named before.
func (s *sentence) objectKind(i int) string {
	n := s.norm(i + 1)
	switch {
	case n == "it" || n == "this" || n == "that" || n == "them":
		return "about a pronoun"
	case n == "what" || n == "the" || n == "its" || n == "their" || n == "his" || n == "her" || n == "any" || n == "such" || n == "these":
		return "about something known"
	case n == "a" || n == "an" || n == "no" || n == "some":
		return "about something new"
	case n == "to":
		return "about doing something"
	case n == "" || terminal[n] || n == "," || n == `"`:
		return "about nothing"
	case s.mentionAt(i+1) >= 0:
		return "about an actor"
	case s.tokens[i+1].Upper:
		return "about a name"
	}
	return "about something else"
}
