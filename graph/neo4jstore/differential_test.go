package neo4jstore_test

import (
	"path/filepath"
	"testing"

	"stancegraph/graph"
	"stancegraph/graph/graphtest"
	"stancegraph/graph/neo4jstore/neo4jtest"
	"stancegraph/graph/sqlitestore"
)

// The two stores give the same answers to the same random changes and reads.
func TestDifferential(t *testing.T) {
	for seed := range uint64(3) {
		lite, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Run("", func(t *testing.T) {
			graphtest.Differential(t, seed, 40, [2]graph.Store{lite, neo4jtest.Open(t)})
		})
		if err := lite.Close(); err != nil {
			t.Error(err)
		}
	}
}
