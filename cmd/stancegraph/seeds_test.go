package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stancegraph/ask"
	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/neo4jtest"
	"stancegraph/graph/sqlitestore"
	"stancegraph/loader"
	"stancegraph/loader/extract"
)

// What the four real articles say about arming the rebels is answered the same from either store. The articles are no part
// of the project: without them the test skips.
func TestSeedAnswers(t *testing.T) {
	gold := os.Getenv("STANCEGRAPH_GOLD")
	if gold == "" {
		gold = filepath.Join("..", "..", "..", "shared", "gold")
	}
	seeds := filepath.Join(gold, "seeds")
	if _, err := os.Stat(seeds); err != nil {
		t.Skipf("no annotated articles at %s: set STANCEGRAPH_GOLD to their folder", gold)
	}
	t.Run("sqlite", func(t *testing.T) {
		s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		answerSeeds(t, s, seeds)
	})
	t.Run("neo4j", func(t *testing.T) { answerSeeds(t, neo4jtest.Open(t), seeds) })
}

func answerSeeds(t *testing.T, s graph.Store, seeds string) {
	book, err := codebook.Load(filepath.Join(seeds, "codebook.json"))
	if err != nil {
		t.Fatal(err)
	}
	inputs, problems := loader.Files([]string{filepath.Join(seeds, "articles")})
	if len(problems) > 0 || len(inputs) != 4 {
		t.Fatal(len(inputs), problems)
	}
	l := loader.Loader{Reader: s, Editor: newEditor(s), Agent: operator, Vocabulary: book, Extractor: extract.New(book)}
	if sum, err := l.Load(t.Context(), inputs); err != nil || len(sum.Problems) > 0 {
		t.Fatal(sum.Problems, err)
	}
	for question, want := range map[string]string{
		"who opposed arming the rebels?":         "belgium russia",
		"who supported arming the rebels?":       "france italy nato ntc qatar united-kingdom (qatar)",
		"who is undecided on arming the rebels?": "united-states",
		"who mediates?":                          "african-union russia turkey",
	} {
		ans, err := ask.New(s).Ask(t.Context(), question)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range ans.Evidence {
			name := string(e.Edge.Actor)
			if e.Reported {
				name = "(" + name + ")"
			}
			got = append(got, name)
			if len(e.Statements) == 0 {
				t.Errorf("%s: %s has no quote", question, name)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s, want %s", question, strings.Join(got, " "), want)
		}
		printAnswer(io.Discard, ans)
	}
}
