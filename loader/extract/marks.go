package extract

import (
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract/syntax"
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
		if (v.m.Sign < 0) != v.s.negatedAt(v.judged.First) {
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

// grammarMarks are about the way from the issue up to the verb whose subject the holder is.
func (v *view) grammarMarks(o *option, rules string, stance graph.Stance, mark func(string)) {
	s := v.s
	if s.tree == nil {
		return
	}
	at := s.tree.At(v.m.Core)
	if at < 0 {
		return
	}
	verb, steps := -1, 0
	if s.hasSubject(at, o.mention) {
		verb = at
	} else {
		s.tree.Climb(at, func(_, to int) bool {
			steps++
			if s.hasSubject(to, o.mention) {
				verb = to
			}
			return verb < 0
		})
	}
	if verb < 0 {
		mark("no way to the holder's verb")
		return
	}
	kind := s.kindOfVerb(verb)
	if rules == "say nothing" {
		mark("holder's verb " + kind + ", rules say nothing, " + string(stance))
	}
	if steps > 4 {
		mark("long way to the holder's verb")
	}
}

// hasSubject reports whether a mention is a subject of a verb group.
func (s *sentence) hasSubject(g, mention int) bool {
	if s.tree.Groups[g].Kind != syntax.Verb {
		return false
	}
	return slices.ContainsFunc(s.tree.Groups[g].Subj, func(n int) bool { return slices.Contains(s.whoIs(n, 0), mention) })
}

// kindOfVerb says what sort of verb a group has, as far as that bears on stances.
func (s *sentence) kindOfVerb(g int) string {
	gr := &s.tree.Groups[g]
	switch {
	case gr.Passive:
		return "passive"
	case gr.Copula:
		return "is"
	case s.isReport(gr.Head):
		return "of saying"
	}
	for i := gr.First; i < gr.Head; i++ {
		switch s.norm(i) {
		case "will", "'ll", "shall":
			return "will do"
		case "would", "'d":
			return "would do"
		case "could", "may", "might", "can":
			return "can do"
		case "must", "should":
			return "must do"
		case "is", "are", "was", "were", "been":
			return "is doing"
		case "has", "have", "had":
			return "has done"
		}
	}
	return "does"
}

// issueMarks are about how surely a place names the issue.
func (v *view) issueMarks(r *run, mark func(string)) {
	m := v.m
	switch {
	case v.isImplied() && m.Score == scoreNear:
		mark("issue implied, named before")
	case v.isImplied():
		mark("issue implied by the topic")
	case m.Literal:
		mark("issue in the codebook's words")
	case m.Partial && m.Phrase == namedBefore && m.Score == scoreNear:
		mark("issue by an anaphor")
	case m.Partial && m.Phrase == namedBefore:
		mark("issue by the topic")
	case m.Partial && m.Sole:
		mark("issue by a word of its own")
	case m.Partial:
		mark("issue by its head")
	case m.Score >= 0.95:
		mark("issue in full")
	case m.Score >= 0.8:
		mark("issue nearly in full")
	default:
		mark("issue in part")
	}
	if !v.isImplied() && m.Phrase != namedBefore {
		kind := "in full"
		switch {
		case m.Partial:
			kind = "in part"
		case m.Score < 0.8:
			kind = "by most of it"
		}
		switch {
		case m.Rarity < 0.4:
			mark("issue of common words, " + kind)
		case m.Rarity < 0.8:
			mark("issue of less common words, " + kind)
		}
		if m.First == m.Last {
			mark("issue of one word, " + kind)
			if m.Sole && !v.s.definite(m.First) {
				mark("issue of one word without an article")
			}
		}
		if m.Modifier {
			mark("issue by a modifier")
		}
	}
	if m.Verb {
		mark("issue is a verb")
	}
	if v.isImplied() {
		mark("implied, " + v.kindOfSentence())
	}
	switch n := r.mem.count[m.Issue]; {
	case n == 0:
		mark("issue not in full anywhere")
	case n == 1:
		mark("issue once in the article")
	case n > 4:
		mark("issue often in the article")
	}
	if m.Issue == r.topic {
		mark("issue is the topic")
	} else if r.topic != "" {
		mark("article has another topic")
	}
}

// kindOfSentence says how a sentence without words for an issue stands.
func (v *view) kindOfSentence() string {
	switch {
	case v.judged != nil && v.s.quoted[v.m.First] != 0:
		return "quoted with a judgement"
	case v.s.quoted[v.m.First] != 0:
		return "quoted"
	case v.judged != nil:
		return "with a judgement"
	}
	return "with a cue"
}

// holderMarks are about the holder's name and its distance.
func (r *run) holderMarks(v *view, o *option, h held, mark func(string)) {
	s, m := v.s, v.m
	if r.engine.matcher.DoneTo(m.Issue, h.holder) {
		mark("done to the holder, " + string(h.stance))
	}
	if o.mention < 0 {
		if s.quoted[m.First] == 0 {
			mark("speaker outside quotation marks")
		}
		if len(s.frames) == 0 {
			mark("speaker of an earlier sentence")
		}
		return
	}
	mm := s.mentions[o.mention]
	if mm.guess && mm.How != codebook.ByRole {
		mark("holder is a pronoun")
	} else {
		mark("holder by " + string(mm.How))
	}
	if mm.person && mm.Actor == mm.body {
		mark("person for nobody")
	} else if mm.person {
		mark("person in office")
	}
	from, to := v.between(o)
	switch gap := to - from + 1; {
	case gap < 4:
		mark("near")
	case gap < 9:
		mark("some words off")
	case gap < 18:
		mark("far")
	default:
		mark("very far")
	}
	others, marksBetween := 0, 0
	for _, x := range s.mentions {
		if x.First >= from && x.Last <= to && x.body != mm.body {
			others++
		}
	}
	for i := from; i <= to; i++ {
		switch s.norm(i) {
		case ",", ";", ":", "-", `"`, "while", "but", "because", "who", "which", "although", "after", "before", "when", "as":
			marksBetween++
		}
	}
	if others > 0 {
		mark("another actor between")
	}
	switch {
	case marksBetween > 2:
		mark("several clauses between")
	case marksBetween > 0:
		mark("a clause between")
	}
	if s.quoted[m.First] != s.quoted[mm.First] {
		mark("holder outside the issue's quotation")
	} else if s.quoted[m.First] != 0 {
		mark("holder named inside a quotation")
	}
	if mm.person && prepositions[s.norm(mm.First-1)] || s.norm(mm.Last+1) == "'s" {
		mark("holder in an oblique case")
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
