// Package neo4jtest gives tests an empty graph on a real Neo4j server.
//
// The server is the one that NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE name. Without NEO4J_URI tests skip,
// or fail where REQUIRE_NEO4J=1. One test at a time has the database, across packages that test in parallel. It is emptied
// for each, but only where it was empty at first or has been emptied here before, which a (:StancegraphTest) node tells:
// nobody loses a graph by running the tests.
package neo4jtest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/internal/bolt"
	"stancegraph/graph/neo4jstore/query"

	"github.com/gofrs/flock"
)

// patience is how long a test waits for its turn.
const patience = 10 * time.Minute

// Open gives an empty store, which is closed at the end of the test.
func Open(tb testing.TB) graph.Store {
	tb.Helper()
	s, err := neo4jstore.Open(tb.Context(), Config(tb))
	if err != nil {
		tb.Fatalf("open neo4j: %v", err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Errorf("close neo4j: %v", err)
		}
	})
	return s
}

// Config gives the configuration of a database that is empty and belongs to the test until its end. A test that calls it again
// has it emptied again.
func Config(tb testing.TB) neo4jstore.Config {
	tb.Helper()
	c := neo4jstore.Config{URI: os.Getenv("NEO4J_URI"), Username: os.Getenv("NEO4J_USERNAME"), Password: os.Getenv("NEO4J_PASSWORD"),
		Database: os.Getenv("NEO4J_DATABASE")}
	if c.URI == "" {
		if os.Getenv("REQUIRE_NEO4J") == "1" {
			tb.Fatal("NEO4J_URI is not set: run `make neo4j` and export the two lines that it prints")
		}
		tb.Skip("no Neo4j: run `make neo4j` and export the two lines that it prints")
	}
	lock(tb, c)
	wipe(tb, c)
	return c
}

// holding has the tests that have the database.
var holding sync.Map

// lock keeps the database for the test.
func lock(tb testing.TB, c neo4jstore.Config) {
	tb.Helper()
	if _, has := holding.LoadOrStore(tb, true); has {
		return
	}
	tb.Cleanup(func() { holding.Delete(tb) })
	name := fmt.Sprintf("stancegraph-neo4j-%x.lock", sha256.Sum256([]byte(c.URI+"\n"+c.Database)))
	l := flock.New(filepath.Join(os.TempDir(), name))
	ctx, cancel := context.WithTimeout(tb.Context(), patience)
	defer cancel()
	if ok, err := l.TryLockContext(ctx, 20*time.Millisecond); !ok {
		tb.Fatalf("another test holds the Neo4j database: %v", err)
	}
	tb.Cleanup(func() {
		if err := l.Unlock(); err != nil {
			tb.Errorf("unlock: %v", err)
		}
	})
}

// wipe empties the database. The schema stays where it is the one that the migrations make.
func wipe(tb testing.TB, c neo4jstore.Config) {
	tb.Helper()
	db, err := bolt.Open(tb.Context(), bolt.Config(c))
	if err != nil {
		tb.Fatalf("NEO4J_URI is set, and: %v", err)
	}
	defer db.Close() //nolint:errcheck // nothing is under way
	run := func(cypher string, params bolt.Params) []bolt.Row {
		rows, err := db.Run(tb.Context(), "wipe", cypher, params)
		if err != nil {
			tb.Fatalf("empty the test database: %v", err)
		}
		return rows
	}
	if foreign := run("MATCH (n) RETURN count(n) > 0 AND NOT EXISTS { (:StancegraphTest) }", nil)[0][0]; foreign == true {
		tb.Fatal("the Neo4j database in NEO4J_URI holds a graph that is not a test's: use another server for tests, or empty it yourself")
	}
	migrations, err := query.Migrations()
	if err != nil {
		tb.Fatal(err)
	}
	schema := fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%q", migrations)))
	if len(run("MATCH (m:StancegraphTest {schema: $schema}) RETURN m", bolt.Params{"schema": schema})) == 0 {
		run("MERGE (m:StancegraphTest) SET m.schema = null", nil) // first of all: from here on the database is a test's
		dropSchema(run)
	}
	run("MATCH (n) WHERE NOT n:StancegraphTest AND NOT (n:Migration AND n.id <= $known) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS",
		bolt.Params{"known": len(migrations)})
	run("MERGE (m:StancegraphTest) SET m.schema = $schema", bolt.Params{"schema": schema})
}

func dropSchema(run func(string, bolt.Params) []bolt.Row) {
	for _, row := range run("SHOW CONSTRAINTS YIELD name RETURN name", nil) {
		run(fmt.Sprintf("DROP CONSTRAINT `%s`", row[0]), nil)
	}
	for _, row := range run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name", nil) {
		run(fmt.Sprintf("DROP INDEX `%s`", row[0]), nil)
	}
	run("MATCH (m:Migration) DELETE m", nil)
}
