package extract

import (
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// roleWords are offices in which a person speaks for the body named with them.
var roleWords = codebook.Words("role-word")

// headRoles are the words that make a title: the last of the role words before a name.
var headRoles = codebook.Words("head-role")

// ownRoles are offices whose holders speak for themselves.
var ownRoles = codebook.Words("own-role")

var courtesy = codebook.Words("courtesy")

// person is somebody whom the article itself introduces.
type person struct {
	id   graph.ActorID
	name string
	role string
	body graph.ActorID // empty: speaks for nobody that is known
}

// people holds the persons of one document.
type people struct {
	cb     *codebook.Codebook
	byName map[string]*person // by the last word of the name, in lower case
	order  []*person
	at     graph.Date
	state  graph.ActorID // the state named most often so far, for officials introduced without one
	states map[graph.ActorID]int
}

func newPeople(cb *codebook.Codebook, at graph.Date) *people {
	return &people{cb: cb, byName: map[string]*person{}, at: at, states: map[graph.ActorID]int{}}
}

// nameRun gives the end of a run of capitalised words at i that can be a person's name.
func nameRun(s *sentence, i int) int {
	end := i
	for end < len(s.tokens) {
		t := s.tokens[end]
		inner := end > i && nameParticles[t.Norm] && end+1 < len(s.tokens) && s.tokens[end+1].Upper && (end == i || s.tokens[end-1].Upper)
		if !(t.Word && t.Upper && !t.Caps || inner || t.Word && t.Upper && len(t.Norm) == 1 || t.Joined && end > i || t.Caps && end > i) {
			if t.Norm == "." && end > i && len(s.tokens[end-1].Norm) == 1 {
				end++
				continue
			}
			break
		}
		if end > i && t.Line {
			break
		}
		end++
	}
	for end > i && !s.tokens[end-1].Upper && !s.tokens[end-1].Joined {
		end--
	}
	return end
}

var nameParticles = codebook.Words("name-particle")

// learn finds introductions in a sentence: "French foreign minister Ann Lee", "Ann Lee, the French foreign minister",
// "NATO chief Ann Lee", "Ann Lee, a spokesman for the rebels", "Malta's envoy Ann Lee".
func (p *people) learn(s *sentence) {
	before, listing := 0, false // where the name before ends, and whether it goes on with a list of names
	for i := 0; i < len(s.tokens); i++ {
		t := s.tokens[i]
		if !t.Word || !t.Upper || s.mentionAt(i) >= 0 {
			continue
		}
		if len(t.Norm) == 1 && i+1 < len(s.tokens) && s.tokens[i+1].Joined { // "R-Iowa"
			i++
			continue
		}
		if openers[t.Norm] && (i == 0 || !s.tokens[i-1].Word) { // "But Ann Lee"
			continue
		}
		if p := s.norm(i - 1); i > 0 && s.tokens[i-1].Upper && s.mentionAt(i-1) < 0 && !roleWords[p] && !ownRoles[p] && !courtesy[p] && !openers[p] {
			continue
		}
		start := i
		for start < len(s.tokens) && s.tokens[start].Upper && (roleWords[s.norm(start)] || ownRoles[s.norm(start)] || courtesy[s.norm(start)]) {
			start++
		}
		end := nameRun(s, start)
		for start+2 < end && s.portfolio(start) >= 0 { // "Secretary of State for Transport Ann Lee"
			start++
		}
		if end > start && p.leader(s, start, end, start > i || s.courtesyBefore(i)) {
			i = end - 1
			continue
		}
		if end-start < 2 || end-start > 5 || !p.plausible(s, start, end) {
			continue
		}
		body, role, known := p.before(s, start)
		if !known {
			body, role, known = p.after(s, end)
		}
		if !known && s.norm(start-1) == "," && !s.isReport(end) { // "the Peruvian foreign minister, Ann Lee,"
			body, role, known = p.before(s, start-1)
		}
		if known && body == "" && headRoles[s.norm(start-1)] && s.norm(end) == "of" { // "President Ann Lee of Peru"
			if m := s.mentionAt(end + 1); m >= 0 && !s.mentions[m].person {
				body = s.mentions[m].body
			}
		}
		if m := s.mentionAt(start - 2); !known && m >= 0 && s.norm(start-1) == "'s" && s.mentions[m].state && codebook.GivenName(s.norm(start)) && (s.isReport(end) || s.isFinite(end)) {
			body, known = s.mentions[m].body, true // "Peru's Ann Lee said"
		}
		if known && body == "" && govern(role) {
			if body = p.state; strings.HasPrefix(strings.TrimPrefix(strings.ToLower(role), "the "), "secretary of") {
				body = p.cb.Body(p.secretaries(role))
			}
		}
		if s.formerly(start) {
			body, role, _ = p.after(s, end)
		}
		listing = s.alsoListed(before, start, listing)
		if known || listing || s.isNamed(start, end) || s.firstOfSeveral(start) {
			p.add(s, start, end, body, role)
			before = end
		}
		i = end - 1
	}
	for _, m := range s.mentions {
		if a, ok := p.cb.Actor(m.body); ok && !m.person && a.Kind == graph.State && m.How != codebook.ByAdjective {
			if p.states[m.body]++; p.states[m.body] >= p.states[p.state] {
				p.state = m.body
			}
		}
	}
}

// secretaries gives the state whose ministers are called secretaries, where a text does not say of which state one is. Only Britain
// has several "of state for" something.
func (p *people) secretaries(role string) graph.ActorID {
	const american, british graph.ActorID = "united-states", "united-kingdom"
	if strings.Contains(strings.ToLower(role), "state for") || p.states[p.cb.Body(british)] > p.states[p.cb.Body(american)] {
		return british
	}
	return american
}

// openers are words that begin a sentence in capitals and are no names.
var openers = set(`but and or yet so as by in on at after before earlier later meanwhile however also then when while although though since despite with without if
according like unlike for from to now today yesterday both even only still once another other its his her their our my that this these those what who why how where
here there because until during among perhaps instead separately`)

// courtesyBefore reports whether a form of address stands before token i: "Mr. Lee".
func (s *sentence) courtesyBefore(i int) bool {
	return courtesy[s.norm(i-1)] || s.norm(i-1) == "." && courtesy[s.norm(i-2)]
}

// ownTitle reports whether the title before the name at i is one in which people speak for themselves: "Sen. Lee".
func (s *sentence) ownTitle(i int) bool {
	return ownRoles[s.norm(i-1)] || s.norm(i-1) == "." && ownRoles[s.norm(i-2)]
}

// formerly reports whether the title before the name at i is one of the past: "former Peruvian minister Ann Lee".
func (s *sentence) formerly(i int) bool {
	for k := i - 1; k >= 0 && i-k < 9; k-- {
		n := s.norm(k)
		if n == "former" || n == "ex" || n == "retired" {
			return true
		}
		if !roleWords[n] && !ownRoles[n] && !courtesy[n] && n != "of" && n != "'s" && n != "." && s.mentionAt(k) < 0 {
			return false
		}
	}
	return false
}

// isNamed reports whether tokens a to b-1 can only be a person: they begin with a given name and are nobody's ("the
// paper's Ann Lee"), and what follows is what a text says of persons.
func (s *sentence) isNamed(a, b int) bool {
	if !codebook.GivenName(s.norm(a)) || s.norm(a-1) == "'s" || s.norm(a-1) == "by" && a == 1 {
		return false
	}
	if s.norm(a-1) == "by" || s.norm(a-1) == "/" || s.norm(b) == "/" {
		return false
	}
	return s.isReport(b) || s.isReport(a-1) || s.norm(b) == "," || s.norm(b) == "of" || s.norm(b) == "(" || s.isFinite(b)
}

// govern reports whether a role is in a government, so that its holder speaks for the state the text is about.
func govern(role string) bool {
	role = strings.ToLower(role)
	return strings.Contains(role, "minister") || strings.Contains(role, "ambassador") || strings.Contains(role, "ministry") || strings.Contains(role, "premier") || strings.Contains(role, "chancellor") || strings.Contains(role, "secretary of")
}

// leader enters a well-known office holder who is named in full or with a title.
func (p *people) leader(s *sentence, a, b int, titled bool) bool {
	const longest = 8 // words of a person's name; keeps a line of initials from being tried in every length
	for b = min(b, a+longest); b > a; b-- {
		if b-a == 1 && !titled || s.mentionAt(a) >= 0 || s.mentionAt(b-1) >= 0 {
			continue
		}
		l, ok := codebook.FindLeader(s.words(a, b-1), p.at)
		if !ok {
			continue
		}
		if s.formerly(a) || s.ownTitle(a) {
			return false
		}
		if body, role, known := p.before(s, a); known && body != "" {
			p.add(s, a, b, body, role)
			return true
		}
		if old := p.byName[s.norm(b-1)]; old != nil {
			return true
		}
		np := &person{id: graph.ActorID(graph.Slug(l.Name)), name: l.Name, body: p.cb.Body(l.Body)}
		p.enter(np, s.norm(b-1))
		return true
	}
	return false
}

// plausible reports whether a run of capitalised words can be a person's name.
func (p *people) plausible(s *sentence, a, b int) bool {
	for i := a; i < b; i++ {
		if s.mentionAt(i) >= 0 || notNames[s.norm(i)] && (i > a || s.norm(i) != "bill") || roleWords[s.norm(i)] && i == b-1 {
			return false
		}
	}
	return true
}

var notNames = set(`the a an in on at of and or but monday tuesday wednesday thursday friday saturday sunday january february march april june july august
september october november december street city council party union ministry department house senate congress court committee commission university agency
bank group force forces front army organization association institute center foundation office news press times post journal daily association
act bill law resolution agreement treaty plan accord conference summit mr mrs ms he she it they we i this that north south east west new
republicans democrats republican democratic labour conservative liberal national international united world square palace airport mountains sea river`)

// offices are parts of a government that stand in titles.
var offices = codebook.Words("office")

var postPrepositions = set("to on in for")

// partisans are members of a party, by the word for one of them.
var partisans = codebook.Words("partisan")

var studyNouns = codebook.Words("study-noun")

// add enters a person, or completes one who is there already.
func (p *people) add(s *sentence, a, b int, body graph.ActorID, role string) {
	name := s.words(a, b-1)
	last := s.norm(b - 1)
	if old, ok := p.byName[last]; ok {
		if old.body == "" && body != "" && !strings.HasPrefix(old.role, "=") {
			old.body, old.role = body, role
		}
		return
	}
	np := &person{id: graph.ActorID(graph.Slug(name)), name: strings.Join(strings.Fields(name), " "), role: strings.TrimSpace(role), body: body}
	if np.id == "" {
		return
	}
	p.enter(np, last)
}

// enter keeps a person under the last word of the name, and under the first where that is the family name.
func (p *people) enter(np *person, last string) {
	p.byName[last] = np
	p.order = append(p.order, np)
	first, _, _ := strings.Cut(strings.ToLower(np.name), " ")
	if codebook.FamilyFirst(np.name) && p.byName[first] == nil {
		p.byName[first] = np
	}
}

// find marks the learnt persons in a sentence, by full name or by surname.
func (p *people) find(s *sentence) {
	if len(p.byName) == 0 {
		return
	}
	for i := 0; i < len(s.tokens); i++ {
		t := s.tokens[i]
		if !t.Upper && !t.Joined || s.mentionAt(i) >= 0 {
			continue
		}
		np := p.byName[t.Norm]
		if np == nil {
			continue
		}
		first := i
		for first > 0 && (s.tokens[first-1].Word || s.norm(first-1) == "." && len(s.norm(first-2)) == 1) && (s.tokens[first-1].Upper || s.norm(first-1) == "." || nameParticles[s.norm(first-1)] && first > 1 && s.tokens[first-2].Upper) && s.mentionAt(first-1) < 0 &&
			strings.Contains(strings.ToLower(np.name), s.norm(first-1)) {
			first--
		}
		if i+1 < len(s.tokens) && (s.tokens[i+1].Upper || s.tokens[i+1].Joined) && s.tokens[i+1].Word && s.mentionAt(i+1) < 0 && !s.tokens[i+1].Line {
			continue // the beginning of a longer name
		}
		body := np.body
		if body == "" {
			body = np.id
		}
		s.insert(mention{ActorMatch: codebook.ActorMatch{Actor: np.id, First: first, Last: i, Start: s.tokens[first].Start, End: t.End, How: codebook.ByLearning}, body: body, person: true, woman: codebook.WomansName(np.name)})
	}
}
