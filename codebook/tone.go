package codebook

import (
	"slices"
	"sync"
)

// Tone is a place in a text where a word says that something is good or bad, without saying of what.
type Tone struct {
	First, Last int // token numbers
	Sign        int // +1 good, -1 bad
	Class       string
}

// toneEntry is one form of a word of lexicon/polarity.yaml.
type toneEntry struct {
	class string
	sign  int
}

type toneClass struct {
	Class string            `yaml:"class"`
	Sign  string            `yaml:"sign"`
	About string            `yaml:"about"`
	Words map[string]string `yaml:"words"`
	Verbs map[string]string `yaml:"verbs"`
	Nouns map[string]string `yaml:"nouns"`
}

// forms gives every inflected form of a class.
func (c toneClass) forms() []string {
	out := sortedKeys(c.Words)
	for _, v := range sortedKeys(c.Verbs) {
		out = append(out, VerbForms(v)...)
	}
	for _, n := range sortedKeys(c.Nouns) {
		out = append(out, Plurals(n)...)
	}
	return out
}

var toneClasses = sync.OnceValue(func() []toneClass {
	var out []toneClass
	mustYAML("lexicon/polarity.yaml", &out)
	return out
})

var tones = sync.OnceValue(func() *trie[toneEntry] {
	t := newTrie[toneEntry]()
	for _, c := range toneClasses() {
		sign := 1
		if c.Sign == "negative" {
			sign = -1
		}
		for _, f := range c.forms() {
			t.add(norms(Tokens(f)), toneEntry{c.Class, sign})
		}
	}
	return t
})

// Tones finds the evaluative words of a text, the longest at each place.
func Tones(tokens []Token) []Tone {
	var out []Tone
	for i := 0; i < len(tokens); i++ {
		if !tokens[i].Word {
			continue
		}
		best := Tone{Last: -1}
		tones().walk(tokens, i, func(items []toneEntry, end int) {
			if end-1 > best.Last && len(items) > 0 {
				best = Tone{First: i, Last: end - 1, Sign: items[0].sign, Class: items[0].class}
			}
		})
		if best.Last >= 0 {
			out = append(out, best)
			i = best.Last
		}
	}
	return slices.Clip(out)
}
