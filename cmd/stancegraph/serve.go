package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/browser"
)

type serveCommand struct {
	listenFlags
	Codebook string `env:"STANCEGRAPH_CODEBOOK" type:"path" placeholder:"FILE" help:"A codebook from which articles loaded at the workbench are read with its cues, operators and synonyms, beside the actors and issues of the store."`
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
	var book bookFile
	if c.Codebook != "" {
		book.name = c.Codebook
		if book.data, err = os.ReadFile(c.Codebook); err != nil {
			return &graph.Error{Code: graph.NotFound, Message: "cannot read codebook " + c.Codebook, Err: err}
		}
		if _, err := codebook.Parse(book.name, book.data); err != nil {
			return err
		}
	}
	return serve(ctx, io, s, neo4j, c.listenFlags, book)
}

// garbage is how much memory that is no longer used a server lets gather, in percent of what is used, unless GOGC says otherwise. Answers
// live for milliseconds and little else is kept, so Go's own 100 would have memory searched every few requests.
const garbage = 300

// serve serves the API until the context ends, then lets requests in hand finish.
func serve(ctx context.Context, io streams, s graph.Store, neo4j *browser.Browser, flags listenFlags, book bookFile) error {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(garbage)
	}
	log := flags.logger(io.err)
	listener, scheme, err := flags.listen()
	if err != nil {
		return err
	}
	defer listener.Close() //nolint:errcheck // it is closed by the server, unless that does not come to be
	o, err := flags.apiOptions(listener.Addr())
	if err != nil {
		return err
	}
	tracer, endTraces, err := openTraces(ctx, flags.Traces, log)
	if err != nil {
		return err
	}
	o.Log, o.Tracer = log, tracer
	site, err := newSite(s, neo4j, siteOptions{o, flags.GraphiQL, scheme == "https", book})
	if err != nil {
		return err
	}
	server := &http.Server{Handler: site.handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	server.RegisterOnShutdown(site.api.Close)
	announce(io, log, fmt.Sprintf("%s://%s", scheme, listener.Addr()), listener.Addr(), neo4j, o.Closed, flags.GraphiQL)
	err = untilDone(ctx, server, listener)
	if lost := endTraces(context.WithoutCancel(ctx)); lost != nil {
		log.Warn("traces are not sent", "err", lost)
	}
	return err
}

// announce says where what is served, and warns of what is risky.
func announce(io streams, log *slog.Logger, base string, at net.Addr, neo4j *browser.Browser, closed, graphiql bool) {
	switch {
	case loopback(at):
	case !closed:
		log.Warn("anybody who can reach this address can read the graph", "addr", at.String())
	case strings.HasPrefix(base, "http:"):
		log.Warn("tokens are sent in clear: give --tls-cert and --tls-key, or put a proxy with HTTPS before this address", "addr", at.String())
	}
	fmt.Fprintf(io.err, "The workbench is at %s/. Ctrl-C stops.\n", base)
	fmt.Fprintf(io.err, "Serving GraphQL at %s/graphql (schema at /schema.graphql).\n", base)
	if graphiql {
		fmt.Fprintf(io.err, "Write queries in a browser at %s/graphiql.\n", base)
	}
	if closed {
		fmt.Fprintln(io.err, "Reading needs a token: stancegraph user add NAME --role viewer.")
	}
	if neo4j.Address() != "" {
		fmt.Fprintf(io.err, "Neo4j Browser is at %s, queries for it at %s%s.\n", neo4j.Address(), base, browser.Path)
	}
}

// untilDone serves until the context ends, and then as long as requests in hand need, within bounds.
func untilDone(ctx context.Context, server *http.Server, listener net.Listener) error {
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
