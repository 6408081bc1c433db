// Package syntax finds the grammar of an English sentence, as far as it decides who holds a stance on what: groups of
// words (noun phrases, verb groups), what governs what, and the subjects of verbs.
//
// It is a parser by rules over part-of-speech tags: every group is attached to the nearest group that can govern it.
// Attaching low is safe here, since whoever climbs from a noun to the root of the sentence then passes every group that
// could govern it. It takes linear time: whatever it looks for, it looks at a bounded number of groups.
package syntax

import (
	"fmt"
	"strings"
)

// Kind says what a group is.
type Kind byte

// The kinds of groups.
const (
	Noun   Kind = iota // a noun phrase up to its head: "the Russian call"
	Verb               // a verb group: "has never been asked", "to arm", "arming"
	Prep               // a preposition
	Sub                // a subordinating conjunction: "that", "because"
	Rel                // a relative or question word: "who", "which", "what"
	Conj               // "and", "or", "but"
	Comma              // a comma, dash or bracket
	Mark               // any other mark: it ends clauses
	Adj                // an adjective without a noun: "ready"
	Adverb             // adverbs and particles
	Quote              // a quotation mark
)

// Form is the form of a verb group, given by its first verb.
type Form byte

// The forms of verb groups.
const (
	Finite     Form = iota // "opposes", "has opposed", "would oppose"
	Infinitive             // "to oppose"
	Gerund                 // "opposing"
	Participle             // "opposed" without an auxiliary
	Bare                   // "oppose" without "to"
)

// Tie says how a group hangs on its governor.
type Tie byte

// The ties.
const (
	Root       Tie = iota
	Subject        // of a verb group
	Object         // of a verb group
	Predicate      // behind "is"
	OfPrep         // behind a preposition
	Behind         // a preposition behind what it belongs to
	Complement     // a clause or infinitive that says what is said, wanted or planned
	Adverbial      // a clause or phrase of time, reason, purpose
	Relative       // a clause that describes a noun
	Reduced        // the same without a relative pronoun: "rebels fighting", "plan backed by"
	Apposed        // a noun phrase that names a noun phrase anew
)

// String names the tie.
func (t Tie) String() string {
	return [...]string{"root", "subject", "object", "predicate", "of-prep", "behind", "complement", "adverbial", "relative", "reduced", "apposed"}[t]
}

// Group is a group of words.
type Group struct {
	Kind        Kind
	First, Last int // tokens
	Head        int // the token that matters: the noun, the full verb

	Gov int // the group that governs it, or -1
	Tie Tie

	Form    Form
	Passive bool
	Negated bool  // "has not", "no deal"
	Copula  bool  // the full verb is "be", "seem", "become"
	Subj    []int // noun groups that are the subject of a verb group, conjuncts included
	Lasting bool  // the subject was shared with another verb or taken over by control

	Owner int   // of a noun group: the noun group that owns it ("Russia's"), or -1
	Joint []int // of a noun group: further noun groups joined to it
}

// Tree is the grammar of one sentence.
type Tree struct {
	Groups []Group
	at     []int // token -> group
	text   []Word
}

// At gives the group of a token, or -1.
func (t *Tree) At(token int) int {
	if token < 0 || token >= len(t.at) {
		return -1
	}
	return t.at[token]
}

// maxClimb bounds how far a climb goes.
const maxClimb = 24

// Climb calls visit with every governor of a group, from the nearest to the root, until visit returns false.
func (t *Tree) Climb(g int, visit func(from, to int) bool) {
	for n := 0; g >= 0 && n < maxClimb; n++ {
		to := t.Groups[g].Gov
		if to < 0 || to == g || !visit(g, to) {
			return
		}
		g = to
	}
}

// Word is a token as the parser sees it.
type Word struct {
	Text  string
	Norm  string
	Tag   string // Penn Treebank
	Upper bool
}

// Span is a run of tokens that is known to be one name.
type Span struct{ First, Last int }

// Parse groups the words of a sentence and ties them together.
func Parse(words []Word, names []Span) *Tree {
	p := &parser{words: words, name: make([]int, len(words)), tree: &Tree{at: make([]int, len(words)), text: words}}
	for i := range p.name {
		p.name[i] = -1
		p.tree.at[i] = -1
	}
	for _, n := range names {
		if n.First >= 0 && n.First < len(words) && n.Last < len(words) && p.name[n.First] < n.Last {
			p.name[n.First] = n.Last
		}
	}
	p.retag()
	p.group()
	p.attach()
	return p.tree
}

type parser struct {
	words []Word
	name  []int // token -> last token of the name that begins there, or -1
	tree  *Tree
}

func (p *parser) tag(i int) string {
	if i < 0 || i >= len(p.words) {
		return ""
	}
	return p.words[i].Tag
}

func (p *parser) norm(i int) string {
	if i < 0 || i >= len(p.words) {
		return ""
	}
	return p.words[i].Norm
}

// retag mends a frequent fault of taggers: a verb behind "and" taken for a plural, as in "has condemned it and backs talks".
func (p *parser) retag() {
	present := false
	for i := range p.words {
		if t := p.words[i].Tag; t == "VBZ" {
			present = true
		} else if t == "NNS" && present && i > 0 && p.tag(i-1) == "CC" && p.name[i] < 0 {
			switch next := p.tag(i + 1); next {
			case "DT", "PRP$", "NNP", "NNPS", "NNS", "JJ", "PRP":
				p.words[i].Tag = "VBZ"
			}
		}
	}
}

func set(words ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range words {
		m[w] = true
	}
	return m
}

// String draws the tree, one group a line.
func (t *Tree) String() string {
	kinds := [...]string{"noun", "verb", "prep", "sub", "rel", "conj", "comma", "mark", "adj", "adverb", "quote"}
	var b strings.Builder
	for k, g := range t.Groups {
		fmt.Fprintf(&b, "%2d %-6s %-32s", k, kinds[g.Kind], t.words(g))
		if g.Gov >= 0 {
			fmt.Fprintf(&b, " %s of %d", g.Tie, g.Gov)
		}
		if len(g.Subj) > 0 {
			fmt.Fprintf(&b, " subject %v", g.Subj)
		}
		if len(g.Joint) > 0 {
			fmt.Fprintf(&b, " with %v", g.Joint)
		}
		if g.Passive {
			b.WriteString(" passive")
		}
		if g.Negated {
			b.WriteString(" negated")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (t *Tree) words(g Group) string {
	var out []string
	for i := g.First; i <= g.Last; i++ {
		out = append(out, t.text[i].Text)
	}
	return strings.Join(out, " ")
}
