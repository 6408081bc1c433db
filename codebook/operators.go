package codebook

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// OpKind is what an operator does to a stance.
type OpKind string

// The kinds of operators.
const (
	OpReverse OpKind = "reverse" // end, halt, lift
	OpNegate  OpKind = "negate"
	OpPseudo  OpKind = "pseudo" // looks like a negation and is none
	OpFail    OpKind = "fail"
	OpDeontic OpKind = "deontic" // must, should
	OpHedge   OpKind = "hedge"
	OpIf      OpKind = "condition"
	OpReport  OpKind = "report"
	OpClaim   OpKind = "claim"
	OpDeny    OpKind = "deny"
	OpSource  OpKind = "source" // according to
	OpTone    OpKind = "tone"   // a word that says that something is good or bad
)

// Kinds of the lexicon that say how a verb of saying is used; they are no operators of their own.
const (
	opPlain  OpKind = "plain"  // relays what it says without "that" as well
	opInvert OpKind = "invert" // may stand before its speaker
)

// Operator is a place in a text that bends or relays a stance.
type Operator struct {
	Kind        OpKind
	Part        Part
	First, Last int
}

// OperatorEntry is one entry of lexicon/operators.yaml.
type OperatorEntry struct {
	Class   string
	Kind    OpKind
	Form    string // base form
	Part    Part
	Example string // of its class, with this form in it
}

// operatorClass is a group of words that behave alike.
type operatorClass struct {
	Class   string
	Kind    OpKind
	About   string
	Verbs   []string
	Nouns   []string
	Phrases []string
	Example string
}

var operatorClasses = sync.OnceValue(func() []operatorClass {
	var out []operatorClass
	mustYAML("lexicon/operators.yaml", &out)
	return out
})

// entries lists the words of a class. The example of each is that of the class, whose first word it replaces.
func (c operatorClass) entries() []OperatorEntry {
	var out []OperatorEntry
	for _, group := range []struct {
		part  Part
		forms []string
	}{{PartVerb, c.Verbs}, {PartNoun, c.Nouns}, {PartPhrase, c.Phrases}} {
		for _, f := range group.forms {
			out = append(out, OperatorEntry{Class: c.Class, Kind: c.Kind, Form: f, Part: group.part, Example: inPlace(c.Example, group.forms[0], f)})
		}
	}
	return out
}

// inPlace puts an expression in the place of another in a sentence; other words may stand inside: "reject the claim".
func inPlace(sentence, old, form string) string {
	words, into := strings.Fields(old), strings.Fields(form)
	if strings.Contains(sentence, old) || len(words) != len(into) {
		return strings.Replace(sentence, old, form, 1)
	}
	done := ""
	for i, w := range words {
		before, after, _ := strings.Cut(sentence, w)
		done, sentence = done+before+into[i], after
	}
	return done + sentence
}

// OperatorEntries gives the built-in operators, in the order of their file.
func OperatorEntries() []OperatorEntry {
	var out []OperatorEntry
	for _, c := range operatorClasses() {
		out = append(out, c.entries()...)
	}
	return out
}

// forms inflects an entry.
func (e OperatorEntry) forms() []*form {
	texts, gap := []string{e.Form}, -1
	switch e.Part {
	case PartVerb:
		texts, gap = VerbForms(e.Form), 2
	case PartNoun:
		texts, gap = nounForms(e.Form), 0
	}
	var out []*form
	for _, text := range texts {
		if words := entryWords(text); len(words) > 0 {
			out = append(out, &form{words: words, op: e.Kind, part: e.Part, gap: gap})
		}
	}
	return out
}

// addOperators enters the forms of operators, and which verbs of saying are used how.
func (l *Lexicon) addOperators(entries []OperatorEntry) {
	for _, e := range entries {
		switch e.Kind {
		case opPlain:
			l.plain[e.Form] = true
		case opInvert:
			l.invert[e.Form] = true
		default:
			for _, f := range e.forms() {
				l.operators[f.words[0]] = append(l.operators[f.words[0]], f)
			}
		}
	}
}

// RelaysPlainly reports whether a verb of saying, given as its lemma, relays what it says without "that" as well: "said he agreed".
func (l *Lexicon) RelaysPlainly(lemma string) bool { return l.plain[lemma] }

// Inverts reports whether a verb of saying, given as its lemma, may stand before its speaker: `"No," said Ann Lee`.
func (l *Lexicon) Inverts(lemma string) bool { return l.invert[lemma] }

// Operators finds the operators of a text in its order, the longest at each place.
func (l *Lexicon) Operators(tokens []Token) []Operator {
	var out []Operator
	for i := 0; i < len(tokens); i++ {
		if tokens[i].Joined {
			continue
		}
		joined := i + 1 // up to where one word goes
		for joined < len(tokens) && tokens[joined].Joined {
			joined++
		}
		for _, o := range l.operatorsAt(tokens, i) {
			if o.Last+1 >= joined { // "let-up in", and not the "no" of "no-fly zone"
				out = append(out, o)
			}
		}
	}
	return out
}

// operatorsAt gives the longest operator of each kind that begins at a token, sorted by kind.
func (l *Lexicon) operatorsAt(tokens []Token, i int) []Operator {
	var out []Operator
	for _, f := range l.operators[tokens[i].Norm] {
		end := f.match(tokens, i)
		if end == 0 || f.part == PartVerb && isNoun(tokens, i) {
			continue
		}
		k := slices.IndexFunc(out, func(o Operator) bool { return o.Kind == f.op })
		if k < 0 {
			out = append(out, Operator{f.op, f.part, i, end - 1})
		} else if out[k].Last < end-1 {
			out[k] = Operator{f.op, f.part, i, end - 1}
		}
	}
	slices.SortFunc(out, func(a, b Operator) int { return cmp.Compare(a.Kind, b.Kind) })
	return out
}

// entryWords cuts an entry of the lexicon into words as a text has them: it may begin with the ending of a word, "n't" or "'ve".
func entryWords(text string) []string {
	if strings.HasPrefix(text, "n't") || strings.HasPrefix(text, "'") {
		return norms(Tokens("do" + text))[1:]
	}
	return norms(Tokens(text))
}
