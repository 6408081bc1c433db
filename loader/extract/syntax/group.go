package syntax

import "strings"

// group cuts the sentence into groups.
func (p *parser) group() {
	for i := 0; i < len(p.words); {
		i = p.next(i)
	}
}

func (p *parser) put(g Group) int {
	g.Gov, g.Owner = -1, -1
	k := len(p.tree.Groups)
	p.tree.Groups = append(p.tree.Groups, g)
	for i := g.First; i <= g.Last && i < len(p.tree.at); i++ {
		p.tree.at[i] = k
	}
	return k
}

// next makes the group that begins at token i and gives the token behind it.
func (p *parser) next(i int) int {
	n, tag := p.norm(i), p.tag(i)
	one := func(k Kind) int {
		p.put(Group{Kind: k, First: i, Last: i, Head: i})
		return i + 1
	}
	switch {
	case n == `"` || n == "'" && tag != "POS" || n == "''" || n == "``":
		return one(Quote)
	case n == "as" && p.norm(i+1) == "well" && p.norm(i+2) == "as", (n == "along" || n == "together") && p.norm(i+1) == "with":
		last := i + 1
		if n == "as" {
			last++
		}
		p.put(Group{Kind: Conj, First: i, Last: last, Head: i})
		return last + 1
	case n == "," || n == "-" || n == "(" || n == ")" || n == "[" || n == "]":
		return one(Comma)
	case p.name[i] >= 0:
		return p.noun(i)
	case tag == "CC" || n == "and" || n == "or" || n == "but" || n == "&":
		return one(Conj)
	case tag == "WDT" || tag == "WP" || n == "who" || n == "which" || n == "whom":
		if n == "that" && !p.relativeThat(i) {
			return one(Sub)
		}
		return one(Rel)
	case tag == "WP$" || n == "whose":
		return one(Rel)
	case n == "that" && tag == "IN":
		return one(Sub)
	case subordinating[n] && (tag == "IN" || tag == "WRB" || tag == "RB") && p.clauseFollows(i+1):
		return one(Sub)
	case tag == "WRB":
		return one(Sub)
	case p.verbStarts(i):
		return p.verb(i)
	case approximate[n] && p.tag(i+1) == "CD":
		return p.noun(i)
	case tag == "IN" || tag == "TO" || tag == "VBG" && prepositionLike[n]:
		return one(Prep)
	case p.nounStarts(i):
		return p.noun(i)
	case strings.HasPrefix(tag, "RB") || tag == "RP" || tag == "UH":
		return one(Adverb)
	case strings.HasPrefix(tag, "JJ"):
		return one(Adj)
	}
	return one(Mark)
}

var subordinating = set("that", "because", "if", "whether", "while", "although", "though", "unless", "until", "after", "before", "since", "as", "when", "where", "how", "why", "once", "whereas", "so", "lest", "provided")

// approximate are words that may stand before a number: "about 30 states".
var approximate = set("about", "around", "nearly", "almost", "roughly", "some", "over", "only", "just", "approximately")

var prepositionLike = set("including", "following", "regarding", "concerning", "according", "during")

// relativeThat reports whether "that" at i describes the noun before it.
func (p *parser) relativeThat(i int) bool {
	t := p.tag(i - 1)
	return i > 0 && (strings.HasPrefix(t, "NN") || t == "CD" || t == "DT" || t == "PRP") && (strings.HasPrefix(p.tag(i+1), "V") || p.tag(i+1) == "MD" || p.tag(i+1) == "RB" || p.tag(i+1) == "PRP" || p.tag(i+1) == "NNP" || p.tag(i+1) == "DT")
}

// clauseFollows reports whether a finite verb stands before the next comma.
func (p *parser) clauseFollows(i int) bool {
	for k := i; k < len(p.words) && k < i+14; k++ {
		switch t := p.tag(k); {
		case p.norm(k) == "," && k > i+1 || t == "." || p.norm(k) == ";":
			return false
		case t == "VBD" || t == "VBZ" || t == "VBP" || t == "MD":
			return true
		}
	}
	return false
}

func isNoun(tag string) bool { return strings.HasPrefix(tag, "NN") }

// nounStarts reports whether a noun phrase can begin at i.
func (p *parser) nounStarts(i int) bool {
	switch t := p.tag(i); t {
	case "DT", "PRP", "PRP$", "EX", "CD", "PDT", "$", "#", "FW":
		return true
	case "JJ", "JJR", "JJS", "VBN", "VBG", "RB", "RBR", "RBS":
		return p.leadsToNoun(i)
	default:
		return isNoun(t)
	}
}

// leadsToNoun reports whether modifiers from i on end in a noun.
func (p *parser) leadsToNoun(i int) bool {
	for k := i; k < len(p.words) && k < i+7; k++ {
		t := p.tag(k)
		switch {
		case p.name[k] >= 0 || isNoun(t):
			return k > i || isNoun(t)
		case strings.HasPrefix(t, "JJ") || t == "CD" || t == "VBN" || t == "VBG" && k > i || t == "POS" || strings.HasPrefix(t, "RB") && k == i || t == "," && strings.HasPrefix(p.tag(k+1), "JJ") && k > i:
			continue
		case p.norm(k) == `"` && k > i:
			continue
		}
		return false
	}
	return false
}

// noun makes the noun group at i, and those of its owners: "Russia's", "call".
func (p *parser) noun(i int) int {
	owner := -1
	first, head, k := i, -1, i
	close := func(end int) int {
		if head < 0 {
			head = end - 1
		}
		kind := Noun
		if owner < 0 && p.timeAt(first, end) {
			kind = Adverb // "announced Monday that", "earlier this month"
		}
		g := p.put(Group{Kind: kind, First: first, Last: end - 1, Head: head, Negated: p.norm(first) == "no" || p.norm(first) == "neither"})
		if owner >= 0 {
			p.tree.Groups[g].Owner = owner
			p.tree.Groups[owner].Gov = g
			p.tree.Groups[owner].Tie = Behind
		}
		return g
	}
	for k < len(p.words) && k < i+30 {
		if end := p.name[k]; end >= 0 {
			if head >= 0 && k > first && !(isNoun(p.tag(k-1)) || p.tag(k-1) == "JJ") {
				break
			}
			head, k = end, end+1
			continue
		}
		t, n := p.tag(k), p.norm(k)
		switch {
		case k == first && approximate[n] && p.tag(k+1) == "CD":
			k++
			continue
		case t == "POS" || n == "'s" && head >= 0 && t != "VBZ" || n == "'" && head >= 0 && t == "POS":
			if head < 0 {
				break
			}
			o := close(k)
			p.tree.at[k] = o
			p.tree.Groups[o].Last = k
			owner, first, head = o, k+1, -1
			k++
			continue
		case t == "DT" || t == "PRP$" || t == "PDT":
			if head < 0 {
				k++
				continue
			}
		case t == "CD" || t == "$" || t == "#":
			if head < 0 || isNoun(p.tag(k-1)) && isNoun(p.tag(k+1)) {
				k++
				continue
			}
		case t == "PRP" || t == "EX":
			if head < 0 && k == first {
				head = k
				k++
			}
		case isNoun(t) || t == "FW":
			head = k
			k++
			continue
		case strings.HasPrefix(t, "JJ"):
			if head < 0 || p.words[k].Upper && p.leadsToNoun(k) {
				k++
				continue
			}
		case t == "VBN" || t == "VBG":
			if head < 0 && k > first && (p.leadsToNoun(k+1) || p.name[min(k+1, len(p.words)-1)] >= 0) {
				k++
				continue
			}
			if head < 0 && k > first && t == "VBG" {
				head = k
				k++
				continue
			}
		case strings.HasPrefix(t, "RB"):
			if head < 0 && p.leadsToNoun(k) {
				k++
				continue
			}
		case n == `"` || n == ",":
			if head < 0 && k > first && p.leadsToNoun(k+1) {
				k++
				continue
			}
		case n == "&":
			if head >= 0 && isNoun(p.tag(k+1)) {
				k++
				continue
			}
		}
		break
	}
	if k == first && owner >= 0 { // an owner with nothing behind it
		return k
	}
	if k == first {
		k++
	}
	close(k)
	return k
}

var timeWords = set("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow")

// timeAt reports whether tokens first to end-1 say when, without a preposition: "Monday", "late last week", "two days ago".
func (p *parser) timeAt(first, end int) bool {
	if p.tag(first-1) == "IN" || p.tag(first-1) == "TO" {
		return false
	}
	last := p.norm(end - 1)
	if end-first == 1 {
		return timeWords[last]
	}
	if t := p.norm(end); t == "'s" || t == "'" || t == "," {
		return false
	}
	if !timeWords[last] && !periods[last] && !(dayParts[last] && timeWords[p.norm(end-2)]) {
		return false
	}
	pointed := timeWords[last] || dayParts[last] || p.norm(end) == "ago" || p.norm(end) == "earlier" || p.norm(end) == "later"
	for i := first; i < end-1; i++ {
		n := p.norm(i)
		pointed = pointed || timePointers[n]
		if !timePointers[n] && !timeWords[n] && n != "late" && n != "early" && n != "earlier" && n != "later" && p.tag(i) != "CD" {
			return false
		}
	}
	return pointed
}

var (
	periods      = set("week", "weeks", "month", "months", "year", "years", "day", "days", "weekend", "summer", "spring", "fall", "autumn", "winter", "hours", "minutes", "decade", "decades")
	dayParts     = set("morning", "afternoon", "evening", "night")
	timePointers = set("this", "last", "next", "that", "earlier", "every")
)

func isVerb(tag string) bool { return strings.HasPrefix(tag, "VB") || tag == "MD" }

// verbStarts reports whether a verb group begins at i.
func (p *parser) verbStarts(i int) bool {
	t := p.tag(i)
	switch {
	case t == "TO":
		k := p.pastAdverbs(i + 1)
		return p.tag(k) == "VB" || (p.tag(k) == "VBP" || p.tag(k) == "VBD" || p.tag(k) == "NN") && baseVerb[p.norm(k)]
	case t == "VBG" && prepositionLike[p.norm(i)]:
		return false
	case t == "VBN" || t == "VBG":
		if p.tag(i-1) == "DT" || p.tag(i-1) == "PRP$" || p.tag(i-1) == "POS" {
			return false
		}
		return !(p.leadsToNoun(i+1) && i > 0 && (p.tag(i-1) == "IN" || p.tag(i-1) == "CC") && t == "VBN")
	}
	return isVerb(t)
}

// baseVerb are verbs that taggers often take for nouns behind "to".
var baseVerb = set("arm", "back", "bomb", "ban", "fund", "aid", "halt", "end", "veto", "vote", "sanction", "strike", "supply", "support", "tax", "limit", "curb", "cut", "block", "fight", "seek", "push", "press", "broker", "lift", "ship", "host", "oust", "protest")

func (p *parser) pastAdverbs(k int) int {
	for k < len(p.words) && (strings.HasPrefix(p.tag(k), "RB") || p.norm(k) == `"`) {
		k++
	}
	return k
}

var auxiliary = set("be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m", "has", "have", "had", "having", "'ve", "'d", "do", "does", "did", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "ought", "'ll", "wo", "ca", "to", "get", "gets", "got", "getting")

var beForms = set("be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m", "get", "gets", "got", "getting")

var copulas = set("be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m", "seem", "seems", "seemed", "appear", "appears", "appeared", "become", "becomes", "became", "remain", "remains", "remained", "remaining")

var negations = set("not", "n't", "never", "hardly", "neither", "nor")

// verb makes the verb group at i.
func (p *parser) verb(i int) int {
	g := Group{Kind: Verb, First: i, Head: i}
	switch t := p.tag(i); {
	case t == "TO":
		g.Form = Infinitive
	case t == "VB":
		g.Form = Bare
	case t == "VBG":
		g.Form = Gerund
	case t == "VBN":
		g.Form = Participle
	}
	sawBe, k, last := false, i, i
	for k < len(p.words) && k < i+12 {
		t, n := p.tag(k), p.norm(k)
		if isVerb(t) || t == "TO" && k == i || k > i && p.tag(i) == "TO" && g.Head == i && baseVerb[n] {
			if k > i && !auxiliary[p.norm(g.Head)] {
				break
			}
			if k > i && t == "VBG" && !beForms[p.norm(g.Head)] || k > i && (t == "VBZ" || t == "VBD") && p.norm(g.Head) != "to" && t != "VBD" {
				break
			}
			sawBe = sawBe || k > i && beForms[p.norm(g.Head)]
			g.Head, last = k, k
			k++
			continue
		}
		if strings.HasPrefix(t, "RB") || negations[n] {
			next := p.pastAdverbs(k)
			if negations[n] && (auxiliary[p.norm(g.Head)] || next < len(p.words) && isVerb(p.tag(next))) {
				g.Negated = true
				last = k
				k++
				continue
			}
			if next < len(p.words) && isVerb(p.tag(next)) && auxiliary[p.norm(g.Head)] && next-k < 4 {
				k++
				continue
			}
		}
		break
	}
	for last+1 < len(p.words) && p.tag(last+1) == "RP" {
		last++
	}
	g.Last = last
	head := p.tag(g.Head)
	g.Passive = head == "VBN" && (sawBe && beBefore(p, g)) || g.Form == Participle
	g.Copula = copulas[p.norm(g.Head)]
	if k := i - 1; k >= 0 && (negations[p.norm(k)] || p.norm(k) == "longer" && p.norm(k-1) == "no") {
		g.Negated = true
	}
	p.put(g)
	return last + 1
}

// beBefore reports whether the auxiliary right before the full verb is a form of "be".
func beBefore(p *parser, g Group) bool {
	for k := g.Head - 1; k >= g.First; k-- {
		if auxiliary[p.norm(k)] {
			return beForms[p.norm(k)]
		}
	}
	return false
}
