package bench

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/neo4jtest"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// BenchmarkLoadSQLite loads 20,000 statements into an empty file, through the editor, by transactions of 1,000 (about what a load of articles has
// in hand) and of 10,000 (what a restore has), and then lets SQLite copy the rows that this made into another empty file, by transactions of the same
// size. The copy has no rows to make, bind, check or look up, so that it tells what tables, indexes and search take by themselves.
func BenchmarkLoadSQLite(b *testing.B) {
	const statements = 20_000
	for _, size := range []int{1000, 10_000} {
		b.Run(fmt.Sprintf("transaction=%d", size), func(b *testing.B) {
			var ours, copied time.Duration
			for b.Loop() {
				from, to := filepath.Join(b.TempDir(), "graph.db"), filepath.Join(b.TempDir(), "graph.db")
				s := openFile(b, from)
				e := graph.NewEditor(s, time.Now)
				putVocabulary(b, e)
				for at := 0; at < statements; at += size {
					batch := readings(at/perArticle, (at+size)/perArticle)
					start := time.Now()
					load(b, e, batch)
					ours += time.Since(start)
				}
				copied += copyRows(b, from, to, statements, size)
			}
			report(b, b.N*statements, ours, "statements/s")
			report(b, b.N*statements, copied, "copied/s")
		})
	}
}

// copyRows copies what a load made from a file into another one, by transactions of a size, and tells how long that took.
func copyRows(b *testing.B, from, to string, statements, size int) time.Duration {
	b.Helper()
	openFile(b, to) // makes the tables
	db, err := sql.Open("sqlite", "file:"+to+"?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=wal_autocheckpoint(8000)&_pragma=synchronous(FULL)&_pragma=cache_size(-65536)&_pragma=temp_store(memory)")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(b.Context(), "ATTACH ? AS loaded", from); err != nil {
		b.Fatal(err)
	}
	var took time.Duration
	for at := 0; at < statements; at += size {
		start := time.Now()
		tx, err := db.BeginTx(b.Context(), nil)
		if err != nil {
			b.Fatal(err)
		}
		for _, query := range []string{
			"INSERT INTO articles SELECT * FROM loaded.articles WHERE id IN (SELECT article FROM loaded.statements WHERE rowid > ?1 AND rowid <= ?2)",
			"INSERT INTO texts SELECT * FROM loaded.texts WHERE article IN (SELECT article FROM loaded.statements WHERE rowid > ?1 AND rowid <= ?2)",
			"INSERT INTO statements SELECT * FROM loaded.statements WHERE rowid > ?1 AND rowid <= ?2",
			"INSERT INTO revision_objects SELECT * FROM loaded.revision_objects WHERE type = 'statement' AND object IN (SELECT id FROM loaded.statements WHERE rowid > ?1 AND rowid <= ?2)",
			"INSERT INTO revisions SELECT * FROM loaded.revisions WHERE id IN (SELECT revision FROM loaded.revision_objects WHERE object IN (SELECT article FROM loaded.statements WHERE rowid > ?1 AND rowid <= ?2))",
			"INSERT INTO statement_terms (rowid, terms) SELECT number, search_terms(quote) FROM loaded.statements WHERE rowid > ?1 AND rowid <= ?2",
		} {
			if _, err := tx.ExecContext(b.Context(), query, at, at+size); err != nil {
				b.Fatal(query, err)
			}
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
		took += time.Since(start)
	}
	var n int
	if err := db.QueryRowContext(b.Context(), "SELECT count(*) FROM statements JOIN statement_terms_docsize ON number = statement_terms_docsize.id").Scan(&n); err != nil || n != statements {
		b.Fatalf("%d of %d statements were copied: %v", n, statements, err)
	}
	return took
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
