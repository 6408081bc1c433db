package api_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"stancegraph/api"
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

// TestSuiteOnNeo4j runs the cases on a real Neo4j, where there is one.
func TestSuiteOnNeo4j(t *testing.T) {
	runSuite(t, func(tb testing.TB) graph.Store { return neo4jtest.Open(tb) })
}

func TestSubscriptionsOnNeo4j(t *testing.T) {
	subscriptions(t, func(tb testing.TB) graph.Store { return neo4jtest.Open(tb) })
}

func TestFieldsByThemselvesOnNeo4j(t *testing.T) {
	fieldsByThemselves(t, func(tb testing.TB) graph.Store { return neo4jtest.Open(tb) })
}

// TestReadsOnNeo4j counts the statements that queries take on a real Neo4j, where there is one.
func TestReadsOnNeo4j(t *testing.T) {
	runReads(t, func(tb testing.TB) graph.Store { return neo4jtest.Open(tb) })
}

// What one process has written another reads at once, where the bookmark of the reply goes along.
func TestBookmarks(t *testing.T) {
	c := neo4jtest.Config(t)
	ours, other := openNeo4j(t, c), openNeo4j(t, c)
	f := fill(t, ours)
	there := (&fixture{store: other, editor: graph.NewEditor(other, clock)}).handler(t, api.Options{})
	statement := string(f.statements["norland-opposes"].ID)
	written := post(f.handler(t, api.Options{}), fmt.Sprintf(`{"query":"mutation{review(input:{decisions:[{statement:\"%s\",revision:1,status:ACCEPTED}]}){revision{id}}}"}`,
		statement), "token of ann")
	mark := written.Header().Get("Stancegraph-Bookmark")
	if mark == "" || strings.Contains(written.Body.String(), "errors") {
		t.Fatalf("bookmark %q of %s", mark, written.Body)
	}
	read := func(mark string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(fmt.Sprintf(`{"query":"{statement(id:\"%s\"){status}}"}`, statement)))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Stancegraph-Bookmark", mark)
		w := httptest.NewRecorder()
		there.ServeHTTP(w, r)
		return w
	}
	if w := read(mark); !strings.Contains(w.Body.String(), `"ACCEPTED"`) || w.Header().Get("Stancegraph-Bookmark") == "" {
		t.Errorf("%s", w.Body)
	}
	if w := read("rubbish"); !strings.Contains(w.Body.String(), "the bookmark is not one of this database") {
		t.Errorf("%s", w.Body)
	}
	if w := read(strings.Repeat("x", 5000)); w.Code != http.StatusBadRequest {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func openNeo4j(t *testing.T, c neo4jstore.Config) graph.Store {
	t.Helper()
	s, err := neo4jstore.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}
