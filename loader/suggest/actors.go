package suggest

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// rankActors gives the names that nothing knows and that act, the most active first.
func (c *Collector) rankActors(taken map[string]bool) []Actor {
	c.joinSurnames(taken)
	var list []*name
	parts := map[string]bool{} // words of known names
	for _, k := range c.knownNames() {
		for _, w := range k.words {
			parts[w] = true
		}
	}
	for _, key := range c.names.keys() {
		if n := c.names.byKey[key]; !taken[key] && !parts[key] && c.isActor(key, n) {
			list = append(list, n)
		}
	}
	slices.SortStableFunc(list, func(a, b *name) int {
		return cmp.Or(cmp.Compare(b.weight(), a.weight()), cmp.Compare(b.mentions, a.mentions), cmp.Compare(a.text, b.text))
	})
	return c.actorsOf(list)
}

// weight is the number of articles in which a name acts, double where it has an office at a known body: an analyst looks
// for those who hold stances, and not for every witness.
func (n *name) weight() int {
	if len(n.bodies) > 0 {
		return 2 * n.stages
	}
	return n.stages
}

// joinSurnames adds the mentions of a surname alone to the full name that ends with it, if there is only one.
func (c *Collector) joinSurnames(taken map[string]bool) {
	full := map[string][]string{}
	for _, key := range c.names.keys() {
		n := c.names.byKey[key]
		words := strings.Fields(key)
		if last := words[len(words)-1]; len(words) > 1 && n.person+n.acts > 0 && !bodyWords[last] && !groupWords[last] {
			full[last] = append(full[last], key)
		}
	}
	for _, key := range c.names.keys() {
		if len(full[key]) != 1 || taken[key] {
			continue
		}
		n, whole := c.names.byKey[key], c.names.byKey[full[key][0]]
		if whole.mentions*3 < n.mentions {
			continue
		}
		whole.mentions += n.mentions
		whole.acts += n.acts
		whole.person += n.person
		whole.articles = max(whole.articles, n.articles)
		whole.stages = max(whole.stages, n.stages)
		delete(c.names.byKey, key)
	}
}

// isActor reports whether a name is seen often enough, acts, and is not mostly a place or a common word.
func (c *Collector) isActor(key string, n *name) bool {
	active := n.acts + n.intros
	switch {
	case n.mentions < c.opts.Min, active < min(2, c.opts.Min), active*12 < n.mentions:
		return false
	case n.isBystander(), n.thing():
		return false
	case n.places*5 > n.mentions*2 && n.person == 0:
		return false
	case !strings.ContainsAny(key, " -") && (n.inside*4 < n.mentions || c.lower[key] >= n.mentions || len(key) < 4 && !isCaps(n.text)):
		return false
	}
	return !(n.isLeader() && len(n.readAs) == 0) && c.objects[key] <= active
}

// isBystander reports whether the usual role of a name is that of one who takes no side.
func (n *name) isBystander() bool {
	role, _ := n.roles.first()
	return slices.ContainsFunc(strings.Fields(role), func(w string) bool { return bystanders[w] })
}

// isLeader reports whether a name is known without a codebook.
func (n *name) isLeader() bool {
	_, known := codebook.FindLeader(n.text, "")
	if !known {
		_, known = codebook.FindLeader(withoutInitials(n.text), "")
	}
	return known
}

// thing reports whether a name is one of a thing: it rarely acts.
func (n *name) thing() bool { return n.person == 0 && (n.acts+n.intros)*5 < n.mentions }

// withoutInitials leaves single letters and full stops out of a name.
func withoutInitials(text string) string {
	words := slices.DeleteFunc(strings.Fields(text), func(w string) bool { return len(strings.Trim(w, ".")) < 2 })
	return strings.Join(words, " ")
}

func isCaps(text string) bool { return strings.ToUpper(text) == text }

var validID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// actorsOf turns names into actors; spellings of one name become its aliases.
func (c *Collector) actorsOf(list []*name) []Actor {
	var out []Actor
	var words [][]string
	owned := c.owned()
	for _, n := range list {
		own := nameWords(n.text)
		if i := slices.IndexFunc(words, func(w []string) bool { return sameNew(own, w) }); i >= 0 {
			if key := strings.ToLower(n.text); !owned[key] {
				owned[key] = true
				out[i].Aliases = append(out[i].Aliases, n.text)
				out[i].Mentions += n.mentions
				out[i].Acts += n.acts + n.intros
				out[i].Articles = max(out[i].Articles, n.articles)
			}
			continue
		}
		a := c.actorOf(n)
		_, exists := c.cb.Actor(a.ID)
		if exists || !validID.MatchString(string(a.ID)) || owned[strings.ToLower(a.Name)] || len(out) >= 4*c.opts.Top {
			continue
		}
		if slices.ContainsFunc(out, func(o Actor) bool { return o.ID == a.ID }) {
			continue
		}
		owned[strings.ToLower(a.Name)] = true
		a.Aliases = slices.DeleteFunc(a.Aliases, func(alias string) bool {
			key := strings.ToLower(alias)
			double := owned[key]
			owned[key] = true
			return double
		})
		out, words = append(out, a), append(words, own)
	}
	return out[:min(len(out), c.opts.Top)]
}

// sameNew reports whether two new names are spellings of one.
func sameNew(a, b []string) bool {
	if len(a) > 1 && len(b) > 1 && len(a) != len(b) {
		return alikeWord(a[0], b[0]) && alikeWord(a[len(a)-1], b[len(b)-1]) && !bodyWords[a[len(a)-1]]
	}
	return len(a) == len(b) && len(a) > 1 && (slices.Equal(a, b) || alikeAll(a, b, !bodyWords[a[len(a)-1]]))
}

// actorOf guesses kind, body and role of a name.
func (c *Collector) actorOf(n *name) Actor {
	a := Actor{ID: graph.ActorID(graph.Slug(n.text)), Name: n.text, Kind: kindOf(n), Acts: n.acts + n.intros, Aliases: n.acronyms.ranked(), Evidence: n.evidence()}
	if id, _ := n.readAs.first(); id != "" {
		a.Note = "now read as " + id
	}
	if a.Kind != graph.Person {
		return a
	}
	a.Aliases = nil
	a.Role, _ = n.roles.first()
	if body, times := n.bodies.first(); times*2 >= n.own && times*3 >= n.intros && times > 0 {
		if _, ok := c.cb.Actor(graph.ActorID(body)); ok {
			a.SpeaksFor = graph.ActorID(body)
		}
	}
	return a
}

// kindOf guesses the kind from the words of a name and from what stands beside it.
func kindOf(n *name) graph.Kind {
	words := strings.Fields(strings.ToLower(n.text))
	last := words[len(words)-1]
	has := func(set map[string]bool) bool {
		return slices.ContainsFunc(words, func(w string) bool { return set[w] })
	}
	switch {
	case has(groupWords) && (groupWords[last] || groupWords[words[0]] || !has(bodyWords)):
		return graph.Group
	case has(bodyWords):
		return graph.Organisation
	case n.person*8 > n.mentions || n.person > 1 && len(words) > 1:
		return graph.Person
	case isCaps(n.text):
		return graph.Organisation
	case len(words) > 1 && len(words) < 5:
		return graph.Person
	case strings.HasSuffix(last, "s"):
		return graph.Group
	case n.person > 0:
		return graph.Person
	}
	return graph.Organisation
}
