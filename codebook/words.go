package codebook

import (
	"strings"
	"sync"

	"stancegraph/graph"
)

// WordGroup is a group of words that a rule of reading looks for.
type WordGroup struct {
	Set     string   // what a rule takes the words for; several groups can make one set
	Sets    []string // likewise, where that is more than one thing
	About   string   // what sort of words they are
	Words   []string // in lower case
	Example string   // a text with the first word
	Found   string   // what the engine finds in it, as "holder stance issue speaker"
	Other   string   // a word that is none of them
}

// readGroups reads the groups of a file of the lexicon.
func readGroups(file string) []WordGroup {
	var out []WordGroup
	mustYAML("lexicon/"+file+".yaml", &out)
	for i, g := range out {
		if g.Set != "" {
			out[i].Sets = []string{g.Set}
		}
	}
	return out
}

// ruleGroups are the words that rules of reading look for in texts, phraseGroups those with which phrases of a codebook begin.
var (
	ruleGroups   = sync.OnceValue(func() []WordGroup { return append(readGroups("roles"), readGroups("rules")...) })
	phraseGroups = sync.OnceValue(func() []WordGroup { return readGroups("phrases") })
)

// WordGroups gives the groups of words that rules look for in texts, in the order of their files.
func WordGroups() []WordGroup { return ruleGroups() }

var wordSets = sync.OnceValue(func() map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, g := range append(phraseGroups(), ruleGroups()...) {
		for _, set := range g.Sets {
			if out[set] == nil {
				out[set] = map[string]bool{}
			}
			for _, w := range g.Words {
				out[set][Norm(w)] = true
			}
		}
	}
	return out
})

// Words gives the words of a set. That there is no such set is a fault of the program.
func Words(set string) map[string]bool {
	words := wordSets()[set]
	if words == nil {
		panic(graph.Errorf(graph.Internal, "the lexicon has no set of words %q", set))
	}
	return words
}

// With gives the example of a group, and what is found in it, with a word in the place of the first, in its form.
func (g WordGroup) With(word string) (text, found string) {
	old, into := VerbForms(g.Words[0]), VerbForms(word)
	if len(old) != len(into) {
		old, into = old[:1], into[:1]
	}
	var pairs []string
	for i := len(old) - 1; i >= 0; i-- {
		pairs = append(pairs, old[i], into[i], capital(old[i]), capital(into[i]))
	}
	in := strings.NewReplacer(pairs...)
	return in.Replace(g.Example), in.Replace(g.Found)
}
