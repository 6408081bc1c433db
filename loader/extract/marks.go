package extract

import (
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// marks says what is the case about a candidate, as lines of the scorecard. Each line is worth some points.
func (r *run) marks(v *view, o *option, h held, byRules bool) []string {
	var out []string
	mark := func(line string) { out = append(out, line) }
	s, m := v.s, v.m

	mark("stance " + string(h.stance))
	switch {
	case m.Harm:
		mark("violence, " + string(h.stance))
	case m.Peace:
		mark("settlement, " + string(h.stance))
	}

	role := "no role"
	if o != nil {
		role = o.role
	}
	rules := v.verdict(h)
	mark("holder " + role)
	mark("rules " + rules)
	mark("holder " + role + " / rules " + rules)
	grammar := verdictOf(v.tree, h)
	mark("clauses " + grammar)
	mark("clauses " + grammar + " / rules " + rules)
	if byRules {
		r.ruleMarks(h, mark)
	}
	v.pathMarks(o, h.stance, mark)
	v.toneMarks(o, h.stance, mark)
	v.issueMarks(r, mark)
	if v.isImplied() && o != nil && o.mention >= 0 {
		v.impliedMarks(o, h.stance, mark)
	}
	if o != nil {
		r.holderMarks(v, o, h, mark)
		if o.mention >= 0 {
			v.grammarMarks(o, rules, h.stance, mark)
		}
	}
	s.clauseMarks(h, mark)
	return out
}

// verdict says what the rules make of the place that a candidate is about.
func (v *view) verdict(h held) string { return verdictOf(v.rules, h) }

func verdictOf(rules []held, h held) string {
	same, other, turned := false, false, false
	for _, x := range rules {
		switch {
		case x.holder == h.holder && x.stance == h.stance:
			same = true
		case x.holder == h.holder:
			turned = true
		case !x.idle:
			other = true
		}
	}
	switch {
	case same && turned:
		return "say both"
	case same && other:
		return "say so, of others too"
	case same:
		return "say so"
	case turned:
		return "say the opposite"
	case other:
		return "say it of others"
	}
	return "say nothing"
}

// ruleMarks are about how the rules came to a reading.
func (r *run) ruleMarks(h held, mark func(string)) {
	mark("rule " + h.rule)
	if h.idle {
		mark("plain fact")
		mark("plain fact / " + h.rule)
	}
	switch {
	case h.weight < 0.5:
		mark("cue weak")
	case h.weight < 0.7:
		mark("cue middling")
	case h.weight < 0.85:
		mark("cue good")
	default:
		mark("cue strong")
	}
	if n := len(h.elements); n > 2 {
		mark("long chain of words")
	}
	turned := 0
	for _, el := range h.elements {
		if el.negated || el.kind == codebook.OpNegate || el.kind == codebook.OpReverse {
			turned++
		}
	}
	if turned > 0 {
		mark("turned over")
	}
	if turned > 1 {
		mark("turned over twice")
	}
	if len(h.reported) > 0 {
		mark("reported by another actor")
	}
	if h.last-h.first > 14 {
		mark("words far apart")
	}
	if h.s.background(h.reading) {
		mark("background participle")
	}
	if h.s.modal(h.reading) && !h.duty {
		mark("only possible")
	}
	if h.agent {
		mark("named as agent")
	}
	if h.reacts {
		mark("reacts to a move")
	}
	if h.s.willNot(h.reading) {
		mark("will not do it")
	}
	if h.judged {
		mark("a judgement")
	}
}

// pathMarks are about the words between holder and issue, and behind the issue.
func (v *view) pathMarks(o *option, stance graph.Stance, mark func(string)) {
	e, els := v.path(o)
	agree := func(st graph.Stance) string {
		switch st {
		case stance:
			return "for it"
		case stance.Reverse():
			return "against it"
		}
		return "for another stance"
	}
	switch {
	case e.cue != nil:
		mark("words between " + agree(e.stance))
		mark("outermost word " + e.cue.Class + " " + agree(e.stance))
		if els[0].cue != nil && els[0].cue != e.cue {
			mark("nearest word " + els[0].cue.Class)
		}
	case e.ok:
		mark("operators between " + agree(e.stance))
	default:
		mark("no words between")
	}
	if v.judged != nil {
		st := v.judged.Stance
		if (v.m.Sign < 0) != v.s.denies(v.judged) {
			st = st.Reverse()
		}
		if v.s.disbelieved(*v.m) {
			st = st.Reverse()
		}
		mark("judged behind " + agree(st))
	}
	if v.duty {
		mark("duty, " + string(stance))
	}
	if v.m.Sign < 0 {
		mark("phrase turned over, " + string(stance))
	}
}

// toneMarks are about words near the issue that say that something is good or bad.
func (v *view) toneMarks(o *option, stance graph.Stance, mark func(string)) {
	s := v.s
	who := "of others"
	if o != nil && o.mention < 0 {
		who = "of the speaker"
	}
	near, all := 0, 0
	for _, t := range s.tones {
		sign := t.Sign * v.m.Sign
		if s.negatedAt(t.First) {
			sign = -sign
		}
		if t.First >= v.m.First && t.Last <= v.m.Last || o != nil && o.mention < 0 && s.quoted[v.m.First] != 0 && s.quoted[t.First] != s.quoted[v.m.First] {
			continue
		}
		all += sign
		if gap := max(t.First-v.m.Last, v.m.First-t.Last); gap < 7 && !s.boundaryBetween(min(t.Last, v.m.Last), max(t.First, v.m.First)) {
			near += sign
		}
	}
	if v.m.Harm {
		all, near = 0, 0
	}
	say := func(what string, n int) {
		switch {
		case n == 0:
		case (n > 0) == (stance == graph.Supports) && (stance == graph.Supports || stance == graph.Opposes):
			mark(what + " speak for it, " + who)
		default:
			mark(what + " speak against it, " + who)
		}
	}
	say("tones nearby", near)
	say("tones", all)
	if all > 1 || all < -1 {
		say("many tones", all)
	}
}

// clauseMarks are about the sentence.
func (s *sentence) clauseMarks(h held, mark func(string)) {
	if s.heading {
		mark("heading")
	}
	for _, f := range s.speakerOf(h.issue.First) {
		switch f.kind {
		case codebook.OpClaim:
			mark("inside a claim")
		case codebook.OpDeny:
			mark("inside a denial")
		}
	}
	if slices.ContainsFunc(s.cues, func(c codebook.Cue) bool { return c.Stance == graph.Undecided }) {
		mark("undecided words, " + string(h.stance))
	}
	if len(s.cues) == 0 {
		mark("no cue in the sentence")
	}
}

// articleMarks adds what the rest of the article says about a candidate: the same or the opposite of the same holder.
func articleMarks(all []*candidate) {
	type key struct {
		holder graph.ActorID
		issue  graph.IssueID
	}
	says := map[key]map[graph.Stance][]int{}
	for _, c := range all {
		if c.rule == near || c.idle || c.holder == "" {
			continue
		}
		k := key{c.holder, c.issue.Issue}
		if says[k] == nil {
			says[k] = map[graph.Stance][]int{}
		}
		if at := says[k][c.stance]; !slices.Contains(at, c.sentence) {
			says[k][c.stance] = append(at, c.sentence)
		}
	}
	elsewhere := func(at []int, n int) bool { return slices.ContainsFunc(at, func(x int) bool { return x != n }) }
	for i := range all {
		c := all[i]
		if c.rule == near {
			continue // a guess must stand on its own sentence
		}
		by := says[key{c.holder, c.issue.Issue}]
		if elsewhere(by[c.stance], c.sentence) {
			c.marks = append(c.marks, "the same elsewhere")
		}
		if elsewhere(by[c.stance.Reverse()], c.sentence) {
			c.marks = append(c.marks, "the opposite elsewhere")
		}
	}
}
