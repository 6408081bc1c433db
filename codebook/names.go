package codebook

import (
	"strings"
	"sync"
)

// nameFile is lexicon/names.yaml.
type nameFile struct {
	Women       []string
	Men         []string
	Places      []string
	FamilyFirst []string `yaml:"family_first"`
}

// names are the parts of personal names that tell something.
var names = sync.OnceValue(func() (n struct{ women, given, familyFirst map[string]bool }) {
	var f nameFile
	mustYAML("lexicon/names.yaml", &f)
	n.women, n.given, n.familyFirst = map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, w := range f.Women {
		n.women[w], n.given[w] = true, true
	}
	for _, w := range f.Men {
		n.given[w] = true
	}
	for _, w := range f.Places {
		delete(n.given, w)
	}
	for _, w := range f.FamilyFirst {
		n.familyFirst[w] = true
	}
	return n
})

// WomansName reports whether a full name begins with a given name that news gives to women only.
func WomansName(name string) bool {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	return names().women[first]
}

// GivenName reports whether a word, in lower case, is a common given name and hardly ever anything else.
func GivenName(word string) bool { return names().given[word] }

// FamilyFirst reports whether a person's name begins with the family name, as Chinese, Korean and Vietnamese names do:
// "Xi Jinping", "Ban Ki-moon".
func FamilyFirst(name string) bool {
	words := strings.Fields(strings.ToLower(name))
	return len(words) > 1 && len(words) < 4 && names().familyFirst[words[0]]
}
