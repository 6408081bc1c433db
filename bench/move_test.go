package bench

import (
	"bytes"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

// moved is how many statements are moved.
const moved = 20_000

// BenchmarkMoveSQLite dumps a graph, restores it into an empty file, and checks that.
func BenchmarkMoveSQLite(b *testing.B) { move(b, openSQLite(b)) }

// BenchmarkMoveNeo4j does the same with an empty server, and exports it for neo4j-admin.
func BenchmarkMoveNeo4j(b *testing.B) {
	s := openNeo4j(b, neo4jtest.Config(b))
	move(b, s)
	start := time.Now()
	if _, err := neo4jstore.Export(b.Context(), s, b.TempDir()); err != nil {
		b.Fatal(err)
	}
	report(b, moved, time.Since(start), "exported/s")
}

// move takes longer than a benchmark has to, so it is done once.
func move(b *testing.B, to graph.Store) {
	from := openSQLite(b)
	e := graph.NewEditor(from, time.Now)
	putVocabulary(b, e)
	grow(b, e, 0, moved)
	var dump bytes.Buffer
	if err := graph.Dump(b.Context(), from, &dump, false); err != nil {
		b.Fatal(err)
	}
	step := func(unit string, f func() error) {
		start := time.Now()
		if err := f(); err != nil {
			b.Fatal(err)
		}
		report(b, moved, time.Since(start), unit)
	}
	step("restored/s", func() error {
		in, err := graph.OpenDump(bytes.NewReader(dump.Bytes()))
		if err != nil {
			return err
		}
		done, err := graph.NewEditor(to, time.Now).Restore(b.Context(), admin, in, graph.RestoreWatch{})
		if done.Problems > 0 || done.Created.Statements != moved {
			b.Fatalf("%+v", done)
		}
		return err
	})
	step("dumped/s", func() error { return graph.Dump(b.Context(), to, &bytes.Buffer{}, false) })
	step("checked/s", func() error { sound(b, to); return nil })
	b.ReportMetric(0, "ns/op")
}
