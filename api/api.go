package api

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"

	"stancegraph"
	"stancegraph/graph"
)

// Options of [New]. The zero value is the default.
type Options struct {
	Done     func(Done)     // told of every request when it has been answered, and of every event of a subscription; may be nil
	Closed   bool           // reading needs a token, too
	Explains bool           // everybody may see what is asked of the store, not only analysts
	Limits   Limits         // zero fields take the values of [DefaultLimits]
	Trusted  Trusted        // documents known before they are asked
	Proxies  []netip.Prefix // whose word in X-Forwarded-For is taken for where a request comes from
	Log      *slog.Logger   // nil means no log
	Tracer   trace.Tracer   // nil means no traces
	Poll     time.Duration  // how often subscriptions look for what others have written; [DefaultPoll] where it is 0
}

// Done says how a request went.
type Done struct {
	Operation  string        // query, mutation, subscription (for one event), or refused where nothing was executed
	Name       string        // of the operation; empty where it has none
	Field      string        // the first root field; empty where nothing was executed
	Document   string        // where the document came from: parsed, cached or trusted; empty where there was none
	Codes      []string      // of the errors in the reply
	Took       time.Duration // all together
	Statements int           // put to the store
	Store      time.Duration // that the store took, all statements together
}

// API serves GraphQL.
type API struct {
	http.Handler
	requests *handler
}

// Guard lets through to another handler whoever may read here.
func (a *API) Guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := a.requests
		x := &exchange{handler: h, w: w, r: r, media: typeJSON, id: requestID(r.Header), address: clientAddress(r, h.proxies)}
		if _, err := x.enter(r.Context()); err != nil {
			x.fail(err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Throttle lets through to another handler whoever does not ask too often. All without a token in the header count by their address.
func (a *API) Throttle(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := a.requests
		if often, ok := errors.AsType[*tooOften](h.throttle.admit(network(clientAddress(r, h.proxies)))); ok {
			w.Header().Set("Retry-After", often.seconds())
			http.Error(w, often.Error(), http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Subscribers tells how many subscriptions there are at the moment.
func (a *API) Subscribers() int { return a.requests.streams.count() }

// Close ends all subscriptions and lets no new ones begin, so that a server can shut down.
func (a *API) Close() { a.requests.streams.close() }

// New makes the handler of POST and GET /graphql, and of GET /schema.graphql, which gives the contract as text.
//
// Everybody may read, unless the options close it. Changes need a token of a user of the store, sent as "Authorization: Bearer TOKEN", whose role
// allows them. Without an editor there are no changes, without an asker no answers to plain questions.
//
// The error lists everything in which the resolvers do not match schema.graphql, or the trusted documents that do not.
func New(reader graph.Reader, editor *graph.Editor, asker Asker, o Options) (*API, error) {
	e, err := newEngine(stancegraph.Schema, nil)
	if err != nil {
		return nil, err
	}
	e.reader, e.editor, e.asker, e.limits = reader, editor, asker, o.Limits.withDefaults()
	if o.Log != nil {
		e.log = o.Log
	}
	if o.Tracer != nil {
		e.tracer = o.Tracer
	}
	if e.documents, err = newDocuments(o.Trusted, e.parse); err != nil {
		return nil, err
	}
	h := &handler{engine: e, closed: o.Closed, explains: o.Explains, proxies: o.Proxies, done: o.Done,
		tokens: graph.NewTokens(reader), running: make(chan struct{}, e.limits.Running)}
	if h.throttle, err = newThrottle(e.limits); err != nil {
		return nil, err
	}
	h.streams = newStreams(newFeed(reader, cmp.Or(o.Poll, DefaultPoll), e.log), e.limits)
	csrf := http.NewCrossOriginProtection()
	csrf.SetDenyHandler(http.HandlerFunc(h.refuseCrossOrigin))
	mux := http.NewServeMux()
	mux.Handle("/graphql", csrf.Handler(h))
	mux.HandleFunc("GET /schema.graphql", serveSchema)
	return &API{mux, h}, nil
}

// newEngine binds the resolvers of the API, and extra ones, to a schema.
func newEngine(schemaText string, extra table) (*engine, error) {
	return bind(schemaText, connections(), actorFields(), issueFields(), articleFields(), revisionFields(),
		statementFields(), edgeFields(), positionFields(), facetFields(), searchFields(), queries(), mutations(), termMutations(), subscriptions(), answers(), extra)
}

// bind makes an engine of a schema and the resolvers of all its fields.
func bind(schemaText string, resolvers ...table) (*engine, error) {
	schema, err := loadSchema(schemaText)
	if err != nil {
		return nil, err
	}
	e := &engine{schema: schema, rules: rules.NewDefaultRules(), resolvers: table{}, limits: DefaultLimits(),
		log: slog.New(slog.DiscardHandler), tracer: noop.NewTracerProvider().Tracer("")}
	if twice := e.resolvers.merge(append(resolvers, e.introspection())...); len(twice) > 0 {
		return nil, fmt.Errorf("several resolvers for %s", strings.Join(twice, ", "))
	}
	if err := checkBinding(schema, e.resolvers); err != nil {
		return nil, err
	}
	if err := checkInputs(schema); err != nil {
		return nil, err
	}
	if e.documents, err = newDocuments(Trusted{}, e.parse); err != nil {
		return nil, err
	}
	if e.types, err = buildSchema(schema, resolveRoot); err != nil {
		return nil, fmt.Errorf("schema.graphql: %w", err)
	}
	return e, nil
}

// checkInputs makes sure that every scalar that a client may give has its coercion.
func checkInputs(schema *ast.Schema) error {
	known := map[string]bool{}
	for _, name := range inputScalars {
		known[name] = true
	}
	check := func(where string, t *ast.Type) error {
		if def := schema.Types[t.Name()]; def.Kind == ast.Scalar && !known[def.Name] {
			return fmt.Errorf("%s: no coercion for the scalar %s", where, def.Name)
		}
		return nil
	}
	for _, name := range sortedKeys(schema.Types) {
		def := schema.Types[name]
		for _, f := range def.Fields {
			if def.Kind == ast.InputObject {
				if err := check(name+"."+f.Name, f.Type); err != nil {
					return err
				}
			}
			for _, a := range f.Arguments {
				if err := check(name+"."+f.Name+"."+a.Name, a.Type); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// schemaTag names the text of the contract.
var schemaTag = etag([]byte(stancegraph.Schema))

func serveSchema(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", "text/plain; charset=utf-8")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-cache")
	header.Set("ETag", schemaTag)
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(stancegraph.Schema))
}
