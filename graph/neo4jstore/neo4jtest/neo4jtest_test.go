package neo4jtest

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
)

// A recorder notes how a test would have ended.
type recorder struct {
	testing.TB
	fatal, skip string
}

func (r *recorder) Fatal(args ...any) {
	r.fatal = fmt.Sprint(args...)
	runtime.Goexit()
}

func (r *recorder) Skip(args ...any) {
	r.skip = fmt.Sprint(args...)
	runtime.Goexit()
}

// record runs f as a test of its own.
func record(t *testing.T, f func(testing.TB)) *recorder {
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(r)
	}()
	<-done
	return r
}

func TestWithoutServer(t *testing.T) {
	t.Setenv("NEO4J_URI", "")
	t.Setenv("REQUIRE_NEO4J", "")
	if r := record(t, func(tb testing.TB) { Config(tb) }); !strings.Contains(r.skip, "make neo4j") {
		t.Errorf("skip %q, fatal %q", r.skip, r.fatal)
	}
	t.Setenv("REQUIRE_NEO4J", "1")
	if r := record(t, func(tb testing.TB) { Config(tb) }); !strings.Contains(r.fatal, "make neo4j") {
		t.Errorf("skip %q, fatal %q", r.skip, r.fatal)
	}
}

// A database with nodes and no mark of the tests is left alone.
func TestWipeRefuses(t *testing.T) {
	c := Config(t)
	db, err := bolt.Open(t.Context(), bolt.Config(c))
	if err != nil {
		t.Fatal(err)
	}
	run := func(cypher string) []bolt.Row {
		rows, err := db.Run(context.Background(), "test", cypher, nil)
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	t.Cleanup(func() {
		run("MERGE (:StancegraphTest) WITH 1 AS one MATCH (n:Precious) DELETE n")
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	run("CREATE (:Precious) WITH 1 AS one MATCH (m:StancegraphTest) DELETE m")
	if r := record(t, func(tb testing.TB) { wipe(tb, c) }); !strings.Contains(r.fatal, "another server") {
		t.Errorf("fatal %q", r.fatal)
	}
	if n := run("MATCH (n:Precious) RETURN count(n)")[0][0]; n != int64(1) {
		t.Errorf("%v nodes are left", n)
	}
	run("CREATE (:StancegraphTest)")
	wipe(t, c)
	if n := run("MATCH (n) WHERE NOT n:StancegraphTest RETURN count(n)")[0][0]; n != int64(0) {
		t.Errorf("%v nodes are left by a wipe", n)
	}
}

// A test can ask for the database more than once.
func TestAgain(t *testing.T) {
	first := Open(t)
	if _, err := first.Write(t.Context(), graph.Batch{Issues: []graph.Issue{{ID: "toll", Name: "Toll", Revision: 1}}}); err != nil {
		t.Fatal(err)
	}
	if issues, err := Open(t).Issues(t.Context(), []graph.IssueID{"toll"}); err != nil || len(issues) != 0 {
		t.Errorf("%v %v: want an empty graph", issues, err)
	}
}
