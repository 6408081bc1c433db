package extract

import (
	"cmp"
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// anaphorNouns stand for an issue that was named before: "the move", "this plan".
var anaphorNouns = set(`move plan plans proposal proposals idea decision deal agreement step steps policy action actions measure measures initiative offer project rule rules
order visit approach strategy bill bills law laws legislation mission operation campaign effort efforts draft motion pact accord option scheme meeting package ban change
changes shift reform reforms ruling restrictions act provision`)

// anaphorAdjectives may stand between the article and such a noun.
var anaphorAdjectives = set(`new latest proposed planned controversial recent sweeping bipartisan original whole entire bold historic slated contentious unprecedented
current final so-called house senate republican democratic`)

// reach is how many sentences back an anaphor looks for the issue named last; beyond it, it can only mean what the
// whole article is about.
const reach = 3

// lead is how many sentences make the lead of an article; what it names counts twice.
const lead = 5

// Scores of anaphors, by what they rest on.
const (
	scoreNear  = 0.6
	scoreTopic = 0.45
)

// anaphors adds matches for nouns such as "the move", and for "it" behind a verb of stance, that mean an issue named
// before.
func (r *run) anaphors(s *sentence, found []codebook.IssueMatch, n int) []codebook.IssueMatch {
	for i := 1; i < len(s.tokens); i++ {
		noun := s.norm(i)
		if slices.ContainsFunc(found, func(m codebook.IssueMatch) bool { return m.First <= i && i <= m.Last }) {
			continue
		}
		if !s.anaphoric(i) && !s.objectPronoun(i) && !s.judgedPronoun(i) {
			continue
		}
		id, score := r.meant(found, i, noun, n)
		if id == "" {
			continue
		}
		found = append(found, codebook.IssueMatch{Issue: id, First: i, Last: i, Core: i, Start: s.tokens[i].Start, End: s.tokens[i].End, Sign: 1, Score: score,
			Phrase: "an issue named before", Partial: true})
	}
	slices.SortStableFunc(found, func(a, b codebook.IssueMatch) int { return cmp.Compare(a.First, b.First) })
	return found
}

// anaphoric reports whether the noun at i stands for something named before, and not for a thing with a name of its own.
func (s *sentence) anaphoric(i int) bool {
	if !anaphorNouns[s.norm(i)] || s.mentionAt(i) >= 0 || s.tokens[i].Upper && s.norm(i-1) != "the" {
		return false
	}
	next := s.norm(i + 1)
	if prepositions[next] && next != "as" && next != "by" && next != "on" && next != "in" || next == "to" || next == "of" || i+1 < len(s.tokens) && (s.tokens[i+1].Joined || s.tokens[i+1].Upper) {
		return false
	}
	if next == "on" || next == "in" {
		if !timeWord(s.norm(i + 2)) {
			return false
		}
	}
	return s.pointing(i)
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
			if !anaphorAdjectives[n] {
				return false
			}
		}
	}
	return false
}

// objectPronoun reports whether "it" at i is the object of a word that carries a stance: "backed it", "opposed to it".
func (s *sentence) objectPronoun(i int) bool {
	switch s.norm(i) {
	case "it", "them":
	default:
		return false
	}
	if next := s.norm(i + 1); s.tokens[i].Joined || next != "" && !terminal[next] && next != "," && next != `"` && next != "and" && next != "but" && next != "because" && next != "as" && next != ";" {
		return false
	}
	for k := range s.cues {
		if c := &s.cues[k]; c.Last == i-1 && c.Frame != codebook.FrameJudge && (c.Stance == graph.Supports && c.Weight > 0.65 || c.Stance == graph.Opposes) {
			return true
		}
	}
	return false
}

// judgedPronoun reports whether "it" or "this" at i is the subject of a word that judges: "warned that it undercut".
func (s *sentence) judgedPronoun(i int) bool {
	if n := s.norm(i); n != "it" && n != "this" && n != "that" || expletive(s, i) || s.antecedent(i) && n == "that" {
		return false
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

// meant gives the issue that an anaphor means: of those named within reach the one that speaks loudest, by nearness, by
// how often it was named, by the noun itself and by what the article is about; farther off, the topic alone.
func (r *run) meant(found []codebook.IssueMatch, i int, noun string, n int) (graph.IssueID, float64) {
	for k := len(found) - 1; k >= 0; k-- {
		if m := found[k]; !m.Partial && m.Last < i-2 && m.Score > 0.7 {
			return m.Issue, scoreNear
		}
	}
	var best graph.IssueID
	loudest := 0.0
	for _, is := range r.engine.issues {
		seen, ok := r.mem.issue[is]
		if !ok || n+1-seen > reach {
			continue
		}
		loud := float64(reach-(n+1-seen)) + 0.4*float64(min(r.mem.count[is], 5))
		if r.engine.matcher.HasWord(is, noun) {
			loud++
		}
		if is == r.topic {
			loud += 3
		}
		if loud > loudest || best == "" {
			best, loudest = is, loud
		}
	}
	if best != "" {
		return best, scoreNear
	}
	return r.topic, scoreTopic
}

// findTopic gives the issue that the document is about: named in the title, or more often than all others together.
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
		if c := count[id]; c > 1 && c*2 > total {
			r.topic = id
		}
	}
}
