package extract

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/jdkato/prose/tag"
)

// tagger gives words their parts of speech in the tags of the Penn Treebank. It is an averaged perceptron (Collins 2002,
// "Discriminative training methods for hidden Markov models") with the weights and features of [tag.PerceptronTagger], which
// puts a text together for every feature and adds weights up in maps. Here weights stand by the word, ending or class that a
// feature asks for, and are whole numbers: sums are the same in any order, and of equal ones the last class is taken. It is
// safe for concurrent use.
type tagger struct {
	classes []string       // in order; behind them what stands before a sentence
	known   map[string]int // classes of words that have but one
	bias    votes
	words   map[string]*spelling
	endings map[string]*spelling // by the last three bytes
	initial [256]votes           // by a word's first byte
	before  []votes              // by the class before
	before2 []votes              // by the class two before
	both    [][]votes            // by the class before and the one two before
}

// vote is what a feature says for a class, in thousandths.
type vote struct {
	class  int32
	points int32
}

type votes []vote

// spelling is what a word, or the end of one, says for the class of a word that it stands behind or before, or of its own.
type spelling struct {
	at     [2*sides + 1]votes // by its distance from that word, from two before on
	behind []follower         // for its own class
}

// follower is what a word says for its own class behind another.
type follower struct {
	before int
	votes  votes
}

// sides is how many words before and behind a word have a say in its class.
const sides = 2

// limits stand before and behind a sentence; the first two are classes too.
var limits = [2 * sides]string{"-START-", "-START2-", "-END-", "-END2-"}

// readTagger gives the tagger. Its weights are read once, when the first text is.
var readTagger = sync.OnceValue(func() *tagger {
	t := tag.NewPerceptronTagger()
	return newTagger(t.Weights(), t.TagMap(), t.Classes())
})

// newTagger makes a tagger of weights by the text of a feature and by class.
func newTagger(weights map[string]map[string]float64, known map[string]string, classes []string) *tagger {
	t := &tagger{
		classes: append(slices.Sorted(slices.Values(classes)), limits[:sides]...),
		known:   map[string]int{}, words: map[string]*spelling{}, endings: map[string]*spelling{},
	}
	class := map[string]int{}
	for i, c := range t.classes {
		class[c] = i
	}
	for word, c := range known {
		t.known[word] = class[c]
	}
	n := len(t.classes)
	t.before, t.before2, t.both = make([]votes, n), make([]votes, n), make([][]votes, n)
	for i := range t.both {
		t.both[i] = make([]votes, n)
	}
	of := func(m map[string]*spelling, text string) *spelling {
		if m[text] == nil {
			m[text] = &spelling{}
		}
		return m[text]
	}
	put := map[string]func(value string, v votes){
		"bias":       func(_ string, v votes) { t.bias = v },
		"i pref1":    func(s string, v votes) { r, _ := utf8.DecodeRuneInString(s); t.initial[byte(r)] = v },
		"i-1 tag":    func(s string, v votes) { t.before[class[s]] = v },
		"i-2 tag":    func(s string, v votes) { t.before2[class[s]] = v },
		"i+2 word":   func(s string, v votes) { of(t.words, s).at[4] = v },
		"i+1 word":   func(s string, v votes) { of(t.words, s).at[3] = v },
		"i word":     func(s string, v votes) { of(t.words, s).at[2] = v },
		"i-1 word":   func(s string, v votes) { of(t.words, s).at[1] = v },
		"i-2 word":   func(s string, v votes) { of(t.words, s).at[0] = v },
		"i+1 suffix": func(s string, v votes) { of(t.endings, s).at[3] = v },
		"i suffix":   func(s string, v votes) { of(t.endings, s).at[2] = v },
		"i-1 suffix": func(s string, v votes) { of(t.endings, s).at[1] = v },
		"i tag+i-2": func(s string, v votes) { // "tag VB NN"
			f := strings.Fields(s)
			t.both[class[f[1]]][class[f[2]]] = v
		},
		"i-1 tag+i": func(s string, v votes) { // "word VB cut"
			f := strings.Fields(s)
			w := of(t.words, f[2])
			w.behind = append(w.behind, follower{class[f[1]], v})
		},
	}
	for feature, by := range weights {
		v := make(votes, 0, len(by))
		for c, weight := range by {
			v = append(v, vote{int32(class[c]), int32(math.Round(weight * 1000))})
		}
		kind, value := feature, ""
		if f := strings.SplitN(feature, " ", 3); len(f) == 3 {
			kind, value = f[0]+" "+f[1], f[2]
		}
		put[kind](value, v)
	}
	return t
}

// tag gives each word its part of speech. Words are parted as in the Treebank, with “ and ” for quotation marks; none is
// empty.
func (t *tagger) tag(words []string) []string {
	context := make([]string, 0, len(words)+2*sides)
	context = append(context, limits[:sides]...)
	for _, w := range words {
		context = append(context, plain(w))
	}
	context = append(context, limits[sides:]...)
	around, ends := make([]*spelling, len(context)), make([]*spelling, len(context)) // nil: never seen
	for i, w := range context {
		around[i], ends[i] = t.words[w], t.endings[ending(w)]
	}
	sum := make([]int32, len(t.classes))
	tags := make([]string, len(words))
	before, before2 := len(t.classes)-2, len(t.classes)-1
	for i, w := range words {
		class, known := t.known[w]
		if !known {
			ends[i+sides] = t.endings[ending(w)] // of the word as it is spelt, in this place alone
			class = t.predict(sum, w[0], around[i:i+2*sides+1], ends[i:i+2*sides+1], before, before2)
			ends[i+sides] = t.endings[ending(context[i+sides])]
		}
		tags[i] = t.classes[class]
		before, before2 = class, before
	}
	return tags
}

// predict gives the class of a word from its first byte, the words and endings around it, and the classes before. It adds
// up in sum.
func (t *tagger) predict(sum []int32, initial byte, around, ends []*spelling, before, before2 int) int {
	clear(sum)
	add := func(v votes) {
		for _, x := range v {
			sum[x.class] += x.points
		}
	}
	add(t.bias)
	add(t.initial[initial])
	add(t.before[before])
	add(t.before2[before2])
	add(t.both[before][before2])
	for i := range around {
		if around[i] != nil {
			add(around[i].at[i])
		}
		if ends[i] != nil {
			add(ends[i].at[i])
		}
	}
	if own := around[sides]; own != nil {
		for _, f := range own.behind {
			if f.before == before {
				add(f.votes)
			}
		}
	}
	best := 0
	for class, s := range sum[:len(sum)-sides] {
		if s >= sum[best] {
			best = class
		}
	}
	return best
}

// plain is how a word's neighbours know it.
func plain(word string) string {
	if i := strings.IndexByte(word, '-'); i > 0 {
		return "!HYPHEN"
	}
	if '0' <= word[0] && word[0] <= '9' {
		if _, err := strconv.Atoi(word); err == nil && len(word) == 4 {
			return "!YEAR"
		}
		return "!DIGITS"
	}
	return strings.ToLower(word)
}

// ending gives the last three bytes.
func ending(word string) string { return word[max(0, len(word)-3):] }
