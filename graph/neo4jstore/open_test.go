package neo4jstore_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/graphtest"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/internal/bolt"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

// wants fails unless err has the code and its message all the words.
func wants(t *testing.T, err error, code graph.Code, words ...string) {
	t.Helper()
	if graph.CodeOf(err) != code || err == nil {
		t.Errorf("code %s, want %s: %v", graph.CodeOf(err), code, err)
	}
	for _, w := range words {
		if !strings.Contains(graph.MessageOf(err), w) {
			t.Errorf("message %q does not say %q", graph.MessageOf(err), w)
		}
	}
}

func open(t *testing.T, c neo4jstore.Config) (graph.Store, error) {
	t.Helper()
	s, err := neo4jstore.Open(t.Context(), c)
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() { s.Close() }) //nolint:errcheck // nothing is under way
	return s, nil
}

func TestOpenErrors(t *testing.T) {
	c := neo4jtest.Config(t)
	for name, test := range map[string]struct {
		change func(*neo4jstore.Config)
		code   graph.Code
		words  []string
	}{
		"password": {func(c *neo4jstore.Config) { c.Password = "wrong-password" }, graph.Unavailable, []string{"NEO4J_PASSWORD", c.URI}},
		"database": {func(c *neo4jstore.Config) { c.Database = "nowhere" }, graph.Unavailable, []string{`"nowhere"`, "NEO4J_DATABASE"}},
		"nobody":   {func(c *neo4jstore.Config) { c.URI = "bolt://127.0.0.1:1" }, graph.Unavailable, []string{"bolt://127.0.0.1:1", "NEO4J_URI"}},
		"routing":  {func(c *neo4jstore.Config) { c.URI = "neo4j://127.0.0.1:1" }, graph.Unavailable, []string{"neo4j://127.0.0.1:1", "server.bolt.advertised_address", "bolt://"}},
		"scheme":   {func(c *neo4jstore.Config) { c.URI = "postgres://127.0.0.1" }, graph.Invalid, []string{"NEO4J_URI", "bolt://"}},
		"empty":    {func(c *neo4jstore.Config) { c.URI = "" }, graph.Invalid, []string{"NEO4J_URI"}},
	} {
		t.Run(name, func(t *testing.T) {
			changed := c
			test.change(&changed)
			start := time.Now()
			_, err := open(t, changed)
			wants(t, err, test.code, test.words...)
			if strings.Contains(err.Error(), changed.Password) {
				t.Errorf("the password is in %q", err)
			}
			if took := time.Since(start); took > 15*time.Second {
				t.Errorf("it took %s to say so", took)
			}
		})
	}
}

// TestRouted loads and reads as on a cluster, where the driver asks a server for the addresses of all and for a writer or a
// reader among them.
func TestRouted(t *testing.T) {
	c := neo4jtest.Config(t)
	c.URI = strings.Replace(c.URI, "bolt", "neo4j", 1)
	s := connect(t, c)
	write(t, s, sampleVocabulary())
	write(t, s, smallBatch(1))
	write(t, connect(t, c), smallBatch(2)) // another process
	found, err := s.FindStatements(t.Context(), graph.StatementQuery{Page: graph.Page{Limit: 1, Total: true}})
	if err != nil || found[0].Total != 2*len(smallBatch(1).Statements) {
		t.Errorf("%+v, %v", found, err)
	}
}

// A server that accepts the connection and then says nothing holds nobody up longer than the caller is willing to wait.
func TestOpenSilentServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() //nolint:errcheck // nothing was written
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err = neo4jstore.Open(ctx, neo4jstore.Config{URI: "bolt://" + l.Addr().String(), Password: "secret-password"})
	wants(t, err, graph.Unavailable)
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 3*time.Second {
		t.Errorf("after %s: %v", time.Since(start), err)
	}
}

// exec runs Cypher behind the store's back.
func exec(t *testing.T, c neo4jstore.Config, cypher string) []bolt.Row {
	t.Helper()
	ctx := context.Background() // cleanups use it
	db, err := bolt.Open(ctx, bolt.Config(c))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // nothing is under way
	rows, err := db.Run(ctx, "test", cypher, nil)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestMigrations(t *testing.T) {
	c := neo4jtest.Config(t)
	for range 2 { // the second finds nothing to do
		if _, err := open(t, c); err != nil {
			t.Fatal(err)
		}
	}
	if rows := exec(t, c, "MATCH (m:Migration) RETURN m.id, m.name ORDER BY m.id"); len(rows) == 0 || rows[0][0] != int64(1) || rows[0][1] != "0001_schema" {
		t.Errorf("migrations recorded: %v", rows)
	}
	exec(t, c, "CREATE (:Migration {id: 999, name: 'from the future'})")
	_, err := open(t, c)
	wants(t, err, graph.Invalid, "999", "newer")
}

// A database of the time before there was a full-text search can be searched once it was opened.
func TestSearchMigration(t *testing.T) {
	c := neo4jtest.Config(t)
	write(t, connect(t, c), small())
	exec(t, c, "MATCH (n) WHERE n.terms IS NOT NULL SET n.terms = null, n.textTerms = null")
	exec(t, c, "MATCH (m:Migration) WHERE m.id >= 2 DELETE m")
	want := "bee: 1\nwhole: 1\ntalks: 2\nbetween: 1\nreport: 1\nnowhere: 0\n"
	if got := graphtest.Found(t, connect(t, c), "bee", "whole", "talks", "between", "report", "nowhere"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestForeignDatabase(t *testing.T) {
	c := neo4jtest.Config(t)
	exec(t, c, "MATCH (m:Migration) DELETE m")
	exec(t, c, "CREATE (:Movie {title: 'A film'})")
	_, err := open(t, c)
	wants(t, err, graph.Invalid, "another program", "empty")
}
