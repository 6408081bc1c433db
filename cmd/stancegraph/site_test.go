package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"database/sql"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"stancegraph/api"
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/browser"
	"stancegraph/graph/sqlitestore"
)

// Who asks too often is refused pages, too; what pages are made of does not count.
func TestPagesAreThrottled(t *testing.T) {
	handler := openRoutes(t, api.Options{Limits: api.Limits{Requests: 1, Burst: 3}})
	for n, path := range []string{"/", "/static/style.css", "/issues", "/static/style.css", "/graphql?query={__typename}", "/", "/static/style.css"} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if n == 5 && (w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "1") || n != 5 && w.Code != http.StatusOK {
			t.Errorf("request %d, %s: %d %v", n, path, w.Code, w.Header())
		}
	}
}

// Everything is sent with headers that keep browsers from doing with it what it is not meant for, and compressed where that helps.
func TestHeadersAndCompression(t *testing.T) {
	handler := openRoutes(t, api.Options{})
	for path, zipped := range map[string]bool{"/": true, "/schema.graphql": true, "/graphql?query={__typename}": false, "/graphiql": true, "/graphiql/console": true, "/neo4j/": true, "/nowhere": true} {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		h := w.Header()
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("X-Frame-Options") != "DENY" || h.Get("Referrer-Policy") == "" ||
			!strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") || !strings.Contains(h.Get("Content-Security-Policy"), "frame-ancestors 'none'") {
			t.Errorf("%s: %v", path, h)
		}
		if got := h.Get("Content-Encoding") == "gzip"; got != zipped {
			t.Errorf("%s: compressed %v", path, got)
		}
		if zipped {
			if body, err := gzip.NewReader(w.Body); err != nil {
				t.Errorf("%s: %v", path, err)
			} else if _, err := io.Copy(io.Discard, body); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
		if script := regexp.MustCompile(`script-src [^;]*'unsafe`); script.MatchString(h.Get("Content-Security-Policy")) {
			t.Errorf("%s lets in any script: %v", path, h)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/schema.graphql", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	r.Header.Set("If-None-Match", w.Header().Get("ETag"))
	if w = httptest.NewRecorder(); true {
		handler.ServeHTTP(w, r)
	}
	if w.Code != http.StatusNotModified {
		t.Errorf("compressed and not modified: %d", w.Code)
	}
}

// A server is ready while its store can be read and is of the version that the program knows.
func TestReady(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s, err := sqlitestore.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	check := func() (int, string) {
		w := httptest.NewRecorder()
		ready(w, httptest.NewRequest(http.MethodGet, "/readyz", nil), s)
		return w.Code, w.Body.String()
	}
	if code, text := check(); code != http.StatusOK {
		t.Errorf("%d %s", code, text)
	}
	for version, want := range map[string]string{"999": "use a newer one", "0": "run stancegraph migrate"} {
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.ExecContext(t.Context(), "PRAGMA user_version = "+version); err != nil {
			t.Fatal(err)
		}
		db.Close()
		if code, text := check(); code != http.StatusServiceUnavailable || !strings.Contains(text, want) {
			t.Errorf("version %s: %d %s", version, code, text)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if code, text := check(); code != http.StatusServiceUnavailable {
		t.Errorf("without a store: %d %s", code, text)
	}
}

// startServer serves a store as the command does, and gives the address; stop ends it and waits.
func startServer(t *testing.T, s graph.Store, flags listenFlags) (address string, said *lockedBuffer, stop func()) {
	t.Helper()
	neo4j, err := browser.New("")
	if err != nil {
		t.Fatal(err)
	}
	said = &lockedBuffer{}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	flags.Addr = "127.0.0.1:0"
	go func() { ended <- serve(ctx, streams{said, said}, s, neo4j, flags, bookFile{}) }()
	return "http://" + said.find(t, regexp.MustCompile(`http://(\S+)/graphql`)), said, func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

func openFile(t *testing.T) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// Events come through the whole server at once, uncompressed, from what another store on the same file writes; shutting down does not
// wait for those who listen.
func TestEventsThroughTheServer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s, err := sqlitestore.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	address, _, stop := startServer(t, s, listenFlags{})
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"/graphql?query=subscription{loadProgress{articles}}", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Accept-Encoding", "gzip")
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close()
	if reply.StatusCode != http.StatusOK || reply.Header.Get("Content-Encoding") != "" {
		t.Fatalf("%d %v", reply.StatusCode, reply.Header)
	}
	other, err := sqlitestore.Open(t.Context(), path) // as another process does
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if err := loadDemo(t.Context(), streams{io.Discard, io.Discard}, other, "here"); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(reply.Body)
	for lines.Scan() && !strings.Contains(lines.Text(), `"articles":18`) {
	}
	if lines.Err() != nil || lines.Text() == "" {
		t.Fatalf("the load was not told of: %v", lines.Err())
	}
	started := time.Now()
	stop()
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("shutting down took %v", took)
	}
}

// Traces arrive at a collector, the last ones when the server ends.
func TestTracesAreSent(t *testing.T) {
	got := make(chan string, 10)
	collector := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got <- r.URL.Path + " " + r.Header.Get("Content-Type") + " " + string(body)
	}))
	defer collector.Close()
	address, _, stop := startServer(t, openFile(t), listenFlags{Traces: collector.URL})
	reply, err := http.Get(address + "/graphql?query=" + "query%20Named{issues{totalCount}}")
	if err != nil {
		t.Fatal(err)
	}
	reply.Body.Close()
	stop()
	select {
	case sent := <-got:
		for _, want := range []string{"/v1/traces application/x-protobuf", "query issues", "Query.issues", "store statement", "Named", "SELECT", "stancegraph"} {
			if !strings.Contains(sent, want) {
				t.Errorf("no %s in what was sent", want)
			}
		}
	default:
		t.Fatal("nothing was sent")
	}
}

// A collector that is away keeps nobody from being served, nor the server from ending.
func TestCollectorAway(t *testing.T) {
	address, said, stop := startServer(t, openFile(t), listenFlags{Traces: "http://127.0.0.1:1"})
	reply, err := http.Get(address + "/graphql?query={__typename}")
	if err != nil {
		t.Fatal(err)
	}
	reply.Body.Close()
	if reply.StatusCode != http.StatusOK {
		t.Error(reply.Status)
	}
	stop()
	said.find(t, regexp.MustCompile("(traces are not sent)"))
}

// Trusted documents are read from a file, and a fault in it keeps the server from starting.
func TestTrustedDocumentsFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "documents.json")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"who":"{ __typename }"}`)
	address, _, stop := startServer(t, openFile(t), listenFlags{Documents: file, DocumentsMode: "only"})
	ask := func(query string) string {
		reply, err := http.Get(address + "/graphql?" + query)
		if err != nil {
			t.Fatal(err)
		}
		defer reply.Body.Close()
		body, _ := io.ReadAll(reply.Body)
		return string(body)
	}
	if got := ask("documentId=who"); !strings.Contains(got, `"Query"`) {
		t.Error(got)
	}
	if got := ask("query={issues{totalCount}}"); !strings.Contains(got, "DOCUMENT_NOT_TRUSTED") {
		t.Error(got)
	}
	stop()
	neo4j, err := browser.New("")
	if err != nil {
		t.Fatal(err)
	}
	for text, c := range map[string]struct {
		flags listenFlags
		want  string
	}{
		`{"bad":"{ nope }"}`: {listenFlags{Documents: file}, `document "bad": Cannot query field "nope"`},
		`[]`:                 {listenFlags{Documents: file}, "documents.json: the manifest is not a JSON object"},
		``:                   {listenFlags{DocumentsMode: "only"}, "--documents FILE"},
		`{"a":"{x}"}`:        {listenFlags{Documents: file + "x"}, "cannot be read"},
		`{}`:                 {listenFlags{Proxies: []string{"10.0.0.1"}}, `"10.0.0.1" is not a network`},
	} {
		write(text)
		c.flags.Addr = "127.0.0.1:0"
		if err := serve(t.Context(), streams{io.Discard, io.Discard}, openFile(t), neo4j, c.flags, bookFile{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
