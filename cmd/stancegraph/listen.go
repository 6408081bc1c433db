package main

import (
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"os"

	"stancegraph/api"
)

// defaultAddr is where to listen where nothing else is said.
const defaultAddr = "127.0.0.1:8080"

// listenFlags say where and to whom the API is served.
type listenFlags struct {
	Addr          string     `env:"STANCEGRAPH_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen (${default})."`
	Reading       string     `env:"STANCEGRAPH_READING" enum:"auto,open,token" default:"auto" help:"Who may read: open to all, with a token, or auto: open on this machine's own addresses, else with a token."`
	TLSCert       string     `name:"tls-cert" env:"STANCEGRAPH_TLS_CERT" type:"path" placeholder:"FILE" help:"A certificate in PEM, with the chain; serves HTTPS. Goes with --tls-key."`
	TLSKey        string     `name:"tls-key" env:"STANCEGRAPH_TLS_KEY" type:"path" placeholder:"FILE" help:"Its private key in PEM."`
	Proxies       []string   `env:"STANCEGRAPH_PROXIES" placeholder:"NETWORK,..." help:"Proxies before this address, as networks such as 10.0.0.0/8: their X-Forwarded-For says where a request comes from."`
	Limits        api.Limits `env:"STANCEGRAPH_LIMITS" placeholder:"NAME=N,..." help:"Limits other than the usual ones, such as cost=50000,time=10s,requests=none; docs/api.md lists them."`
	Documents     string     `env:"STANCEGRAPH_DOCUMENTS" type:"path" placeholder:"FILE" help:"Trusted documents: a JSON object of GraphQL texts by id, or a manifest of Apollo's."`
	DocumentsMode string     `env:"STANCEGRAPH_DOCUMENTS_MODE" enum:"off,prefer,only" default:"prefer" help:"What trusted documents are for: off, prefer (others may be sent as well) or only (others are refused)."`
	GraphiQL      bool       `name:"graphiql" env:"STANCEGRAPH_GRAPHIQL" default:"true" negatable:"" help:"Serve a page to write queries in, at /graphiql."`
	Log           string     `env:"STANCEGRAPH_LOG" enum:"text,json" default:"text" help:"Form of the log on standard error: text or json."`
	Traces        string     `name:"otlp-endpoint" env:"OTEL_EXPORTER_OTLP_ENDPOINT" placeholder:"URL" help:"A collector of OpenTelemetry to send traces to, such as http://127.0.0.1:4318."`
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

// apiOptions gives the options of the API that the flags stand for, where it is served at an address.
func (f listenFlags) apiOptions(at net.Addr) (o api.Options, err error) {
	o = api.Options{Closed: f.closed(at), Limits: f.Limits}
	o.Explains = !o.Closed && loopback(at)
	for _, text := range f.Proxies {
		network, err := netip.ParsePrefix(text)
		if err != nil {
			return o, fmt.Errorf("--proxies: %q is not a network: want one such as 10.0.0.0/8 or 127.0.0.1/32", text)
		}
		o.Proxies = append(o.Proxies, network)
	}
	if f.DocumentsMode == "only" && f.Documents == "" {
		return o, errors.New("--documents-mode only needs --documents FILE: without trusted documents nothing could be asked")
	}
	if f.Documents == "" || f.DocumentsMode == "off" {
		return o, nil
	}
	manifest, err := os.ReadFile(f.Documents)
	if err != nil {
		return o, fmt.Errorf("the trusted documents cannot be read: %w", err)
	}
	o.Trusted.Only = f.DocumentsMode == "only"
	if o.Trusted.Texts, err = api.ReadTrusted(manifest); err != nil {
		return o, fmt.Errorf("%s: %w", f.Documents, err)
	}
	return o, nil
}

// logger gives the log of a server.
func (f listenFlags) logger(w io.Writer) *slog.Logger {
	if f.Log == "json" {
		return slog.New(slog.NewJSONHandler(w, nil))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}
