package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"stancegraph/api"
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/browser"
	"stancegraph/graph/sqlitestore"
)

// openRoutes serves an empty graph in a file.
func openRoutes(t *testing.T, o api.Options) http.Handler {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	neo4j, err := browser.New("")
	if err != nil {
		t.Fatal(err)
	}
	site, err := newSite(s, neo4j, siteOptions{Options: o, graphiql: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(site.api.Close)
	return site.handler
}

// All routes answer, what Neo4j Browser fetches also where the graph is in a file.
func TestRoutes(t *testing.T) {
	handler := openRoutes(t, api.Options{})
	for path, want := range map[string]string{"/": "/neo4j/", "/healthz": "ok", "/readyz": "ready", "/schema.graphql": "type Query", "/graphql?query={__typename}": "Query", "/graphiql": "graphiql.min.js", "/graphiql/console": "console.js", "/graphiql/console.js": "Documentation", "/graphiql/console.css": "textarea", "/graphiql/fallback.js": "location",
		"/metrics": `stancegraph_statements{status="suggested",store="sqlite"} 0`,
		"/neo4j/":  "queries.zip", "/neo4j/style.grass": "node.State", "/neo4j/guide.html": "<slide", "/neo4j/queries.zip": "PK"} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d, no %q in %.200s", path, w.Code, want, w.Body)
		}
	}
}

// Who may read where: everybody on this machine's own addresses, users elsewhere, unless it is said.
func TestReading(t *testing.T) {
	for _, c := range []struct {
		host, reading string
		closed        bool
	}{
		{"127.0.0.1", "auto", false}, {"::1", "auto", false}, {"0.0.0.0", "auto", true}, {"::", "auto", true}, {"192.0.2.7", "", true},
		{"127.0.0.1", "token", true}, {"0.0.0.0", "open", false},
	} {
		at := &net.TCPAddr{IP: net.ParseIP(c.host), Port: 8080}
		if got := (listenFlags{Reading: c.reading}).closed(at); got != c.closed {
			t.Errorf("%s, reading %q: closed %v", c.host, c.reading, got)
		}
	}
}

// With a certificate HTTPS is served, and nothing is read without a token where reading is closed.
func TestServeHTTPS(t *testing.T) {
	s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := newEditor(s).AddUser(t.Context(), operator, "vera", graph.Viewer, "the token", 0); err != nil {
		t.Fatal(err)
	}
	cert, key, roots := certificate(t)
	said := &lockedBuffer{}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	neo4j, err := browser.New("")
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		ended <- serve(ctx, streams{said, said}, s, neo4j, listenFlags{Addr: "127.0.0.1:0", Reading: "token", TLSCert: cert, TLSKey: key}, bookFile{})
	}()
	address := said.find(t, regexp.MustCompile(`https://(\S+)/graphql`))
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	get := func(token string) int {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://"+address+"/graphql?query={__typename}", nil)
		if err != nil {
			t.Fatal(err)
		}
		if token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		reply, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		reply.Body.Close()
		return reply.StatusCode
	}
	if with, without := get("the token"), get(""); with != http.StatusOK || without != http.StatusUnauthorized {
		t.Errorf("with a token %d, without %d", with, without)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, _, err := (listenFlags{Addr: "127.0.0.1:0", TLSCert: cert}).listen(); err == nil || !strings.Contains(err.Error(), "--tls-key") {
		t.Errorf("half a pair: %v", err)
	}
	if _, _, err := (listenFlags{Addr: "127.0.0.1:0", TLSCert: cert, TLSKey: cert}).listen(); err == nil || !strings.Contains(err.Error(), cert) {
		t.Errorf("no key: %v", err)
	}
}

// certificate writes a certificate for 127.0.0.1 and its key.
func certificate(t *testing.T) (cert, key string, roots *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	roots = x509.NewCertPool()
	roots.AddCert(parsed)
	write := func(name, typ string, data []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: typ, Bytes: data}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return write("cert.pem", "CERTIFICATE", der), write("key.pem", "PRIVATE KEY", secret), roots
}

// lockedBuffer is what a command says while it runs.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// find waits for a text and gives its first group.
func (l *lockedBuffer) find(t *testing.T, pattern *regexp.Regexp) string {
	t.Helper()
	for range 1000 {
		l.mu.Lock()
		match := pattern.FindStringSubmatch(l.b.String())
		l.mu.Unlock()
		if match != nil {
			return match[1]
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("no %s in %s", pattern, l.b.String())
	return ""
}

// Requests are measured, and the measurements are for readers alone where reading is closed.
func TestMetrics(t *testing.T) {
	get := func(h http.Handler, path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w
	}
	open := openRoutes(t, api.Options{Limits: api.Limits{Requests: api.NoLimit}})
	get(open, "/graphql?query={issues{totalCount}}")
	get(open, "/graphql?query={nope}")
	get(open, "/graphql?query=query%20Mine{issues{totalCount}}")
	get(open, "/graphql?query=query%20Mine{issues{totalCount}}")
	text := get(open, "/metrics").Body.String()
	for _, want := range []string{`stancegraph_request_seconds_count{field="issues",operation="query",store="sqlite"} 3`,
		`stancegraph_operation_seconds_count{name="Mine",store="sqlite"} 2`, `stancegraph_store_seconds_count{operation="query",store="sqlite"} 3`, `stancegraph_store_statements_total{store="sqlite"} `,
		`stancegraph_documents_total{source="cached",store="sqlite"} 1`, `stancegraph_documents_total{source="parsed",store="sqlite"} 3`, `stancegraph_subscribers{store="sqlite"} 0`,
		`stancegraph_request_seconds_count{field="",operation="refused",store="sqlite"} 1`, `stancegraph_errors_total{code="VALIDATION_FAILED",store="sqlite"} 1`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	for n := range 2 * mostNames {
		get(open, fmt.Sprintf("/graphql?query=query%%20N%d{__typename}", n))
	}
	if text := get(open, "/metrics").Body.String(); strings.Count(text, "stancegraph_operation_seconds_count") != mostNames+1 || !strings.Contains(text, `{name="other"`) {
		t.Error("the names of operations are not bounded")
	}
	if w := get(openRoutes(t, api.Options{Closed: true}), "/metrics"); w.Code != http.StatusUnauthorized {
		t.Errorf("closed: %d", w.Code)
	}
}
