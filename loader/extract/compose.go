package extract

import (
	"stancegraph/codebook"
	"stancegraph/graph"
)

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
