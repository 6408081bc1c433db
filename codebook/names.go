package codebook

import (
	"strings"
	"sync"
)

// NameKind is what a part of a personal name tells.
type NameKind string

// The kinds of names.
const (
	NameWoman       NameKind = "woman"        // a given name of women
	NameMan         NameKind = "man"          // a given name, not of women alone
	NamePlace       NameKind = "place"        // a given name that is as often a place
	NameFamilyFirst NameKind = "family-first" // a family name that stands before the given name
)

// NameEntry is one name of lexicon/names.yaml.
type NameEntry struct {
	Class   string
	Kind    NameKind
	Name    string // in lower case
	Example string // of its class, with this name in it
}

// nameClass is a list of names of one sort.
type nameClass struct {
	Class   string
	Kind    NameKind
	About   string
	Names   []string
	Example string
}

var nameClasses = sync.OnceValue(func() []nameClass {
	var out []nameClass
	mustYAML("lexicon/names.yaml", &out)
	return out
})

// NameEntries gives the names, in the order of their file. The example of each is that of its class, whose first name it replaces.
func NameEntries() []NameEntry {
	var out []NameEntry
	for _, c := range nameClasses() {
		for _, n := range c.Names {
			out = append(out, NameEntry{c.Class, c.Kind, n, strings.ReplaceAll(c.Example, capital(c.Names[0]), capital(n))})
		}
	}
	return out
}

func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

// names are the names of each kind.
var names = sync.OnceValue(func() map[NameKind]map[string]bool {
	out := map[NameKind]map[string]bool{NameWoman: {}, NameMan: {}, NamePlace: {}, NameFamilyFirst: {}}
	for _, e := range NameEntries() {
		out[e.Kind][e.Name] = true
	}
	return out
})

// WomansName reports whether a full name begins with a given name that news gives to women only.
func WomansName(name string) bool {
	first, _, _ := strings.Cut(strings.ToLower(name), " ")
	return names()[NameWoman][first]
}

// GivenName reports whether a word, in lower case, is a common given name and hardly ever anything else.
func GivenName(word string) bool {
	n := names()
	return (n[NameWoman][word] || n[NameMan][word]) && !n[NamePlace][word]
}

// FamilyFirst reports whether a person's name begins with the family name, as Chinese, Korean and Vietnamese names do:
// "Xi Jinping", "Ban Ki-moon".
func FamilyFirst(name string) bool {
	words := strings.Fields(strings.ToLower(name))
	return len(words) > 1 && len(words) < 4 && names()[NameFamilyFirst][words[0]]
}
