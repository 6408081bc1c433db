package codebook

import (
	"strings"
	"sync"
)

// VerbForm is the form in which a verb stands.
type VerbForm byte

// The forms of a verb.
const (
	NotVerb VerbForm = iota
	BaseForm
	ThirdPerson // "says"
	PastForm    // "said", also participles
	Gerund      // "saying"
)

type verbEntry struct {
	lemma string
	form  VerbForm
}

// verbTable maps every form of the verbs of lexicon/verbs.txt to its lemma.
var verbTable = sync.OnceValue(func() map[string]verbEntry {
	raw, err := data.ReadFile("lexicon/verbs.txt")
	if err != nil {
		panic(err)
	}
	m := map[string]verbEntry{}
	for v := range strings.FieldsSeq(string(raw)) {
		v, noun := strings.CutSuffix(v, "-") // more often a noun: its base form and that with -s do not count
		for i, f := range verbForms(v) {
			key := Norm(f)
			if form := formOf(v, f, i); noun && (form == BaseForm || form == ThirdPerson) {
				continue
			} else if _, taken := m[key]; !taken || i == 0 {
				m[key] = verbEntry{v, form}
			}
		}
	}
	return m
})

func formOf(lemma, form string, i int) VerbForm {
	switch {
	case i == 0:
		return BaseForm
	case strings.HasSuffix(form, "ing"):
		return Gerund
	case form == addS(lemma) || lemma == "have" && form == "has" || lemma == "do" && form == "does" || lemma == "go" && form == "goes" || form == "is":
		return ThirdPerson
	}
	return PastForm
}

func verbLemma(norm string) string { return verbTable()[norm].lemma }

// Verb tells the lemma and form of a word that can be a verb. Many such words can be nouns as well.
func Verb(norm string) (lemma string, form VerbForm) {
	e := verbTable()[norm]
	return e.lemma, e.form
}
