package extract

import (
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// fate reads what is to become of an issue, from the words behind it: "called for the toll to be scrapped", "wants the
// toll lifted", "demanded that the toll end". It gives the words that turn over whatever stands before the issue.
func (s *sentence) fate(m codebook.IssueMatch) (element, bool) {
	i := s.behindIssue(m)
	switch n := s.norm(i); {
	case n == "to" || fateModals[n]:
		return s.turnedAt(s.overAdverbs(i+1), i)
	case n == "be" || n == "being":
		return s.turnedAt(i, i)
	case n == "from" && s.keeps(m): // "keep the toll from becoming law"
		if el, ends := s.turnedAt(i+1, i); ends || endlessGerunds[s.norm(i+1)] {
			return el, false
		}
		_, form := codebook.Verb(s.norm(i + 1))
		return element{kind: codebook.OpReverse, first: i, last: i}, form == codebook.Gerund
	case n == "from" && s.norm(i+1) == "being":
		return s.turnedAt(i+1, i)
	case n == "from" && endlessGerunds[s.norm(i+1)] && s.idleBehind(i+1): // "prevent the toll from expiring"
		return element{kind: codebook.OpReverse, first: i, last: i + 1}, true
	case i == m.Last+1 && endless[n] && s.idleBehind(i) && s.lets(m):
		return element{kind: codebook.OpReverse, first: i, last: i}, true
	case i == m.Last+1 && s.wished(m) && (s.ends(i, true) || n == "go" && s.idleBehind(i)): // "see the toll go"
		return element{kind: codebook.OpReverse, first: i, last: i}, true
	case i == m.Last+1 && endless[n] && s.idleBehind(i) && s.demanded(m):
		return element{kind: codebook.OpReverse, first: i, last: i}, true
	}
	return element{}, false
}

// fateModals say what will or may become of something.
var fateModals = set("will would 'll 'd could may might")

// behindIssue gives the first token behind an issue and the attributes that hang on it: "sanctions on Peru".
func (s *sentence) behindIssue(m codebook.IssueMatch) int {
	i := s.overAdverbs(m.Last + 1)
	if n := s.norm(i); !prepositions[n] || n == "to" {
		return i
	}
	for k := i + 1; k < len(s.tokens) && k < i+8; k++ {
		n := s.norm(k)
		if n == "to" || n == "be" || fateModals[n] {
			return k
		}
		if !s.tokens[k].Word || s.isFinite(k) {
			break
		}
	}
	return i
}

func (s *sentence) overAdverbs(i int) int {
	for i < len(s.tokens) && (adverbs[s.norm(i)] || endsLy(s.norm(i))) && !prepositions[s.norm(i)] {
		i++
	}
	return i
}

// overAuxiliaries gives the first token from i on that is no auxiliary and no adverb.
func (s *sentence) overAuxiliaries(i int) int {
	for auxiliaries[s.norm(i)] || adverbs[s.norm(i)] || endsLy(s.norm(i)) {
		i++
	}
	return i
}

// turnedAt reads "be scrapped" or "end" at token i; the words begin at token first.
func (s *sentence) turnedAt(i, first int) (element, bool) {
	passive := s.norm(i) == "be" || s.norm(i) == "being" || s.norm(i) == "get"
	if passive {
		i = s.overAdverbs(i + 1)
	}
	if passive && s.ends(i, true) || !passive && endless[s.norm(i)] && s.idleBehind(i) {
		return element{kind: codebook.OpReverse, first: first, last: i}, true
	}
	return element{}, false
}

// ends reports whether the verb at i makes an end of what it is said of.
func (s *sentence) ends(i int, past bool) bool {
	if i >= len(s.tokens) {
		return false
	}
	if _, form := codebook.Verb(s.norm(i)); past && form != codebook.PastForm {
		return false
	}
	if o := s.opEndingAt(i, codebook.OpReverse, len(s.tokens)); o != nil {
		return o.First == i && o.Part == codebook.PartVerb
	}
	c := s.cueAt(i)
	return c != nil && c.Stance == graph.Opposes && c.Part == codebook.PartVerb && c.Frame == codebook.FrameObject && c.Class != "condemn" && c.Class != "warn"
}

// endless are verbs that say of their subject that it comes to nothing.
var endless = codebook.Words("ending-verb")

var endlessGerunds = func() map[string]bool {
	out := map[string]bool{}
	for verb := range endless {
		for _, f := range codebook.VerbForms(verb) {
			if strings.HasSuffix(f, "ing") {
				out[f] = true
			}
		}
	}
	return out
}()

// lets reports whether somebody lets an issue come to nothing: "let the toll lapse", "allowed the toll to expire".
func (s *sentence) lets(m codebook.IssueMatch) bool { return letting[s.rightBefore(m)] }

// keeps reports whether somebody keeps an issue from something.
func (s *sentence) keeps(m codebook.IssueMatch) bool { return keepingFrom[s.rightBefore(m)] }

var (
	letting     = set("let lets letting allow allows allowed allowing permit permits permitted permitting")
	keepingFrom = set("keep keeps kept keeping")
)

// rightBefore gives the word before an issue and its articles and adjectives.
func (s *sentence) rightBefore(m codebook.IssueMatch) string {
	i := m.First - 1
	for i >= 0 && m.First-i < 5 && !letting[s.norm(i)] && !keepingFrom[s.norm(i)] && (linking[s.norm(i)] || possessives[s.norm(i)] || s.plainAdjective(i) && !s.isFinite(i)) {
		i--
	}
	return s.norm(i)
}

// idleBehind reports whether the verb at i has no object.
func (s *sentence) idleBehind(i int) bool {
	n := s.norm(i + 1)
	return n == "" || !s.tokens[i+1].Word || prepositions[n] || adverbs[n] || endsLy(n) || timeWord(n) || n == "and" || n == "or" || n == "if" || n == "before" || n == "after" || n == "altogether"
}

// wished reports whether a verb of wishing stands right before an issue: "wants the toll lifted".
func (s *sentence) wished(m codebook.IssueMatch) bool {
	for i := m.Core - 1; i >= 0 && m.First-i < 5; i-- {
		n := s.norm(i)
		if lemma, form := codebook.Verb(n); form != codebook.NotVerb && wishes[lemma] && !auxiliaries[n] || n == "have" && s.norm(i-1) == "to" {
			return true
		}
		if !linking[n] && !possessives[n] && n != "all" && n != "current" && !s.plainAdjective(i) && s.mentionAt(i) < 0 {
			return false
		}
	}
	return false
}

// wantsEnded reports whether a cue says that somebody wants an end of what stands before it: "which Peru wants stopped", "that Peru
// vowed to stop".
func (s *sentence) wantsEnded(c *codebook.Cue) bool {
	if s.norm(c.Last) == "to" {
		return c.Stance == graph.Supports && s.ends(c.Last+1, false) && s.idleBehind(c.Last+1)
	}
	lemma, _ := codebook.Verb(s.norm(c.Last))
	return wishes[lemma] && s.ends(c.Last+1, true)
}

// demanded reports whether an issue is the subject of a clause with "that", which says what is to be: "demanded that it end".
func (s *sentence) demanded(m codebook.IssueMatch) bool {
	i := m.First - 1
	for i >= 0 && m.First-i < 4 && (linking[s.norm(i)] && s.norm(i) != "that" || possessives[s.norm(i)]) {
		i--
	}
	return s.norm(i) == "that"
}

// withFate adds what is to become of an issue to the words before it, where one of them carries a stance.
func (s *sentence) withFate(m codebook.IssueMatch, els []element) []element {
	els = s.kept(els)
	cue := false
	for _, el := range els {
		if el.cue != nil && el.first > m.Last && s.wantsEnded(el.cue) {
			return append([]element{{kind: codebook.OpReverse, first: el.last + 1, last: el.last + 1}}, els...)
		}
		cue = cue || el.cue != nil && el.first < m.First && el.cue.Frame != codebook.FrameAct
	}
	if !cue && !s.lets(m) && !turning(els) {
		return els
	}
	f, ok := s.fate(m)
	if !ok {
		return els
	}
	for _, el := range els {
		if el.first > m.Last && el.first <= f.last && f.first <= el.last {
			return els
		}
	}
	return append([]element{f}, els...)
}

// turning reports whether a word that turns a stance over stands before an issue: "prevent the toll from".
func turning(els []element) bool {
	return slices.ContainsFunc(els, func(e element) bool { return e.kind == codebook.OpReverse })
}

// kept reads a refusal to make an end of something as two words that turn a stance over: "will not lift the toll".
func (s *sentence) kept(els []element) []element {
	for i, el := range els {
		if el.cue == nil || !el.negated || !keeping[el.cue.Form] || !s.volition(el.first) {
			continue
		}
		out := slices.Clone(els[:i])
		out = append(out, element{kind: codebook.OpReverse, first: el.first, last: el.last}, element{kind: codebook.OpNegate, first: el.first, last: el.last})
		return append(out, els[i+1:]...)
	}
	return els
}

// keeping are cues that make an end of something: whoever will not do so is for it.
var keeping = codebook.Words("ending-cue")

// disbelieved reports whether the clause of an issue is one that somebody says not to believe: "I do not think the toll is
// fair", "doubts that the toll is needed".
func (s *sentence) disbelieved(m codebook.IssueMatch) bool {
	for i := m.First - 1; i >= 0 && m.First-i < 9; i-- {
		n := s.norm(i)
		if !s.tokens[i].Word || n == "but" || n == "while" || n == "who" || n == "which" {
			return false
		}
		if n == "convinced" || n == "sure" || n == "persuaded" {
			return s.negatedAt(i)
		}
		lemma, form := codebook.Verb(n)
		if form == codebook.NotVerb || auxiliaries[n] || s.isNounAt(i) {
			continue
		}
		switch lemma {
		case "think", "believe", "feel", "consider", "find":
			return s.negatedAt(i)
		case "see":
			return s.negatedAt(i) && (s.norm(i+1) == "how" || s.norm(i+1) == "why" || s.norm(i+1) == "that")
		case "doubt":
			return !s.negatedAt(i)
		}
		return false
	}
	return false
}

// calledBehind gives the tokens behind an issue that say what somebody calls it: "called the toll illegal".
func (s *sentence) calledBehind(m *codebook.IssueMatch) (from, to int, ok bool) {
	i := m.First - 1
	for i >= 0 && m.First-i < 4 && (linking[s.norm(i)] || possessives[s.norm(i)] || s.plainAdjective(i) && !s.isFinite(i)) {
		i--
	}
	if lemma, form := codebook.Verb(s.norm(i)); !naming[lemma] || form == codebook.NotVerb || s.isNounAt(i) {
		return 0, 0, false
	}
	from = m.Last + 1
	for to = from; to < len(s.tokens) && to < from+6; to++ {
		n := s.norm(to)
		if n == `"` || n == "a" || n == "an" || n == "as" || n == "both" || n == "and" {
			continue
		}
		if !s.tokens[to].Word || prepositions[n] || s.isFinite(to) {
			break
		}
	}
	return from, to - 1, to > from
}

// called reads what somebody calls an issue by words that are good or bad, without being cues: "called the toll unlawful".
func (s *sentence) called(m codebook.IssueMatch) (reading, bool) {
	from, to, ok := s.calledBehind(&m)
	if !ok {
		return reading{}, false
	}
	sign, first, last := s.tonedIn(from, to)
	if sign == 0 {
		return reading{}, false
	}
	return reading{issue: m, stance: signed(sign * m.Sign), elements: []element{{kind: codebook.OpTone, first: first, last: last}}, duty: true, judged: true,
		first: m.First, last: max(m.Last, last), rule: "tone", weight: 0.7}, true
}

// described reads what a clause behind an issue says that somebody calls it: "the toll, which Peru calls unfair", "the toll,
// described by Peru as a disgrace".
func (s *sentence) described(m codebook.IssueMatch) (reading, bool) {
	for v := m.Last + 1; v+1 < len(s.tokens) && v < m.Last+9 && !terminal[s.norm(v)]; v++ {
		if lemma, form := codebook.Verb(s.norm(v)); !naming[lemma] || form == codebook.NotVerb {
			continue
		}
		who, from := s.describer(m, v)
		if len(who) == 0 {
			return reading{}, false
		}
		to := from
		for to < len(s.tokens) && to < from+6 && (s.tokens[to].Word || s.norm(to) == `"`) {
			to++
		}
		rd := reading{issue: m, holder: subject{kind: actorSubject, who: who, why: "who calls it that"}, agent: true, judged: true, first: m.First, weight: 0.8}
		for k := range s.cues {
			if c := &s.cues[k]; c.Frame == codebook.FrameJudge && c.First >= from && c.Last < to {
				rd.stance, rd.last, rd.rule, rd.elements = c.Stance, c.Last, "relative-condemn", []element{{cue: c, first: c.First, last: c.Last}}
				if m.Sign < 0 != s.denies(c) {
					rd.stance = rd.stance.Reverse()
				}
				return rd, true
			}
		}
		if sign, first, last := s.tonedIn(from, to-1); sign != 0 {
			rd.stance, rd.last, rd.rule, rd.elements = signed(sign*m.Sign), last, "relative-condemn", []element{{kind: codebook.OpTone, first: first, last: last}}
			return rd, true
		}
		return reading{}, false
	}
	return reading{}, false
}

// describer gives who calls an issue something by the verb at v behind it, and where the words for it begin.
func (s *sentence) describer(m codebook.IssueMatch, v int) (who []int, from int) {
	if s.norm(v+1) == "by" {
		if who = s.listAfter(v + 2); len(who) > 0 && (v == m.Last+1 || v == m.Last+2 && s.norm(v-1) == ",") {
			return who, s.mentions[who[len(who)-1]].Last + 1
		}
		return nil, 0
	}
	i := v - 1
	for auxiliaries[s.norm(i)] || adverbs[s.norm(i)] || endsLy(s.norm(i)) {
		i--
	}
	k := s.mentionAt(i)
	if k < 0 || s.mentions[k].How == codebook.ByAdjective || s.mentions[k].guess && !s.mentions[k].person {
		return nil, 0
	}
	i = s.mentions[k].First - 1
	if s.norm(i) == "the" {
		i--
	}
	if n := s.norm(i); n != "which" && n != "that" || i > m.Last+2 {
		return nil, 0
	}
	return []int{k}, v + 1
}
