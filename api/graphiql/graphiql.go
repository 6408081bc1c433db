// Package graphiql serves two pages to write GraphQL queries in: GraphiQL, which browsers fetch from a public network at fixed versions,
// each file checked against its hash; and a plain console of our own, for where that network cannot be reached. The first goes
// over to the second by itself.
package graphiql

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"net/http"
	"regexp"
	"strings"

	"github.com/99designs/gqlgen/graphql/playground"
)

// Path is where the pages are.
const Path = "/graphiql"

//go:embed page
var pages embed.FS

// Handler serves the pages for the API at an address.
func Handler(endpoint string) http.Handler {
	page, policy := graphiQL(endpoint)
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Path, func(w http.ResponseWriter, _ *http.Request) { send(w, "text/html", policy, page) })
	file := func(name, contentType string) {
		mux.HandleFunc("GET "+Path+"/"+strings.TrimSuffix(name, ".html"), func(w http.ResponseWriter, _ *http.Request) {
			body, err := pages.ReadFile("page/" + name)
			if err != nil {
				http.Error(w, "the page is damaged", http.StatusInternalServerError)
				return
			}
			send(w, contentType, "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", body)
		})
	}
	file("console.html", "text/html")
	file("console.css", "text/css")
	for _, script := range []string{"console.js", "documentation.js", "request.js", "fallback.js"} {
		file(script, "text/javascript")
	}
	return mux
}

func send(w http.ResponseWriter, contentType, policy string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", contentType+"; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cache-Control", "no-cache")
	_, _ = w.Write(body) // the client is gone: nobody to tell
}

var (
	inline     = regexp.MustCompile(`(?s)<script>(.*?)</script>`)
	references = regexp.MustCompile(`(?:src|href)="(https://[^"]+)"`)
)

// graphiQL gives the page of GraphiQL with our script before everything else, and the policy that lets it load just what it names.
func graphiQL(endpoint string) (page []byte, policy string) {
	w := kept{header: http.Header{}}
	playground.Handler("Stancegraph", endpoint, playground.WithStoragePrefix("stancegraph:"))(&w, nil) // it looks at no request
	page = bytes.Replace(w.Bytes(), []byte("<head>"), []byte(`<head><script type="module" async src="`+Path+`/fallback.js"></script>`), 1)
	scripts, styles := "'self'", "'unsafe-inline'"
	for _, script := range inline.FindAllSubmatch(page, -1) {
		sum := sha256.Sum256(script[1])
		scripts += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	for _, r := range references.FindAllSubmatch(page, -1) {
		if address := string(r[1]); strings.HasSuffix(address, ".css") {
			styles += " " + address
		} else {
			scripts += " " + address
		}
	}
	return page, "default-src 'none'; script-src " + scripts + "; style-src " + styles +
		"; connect-src 'self'; img-src 'self' data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}

// kept is a reply that nobody is sent.
type kept struct {
	header http.Header
	bytes.Buffer
}

func (k *kept) Header() http.Header { return k.header }
func (k *kept) WriteHeader(int)     {}
