package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"stancegraph/api"
	"stancegraph/api/graphiql"
	"stancegraph/ask"
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/browser"
	"stancegraph/web"
)

// site is all that is served at one address.
type site struct {
	handler http.Handler
	api     *api.API
}

// siteOptions say what is served besides, and how.
type siteOptions struct {
	api.Options
	graphiql bool // whether there is a page to write queries in
	secure   bool // whether HTTPS is served
	book     bookFile
}

// newSite puts the workbench, the API, pages, what Neo4j Browser fetches, and the probes together.
func newSite(s graph.Store, neo4j *browser.Browser, o siteOptions) (*site, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	m := newMetrics(s, kindOf(s), o.Log)
	o.Done = m.done
	editor, asker := newEditor(s), ask.New(s)
	graphql, err := api.New(s, editor, asker, o.Options)
	if err != nil {
		return nil, err
	}
	m.countSubscribers(graphql.Subscribers)
	workbench, err := web.New(s, editor, asker, web.Options{Closed: o.Closed, Secure: o.secure, Log: o.Log,
		Machine: &machine{store: s, name: o.book.name, with: o.book.data}})
	if err != nil {
		return nil, err
	}
	forBrowser, err := neo4j.Handler()
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/graphql", graphql)
	mux.Handle("/schema.graphql", graphql)
	if o.graphiql {
		mux.Handle(graphiql.Path, graphiql.Handler("/graphql"))
		mux.Handle(graphiql.Path+"/", graphiql.Handler("/graphql"))
	}
	mux.Handle(browser.Path, policy("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'", forBrowser))
	mux.Handle("GET /metrics", graphql.Guard(m.handler()))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { ready(w, r, s) })
	mux.Handle("/", graphql.Throttle(workbench))
	mux.Handle("/static/", workbench)
	zip, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.ContentTypeFilter(worthZipping))
	if err != nil {
		return nil, err
	}
	return &site{secured(zip(mux)), graphql}, nil
}

// worthZipping keeps events out, which must not wait for more, and what is compressed already.
func worthZipping(contentType string) bool {
	return !strings.HasPrefix(contentType, "text/event-stream") && gzhttp.DefaultContentTypeFilter(contentType)
}

// secured sends headers with which browsers do with our replies only what they are meant for. A page of ours says itself what it
// loads.
func secured(next http.Handler) http.Handler {
	return policy("default-src 'none'; frame-ancestors 'none'", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		next.ServeHTTP(w, r)
	}))
}

// policy sends a content security policy; a handler inside may send another.
func policy(text string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", text)
		next.ServeHTTP(w, r)
	})
}

// ready tells whether requests can be answered.
func ready(w http.ResponseWriter, r *http.Request, s graph.Store) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	err := graph.Ready(ctx, s)
	if err != nil {
		http.Error(w, graph.MessageOf(err), http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}
