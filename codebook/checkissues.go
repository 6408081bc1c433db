package codebook

import (
	"slices"
	"strings"

	"stancegraph/graph"
)

// ownPhrase is a phrase of an issue.
type ownPhrase struct {
	issue   graph.IssueID
	text    string
	against bool
	key     string // its words as they are compared
}

func (p ownPhrase) sign() int {
	if p.against {
		return -1
	}
	return 1
}

// checkPhrases finds phrases of two issues that match the same words, phrases that point the wrong way, and phrases that
// say too little.
func (c *Checker) checkPhrases() {
	phrases := c.phrases()
	seen := map[string]ownPhrase{}
	for _, p := range phrases {
		line := c.lineOfPhrase(p.issue, p.text)
		o, twice := seen[p.key]
		switch {
		case twice && o.issue != p.issue:
			c.problem(line, "leave it to one of them, or make one issue part_of the other and drop it there", "%q names both %s and %s", p.text, p.issue, o.issue)
			continue
		case twice && o.against != p.against:
			c.problem(line, "keep the one that is right", "%q stands among the phrases of %s and among those against it", p.text, p.issue)
			continue
		case twice:
			if o.text == p.text {
				continue
			}
			c.note(line, "drop one", "%q and %q of %s have the same words", p.text, o.text, p.issue)
			continue
		}
		seen[p.key] = p
		c.checkPhrase(line, p)
	}
	c.checkReversed(phrases)
}

// phrases lists the phrases of all issues, in the order of the codebook.
func (c *Checker) phrases() []ownPhrase {
	var out []ownPhrase
	for _, i := range c.cb.issues {
		for _, text := range i.Phrases {
			out = append(out, ownPhrase{issue: i.ID, text: text, key: contentKey(Tokens(text), true)})
		}
		for _, text := range i.Against {
			out = append(out, ownPhrase{issue: i.ID, text: text, against: true, key: contentKey(Tokens(text), true)})
		}
	}
	return out
}

// contentKey gives the words of a phrase without articles; where it is not ordered, function words go, and inflection.
func contentKey(tokens []Token, ordered bool) string {
	var words []string
	for _, t := range tokens {
		switch {
		case !t.Word || t.Norm == "the" || t.Norm == "a" || t.Norm == "an":
		case ordered:
			words = append(words, t.Norm)
		case !functionWords[t.Norm]:
			words = append(words, stem(t.Norm))
		}
	}
	if !ordered {
		slices.Sort(words)
	}
	return strings.Join(words, " ")
}

// checkPhrase reads a phrase as if it were a text of its own.
func (c *Checker) checkPhrase(line int, p ownPhrase) {
	own := full(c.cb.Matcher(), p.text, p.issue)
	switch {
	case own == nil && full(c.alone(p.issue), p.text, p.issue) == nil:
		c.problem(line, "add a word that tells what it is about", "%q of %s is too general: it does not even find itself", p.text, p.issue)
		return
	case own == nil:
	case own.Sign != p.sign() && own.Phrase == p.text:
		c.note(line, "leave it if it is meant so, otherwise word it differently", "%q is read as pointing against what %q says of %s", p.text, listOf(p), p.issue)
	case own.Sign != p.sign():
		c.problem(line, "move it to "+otherList(p), "%q points the other way of %s, because of %q", p.text, p.issue, own.Phrase)
	}
	for _, i := range c.cb.issues {
		if i.ID == p.issue || c.related(i.ID, p.issue) {
			continue
		}
		if m := full(c.alone(i.ID), p.text, i.ID); m != nil && m.Score > 0.99 {
			c.problem(line, "make one of them more exact, or one issue part_of the other", "%q of %s can also be read as %s, like %q there", p.text, p.issue, i.ID, m.Phrase)
		}
	}
}

// full gives the best match of an issue that is no mere part of a phrase, or nil.
func full(m *Matcher, text string, issue graph.IssueID) *IssueMatch {
	var best *IssueMatch
	for _, x := range m.Issues(text) {
		if x.Issue == issue && !x.Partial && (best == nil || x.Score > best.Score) {
			best = &x
		}
	}
	return best
}

// alone gives a matcher that knows no issue but one, so that no other one takes the words away from it.
func (c *Checker) alone(issue graph.IssueID) *Matcher {
	if m := c.single[issue]; m != nil {
		return m
	}
	one := &Codebook{name: c.cb.name, actors: c.cb.actors, builtin: c.cb.builtin, classes: c.cb.classes, byID: c.cb.byID}
	for _, i := range c.cb.issues {
		if i.ID == issue {
			one.issues = append(one.issues, i)
		}
	}
	if c.single == nil {
		c.single = map[graph.IssueID]*Matcher{}
	}
	c.single[issue] = one.Matcher()
	return c.single[issue]
}

func otherList(p ownPhrase) string { return listOf(ownPhrase{against: !p.against}) }

func listOf(p ownPhrase) string {
	if p.against {
		return "against"
	}
	return "phrases"
}

// related reports whether one issue is a part of the other.
func (c *Checker) related(a, b graph.IssueID) bool {
	for _, i := range c.cb.issues {
		if i.ID == a && i.PartOf == b || i.ID == b && i.PartOf == a {
			return true
		}
	}
	return false
}

// checkReversed finds "lifting the toll" beside "the toll": one of them points the other way.
func (c *Checker) checkReversed(phrases []ownPhrase) {
	plain := map[string]ownPhrase{} // issue, list and words of a phrase
	key := func(p ownPhrase, words string) string { return placeKey(string(p.issue), otherList(p), words) }
	for _, p := range phrases {
		plain[key(p, contentKey(Tokens(p.text), false))] = p
	}
	for _, p := range phrases {
		tokens := Tokens(p.text)
		rest := withoutReverser(tokens)
		if o, clash := plain[key(p, contentKey(tokens[rest:], false))]; rest > 0 && rest < len(tokens) && clash && o.text != p.text {
			c.problem(c.lineOfPhrase(p.issue, p.text), "move one of them to "+otherList(p), "%q turns %q of %s over, and both stand in one list", p.text, o.text, p.issue)
		}
	}
}

// turners begin phrases that turn the rest of them over, whatever the sense.
var turners = Words("turner")

// withoutReverser gives the first token behind a word such as "lifting" with which a phrase begins, or 0.
func withoutReverser(tokens []Token) int {
	if len(tokens) == 0 || !turners[tokens[0].Norm] {
		return 0
	}
	return 1
}
