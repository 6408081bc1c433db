package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"stancegraph/api"
	"stancegraph/ask"
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/browser"
)

// defaultAddr is where to listen where nothing else is said.
const defaultAddr = "127.0.0.1:8080"

type addrFlag struct {
	Addr string `env:"STANCEGRAPH_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen (${default})."`
}

type serveCommand struct {
	addrFlag
}

func (c serveCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	s, err := flags.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	neo4j, err := flags.browser()
	if err != nil {
		return err
	}
	return serve(ctx, io, s, neo4j, c.Addr)
}

// serve serves the API until the context ends, then lets requests in hand finish.
func serve(ctx context.Context, io streams, s graph.Store, neo4j *browser.Browser, addr string) error {
	log := slog.New(slog.NewTextHandler(io.err, nil))
	handler, err := routes(s, neo4j, log)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", cmp.Or(addr, defaultAddr))
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w: choose another address with --addr or STANCEGRAPH_ADDR", addr, err)
	}
	if host, _, err := net.SplitHostPort(listener.Addr().String()); err == nil && !net.ParseIP(host).IsLoopback() {
		log.Warn("anybody who can reach this address can read the graph", "addr", listener.Addr().String())
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	fmt.Fprintf(io.err, "Serving GraphQL at http://%s/graphql (schema at /schema.graphql). Ctrl-C stops.\n", listener.Addr())
	if neo4j.Address() != "" {
		fmt.Fprintf(io.err, "Neo4j Browser is at %s, queries for it at http://%s%s.\n", neo4j.Address(), listener.Addr(), browser.Path)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
	}
	const grace = 10 * time.Second
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := server.Shutdown(end); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// routes puts the API, what Neo4j Browser fetches, and the probes together.
func routes(s graph.Store, neo4j *browser.Browser, log *slog.Logger) (http.Handler, error) {
	graphql, err := api.New(s, newEditor(s), ask.New(s), api.Options{Log: log})
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
	mux.Handle(browser.Path, forBrowser)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { ready(w, r, s) })
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "Stancegraph\n\n/graphql         the GraphQL API (POST, or GET for queries)\n/schema.graphql  its contract\n/neo4j/          queries, style and guide for Neo4j Browser\n/healthz         whether the process is up\n/readyz          whether the store can be reached\n")
	})
	return mux, nil
}

func ready(w http.ResponseWriter, r *http.Request, s graph.Store) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if _, err := s.FindIssues(ctx, graph.IssueQuery{Page: graph.Page{Limit: 1}}); err != nil {
		http.Error(w, graph.MessageOf(err), http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}
