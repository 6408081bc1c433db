package main

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"stancegraph/graph/neo4jstore/browser"
	"stancegraph/graph/sqlitestore"
)

// All routes answer, what Neo4j Browser fetches also where the graph is in a file.
func TestRoutes(t *testing.T) {
	s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	neo4j, err := browser.New("")
	if err != nil {
		t.Fatal(err)
	}
	handler, err := routes(s, neo4j, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/": "/neo4j/", "/healthz": "ok", "/readyz": "ready", "/schema.graphql": "type Query", "/graphql?query={__typename}": "Query",
		"/neo4j/": "queries.zip", "/neo4j/style.grass": "node.State", "/neo4j/guide.html": "<slide", "/neo4j/queries.zip": "PK"} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d, no %q in %.200s", path, w.Code, want, w.Body)
		}
	}
}
