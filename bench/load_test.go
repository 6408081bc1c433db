package bench

import (
	"context"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/neo4jtest"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// BenchmarkLoadSQLite loads 10,000 statements into an empty file, through the editor.
func BenchmarkLoadSQLite(b *testing.B) {
	const statements = 10_000
	var took time.Duration
	for b.Loop() {
		e := graph.NewEditor(openSQLite(b), time.Now)
		putVocabulary(b, e)
		for at := 0; at < statements; at += perBatch {
			batch := readings(at/perArticle, (at+perBatch)/perArticle)
			start := time.Now()
			load(b, e, batch)
			took += time.Since(start)
		}
	}
	report(b, b.N*statements, took, "statements/s")
}

// BenchmarkLoadNeo4j loads the same rows by turns through the editor and by hand, that is by Cypher that somebody would
// write and tune for just these rows, through the raw driver: no check of what is there, no receipt, no notion of a change.
// "merge" can be run twice, as a loader must be able to; "create" is as fast as it gets and doubles what is there. A ratio
// of 1 means as fast as by hand, of less that much slower.
func BenchmarkLoadNeo4j(b *testing.B) {
	c := neo4jtest.Config(b)
	driver, err := rawDriver(c)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { driver.Close(context.Background()) })
	s := openNeo4j(b, c)
	e := graph.NewEditor(s, time.Now)
	putVocabulary(b, e)
	batches := 0
	next := func() []graph.Reading {
		batches++
		return readings((batches-1)*perBatch/perArticle, batches*perBatch/perArticle)
	}
	var ours, merge, create time.Duration
	turn := func() {
		for _, way := range []struct {
			took *time.Duration
			load func([]graph.Reading)
		}{
			{&ours, func(batch []graph.Reading) { load(b, e, batch) }},
			{&merge, func(batch []graph.Reading) { byHand(b, driver, c.Database, mergeByHand, batch) }},
			{&create, func(batch []graph.Reading) { byHand(b, driver, c.Database, createByHand, batch) }},
		} {
			batch := next()
			start := time.Now()
			way.load(batch)
			*way.took += time.Since(start)
		}
	}
	for range 10 { // the server compiles queries and itself
		turn()
	}
	ours, merge, create = 0, 0, 0
	for b.Loop() {
		turn()
	}
	sound(b, s) // what was made by hand is what the store would have made
	report(b, b.N*perBatch, ours, "statements/s")
	report(b, b.N*perBatch, merge, "by-hand-merge/s")
	report(b, b.N*perBatch, create, "by-hand-create/s")
	b.ReportMetric(merge.Seconds()/ours.Seconds(), "of-merge")
	b.ReportMetric(create.Seconds()/ours.Seconds(), "of-create")
	b.ReportMetric(0, "ns/op")
}

func rawDriver(c neo4jstore.Config) (neo4j.DriverWithContext, error) {
	return neo4j.NewDriverWithContext(c.URI, neo4j.BasicAuth("neo4j", c.Password, ""))
}

// sound fails where a graph breaks an invariant.
func sound(b *testing.B, s graph.Store) {
	b.Helper()
	for problem, err := range graph.Check(b.Context(), s) {
		b.Fatal(problem, err)
	}
}
