package extract

import (
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract/syntax"
)

// option is somebody who may be the holder at one place that names an issue.
type option struct {
	body    graph.ActorID
	mention int // number of the mention, or -1 for a speaker
	role    string
	voice   *voice // for a speaker
}

// maxOptions bounds the actors that are considered at one place.
const maxOptions = 12

// view is a place that names an issue with everything around it that candidates are weighed by.
type view struct {
	s       *sentence
	m       *codebook.IssueMatch
	rules   []held // what the rules read there
	tree    []held // what they read by the grammar
	rungs   []rung
	options []option
	judged  *codebook.Cue // a word behind the issue that judges it
	duty    bool
}

// isImplied reports whether the sentence has no words for the issue.
func (v *view) isImplied() bool { return v.m.Phrase == impliedPhrase }

// rung is a verb that stands before an issue, with its subject; rungs are counted from the issue to the left.
type rung struct {
	verb    int
	subject subject
}

const maxRungs = 3

func (r *run) viewOf(s *sentence, m *codebook.IssueMatch, all []held) *view {
	v := &view{s: s, m: m}
	for _, h := range all {
		if h.issue.Issue == m.Issue && h.issue.First == m.First {
			v.rules = append(v.rules, h)
		}
	}
	v.rungs = s.rungs(m)
	if !v.isImplied() {
		for _, rd := range s.treeReadings(*m) {
			rd.idle = s.idle(rd)
			if !rd.absurd() {
				v.tree = append(v.tree, r.holders(s, rd)...)
			}
		}
	}
	r.findOptions(v)
	v.judged = s.judgedBehind(m)
	v.duty = s.dutyNear(m)
	if v.isImplied() {
		v.duty = false
		for k := range s.cues {
			if s.cues[k].Frame == codebook.FrameJudge && v.judged == nil {
				v.judged = &s.cues[k]
			}
		}
		for _, o := range s.ops {
			v.duty = v.duty || o.Kind == codebook.OpDeontic
		}
	}
	return v
}

// rungs gives the verbs before an issue, nearest first.
func (s *sentence) rungs(m *codebook.IssueMatch) []rung {
	var out []rung
	i := m.Core - 1
	if m.Verb && s.isFinite(m.Core) {
		i = m.Core
	}
	for ; i >= 0 && m.Core-i < maxWalk && len(out) < maxRungs; i-- {
		if n := s.norm(i); terminal[n] || n == ";" || n == `"` && s.quoteEdge(i, m.Core) {
			break
		}
		if !s.isFinite(i) || auxiliaries[s.norm(i)] && i > 0 && len(out) > 0 && out[len(out)-1].verb-i < 4 {
			continue
		}
		out = append(out, rung{i, s.subjectOf(i, 0)})
	}
	return out
}

// predicateOf gives the tokens of the verb group whose subject an issue is, with what is said behind "is", or false.
func (s *sentence) predicateOf(m *codebook.IssueMatch) (from, to int, ok bool) {
	if s.tree == nil {
		return 0, 0, false
	}
	g := s.tree.At(m.Core)
	if g >= 0 && s.tree.Groups[g].Kind == syntax.Verb && m.Verb { // "passing the bill is a mistake"
		for k := g + 1; k < len(s.tree.Groups) && k < g+8; k++ {
			if v := &s.tree.Groups[k]; v.Kind == syntax.Verb && v.Form == syntax.Finite && len(v.Subj) > 0 && s.tree.Groups[v.Subj[0]].First > s.tree.Groups[g].First && v.Copula {
				return v.First, s.endOfPredicate(k), true
			}
		}
		return 0, 0, false
	}
	for n := 0; g >= 0 && n < 4; n++ {
		gr := &s.tree.Groups[g]
		if gr.Tie == syntax.Subject && gr.Gov >= 0 && gr.Kind == syntax.Noun {
			v := &s.tree.Groups[gr.Gov]
			return v.First, s.endOfPredicate(gr.Gov), v.First > m.Core
		}
		if gr.Kind == syntax.Verb {
			return 0, 0, false
		}
		g = gr.Gov
	}
	return 0, 0, false
}

// endOfPredicate gives the last token of a verb group with its predicate or object.
func (s *sentence) endOfPredicate(v int) int {
	end := s.tree.Groups[v].Last
	for k := v + 1; k < len(s.tree.Groups) && k < v+5; k++ {
		g := &s.tree.Groups[k]
		if g.Kind == syntax.Adverb || g.Kind == syntax.Quote {
			continue
		}
		if g.Gov != v || g.Kind != syntax.Noun && g.Kind != syntax.Adj && !(g.Kind == syntax.Prep && s.tree.Groups[v].Copula) {
			break
		}
		end = g.Last
	}
	return end
}

// toned gives what the predicate of an issue says of it by words that are good or bad: +1, -1, or 0 for nothing.
func (s *sentence) toned(m *codebook.IssueMatch) (sign, first, last int) {
	from, to, ok := s.predicateOf(m)
	if !ok {
		return 0, 0, 0
	}
	return s.tonedIn(from, to)
}

// tonedIn gives what tokens from to to say by words that are good or bad.
func (s *sentence) tonedIn(from, to int) (sign, first, last int) {
	for _, t := range s.tones {
		if t.First < from || t.First > to {
			continue
		}
		x := t.Sign
		if s.negatedAt(t.First) || s.noBefore(t.First) {
			x = -x
		}
		if sign == 0 {
			first = t.First
		}
		sign, last = sign+x, t.Last
	}
	switch {
	case sign > 0:
		return 1, first, last
	case sign < 0:
		return -1, first, last
	}
	return 0, 0, 0
}

// judgedBehind gives a judging word shortly behind an issue.
func (s *sentence) judgedBehind(m *codebook.IssueMatch) *codebook.Cue {
	if from, to, ok := s.predicateOf(m); ok {
		for k := range s.cues {
			if c := &s.cues[k]; c.Frame == codebook.FrameJudge && c.Last >= from && c.First <= to {
				return c
			}
		}
	}
	for k := range s.cues {
		c := &s.cues[k]
		if c.Frame == codebook.FrameJudge && c.First > m.Last && c.First-m.Last < 9 && !s.boundaryBetween(m.Last, c.First) {
			return c
		}
	}
	return nil
}

// dutyNear reports whether a word of duty stands in the clause of an issue.
func (s *sentence) dutyNear(m *codebook.IssueMatch) bool {
	for _, o := range s.ops {
		if o.Kind == codebook.OpDeontic && (o.Last < m.First && m.First-o.Last < 8 && !s.boundaryBetween(o.Last, m.First) || o.First > m.Last && o.First-m.Last < 6 && !s.boundaryBetween(m.Last, o.First)) {
			return true
		}
	}
	return false
}

// findOptions lists who may hold a stance on the issue of a view: the actors of the sentence, and whoever speaks.
func (r *run) findOptions(v *view) {
	s := v.s
	for k, mm := range s.mentions {
		if mm.How == codebook.ByAdjective && !s.standsForBody(mm) && mm.Last+1 != v.m.First || v.m.Core <= mm.First && mm.Last <= v.m.Last {
			continue
		}
		v.add(option{body: mm.body, mention: k, role: s.role(v, k)})
	}
	at := v.m.First
	for _, f := range s.speakerOf(at) {
		for i := range f.voices {
			v.add(option{body: f.voices[i].body, mention: -1, role: s.speakerRole(v, "says it"), voice: &f.voices[i]})
		}
	}
	if q := s.quoted[at]; q != 0 {
		if voice := r.byQuote[q]; voice != nil {
			v.add(option{body: voice.body, mention: -1, role: s.speakerRole(v, "is quoted"), voice: voice})
		}
	}
}

// roleRank says which of several roles of one actor counts: the one that makes a holder most often.
var roleRank = map[string]int{
	"named behind by": 9, "subject of the nearest verb": 8, "says it as we": 8, "is quoted as we": 8, "is quoted": 7, "says it": 7, "subject of the second verb": 6, "subject of the third verb": 5,
	"is quoted, with a subject that is no actor": 6, "says it, with a subject that is no actor": 6, "owner of a noun cue": 8, "owner of the issue": 4, "is quoted about another actor": 3, "says it about another actor": 3,
	"before the issue": 2, "object before the issue": 1, "behind the issue": 1,
}

// add enters an option, or gives one that is there its better role.
func (v *view) add(o option) {
	if o.body == "" {
		return
	}
	for i := range v.options {
		if p := &v.options[i]; p.body == o.body {
			if roleRank[o.role] > roleRank[p.role] {
				*p = o
			}
			return
		}
	}
	if len(v.options) < maxOptions {
		v.options = append(v.options, o)
	}
}

// standsForBody reports whether an adjective stands before a noun that means the body: "French officials".
func (s *sentence) standsForBody(m mention) bool {
	n := s.norm(m.Last + 1)
	return (institutions[n] || headRoles[n]) && !s.private(m, m.Last+1)
}

// role says how an actor of the sentence stands to an issue.
func (s *sentence) role(v *view, k int) string {
	m := s.mentions[k]
	for i, rg := range v.rungs {
		if rg.subject.kind == actorSubject && slices.Contains(rg.subject.who, k) {
			return [maxRungs]string{"subject of the nearest verb", "subject of the second verb", "subject of the third verb"}[i]
		}
	}
	if m.First > v.m.Last {
		if p := s.norm(m.First - 1); p == "by" || p == "the" && s.norm(m.First-2) == "by" {
			return "named behind by"
		}
		return "behind the issue"
	}
	if m.Last < v.m.Core {
		gap := v.m.Core - m.Last - 1
		if gap == 0 || s.norm(m.Last+1) == "'s" && gap < 5 || gap == 1 && m.How == codebook.ByAdjective {
			return "owner of the issue"
		}
		if next := s.cueAfter(m.Last); next != nil && next.Part == codebook.PartNoun && next.Last < v.m.First {
			return "owner of a noun cue"
		}
		if prepositions[s.norm(m.First-1)] || s.norm(m.First-1) == "the" && prepositions[s.norm(m.First-2)] {
			return "object before the issue"
		}
	}
	return "before the issue"
}

// cueAfter gives the cue that begins right behind a token, a possessive ending and adjectives aside.
func (s *sentence) cueAfter(i int) *codebook.Cue {
	for k := i + 1; k < len(s.tokens) && k < i+4; k++ {
		if c := s.cueAt(k); c != nil {
			return c
		}
		if n := s.norm(k); n != "'s" && !s.plainAdjective(k) {
			return nil
		}
	}
	return nil
}

// speakerRole says how the clause of an issue goes on about somebody else than its speaker.
func (s *sentence) speakerRole(v *view, base string) string {
	if len(v.rungs) == 0 {
		return base
	}
	switch sub := v.rungs[0].subject; sub.kind {
	case actorSubject:
		return base + " about another actor"
	case unknownSubject:
		for i := sub.first; i <= v.rungs[0].verb && i >= 0; i++ {
			if n := s.norm(i); n == "we" || n == "i" {
				return base + " as we"
			}
		}
		return base + ", with a subject that is no actor"
	}
	return base
}

func (v *view) optionOf(h held) *option {
	for i := range v.options {
		if v.options[i].body == h.holder {
			return &v.options[i]
		}
	}
	return nil
}

func (v *view) hasRule(body graph.ActorID, stance graph.Stance) bool {
	return slices.ContainsFunc(v.rules, func(h held) bool { return h.holder == body && h.stance == stance })
}

// between gives the tokens between an option and the issue: behind its name, or from the beginning of what it says.
func (v *view) between(o *option) (from, to int) {
	s := v.s
	if o != nil && o.mention >= 0 {
		m := s.mentions[o.mention]
		if v.isImplied() && m.Last+1 < len(s.tokens) {
			return m.Last + 1, min(m.Last+12, len(s.tokens)-1)
		}
		if m.First > v.m.Last {
			return v.m.Last + 1, m.First - 1
		}
		return s.behindAside(m.Last+1, v.m.First), v.m.First - 1
	}
	if v.isImplied() {
		return v.m.First, len(s.tokens) - 1
	}
	from = v.m.First
	for from > 0 && v.m.First-from < 30 {
		n := s.norm(from - 1)
		if terminal[n] || n == ";" || n == ":" || s.isReport(from-1) || n == `"` && s.fullQuote(from-1) {
			break
		}
		from--
	}
	return from, v.m.First - 1
}

// behindAside gives where the words go on behind an aside between commas at token i: ", which abstained," or ", a state that
// abstained,".
func (s *sentence) behindAside(i, limit int) int {
	if s.norm(i) != "," {
		return i
	}
	switch n := s.norm(i + 1); {
	case n == "who", n == "which", n == "whose", n == "a", n == "an", n == "the", n == "one":
	default:
		return i
	}
	for k := i + 2; k < limit && k < i+30; k++ {
		switch s.norm(k) {
		case ",":
			if k+1 < limit {
				return k + 1
			}
		case ";", ":", `"`:
			return i
		}
	}
	return i
}

// path evaluates the cues and operators between an option and the issue.
func (v *view) path(o *option) (evaluation, []element) {
	s := v.s
	from, to := v.between(o)
	if to == v.m.First-1 && v.m.Core > v.m.First {
		to = v.m.Core - 1
	}
	var els []element
	for i := to; i >= from; i-- {
		if c := s.cueEndingAt(i, len(s.tokens)); c != nil && c.First >= from && c.Last <= to {
			if !s.attributive(c) {
				els = append(els, element{cue: c, first: c.First, last: c.Last, negated: s.denies(c)})
			}
			i = c.First
			continue
		}
		if op := s.opEndingAt(i, codebook.OpReverse, len(s.tokens)); op != nil && op.First >= from {
			els = append(els, element{kind: codebook.OpReverse, first: op.First, last: op.Last, negated: s.negatedAt(op.First)})
			i = op.First
			continue
		}
		if d := s.opAt(i, codebook.OpDeontic); d >= 0 && s.ops[d].First == i {
			els = append(els, element{kind: codebook.OpDeontic, first: i, last: s.ops[d].Last, negated: s.norm(s.ops[d].Last+1) == "not" && !negatedBehind(els, s.ops[d].Last)})
		}
	}
	els = s.withFate(*v.m, els)
	return evaluate(v.m.Sign, els, v.m.Verb), els
}
