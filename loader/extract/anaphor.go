package extract

import (
	"cmp"
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract/syntax"
)

// anaphorNouns stand for an issue that was named before: "the move", "this plan".
var anaphorNouns = codebook.Words("anaphor-noun")

// anaphorAdjectives may stand between the article and such a noun.
var anaphorAdjectives = codebook.Words("anaphor-adjective")

// impliedPhrase stands for the phrase where a sentence names no issue but somebody speaks or takes a stance.
const impliedPhrase = "what the sentences before are about"

// implied gives a match for the issue that a sentence is about without a word for it: "It is about time," he said. It is
// the issue named last within reach, or what the whole article is about.
func (r *run) implied(s *sentence, n int) []codebook.IssueMatch {
	if len(s.issues) > 0 || len(s.tokens) < 3 {
		return nil
	}
	at := -1
	for i, q := range s.quoted {
		if q != 0 && r.byQuote[q] != nil {
			at = i
			break
		}
	}
	if at < 0 && len(s.cues) > 0 && len(s.mentions) > 0 {
		at = s.cues[0].First
	}
	if at < 0 {
		return nil
	}
	var out []codebook.IssueMatch
	add := func(id graph.IssueID, score float64) {
		if id != "" && !slices.ContainsFunc(out, func(m codebook.IssueMatch) bool { return m.Issue == id }) {
			peace, harm := r.engine.matcher.Nature(id)
			out = append(out, codebook.IssueMatch{Issue: id, First: at, Last: at, Core: at, Start: s.tokens[at].Start, End: s.tokens[at].End, Sign: 1, Score: score,
				Phrase: impliedPhrase, Partial: true, Peace: peace, Harm: harm})
		}
	}
	if r.mem.last != "" && n+1-r.mem.lastAt <= reach {
		add(r.mem.last, scoreNear)
	}
	add(r.topic, scoreTopic)
	return out
}

// reach is how many sentences back an anaphor looks for the issue named last; beyond it, it can only mean what the
// whole article is about.
const reach = 3

// lead is how many sentences make the lead of an article; what it names counts twice.
const lead = 5

// namedBefore stands for the phrase where an anaphor means an issue.
const namedBefore = "an issue named before"

// Scores of anaphors, by what they rest on.
const (
	scoreNear  = 0.6
	scoreTopic = 0.45
)

// anaphors adds matches for nouns such as "the move", and for "it" behind a verb of stance, that mean an issue named
// before.
func (r *run) anaphors(s *sentence, found []codebook.IssueMatch, n int) []codebook.IssueMatch {
	here := s.countermoves(found, n)
	for i := 1; i < len(s.tokens); i++ {
		noun := s.norm(i)
		if slices.ContainsFunc(found, func(m codebook.IssueMatch) bool { return m.First <= i && i <= m.Last }) {
			continue
		}
		if !s.anaphoric(i) && !s.objectPronoun(i) && !s.judgedPronoun(i) && !s.namedPronoun(i) {
			continue
		}
		id, score := r.meant(found, i, noun, n)
		if id == "" {
			continue
		}
		sign := 1
		if r.turns(here, id, noun, i, n) {
			sign = -1
		}
		found = append(found, codebook.IssueMatch{Issue: id, First: i, Last: i, Core: i, Start: s.tokens[i].Start, End: s.tokens[i].End, Sign: sign, Score: score,
			Phrase: namedBefore, Partial: true})
	}
	r.counter(here, found)
	slices.SortStableFunc(found, func(a, b codebook.IssueMatch) int { return cmp.Compare(a.First, b.First) })
	return found
}

// anaphoric reports whether the noun at i stands for something named before, and not for a thing with a name of its own.
func (s *sentence) anaphoric(i int) bool {
	if !anaphorNouns[s.norm(i)] || s.mentionAt(i) >= 0 || s.tokens[i].Upper && s.norm(i-1) != "the" {
		return false
	}
	if !s.isHead(i) || s.contentFollows(i) {
		return false
	}
	next := s.norm(i + 1)
	if next == "from" && (s.mentionAt(i+2) >= 0 || s.norm(i+2) == "the" && s.mentionAt(i+3) >= 0) { // "the proposal from Peru"
		return s.pointing(i)
	}
	if prepositions[next] && next != "as" && next != "by" && next != "on" && next != "in" || next == "to" && s.norm(i+2) != "be" || next == "of" || i+1 < len(s.tokens) && (s.tokens[i+1].Joined || s.tokens[i+1].Upper) {
		return false
	}
	if next == "on" || next == "in" {
		if n := s.norm(i + 2); !timeWord(n) && !settings[n] {
			return false
		}
	}
	return s.pointing(i)
}

// settings are words behind "in" that say where or how something is done, and not what: "challenge the law in court".
var settings = set("court courts congress parliament public place question full principle practice theory its it their his committee")

// isHead reports whether the noun at i is the head of its noun phrase: "the plan", and not "the plan committee".
func (s *sentence) isHead(i int) bool {
	if s.tree == nil {
		return true
	}
	g := s.tree.At(i)
	return g < 0 || s.tree.Groups[g].Kind != syntax.Noun || s.tree.Groups[g].Head == i
}

// contentFollows reports whether a clause behind the noun at i says what it is: "the proposal that he may stay".
func (s *sentence) contentFollows(i int) bool {
	if s.norm(i+1) != "that" || i+2 >= len(s.tokens) {
		return false
	}
	n := s.norm(i + 2)
	_, form := codebook.Verb(n)
	return form == codebook.NotVerb && !auxiliaries[n] && !adverbs[n]
}

// pointing reports whether a noun stands with "the", "this" or a possessive before it.
func (s *sentence) pointing(i int) bool {
	for k := i - 1; k >= 0 && k > i-4; k-- {
		switch n := s.norm(k); n {
		case "the", "this", "that", "these", "those", "such", "his", "her", "its", "their", "our", "'s":
			return true
		case "a":
			if s.norm(k-1) != "such" {
				return false
			}
		default:
			if m := s.mentionAt(k); m >= 0 && s.mentions[m].How == codebook.ByAdjective && intents[s.norm(i)] { // "the Norwegian plan"
				k = s.mentions[m].First
			} else if !anaphorAdjectives[n] {
				return false
			}
		}
	}
	return false
}

// objectPronoun reports whether "it" at i is the object of a word that carries a stance: "backed it", "opposed to it".
func (s *sentence) objectPronoun(i int) bool {
	switch s.norm(i) {
	case "it", "them", "this":
	default:
		return false
	}
	if next := s.norm(i + 1); s.tokens[i].Joined || next != "" && !terminal[next] && next != "," && next != `"` && next != "and" && next != "but" && next != "because" && next != "as" && next != ";" {
		return false
	}
	for k := range s.cues {
		if c := &s.cues[k]; c.Last == i-1 && c.Frame != codebook.FrameJudge && (c.Stance == graph.Supports && (c.Weight > 0.65 || enacting[c.Form]) || c.Stance == graph.Opposes) {
			return true
		}
	}
	return false
}

// enacting are cues by which somebody makes a text binding: "it" behind them is one.
var enacting = codebook.Words("enacting-cue")

// judgedPronoun reports whether "it" or "this" at i is the subject of a word that judges: "warned that it undercut".
func (s *sentence) judgedPronoun(i int) bool {
	if n := s.norm(i); n != "it" && n != "this" && n != "that" || expletive(s, i) && !s.saysWhat(i) || n == "it" && s.infinitiveSubject(i) || s.antecedent(i) && n == "that" {
		return false
	}
	if next := s.norm(i + 1); s.norm(i) == "that" && !auxiliaries[next] {
		return false // "know that the best way"
	}
	for k := range s.cues {
		c := &s.cues[k]
		if c.Frame != codebook.FrameJudge || c.First <= i || c.First > i+6 {
			continue
		}
		for v := i + 1; v < c.First; v++ {
			if n := s.norm(v); !auxiliaries[n] && !adverbs[n] && !endsLy(n) && n != "a" && n != "an" && n != "the" && n != `"` && !(v > i+2 && s.plainAdjective(v)) {
				return false
			}
		}
		return true
	}
	return false
}

// namedPronoun reports whether "it" at i is given a name that judges: "described it as a disgrace".
func (s *sentence) namedPronoun(i int) bool {
	if n := s.norm(i); n != "it" && n != "this" && n != "them" || s.norm(i+1) != "as" {
		return false
	}
	if lemma, form := codebook.Verb(s.norm(i - 1)); !naming[lemma] || form == codebook.NotVerb {
		return false
	}
	return slices.ContainsFunc(s.cues, func(c codebook.Cue) bool {
		return c.Frame == codebook.FrameJudge && c.First > i+1 && c.First < i+5
	})
}

// saysWhat reports whether "it is a" at i says what something is, and no clause behind says what "it" stands for: "it is a
// disgrace", and not "it is a pity that".
func (s *sentence) saysWhat(i int) bool {
	if s.norm(i+2) != "a" {
		return false
	}
	for k := i + 3; k < len(s.tokens) && k < i+10; k++ {
		switch n := s.norm(k); {
		case n == "that" || n == "to" || n == "when" || n == "if" || n == "how" || n == "for":
			return false
		case !s.tokens[k].Word:
			return true
		}
	}
	return true
}

// meant gives the issue that an anaphor means: the one that speaks loudest, by nearness, by how often it was named, by the
// noun itself and by what the article is about. Beyond reach it can be the topic, or what is called by the very noun.
func (r *run) meant(found []codebook.IssueMatch, i int, noun string, n int) (graph.IssueID, float64) {
	var best graph.IssueID
	loudest, far := 0.0, false
	ofKind := r.anyOfKind(noun)
	for _, is := range r.engine.issues {
		seen, ok := r.mem.issue[is]
		before := namedIn(found, is, i)
		if !ok || seen == n+1 && r.mem.count[is] == 1 && !before || !r.fits(is, noun) {
			continue // not named yet
		}
		called := r.kinship(is, noun)
		if ofKind && called == 0 {
			continue
		}
		distance := n + 1 - seen
		if distance > reach && called < sameWord {
			continue
		}
		loud := called + 2*float64(max(reach-distance, -1)) + 0.4*float64(min(r.mem.count[is], 5))
		if namedSurely(found, is, i) {
			loud += 2
		} else if !anaphorNouns[noun] && lastBefore(found, i) == is {
			loud += 4
		}
		if r.titled[is] {
			loud += 1.5
		}
		if is == r.topic {
			loud += 2
		}
		if loud > loudest || best == "" {
			best, loudest, far = is, loud, distance > reach
		}
	}
	switch {
	case best != "" && !far:
		return best, scoreNear
	case best != "":
		return best, scoreTopic
	}
	if seen, ok := r.mem.issue[r.topic]; !ok || seen == n+1 && r.mem.count[r.topic] == 1 || !r.fits(r.topic, noun) {
		return "", 0
	}
	return r.topic, scoreTopic
}

// anyOfKind reports whether a noun says of what kind its issue is, and the document names one of that kind: "the deal" is
// none that is called sanctions where there is a pact.
func (r *run) anyOfKind(noun string) bool {
	if !telling[strings.TrimSuffix(noun, "s")] {
		return false
	}
	return slices.ContainsFunc(r.engine.issues, func(is graph.IssueID) bool {
		_, seen := r.mem.issue[is]
		return seen && r.kinship(is, noun) > 0
	})
}

// telling are nouns that say of what kind a thing is.
var telling = set("bill legislation " + pacts + " " + bans)

// namedIn reports whether a sentence names an issue before token i.
func namedIn(found []codebook.IssueMatch, issue graph.IssueID, i int) bool {
	return slices.ContainsFunc(found, func(m codebook.IssueMatch) bool { return m.Issue == issue && m.Last < i })
}

// lastBefore gives the issue that a sentence names last before token i, in whatever words.
func lastBefore(found []codebook.IssueMatch, i int) graph.IssueID {
	var last graph.IssueID
	at := -1
	for _, m := range found {
		if m.Last < i-1 && m.Last > at {
			last, at = m.Issue, m.Last
		}
	}
	return last
}

// namedSurely reports whether a sentence names an issue in full before token i.
func namedSurely(found []codebook.IssueMatch, issue graph.IssueID, i int) bool {
	return slices.ContainsFunc(found, func(m codebook.IssueMatch) bool {
		return m.Issue == issue && !m.Partial && m.Last < i-2 && m.Score > 0.7
	})
}

// sameWord is the kinship of an issue whose phrases have the very noun.
const sameWord = 1.5

// kin are nouns for things of one kind: an issue that is called by one can be meant by another.
var kin = kinOf("bill law act legislation measure draft reform overhaul amendment provision resolution", pacts+" settlement truce",
	"plan proposal initiative scheme strategy package offer draft option roadmap", "mission operation campaign intervention action strike raid", "order decision ruling declaration decree rule regulation policy",
	"meeting talk summit visit dialogue negotiation", bans+" restriction sanction", "pipeline project line")

const (
	pacts = "deal agreement accord pact treaty"
	bans  = "ban embargo"
)

func kinOf(families ...string) map[string][]string {
	m := map[string][]string{}
	for _, f := range families {
		words := strings.Fields(f)
		for _, w := range words {
			m[w] = append(m[w], words...)
		}
	}
	return m
}

// kinship says how well a noun fits an issue by the words of its phrases.
func (r *run) kinship(issue graph.IssueID, noun string) float64 {
	if !anaphorNouns[noun] {
		return 0
	}
	one := strings.TrimSuffix(noun, "s")
	if r.engine.matcher.HasWord(issue, noun) || r.engine.matcher.HasWord(issue, one) {
		return sameWord
	}
	if slices.ContainsFunc(kin[one], func(w string) bool {
		return r.engine.matcher.HasWord(issue, w) || r.engine.matcher.HasWord(issue, w+"s")
	}) {
		return 1
	}
	return 0
}

// eventNouns are nouns that mean an issue only if it is of their kind.
var eventNouns = codebook.Words("event-noun")

// intents are nouns for what somebody has in mind or on paper: not for violence.
var intents = codebook.Words("intent")

// fits reports whether an anaphor can mean an issue at all.
func (r *run) fits(issue graph.IssueID, noun string) bool {
	if eventNouns[noun] {
		return r.kinship(issue, noun) > 0 || r.mem.countered(issue, noun)
	}
	_, harm := r.engine.matcher.Nature(issue)
	return !harm || !intents[noun]
}

// passingBy is how many sentences a document may have for each time that it names its topic.
const passingBy = 8

// findTopic gives the issue that the document is about: named in the title, or more often than all others together, and not
// in passing.
func (r *run) findTopic(title []codebook.IssueMatch, all [][]codebook.IssueMatch) {
	count, total := map[graph.IssueID]int{}, 0
	for _, m := range title {
		if !m.Partial {
			count[m.Issue] += 3
			total += 3
		}
	}
	for n, found := range all {
		for _, m := range found {
			if m.Partial {
				continue
			}
			weight := 1
			if n < lead {
				weight = 2
			}
			count[m.Issue] += weight
			total += weight
		}
	}
	for _, id := range r.engine.issues {
		if c := count[id]; c > 1 && c*2 > total && c*passingBy >= len(all) {
			r.topic = id
		}
	}
}
