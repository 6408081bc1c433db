package neo4jstore_test

import (
	"strings"
	"testing"
	"unicode"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/internal/bolt"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

// Wherever no folded copy is stored, the server's toLower must give what graph.Fold gives: tried for every character, in the
// middle and at the end of a word.
func TestServerFoldsAlike(t *testing.T) {
	db, err := bolt.Open(t.Context(), bolt.Config(neo4jtest.Config(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // nothing is under way
	var rows []map[string]any
	copies := 0
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if r >= 0xd800 && r <= 0xdfff {
			continue
		}
		for _, text := range []string{"a" + string(r) + "b", "a" + string(r)} {
			if neo4jstore.Folded(text) != nil {
				copies++
			} else if r < 0x30000 {
				rows = append(rows, map[string]any{"text": text, "fold": graph.Fold(text)})
			}
		}
	}
	if copies == 0 || len(rows) < 100_000 {
		t.Fatalf("%d texts with a copy, %d without", copies, len(rows))
	}
	different, err := db.Read(t.Context(), "fold", "UNWIND $rows AS r WITH r WHERE toLower(r.text) <> r.fold RETURN r.text", bolt.Params{"rows": rows})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range different {
		t.Errorf("%q is folded differently by the server", row[0])
	}
}

// What is folded differently is found all the same.
func TestFindOddLetters(t *testing.T) {
	s := neo4jtest.Open(t)
	for i, name := range []string{"İSTANBUL", "ΟΔΟΣ", "Ⓐ", "ẞ", "plain"} {
		text := name + " says so"
		write(t, s, graph.Batch{
			Actors:   []graph.Actor{{ID: graph.ActorID(rune('a' + i)), Name: name, Kind: graph.State, Revision: 1}},
			Issues:   []graph.Issue{{ID: "i", Name: "i", Revision: 1}},
			Articles: []graph.Document{graph.NewDocument(graph.Article{Title: name, Revision: 1}, text)},
			Statements: []graph.Statement{{ID: graph.StatementID(name), Article: graph.ArticleKey("", "", text), Holder: graph.ActorID(rune('a' + i)), Stance: graph.Supports,
				Issue: "i", Quote: name, Status: graph.Suggested, Revision: 1}},
		})
		for _, asked := range []string{name, strings.ToLower(name), graph.Fold(name)} {
			actors, err1 := s.FindActors(t.Context(), graph.ActorQuery{Text: asked, Page: graph.Page{Limit: 9}})
			articles, err2 := s.FindArticles(t.Context(), graph.ArticleQuery{Text: asked, Page: graph.Page{Limit: 9}})
			statements, err3 := s.FindStatements(t.Context(), graph.StatementQuery{Where: graph.StatementFilter{Text: asked}, Page: graph.Page{Limit: 9}})
			if err1 != nil || err2 != nil || err3 != nil {
				t.Fatal(err1, err2, err3)
			}
			if len(actors.Items) != 1 || len(articles.Items) != 1 || len(statements[0].Items) != 1 {
				t.Errorf("%q: found %d actors, %d articles, %d statements", asked, len(actors.Items), len(articles.Items), len(statements[0].Items))
			}
		}
	}
}
