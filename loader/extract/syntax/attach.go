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

// attachVerb ties a verb group to its governor and finds its subject.
func (p *parser) attachVerb(i int) {
	gs := p.tree.Groups
	b := p.before(i)
	g := &gs[i]
	if g.Form == Participle && p.participleIsFinite(i, b) {
		g.Form, g.Passive = Finite, false
	}
	if g.Form == Finite && g.First == g.Head && p.tag(g.Head) == "VBD" {
		if v := p.governorOf(b); b >= 0 && v >= 0 && wishing[p.norm(gs[v].Head)] {
			g.Form, g.Passive = Participle, true
		}
	}
	if g.Form == Bare && (p.kind(b) == Noun && p.subjunctive(b) || b < 0 || p.kind(b) == Mark || p.kind(b) == Sub) {
		g.Form = Finite
	}
	switch g.Form {
	case Finite:
		p.attachFinite(i, b)
	case Infinitive, Bare:
		p.attachInfinitive(i, b)
	case Gerund:
		p.attachGerund(i, b)
	case Participle:
		p.attachParticiple(i, b)
	}
}

// subjunctive reports whether a bare verb behind a noun group has it for a subject: "suggested that Peru sign", or a
// plural whose verb the tagger took for an infinitive.
func (p *parser) subjunctive(b int) bool {
	gs := p.tree.Groups
	v := gs[b].Gov
	if v >= 0 && gs[v].Kind == Verb && gs[b].Tie == Object {
		switch p.norm(gs[v].Head) {
		case "make", "makes", "made", "let", "lets", "help", "helps", "helped", "see", "have", "had", "has", "making", "letting", "helping":
			return false
		}
	}
	return true
}

// participleIsFinite reports whether a participle is the past tense of a clause that has no other verb.
func (p *parser) participleIsFinite(i, b int) bool {
	gs := p.tree.Groups
	if p.kind(b) == Rel {
		return true
	}
	if v := p.governorOf(b); v >= 0 && wishing[p.norm(gs[v].Head)] { // "wants the toll abolished"
		return false
	}
	if p.kind(b) != Noun && p.kind(b) != Comma {
		return false
	}
	for k := i + 1; k < len(gs); k++ {
		if gs[k].Kind == Verb && gs[k].Form == Finite {
			return false
		}
		if gs[k].Kind == Mark || gs[k].Kind == Sub || gs[k].Kind == Rel {
			break
		}
	}
	for k := i - 1; k >= 0; k-- {
		if gs[k].Kind == Verb && gs[k].Form == Finite && !p.inRelative(k) {
			return false
		}
		if gs[k].Kind == Mark || gs[k].Kind == Sub {
			break
		}
	}
	n := p.norm(gs[i].Last + 1)
	return n != "by"
}

// wishing are the forms of verbs behind which a participle says what is wanted.
var wishing = set("want", "wants", "wanted", "like", "see", "need", "needs", "needed", "get", "keep", "kept", "have", "prefer", "prefers")

// governorOf gives the verb whose object a noun group is, or -1.
func (p *parser) governorOf(n int) int {
	if p.kind(n) != Noun || p.tree.Groups[n].Tie != Object {
		return -1
	}
	return p.tree.Groups[n].Gov
}

func (p *parser) inRelative(k int) bool {
	t := p.tree.Groups[k].Tie
	return t == Relative
}

// inverts reports whether a verb of saying stands behind what is said and before its speaker: `," said Lee`.
func (p *parser) inverts(i int) bool {
	gs := p.tree.Groups
	return says[p.norm(gs[i].Head)] && i > 0 && gs[i-1].Kind == Quote && i+1 < len(gs) && gs[i+1].Kind == Noun
}

func (p *parser) attachFinite(i, b int) {
	gs := p.tree.Groups
	if p.inverts(i) {
		gs[i].Lasting = true // its subject follows
		return
	}
	switch p.kind(b) {
	case Rel:
		p.relative(i, b)
	case Noun:
		if prep := gs[b].Gov; gs[b].Tie == OfPrep && (gs[prep].Gov < 0 || p.fronted(prep)) { // "who for months has", "which in May was"
			if a := p.before(prep); p.kind(a) == Rel || p.kind(a) == Sub || p.kind(a) == Comma && !p.isSubject(b) {
				p.attachFinite(i, a)
				return
			}
		}
		p.clause(i, b)
	case Sub:
		if p.norm(gs[b].First) == "that" && p.kind(p.before(b)) == Noun { // a relative clause after all
			p.relative(i, b)
			return
		}
		p.govern(i, b)
	case Comma:
		p.afterComma(i, b)
	case Conj:
		p.shareSubject(i, b)
	case Verb: // "said is", "what he said was": a clause is the subject
		p.tie(i, gs[b].Gov, Root)
	case Adj: // "Many oppose", "the poor want"
		p.govern(i, b)
	}
}

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
		if gs[n].Tie != OfPrep || prep < 0 || gs[prep].Gov < 0 || gs[prep].Tie != Behind || gs[gs[prep].Gov].Kind != Noun {
			return n
		}
		n = gs[prep].Gov
	}
	return n
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

func (p *parser) attachInfinitive(i, b int) {
	gs := p.tree.Groups
	switch p.kind(b) {
	case Noun:
		p.tie(i, b, Complement)
		if v := gs[b].Gov; v >= 0 && gs[v].Kind == Verb && gs[b].Tie == Object {
			gs[i].Subj = append([]int{b}, gs[b].Joint...)
			gs[i].Lasting = true
		}
	case Verb, Adj, Prep, Adverb:
		p.tie(i, b, Complement)
	case Sub, Rel:
		if v := p.lastVerb(b, nil); v >= 0 {
			p.tie(i, v, Complement)
		}
	case Conj, Comma:
		if v := p.lastVerb(b, func(g Group) bool { return g.Form == Infinitive || g.Form == Bare }); v >= 0 && gs[v].Gov >= 0 && (p.kind(b) == Conj || gs[i].Form == Bare) {
			p.tie(i, gs[v].Gov, gs[v].Tie)
			gs[i].Subj = gs[v].Subj
			return
		}
		if v := p.lastVerb(b, finite); v >= 0 {
			if p.kind(b) == Conj {
				gs[i].Subj = gs[v].Subj
			}
			p.tie(i, v, Adverbial)
		}
	}
}

func (p *parser) attachGerund(i, b int) {
	gs := p.tree.Groups
	switch p.kind(b) {
	case Prep, Verb, Adj:
		p.tie(i, b, Complement)
	case Sub:
		if v := p.lastVerb(b, finite); v >= 0 {
			p.tie(i, v, Adverbial)
		}
	case Noun:
		if v := p.writer(b); v >= 0 && appeals[p.norm(gs[i].Head)] {
			p.tie(i, v, Adverbial)
			gs[i].Subj, gs[i].Lasting = gs[v].Subj, true
			return
		}
		p.tie(i, b, Reduced)
		gs[i].Subj = append([]int{b}, gs[b].Joint...)
	case Conj:
		if v := p.lastVerb(b, func(g Group) bool { return g.Form == Gerund }); v >= 0 && gs[v].Gov >= 0 {
			p.tie(i, gs[v].Gov, gs[v].Tie)
			gs[i].Subj = gs[v].Subj
		} else if v := p.lastVerb(b, finite); v >= 0 {
			p.tie(i, v, Adverbial)
			gs[i].Subj, gs[i].Lasting = gs[v].Subj, true
		}
	case Comma:
		if v := p.lastVerb(b, finite); v >= 0 {
			p.tie(i, v, Adverbial)
			gs[i].Subj, gs[i].Lasting = gs[v].Subj, true
		} else if a := p.before(b); p.kind(a) == Noun {
			gs[i].Subj = append([]int{p.head(a)}, gs[p.head(a)].Joint...)
		}
	}
}

// letters are nouns of what is written or said; appeals are participles of saying.
var (
	letters = set("letter", "letters", "message", "messages", "note", "memo", "petition", "statement", "appeal", "email", "brief", "cable", "tweet")
	appeals = set("calling", "urging", "asking", "demanding", "saying", "warning", "requesting", "pressing", "arguing", "insisting", "opposing", "supporting",
		"backing", "expressing", "denouncing", "condemning", "criticizing", "criticising", "accusing", "telling", "pleading", "imploring")
)

// writer gives the verb whose subject wrote the letter that noun group n is or goes to: "sent a letter to Malta calling on it".
func (p *parser) writer(n int) int {
	gs := p.tree.Groups
	for range 6 {
		if letters[p.norm(gs[n].Head)] {
			if v := gs[n].Gov; v >= 0 && gs[v].Kind == Verb && gs[n].Tie == Object {
				return v
			}
			return -1
		}
		to := gs[n].Gov
		if to < 0 || gs[to].Kind != Prep || p.norm(gs[to].Head) != "to" || gs[to].Gov < 0 || gs[gs[to].Gov].Kind != Noun {
			return -1
		}
		n = gs[to].Gov
	}
	return -1
}

func (p *parser) attachParticiple(i, b int) {
	gs := p.tree.Groups
	switch p.kind(b) {
	case Noun:
		p.tie(i, b, Reduced)
		gs[i].Subj = append([]int{b}, gs[b].Joint...)
	case Comma:
		if a := p.before(b); p.kind(a) == Noun {
			n := p.head(a)
			p.tie(i, n, Reduced)
			gs[i].Subj = append([]int{n}, gs[n].Joint...)
		}
	case Conj:
		if v := p.lastVerb(b, func(g Group) bool { return g.Form == Participle || g.Passive }); v >= 0 {
			gs[i].Subj, gs[i].Lasting = gs[v].Subj, true
			p.tie(i, gs[v].Gov, gs[v].Tie)
		}
	case Verb, Prep, Adverb:
		p.tie(i, b, Complement)
	}
}

// quoted ties what is said to a verb of saying behind it: `"We agree," Lee said`.
func (p *parser) quoted() {
	gs := p.tree.Groups
	for v := range gs {
		if gs[v].Kind != Verb || gs[v].Form != Finite || !says[p.norm(gs[v].Head)] {
			continue
		}
		start := v
		if !gs[v].Lasting {
			for _, s := range gs[v].Subj {
				start = min(start, s)
				if o := gs[s].Owner; o >= 0 {
					start = min(start, o)
				}
			}
		}
		b := start - 1
		for b >= 0 && (gs[b].Kind == Quote || gs[b].Kind == Adverb) {
			b--
		}
		if b < 0 || gs[b].Kind != Comma && !(start > 0 && gs[start-1].Kind == Quote) {
			continue
		}
		if gs[v].Lasting {
			gs[v].Subj = nil
		}
		if start == v && v+1 < len(gs) { // inverted: "said Lee"
			n := v + 1
			for n < len(gs) && gs[n].Kind == Noun && gs[n].Gov == n+1 {
				n++
			}
			if n < len(gs) && gs[n].Kind == Noun {
				gs[v].Subj, gs[v].Lasting = append([]int{n}, gs[n].Joint...), false
				gs[n].Gov = -1
				p.tie(n, v, Subject)
			} else if len(gs[v].Subj) == 0 {
				continue
			}
		}
		gs[v].Gov, gs[v].Tie = -1, Root
		for k := 0; k < b; k++ {
			if gs[k].Kind == Verb && gs[k].Gov < 0 && gs[k].Form == Finite {
				p.tie(k, v, Complement)
			}
		}
	}
}

// says are the forms of verbs that may follow what is said.
var says = set("said", "says", "say", "added", "adds", "told", "tells", "wrote", "writes", "explained", "noted", "declared", "asked", "warned", "argued", "argues", "insisted", "tweeted", "stated", "replied", "recalled", "observed", "continued", "responded", "announced", "claimed", "joked", "concluded", "stressed", "reported", "reports", "believes", "notes", "acknowledged", "admitted", "conceded", "predicted", "thinks")
