package extract

import (
	"stancegraph/codebook"
	"stancegraph/graph"
)

// settled gives the one reading that there is of an issue where the words around it leave no other.
func (s *sentence) settled(m codebook.IssueMatch) (reading, bool) {
	if r, ok := s.ultimatum(m); ok {
		return r, true
	}
	return s.doing(m)
}

// readings gives every reading of an issue match.
func (s *sentence) readings(m codebook.IssueMatch) []reading {
	var out []reading
	if m.Class == "legitimacy" {
		out = append(out, reading{issue: m, stance: signed(m.Sign), duty: true, judged: true, first: m.First, last: m.Last, rule: "claim", weight: 0.75})
	}
	if r, ok := s.settled(m); ok {
		return append(out, r)
	}
	if r, ok := s.conditionReading(m); ok {
		out = append(out, r)
	}
	from := s.feared(m)
	var left []reading
	firm := false
	for _, r := range s.leftReadings(m) {
		if r.first < from {
			continue // "threatened to resign if the toll goes ahead": the threat is not to bring it about
		}
		r.idle = s.idle(r)
		left = append(left, r)
		firm = firm || !r.idle && r.firm(s)
	}
	out = append(out, s.reactions(m, left)...)
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

// whether reads an issue behind "whether" at token w: undecided where a word says so, else nothing.
func (r *reader) whether(w int) []reading {
	for k := range r.s.cues {
		c := &r.s.cues[k]
		if c.Stance != graph.Undecided || c.First >= w || w-c.Last > 4 {
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

// whetherBefore gives the place of the "whether" that opens the clause of an issue, or -1.
func (s *sentence) whetherBefore(m codebook.IssueMatch) int {
	for i := m.First - 1; i >= 0 && m.First-i < 9 && (s.tokens[i].Word || s.norm(i) == "'s"); i-- {
		if s.norm(i) == "whether" {
			return i
		}
	}
	return -1
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
func (s *sentence) possessor(first int) []int {
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

// neither reports whether a list of subjects whose first begins at token i is denied: "neither Peru nor Chile".
func (s *sentence) neither(i int) bool {
	return s.norm(i-1) == "neither" || s.norm(i-1) == "the" && s.norm(i-2) == "neither"
}

// conclude evaluates the chain of elements and makes a reading of it.
func (r *reader) conclude(sub subject, rule string) (reading, bool) {
	if n := r.s.norm(sub.first); sub.kind == unknownSubject && (n == "no" || n == `"` && r.s.norm(sub.first+1) == "no") && len(r.elements) > 0 { // "no state should interfere"
		r.add(element{kind: codebook.OpNegate, first: sub.first, last: sub.first})
	}
	if sub.kind == actorSubject && len(r.elements) > 0 && r.s.neither(r.s.mentions[sub.who[0]].First) {
		r.add(element{kind: codebook.OpNegate, first: sub.first, last: sub.first})
	}
	elements := r.s.withFate(r.m, r.elements)
	e := evaluate(r.m.Sign, elements, r.m.Verb)
	if !e.ok {
		return reading{}, false
	}
	first, last := r.m.First, r.m.Last
	for _, el := range elements {
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
	return reading{issue: r.m, stance: e.stance, elements: append([]element(nil), elements...), holder: sub, duty: e.duty, first: first, last: last,
		rule: rule, weight: e.weight}, true
}
