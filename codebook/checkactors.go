package codebook

import (
	"strings"

	"stancegraph/graph"
)

// ownName is a name of an actor of the codebook.
type ownName struct {
	actor graph.ActorID
	text  string
	key   string // its words as they are compared
	sound string // its words by sound
}

// checkNames finds names of two actors, names taken from the gazetteer and names that are too short or too general.
func (c *Checker) checkNames() {
	byKey, bySound := map[string]ownName{}, map[string]ownName{}
	builtin := c.cb.builtin.owners()
	for _, n := range c.names() {
		line := c.lineOfName(n.actor, n.text)
		if o, taken := byKey[n.key]; taken {
			c.sameWords(line, n, o)
			continue
		}
		byKey[n.key] = n
		if o, taken := bySound[n.sound]; taken && o.actor != n.actor {
			c.problem(line, "give one of them a name that sounds different", "%q of %s sounds like %q of %s: texts that spell it in another way mean %s", n.text, n.actor, o.text, o.actor, o.actor)
		} else if !taken {
			bySound[n.sound] = n
		}
		for _, id := range builtin[n.text] {
			if id != n.actor && id != c.cb.Body(n.actor) && !c.partOf(n.actor, id) {
				c.note(line, "drop it if the gazetteer's actor is meant as well", "%q of %s is a name of %s in the gazetteer: from now on it means %s", n.text, n.actor, id, n.actor)
			}
		}
		c.checkName(line, n)
	}
}

// names lists the names of the codebook's actors, in its order.
func (c *Checker) names() []ownName {
	var out []ownName
	for _, a := range c.cb.actors {
		for _, text := range append([]string{a.Name}, a.Aliases...) {
			tokens := Tokens(text)
			if len(tokens) > 1 && tokens[0].Norm == "the" {
				tokens = tokens[1:]
			}
			n := ownName{actor: a.ID, text: text, key: strings.Join(norms(tokens), " ")}
			for _, t := range tokens {
				word := t.Norm
				if t.Upper && soundsAlike(t.Norm) {
					word = soundKey(t.Norm)
				}
				n.sound += " " + word
			}
			out = append(out, n)
		}
	}
	return out
}

// sameWords remarks on two names with the same words. That an alias repeats the name of its own actor harms nothing.
func (c *Checker) sameWords(line int, n, o ownName) {
	switch {
	case o.actor != n.actor:
		c.problem(line, "leave it to one of them", "%q of %s has the same words as %q of %s: texts mean %s", n.text, n.actor, o.text, o.actor, o.actor)
	case n.text == o.text && line != c.lineOfName(o.actor, o.text):
		c.note(line, "drop it", "%q of %s is listed twice", n.text, n.actor)
	}
}

// partOf reports whether an actor belongs to a body.
func (c *Checker) partOf(id, body graph.ActorID) bool {
	i, ok := c.cb.byID[id]
	if !ok {
		return false
	}
	for _, m := range c.cb.actors[i].MemberOf {
		if m == body {
			return true
		}
	}
	return false
}

var calendar = wordSet("january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday")

// checkName looks at one name by itself.
func (c *Checker) checkName(line int, n ownName) {
	tokens := Tokens(n.text)
	if len(tokens) == 0 {
		c.problem(line, "write a name with letters", "%q of %s has no word", n.text, n.actor)
		return
	}
	first := tokens[0]
	single := len(tokens) == 1
	common := true // nothing but common words in small letters
	for _, t := range tokens {
		_, form := Verb(t.Norm)
		common = common && !t.Upper && (functionWords[t.Norm] || genericWords()[t.Norm] || len(tokens) == 1 && form != NotVerb)
	}
	switch {
	case single && len([]rune(n.text)) < 3 && !first.Caps:
		c.problem(line, "write it out", "%q of %s is too short", n.text, n.actor)
	case single && calendar[first.Norm]:
		c.note(line, "add the full name or a title if the article may mean the date", "%q of %s is also a day or a month", n.text, n.actor)
	case common && single:
		c.problem(line, "use a longer name", "%q of %s is a common word: every text that has it means %s", n.text, n.actor, n.actor)
	case common:
		c.note(line, "keep it only where all articles mean the same by it", "%q of %s is a general description", n.text, n.actor)
	}
}

// owners tells whom the names of the gazetteer mean.
func (g *gazetteer) owners() map[string][]graph.ActorID {
	out := map[string][]graph.ActorID{}
	add := func(id graph.ActorID, lists ...[]string) {
		for _, list := range lists {
			for _, name := range list {
				if name != "" {
					out[name] = append(out[name], id)
				}
			}
		}
	}
	for _, s := range g.States {
		add(s.ID, []string{s.Name, s.Capital}, s.Aliases, s.Adjectives, s.People, s.Seats)
	}
	for _, b := range g.Bodies {
		add(b.ID, []string{b.Name, b.Capital}, b.Aliases, b.Adjectives)
	}
	return out
}

// checkPersons finds persons that speak for nobody, and surnames of several.
func (c *Checker) checkPersons() {
	owners := map[string][]Actor{}
	var order []string
	for _, a := range c.cb.actors {
		if a.Kind != graph.Person {
			continue
		}
		line := c.places.of(placeKey("actor", string(a.ID)))
		if a.SpeaksFor == "" {
			c.note(line, "add speaks_for, unless the person holds stances of their own", "person %s speaks for nobody", a.ID)
		}
		words := strings.Fields(a.Name)
		last := words[len(words)-1]
		if len(words) > 1 && owners[last] == nil {
			order = append(order, last)
		}
		if len(words) > 1 {
			owners[last] = append(owners[last], a)
		}
	}
	for _, last := range order {
		if people := owners[last]; len(people) > 1 && !ownsSurname(people, last) {
			c.note(c.places.of(placeKey("actor", string(people[1].ID))), "add the surname to the aliases of whom it means alone", "%s and %s share the surname %q: alone it means neither", people[0].ID, people[1].ID, last)
		}
	}
}

// ownsSurname reports whether one of several persons has a surname as id or alias.
func ownsSurname(people []Actor, last string) bool {
	for _, a := range people {
		if string(a.ID) == graph.Slug(last) {
			return true
		}
		for _, alias := range a.Aliases {
			if alias == last {
				return true
			}
		}
	}
	return false
}
