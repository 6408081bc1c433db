package extract

import (
	"stancegraph/loader/extract/syntax"
	"strings"

	"stancegraph/codebook"
)

// subjectKind says what the subject of a verb turned out to be.
type subjectKind int

const (
	noSubject      subjectKind = iota
	actorSubject               // one or more actors
	unknownSubject             // a noun that is no actor
	speakerSubject             // the words are quoted without a subject of their own: whoever speaks
)

// subject is who or what does what a verb says.
type subject struct {
	kind  subjectKind
	who   []int // numbers of mentions, in the order of the text
	first int   // its first token
	text  string
	why   string
}

var auxiliaries = set(`remained remains remain seemed seems appears appeared became becomes is are was were be been being am has have had having do does did will would shall should can could may might must ought
'm 're 've 'll 'd to get gets got`)

var adverbs = set(`also still now already again never ever often always soon then even just only long once yet not n't however meanwhile further later
earlier repeatedly today yesterday tomorrow so far thus both all each themselves himself itself herself instead almost very quite much more most first
monday tuesday wednesday thursday friday saturday sunday recently therefore twice ahead back together`)

var prepositions = set(`of in on at by from with to for against over about into under between among through during after before since without within
toward towards near across behind despite amid upon off like unlike as than until via per including besides beyond along around inside outside alongside`)

var subordinators = set(`because while although though whereas if when unless since until after before once as whether where that how why what`)

var relatives = set("who which that whose whom")

// institutions are nouns that mean the body named before them.
var institutions = codebook.Words("institution")

// events are nouns that stand for the body that holds or issues them.
var events = codebook.Words("event")

// maxDepth bounds how far a subject is followed through phrases and clauses, and with it the time that takes.
const maxDepth = 5

// subjectOf finds the subject of the verb at token v. Depth bounds how often a shared subject is followed.
func (s *sentence) subjectOf(v, depth int) subject {
	if depth > maxDepth {
		return subject{}
	}
	i := v - 1
	for i >= 0 {
		n := s.norm(i)
		if s.mentionAt(i) >= 0 {
			return s.phrase(i, v, depth)
		}
		if s.quoted[v] != 0 && s.quoted[i] != s.quoted[v] && n == `"` && s.fullQuote(i) {
			return subject{kind: speakerSubject, first: i + 1, why: "quoted words without a subject of their own"}
		}
		switch {
		case n == `"` || n == "'" || n == "…":
			i--
		case n == "'s":
			return s.phrase(i, v, depth)
		case auxiliaries[n] || adverbs[n] || strings.HasSuffix(n, "ly") && len(n) > 4 && n != "family" && n != "ally":
			i--
		case n == "longer" && s.norm(i-1) == "no":
			i -= 2
		case n == "and" || n == "or" || n == "but" || n == "then" || n == "yet":
			return s.shared(i, depth)
		case n == ",":
			return s.beforeComma(i, v, depth)
		case n == ")" || n == "]":
			i = s.openBracket(i) - 1
		case n == "-":
			return s.beforeDash(i, v, depth)
		case relatives[n] && n != "whose" && s.antecedent(i):
			return s.phraseBefore(i, v, depth)
		case subordinators[n] || terminal[n] || n == ";" || n == ":":
			return subject{first: i + 1}
		case prepositions[n] && i+1 < v && timeWord(s.norm(i+1)):
			i--
		case periods[n] && i > 1 && (s.norm(i-1) == "this" || s.norm(i-1) == "last" || s.norm(i-1) == "next"): // "the senate earlier this month voted"
			i -= 2
		case prepositions[n]:
			i-- // a gerund behind a preposition: the subject is that of the clause
			return s.outer(i+1, depth)
		case s.chainVerb(i, v):
			i--
		default:
			return s.phrase(i, v, depth)
		}
	}
	return subject{first: 0}
}

// timeWord reports whether a word behind "on" or "in" makes a time of it: a weekday, a month or a year.
func timeWord(n string) bool {
	return times[n] || len(n) == 4 && n[0] >= '1' && n[0] <= '2' && n[1] >= '0' && n[1] <= '9'
}

var periods = set("week month year day weekend summer spring fall autumn winter morning evening night")

var times = set(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december`)

// fullQuote reports whether the quotation mark at i begins speech rather than a quoted part of the clause around it.
func (s *sentence) fullQuote(i int) bool {
	if i == 0 {
		return true
	}
	p := s.norm(i - 1)
	if p == "," || p == ":" || p == "that" || p == "." {
		return true
	}
	return s.isReport(i-1) && !auxiliaries[p]
}

// antecedent reports whether "that", "who" or "which" at i opens a relative clause.
func (s *sentence) antecedent(i int) bool {
	if s.norm(i) != "that" {
		return true
	}
	if i == 0 || s.isReport(i-1) {
		return false
	}
	_, form := codebook.Verb(s.norm(i - 1))
	return form == codebook.NotVerb
}

// chainVerb reports whether token i is an earlier verb of the chain that ends in v: "agreed to continue to".
func (s *sentence) chainVerb(i, v int) bool {
	lemma, form := codebook.Verb(s.norm(i))
	if lemma == "" || s.isNounAt(i) {
		return false
	}
	next := s.norm(i + 1)
	_, vform := codebook.Verb(s.norm(v))
	if form == codebook.Gerund && s.progressive(i) {
		return true
	}
	return next == "to" || chainLemmas[lemma] && (vform == codebook.Gerund || vform == codebook.BaseForm) || form == codebook.PastForm && i > 0 && auxiliaries[s.norm(i-1)] && next != "that"
}

// progressive reports whether a form of "be" stands before the gerund at i: "was still considering".
func (s *sentence) progressive(i int) bool {
	for i--; i > 0 && adverbs[s.norm(i)]; i-- {
	}
	lemma, _ := codebook.Verb(s.norm(max(i, 0)))
	return i >= 0 && lemma == "be"
}

var chainLemmas = set("begin start keep stop consider continue be have finish avoid discuss favor support help suggest resume try go")

// isNounAt reports whether the word at i stands where only a noun can.
func (s *sentence) isNounAt(i int) bool {
	if i == 0 {
		return false
	}
	p := s.norm(i - 1)
	_, form := codebook.Verb(s.norm(i))
	if form == codebook.PastForm || form == codebook.Gerund {
		return false
	}
	return p == "the" || p == "a" || p == "an" || p == "'s" || p == "its" || p == "his" || p == "their" || p == "any" || p == "of" || p == "no" || p == "this" || p == "these" || p == "such" || p == "all" || p == "both" || p == "some" || p == "many" || p == "other" || p == "those" || p == "two" || p == "more" ||
		(p == "in" || p == "on" || p == "for" || p == "with" || p == "by" || p == "from" || p == "against") || s.mentionAt(i-1) >= 0 && s.mentions[s.mentionAt(i-1)].How == codebook.ByAdjective
}

func (s *sentence) openBracket(i int) int {
	for k := i; k >= 0 && k > i-25; k-- {
		if s.norm(k) == "(" || s.norm(k) == "[" {
			return k
		}
	}
	return i
}

// outer gives the subject of the clause around token i: that of the nearest verb to the left.
func (s *sentence) outer(i, depth int) subject {
	for k := i - 1; k >= 0; k-- {
		n := s.norm(k)
		if terminal[n] || n == ";" || n == ":" {
			break
		}
		if s.isFinite(k) {
			return s.subjectOf(k, depth+1)
		}
	}
	for k := i + 1; k < len(s.tokens) && k < i+20; k++ { // "In demanding that, Peru must": the subject follows
		if s.norm(k) != "," {
			continue
		}
		for v := k + 1; v < len(s.tokens) && v < k+12; v++ {
			if s.isFinite(v) {
				return s.subjectOf(v, depth+1)
			}
		}
		break
	}
	return s.firstPhrase(i)
}

// shared follows a verb behind "and" or "but" to the subject of the verb before it.
func (s *sentence) shared(i, depth int) subject {
	_, want := codebook.Verb(s.norm(i + 1))
	for k := i - 1; k >= 0 && (want == codebook.PastForm || want == codebook.ThirdPerson); k-- { // the same form first
		if terminal[s.norm(k)] || s.norm(k) == ";" {
			break
		}
		if _, form := codebook.Verb(s.norm(k)); form == want && s.isFinite(k) && !auxiliaries[s.norm(k)] && (s.norm(i-1) != "," || !s.inRelative(k)) {
			if sub := s.subjectOf(k, depth+1); sub.kind == actorSubject {
				sub.why = "shares its subject with the verb before"
				return sub
			}
		}
	}
	for k := i - 1; k >= 0; k-- {
		if terminal[s.norm(k)] || s.norm(k) == ";" {
			break
		}
		if s.isFinite(k) && (s.norm(i-1) != "," || !s.inRelative(k)) {
			sub := s.subjectOf(k, depth+1)
			if sub.kind != noSubject {
				sub.why = "shares its subject with the verb before"
			}
			return sub
		}
	}
	return s.firstPhrase(i)
}

// inRelative reports whether the verb at k belongs to a relative clause set off by commas.
func (s *sentence) inRelative(k int) bool {
	for j := k - 1; j >= 0 && j > k-6; j-- {
		n := s.norm(j)
		if n == "who" || n == "which" {
			return true
		}
		if n == "," || s.mentionAt(j) >= 0 {
			return false
		}
	}
	return false
}

// isFinite reports whether token k is a verb with a subject: not an infinitive, gerund or noun.
func (s *sentence) isFinite(k int) bool {
	n := s.norm(k)
	if s.mentionAt(k) >= 0 {
		return false
	}
	if s.tree != nil {
		g := s.tree.At(k)
		return g >= 0 && s.tree.Groups[g].Kind == syntax.Verb && s.tree.Groups[g].Form == syntax.Finite && (k == s.tree.Groups[g].First || k == s.tree.Groups[g].Head)
	}
	switch n {
	case "is", "are", "was", "were", "has", "have", "had", "will", "would", "does", "did", "must", "should", "may", "might", "can", "could":
		return true
	}
	lemma, form := codebook.Verb(n)
	if lemma == "" || form == codebook.Gerund || s.isNounAt(k) || s.tokens[k].Joined {
		return false
	}
	p := s.norm(k - 1)
	if codebook.NounLike(n) && !modals[p] && p != "they" && p != "we" && p != "who" && p != "that" && p != "which" && p != "it" && p != "he" && (k == 0 || s.mentionAt(k-1) < 0) {
		return false
	}
	if form == codebook.BaseForm {
		if s.modalBefore(k) {
			return true
		}
		return p == "they" || p == "we" || p == "i" || p == "you" || k > 0 && s.mentionAt(k-1) >= 0 && s.mentions[s.mentionAt(k-1)].How != codebook.ByAdjective
	}
	if form == codebook.PastForm && (k+1 < len(s.tokens) && s.norm(k+1) == "by" || prepositions[p] && p != "to") {
		return false
	}
	return p != "to"
}

var modals = set("will would shall should can could may might must do does did 'll 'd wo ca")

// modalBefore reports whether a modal verb stands before the base form at k.
func (s *sentence) modalBefore(k int) bool {
	for i := k - 1; i >= 0 && k-i < 5; i-- {
		n := s.norm(i)
		if modals[n] {
			return true
		}
		if !adverbs[n] && !endsLy(n) {
			return false
		}
	}
	return false
}

// beforeComma looks behind the comma at i for the subject: past an apposition, a relative clause or an aside.
func (s *sentence) beforeComma(i, v, depth int) subject {
	_, form := codebook.Verb(s.norm(v))
	if form == codebook.Gerund && i == v-1 {
		return s.outer(i, depth)
	}
	for k := i - 1; k >= 0 && k > i-40; k-- {
		if s.norm(k) != "," {
			continue
		}
		if s.aside(k+1, i) {
			if s.norm(k+1) == "like" {
				if m := s.mentionAt(i - 1); m >= 0 {
					if sub := s.subjectOf(k, depth+1); sub.kind == actorSubject {
						sub.who = append(sub.who, m)
						return sub
					}
				}
			}
			if m := s.mentionAt(k + 1); m >= 0 && s.mentions[m].person && !s.mentions[m].guess && s.mentions[m].First == k+1 && !s.isReport(i-1) { // "the party's leader, Ann Lee, said"
				return subject{kind: actorSubject, who: []int{m}, first: k + 1, why: "named between commas"}
			}
			if m := s.named(k+1, i); m >= 0 && s.vague(k-1) { // "an opposition body, the Harbour League, said"
				return subject{kind: actorSubject, who: []int{m}, first: k + 1, why: "named between commas"}
			}
			if from := s.examplesAt(k + 1); from > 0 {
				if who := s.listAfter(from); len(who) > 0 {
					return subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First, why: "named as examples"}
				}
			}
			if k > 0 && s.norm(k-1) != "," {
				if sub := s.phrase(k-1, v, depth); sub.kind == actorSubject {
					return sub
				}
			}
			continue
		}
		break
	}
	if sub := s.phrase(i-1, v, depth); sub.kind == actorSubject && !s.verbBetween(sub.first, i) {
		return sub
	}
	return s.outer(i, depth)
}

// examplesAt gives where a list of examples begins whose opening words stand at i: "including", "such as", "among them";
// else 0.
func (s *sentence) examplesAt(i int) int {
	switch {
	case s.norm(i) == "including":
		return i + 1
	case s.norm(i) == "such" && s.norm(i+1) == "as", s.norm(i) == "among" && s.norm(i+1) == "them":
		return i + 2
	}
	return 0
}

// named gives the body whose name is all that stands in tokens a to b-1, an article aside, or -1.
func (s *sentence) named(a, b int) int {
	if s.norm(a) == "the" {
		a++
	}
	m := s.mentionAt(a)
	if m < 0 || s.mentions[m].First != a || s.mentions[m].Last != b-1 || s.mentions[m].guess || s.mentions[m].How == codebook.ByAdjective {
		return -1
	}
	return m
}

// vague reports whether the noun phrase that ends at token i only describes an actor: "an opposition group".
func (s *sentence) vague(i int) bool {
	start := s.phraseStart(max(i, 0))
	n := s.norm(start)
	if k := s.mentionAt(i); k >= 0 && s.mentions[k].Last == i && n != "a" && n != "an" {
		return false
	}
	return n == "a" || n == "an" || institutions[s.norm(i)] || headRoles[s.norm(i)]
}

// aside reports whether tokens a to b-1 between commas are an apposition, relative clause or adverbial.
func (s *sentence) aside(a, b int) bool {
	if a >= b {
		return false
	}
	n := s.norm(a)
	if (n == "r" || n == "d" || n == "i") && a+1 < len(s.tokens) && s.tokens[a+1].Joined {
		return true
	}
	if m := s.mentionAt(a); m >= 0 && (s.mentions[m].person && s.mentions[m].Last >= b-4 || s.mentions[m].Last == b-2 && s.isReport(b-1)) {
		return true
	}
	if relatives[n] || prepositions[n] || n == "the" || n == "a" || n == "an" || n == "including" || n == "such" || n == "however" || n == "meanwhile" || adverbs[n] {
		return true
	}
	_, form := codebook.Verb(n)
	if form == codebook.Gerund || form == codebook.PastForm {
		return true
	}
	if partisans[s.norm(b-1)] { // "Ann Lee, Texas Republican, said"
		return true
	}
	for i := a; i < b; i++ {
		if headRoles[s.norm(i)] || ownRoles[s.norm(i)] {
			return true
		}
	}
	return s.tokens[a].Word && s.norm(a)[0] >= '0' && s.norm(a)[0] <= '9'
}

func (s *sentence) verbBetween(a, b int) bool {
	for i := a; i < b; i++ {
		if s.isFinite(i) {
			return true
		}
	}
	return false
}

// beforeDash looks behind the dash at i for the subject: past an aside, or in the list that it is.
func (s *sentence) beforeDash(i, v, depth int) subject {
	k, who := s.betweenDashes(i)
	switch {
	case len(who) > 0:
		return subject{kind: actorSubject, who: who, first: s.mentions[who[0]].First, why: "listed between dashes"}
	case k > 0:
		return s.phrase(k-1, v, depth)
	}
	return s.phrase(i-1, v, depth)
}
