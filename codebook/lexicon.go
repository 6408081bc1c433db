package codebook

import (
	"slices"
	"strings"
	"sync"

	"stancegraph/graph"
)

// Frame says how a cue, its holder and its issue stand to one another.
type Frame string

// The frames of cues.
const (
	FrameObject    Frame = "object"    // the subject holds the stance, the issue follows: "Chile opposes the ban"
	FrameDirective Frame = "directive" // as object, but another actor may stand between: "Chile urged Peru to sign"
	FrameJudge     Frame = "judge"     // says what the issue is like; whoever speaks holds the stance: "the ban is illegal"
	FrameAct       Frame = "act"       // the subject carries the issue out
)

// Part says what sort of expression a cue is.
type Part string

// The parts of speech of cues.
const (
	PartVerb   Part = "verb"
	PartNoun   Part = "noun"
	PartPhrase Part = "phrase"
)

// CueEntry is one entry of the lexicon.
type CueEntry struct {
	Class   string
	Stance  graph.Stance
	Frame   Frame
	Weight  float64 // 0 to 1: how surely the words carry the stance
	Form    string  // base form
	Part    Part
	Example string
}

// Cue is a place in a text where words carry a stance.
type Cue struct {
	CueEntry
	Start, End  int // byte offsets
	First, Last int // token numbers
	Passive     bool
}

// Lexicon finds cues and operators.
type Lexicon struct {
	cues      map[string][]*form
	operators map[string][]*form
	plain     map[string]bool // lemmas of verbs of saying
	invert    map[string]bool
	reactions map[string]*CueEntry
	entries   []CueEntry
}

// form is one inflected form of an entry.
type form struct {
	words []string
	cue   *CueEntry
	op    OpKind
	part  Part
	gap   int  // up to gap+1 words may stand before each further word; -1 means none
	past  bool // a past form of a verb
	not   bool // begins with a negation: "not support"
}

type cueClass struct {
	Class   string            `yaml:"class"`
	Stance  graph.Stance      `yaml:"stance"`
	Frame   Frame             `yaml:"frame"`
	Weight  float64           `yaml:"weight"`
	About   string            `yaml:"about"`
	Verbs   map[string]string `yaml:"verbs"`
	Nouns   map[string]string `yaml:"nouns"`
	Phrases map[string]string `yaml:"phrases"`
}

// builtinCues reads the embedded lexicon once, in a fixed order.
var builtinCues = sync.OnceValue(func() []CueEntry {
	var out []CueEntry
	for _, file := range []string{"supports", "opposes", "other", "plain"} {
		var classes []cueClass
		mustYAML("lexicon/"+file+".yaml", &classes)
		for _, c := range classes {
			out = append(out, c.entries()...)
		}
	}
	return out
})

func (c cueClass) entries() []CueEntry {
	var out []CueEntry
	for _, group := range []struct {
		part Part
		of   map[string]string
	}{{PartVerb, c.Verbs}, {PartNoun, c.Nouns}, {PartPhrase, c.Phrases}} {
		for _, f := range sortedKeys(group.of) {
			e := CueEntry{Class: c.Class, Stance: c.Stance, Frame: c.Frame, Weight: c.Weight, Form: f, Part: group.part, Example: group.of[f]}
			if e.Frame == "" {
				e.Frame = FrameObject
			}
			out = append(out, e)
		}
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func newLexicon(own []CueEntry, turns []OperatorEntry) *Lexicon {
	l := &Lexicon{cues: map[string][]*form{}, operators: map[string][]*form{}, plain: map[string]bool{}, invert: map[string]bool{}, reactions: map[string]*CueEntry{}}
	l.entries = append(slices.Clone(own), builtinCues()...)
	for i := range l.entries {
		e := &l.entries[i]
		if e.Frame == "" {
			e.Frame = FrameObject
		}
		for _, f := range cueForms(e) {
			l.cues[f.words[0]] = append(l.cues[f.words[0]], f)
			if len(f.words) == 2 && f.words[1] == "from" && e.Part == PartNoun && e.Frame == FrameObject {
				l.reactions[f.words[0]] = e
			}
		}
	}
	l.addOperators(turns)
	l.addOperators(OperatorEntries())
	return l
}

// Reaction gives the entry of a noun that says how its holder takes something, "objections" of "objections from", or nil.
func (l *Lexicon) Reaction(noun string) *CueEntry { return l.reactions[noun] }

// Entries gives all entries of the lexicon.
func (l *Lexicon) Entries() []CueEntry { return slices.Clone(l.entries) }

// cueForms inflects an entry.
func cueForms(e *CueEntry) []*form {
	var out []*form
	add := func(text string, gap int, past bool) {
		if words := entryWords(text); len(words) > 0 {
			out = append(out, &form{words: words, cue: e, part: e.Part, gap: gap, past: past})
		}
	}
	switch e.Part {
	case PartNoun:
		for _, f := range nounForms(e.Form) {
			add(f, 2, false)
		}
	case PartPhrase:
		add(e.Form, 1, false)
		if rest, ok := strings.CutPrefix(e.Form, "will "); ok { // as reported
			add("would "+rest, 1, false)
		}
	default:
		verb, negated := strings.CutPrefix(e.Form, "not ")
		for i, f := range VerbForms(verb) {
			past := i > 0 && isPast(verb, f)
			gap := 2
			if e.Frame == FrameDirective && strings.HasSuffix(f, " to") || particleVerb(f) || strings.HasSuffix(f, "from") {
				gap = 8
			}
			if e.Class == "mediate" {
				gap = 8
			}
			if strings.HasPrefix(verb, "be ") {
				gap = 1
			}
			if !negated {
				add(f, gap, past)
				if many := objects(f); many != f {
					add(many, gap, past)
				}
				continue
			}
			for _, not := range []string{"not ", "n't ", "never ", "cannot "} {
				add(not+f, 2, false)
				out[len(out)-1].not = true
			}
		}
	}
	return out
}

func isPast(verb, form string) bool {
	v, _, _ := strings.Cut(verb, " ")
	f, _, _ := strings.Cut(form, " ")
	return formOf(v, f, 1) == PastForm
}

// particleVerb reports whether an object may stand inside: "turned the offer down".
func particleVerb(f string) bool {
	for _, v := range []string{"accus", "blam", "threaten", "punish", "sanction", "liken", "warn", "propos", "carr", "hold", "held", "bring", "brought", "meet", "met", "consider"} {
		if strings.HasPrefix(f, v) {
			return true
		}
	}
	return endsInAny(f, " down", " out", " off", " up", " back", " away", " table", " through", " hold", " ice")
}

// objects puts the noun of "raise concern about" in the plural.
func objects(f string) string {
	words := strings.Fields(f)
	n := len(words)
	if n < 3 || !linkers[words[n-1]] && words[n-1] != "about" && words[n-1] != "over" || linkers[words[n-2]] {
		return f
	}
	words[n-2] = pluralOf(words[n-2])
	return strings.Join(words, " ")
}

// nounForms gives singular and plural of a noun entry, whose noun stands before its preposition.
func nounForms(f string) []string {
	words := strings.Fields(f)
	for i := 1; i < len(words); i++ {
		if linkers[words[i]] || words[i] == "about" || words[i] == "over" {
			tail := " " + strings.Join(words[i:], " ")
			both := Plurals(strings.Join(words[:i], " "))
			return []string{both[0] + tail, both[1] + tail}
		}
	}
	return Plurals(f)
}

// Cues finds the cues of a text in its order, the longest at each place.
func (l *Lexicon) Cues(text string) []Cue { return l.CuesIn(Tokens(text)) }

// CuesIn does the work of [Lexicon.Cues] on tokens that are already cut.
func (l *Lexicon) CuesIn(tokens []Token) []Cue {
	var out []Cue
	for i := range tokens {
		if tokens[i].Joined && i > 0 {
			continue
		}
		best, end := l.longest(l.cues, tokens, i)
		if best == nil || end < len(tokens) && tokens[end].Joined {
			continue
		}
		out = append(out, Cue{CueEntry: *best.cue, First: i, Last: end - 1, Start: tokens[i].Start, End: tokens[end-1].End,
			Passive: best.past && followedBy(tokens, end, "by")})
	}
	return slices.DeleteFunc(dropInner(out), func(c Cue) bool { return c.Stance == "" })
}

// dropInner leaves out cues whose first word lies among the words of a longer one.
func dropInner(cues []Cue) []Cue {
	var out []Cue
	for i, c := range cues {
		inner := slices.ContainsFunc(cues[:i], func(o Cue) bool {
			return c.First > o.First && c.First <= o.Last && c.Last <= o.Last && o.Last-o.First < 4 && !alsoGoverns(o, c)
		})
		if !inner {
			out = append(out, c)
		}
	}
	return out
}

// alsoGoverns reports whether a verb inside a judgement can have an issue behind it all the same: "would continue" says
// that the raids are right in "the raids would continue", and governs them in "Malta would continue the raids".
func alsoGoverns(outer, inner Cue) bool {
	return outer.Frame == FrameJudge && inner.Part == PartVerb && inner.Frame != FrameJudge && inner.Stance == graph.Supports && outer.Stance == graph.Supports && inner.Last == outer.Last
}

func followedBy(tokens []Token, i int, word string) bool {
	for k := i; k < len(tokens) && k < i+3; k++ {
		if tokens[k].Norm == word {
			return true
		}
	}
	return false
}
