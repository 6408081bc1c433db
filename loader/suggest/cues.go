package suggest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// candidate is an expression that may be a cue.
type candidate struct {
	seen
	part  codebook.Part
	forms counts // with the prepositions seen behind it
	pairs counts // "actor issue sign" with which it was seen
}

// reach is how many tokens may stand between an actor and an issue.
const reach = 12

// addCues counts what stands between a known actor and a known issue in a sentence that gave no statement.
func (c *Collector) addCues(s *sentence) {
	noted := map[string]bool{}
	for _, m := range c.matcher.IssuesIn(s.text, s.tokens, s.mentions) {
		actor := actorBefore(s, m.First)
		if actor == nil || m.Partial && m.Score < 0.4 {
			continue
		}
		part, form := c.between(s, actor.Last+1, m.First)
		lemma, _, _ := strings.Cut(form, " ")
		key := string(part) + " " + lemma
		if form == "" || noted[key] {
			continue
		}
		noted[key] = true
		q := c.cues.at(key)
		q.part = part
		q.forms.add(form, 1)
		q.note(c.article, s.example)
		q.pairs.add(fmt.Sprintf("%s %s %d", c.cb.Body(actor.Actor), m.Issue, m.Sign), 1)
	}
}

// actorBefore gives the last known actor before token i, within reach, that can be a subject.
func actorBefore(s *sentence, i int) *codebook.ActorMatch {
	for k := i - 1; k >= 0 && i-k <= reach; k-- {
		if m := s.mention(k); m != nil {
			if placePrepositions[s.norm(m.First-1)] || s.norm(m.First-1) == "of" || m.Last >= i || m.How == codebook.ByAdjective {
				return nil
			}
			return m
		}
		if clauseEnd[s.norm(k)] && s.norm(k) != "-" {
			return nil
		}
	}
	return nil
}

// weakVerbs carry no stance by themselves: what they take does.
var weakVerbs = wordSet(`be have do will would shall should can could may might must say tell go come get make take put see know become remain seem appear
begin start continue keep let give show find feel look turn lead leave run use try think believe hear mean add note report announce explain ask write
describe state read follow acknowledge admit concede confirm deny mention recall respond reply answer suggest indicate expect learn remember happen happens include live work speak stand set`)

// between gives the verb, adjective or noun that ties tokens a..b together, in the form of a cue.
func (c *Collector) between(s *sentence, a, b int) (codebook.Part, string) {
	if a < b && s.norm(a) == "'s" {
		return c.nounTo(s, a+1, b)
	}
	for i := a; i < b; i++ {
		if slices.ContainsFunc(s.cues(), func(q codebook.Cue) bool { return q.First <= i && i <= q.Last }) {
			return "", ""
		}
		lemma, form := codebook.Verb(s.norm(i))
		if form == codebook.NotVerb {
			lemma = c.lemma(s, i, a)
		}
		switch {
		case lemma == "" || functionWords[s.norm(i)] && lemma != "be":
		case lemma == "be" || lemma == "remain":
			return c.adjectiveTo(s, i+1, b)
		case weakVerbs[lemma] || weakVerbs[s.norm(i)]:
			if part, f := c.nounTo(s, i+1, b); f != "" {
				return part, f
			}
		case codebook.NounLike(s.norm(i)) && !modal[s.norm(i-1)] && form != codebook.PastForm, form == codebook.Gerund && i > a, form == codebook.BaseForm && i > a && s.norm(i-1) != "to" && !modal[s.norm(i-1)]:
		default:
			return codebook.PartVerb, withPreposition(s, lemma, i+1, b)
		}
	}
	return "", ""
}

var modal = wordSet("will would shall should can could may might must not n't did does do to")

// lemma guesses the base form of a word that the verb list lacks and that stands right behind a subject.
func (c *Collector) lemma(s *sentence, i, a int) string {
	w := s.norm(i)
	if i > a+1 || s.tokens[i].Upper || len(w) < 5 || functionWords[w] || strings.HasSuffix(w, "ss") {
		return ""
	}
	var guesses []string
	switch {
	case strings.HasSuffix(w, "ied"):
		guesses = []string{w[:len(w)-3] + "y"}
	case strings.HasSuffix(w, "ed"):
		guesses = []string{w[:len(w)-1], w[:len(w)-2], w[:len(w)-3]}
	}
	for _, g := range guesses {
		if c.lower[g] > 0 && slices.Contains(codebook.VerbForms(g), w) {
			return g
		}
	}
	for _, g := range guesses {
		if slices.Contains(codebook.VerbForms(g), w) && endsLike(g) {
			return g
		}
	}
	return ""
}

// endsLike reports whether a word ends as English verbs do.
func endsLike(w string) bool {
	for _, e := range []string{"ate", "ize", "ise", "ify", "ect", "ess", "ble", "tle", "ple", "dle", "gle", "ent", "ive", "ose", "uce", "nce", "rge", "dge", "ck", "sh", "ch", "y", "t"} {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// withPreposition adds the preposition with which a verb takes its object: "lean on".
func withPreposition(s *sentence, lemma string, i, b int) string {
	for ; i < b && i < len(s.tokens); i++ {
		norm := s.norm(i)
		switch {
		case prepositions[norm]:
			return lemma + " " + norm
		case strings.HasSuffix(norm, "ly"):
		default:
			return lemma
		}
	}
	return lemma
}

var prepositions = wordSet("on for against to over about from at in with behind into off up down out away around toward through")

// adjectiveTo reads "keen on" behind a form of "be".
func (c *Collector) adjectiveTo(s *sentence, a, b int) (codebook.Part, string) {
	for i := a; i < b; i++ {
		norm := s.norm(i)
		if adverb(norm) {
			continue
		}
		if functionWords[norm] || s.tokens[i].Upper || !s.tokens[i].Word || s.mention(i) != nil || plainWords[norm] {
			return "", ""
		}
		if i+1 < len(s.tokens) && i+1 <= b && prepositions[s.norm(i+1)] {
			return codebook.PartPhrase, norm + " " + s.norm(i+1)
		}
		return "", ""
	}
	return "", ""
}

func adverb(norm string) bool {
	return strings.HasSuffix(norm, "ly") || norm == "very" || norm == "still" || norm == "also" || norm == "more" || norm == "not" || norm == "n't" || norm == "so" || norm == "now"
}

// nounTo reads "zeal for" behind a possessive or a verb that says nothing.
func (c *Collector) nounTo(s *sentence, a, b int) (codebook.Part, string) {
	for i := a; i < b && i < a+4; i++ {
		norm := s.norm(i)
		if !s.tokens[i].Word || s.tokens[i].Upper || s.mention(i) != nil {
			return "", ""
		}
		if nounPrepositions[s.norm(i+1)] && i+1 < len(s.tokens) && i+1 <= b && !functionWords[norm] && !plainWords[norm] && len(norm) > 3 {
			return codebook.PartNoun, singular(norm) + " " + s.norm(i+1)
		}
	}
	return "", ""
}

var nounPrepositions = wordSet("on for against to over about of toward")

// rankCues gives the expressions seen most often, with a guess at their stance.
func (c *Collector) rankCues() []Cue {
	have := map[string]bool{} // first words of the entries, by part
	for _, e := range c.lexicon.Entries() {
		first, _, _ := strings.Cut(e.Form, " ")
		have[string(e.Part)+" "+first] = true
	}
	var out []Cue
	for _, key := range c.cues.keys() {
		q := c.cues.byKey[key]
		if q.mentions < c.opts.Min || have[key] {
			continue
		}
		form, _ := q.forms.first()
		stance, why := c.guess(q)
		out = append(out, Cue{Part: string(q.part), Form: form, Stance: stance, Why: why, Evidence: q.evidence()})
	}
	slices.SortStableFunc(out, func(a, b Cue) int {
		return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Form, b.Form), cmp.Compare(a.Part, b.Part))
	})
	return out[:min(len(out), c.opts.Top)]
}

// guess takes the stance that the same actors hold on the same issues elsewhere in the corpus. Without a clear majority
// there is none.
func (c *Collector) guess(q *candidate) (graph.Stance, string) {
	votes := map[graph.Stance]int{}
	total := 0
	for _, key := range q.pairs.ranked() {
		parts := strings.Fields(key)
		for stance, n := range c.stances[pair{graph.ActorID(parts[0]), graph.IssueID(parts[1])}] {
			if parts[2] == "-1" {
				stance = turned(stance)
			}
			votes[stance] += min(n, 5) * q.pairs[key]
			total += min(n, 5) * q.pairs[key]
		}
	}
	for _, stance := range graph.Stances {
		if n := votes[stance]; n >= 3 && n*10 >= total*7 {
			return stance, fmt.Sprintf("%d in 100 statements of the same actors on the same issues", n*100/total)
		}
	}
	return "", "the same actors hold no one stance on the same issues"
}

func turned(s graph.Stance) graph.Stance {
	switch s {
	case graph.Supports:
		return graph.Opposes
	case graph.Opposes:
		return graph.Supports
	}
	return s
}
