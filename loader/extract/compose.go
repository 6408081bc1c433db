package extract

import (
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// element is one word or phrase between a holder and an issue that shapes the stance.
type element struct {
	kind        codebook.OpKind // or "" for a cue
	cue         *codebook.Cue
	first, last int
	negated     bool
}

// reading is one way to read an issue: which stance, and whose.
type reading struct {
	issue    codebook.IssueMatch
	stance   graph.Stance
	elements []element // from the issue outwards
	holder   subject   // the grammatical holder
	agent    bool      // named behind "by" or "from"
	duty     bool      // whoever speaks holds it
	judged   bool
	first    int // evidence
	last     int
	rule     string
	weight   float64
	hedged   bool
	issueWhy string
}

// reader looks at one issue in one sentence.
type reader struct {
	s        *sentence
	m        codebook.IssueMatch
	elements []element
	verb     int // leftmost verb so far, or -1
	stop     int // token at which the walk ended
	crossed  bool
}

// readings gives every reading of an issue match.
func (s *sentence) readings(m codebook.IssueMatch) []reading {
	var out []reading
	if m.Class == "legitimacy" {
		out = append(out, reading{issue: m, stance: signed(m.Sign), duty: true, judged: true, first: m.First, last: m.Last, rule: "claim", weight: 0.75})
	}
	var left []reading
	firm := false
	for _, r := range s.leftReadings(m) {
		if !s.idle(r) {
			left = append(left, r)
			firm = firm || r.firm(s)
		}
	}
	if r, ok := s.rightReading(m); ok {
		if (r.judged || r.duty) && !firm {
			return append(out, r)
		}
		if !r.judged && !r.duty {
			out = append(out, r)
		}
	}
	return append(out, left...)
}

// firm reports whether a reading rests on a cue whose subject is an actor, and whose object the issue is: then what
// follows the issue does not change it.
func (r reading) firm(s *sentence) bool {
	if r.holder.kind != actorSubject && r.holder.kind != speakerSubject {
		return false
	}
	for _, el := range r.elements {
		if el.cue != nil && s.norm(el.last) != "that" && el.cue.Frame != codebook.FrameAct {
			return true
		}
	}
	return false
}

// absurd reports whether a reading makes no sense for its issue: nobody supports violence by doing something on the
// way, or is undecided about it, and one mediates only a settlement.
func (r reading) absurd() bool {
	switch r.stance {
	case graph.Supports:
		return r.issue.Harm && !r.endorsed()
	case graph.Undecided:
		return r.issue.Harm
	case graph.Mediates:
		return !r.issue.Peace
	}
	return false
}

// endorsed reports whether a reading rests on words that endorse right before the issue.
func (r reading) endorsed() bool {
	for _, el := range r.elements {
		if el.cue != nil && (el.cue.Class == "endorse" || el.cue.Class == "defend" || el.cue.Class == "approve-judge" || el.cue.Class == "own") {
			return r.issue.First-el.last < 4
		}
	}
	return false
}

// psych are verbs whose passive subject feels what they say: "was angered by".
var psych = set("anger outrage infuriate enrage upset dismay appall shock horrify disappoint disgust alarm trouble disturb sadden buoy hearten")

// passiveHolder reports whether the verb nearest to the holder is passive, so that its subject undergoes it.
func (s *sentence) passiveHolder(r reading) bool {
	if r.holder.kind != actorSubject || r.agent || r.duty || len(r.elements) == 0 {
		return false
	}
	el := r.elements[len(r.elements)-1]
	if el.kind == codebook.OpNegate && len(r.elements) > 1 {
		el = r.elements[len(r.elements)-2]
	}
	if el.cue == nil || el.cue.Part != codebook.PartVerb || psych[el.cue.Form] {
		return false
	}
	if _, form := codebook.Verb(s.norm(el.first)); form != codebook.PastForm {
		return false
	}
	for i := el.first - 1; i >= 0 && el.first-i < 4; i-- {
		switch n := s.norm(i); n {
		case "is", "are", "was", "were", "been", "being", "be", "get", "got":
			return true
		default:
			if !adverbs[n] && !endsLy(n) {
				return false
			}
		}
	}
	return false
}

// deliberate reports whether a reading without a cue is an act of will: a verb of the holder's own that stops the
// issue, or a promise not to do it.
func (s *sentence) deliberate(r reading) bool {
	if !r.issue.Verb && r.rule == "negate" {
		for _, el := range r.elements {
			if el.kind == codebook.OpReverse {
				return s.volition(el.first)
			}
		}
		return r.holder.kind == speakerSubject
	}
	for _, el := range r.elements {
		if el.kind == codebook.OpReverse {
			if o := s.opEndingAt(el.first, codebook.OpReverse, len(s.tokens)); o != nil && o.Part == codebook.PartVerb {
				return true
			}
			return false
		}
		if el.kind == codebook.OpNegate {
			return s.volition(el.first)
		}
	}
	return false
}

// volition reports whether "will not" or "would never" stands before token v.
func (s *sentence) volition(v int) bool {
	for i := v - 1; i >= 0 && v-i < 5; i-- {
		switch s.norm(i) {
		case "will", "would", "wo", "shall", "'ll", "'d":
			return true
		}
	}
	return false
}

// byGerund reports whether the acting verb is a gerund behind a preposition: "by arming the rebels".
func (s *sentence) byGerund(r reading) bool {
	_, form := codebook.Verb(s.norm(r.first))
	return form == codebook.Gerund && prepositions[s.norm(r.first-1)] && s.norm(r.first-1) != "to"
}

func signed(sign int) graph.Stance {
	if sign < 0 {
		return graph.Opposes
	}
	return graph.Supports
}

// idle reports whether a reading without a cue is a plain fact: somebody leaves, forces shell a town.
func (s *sentence) idle(r reading) bool {
	if s.passiveHolder(r) {
		return true
	}
	if (r.rule == "negate" || r.rule == "reverse") && !s.deliberate(r) {
		return true
	}
	if r.rule == "act-cue" && (r.issue.Harm || s.byGerund(r)) {
		return true
	}
	if r.rule != "act" {
		return false
	}
	if r.issue.Harm || s.byGerund(r) {
		return true
	}
	switch r.issue.Class {
	case "departure", "legitimacy", "violence", "bombard", "remain", "civilian":
		return true
	}
	return r.issue.Partial || r.issue.Score < 0.75 || s.heading && false
}

// leftReadings walks from the issue to the left, from governing word to governing word, up to a subject.
func (s *sentence) leftReadings(m codebook.IssueMatch) []reading {
	r := &reader{s: s, m: m, verb: -1, stop: -1}
	var out []reading
	if s.norm(m.First-1) == "whether" || s.norm(m.First-2) == "whether" {
		return r.whether()
	}
	if m.Verb {
		r.verb = m.Core
		r.groupOps(m.Core)
	} else if s.noBefore(m.First) {
		r.add(element{kind: codebook.OpNegate, first: m.First - 1, last: m.First - 1})
	}
	if d := s.opIn(m.Core, m.Last, codebook.OpDeontic); d >= 0 {
		r.add(element{kind: codebook.OpDeontic, first: d, last: d, negated: s.norm(d+1) == "not" || s.norm(d+1) == "never"})
	}
	i := m.Core - 1
	if m.Verb && r.finite(m.Core) {
		i = -1
		if k := s.relativeOf(m.Core); k > 0 {
			i, r.verb = k-1, -1
		}
	}
	material := 0
	for i >= 0 && m.Core-i < 45 {
		n := s.norm(i)
		if terminal[n] || n == ";" || n == ":" {
			break
		}
		if n == `"` && s.quoteEdge(i, m.Core) {
			r.crossed = true
			break
		}
		if c := s.cueEndingAt(i, m.Core); c != nil && s.attributive(c) {
			i = c.First - 1
			continue
		} else if c != nil {
			r.add(element{cue: c, first: c.First, last: c.Last, negated: s.negatedAt(c.First)})
			who := s.inside(c)
			if len(who) == 0 {
				who = s.possessor(c.First, i)
			}
			if c.Part != codebook.PartVerb && len(who) > 0 {
				sub := subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First, why: "the words before the noun"}
				if rd, ok := r.conclude(sub, "noun"); ok {
					out = append(out, rd)
				}
				i = min(s.mentions[who[0]].First, c.First) - 1
				material = 0
				continue
			}
			i, material = c.First-1, 0
			if c.Part == codebook.PartVerb {
				r.verb = c.First
				r.groupOps(c.First)
				if _, form := codebook.Verb(s.norm(c.First)); form == codebook.Gerund && (s.mentionAt(c.First-1) >= 0 || institutions[s.norm(c.First-1)]) {
					break // "rebels trying to": the noun before is the subject
				}
				if r.finite(c.First) {
					if k := s.relativeOf(c.First); k > 0 {
						i, r.verb = k-1, -1
						continue
					}
					break
				}
			}
			if c.Part == codebook.PartNoun && s.agentNoun(c) && len(r.elements) == 1 {
				if sub := s.apposed(c.First); sub.kind == actorSubject {
					if rd, ok := r.conclude(sub, "noun"); ok {
						out = append(out, rd)
					}
					return out
				}
			}
			if c.Part == codebook.PartPhrase && r.predicate(c.First) {
				r.verb = c.First
				r.groupOps(c.First)
				break
			}
			continue
		}
		if c := s.judgementAt(i); c != nil && (s.norm(c.Last+1) == "to" || s.norm(c.Last+1) == "that" || s.norm(c.Last+1) == "for") {
			r.add(element{cue: c, first: c.First, last: c.Last, negated: s.negatedAt(c.First)})
			if rd, ok := r.conclude(subject{}, "judge"); ok {
				rd.duty, rd.judged = true, true
				out = append(out, rd)
			}
			return out
		}
		if o := s.opEndingAt(i, codebook.OpReverse, m.Core); o != nil {
			r.add(element{kind: codebook.OpReverse, first: o.First, last: o.Last, negated: s.negatedAt(o.First)})
			i, material = o.First-1, 0
			if o.Part == codebook.PartVerb {
				r.verb = o.First
				r.groupOps(o.First)
				if r.finite(o.First) {
					break
				}
			}
			continue
		}
		if o := s.opEndingAt(i, codebook.OpDeontic, m.Core); o != nil && !s.boundaryBetween(i, m.Core) {
			r.add(element{kind: codebook.OpDeontic, first: o.First, last: o.Last, negated: s.negatedAt(o.First) || s.norm(o.Last+1) == "not"})
			if rd, ok := r.conclude(s.subjectOf(o.First, 0), ""); ok {
				out = append(out, rd)
			}
			return out
		}
		if o := s.opEndingAt(i, codebook.OpFail, m.Core); o != nil {
			r.add(element{kind: codebook.OpFail, first: o.First, last: o.Last})
			r.verb = o.First
			break
		}
		if (n == "who" || n == "which") && r.verb > i {
			break
		}
		if n == "what" && i+1 < m.Core && r.verb < 0 {
			i--
			continue
		}
		if subordinators[n] && n != "to" && r.verb < 0 && n != "whether" && n != "how" {
			break
		}
		if n == "unlike" || n == "despite" || n == "than" || n == "following" || n == "amid" || n == "during" {
			break
		}
		if _, form := codebook.Verb(s.norm(i - 1)); n == "by" && form == codebook.PastForm {
			return out // the issue is what does it: "aided by the strikes"
		}
		if (n == "while" || n == "because" || n == "although" || n == "but" || n == "as" && r.verb > i) && len(r.elements) > 0 {
			break
		}
		if n == "that" && s.isReport(i-1) && s.cueEndingAt(i, m.Core) == nil {
			break
		}
		if n == "and" || n == "or" {
			if k, ok := s.parallel(i, r.verb); ok {
				i = k - 1
				continue
			}
		}
		if k := s.mentionAt(i); k >= 0 {
			if s.standsAsSubject(k, r.verb, m.Core) {
				break
			}
			i = s.mentions[k].First - 1
			material++
			continue
		}
		if s.isFinite(i) && !auxiliaries[n] {
			if s.norm(i-2) == "what" || s.norm(i-3) == "what" { // "what she said were attacks"
				i--
				continue
			}
			if s.isReport(i) && len(r.elements) == 0 {
				break
			}
			r.verb = i
			r.groupOps(i)
			break
		}
		if s.tokens[i].Word && !prepositions[n] && !auxiliaries[n] && n != "the" && n != "a" && n != "to" {
			material++
		}
		if material > 9 {
			break
		}
		i--
	}
	r.stop = i
	if rd, ok := r.conclude(r.subject(i), ""); ok {
		out = append(out, rd)
	}
	return out
}

// relativeOf gives the place of the relative pronoun before the verb at v, where what it belongs to is no actor: "a
// draft that would ban arms" says something about the draft, and the walk goes on to whoever drafted it.
func (s *sentence) relativeOf(v int) int {
	i := v - 1
	for i > 0 && (auxiliaries[s.norm(i)] || adverbs[s.norm(i)] || endsLy(s.norm(i))) {
		i--
	}
	if n := s.norm(i); i < 2 || n != "that" && n != "which" || !s.antecedent(i) {
		return 0
	}
	if s.phraseBefore(i, v, 3).kind != unknownSubject {
		return 0
	}
	return i
}

// inside gives the actors named within a noun cue: "attempts by Peru and Chile to".
func (s *sentence) inside(c *codebook.Cue) []int {
	if c.Part != codebook.PartNoun {
		return nil
	}
	var out []int
	for k, m := range s.mentions {
		if m.First > c.First && m.Last < c.Last && m.How != codebook.ByAdjective {
			out = append(out, k)
		}
	}
	return out
}

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

// agentNoun reports whether a noun cue names a person by a stance: "a critic of".
func (s *sentence) agentNoun(c *codebook.Cue) bool {
	switch c.Form {
	case "supporter of", "backer of", "proponent of", "advocate of", "advocate for", "champion of", "defender of", "fan of", "ally of", "opponent of", "critic of", "foe of", "detractor of", "enemy of",
		"mediator in", "mediator between":
		return true
	}
	return false
}

// apposed gives the actor that the noun at i describes: "Peru, a critic of", "Peru is a critic of".
func (s *sentence) apposed(i int) subject {
	k := i - 1
	for k >= 0 && i-k < 9 && s.norm(k) != "," && !auxiliaries[s.norm(k)] && s.norm(k) != "as" && s.norm(k) != "-" {
		k--
	}
	switch {
	case k < 1:
		return subject{}
	case s.norm(k) == "," || s.norm(k) == "-":
		return s.phrase(k-1, i, 2)
	case auxiliaries[s.norm(k)]:
		return s.subjectOf(k+1, 0)
	}
	return subject{}
}

// whether reads an issue behind "whether": undecided where a word says so, else nothing.
func (r *reader) whether() []reading {
	for k := range r.s.cues {
		c := &r.s.cues[k]
		if c.Stance != graph.Undecided || c.First >= r.m.First || r.m.First-c.Last > 5 {
			continue
		}
		r.elements = []element{{cue: c, first: c.First, last: c.Last}}
		if rd, ok := r.conclude(r.s.subjectOf(c.First, 0), ""); ok {
			rd.duty = false
			return []reading{rd}
		}
	}
	return nil
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

func (r *reader) add(e element) { r.elements = append(r.elements, e) }

// subject finds the subject for the leftmost verb, or the actor at which the walk stopped.
func (r *reader) subject(i int) subject {
	if r.crossed && r.verb < 0 {
		return subject{kind: speakerSubject, first: i + 1, why: "quoted words"}
	}
	if r.verb >= 0 {
		return r.s.subjectOf(r.verb, 0)
	}
	if r.crossed {
		return subject{kind: speakerSubject, first: i + 1, why: "quoted words"}
	}
	if n := len(r.elements); n > 0 {
		if first := r.elements[n-1].first; r.elements[n-1].kind == codebook.OpDeontic {
			return r.s.subjectOf(first, 0)
		}
		if k := r.s.mentionAt(max(i, 0)); i >= 0 && k >= 0 && r.elements[n-1].cue != nil && r.elements[n-1].cue.Part == codebook.PartPhrase {
			return r.s.subjectOf(r.elements[n-1].first, 0)
		}
	}
	return subject{first: i + 1}
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
		r.add(element{kind: codebook.OpDeontic, first: d, last: d, negated: s.negatedBetween(d, v)})
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

// possessor gives the actors that stand right before a noun cue: "Russia's call for", "French and British opposition to".
func (s *sentence) possessor(first, _ int) []int {
	k := first - 1
	for k >= 0 && first-k < 5 && s.mentionAt(k) < 0 {
		n := s.norm(k)
		if n != "'s" && n != "'" && !s.plainAdjective(k) {
			return nil
		}
		k--
	}
	if k < 0 {
		return nil
	}
	m := s.mentionAt(k)
	if m < 0 {
		return nil
	}
	mm := s.mentions[m]
	if mm.How == codebook.ByAdjective {
		return append(s.adjectiveConjuncts(mm.First), m)
	}
	if s.norm(mm.Last+1) == "'s" || mm.guess && (s.norm(mm.First) == "his" || s.norm(mm.First) == "her" || s.norm(mm.First) == "its" || s.norm(mm.First) == "their") {
		more, _ := s.conjuncts(mm.First)
		return append(more, m)
	}
	return nil
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

// standsAsSubject reports whether the mention k is the subject of the verb to its right rather than an object on the way.
func (s *sentence) standsAsSubject(k, verb, issue int) bool {
	m := s.mentions[k]
	if m.How == codebook.ByAdjective || s.norm(m.Last+1) == "'s" || m.First > 0 && prepositions[s.norm(m.First-1)] {
		return false
	}
	if m.guess && (s.norm(m.First) == "his" || s.norm(m.First) == "its" || s.norm(m.First) == "their" || s.norm(m.First) == "her" || s.norm(m.First) == "him" || s.norm(m.First) == "them") {
		return false
	}
	if c := s.cueEndingAt(m.First, issue); c != nil {
		return false
	}
	if c := s.cueEndingAt(m.First-1, issue); c != nil && c.Part == codebook.PartVerb {
		return false
	}
	if s.norm(m.First-1) == "the" && s.cueEndingAt(m.First-2, issue) != nil {
		return false
	}
	next := m.Last + 1
	if next == verb && s.subjunctive(verb) && !m.guess {
		return false
	}
	for next < issue && (adverbs[s.norm(next)] || endsLy(s.norm(next))) {
		next++
	}
	if next == verb || auxiliaries[s.norm(next)] || s.norm(next) == "," {
		return true
	}
	return verb >= 0 && s.isFinite(next)
}

// conclude evaluates the chain of elements and makes a reading of it.
func (r *reader) conclude(sub subject, rule string) (reading, bool) {
	e := evaluate(r.m.Sign, r.elements, r.m.Verb)
	if !e.ok {
		return reading{}, false
	}
	first, last := r.m.First, r.m.Last
	for _, el := range r.elements {
		first, last = min(first, el.first), max(last, el.last)
	}
	if r.m.Verb && len(r.elements) == 0 {
		first = min(first, r.m.First)
	}
	if rule == "" {
		rule = e.rule
	} else {
		rule += "-" + e.rule
	}
	return reading{issue: r.m, stance: e.stance, elements: append([]element(nil), r.elements...), holder: sub, duty: e.duty, first: first, last: last,
		rule: rule, weight: e.weight, hedged: e.hedged}, true
}

// reacting are classes of cues about what somebody else does: who welcomes mediation does not mediate.
var reacting = set("endorse reject condemn defend direct warn undecided cool")

// evaluation is what the sign algebra makes of a chain.
type evaluation struct {
	stance graph.Stance
	duty   bool
	rule   string
	weight float64
	hedged bool
	ok     bool
}

// evaluate is the sign algebra: the sign of the issue phrase, times those of the reversers, negations and cues on the
// way to the holder. "Not oppose" gives nothing: it is not support.
func evaluate(sign int, elements []element, verb bool) evaluation {
	e := evaluation{weight: 1}
	var cue *codebook.Cue
	for _, el := range elements {
		switch {
		case el.cue != nil:
			if e.stance == graph.Mediates && reacting[el.cue.Class] {
				e.stance = ""
			}
			cue = el.cue
			e.weight = min(e.weight, cue.Weight)
			switch cue.Stance {
			case graph.Opposes:
				if el.negated {
					e.stance = graph.Undecided
					e.weight *= 0.3
				}
				sign = -sign
			case graph.Supports:
				if el.negated {
					sign = -sign
					e.weight *= 0.9
				}
			default:
				if !el.negated || cue.Stance == graph.Undecided {
					e.stance = cue.Stance
				}
			}
		case el.kind == codebook.OpReverse:
			sign = -sign
			if el.negated {
				sign = -sign
			}
			e.ok = true
			e.weight = min(e.weight, 0.7)
		case el.kind == codebook.OpNegate:
			sign = -sign
			e.ok = true
			e.weight = min(e.weight, 0.75)
		case el.kind == codebook.OpDeontic:
			e.duty, e.ok = true, true
			if el.negated {
				sign = -sign
			}
			e.weight = min(e.weight, 0.8)
		case el.kind == codebook.OpFail:
			e.weight *= 0.7
		}
	}
	switch {
	case cue != nil:
		e.ok, e.rule = true, cue.Class
	case e.duty:
		e.rule = "duty"
	case len(elements) > 0:
		e.rule = string(elements[len(elements)-1].kind)
	case verb:
		e.ok, e.rule, e.weight = true, "act", 0.55
	}
	if cue != nil && cue.Frame == codebook.FrameAct {
		e.rule = "act-cue"
	}
	if e.stance == "" {
		e.stance = graph.Supports
		if sign < 0 {
			e.stance = graph.Opposes
		}
	}
	return e
}

// rightReading looks behind the issue: "was rejected by Peru", "are illegal", "must stop", "drew criticism from Peru".
func (s *sentence) rightReading(m codebook.IssueMatch) (reading, bool) {
	if r, ok := s.objectRelative(m); ok {
		return r, true
	}
	limit := min(len(s.tokens), m.Last+16)
	for i := m.Last + 1; i < limit; i++ {
		n := s.norm(i)
		if terminal[n] || n == ";" || n == ":" || n == "but" || n == "while" || n == "because" {
			break
		}
		if n == "," {
			if _, form := codebook.Verb(s.norm(i + 1)); form == codebook.Gerund || s.norm(i+1) == "and" || s.norm(i+1) == "as" || s.norm(i+1) == "with" || s.norm(i+1) == "which" || s.norm(i+1) == "who" {
				break
			}
		}
		if n == `"` && s.quoted[m.First] != 0 && s.quoted[min(i+1, len(s.tokens)-1)] == 0 {
			break
		}
		if k := s.mentionAt(i); k >= 0 && s.standsBefore(k) {
			break
		}
		if c := s.cueAt(i); c != nil && c.First > m.Last {
			if c.Frame == codebook.FrameJudge {
				if i-m.Last > 8 && !s.copulaBetween(m.Last, i) {
					break
				}
				return s.judge(m, c, m.First, c.Last), true
			}
			if who := s.agent(c); len(who) > 0 && s.predicates(m, c) {
				return s.agentReading(m, c, who), true
			}
		}
		if d := s.opAt(i, codebook.OpDeontic); d >= 0 && i-m.Last < 9 {
			return s.dutyReading(m, i), true
		}
	}
	for k := range s.cues { // judgements in front: "a violation of", "it is illegal to"
		c := &s.cues[k]
		if c.Frame == codebook.FrameJudge && !strings.HasPrefix(c.Form, "w") && c.Last < m.First && m.First-c.Last < 6 && !s.boundaryBetween(c.Last, m.First) && s.attaches(c, m) {
			return s.judge(m, c, c.First, m.Last), true
		}
	}
	return reading{}, false
}

// objectRelative reads "tariffs that Peru has proposed": the clause behind the issue says who holds what on it.
func (s *sentence) objectRelative(m codebook.IssueMatch) (reading, bool) {
	for i := m.Core + 1; i <= m.Last+2 && i < len(s.tokens)-2; i++ {
		if n := s.norm(i); n != "that" && n != "which" {
			continue
		}
		k := s.mentionAt(i + 1)
		if k < 0 && s.norm(i+1) == "the" {
			k = s.mentionAt(i + 2)
		}
		if k < 0 || s.mentions[k].How == codebook.ByAdjective {
			continue
		}
		v := s.mentions[k].Last + 1
		for auxiliaries[s.norm(v)] || adverbs[s.norm(v)] || endsLy(s.norm(v)) {
			v++
		}
		c := s.cueAt(v)
		if c == nil || c.Frame == codebook.FrameJudge {
			continue
		}
		stance := c.Stance
		if (m.Sign < 0) != s.negatedAt(v) {
			stance = stance.Reverse()
		}
		return reading{issue: m, stance: stance, elements: []element{{cue: c, first: c.First, last: c.Last}}, holder: subject{kind: actorSubject, who: []int{k}, why: "subject of the clause behind the issue"},
			agent: true, first: m.First, last: max(c.Last, m.Last), rule: "relative-" + c.Class, weight: c.Weight}, true
	}
	return reading{}, false
}

// attaches reports whether a judgement in front of an issue is about it.
func (s *sentence) attaches(c *codebook.Cue, m codebook.IssueMatch) bool {
	n := s.norm(c.Last)
	next := s.norm(c.Last + 1)
	return c.Last+1 == m.First || prepositions[n] || next == "to" || next == "for" || next == "of" || next == "that" || next == "about"
}

func (s *sentence) boundaryBetween(a, b int) bool {
	for i := a + 1; i < b; i++ {
		switch s.norm(i) {
		case ",", ";", ":", ".", "but", "while", `"`, "-":
			return true
		}
	}
	return false
}

func (s *sentence) copulaBetween(a, b int) bool {
	for i := a + 1; i < b; i++ {
		switch s.norm(i) {
		case "is", "are", "was", "were", "be", "been", "would", "will":
			return true
		}
	}
	return false
}

// standsBefore reports whether a mention begins a new clause to the right of an issue.
func (s *sentence) standsBefore(k int) bool {
	m := s.mentions[k]
	return !prepositions[s.norm(m.First-1)] && m.How != codebook.ByAdjective && s.isFinite(m.Last+1) && s.norm(m.Last+1) != ""
}

func (s *sentence) cueAt(i int) *codebook.Cue {
	for k := range s.cues {
		if s.cues[k].First == i {
			return &s.cues[k]
		}
	}
	return nil
}

// agent gives the actors behind "by" or "from" that follow a cue.
func (s *sentence) agent(c *codebook.Cue) []int {
	for i := c.First + 1; i < len(s.tokens) && i <= c.Last+3; i++ {
		n := s.norm(i)
		if n == "by" && (c.Passive || c.Part == codebook.PartNoun) || (n == "from" || n == "of") && c.Part == codebook.PartNoun {
			if who := s.listAfter(i + 1); n == "by" || len(who) > 0 && s.mentions[who[0]].First <= i+2 {
				return who
			}
		}
	}
	return nil
}

// listAfter collects the actors of the noun phrase at i: "Russia, China and other states".
func (s *sentence) listAfter(i int) []int {
	var out []int
	last := false // "and" was seen: one more and the list is over
	for k := i; k < len(s.tokens) && k < i+30; k++ {
		n := s.norm(k)
		if n == "," && last && len(out) > 1 {
			break
		}
		last = last || n == "and" || n == "or"
		if m := s.mentionAt(k); m >= 0 {
			mm := s.mentions[m]
			if mm.How == codebook.ByAdjective && !institutions[s.norm(mm.Last+1)] && !headRoles[s.norm(mm.Last+1)] {
				k = mm.Last
				continue
			}
			if s.norm(mm.Last+1) != "'s" {
				out = append(out, m)
			}
			k = mm.Last
			continue
		}
		if n == "," || n == "and" || n == "or" || n == "the" || n == "both" || n == "some" || n == "many" || n == "other" || n == "`" || n == "as" || n == "such" || n == "well" || institutions[n] {
			continue
		}
		if len(out) > 0 || k > i+3 {
			break
		}
	}
	return out
}

// predicates reports whether a passive cue behind an issue says something of it: "strikes were rejected by", "a plan so
// far rejected by".
func (s *sentence) predicates(m codebook.IssueMatch, c *codebook.Cue) bool {
	if c.Part != codebook.PartVerb {
		return c.First-m.Last < 12 && !s.boundaryBetween(m.Last, c.First) || c.First-m.Last < 6
	}
	for i := m.Last + 1; i < c.First; i++ {
		n := s.norm(i)
		if n == "to" || s.isFinite(i) && !auxiliaries[n] {
			return false
		}
	}
	return auxiliaries[s.norm(c.First-1)] || adverbs[s.norm(c.First-1)] || endsLy(s.norm(c.First-1)) || c.First-m.Last < 3 || s.norm(c.First-1) == ","
}

func (s *sentence) judge(m codebook.IssueMatch, c *codebook.Cue, first, last int) reading {
	stance := c.Stance
	if m.Sign < 0 {
		stance = stance.Reverse()
	}
	weight := c.Weight
	if s.negatedAt(c.First) || c.First+1 <= c.Last && s.norm(c.First+1) == "not" && false {
		stance = stance.Reverse()
	}
	for _, o := range s.ops {
		if c.First > m.Last && o.Kind == codebook.OpReverse && o.First < m.First && m.First-o.Last < 4 && o.Last < m.First && !s.boundaryBetween(o.Last, m.First) {
			stance = stance.Reverse()
		}
	}
	return reading{issue: m, stance: stance, elements: []element{{cue: c, first: c.First, last: c.Last}}, duty: true, judged: true, first: min(first, m.First), last: max(last, m.Last),
		rule: c.Class, weight: weight, holder: subject{}}
}

func (s *sentence) agentReading(m codebook.IssueMatch, c *codebook.Cue, who []int) reading {
	stance := c.Stance
	if m.Sign < 0 {
		stance = stance.Reverse()
	}
	if s.negatedAt(c.First) && stance == graph.Supports {
		stance = graph.Opposes
	}
	last := c.Last
	for _, k := range who {
		last = max(last, s.mentions[k].Last)
	}
	return reading{issue: m, stance: stance, elements: []element{{cue: c, first: c.First, last: c.Last}}, holder: subject{kind: actorSubject, who: who, why: "named behind by or from"},
		agent: true, first: m.First, last: last, rule: "agent-" + c.Class, weight: c.Weight}
}

// dutyReading reads "the strikes must stop": the speaker opposes them.
func (s *sentence) dutyReading(m codebook.IssueMatch, d int) reading {
	sign := m.Sign
	last := d
	rule := "duty"
	for i := d; i < len(s.tokens) && i < d+8; i++ {
		n := s.norm(i)
		if terminal[n] || n == "," || n == `"` && i > d+2 {
			break
		}
		last = i
		if o := s.opEndingAt(i, codebook.OpReverse, len(s.tokens)); o != nil && o.First == i {
			sign = -sign
			last = max(last, o.Last)
			break
		}
		if c := s.cueAt(i); c != nil && c.First > d && c.Stance == graph.Opposes {
			sign = -sign
			break
		}
	}
	if s.negatedBetween(d-1, d+3) || s.norm(d+1) == "not" || s.norm(d+1) == "n't" || s.norm(d+1) == "never" {
		sign = -sign
	}
	stance := graph.Supports
	if sign < 0 {
		stance = graph.Opposes
	}
	return reading{issue: m, stance: stance, elements: []element{{kind: codebook.OpDeontic, first: d, last: last}}, duty: true, first: m.First, last: max(last, m.Last),
		rule: rule, weight: 0.8}
}
