package extract

import (
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// memory is what the reader of an article keeps in mind from sentence to sentence.
type memory struct {
	person  *mention              // whom "he" means
	roles   roles                 // whom "the minister" and "the council" mean
	woman   *mention              // whom "she" means
	group   *mention              // whom "they" means
	single  *mention              // what "it" means
	earlier *mention              // the person named before that one
	issue   map[graph.IssueID]int // sentence in which each issue was last named
	count   map[graph.IssueID]int // how often each was named
	last    graph.IssueID         // the issue named last
	lastAt  int
	counter []countermove // what is to put an end to issues
}

var (
	personPronouns = set("he him his himself")
	femalePronouns = set("she her herself")
	pluralPronouns = set("they them their themselves")
	thingPronouns  = set("it its itself")
)

// resolve adds mentions for the pronouns of a sentence.
func (mem *memory) resolve(s *sentence) {
	person, woman, group, single := mem.person, mem.woman, mem.group, mem.single
	subject, first := -1, true
	for i := 0; i < len(s.tokens); i++ {
		if k := s.mentionAt(i); k >= 0 {
			m := s.mentions[k]
			i = m.Last
			if !m.guess {
				mem.roles.learn(s, &m)
			}
			if office := mem.roles.learnUnnamed(s, m); office != nil && subject < 0 {
				person, subject = office, i
			}
			if s.quoted[m.First] != 0 && m.person && person != nil {
				continue // who is named inside a quotation is not the one who speaks it
			}
			if !m.guess && first && s.bodyBehind(m) && !prepositions[s.norm(s.beforeThe(m.First))] { // "the French government said it"
				group, single, first = &m, &m, false
				continue
			}
			if m.guess || m.How == codebook.ByAdjective {
				continue
			}
			after := s.norm(m.Last + 1)
			switch {
			case m.person && m.woman:
				woman = &m
			case m.person && after != "'s":
				if subject < 0 || person == nil || !prepositions[s.norm(m.First-1)] {
					person = &m
					subject = i
				}
			case m.person && person == nil:
				person = &m
			case after == "'s" && s.private(m, m.Last+2): // "Libya's rebels": not the state
			case !m.person && (m.First == 0 || !prepositions[s.norm(m.First-1)] || s.beginsClause(m)):
				if more := s.listed(m); first || s.opensClause(m) || s.beginsClause(m) || group != nil && slices.Contains(more, group.body) {
					group, single = &m, &m
					group.with = more
					first = false
				}
			}
			if m.person && first && after != "'s" && (m.First == 0 || !prepositions[s.norm(m.First-1)]) && m.body != m.Actor {
				office := m
				office.person, office.Actor = false, m.body
				single, first = &office, false
			}
			continue
		}
		var to, alt *mention
		last, how := i, codebook.ByPronoun
		switch n := s.norm(i); {
		case s.severalAt(i) >= 0:
			if to, last = pair(group), s.severalAt(i); to == nil || last == i+1 && s.norm(last) == "two" {
				to = s.twoBefore(i, to)
			}
		case femalePronouns[n]:
			if to = woman; to == nil {
				to = person
			}
		case personPronouns[n]:
			to = person
			alt = mem.earlier
			if last := mem.person; subject >= 0 && last != nil && last.Actor != person.Actor && last.body == person.body && s.closingPronoun(i) {
				to, alt = last, nil // a spokesman spoke: "Haro would never leave, he said"
			}
		case pluralPronouns[n]:
			to = group
		case thingPronouns[n]:
			if expletive(s, i) {
				continue
			}
			to = single
		default:
			to, how = mem.roles.meant(s, i), codebook.ByRole
		}
		if to == nil {
			continue
		}
		s.insert(mention{ActorMatch: codebook.ActorMatch{Actor: to.Actor, First: i, Last: last, Start: s.tokens[i].Start, End: s.tokens[last].End, How: how},
			body: to.body, person: to.person, guess: true, with: to.with, alt: alt})
		if i = last; how == codebook.ByRole && to.person && s.norm(i+1) != "'s" && (subject < 0 || person == nil) && s.quoted[i] == 0 {
			person, subject = to, i
		} else if how == codebook.ByRole && !to.person && first && s.norm(i+1) != "'s" && !prepositions[s.norm(i-2)] {
			group, single, first = to, to, false
		}
	}
	s.praisedFor()
	mem.roles.learnTexts(s)
}

// closingPronoun reports whether the pronoun at i says what stands before it, without quotation marks: "..., he said".
func (s *sentence) closingPronoun(i int) bool {
	if s.norm(i-1) != "," || s.quoted[i] != 0 {
		return false
	}
	lemma, form := codebook.Verb(s.norm(i + 1))
	return form == codebook.PastForm && (lemma == "say" || lemma == "add")
}

// praisedFor mends possessives: "its" in "praised Chile for its support" is Chile's.
func (s *sentence) praisedFor() {
	for k := 1; k < len(s.mentions); k++ {
		m, o := &s.mentions[k], s.mentions[k-1]
		if m.guess && s.praise(*m) && o.Last == m.First-2 && o.How != codebook.ByAdjective {
			m.Actor, m.body, m.person, m.alt = o.Actor, o.body, o.person, nil
		}
	}
}

// praise reports whether a possessive stands behind "praised somebody for".
func (s *sentence) praise(m mention) bool {
	if !possessives[s.norm(m.First)] || s.norm(m.First-1) != "for" {
		return false
	}
	for v := m.First - 2; v >= 0 && v > m.First-7; v-- {
		if lemma, form := codebook.Verb(s.norm(v)); accusing[lemma] && form != codebook.NotVerb {
			return true
		}
	}
	return false
}

// bodyBehind reports whether an adjective stands before a noun for what speaks for its state: "French foreign ministry".
func (s *sentence) bodyBehind(m mention) bool {
	if m.How != codebook.ByAdjective {
		return false
	}
	i := m.Last + 1
	for i < m.Last+3 && !institutions[s.norm(i)] && s.plainAdjective(i) {
		i++
	}
	return institutions[s.norm(i)] && !s.private(m, i)
}

// beforeThe gives the place of the word before token i, "the" aside.
func (s *sentence) beforeThe(i int) int {
	if s.norm(i-1) == "the" {
		return i - 2
	}
	return i - 1
}

// opensClause reports whether a mention is the subject of a clause that is joined to the one before: "and Peru rejected".
func (s *sentence) opensClause(m mention) bool {
	i := m.First - 1
	if s.norm(i) == "the" {
		i--
	}
	switch s.norm(i) {
	case "and", "but", "while", "although", "though":
		return s.isFinite(m.Last + 1)
	case ",": // "After Peru said it would, Malta said it"
		return subordinators[s.norm(0)] && s.isFinite(m.Last+1)
	}
	return false
}

// beginsClause reports whether a mention is the subject of a clause behind "after" and the like: "after Peru said".
func (s *sentence) beginsClause(m mention) bool {
	v := m.Last + 1
	for adverbs[s.norm(v)] || endsLy(s.norm(v)) {
		v++
	}
	return subordinators[s.norm(m.First-1)] && s.isFinite(v)
}

// listed gives the bodies that stand in a list before a mention: "A, B and" before "C".
func (s *sentence) listed(m mention) []graph.ActorID {
	var out []graph.ActorID
	who, _ := s.conjuncts(m.First)
	for _, k := range who {
		out = append(out, s.mentions[k].body)
	}
	return out
}

var expletiveWords = set("time high important clear necessary unclear up possible likely a the difficult hard essential out also vital about better wrong right impossible premature")

// expletive reports whether "it" at i means nothing: "it is time", "it was clear".
func expletive(s *sentence, i int) bool {
	if s.norm(i) != "it" {
		return false
	}
	next := s.norm(i + 1)
	if next != "is" && next != "was" && next != "'s" && next != "would" && next != "remains" {
		return false
	}
	what := s.norm(i + 2)
	if what == "be" || what == "not" {
		what = s.norm(i + 3)
	}
	return expletiveWords[what]
}

// infinitiveSubject reports whether what "it" at i stands for follows: "it was unfair to expect", "it would be cruel for any
// senator to turn around".
func (s *sentence) infinitiveSubject(i int) bool {
	for k := i + 2; k < i+14 && k+1 < len(s.tokens); k++ {
		n := s.norm(k)
		if n == "to" {
			_, form := codebook.Verb(s.norm(k + 1))
			return form == codebook.BaseForm && (k < i+7 || s.hasWord(i+2, k, "for"))
		}
		if terminal[n] || n == "," || n == ";" || n == "and" || n == "but" {
			return false
		}
	}
	return false
}

// hasWord reports whether a word stands among tokens a to b.
func (s *sentence) hasWord(a, b int, word string) bool {
	for k := a; k < b; k++ {
		if s.norm(k) == word {
			return true
		}
	}
	return false
}

// remember takes in what a sentence named.
func (mem *memory) remember(s *sentence) {
	var firstPerson, firstWoman, firstBody *mention
	for k := range s.mentions {
		m := s.mentions[k]
		if m.guess && m.person && m.First == 0 && s.quoted[0] == 0 && personPronouns[s.norm(0)] {
			firstPerson = &m // "he met Haro": the next "he" is the same
		}
		if m.guess && m.How != codebook.ByRole || m.How == codebook.ByAdjective {
			continue
		}
		oblique := m.First > 0 && (prepositions[s.norm(m.First-1)] || s.norm(m.First-1) == "the" && m.First > 1 && prepositions[s.norm(m.First-2)])
		possessor := s.norm(m.Last+1) == "'s"
		if m.woman && s.quoted[m.First] == 0 && (firstWoman == nil || firstWoman.oblique(s) && !oblique) {
			firstWoman = &m
		}
		if m.person && s.quoted[m.First] == 0 && (firstPerson == nil || firstPerson.oblique(s) && !oblique) && !possessor {
			firstPerson = &m
		}
		if !m.person && !oblique && !possessor && (firstBody == nil || slices.Contains(s.listed(m), firstBody.body)) {
			firstBody = &m
			firstBody.with = s.listed(m)
		}
	}
	for _, f := range s.frames {
		for k := range s.mentions {
			if m := &s.mentions[k]; len(f.voices) > 0 && m.First == f.voices[0].first && m.person && (!m.guess || firstPerson == nil) {
				firstPerson = m
			}
		}
	}
	for k := 0; k < len(s.mentions) && firstPerson == nil && firstWoman == nil; k++ {
		firstPerson, _ = s.unnamed(s.mentions[k])
	}
	if firstWoman != nil {
		mem.woman = firstWoman
	}
	if firstPerson != nil && firstPerson.woman {
		mem.woman = firstPerson
		firstPerson = nil
	}
	if firstPerson != nil {
		if mem.person != nil && mem.person.Actor != firstPerson.Actor {
			mem.earlier = mem.person
		}
		mem.person = firstPerson
	}
	if firstBody != nil {
		mem.group, mem.single = firstBody, firstBody
	}
}

func (m *mention) oblique(s *sentence) bool {
	return m.First > 0 && m.First < len(s.tokens) && prepositions[s.norm(m.First-1)]
}

// recentIssue gives, of the issues given, the one that the reader has in mind at a sentence: named often, or just now.
func (mem *memory) recentIssue(among map[graph.IssueID]bool, now int, favour func(graph.IssueID) int) (graph.IssueID, bool) {
	var best graph.IssueID
	most := -1
	for id := range among {
		seen, ok := mem.issue[id]
		if !ok {
			continue
		}
		weight := mem.count[id] + favour(id)
		if now-seen < reach {
			weight += 3
		}
		if weight > most || weight == most && (seen > mem.issue[best] || seen == mem.issue[best] && id < best) {
			best, most = id, weight
		}
	}
	return best, most >= 0
}
