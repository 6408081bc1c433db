package syntax

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
