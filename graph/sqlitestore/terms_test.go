package sqlitestore_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/graph/graphtest"
	"stancegraph/graph/sqlitestore"
)

// before takes from a file what the migration 0006 and those after it made.
const before = `DROP INDEX statements_reported; DROP INDEX statements_between; ALTER TABLE stance_edges DROP COLUMN last_own; DROP TABLE codings; DROP INDEX statements_by_sureness;
	DROP TRIGGER actor_changed; DROP TRIGGER issue_changed; DROP TRIGGER article_changed; DROP TRIGGER statement_changed;
	DROP TABLE actor_terms; DROP TABLE issue_terms; DROP TABLE article_terms; DROP TABLE statement_terms; DROP TABLE searched; PRAGMA user_version = 5`

// A file of the time before there was a full-text search can be searched once it was opened.
func TestSearchMigration(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	var found [2]string
	for i := range found {
		s, err := sqlitestore.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			graphtest.Rich(t, s)
		}
		for finding, err := range graph.Check(t.Context(), s) {
			t.Error(finding, err)
		}
		found[i] = graphtest.Found(t, s, "arms", "france", "rebels", "report", "nowhere")
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			change(t, path, before)
		}
	}
	if found[0] != found[1] || !strings.HasSuffix(found[0], "nowhere: 0\n") || strings.Count(found[0], ": 0\n") > 1 {
		t.Errorf("found before\n%safter\n%s", found[0], found[1])
	}
}

// change runs SQL on a file.
func change(t *testing.T, path, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), statements); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
