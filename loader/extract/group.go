package extract

import (
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// attributive reports whether a cue is a participle before a noun: "the proposed rule", "planned tariffs".
func (s *sentence) attributive(c *codebook.Cue) bool {
	if c.Part != codebook.PartVerb || c.First != c.Last || c.First == 0 {
		return false
	}
	if _, form := codebook.Verb(s.norm(c.First)); form != codebook.PastForm {
		return false
	}
	p := s.norm(c.First - 1)
	return p == "the" || p == "a" || p == "an" || p == "'s" || p == "'" || possessives[p] || p == "any" || p == "for" || p == "of" || p == "over" || p == "about"
}

// noBefore reports whether an issue is denied as a thing: "no military solution".
func (s *sentence) noBefore(first int) bool {
	for i := first - 1; i >= 0 && first-i < 3; i-- {
		if s.norm(i) == "no" {
			return i+1 < len(s.tokens) && !s.tokens[i+1].Joined && s.opAt(i, codebook.OpPseudo) < 0
		}
		if !s.plainAdjective(i) {
			return false
		}
	}
	return false
}

// groupOps takes in the negation, duty and hedge of the verb group that ends at v.
func (r *reader) groupOps(v int) {
	s := r.s
	for i := v - 1; i >= 0 && v-i < 7; i-- {
		n := s.norm(i)
		if !auxiliaries[n] && !adverbs[n] && n != "to" && !deonticWords[n] && !endsLy(n) && n != `"` {
			break
		}
		if n == "to" && !(deonticWords[s.norm(i-1)] || s.norm(i-1) == "going") {
			break
		}
	}
	if d := s.deonticBefore(v); d >= 0 {
		r.add(element{kind: codebook.OpDeontic, first: d, last: d, negated: s.negatedBetween(d, v) && !negatedBehind(r.elements, d)})
	} else if s.negatedAt(v) && (len(r.elements) == 0 || r.elements[len(r.elements)-1].first != v) {
		r.add(element{kind: codebook.OpNegate, first: v, last: v})
	}
}

var deonticWords = set("must should ought has have had need needs needed shall got supposed required")

func endsLy(n string) bool { return len(n) > 4 && n[len(n)-2:] == "ly" }

// deonticBefore finds a word of duty in the verb group of v.
func (s *sentence) deonticBefore(v int) int {
	for i := v - 1; i >= 0 && v-i < 6; i-- {
		n := s.norm(i)
		if o := s.opAt(i, codebook.OpDeontic); o >= 0 {
			if s.ops[o].Last < v {
				return i
			}
			return -1
		}
		if !auxiliaries[n] && !adverbs[n] && n != "to" && n != "be" && !endsLy(n) && s.norm(i) != "going" {
			return -1
		}
	}
	return -1
}

// negatedAt reports whether a negation stands in the verb group before token v.
func (s *sentence) negatedAt(v int) bool { return s.negatedBetween(v-7, v) }

// givenUp leaves out readings by which somebody has what another one says that the same actor gives up: "Peru dropped its demand for
// the toll".
func (s *sentence) givenUp(in []reading) []reading {
	return slices.DeleteFunc(in, func(r reading) bool {
		if r.holder.kind != actorSubject || !s.mentions[r.holder.who[0]].guess || !possessives[s.norm(r.holder.first)] {
			return false
		}
		return slices.ContainsFunc(in, func(o reading) bool {
			last := element{}
			if n := len(o.elements); n > len(r.elements) {
				last = o.elements[n-1]
			}
			return (last.kind == codebook.OpReverse || last.cue != nil && last.cue.Stance == graph.Opposes) && !last.negated && o.holder.kind == actorSubject && s.mentions[o.holder.who[0]].body == s.mentions[r.holder.who[0]].body && o.stance == r.stance.Reverse()
		})
	})
}

// denies reports whether a cue is negated, in front of it or inside: "is not needed".
func (s *sentence) denies(c *codebook.Cue) bool {
	if s.negatedAt(c.First) {
		return true
	}
	i := c.First + 1
	return i < c.Last && auxiliaries[s.norm(c.First)] && s.opAt(i, codebook.OpNegate) >= 0 && !strings.Contains(c.Form, s.norm(i))
}

func (s *sentence) negatedBetween(a, v int) bool {
	for i := v - 1; i >= 0 && i >= a; i-- {
		n := s.norm(i)
		if o := s.opAt(i, codebook.OpNegate); o >= 0 {
			return s.opAt(i, codebook.OpPseudo) < 0 && !s.tokens[min(i+1, len(s.tokens)-1)].Joined
		}
		if !auxiliaries[n] && !adverbs[n] && !endsLy(n) && n != "to" && n != "any" && n != "a" && n != `"` && n != "be" && n != "the" && n != "in" && n != "favor" {
			return false
		}
	}
	return false
}

func (s *sentence) opAt(i int, kind codebook.OpKind) int {
	for k, o := range s.ops {
		if o.Kind == kind && o.First <= i && i <= o.Last {
			return k
		}
	}
	return -1
}

func (s *sentence) opIn(a, b int, kind codebook.OpKind) int {
	for _, o := range s.ops {
		if o.Kind == kind && o.First >= a && o.Last <= b {
			return o.First
		}
	}
	return -1
}

func (s *sentence) opEndingAt(i int, kind codebook.OpKind, limit int) *codebook.Operator {
	for k := range s.ops {
		if o := &s.ops[k]; o.Kind == kind && o.First <= i && i <= o.Last && o.Last < limit {
			return o
		}
	}
	return nil
}

// cueEndingAt gives the cue that covers token i and ends before the issue.
func (s *sentence) cueEndingAt(i, limit int) *codebook.Cue {
	var best *codebook.Cue
	for k := range s.cues {
		c := &s.cues[k]
		if c.First <= i && i <= c.Last && c.First < limit && (c.Last < limit || c.First < limit && c.Part == codebook.PartVerb) && c.Frame != codebook.FrameJudge {
			if best == nil || c.First < best.First {
				best = c
			}
		}
	}
	return best
}

// judgementAt gives the judging cue that ends at token i.
func (s *sentence) judgementAt(i int) *codebook.Cue {
	for k := range s.cues {
		if c := &s.cues[k]; c.Last == i && c.Frame == codebook.FrameJudge {
			return c
		}
	}
	return nil
}

// finite reports whether the verb at v has a subject of its own.
func (r *reader) finite(v int) bool {
	s := r.s
	_, form := codebook.Verb(s.norm(v))
	for i := v - 1; i >= 0 && v-i < 6; i-- {
		n := s.norm(i)
		if n == "to" {
			return false
		}
		if auxiliaries[n] && n != "to" {
			return true
		}
		if !adverbs[n] && !endsLy(n) {
			break
		}
	}
	if form == codebook.Gerund {
		return v > 0 && s.norm(v-1) == "," || v == 0
	}
	if form == codebook.BaseForm {
		return s.isFinite(v) && !s.subjunctive(v) || v == 0 || s.norm(v-1) == `"` || s.norm(v-1) == "and" && false
	}
	return form == codebook.PastForm || form == codebook.ThirdPerson
}

// subjunctive reports whether a base form follows a singular subject: "suggested that Peru sign".
func (s *sentence) subjunctive(v int) bool {
	k := s.mentionAt(v - 1)
	if k < 0 {
		return false
	}
	m := s.mentions[k]
	return m.How != codebook.ByPeople && !strings.HasSuffix(s.norm(m.Last), "s") && s.norm(m.First-1) != "and" || s.norm(m.Last) == "states"
}

// predicate reports whether a phrase such as "opposed to" is what a clause says of its subject.
func (r *reader) predicate(i int) bool {
	s := r.s
	for k := i - 1; k >= 0 && i-k < 6; k-- {
		n := s.norm(k)
		if auxiliaries[n] || n == "remain" || n == "remains" || n == "remained" || n == "seem" || n == "seems" {
			return true
		}
		if !adverbs[n] && !endsLy(n) {
			return n == "," || s.mentionAt(k) >= 0
		}
	}
	return true
}

// quoteEdge reports whether the walk leaves, at the mark at i, a quotation that is speech of its own.
func (s *sentence) quoteEdge(i, from int) bool {
	return s.quoted[from] != 0 && s.fullQuote(i)
}

// plainAdjective reports whether a word may stand between a possessor and its noun.
func (s *sentence) plainAdjective(k int) bool {
	n := s.norm(k)
	_, form := codebook.Verb(n)
	return s.tokens[k].Word && !prepositions[n] && !auxiliaries[n] && (form == codebook.NotVerb || form == codebook.PastForm || form == codebook.Gerund) && n != "and" && n != "the" && n != "a"
}

// parallel finds, for a verb behind "and" at i, the verb of the same form that it is joined to.
func (s *sentence) parallel(i, verb int) (int, bool) {
	if verb != i+1 && !(verb == i+2 && s.norm(i+1) == "to") {
		return 0, false
	}
	_, form := codebook.Verb(s.norm(verb))
	for k := i - 1; k >= 0 && k > i-20; k-- {
		if terminal[s.norm(k)] || s.norm(k) == ";" {
			break
		}
		_, f := codebook.Verb(s.norm(k))
		if f == form && f != codebook.NotVerb && !s.isNounAt(k) && s.mentionAt(k) < 0 {
			return k, true
		}
	}
	return 0, false
}

func (s *sentence) cueAt(i int) *codebook.Cue {
	for k := range s.cues {
		if s.cues[k].First == i {
			return &s.cues[k]
		}
	}
	return nil
}
