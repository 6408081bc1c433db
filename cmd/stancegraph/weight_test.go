package main

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// mostWeight is how many bytes the first page and all that it loads may have before compression.
const mostWeight = 150_000

// What is loaded for the first page: styles, icons, scripts and pictures of the page, what modules import, and what styles refer to.
var (
	pageLoads   = regexp.MustCompile(`<(?:link|script|img|source|iframe)\b[^>]*?\b(?:href|src|srcset)="([^"]+)"`)
	moduleLoads = regexp.MustCompile(`(?m)(?:^\s*(?:import|export)\b[^'"\n;]*|\bimport\()\s*['"]([^'"]+)['"]`)
	styleLoads  = regexp.MustCompile(`(?:\burl\(\s*['"]?|@import\s+['"])([^'")]+)`)
)

// The first page of the example is light: a visitor who has nothing in store yet gets all of it in few bytes, and none of it from elsewhere.
func TestFirstLoadIsLight(t *testing.T) {
	server := serveExample(t, openFile(t))
	todo, seen := []string{"/"}, []string{}
	plain, zipped := 0, 0
	for len(todo) > 0 {
		address := todo[0]
		todo = todo[1:]
		if slices.Contains(seen, address) || strings.HasPrefix(address, "data:") {
			continue
		}
		seen = append(seen, address)
		if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") {
			t.Errorf("%s is loaded from elsewhere", address)
			continue
		}
		text, packed := weigh(t, server, address)
		plain, zipped = plain+len(text), zipped+packed
		t.Logf("%s: %d bytes, %d compressed", address, len(text), packed)
		loads := map[string]*regexp.Regexp{"": pageLoads, ".js": moduleLoads, ".css": styleLoads}[path.Ext(address)]
		if loads == nil {
			continue
		}
		for _, m := range loads.FindAllStringSubmatch(text, -1) {
			if strings.HasPrefix(m[1], ".") {
				m[1] = path.Join(path.Dir(address), m[1])
			}
			todo = append(todo, m[1])
		}
	}
	t.Logf("all: %d bytes, %d compressed", plain, zipped)
	for _, want := range []string{"/static/style.css", "/static/keys.js", "/static/span.js"} {
		if !slices.Contains(seen, want) {
			t.Errorf("%s was not weighed: %v", want, seen)
		}
	}
	if plain > mostWeight {
		t.Errorf("the first page and what it loads have %d bytes, want %d at most", plain, mostWeight)
	}
}

// weigh gives what is sent from an address, and how many bytes it has compressed.
func weigh(t *testing.T, server *httptest.Server, address string) (text string, packed int) {
	t.Helper()
	get := func(encoding string) (*http.Response, string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+address, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept-Encoding", encoding) // by hand, so that nothing is unpacked
		reply, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer reply.Body.Close()
		body, err := io.ReadAll(reply.Body)
		if err != nil || reply.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s %v", address, reply.Status, err)
		}
		return reply, string(body)
	}
	_, text = get("identity")
	reply, small := get("gzip")
	if reply.Header.Get("Content-Encoding") == "gzip" {
		unpacked, err := gzip.NewReader(strings.NewReader(small))
		if err != nil {
			t.Fatal(err)
		}
		if again, err := io.ReadAll(unpacked); err != nil || string(again) != text {
			t.Errorf("%s is not the same compressed: %v", address, err)
		}
	}
	return text, len(small)
}
