package extract

import (
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract/syntax"
)

// owners makes a reading for whoever owns a noun: "Peru's call for".
func (c *climber) owners(gr *syntax.Group) {
	if !c.fresh() {
		return
	}
	if el := c.elements[len(c.elements)-1]; el.cue != nil && el.cue.Part == codebook.PartVerb && el.first < gr.First {
		return // "summoned Peru's envoy over"
	}
	if who := c.s.ownersOf(gr); len(who) > 0 {
		c.conclude(subject{kind: actorSubject, who: who, first: c.s.mentions[who[0]].First, why: "owner of the noun"}, "noun")
	}
}

// ownersOf gives the mentions that own a noun group: "Peru's call", "its support".
func (s *sentence) ownersOf(gr *syntax.Group) []int {
	if gr.Owner >= 0 {
		return s.whoIs(gr.Owner, 0)
	}
	if k := s.mentionAt(gr.First); k >= 0 && s.mentions[k].guess && possessives[s.norm(gr.First)] {
		return []int{k}
	}
	return nil
}

// cueEndsAt reports whether token i is the last of a noun that carries a stance: the "in" of "outrage in Peru".
func (s *sentence) cueEndsAt(i int) bool {
	return slices.ContainsFunc(s.cues, func(c codebook.Cue) bool { return c.Part == codebook.PartNoun && c.Last == i && c.First < i })
}

// agents makes a reading for whoever stands behind "by", "from" or "of" that hangs on a group.
func (c *climber) agents(g int) {
	for k := g + 1; k < len(c.s.tree.Groups) && k < g+8; k++ {
		p := c.group(k)
		if p.Kind != syntax.Prep || p.Gov != g && !(p.Gov > g && c.s.norm(p.First) == "by") {
			continue
		}
		n := c.s.norm(p.First)
		if n != "by" && !(c.group(g).Kind == syntax.Noun && (n == "from" || n == "of" || n == "among" || n == "in" && c.s.cueEndsAt(p.First))) || k+1 >= len(c.s.tree.Groups) || c.group(k+1).Kind != syntax.Noun {
			continue
		}
		if behind := c.group(k + 1); behind.First <= c.m.Last && c.m.First <= behind.Last {
			continue // "support of the ban": what is supported
		}
		var who []int
		for j := k + 1; j < len(c.s.tree.Groups) && c.group(j).Kind == syntax.Noun; j++ {
			if c.group(j).Gov == k {
				who = append(who, c.who(j)...)
				for _, x := range c.group(j).Joint {
					who = append(who, c.who(x)...)
				}
				break
			}
		}
		if len(who) > 0 {
			c.conclude(subject{kind: actorSubject, who: who, first: c.s.mentions[who[0]].First, why: "named behind " + n}, "agent")
			c.out[len(c.out)-1].agent = true
			return
		}
	}
}

// examples makes a reading for who is named as an example of those whom a noun names by their stance: "opponents of the
// ban, including Peru".
func (c *climber) examples() {
	el := c.elements[len(c.elements)-1]
	if el.cue == nil || !c.s.agentNoun(el.cue) {
		return
	}
	i := c.m.Last + 1
	if c.s.norm(i) == "," {
		i++
	}
	from := c.s.examplesAt(i)
	if n := c.s.norm(i); n == "include" || n == "includes" || n == "included" || auxiliaries[n] && (c.s.norm(el.first-1) == "among" || c.s.norm(el.first-2) == "among") {
		from = i + 1
	}
	if from == 0 {
		return
	}
	if who := c.s.listAfter(from); len(who) > 0 {
		c.conclude(subject{kind: actorSubject, who: who, first: c.s.mentions[who[0]].First, why: "named as examples"}, "noun")
	}
}

// who gives the mentions that a noun group means.
func (c *climber) who(n int) []int { return c.s.whoIs(n, 0) }

func (s *sentence) whoIs(n, depth int) []int {
	g := &s.tree.Groups[n]
	if a := s.norm(g.First); (a == "a" || a == "an") && g.Tie == syntax.Apposed && depth < 2 && g.Gov >= 0 && g.Gov < n {
		if who := s.whoIs(g.Gov, depth+1); len(who) > 0 {
			return who // "Ann Lee, a Texas Republican who"
		}
	}
	if k := s.mentionAt(g.Head); k >= 0 && s.mentions[k].How != codebook.ByAdjective && s.norm(s.mentions[k].Last+1) != "'s" {
		return []int{k}
	}
	if k := s.apposedName(n); k >= 0 {
		return []int{k}
	}
	if k := s.mentionAt(g.First); k >= 0 && s.mentions[k].guess && possessives[s.norm(g.First)] && ownBodies[s.norm(g.Head)] && g.Head > g.First && s.mentions[k].Actor != "" && (!s.mentions[k].person || s.mentions[k].Actor != s.mentions[k].body) {
		return []int{k} // "his country"
	}
	first := g.First
	if g.Owner >= 0 {
		first = s.tree.Groups[g.Owner].First
	}
	if who, _, ok := s.readPhrase(first, g.Head); ok {
		return who
	}
	if g.Owner >= 0 && s.tree.Groups[g.Owner].Last == g.First-1 {
		for k := g.First; k <= g.Last; k++ {
			if m := s.mentionAt(k); m >= 0 && s.mentions[m].Last == g.Last {
				return []int{m}
			}
		}
	}
	if who := s.including(n); len(who) > 0 {
		return who
	}
	if who := s.amongThose(n, depth); len(who) > 0 {
		return who
	}
	if who := s.authors(n, depth); len(who) > 0 {
		return who
	}
	if g.Tie == syntax.Apposed && depth < 2 && g.Gov >= 0 && g.Gov < n && s.tree.Groups[g.Gov].Kind == syntax.Noun { // "Peru, a state that"
		if n := s.norm(g.First); n == "a" || n == "an" || n == "the" || n == "one" {
			return s.whoIs(g.Gov, depth+1)
		}
	}
	if h := s.norm(g.Head); depth < 2 && (institutions[h] || headRoles[h] || quantities[h]) {
		for k := n + 1; k < len(s.tree.Groups) && k < n+3; k++ {
			p := &s.tree.Groups[k]
			if p.Kind == syntax.Prep && p.Gov == n && k+1 < len(s.tree.Groups) && s.tree.Groups[k+1].Kind == syntax.Noun {
				if w := s.norm(p.First); w == "of" || w == "for" || w == "from" || w == "in" {
					who := s.whoIs(k+1, depth+1)
					if len(who) > 0 && s.private(s.mentions[who[0]], g.Head) {
						return nil // "companies in Peru"
					}
					return who
				}
			}
		}
	}
	return nil
}

// ownBodies are nouns that mean, behind "his" or "its", the body that somebody speaks for.
var ownBodies = set("country government nation state administration party group organisation organization union movement bloc alliance ministry cabinet coalition leadership delegation")

// authors gives whose text a noun group is: "a statement issued by Peru".
func (s *sentence) authors(n, depth int) []int {
	h := s.tree.Groups[n].Head
	if !texts[s.norm(h)] && !drafts[s.norm(h)] || depth > 1 {
		return nil
	}
	if drafts[s.norm(h)] {
		if who := s.writers(h); len(who) > 0 {
			return who
		}
	}
	for k := n + 1; k+2 < len(s.tree.Groups) && k < n+3; k++ {
		if v := &s.tree.Groups[k]; v.Kind == syntax.Verb && v.Gov == n && v.Passive && s.norm(s.tree.Groups[k+1].First) == "by" {
			if c := s.cueAt(v.Head); c != nil && c.Stance == graph.Opposes {
				return nil
			}
			return s.whoIs(k+2, depth+1)
		}
	}
	return nil
}

// amongThose gives who is said to be one of a group: "Peru is among those who".
func (s *sentence) amongThose(n, depth int) []int {
	g := &s.tree.Groups[n]
	if g.Gov < 1 || depth > 1 || s.tree.Groups[g.Gov].Kind != syntax.Prep {
		return nil
	}
	v := s.tree.Groups[g.Gov].Gov
	switch w := s.norm(s.tree.Groups[g.Gov].First); {
	case w == "among":
	case w == "of" && v >= 0 && s.norm(s.tree.Groups[v].Head) == "one" && s.tree.Groups[v].Tie == syntax.Predicate: // "is one of three states that"
		v = s.tree.Groups[v].Gov
	default:
		return nil
	}
	if v < 0 || !s.tree.Groups[v].Copula || len(s.tree.Groups[v].Subj) == 0 {
		return nil
	}
	var who []int
	for _, n := range s.tree.Groups[v].Subj {
		who = append(who, s.whoIs(n, depth+1)...)
	}
	return who
}

// apposedName gives the body that is named between commas behind a noun group that only describes it, or -1.
func (s *sentence) apposedName(n int) int {
	g := &s.tree.Groups[n]
	if s.norm(g.Last+1) != "," || !s.vague(g.Last) {
		return -1
	}
	for i := g.Last + 2; i < len(s.tokens) && i < g.Last+9; i++ {
		if s.norm(i) == "," {
			return s.named(g.Last+2, i)
		}
	}
	return -1
}

// companions gives who stands behind a subject that ends at token i as doing the same: "Peru, joined by Chile, opposes".
func (s *sentence) companions(i int) []int {
	i++
	comma := s.norm(i) == ","
	if comma {
		i++
	}
	switch n, next := s.norm(i), s.norm(i+1); {
	case n == "joined" && next == "by", n == "along" && next == "with", n == "together" && next == "with":
		return s.listAfter(i + 2)
	case n == "like" && comma:
		return s.listAfter(i + 1)
	}
	return nil
}

// including gives whom a noun group that names nobody gives as examples: "other nations, including Peru and Chile".
func (s *sentence) including(n int) []int {
	g := &s.tree.Groups[n]
	if h := s.norm(g.Head); !institutions[h] && !headRoles[h] && !ownRoles[h] && h != "others" && h != "critics" && h != "supporters" && h != "opponents" {
		return nil
	}
	i := g.Last + 1
	if s.norm(i) == "," {
		i++
	}
	if from := s.examplesAt(i); from > 0 {
		return s.listAfter(from)
	}
	return nil
}
