package neo4jstore

import (
	"slices"
	"strings"
	"unicode"

	"stancegraph/graph"
)

// kindLabel is the label that actors of a kind bear beside Actor.
func kindLabel(k graph.Kind) (label string, ok bool) {
	switch k {
	case graph.State:
		return "State", true
	case graph.Organisation:
		return "Organisation", true
	case graph.Group:
		return "Group", true
	case graph.Person:
		return "Person", true
	}
	return "", false
}

// kindOf gives the kind that an actor's labels tell.
func kindOf(labels []string) graph.Kind {
	for _, k := range graph.Kinds {
		if label, _ := kindLabel(k); slices.Contains(labels, label) {
			return k
		}
	}
	return ""
}

// edgeType is the relationship type of stance edges.
func edgeType(s graph.Stance) string { return strings.ToUpper(string(s)) }

// folded gives [graph.Fold] of a text where the server's toLower gives something else, or may in some version of its
// Unicode tables, and nil where the two agree, which is nearly everywhere.
func folded(text string) any {
	for _, r := range text {
		const agreed = 0x1c80 // no letter below has got or lost its case since long ago
		if r == 'İ' || r == 'Σ' || r >= agreed && (unicode.ToLower(r) != r || !unicode.IsGraphic(r)) {
			return graph.Fold(text)
		}
	}
	return nil
}

// namesTerms gives the terms of a name and more of them.
func namesTerms(name string, more []string) string {
	return graph.Terms(append([]string{name}, more...)...)
}

func foldAll(name string, more []string) []string {
	out := []string{graph.Fold(name)}
	for _, m := range more {
		out = append(out, graph.Fold(m))
	}
	return out
}
