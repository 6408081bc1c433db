package syntax

// fronted reports whether a preposition stands right behind a relative pronoun or conjunction.
func (p *parser) fronted(prep int) bool {
	k := p.kind(p.before(prep))
	return k == Rel || k == Sub
}

// head climbs from a noun group over its prepositions to the noun that they describe: "members of the council".
func (p *parser) head(n int) int {
	gs := p.tree.Groups
	for steps := 0; steps < 8; steps++ {
		prep := gs[n].Gov
		if of := p.purposeOf(n); of >= 0 {
			n = of
			continue
		}
		if gs[n].Tie != OfPrep || prep < 0 || gs[prep].Gov < 0 || gs[prep].Tie != Behind {
			return n
		}
		if temporal[p.norm(gs[prep].First)] && p.claimed(gs[prep].Gov) { // "signed the pact after the council backed it"
			return n
		}
		to := gs[prep].Gov
		if v := gs[to]; v.Kind == Verb && v.Tie == Reduced && v.Passive && v.Gov >= 0 { // "a plan backed by members of the council"
			to = v.Gov
		}
		if gs[to].Kind != Noun {
			return n
		}
		n = to
	}
	return n
}

// temporal are prepositions that may open a clause as well.
var temporal = set("after", "before", "since", "until")

// purposeOf gives the noun before a verb to whose infinitive noun group n is the object, "Peru's plan to raise the toll", or -1.
func (p *parser) purposeOf(n int) int {
	gs := p.tree.Groups
	v := gs[n].Gov
	if gs[n].Tie != Object || v < 0 || gs[v].Form != Infinitive || gs[v].Tie != Complement || gs[v].Gov < 0 {
		return -1
	}
	if of := gs[v].Gov; gs[of].Kind == Noun && gs[of].Gov < 0 {
		return of
	}
	return -1
}

// setSubject makes noun group n, and what is joined to it, the subject of verb i.
func (p *parser) setSubject(i, n int) {
	gs := p.tree.Groups
	first := p.firstOf(n)
	gs[i].Subj = append([]int{first}, gs[first].Joint...)
	for _, s := range gs[i].Subj {
		gs[s].Gov = -1
		p.tie(s, i, Subject)
	}
}

// nominative are pronouns that can only be subjects.
var nominative = set("he", "she", "they", "we", "i")

// commaBefore reports whether a comma and a conjunction stand before a noun group.
func (p *parser) commaBefore(n int) bool {
	b := p.before(n)
	return p.kind(b) == Conj && p.kind(p.before(b)) == Comma && !p.listed(n)
}

// listed reports whether a noun group ends a list of three or more.
func (p *parser) listed(n int) bool { return len(p.tree.Groups[p.firstOf(n)].Joint) > 1 }

// claimed reports whether a noun group already hangs on a verb of its own clause.
func (p *parser) claimed(n int) bool {
	gs := p.tree.Groups
	for k, steps := n, 0; k >= 0 && steps < 6; k, steps = gs[k].Gov, steps+1 {
		if gs[k].Tie == Object || gs[k].Tie == Predicate || gs[k].Tie == Subject {
			return true
		}
		if gs[k].Kind == Verb {
			return true
		}
	}
	return false
}

// saysThat reports whether a verb group is one of saying, behind which a clause may begin without "that".
func (p *parser) saysThat(v int) bool {
	return v >= 0 && p.tree.Groups[v].Kind == Verb && says[p.norm(p.tree.Groups[v].Head)]
}

// singular reports whether a verb group has the form of one subject: "has signed", "opposes".
func (p *parser) singular(v int) bool {
	first := p.tree.Groups[v].First
	return p.tag(first) == "VBZ" || p.norm(first) == "was"
}

// unjoin takes noun group n, and what follows it, off the list of first.
func (p *parser) unjoin(first, n int) {
	gs := p.tree.Groups
	var kept []int
	for _, j := range gs[first].Joint {
		if j < n {
			kept = append(kept, j)
		} else if j > n {
			gs[n].Joint = append(gs[n].Joint, j)
		}
	}
	gs[first].Joint = kept
	gs[n].Gov = -1
}

// clause gives a finite verb the noun group right before it as its subject, and ties the clause to what it depends on.
func (p *parser) clause(i, b int) {
	gs := p.tree.Groups
	n := b
	if first := p.firstOf(b); first != b && p.claimed(first) && (nominative[p.norm(gs[b].Head)] || p.commaBefore(b)) {
		p.unjoin(first, b) // "... in Chile, but they have"
	} else {
		n = p.head(b)
	}
	first := p.firstOf(n)
	if first != n && p.claimed(first) && !(gs[first].Tie == Object && p.saysThat(gs[first].Gov)) { // "Peru drafted a plan, and Chile signed"
		p.unjoin(first, n)
		first = n
	} else if first != n && p.singular(i) && p.norm(gs[n].First-1) == "and" { // "met in Peru and Chile has signed"
		p.unjoin(first, n)
		first = n
	}
	oldGov, oldTie := gs[first].Gov, gs[first].Tie
	start := first
	if o := gs[first].Owner; o >= 0 {
		start = o
	}
	p.setSubject(i, first)
	if oldGov >= 0 && gs[oldGov].Kind == Verb && oldTie == Object && oldGov != i { // "said Peru opposes"
		p.tie(i, oldGov, Complement)
		return
	}
	p.govern(i, start)
}

// govern ties a clause that begins at group start to what stands before it.
func (p *parser) govern(i, start int) {
	gs := p.tree.Groups
	b := start
	if gs[start].Kind != Sub {
		b = p.before(start)
	}
	for n := 0; n < 3 && b >= 0 && (gs[b].Kind == Comma || gs[b].Kind == Prep); n++ {
		if gs[b].Kind == Prep {
			return
		}
		a := p.before(b)
		if p.kind(a) != Sub && p.kind(a) != Conj && p.kind(a) != Rel {
			break
		}
		b = a
	}
	switch p.kind(b) {
	case Sub:
		p.subordinate(i, b)
	case Rel: // "which Peru opposes": the noun before is its object
		if a := p.antecedent(b); a >= 0 {
			p.tie(i, a, Relative)
		} else if v := p.before(b); p.kind(v) == Verb || p.kind(v) == Prep {
			p.tie(i, v, Complement)
		}
	case Verb:
		p.tie(i, b, Complement)
	case Noun: // "the plan Peru opposes"
		if gs[b].Tie == Object || gs[b].Tie == OfPrep || gs[b].Tie == Predicate {
			p.tie(i, b, Relative)
		}
	case Conj: // "and that", or a clause joined to one that is said
		if v := p.lastVerb(b, finite); v >= 0 && gs[v].Tie == Complement && p.sameLevel(v, i) {
			p.tie(i, gs[v].Gov, Complement)
		}
	}
}

// sameLevel reports whether a clause behind a conjunction belongs to what the clause before it belongs to: both inside
// or both outside of quotation marks are left to the reader, so commas decide.
func (p *parser) sameLevel(v, i int) bool {
	for k := v; k < i; k++ {
		if p.tree.Groups[k].Kind == Comma && k+1 < i && p.tree.Groups[k+1].Kind == Conj {
			return false
		}
	}
	return true
}

// subordinate ties a clause behind a subordinating conjunction.
func (p *parser) subordinate(i, sub int) {
	gs := p.tree.Groups
	b := p.before(sub)
	word := p.norm(gs[sub].First)
	switch {
	case word == "that" || word == "whether" || word == "how" || word == "why" || word == "if" && p.kind(b) == Verb:
		switch p.kind(b) {
		case Verb, Noun, Adj:
			p.tie(i, b, Complement)
			return
		case Conj, Comma:
			if v := p.lastVerb(sub, func(g Group) bool { return g.Tie == Complement && g.Gov >= 0 }); v >= 0 {
				p.tie(i, gs[v].Gov, Complement)
				return
			}
			if v := p.lastVerb(sub, finite); v >= 0 {
				p.tie(i, v, Complement)
			}
			return
		}
	default:
		if v := p.lastVerb(sub, nil); v >= 0 {
			p.tie(i, v, Adverbial)
		}
	}
}

// antecedent gives the noun group that a relative pronoun stands for.
func (p *parser) antecedent(rel int) int {
	gs := p.tree.Groups
	b := p.before(rel)
	comma := p.kind(b) == Comma
	if comma {
		b = p.before(b)
	}
	if p.kind(b) == Prep { // "to which"
		b = p.before(b)
		if p.kind(b) == Comma {
			b = p.before(b)
		}
	}
	if p.kind(b) == Comma {
		b = p.before(b)
	}
	if p.kind(b) != Noun {
		return -1
	}
	if p.norm(gs[rel].First) == "who" || comma {
		if gs[b].Tie == Apposed && gs[b].Gov >= 0 && gs[gs[b].Gov].Kind == Noun {
			b = gs[b].Gov
		}
	}
	if p.norm(gs[rel].First) == "who" && comma {
		return p.head(b)
	}
	return b
}

func (p *parser) relative(i, rel int) {
	gs := p.tree.Groups
	a := p.antecedent(rel)
	if a < 0 {
		if v := p.before(rel); p.kind(v) == Verb || p.kind(v) == Prep {
			p.tie(i, v, Complement)
		}
		return
	}
	p.tie(i, a, Relative)
	first := p.firstOf(a)
	gs[i].Subj = append([]int{a}, func() []int {
		if first == a {
			return gs[a].Joint
		}
		return nil
	}()...)
	if p.norm(gs[rel].First) == "who" && first != a { // "Peru and Chile, who"
		gs[i].Subj = append([]int{first}, gs[first].Joint...)
	}
}

// afterComma finds the subject of a finite verb behind a comma: before the aside that the comma ends.
func (p *parser) afterComma(i, comma int) {
	gs := p.tree.Groups
	for k := comma - 1; k >= 0 && k > comma-reach; k-- {
		if gs[k].Kind == Mark {
			break
		}
		if gs[k].Kind != Comma {
			continue
		}
		a := p.before(k)
		if p.kind(a) == Noun && p.aside(k+1, comma) && !p.isSubject(a) {
			n := p.head(a)
			if gs[n].Tie == Apposed && gs[n].Gov >= 0 && gs[gs[n].Gov].Kind == Noun {
				n = p.head(gs[n].Gov)
			}
			p.clause(i, n)
			return
		}
	}
	if a := p.before(comma); p.kind(a) == Noun && !p.isSubject(p.head(a)) && gs[p.head(a)].Gov < 0 {
		p.clause(i, a)
		return
	}
	p.shareSubject(i, comma)
}

func (p *parser) isSubject(n int) bool {
	g := p.tree.Groups[n]
	return g.Tie == Subject && g.Gov >= 0
}

// aside reports whether groups a to b-1 between commas are an apposition, a relative clause or an adverbial.
func (p *parser) aside(a, b int) bool {
	if a >= b {
		return true
	}
	gs := p.tree.Groups
	switch gs[a].Kind {
	case Comma, Rel, Prep, Sub, Noun, Adverb, Adj:
		return true
	case Verb:
		return gs[a].Form != Finite
	}
	return gs[a].Kind == Quote || gs[a].Kind == Conj
}

// shareSubject gives a verb behind a conjunction the subject and the governor of the verb that it is joined to.
func (p *parser) shareSubject(i, conj int) {
	gs := p.tree.Groups
	tag := p.tag(gs[i].First)
	pick := -1
	for k := conj - 1; k >= 0 && k > conj-reach; k-- {
		if gs[k].Kind == Mark {
			break
		}
		if gs[k].Kind != Verb || gs[k].Form != Finite {
			continue
		}
		if pick < 0 {
			pick = k
		}
		if p.tag(gs[k].First) == tag && (p.kind(conj) == Conj || gs[k].Tie != Relative) {
			pick = k
			break
		}
	}
	if pick < 0 {
		return
	}
	gs[i].Subj, gs[i].Lasting = gs[pick].Subj, true
	p.tie(i, gs[pick].Gov, gs[pick].Tie)
}
