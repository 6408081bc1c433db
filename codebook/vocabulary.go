package codebook

import (
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"stancegraph/graph"
)

// Class is a set of words with one sense.
type Class struct {
	ID      string   `yaml:"id"`
	Kind    string   `yaml:"kind"` // "", "light" or "generic"
	Nouns   []string `yaml:"n"`
	Verbs   []string `yaml:"v"`
	Any     []string `yaml:"any"`
	Wide    bool     `yaml:"wide"`   // too wide for one of its words to stand for an issue alone
	Stands  bool     `yaml:"stands"` // one of its words can stand for a phrase that was named: "the rule", "the talks"
	Under   []string `yaml:"under"`  // wider classes whose words the words of this class stand for
	Example string   `yaml:"example"`
}

// Weights of the parts of an issue phrase.
const (
	weightContent = 1.0
	weightLight   = 0.35
	weightGeneric = 0.3
	weightActor   = 0.5
	weightPlace   = 0.25
)

// vocabulary knows which concept a word or word sequence stands for.
type vocabulary struct {
	classes []Class
	forms   *trie[int] // concept numbers: indexes into classes
	generic map[string]bool
	stems   map[string]int // concept numbers of words without a class, given out while phrases are compiled
	byID    map[string]int
	under   [][]int // class -> wider classes
}

// builtinClasses reads the embedded word classes once.
var builtinClasses = sync.OnceValue(func() []Class {
	var out []Class
	mustYAML("lexicon/senses.yaml", &out)
	return out
})

// genericGroup is a group of words that say little about which issue is meant.
type genericGroup struct {
	About   string
	Words   []string
	Example string
}

var genericGroups = sync.OnceValue(func() []genericGroup {
	var out []genericGroup
	mustYAML("lexicon/generic.yaml", &out)
	return out
})

var genericWords = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, g := range genericGroups() {
		for _, w := range g.Words {
			m[Norm(w)] = true
		}
	}
	return m
})

// mustYAML reads an embedded data file; a test holds that all of them are readable.
func mustYAML(path string, into any) {
	raw, err := data.ReadFile(path)
	if err == nil {
		err = yaml.UnmarshalWithOptions(raw, into, yaml.Strict())
	}
	if err != nil {
		panic(graph.Errorf(graph.Internal, "embedded %s: %v", path, err))
	}
}

// wide reports whether a concept is a class too wide for one of its words to stand for an issue alone.
func (v *vocabulary) wide(concept int) bool {
	return concept < len(v.classes) && v.classes[concept].Wide
}

// stands reports whether a concept is a class whose words can stand for a phrase that was named.
func (v *vocabulary) stands(concept int) bool {
	return concept < len(v.classes) && v.classes[concept].Stands
}

// newVocabulary gives the built-in classes and a codebook's own; codebooks without any share what is built in.
func newVocabulary(own []Class) *vocabulary {
	if len(own) > 0 {
		return buildVocabulary(own)
	}
	v := *builtinVocabulary()
	v.stems = map[string]int{}
	return &v
}

// builtinVocabulary is read only.
var builtinVocabulary = sync.OnceValue(func() *vocabulary { return buildVocabulary(nil) })

func buildVocabulary(own []Class) *vocabulary {
	v := &vocabulary{forms: newTrie[int](), generic: genericWords(), stems: map[string]int{}, byID: map[string]int{}}
	v.classes = append(append(v.classes, builtinClasses()...), own...)
	for i, c := range v.classes {
		v.byID[c.ID] = i
		seen := map[string]bool{}
		for _, form := range c.forms() {
			keys := norms(Tokens(form))
			if k := strings.Join(keys, " "); !seen[k] {
				seen[k] = true
				v.forms.add(keys, i)
			}
		}
	}
	v.under = make([][]int, len(v.classes))
	for i, c := range v.classes {
		for _, wider := range c.Under {
			if k, ok := v.byID[wider]; ok {
				v.under[i] = append(v.under[i], k)
			}
		}
	}
	return v
}

// widened adds, to the hits of a text, those of the wider classes.
func (v *vocabulary) widened(hits []hit) []hit {
	var out []hit
	for _, h := range hits {
		out = append(out, h)
		if h.concept < len(v.classes) {
			for _, k := range v.under[h.concept] {
				out = append(out, hit{k, h.first, h.last})
			}
		}
	}
	return out
}

// forms gives every inflected form of the class.
func (c Class) forms() []string {
	var out []string
	for _, n := range c.Nouns {
		out = append(out, Plurals(n)...)
	}
	for _, verb := range c.Verbs {
		out = append(out, VerbForms(verb)...)
	}
	return append(out, c.Any...)
}

// hit is a concept that stands in tokens first..last.
type hit struct {
	concept     int
	first, last int
}

// hits finds the concepts of a text: those of the longest class entries, and the stems of words that occur in phrases.
func (v *vocabulary) hits(tokens []Token, stems bool) []hit {
	var out []hit
	covered := -1
	for i := range tokens {
		if !tokens[i].Word {
			continue
		}
		longest, at := 0, len(out)
		v.forms.walk(tokens, i, func(items []int, end int) {
			if end-i > longest {
				longest, out = end-i, out[:at]
			}
			for _, c := range items {
				out = append(out, hit{c, i, end - 1})
			}
		})
		if i+longest-1 <= covered && longest <= covered-i+1 && longest > 0 && covered > i-1 {
			out = out[:at] // inside a longer entry
			longest = 0
		}
		if longest > 1 {
			covered = max(covered, i+longest-1)
		}
		if stems && i > covered {
			if c, ok := v.stems[stem(tokens[i].Norm)]; ok {
				out = append(out, hit{c, i, i})
			}
		}
	}
	return out
}

// stemConcept gives the concept number of a word that no class lists.
func (v *vocabulary) stemConcept(norm string) int {
	s := stem(norm)
	c, ok := v.stems[s]
	if !ok {
		c = len(v.classes) + len(v.stems)
		v.stems[s] = c
	}
	return c
}

// weight says how much a concept tells about the issue it stands for.
func (v *vocabulary) weight(concept int, norm string) float64 {
	if concept < len(v.classes) {
		switch v.classes[concept].Kind {
		case "light":
			return weightLight
		case "generic":
			return weightGeneric
		}
		return weightContent
	}
	if v.generic[norm] || norm[0] >= '0' && norm[0] <= '9' {
		return weightGeneric
	}
	return rarity(norm)
}

// commonStems maps the stems of frequent words to what they are worth in a phrase.
var commonStems = sync.OnceValue(func() map[string]float64 {
	var bands []struct {
		Weight float64 `yaml:"weight"`
		Share  float64 `yaml:"share"` // of articles that have the stem, at least
		Stems  string  `yaml:"stems"`
	}
	mustYAML("lexicon/common.yaml", &bands)
	m := map[string]float64{}
	for _, b := range bands {
		for s := range strings.FieldsSeq(b.Stems) {
			m[s] = b.Weight
		}
	}
	return m
})

// rarity says how much a word tells about which issue is meant, from 0.15 for one that most articles have to 1.
func rarity(norm string) float64 {
	if w, ok := commonStems()[stem(norm)]; ok {
		return w
	}
	return weightContent
}

// functionWords are passed over in phrases.
var functionWords = wordSet(`a an the of to for in on at by with from over into against and or but that this these those his her its
their our your my it he she they we i you as is are was were be been being has have had do does did will would should must can could may
might not no nor so than then there 's ' between among about after before during under through off out up down without within all any some both
one two three four five six seven eight nine ten dozen dozens hundred million who which what when where while if because whether more most very also only just too`)

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
