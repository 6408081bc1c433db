package extract

import (
	"stancegraph/codebook"
)

// phraseBefore gives the antecedent of the relative pronoun at i.
func (s *sentence) phraseBefore(i, v, depth int) subject {
	k := i - 1
	if s.norm(k) == "," {
		k--
	}
	if s.norm(k) == ")" {
		k = s.openBracket(k) - 1
	}
	if k < 0 {
		return subject{first: i}
	}
	start := s.phraseStart(k)
	who, _, ok := s.readPhrase(start, k)
	if p := s.describedPerson(start); ok && s.norm(i) == "who" && p >= 0 && !s.mentions[who[0]].person {
		return subject{kind: actorSubject, who: []int{p}, first: s.mentions[p].First, why: "the relative clause belongs to it"}
	}
	if n := s.norm(start); (n == "a" || n == "an") && s.norm(start-1) == "," && start > 1 { // "Ann Lee, a Texas Republican who"
		if sub := s.phrase(start-2, v, depth+1); sub.kind == actorSubject {
			return sub
		}
	}
	if !ok && start > 1 && prepositions[s.norm(start-1)] && s.norm(i) != "that" && (institutions[s.norm(start-2)] || headRoles[s.norm(start-2)]) {
		return s.phrase(k, v, depth)
	}
	if !ok && s.norm(i-1) == "," {
		if sub := s.beforeComma(i-1, v, depth+1); sub.kind == actorSubject {
			return sub
		}
	}
	if !ok || s.norm(i) != "who" && start > 0 && prepositions[s.norm(start-1)] {
		return subject{kind: unknownSubject, first: start, text: s.words(start, k)}
	}
	more, _ := s.conjuncts(start)
	return subject{kind: actorSubject, who: append(more, who...), first: start, why: "the relative clause belongs to it"}
}

// describedPerson gives the person whom an aside that goes on to token i describes, "Ann Lee, head of research for the Harbour
// League", or -1.
func (s *sentence) describedPerson(i int) int {
	for k := i - 1; k > 0 && i-k < 14; k-- {
		switch n := s.norm(k); {
		case n == ",":
			if m := s.mentionAt(k - 1); m >= 0 && s.mentions[m].person {
				return m
			}
			return -1
		case terminal[n] || n == ";" || s.isFinite(k):
			return -1
		}
	}
	return -1
}

// firstPhrase gives the first actor of the sentence before token i that is not inside a prepositional phrase.
func (s *sentence) firstPhrase(i int) subject {
	for k := range s.mentions {
		m := s.mentions[k]
		if m.First >= i {
			break
		}
		if m.First == 0 || !prepositions[s.norm(m.First-1)] && !(s.norm(m.First-1) == "the" && prepositions[s.norm(m.First-2)]) {
			if m.How == codebook.ByAdjective || s.norm(m.Last+1) == "'s" {
				continue
			}
			return subject{kind: actorSubject, who: []int{k}, first: m.First, why: "first actor of the sentence"}
		}
	}
	return subject{first: 0}
}

// phrase reads the noun phrase that ends at token i, with all its prepositional phrases, and finds the actor it means.
func (s *sentence) phrase(i, v, depth int) subject {
	if i < 0 || depth > maxDepth {
		return subject{}
	}
	start := s.phraseStart(i)
	who, head, ok := s.readPhrase(start, i)
	if ok && !(s.norm(start-1) == "and" && s.singular(i+1, v)) { // "met in Peru and Chile has signed"
		if more, from := s.conjuncts(start); len(more) > 0 {
			who, start = append(more, who...), from
		}
	}
	if !ok && s.norm(start) == "one" && s.norm(start-1) == "," { // "Peru, one of the backers of"
		if sub := s.phrase(start-2, v, depth+1); sub.kind == actorSubject {
			return sub
		}
	}
	if !ok {
		if more, from := s.loosePhrase(start, head); len(more) > 0 {
			return subject{kind: actorSubject, who: more, first: from, why: "subject of the verb"}
		}
	}
	if start > 1 && ok && s.norm(start-1) == "with" && s.norm(start-2) == "," { // "China, with Russia and India, has": all
		if sub := s.phrase(start-3, v, depth+1); sub.kind == actorSubject {
			sub.who = append(sub.who, who...)
			return sub
		}
	}
	if start > 0 && ok && s.norm(start-1) == "like" { // "and like Peru is pushing for": both
		if sub := s.beforeLike(start-1, v, depth); sub.kind == actorSubject {
			sub.who = append(sub.who, who...)
			return sub
		}
	}
	if ok && s.norm(start-1) == "as" && s.norm(start-2) == "such" { // "critics such as Peru oppose"
		return subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First, why: "named as examples"}
	}
	if ok && (s.norm(start-1) == "after" || s.norm(start-1) == "before") && s.finiteBefore(start-1) { // "signed the pact after Peru backed it"
		return subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First, why: "subject of the verb"}
	}
	if ok && s.byAuthor(start, who[0]) { // "a bill sponsored by Peru would"
		return subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First, why: "whose text it is"}
	}
	if start > 0 && prepositions[s.norm(start-1)] && s.norm(start-1) != "like" && !(ok && subordinators[s.norm(start-1)]) { // not "after Peru backed"
		inner := start - 1
		outerSub := subject{}
		if inner > 0 {
			outerSub = s.phrase(inner-1, v, depth+1)
		}
		if outerSub.kind == actorSubject {
			return outerSub
		}
		if ok && inner > 0 && !s.private(s.mentions[who[0]], inner-1) && (institutions[s.norm(inner-1)] || headRoles[s.norm(inner-1)] || quantities[s.norm(inner-1)] || s.norm(inner-1) == "one") {
			return subject{kind: actorSubject, who: who, first: start, why: "the subject's head stands for it"}
		}
		if outerSub.kind == unknownSubject {
			return outerSub
		}
		if inner == 0 || outerSub.kind == noSubject {
			return subject{kind: unknownSubject, first: start, text: s.words(start, i)}
		}
		return outerSub
	}
	if !ok {
		return subject{kind: unknownSubject, first: start, text: s.words(start, i), why: head}
	}
	return subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First, why: "subject of the verb"}
}

// singular reports whether the verb at v, or an auxiliary from token i on, has the form of one subject.
func (s *sentence) singular(i, v int) bool {
	for ; i < v; i++ {
		switch s.norm(i) {
		case "is", "was", "has", "does":
			return true
		}
	}
	_, form := codebook.Verb(s.norm(v))
	return form == codebook.ThirdPerson
}

// finiteBefore reports whether a finite verb stands before token i in its sentence or part of one.
func (s *sentence) finiteBefore(i int) bool {
	for k := i - 1; k >= 0 && i-k < 14 && !terminal[s.norm(k)] && s.norm(k) != ";" && s.norm(k) != ","; k-- {
		if s.isFinite(k) {
			return true
		}
	}
	return false
}

// loosePhrase reads "A, B and other states" and "French missiles and warplanes", whose last part names nobody.
func (s *sentence) loosePhrase(start int, head string) ([]int, int) {
	if s.norm(start-1) != "and" && s.norm(start-1) != "or" {
		return nil, start
	}
	n := s.norm(start)
	others := n == "others" || n == "many" || n == "several" || n == "some" || n == "most"
	for i := start; i < start+5 && i < len(s.tokens); i++ {
		others = others || s.norm(i) == "other"
	}
	if others {
		who, from := s.conjuncts(start)
		if from > 1 && s.norm(from-1) == "with" && s.norm(from-2) == "," {
			if sub := s.phrase(from-3, from-1, 3); sub.kind == actorSubject {
				return append(sub.who, who...), sub.first
			}
		}
		return who, from
	}
	if institutions[head] && start > 1 {
		from := s.phraseStart(start - 2)
		if who, _, ok := s.readPhrase(from, start-2); ok && !prepositions[s.norm(from-1)] {
			return who, from
		}
	}
	return nil, start
}

// beforeLike gives the subject that "like Peru" at i is compared with.
func (s *sentence) beforeLike(i, v, depth int) subject {
	k := i - 1
	if s.norm(k) == "and" || s.norm(k) == "but" {
		return s.shared(k, depth)
	}
	if s.norm(k) == "," && k > 0 {
		for k > 0 && (s.norm(k) == "," || adverbs[s.norm(k)] || auxiliaries[s.norm(k)]) {
			k--
		}
		return s.phrase(k, v, depth+1)
	}
	return subject{}
}

var possessives = set("his her its their my our your")

// phraseStart gives the first token of the simple noun phrase that ends at i.
func (s *sentence) phraseStart(i int) int {
	k := i
	for k >= 0 && i-k < 14 {
		if m := s.mentionAt(k); m >= 0 {
			if s.mentions[m].guess && !possessives[s.norm(k)] {
				return s.mentions[m].First
			}
			k = s.mentions[m].First - 1
			continue
		}
		n := s.norm(k)
		if !s.tokens[k].Word {
			if n == `"` || n == "'" {
				k--
				continue
			}
			if n == ")" && k < i {
				if o := s.openBracket(k); o < k {
					k = o - 1
					continue
				}
			}
			break
		}
		if n == "'s" {
			k--
			continue
		}
		if n == "the" || n == "a" || n == "an" {
			k--
			break
		}
		if n == "about" && k < i && s.tokens[k+1].Norm[0] >= '0' && s.tokens[k+1].Norm[0] <= '9' {
			k--
			continue
		}
		if adverbs[n] && k < i && s.tokens[k].Upper {
			break
		}
		if prepositions[n] || subordinators[n] || relatives[n] || auxiliaries[n] || n == "and" || n == "or" || n == "nor" || n == "but" {
			break
		}
		if _, form := codebook.Verb(n); form != codebook.NotVerb && k < i && !s.isNounAt(k) && !(form == codebook.PastForm || form == codebook.Gerund) {
			break
		} else if form == codebook.PastForm && k < i && s.isFinite(k) && s.norm(k+1) != "" && (s.norm(k+1) == "the" || s.norm(k+1) == "a" || s.mentionAt(k+1) >= 0) {
			break
		}
		k--
	}
	return min(k+1, i)
}

// readPhrase finds the actor that a simple noun phrase means: its last word, or the body before an institution.
func (s *sentence) readPhrase(a, b int) (who []int, head string, ok bool) {
	last := s.mentionAt(b)
	if last >= 0 && s.mentions[last].Last == b {
		return []int{last}, "", true
	}
	head = s.norm(b)
	if head == "countries" || head == "nations" || head == "members" || head == "neighbors" || head == "allies" {
		return nil, head, false // the members of a body, not the body
	}
	for k := b; k >= a; k-- {
		m := s.mentionAt(k)
		if m < 0 {
			continue
		}
		if s.mentions[m].guess && s.norm(k) != "his" && s.norm(k) != "its" && s.norm(k) != "their" {
			return nil, head, false
		}
		if s.private(s.mentions[m], b) {
			return nil, head, false
		}
		if institutions[head] || headRoles[head] || events[head] && s.mentions[m].How != codebook.ByCapital {
			return append(s.adjectiveConjuncts(s.mentions[m].First), m), head, true
		}
		return nil, head, false
	}
	return nil, head, false
}

// adjectiveConjuncts collects "British, American and" before "French missiles".
func (s *sentence) adjectiveConjuncts(i int) []int {
	var out []int
	k := i - 1
	for k >= 0 && (s.norm(k) == "," || s.norm(k) == "and" || s.norm(k) == "or") {
		for k >= 0 && (s.norm(k) == "," || s.norm(k) == "and" || s.norm(k) == "or") {
			k--
		}
		m := -1
		if k >= 0 {
			m = s.mentionAt(k)
		}
		if m < 0 || s.mentions[m].Last != k || s.mentions[m].How != codebook.ByAdjective && (s.mentions[m].guess || s.mentions[m].person || prepositions[s.norm(s.mentions[m].First-1)]) {
			break
		}
		out = append([]int{m}, out...)
		k = s.mentions[m].First - 1
	}
	return out
}

// conjuncts collects the actors joined to the phrase that starts at token start: "A, B and" before "C".
func (s *sentence) conjuncts(start int) (out []int, first int) {
	first = start
	k := start - 1
	if j := s.norm(k); j != "and" && j != "or" && j != "nor" && j != "&" {
		return nil, start // a list ends with "and"
	}
	for k >= 0 && (s.norm(k) == "and" || s.norm(k) == "or" || s.norm(k) == "nor" || s.norm(k) == "," || s.norm(k) == "&") {
		for k >= 0 && (s.norm(k) == "and" || s.norm(k) == "or" || s.norm(k) == "nor" || s.norm(k) == "," || s.norm(k) == "both") {
			k--
		}
		if k < 0 {
			break
		}
		from := s.phraseStart(k)
		m := s.mentionAt(k)
		if m < 0 || s.mentions[m].Last != k || s.mentions[m].guess {
			if !s.roleAside(from, k) {
				break
			}
			k = from - 1
			continue
		}
		if s.mentions[m].How == codebook.ByAdjective {
			break
		}
		out = append([]int{m}, out...)
		k, first = from-1, from
		if prepositions[s.norm(k)] {
			break
		}
	}
	return out, first
}

// roleAside reports whether tokens a to b are an apposition such as "the French president" inside a list of names.
func (s *sentence) roleAside(a, b int) bool {
	return (headRoles[s.norm(b)] || ownRoles[s.norm(b)]) && b-a < 7
}
