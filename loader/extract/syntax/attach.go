package syntax

// attach ties the groups together, from left to right.
func (p *parser) attach() {
	gs := p.tree.Groups
	for i := range gs {
		switch gs[i].Kind {
		case Noun:
			p.attachNoun(i)
		case Prep:
			p.attachPrep(i)
		case Adj:
			if b := p.before(i); b >= 0 && gs[b].Kind == Verb {
				p.tie(i, b, Predicate)
			}
		case Verb:
			p.attachVerb(i)
		}
	}
	p.quoted()
	p.stray()
}

// stray ties what nothing has claimed to the nearest verb, so that a climb does not end for want of a better guess.
func (p *parser) stray() {
	gs := p.tree.Groups
	for i := range gs {
		if gs[i].Gov >= 0 || gs[i].Kind != Noun && gs[i].Kind != Prep && gs[i].Kind != Adj && !(gs[i].Kind == Verb && gs[i].Form != Finite) {
			continue
		}
		if v := p.lastVerb(i, finite); v >= 0 && p.unbroken(v, i) {
			p.tie(i, v, Adverbial)
			continue
		}
		for v := i + 1; v < len(gs) && v < i+reach && gs[v].Kind != Mark; v++ {
			if gs[v].Kind == Verb && gs[v].Form == Finite {
				p.tie(i, v, Adverbial)
				break
			}
		}
	}
}

// unbroken reports whether no mark stands between two groups.
func (p *parser) unbroken(a, b int) bool {
	for k := a + 1; k < b; k++ {
		if p.tree.Groups[k].Kind == Mark {
			return false
		}
	}
	return true
}

func (p *parser) tie(g, gov int, t Tie) {
	if g == gov {
		return
	}
	for k, n := gov, 0; k >= 0 && n <= maxClimb; n++ { // never in a circle
		if k == g {
			return
		}
		k = p.tree.Groups[k].Gov
	}
	p.tree.Groups[g].Gov, p.tree.Groups[g].Tie = gov, t
}

// before gives the group before g, adverbs and quotation marks aside, or -1.
func (p *parser) before(g int) int {
	for g--; g >= 0; g-- {
		if k := p.tree.Groups[g].Kind; k != Adverb && k != Quote {
			return g
		}
	}
	return -1
}

func (p *parser) kind(g int) Kind {
	if g < 0 {
		return Mark
	}
	return p.tree.Groups[g].Kind
}

// reach bounds how many groups back something is looked for.
const reach = 40

// attachNoun ties a noun group to what stands before it. A verb that follows may claim it as its subject later.
func (p *parser) attachNoun(i int) {
	gs := p.tree.Groups
	if i+1 < len(gs) && gs[i].Gov == i+1 { // an owner
		return
	}
	b := p.before(i)
	if b >= 0 && gs[i].Owner >= 0 {
		b = p.before(gs[i].Owner)
		for b >= 0 && gs[gs[i].Owner].Owner >= 0 && b == gs[gs[i].Owner].Owner {
			b = p.before(b)
		}
	}
	switch p.kind(b) {
	case Prep:
		p.tie(i, b, OfPrep)
	case Verb:
		if gs[b].Copula {
			p.tie(i, b, Predicate)
		} else {
			p.tie(i, b, Object)
		}
	case Noun:
		if g := gs[b].Gov; g >= 0 && gs[g].Kind == Verb {
			p.tie(i, g, Object)
		}
	case Conj:
		p.joinNoun(i, b)
	case Comma:
		a := p.before(b)
		if p.kind(a) == Noun && !p.quoteBetween(b, i) {
			if n := p.norm(gs[i].First); p.listGoesOn(i) && n != "a" && n != "an" {
				p.join(i, a)
			} else {
				p.tie(i, a, Apposed)
			}
		}
	}
}

// quoteBetween reports whether a quotation mark stands between two groups.
func (p *parser) quoteBetween(a, b int) bool {
	for k := a + 1; k < b; k++ {
		if p.tree.Groups[k].Kind == Quote {
			return true
		}
	}
	return false
}

// joinNoun ties the noun group behind a conjunction to the one before it.
func (p *parser) joinNoun(i, conj int) {
	a := p.before(conj)
	if p.kind(a) == Comma {
		a = p.before(a)
	}
	switch p.kind(a) {
	case Noun:
		p.join(i, a)
	case Verb, Adj:
		p.tie(i, a, Object)
	}
}

// join makes noun group i a further one beside a.
func (p *parser) join(i, a int) {
	gs := p.tree.Groups
	for n := 0; n < 12; n++ {
		first := p.firstOf(a)
		if first == a {
			break
		}
		a = first
	}
	gs[a].Joint = append(gs[a].Joint, i)
	if gs[a].Gov >= 0 {
		p.tie(i, gs[a].Gov, gs[a].Tie)
	}
}

// firstOf gives the noun group that a is joined to, or a.
func (p *parser) firstOf(a int) int {
	gs := p.tree.Groups
	for k := a - 1; k >= 0 && k > a-8; k-- {
		for _, j := range gs[k].Joint {
			if j == a {
				return k
			}
		}
	}
	return a
}

// listGoesOn reports whether the noun group at i stands inside a list: "A, B and C".
func (p *parser) listGoesOn(i int) bool {
	gs := p.tree.Groups
	for k, n := i+1, 0; k < len(gs) && n < 10; k, n = k+1, n+1 {
		switch gs[k].Kind {
		case Conj:
			return k+1 < len(gs) && gs[k+1].Kind == Noun && k-i < 3 || p.kind(k-1) == Comma && k+1 < len(gs) && gs[k+1].Kind == Noun
		case Noun, Comma, Quote, Adj:
		default:
			return false
		}
	}
	return false
}

// attachPrep ties a preposition to what stands before it.
func (p *parser) attachPrep(i int) {
	gs := p.tree.Groups
	b := p.before(i)
	switch p.kind(b) {
	case Noun, Verb, Adj:
		p.tie(i, b, Behind)
	case Comma:
		if v := p.lastVerb(b, nil); v >= 0 {
			p.tie(i, v, Adverbial)
		}
	case Conj:
		for k := b - 1; k >= 0 && k > b-reach; k-- {
			if gs[k].Kind == Prep && gs[k].Gov >= 0 {
				p.tie(i, gs[k].Gov, Behind)
				return
			}
			if gs[k].Kind == Mark {
				return
			}
		}
	case Prep:
		p.tie(i, b, Behind)
	}
}

// lastVerb gives the nearest verb group before g that passes the test, within the sentence part.
func (p *parser) lastVerb(g int, ok func(Group) bool) int {
	gs := p.tree.Groups
	for k := g - 1; k >= 0 && k > g-reach; k-- {
		if gs[k].Kind == Verb && (ok == nil || ok(gs[k])) {
			return k
		}
	}
	return -1
}

func finite(g Group) bool { return g.Form == Finite }
