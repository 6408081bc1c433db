package sqlitestore_test

import (
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
