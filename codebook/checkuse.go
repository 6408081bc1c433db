package codebook

import (
	"fmt"
	"strings"
)

// usage is what texts used of a codebook.
type usage struct {
	texts   int
	names   map[string]bool // actor and the words found, as they are compared
	phrases map[string]bool // issue and phrase
	partly  map[string]bool // issue and phrase of which only a part was found
	cues    map[string]bool // part and form
}

// maxNames bounds how many different spellings of names are kept.
const maxNames = 1 << 16

// Read notes which names, phrases and cues of the codebook a text uses.
func (c *Checker) Read(text string) {
	if c.use == nil {
		c.use = &usage{names: map[string]bool{}, phrases: map[string]bool{}, partly: map[string]bool{}, cues: map[string]bool{}}
	}
	c.use.texts++
	m, l := c.cb.Matcher(), c.cb.Lexicon()
	for _, tokens := range sentencesOf(Tokens(text)) {
		actors := m.ActorsIn(text, tokens)
		for _, a := range actors {
			if _, own := c.cb.byID[a.Actor]; own && len(c.use.names) < maxNames {
				c.use.names[placeKey(string(a.Actor), nameKey(tokens[a.First:a.Last+1]))] = true
			}
		}
		for _, i := range m.IssuesIn(text, tokens, actors) {
			into := c.use.phrases
			if i.Partial {
				into = c.use.partly
			}
			into[placeKey(string(i.Issue), i.Phrase)] = true
		}
		if len(c.cb.cues) == 0 {
			continue
		}
		for _, q := range l.CuesIn(tokens) {
			if q.Class == "own" {
				c.use.cues[placeKey(string(q.Part), q.Form)] = true
			}
		}
	}
}

// maxSentence is how many tokens are looked at together.
const maxSentence = 120

// sentencesOf cuts tokens roughly into sentences: at full stops before a capital, and at the latest after maxSentence.
func sentencesOf(tokens []Token) [][]Token {
	var out [][]Token
	from := 0
	for i := 1; i <= len(tokens); i++ {
		end := i == len(tokens) || i-from >= maxSentence
		if !end {
			switch tokens[i-1].Norm {
			case ".", "?", "!":
				end = tokens[i].Upper || tokens[i].Line || !tokens[i].Word
			}
		}
		if end {
			out = append(out, tokens[from:i])
			from = i
		}
	}
	return out
}

// nameKey gives the words of a name by sound and in the singular, so that its spellings and forms have one key.
func nameKey(tokens []Token) string {
	if len(tokens) > 1 && tokens[0].Norm == "the" {
		tokens = tokens[1:]
	}
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = strings.TrimSuffix(t.Norm, "s")
		if t.Upper && soundsAlike(t.Norm) {
			words[i] = soundKey(strings.TrimSuffix(t.Norm, "s"))
		}
	}
	return strings.Join(words, " ")
}

// checkUse finds what no text used.
func (c *Checker) checkUse() {
	if c.use == nil {
		return
	}
	where := fmt.Sprintf("in %d articles", c.use.texts)
	if c.use.texts == 1 {
		where = "in 1 article"
	}
	const do = "drop it, or leave it for other articles"
	for _, n := range c.names() {
		if !c.use.names[placeKey(string(n.actor), nameKey(Tokens(n.text)))] {
			c.note(c.lineOfName(n.actor, n.text), do, "%q of %s is not found %s", n.text, n.actor, where)
		}
	}
	for _, p := range c.phrases() {
		c.checkPhraseUse(p, where, do)
	}
	for n, e := range c.cb.cues {
		if !c.use.cues[placeKey(string(e.Part), e.Form)] {
			c.note(c.places.of(placeKey("cue", fmt.Sprint(n))), do, "the %s %q is not found %s", e.Part, e.Form, where)
		}
	}
}

func (c *Checker) checkPhraseUse(p ownPhrase, where, do string) {
	used := func(of map[string]bool) bool {
		return of[placeKey(string(p.issue), p.text)] || of[placeKey(string(p.issue), "not "+p.text)]
	}
	line := c.lineOfPhrase(p.issue, p.text)
	switch {
	case used(c.use.phrases):
	case used(c.use.partly):
		c.note(line, "add the words that the articles use, see suggest", "of %q of %s only a part is found %s", p.text, p.issue, where)
	default:
		c.note(line, do, "%q of %s is never the best match %s", p.text, p.issue, where)
	}
}

// Name gives the name under which the codebook was read.
func (c *Checker) Name() string { return c.cb.Name() }
