package extract

import (
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract/syntax"
)

// roles keeps in mind who of the persons named holds which office, and what the bodies named are, so that "the minister",
// "the council" and "the group" are understood.
type roles struct {
	byTitle map[string]named      // persons by office: "prime minister", "minister"
	foreign named                 // the president named last with the state: "French President Ann Lee"
	byNoun  map[string]named      // bodies by the noun in their names: "council"
	byText  map[string]named      // whose the texts are that were named: "draft", "letter"
	org     *mention              // the organisation named last
	states  map[graph.ActorID]int // how often the text so far names each state
	state   named                 // the state named last
	count   map[graph.ActorID]int // how often the document names each person
	most    graph.ActorID         // the person named most often
	now     int                   // number of the sentence
}

// named is a mention with the sentence in which it stood last.
type named struct {
	*mention
	at int
}

func newRoles() roles {
	return roles{byTitle: map[string]named{}, byNoun: map[string]named{}, byText: map[string]named{}, count: map[graph.ActorID]int{}, states: map[graph.ActorID]int{}}
}

// see counts the persons of a sentence.
func (r *roles) see(m *mention) {
	if !m.person {
		return
	}
	if r.count[m.Actor]++; r.count[m.Actor] > r.count[r.most] {
		r.most = m.Actor
	}
}

// titleWords are the modifiers that tell one office from another.
var titleWords = codebook.Words("title-word")

// shortTitles are the full words for titles that news shortens before names.
var shortTitles = map[string]string{"sen": "senator", "rep": "congressman", "gov": "governor", "gen": "general", "col": "colonel", "mp": "lawmaker"}

// vagueTitles are offices that so many hold that "the official" need not be the one named.
var vagueTitles = codebook.Words("vague-title")

// titleAt gives the office whose last word is token i: "prime minister", "spokesman".
func (s *sentence) titleAt(i int) (full, head string) {
	head = s.norm(i)
	if long, ok := shortTitles[head]; ok {
		head = long
	}
	if !headRoles[head] && !ownRoles[head] || vagueTitles[head] {
		return "", ""
	}
	full = head
	for k := i - 1; k >= 0 && titleWords[s.norm(k)]; k-- {
		full = s.norm(k) + " " + full
	}
	return full, head
}

// learn takes in the offices and nouns that a mention is named with.
func (r *roles) learn(s *sentence, m *mention) {
	if !m.person {
		r.learnBody(s, m)
		return
	}
	last := m.Last
	if s.norm(last+1) == "," { // "Ann Lee, the foreign minister,"
		for k := last + 2; k < len(s.tokens) && k < last+12 && s.tokens[k].Word && !s.isFinite(k); k++ {
			last = k
		}
	}
	for i := m.First; i <= last; i++ {
		full, head := s.titleAt(i)
		if full == "" || headRoles[s.norm(i+1)] && i < last || s.norm(i-1) == "to" {
			continue
		}
		if k := s.mentionAt(i); k >= 0 && i > m.Last && s.mentions[k].person {
			break
		}
		n := named{m, r.now}
		if m.national && head == "president" {
			r.foreign = n
			continue
		}
		if old := r.byTitle[full].mention; full == "president" && old != nil && r.count[old.Actor] > 2*r.count[m.Actor] {
			continue // a president in passing
		}
		if r.byTitle[full] = n; head != "president" && head != "secretary" {
			r.byTitle[head] = n
		}
	}
}

// learnUnnamed takes in the office of somebody whom the text names by that alone, and gives a mention of that person, or nil.
func (r *roles) learnUnnamed(s *sentence, m mention) *mention {
	office, i := s.unnamed(m)
	if office == nil {
		return nil
	}
	if full, head := s.titleAt(i); full != "" {
		r.byTitle[full], r.byTitle[head] = named{office, r.now}, named{office, r.now}
	}
	return office
}

// unnamed gives a mention of the person who is the subject of a clause by an office alone, "a Peruvian minister", "the spokesman for
// Peru", and the token of the office; nil where a mention is part of no such words, or where the sentence names persons, of whom one may
// hold the office.
func (s *sentence) unnamed(m mention) (*mention, int) {
	if s.tree == nil || m.guess || m.person || s.quoted[m.First] != 0 || slices.ContainsFunc(s.mentions, func(o mention) bool { return o.person && !o.guess }) {
		return nil, 0
	}
	i := m.Last + 1
	if p := s.norm(m.First - 1); p == "for" || p == "of" {
		i = m.First - 2
	} else {
		for i < len(s.tokens) && i < m.Last+6 && !headRoles[s.norm(i)] && (s.norm(i) == "'s" || s.plainAdjective(i)) {
			i++
		}
	}
	if n := s.norm(i); !headRoles[n] || strings.HasSuffix(n, "s") || i == m.Last+1 && m.How != codebook.ByAdjective {
		return nil, 0
	}
	if g := s.tree.At(i); g < 0 || !slices.ContainsFunc(s.tree.Groups, func(v syntax.Group) bool { return slices.Contains(v.Subj, g) }) {
		return nil, 0
	}
	m.person, m.Actor, m.with = true, m.body, nil
	return &m, i
}

func (r *roles) learnBody(s *sentence, m *mention) {
	if m.org && m.How == codebook.ByName && !s.publicBody(m) {
		r.org = m
	}
	if m.state {
		r.states[m.body]++
		r.state = named{m, r.now}
	}
	for k := m.First; k <= m.Last; k++ {
		if bodyNouns[s.norm(k)] && (k == m.Last || s.norm(k+1) == "of" || s.norm(k+1) == "for" || s.norm(k+1) == "on") {
			r.byNoun[s.norm(k)] = named{m, r.now}
		}
	}
	if m.How == codebook.ByAdjective || s.norm(m.Last+1) == "'s" { // "the Peruvian foreign ministry"
		k := m.Last + 1
		for k < len(s.tokens) && (s.norm(k) == "'s" || roleWords[s.norm(k)]) {
			k++
		}
		if s.norm(k) == "ministry" {
			r.byNoun["ministry"] = named{m, r.now}
		}
	}
}

// meant gives whom the noun at token i means: "the prime minister", "the council", "the group".
func (r *roles) meant(s *sentence, i int) *mention {
	next := s.norm(i + 1)
	if i+1 < len(s.tokens) && (s.tokens[i+1].Upper && s.tokens[i+1].Word || s.tokens[i+1].Joined) || next == "of" || next == "for" || next == "from" || headRoles[next] {
		return nil
	}
	n := s.norm(i)
	if texts[n] || drafts[n] {
		return r.textAt(s, i)
	}
	if m := s.placed(i); m != nil {
		return m
	}
	if governing[n] {
		return r.governed(s, i)
	}
	if bodyNouns[n] {
		k := i - 1
		for roleWords[s.norm(k)] && n == "ministry" {
			k--
		}
		if s.norm(k) != "the" {
			return nil
		}
		to, ok := r.byNoun[n]
		if ok && (n != "ministry" || r.now-to.at <= reach) {
			return to.mention
		}
		if anyBody[n] {
			return r.org
		}
		return nil
	}
	full, _ := s.titleAt(i)
	if full == "" {
		return nil
	}
	k := i - 1
	for titleWords[s.norm(k)] {
		k--
	}
	if s.norm(k) != "the" {
		return nil
	}
	if f := r.foreign; full == "president" && f.mention != nil && (r.now-f.at < 2 && f.at >= r.byTitle[full].at || f.Actor == r.most) {
		return f.mention
	}
	return r.byTitle[full].mention
}

// placed gives the state whose ministry or government the noun at token i means by the place that opens the sentence: "In Lima, the foreign
// ministry said".
func (s *sentence) placed(i int) *mention {
	n := s.norm(i)
	if s.norm(0) != "in" || !governing[n] && n != "ministry" && n != "parliament" {
		return nil
	}
	k := s.mentionAt(1)
	if k < 0 || !s.mentions[k].state || s.mentions[k].guess || s.norm(s.mentions[k].Last+1) != "," {
		return nil
	}
	from := s.mentions[k].Last + 2
	if s.norm(from) != "the" || i-from > 2 {
		return nil
	}
	for from++; from < i; from++ {
		if !s.plainAdjective(from) {
			return nil
		}
	}
	return &s.mentions[k]
}

// governing are nouns for those who govern a state.
var governing = codebook.Words("governing")

// governed gives the state whose government the noun at token i means: the one named last, shortly before, if it is also the one that the
// text names most, or the place of the clause: "in Peru, where the government".
func (r *roles) governed(s *sentence, i int) *mention {
	if s.norm(i-1) != "the" || r.state.mention == nil || r.now-r.state.at > reach {
		return nil
	}
	if s.norm(i-2) == "where" && r.state.at == r.now {
		return r.state.mention
	}
	for body, n := range r.states {
		if body != r.state.body && 2*n > r.states[r.state.body] {
			return nil
		}
	}
	return r.state.mention
}

// publicBody reports whether a name says that the body is no group or company: a court, a parliament, many people.
func (s *sentence) publicBody(m *mention) bool {
	for k := m.First; k <= m.Last; k++ {
		if publicNouns[s.norm(k)] {
			return true
		}
	}
	return m.First == m.Last && strings.HasSuffix(s.norm(m.Last), "s")
}

var publicNouns = set("court council parliament congress committee senate house assembly ministry department government administration cabinet")

// bodyNouns stand for a body whose name ends with them: "the council".
var bodyNouns = codebook.Words("body-noun")

// anyBody are nouns that may stand for any organisation, whatever its name.
var anyBody = codebook.Words("any-body")

// severalAt gives the last token of words at i that mean two bodies named together: "both", "the two countries"; -1
// where there are none.
func (s *sentence) severalAt(i int) int {
	if s.norm(i) == "both" {
		if n := s.norm(i + 1); s.isFinite(i+1) || auxiliaries[n] || n == "countries" || n == "sides" || n == "governments" {
			if twoOf[n] {
				return i + 1
			}
			return i
		}
	}
	if s.norm(i) == "the" && s.norm(i+1) == "two" && twoOf[s.norm(i+2)] && s.norm(i+3) != "of" {
		return i + 2
	}
	if s.norm(i) == "the" && s.norm(i+1) == "two" && s.norm(i+2) != "of" && (s.isFinite(i+2) || auxiliaries[s.norm(i+2)]) {
		return i + 1
	}
	return -1
}

// twoBefore gives the only two bodies that a sentence names before token i, as one mention: "Peru wrote to Malta, and the two". If
// it names none, what was in mind stays.
func (s *sentence) twoBefore(i int, inMind *mention) *mention {
	var two []mention
	for _, m := range s.mentions {
		if m.First >= i {
			break
		}
		if m.How != codebook.ByAdjective && (len(two) == 0 || two[len(two)-1].body != m.body) {
			two = append(two, m)
		}
	}
	switch {
	case len(two) == 0:
		return inMind
	case len(two) != 2 || two[0].body == two[1].body:
		return nil
	}
	m := two[1]
	m.person, m.Actor, m.with = false, m.body, []graph.ActorID{two[0].body}
	return &m
}

var twoOf = codebook.Words("two-of")

// several reports whether a mention means more bodies than one by a single word.
func (s *sentence) several(m mention) bool {
	n := s.norm(m.First)
	return pluralPronouns[n] || m.guess && texts[n] || m.How == codebook.ByPronoun && (n == "both" || n == "the")
}

// pair gives the bodies that "both" means: the group named last, where it is a list.
func pair(group *mention) *mention {
	if group == nil || len(group.with) == 0 || slices.Contains(group.with, group.body) {
		return nil
	}
	return group
}
