package sqlitestore_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"stancegraph/graph"
	"stancegraph/graph/graphtest"
	"stancegraph/graph/sqlitestore"
)

func open(t *testing.T) graph.Store {
	s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestConformance(t *testing.T) { graphtest.Run(t, open) }

// Two stores of one kind must agree too: this finds answers that depend on map order or on the clock.
func TestDifferential(t *testing.T) {
	for seed := range uint64(3) {
		graphtest.Differential(t, seed, 40, [2]graph.Store{open(t), open(t)})
	}
}

// What was dumped is restored to the byte.
func TestMove(t *testing.T) {
	from := open(t)
	graphtest.Rich(t, from)
	graphtest.Move(t, from, open(t))
}

// A file whose schema another version made is refused, with what to do about it.
func TestOtherVersions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	openAt(t, path)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for version, want := range map[int]string{999: "use a newer one", 11: "dump it with the program that made it"} {
		if _, err := db.ExecContext(t.Context(), fmt.Sprintf("PRAGMA user_version = %d", version)); err != nil {
			t.Fatal(err)
		}
		_, err := sqlitestore.Open(t.Context(), path)
		wants(t, err, graph.Invalid, fmt.Sprintf("schema version %d", version), want)
	}
}
