package bench

import (
	"runtime"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

// merged is how many statements the merged actor holds, among three times as many of others.
const merged = 10_000

// BenchmarkMergeSQLite merges an actor with many statements into another, and undoes that.
func BenchmarkMergeSQLite(b *testing.B) { merge(b, openSQLite(b)) }

// BenchmarkMergeNeo4j does the same on a server.
func BenchmarkMergeNeo4j(b *testing.B) { merge(b, openNeo4j(b, neo4jtest.Config(b))) }

// merge takes longer than a benchmark has to, so it is done once.
func merge(b *testing.B, s graph.Store) {
	e := graph.NewEditor(s, time.Now)
	putVocabulary(b, e)
	double, _, err := e.CreateActor(b.Context(), admin, graph.Actor{ID: "double", Name: "Double", Kind: graph.State}, false, "")
	if err != nil {
		b.Fatal(err)
	}
	grow(b, e, 0, 3*merged)
	for at := 3 * merged; at < 4*merged; at += perBatch {
		batch := readings(at/perArticle, (at+perBatch)/perArticle)
		for _, r := range batch {
			for i := range r.Statements {
				r.Statements[i].Holder = double.ID
			}
		}
		load(b, e, batch)
	}
	var rev graph.Revision
	step := func(unit string, f func() error) {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := time.Now()
		if err := f(); err != nil {
			b.Fatal(err)
		}
		took := time.Since(start)
		runtime.ReadMemStats(&after) // what the runtime had to get from the system for it
		b.ReportMetric(took.Seconds(), "s-"+unit)
		b.ReportMetric(float64(after.HeapSys-before.HeapSys)/(1<<20), "MB-"+unit)
	}
	step("merge", func() error {
		made, made2, err := e.MergeActors(b.Context(), admin, graph.Merge[graph.ActorID]{Into: graph.Seen[graph.ActorID]{ID: actorID(0), Revision: 1},
			From: []graph.Seen[graph.ActorID]{{ID: double.ID, Revision: 1}}}, "")
		if err == nil && made.Statements != merged {
			b.Fatalf("%d statements moved", made.Statements)
		}
		rev = made2
		return err
	})
	sound(b, s)
	step("undo", func() error { _, err := e.Undo(b.Context(), admin, rev.ID, ""); return err })
	sound(b, s)
	b.ReportMetric(0, "ns/op")
}
