package browser

import (
	"bytes"
	"net"
	"net/http"
)

// Path is where the handler's pages are.
const Path = "/neo4j/"

// Handler serves, below [Path], what the Browser fetches (style.grass, guide.html), the favourites (queries.zip) and a page that
// lists all of it with links. None of it is secret, so that pages of any origin may read it.
func (b *Browser) Handler() (http.Handler, error) {
	favourites, err := b.favourites()
	if err != nil {
		return nil, damaged(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+Path+"style.grass", func(w http.ResponseWriter, _ *http.Request) { send(w, "text/plain; charset=utf-8", style) })
	mux.HandleFunc("GET "+Path+"guide.html", b.page("guide.html"))
	mux.HandleFunc("GET "+Path+"{$}", b.page("index.html"))
	mux.HandleFunc("GET "+Path+"queries.zip", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Disposition", `attachment; filename="stancegraph-queries.zip"`)
		send(w, "application/zip", favourites)
	})
	return shared(mux), nil
}

// shared lets pages of other origins read, as the Browser is one. It asks first, for it sends headers of its own (Pragma,
// Cache-Control, sentry-trace).
func shared(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("X-Content-Type-Options", "nosniff")
		if r.Method != http.MethodOptions {
			next.ServeHTTP(w, r)
			return
		}
		h.Set("Access-Control-Allow-Methods", "GET")
		h.Set("Access-Control-Allow-Headers", "*")
		h.Set("Access-Control-Allow-Private-Network", "true")
		w.WriteHeader(http.StatusNoContent)
	})
}

func send(w http.ResponseWriter, contentType string, body []byte) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(body) // the client is gone: nobody to tell
}

// page serves a template. What it links to lies where the request went.
func (b *Browser) page(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var out bytes.Buffer
		if err := pages.ExecuteTemplate(&out, name, view{b, here(r)}); err != nil {
			http.Error(w, "the page cannot be made", http.StatusInternalServerError)
			return
		}
		send(w, "text/html; charset=utf-8", out.Bytes())
	}
}

// here is the address of our folder as the Browser may read it: it knows this machine as localhost alone.
func here(r *http.Request) string {
	host := r.Host
	if name, port, err := net.SplitHostPort(host); err == nil && net.ParseIP(name).IsLoopback() {
		host = net.JoinHostPort("localhost", port)
	}
	return "http://" + host + Path
}
