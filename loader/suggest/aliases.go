package suggest

import (
	"cmp"
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// nick is another name that a text itself gives to a known actor.
type nick struct {
	seen
	actor graph.ActorID
	text  string
	why   string
}

// addNicks reads what a text says behind a name in tokens first..end: "(ABC)" and "known as". Without an actor the name is
// unknown, and what stands there may be known.
func (c *Collector) addNicks(s *sentence, first, end int, actor graph.ActorID, how codebook.How) {
	if end >= len(s.tokens) || how == codebook.ByAdjective || how == codebook.ByCapital {
		return
	}
	if caps := acronymAfter(s, end); caps > 0 && actor != "" && (!s.upper(first-1) || s.norm(first-1) == "the") && !c.isPerson(actor) && initials(s, first, end, s.norm(caps)) {
		c.addNick(s, actor, s.words(caps, caps), "acronym in brackets")
	}
	if m := s.mention(end + 1); s.norm(end) == "(" && m != nil && s.norm(m.Last+1) == ")" && actor == "" && s.tokens[end+1].Caps && end-first > 1 {
		c.addNick(s, m.Actor, s.words(first, end-1), "the name before "+s.words(m.First, m.Last)+" in brackets")
	}
	a, b := knownAs(s, end)
	if b <= a {
		return
	}
	switch m := s.mention(a); {
	case actor == "" && m != nil && m.Last == b-1:
		c.addNick(s, m.Actor, s.words(first, end-1), "known as "+s.words(a, b-1))
	case actor != "" && m == nil:
		c.addNick(s, actor, s.words(a, b-1), `behind "known as"`)
	}
}

func (c *Collector) addNick(s *sentence, actor graph.ActorID, text, why string) {
	n := c.aliases.at(string(actor) + "\x00" + text)
	if n.actor == "" {
		n.actor, n.text, n.why = actor, text, why
	}
	n.note(c.article, s.example)
}

// acronymAfter gives the token of an unknown acronym in brackets at i, or 0.
func acronymAfter(s *sentence, i int) int {
	if s.norm(i) != "(" || s.norm(i+2) != ")" || s.mention(i+1) != nil {
		return 0
	}
	t := s.tokens[i+1]
	if !t.Caps || len(t.Norm) < 2 || len(t.Norm) > 7 || notActors[t.Norm] || strings.ContainsAny(t.Norm, "0123456789") {
		return 0
	}
	return i + 1
}

// initials reports whether an acronym may stand for a name: it begins with the same letter, and the name has two words or more.
func initials(s *sentence, first, end int, acronym string) bool {
	return end-first > 1 && s.norm(first)[0] == acronym[0]
}

var knownWords = wordSet("also better widely commonly popularly formerly previously often sometimes otherwise once")

// knownAs gives the capitalised words behind ", also known as" at i.
func knownAs(s *sentence, i int) (a, b int) {
	if s.norm(i) == "," {
		i++
	}
	also := false
	for knownWords[s.norm(i)] {
		also = true
		i++
	}
	switch {
	case s.norm(i) == "known" && s.norm(i+1) == "as":
		i += 2
	case s.norm(i) == "nicknamed", s.norm(i) == "called" && also:
		i++
	default:
		return 0, 0
	}
	for s.norm(i) == "the" || s.norm(i) == `"` {
		i++
	}
	if m := s.mention(i); m != nil {
		return i, m.Last + 1
	}
	return i, s.capitals(i)
}

// knownName is a name of a known actor, word by word.
type knownName struct {
	words  []string
	actor  graph.ActorID
	person bool
}

// knownNames lists the names of the codebook's actors and of those that the corpus named.
func (c *Collector) knownNames() []knownName {
	ids := make([]graph.ActorID, 0, len(c.known))
	for _, a := range c.cb.Actors() {
		c.isPerson(a.ID)
	}
	for id := range c.known {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var out []knownName
	for _, id := range ids {
		a, ok := c.cb.Actor(id)
		if !ok {
			continue
		}
		for _, alias := range append([]string{a.Name}, a.Aliases...) {
			words := nameWords(alias)
			person := a.Kind == graph.Person && len(words) < 5 && !slices.ContainsFunc(words, func(w string) bool { return headRoles[w] })
			out = append(out, knownName{words, id, person})
		}
	}
	return out
}

// nameWords gives the words of a name that tell, in their normal form.
func nameWords(text string) []string {
	var out []string
	for _, t := range codebook.Tokens(text) {
		if t.Word && !particles[t.Norm] && t.Norm != "the" && !(courtesy[t.Norm] && len(out) == 0) {
			out = append(out, t.Norm)
		}
	}
	return out
}

// variantOf gives the known actor of which a name is another spelling or a part.
func variantOf(words []string, known []knownName) (graph.ActorID, string) {
	for _, k := range known {
		if why := sameName(words, k); why != "" {
			return k.actor, why + " " + strings.Join(k.words, " ")
		}
	}
	return "", ""
}

// sameName says in which way some words are another form of a known name, or nothing.
func sameName(words []string, k knownName) string {
	n, m := len(words), len(k.words)
	switch {
	case n == 0 || m == 0:
	case n > 1 && n == m && slices.Equal(sorted(words), sorted(k.words)):
		return "other order of"
	case n > 1 && n < m && slices.Equal(words, k.words[m-n:]) && (k.person || bodyWords[k.words[m-1]]):
		return "part of"
	case n > 1 && n == m && alikeAll(words, k.words, k.person):
		return "spelling of"
	case k.person && n > 1 && m > 1 && n != m && alikeWord(words[0], k.words[0]) && alikeWord(words[n-1], k.words[m-1]):
		return "form of"
	case k.person && n == 1 && len(words[0]) > 5 && codebook.Alike(words[0], k.words[m-1]):
		return "spelling of the surname in"
	}
	return ""
}

func sorted(words []string) []string { return slices.Sorted(slices.Values(words)) }

func alikeWord(a, b string) bool { return a == b || codebook.Alike(a, b) }

// alikeAll reports whether names match word by word. A body's name may differ in one word.
func alikeAll(a, b []string, person bool) bool {
	differ := 0
	for i := range a {
		if !alikeWord(a[i], b[i]) {
			return false
		}
		if a[i] != b[i] {
			differ++
		}
	}
	return person || differ == 1
}

// rankAliases gives the other names of known actors, and the keys of the names that are taken by them.
func (c *Collector) rankAliases() (out []Alias, taken map[string]bool) {
	taken = map[string]bool{}
	known := c.knownNames()
	for _, key := range c.names.keys() {
		n := c.names.byKey[key]
		if n.mentions < c.opts.Min {
			continue
		}
		if c.lower[key] > 0 && !isCaps(n.text) {
			continue
		}
		if actor, why := variantOf(nameWords(n.text), known); actor != "" {
			taken[key] = true
			out = append(out, Alias{Actor: actor, Name: n.text, Why: why, Evidence: n.evidence()})
		}
	}
	for _, key := range c.aliases.keys() {
		n := c.aliases.byKey[key]
		taken[strings.ToLower(n.text)] = true
		if n.mentions >= min(c.opts.Min, 2) {
			out = append(out, Alias{Actor: n.actor, Name: n.text, Why: n.why, Evidence: n.evidence()})
		}
	}
	slices.SortFunc(out, func(a, b Alias) int {
		return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Actor, b.Actor))
	})
	return c.newAliases(out), taken
}

// newAliases leaves out names that the codebook has, and second owners of one name.
func (c *Collector) newAliases(list []Alias) []Alias {
	owned := c.owned()
	out := slices.DeleteFunc(list, func(a Alias) bool {
		key := strings.ToLower(a.Name)
		if _, ok := c.cb.Actor(a.Actor); owned[key] || !ok {
			return true
		}
		owned[key] = true
		return false
	})
	return out[:min(len(out), c.opts.Top)]
}

// owned gives the names that the codebook has and those that were suggested, in small letters.
func (c *Collector) owned() map[string]bool {
	if c.taken != nil {
		return c.taken
	}
	c.taken = map[string]bool{}
	for _, a := range c.cb.Actors() {
		for _, name := range append([]string{a.Name}, a.Aliases...) {
			c.taken[strings.ToLower(name)] = true
		}
	}
	return c.taken
}
