package main

import (
	"cmp"
	"context"
	"crypto/tls"
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
	"stancegraph/web"
)

// defaultAddr is where to listen where nothing else is said.
const defaultAddr = "127.0.0.1:8080"

// listenFlags say where and to whom the API is served.
type listenFlags struct {
	Addr    string `env:"STANCEGRAPH_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen (${default})."`
	Reading string `env:"STANCEGRAPH_READING" enum:"auto,open,token" default:"auto" help:"Who may read: open to all, with a token, or auto: open on this machine's own addresses, else with a token."`
	TLSCert string `name:"tls-cert" env:"STANCEGRAPH_TLS_CERT" type:"path" placeholder:"FILE" help:"A certificate in PEM, with the chain; serves HTTPS. Goes with --tls-key."`
	TLSKey  string `name:"tls-key" env:"STANCEGRAPH_TLS_KEY" type:"path" placeholder:"FILE" help:"Its private key in PEM."`
}

// listen starts to listen; scheme is http or https.
func (f listenFlags) listen() (l net.Listener, scheme string, err error) {
	var certificate tls.Certificate
	if (f.TLSCert == "") != (f.TLSKey == "") {
		return nil, "", errors.New("HTTPS needs both --tls-cert and --tls-key")
	}
	if f.TLSCert != "" {
		if certificate, err = tls.LoadX509KeyPair(f.TLSCert, f.TLSKey); err != nil {
			return nil, "", fmt.Errorf("the certificate %s and its key %s cannot be used: %w", f.TLSCert, f.TLSKey, err)
		}
	}
	addr := cmp.Or(f.Addr, defaultAddr)
	if l, err = net.Listen("tcp", addr); err != nil {
		return nil, "", fmt.Errorf("cannot listen on %s: %w: choose another address with --addr or STANCEGRAPH_ADDR", addr, err)
	}
	if f.TLSCert == "" {
		return l, "http", nil
	}
	return tls.NewListener(l, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}), "https", nil
}

// closed reports whether reading needs a token.
func (f listenFlags) closed(at net.Addr) bool {
	return f.Reading == "token" || f.Reading != "open" && !loopback(at)
}

func loopback(at net.Addr) bool {
	host, _, err := net.SplitHostPort(at.String())
	return err == nil && net.ParseIP(host).IsLoopback()
}

type serveCommand struct {
	listenFlags
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
	return serve(ctx, io, s, neo4j, c.listenFlags)
}

// serve serves the API until the context ends, then lets requests in hand finish.
func serve(ctx context.Context, io streams, s graph.Store, neo4j *browser.Browser, flags listenFlags) error {
	log := slog.New(slog.NewTextHandler(io.err, nil))
	listener, scheme, err := flags.listen()
	if err != nil {
		return err
	}
	closed := flags.closed(listener.Addr())
	handler, end, err := routes(s, neo4j, scheme == "https", api.Options{Log: log, Closed: closed})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if !loopback(listener.Addr()) {
		switch {
		case !closed:
			log.Warn("anybody who can reach this address can read the graph", "addr", listener.Addr().String())
		case scheme == "http":
			log.Warn("tokens are sent in clear: give --tls-cert and --tls-key, or put a proxy with HTTPS before this address", "addr", listener.Addr().String())
		}
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	server.RegisterOnShutdown(end)
	fmt.Fprintf(io.err, "The workbench is at %s://%s/. Ctrl-C stops.\n", scheme, listener.Addr())
	fmt.Fprintf(io.err, "Serving GraphQL at %s://%s/graphql (schema at /schema.graphql).\n", scheme, listener.Addr())
	if closed {
		fmt.Fprintln(io.err, "Reading needs a token: stancegraph user add NAME --role viewer.")
	}
	if neo4j.Address() != "" {
		fmt.Fprintf(io.err, "Neo4j Browser is at %s, queries for it at %s://%s%s.\n", neo4j.Address(), scheme, listener.Addr(), browser.Path)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(listener) }()
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
	}
	const grace = 10 * time.Second
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := server.Shutdown(within); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// routes puts the workbench, the API, what Neo4j Browser fetches, and the probes together. End lets go of those who have subscribed to events.
func routes(s graph.Store, neo4j *browser.Browser, secure bool, o api.Options) (handler http.Handler, end func(), err error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	m := newMetrics(s, kindOf(s), o.Log)
	o.Done = m.done
	editor, asker := newEditor(s), ask.New(s)
	graphql, err := api.New(s, editor, asker, o)
	if err != nil {
		return nil, nil, err
	}
	workbench, err := web.New(s, editor, asker, web.Options{Closed: o.Closed, Secure: secure, Log: o.Log})
	if err != nil {
		return nil, nil, err
	}
	forBrowser, err := neo4j.Handler()
	if err != nil {
		return nil, nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/graphql", graphql)
	mux.Handle("/schema.graphql", graphql)
	mux.Handle(browser.Path, forBrowser)
	mux.Handle("GET /metrics", graphql.Guard(m.handler()))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { ready(w, r, s) })
	mux.Handle("/", workbench)
	return mux, graphql.Close, nil
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
