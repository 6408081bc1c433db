package codebook

import (
	"slices"
	"strings"
	"testing"

	"stancegraph/graph"
)

// operatorKinds are what a class of operators can say of its words. That each does so is tested in loader/extract.
var operatorKinds = []OpKind{OpReverse, OpNegate, OpPseudo, OpFail, OpDeontic, OpHedge, OpIf, OpReport, OpClaim, OpDeny, OpSource, opPlain, opInvert}

func TestOperatorClasses(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range operatorClasses() {
		if seen[c.Class] {
			t.Errorf("class %s stands twice", c.Class)
		}
		seen[c.Class] = true
		entries := c.entries()
		switch {
		case c.About == "" || c.Example == "" || len(entries) == 0:
			t.Errorf("class %s: want about, an example, and words", c.Class)
		case len(entries) != max(len(c.Verbs), len(c.Nouns), len(c.Phrases)):
			t.Errorf("class %s: want only one of verbs, nouns and phrases, so that they fit one example", c.Class)
		case entries[0].Example != c.Example:
			t.Errorf("class %s: the first word %q does not stand in the example %q", c.Class, entries[0].Form, c.Example)
		}
		if !slices.Contains(operatorKinds, c.Kind) {
			t.Errorf("class %s: unknown kind %q, want one of %v", c.Class, c.Kind, operatorKinds)
		}
	}
}

// TestOperatorsTwice holds that no two entries of a kind have a form in common.
func TestOperatorsTwice(t *testing.T) {
	owner := map[string]OperatorEntry{}
	for _, e := range OperatorEntries() {
		for _, f := range e.forms() {
			key := string(e.Kind) + " " + strings.Join(f.words, " ")
			if o, taken := owner[key]; taken && o != e {
				t.Errorf("%s: %q of class %s is a form of %q of class %s as well", e.Kind, e.Form, e.Class, o.Form, o.Class)
			}
			owner[key] = e
		}
	}
}

// TestSpeechVerbs holds that the verbs of saying that are used in a special way are verbs of saying, in a form that texts are
// compared with.
func TestSpeechVerbs(t *testing.T) {
	says := map[string]bool{}
	for _, e := range OperatorEntries() {
		says[e.Form] = says[e.Form] || e.Kind == OpReport || e.Kind == OpClaim
	}
	for _, e := range OperatorEntries() {
		if e.Kind == opPlain || e.Kind == opInvert {
			if lemma, _ := Verb(e.Form); !says[e.Form] || lemma != e.Form {
				t.Errorf("%s %q: want a verb of kind report or claim, that verbs.txt lists", e.Class, e.Form)
			}
		}
	}
}

// TestReversersAgree holds that no reverser is a cue of support: both at one place would contradict each other.
func TestReversersAgree(t *testing.T) {
	supports := map[string]string{}
	for _, e := range builtinCues() {
		if e.Stance == graph.Supports {
			supports[string(e.Part)+" "+e.Form] = e.Class
		}
	}
	for _, e := range OperatorEntries() {
		if class := supports[string(e.Part)+" "+e.Form]; class != "" && e.Kind == OpReverse {
			t.Errorf("%s %q turns a stance over, and is a cue of support in class %s", e.Class, e.Form, class)
		}
	}
}
