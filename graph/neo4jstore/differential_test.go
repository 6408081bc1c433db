package neo4jstore_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"stancegraph/graph"
	"stancegraph/graph/graphtest"
	"stancegraph/graph/neo4jstore/neo4jtest"
	"stancegraph/graph/sqlitestore"
)

// The two stores give the same answers to the same random changes and reads. STANCEGRAPH_SEEDS asks for more runs than one;
// most of the time goes into the server's planning of some hundred different queries.
func TestDifferential(t *testing.T) {
	seeds, steps := 1, 12
	if n, err := strconv.Atoi(os.Getenv("STANCEGRAPH_SEEDS")); err == nil {
		seeds, steps = n, 60
	}
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			lite, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
			if err != nil {
				t.Fatal(err)
			}
			defer lite.Close() //nolint:errcheck // nothing is under way
			graphtest.Differential(t, uint64(seed), steps, [2]graph.Store{lite, neo4jtest.Open(t)})
		})
	}
}
