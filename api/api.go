package api

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"stancegraph"
	"stancegraph/graph"
)

// Options of [New]. The zero value is the default.
type Options struct {
	Done   func(Done)   // told of every request when it has been answered; may be nil
	Closed bool         // reading needs a token, too
	Limits Limits       // zero fields take the values of [DefaultLimits]
	Log    *slog.Logger // nil means no log
}

// Done says how a request went.
type Done struct {
	Operation string        // query, mutation, or refused where nothing was executed
	Field     string        // the first root field; empty where nothing was executed
	Codes     []string      // of the errors in the reply
	Took      time.Duration //
}

// API serves GraphQL.
type API struct {
	http.Handler
	requests *handler
}

// Guard lets through to another handler whoever may read here.
func (a *API) Guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), a.requests.engine.limits.Time)
		defer cancel()
		if _, err := a.requests.reader(ctx, r.Header); err != nil {
			a.requests.fail(w, r, typeJSON, "", err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// New makes the handler of POST and GET /graphql, and of GET /schema.graphql, which gives the contract as text.
//
// Everybody may read, unless the options close it. Changes need a token of a user of the store, sent as "Authorization: Bearer TOKEN", whose role
// allows them. Without an editor there are no changes, without an asker no answers to plain questions.
//
// The error lists everything in which the resolvers do not match schema.graphql.
func New(reader graph.Reader, editor *graph.Editor, asker Asker, o Options) (*API, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	e, err := newEngine(stancegraph.Schema, nil)
	if err != nil {
		return nil, err
	}
	e.reader, e.editor, e.asker, e.limits, e.log = reader, editor, asker, o.Limits.withDefaults(), o.Log
	h := &handler{engine: e, closed: o.Closed, done: o.Done, tokens: tokens{reader: reader, turn: make(chan struct{}, 1)}, running: make(chan struct{}, e.limits.Running)}
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
		statementFields(), edgeFields(), positionFields(), queries(), mutations(), answers(), extra)
}

// bind makes an engine of a schema and the resolvers of all its fields.
func bind(schemaText string, resolvers ...table) (*engine, error) {
	schema, err := loadSchema(schemaText)
	if err != nil {
		return nil, err
	}
	e := &engine{schema: schema, rules: rules.NewDefaultRules(), resolvers: table{}, limits: DefaultLimits(), log: slog.New(slog.DiscardHandler)}
	if twice := e.resolvers.merge(append(resolvers, e.introspection())...); len(twice) > 0 {
		return nil, fmt.Errorf("several resolvers for %s", strings.Join(twice, ", "))
	}
	if err := checkBinding(schema, e.resolvers); err != nil {
		return nil, err
	}
	if err := checkInputs(schema); err != nil {
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

func serveSchema(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write([]byte(stancegraph.Schema)) // the client is gone: nobody to tell
}
