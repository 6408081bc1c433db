package neo4jstore_test

import (
	"path/filepath"
	"testing"

	"stancegraph/graph"
	"stancegraph/graph/graphtest"
	"stancegraph/graph/neo4jstore/neo4jtest"
	"stancegraph/graph/sqlitestore"
)

// openLite gives an empty store in a file.
func openLite(t *testing.T) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() }) //nolint:errcheck // nothing is under way
	return s
}

// From one kind of store to the other, and back, nothing is lost.
func TestMove(t *testing.T) {
	from, there, back := openLite(t), neo4jtest.Open(t), openLite(t)
	graphtest.Rich(t, from)
	graphtest.Move(t, from, there)
	graphtest.Move(t, there, back)
}
