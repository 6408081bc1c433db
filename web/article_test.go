package web

import (
	"math/rand/v2"
	"strings"
	"testing"

	"stancegraph/graph"
)

// Whatever the statements, the segments make up the text, and each statement has the same line from its start to its end, which no
// other statement has in between.
func TestSegments(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	text := "Ürümqi – “quoted” words, more words, and then some."
	for range 500 {
		var statements []graph.Statement
		for n := range random.IntN(6) {
			start := random.IntN(len(text))
			s := graph.Statement{ID: graph.StatementID(rune('a' + n)), Start: start, End: start + 1 + random.IntN(len(text)-start), Stance: graph.Stances[n%4]}
			statements = append(statements, s)
		}
		graph.SortByPlace(statements)
		levels := levelsOf(statements)
		for i, a := range statements {
			for j, b := range statements[:i] {
				if levels[i] == levels[j] && a.Start < b.End && b.Start < a.End {
					t.Fatalf("%v: %d and %d overlap on one level", statements, i, j)
				}
			}
		}
		var whole strings.Builder
		starts := 0
		for _, seg := range segments(text, statements) {
			whole.WriteString(seg.Text)
			starts += len(seg.Starts)
			if (len(seg.Starts) > 0) != (seg.First != "") {
				t.Fatalf("%+v", seg)
			}
		}
		if whole.String() != text || starts != len(statements) {
			t.Fatalf("%v: %q with %d starts", statements, whole.String(), starts)
		}
	}
}
