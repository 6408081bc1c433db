package codebook

import (
	"cmp"
	"slices"
	"strings"

	"stancegraph/graph"
)

// How says in which way a text names an actor.
type How string

// The ways in which actors are named.
const (
	ByName      How = "name"
	ByAdjective How = "adjective" // "French", "rebel": names the actor only together with a noun
	ByPeople    How = "people"    // "the Americans"
	ByCapital   How = "capital"   // "Paris", an actor or a place
	BySeat      How = "seat"      // "the Kremlin"
	BySurname   How = "surname"
	ByPronoun   How = "pronoun"
	ByRole      How = "role"    // "the minister"
	ByLearning  How = "learned" // a name that the text itself introduced
)

// ActorMatch is a place in a text that names an actor.
type ActorMatch struct {
	Actor       graph.ActorID
	Start, End  int // byte offsets
	First, Last int // token numbers
	How         How
}

// Matcher finds actors and issues in texts.
type Matcher struct {
	cb     *Codebook
	vocab  *vocabulary
	actors *trie[actorEntry]
	issues issueIndex
}

type actorEntry struct {
	actor graph.ActorID
	how   How
	shape []shape // the capitals that each word must have
	rank  int     // codebook entries go before gazetteer entries
}

type shape byte

const (
	anyCase shape = iota
	upperCase
	allCaps
)

func newMatcher(cb *Codebook, vocab *vocabulary) *Matcher {
	m := &Matcher{cb: cb, vocab: vocab, actors: newTrie[actorEntry]()}
	m.addGazetteer()
	m.addCodebook()
	m.issues = compileIssues(cb, m, vocab)
	return m
}

// addGazetteer enters the names that the gazetteer has. Those of an actor whom the codebook lists under an id of its own
// mean that one.
func (m *Matcher) addGazetteer() {
	claimed := m.claims()
	for _, s := range m.cb.builtin.States {
		if _, listed := m.cb.byID[s.ID]; !listed {
			s.ID = cmp.Or(claimed[s.Name], s.ID)
		}
		if !m.cb.own(s.ID) {
			m.alias(s.ID, ByName, false, append([]string{s.Name}, s.Aliases...)...)
		}
		m.alias(s.ID, ByAdjective, false, s.Adjectives...)
		m.alias(s.ID, ByPeople, false, s.People...)
		m.alias(s.ID, ByCapital, false, s.Capital)
		m.alias(s.ID, BySeat, false, s.Seats...)
	}
	for _, b := range m.cb.builtin.Bodies {
		b.ID = m.claimant(b, claimed)
		for _, name := range append([]string{b.Name}, b.Aliases...) {
			if m.cb.own(b.ID) {
				break
			}
			how := ByName
			if strings.HasPrefix(name, "the ") && strings.ToLower(name) == name {
				how = ByRole
			}
			m.alias(b.ID, how, false, name)
		}
		m.alias(b.ID, ByAdjective, false, b.Adjectives...)
		m.alias(b.ID, ByCapital, false, b.Capital)
	}
	m.alias("", ByName, false, m.cb.builtin.Masks...)
}

// claims tells which bodies of the codebook have a name, those aside that have no names but their own.
func (m *Matcher) claims() map[string]graph.ActorID {
	out := map[string]graph.ActorID{}
	for _, a := range m.cb.actors {
		if a.Kind == graph.Person || a.Own {
			continue
		}
		for _, n := range append([]string{a.Name}, a.Aliases...) {
			out[n] = a.ID
		}
	}
	return out
}

// claimant gives whom the names of a body of the gazetteer mean: the body of the codebook that has its name, or that alone
// has other names of it, unless the codebook lists it under its own id.
func (m *Matcher) claimant(b body, claimed map[string]graph.ActorID) graph.ActorID {
	if _, listed := m.cb.byID[b.ID]; listed {
		return b.ID
	}
	if id := claimed[b.Name]; id != "" {
		return id
	}
	owner := b.ID
	for _, n := range b.Aliases {
		switch id := claimed[n]; {
		case id == "" || id == owner:
		case owner != b.ID:
			return b.ID
		default:
			owner = id
		}
	}
	return owner
}

func (m *Matcher) addCodebook() {
	surnames := m.surnames()
	for _, a := range m.cb.actors {
		names := append([]string{a.Name}, a.Aliases...)
		m.alias(a.ID, ByName, true, names...)
		if a.Kind == graph.Person {
			continue
		}
		for _, n := range names {
			if adj := modifier(n); adj != "" {
				m.alias(a.ID, ByAdjective, true, adj)
			}
		}
	}
	for _, s := range surnames {
		m.alias(s.actor, BySurname, true, s.name)
	}
}

// modifier gives the form in which a plural such as "rebels" stands before a noun: "rebel". Only single words have one.
func modifier(alias string) string {
	w := strings.TrimPrefix(strings.ToLower(alias), "the ")
	if w != strings.TrimPrefix(alias, "the ") || strings.ContainsRune(w, ' ') || !strings.HasSuffix(w, "s") || len(w) < 5 {
		return ""
	}
	return strings.TrimSuffix(w, "s")
}

type surname struct {
	name  string
	actor graph.ActorID
}

// surnames lists the last names that only one person of the codebook has, or that one person's id is made of.
func (m *Matcher) surnames() []surname {
	owners := map[string][]graph.ActorID{}
	for _, a := range m.cb.actors {
		words := strings.Fields(a.Name)
		if a.Kind == graph.Person && len(words) > 1 && len(words[len(words)-1]) > 2 {
			last := words[len(words)-1]
			owners[last] = append(owners[last], a.ID)
		}
		if a.Kind == graph.Person && FamilyFirst(a.Name) {
			owners[words[0]] = append(owners[words[0]], a.ID)
		}
	}
	var out []surname
	for name, ids := range owners {
		owner := ids[0]
		for _, id := range ids {
			if string(id) == graph.Slug(name) {
				owner = id
			}
		}
		if len(ids) == 1 || string(owner) == graph.Slug(name) {
			out = append(out, surname{name, owner})
		}
	}
	slices.SortFunc(out, func(a, b surname) int { return cmp.Compare(a.name, b.name) })
	return out
}

// alias enters names of an actor. Names written in lower case match in any case, capitals must be met.
func (m *Matcher) alias(id graph.ActorID, how How, own bool, names ...string) {
	for _, name := range names {
		tokens := Tokens(name)
		if len(tokens) > 1 && tokens[0].Norm == "the" {
			tokens = tokens[1:]
		}
		if len(tokens) == 0 || len(tokens) > 12 {
			continue
		}
		e := actorEntry{actor: id, how: how, rank: 1}
		if own {
			e.rank = 0
		}
		for _, t := range tokens {
			e.shape = append(e.shape, shapeOf(t))
		}
		m.enter(tokens, e, own)
		if last := tokens[len(tokens)-1]; how == ByName && !last.Upper && last.Word {
			m.enterPlural(tokens, e, own)
		}
	}
}

func shapeOf(t Token) shape {
	switch {
	case t.Caps && t.End-t.Start <= 6:
		return allCaps
	case t.Upper:
		return upperCase
	}
	return anyCase
}

// enter stores an entry, for the codebook's own names under their sound as well.
func (m *Matcher) enter(tokens []Token, e actorEntry, own bool) {
	keys := norms(tokens)
	m.actors.add(keys, e)
	if !own {
		return
	}
	var alike []int
	for i, t := range tokens {
		if t.Upper && soundsAlike(t.Norm) && !m.isKnownWord(t.Norm) {
			alike = append(alike, i)
		}
	}
	alike = alike[:min(len(alike), maxSounds)]
	for set := 1; set < 1<<len(alike); set++ { // each word of the name as written or by its sound
		sounds := slices.Clone(keys)
		for bit, i := range alike {
			if set&(1<<bit) != 0 {
				sounds[i] = soundKey(tokens[i].Norm)
			}
		}
		m.actors.add(sounds, e)
	}
}

// maxSounds bounds how many words of one name are entered by their sound.
const maxSounds = 4

// isKnownWord reports whether a capitalised word is part of common vocabulary, whose sound is not to be used.
func (m *Matcher) isKnownWord(norm string) bool {
	return m.vocab.generic[norm] || m.vocab.forms.next[norm] != nil || verbLemma(norm) != ""
}

func (m *Matcher) enterPlural(tokens []Token, e actorEntry, own bool) {
	last := tokens[len(tokens)-1].Norm
	other := pluralOf(last)
	if s, ok := strings.CutSuffix(last, "s"); ok {
		other = s
		e.how = ByAdjective
	}
	if len(tokens) == 1 && e.how != ByAdjective {
		return // a single common word is not made plural
	}
	if len(tokens) == 1 {
		return // entered as modifier
	}
	changed := slices.Clone(tokens)
	changed[len(changed)-1].Norm = other
	m.enter(changed, e, own)
}

// Actors finds the actors named in a text, longest names first, in the order of the text. Matches do not overlap.
func (m *Matcher) Actors(text string) []ActorMatch { return m.ActorsIn(text, Tokens(text)) }

// ActorsIn does the work of [Matcher.Actors] on tokens that are already cut.
func (m *Matcher) ActorsIn(text string, tokens []Token) []ActorMatch {
	var out []ActorMatch
	for i := 0; i < len(tokens); {
		best, end := m.actorAt(tokens, i)
		if end <= i+1 {
			if e, ok := m.sharing(tokens, i); ok {
				best, end = e, i+1
			}
		}
		if end == i {
			i++
			continue
		}
		if best.actor == "" { // a mask: a longer name that means no actor
			i = end
			continue
		}
		out = append(out, ActorMatch{Actor: best.actor, Start: tokens[i].Start, End: tokens[end-1].End, First: i, Last: end - 1, How: best.how})
		i = end
	}
	return out
}

// maxSharing is how many tokens may stand between a word and the name whose last word it shares.
const maxSharing = 8

// sharing gives the actor whose name the word at token i makes with the last word of a name that follows in a list: the "shipping
// groups" of "shipping and industry groups".
func (m *Matcher) sharing(tokens []Token, i int) (actorEntry, bool) {
	for j := i + 1; j < len(tokens)-1 && j < i+maxSharing && tokens[i].Word; j += 2 {
		joined := tokens[j].Norm == "and" || tokens[j].Norm == "or"
		if !joined && tokens[j].Norm != "," {
			break
		}
		_, end := m.actorAt(tokens, j+1)
		if end < j+3 {
			if joined {
				break
			}
			continue
		}
		if !joined {
			break
		}
		e, n := m.actorAt([]Token{tokens[i], tokens[end-1]}, 0)
		return e, n == 2 && e.actor != ""
	}
	return actorEntry{}, false
}

// actorAt gives the longest entry at a token and the token after it; the same token means none.
func (m *Matcher) actorAt(tokens []Token, i int) (best actorEntry, end int) {
	end = i
	if !tokens[i].Word {
		return best, end
	}
	m.actors.walk(tokens, i, func(items []actorEntry, stop int) {
		found := -1
		for k, e := range items {
			if e.fits(tokens[i:stop]) && (found < 0 || e.rank < items[found].rank) {
				found = k
			}
		}
		if found >= 0 && stop > end {
			best, end = items[found], stop
		}
	})
	return best, end
}

func (e actorEntry) fits(tokens []Token) bool {
	for i, t := range tokens {
		switch {
		case e.shape[i] == allCaps && !t.Caps:
			if len(t.Norm) < 4 || !t.Upper {
				return false // "Nato" is NATO, but "us" is not the US
			}
		case e.shape[i] == upperCase && !t.Upper:
			return false
		}
	}
	return true
}

// Near gives up to n actors whose names come closest to a name that matches none, for "did you mean".
func (cb *Codebook) Near(name string, n int) []graph.Actor {
	type candidate struct {
		id   graph.ActorID
		cost int
	}
	want := fold(name)
	best := map[graph.ActorID]int{}
	try := func(id graph.ActorID, names ...string) {
		for _, alias := range names {
			cost := distance(want, fold(alias), len(want)/3+1)
			if old, ok := best[id]; cost <= len(want)/3+1 && (!ok || cost < old) {
				best[id] = cost
			}
		}
	}
	for _, a := range cb.actors {
		try(a.ID, append([]string{a.Name}, a.Aliases...)...)
	}
	for _, a := range cb.builtin.byID {
		try(a.ID, append([]string{a.Name}, a.Aliases...)...)
	}
	var all []candidate
	for id, cost := range best {
		all = append(all, candidate{id, cost})
	}
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.id, b.id)) })
	var out []graph.Actor
	for _, c := range all[:min(n, len(all))] {
		a, _ := cb.Actor(c.id)
		out = append(out, a)
	}
	return out
}

// distance is the number of letters to change, add or drop between two words, or limit+1 where it is more.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
