package api

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/graphql-go/graphql"
	gqlast "github.com/graphql-go/graphql/language/ast"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"stancegraph/graph"
)

// engine answers operations. It is safe for concurrent use.
type engine struct {
	schema    *ast.Schema
	types     graphql.Schema
	rules     *rules.Rules
	resolvers table
	reader    graph.Reader
	editor    *graph.Editor
	asker     Asker
	limits    Limits
	log       *slog.Logger
}

// request is what a client asks.
type request struct {
	query, operation string
	variables        map[string]any
	id               string
	agent            *graph.Agent
	readOnly         bool // mutations are refused
}

// reply is the answer to a request. Without data, the request failed before execution.
type reply struct {
	executed bool
	data     []byte // JSON
	errors   []replyError
	mutation bool // the operation is one, and was refused for the method of the request

	operation ast.Operation
	field     string // the name of the first root field
}

// do answers a request, in the time that the context leaves.
func (e *engine) do(ctx context.Context, req request) reply {
	doc, failures := e.parse(req.query)
	if failures != nil {
		return reply{errors: failures}
	}
	op, err := pick(doc, req.operation)
	if err != nil {
		return reply{errors: []replyError{fromRequest(err)}}
	}
	if op.Operation == ast.Mutation && req.readOnly {
		return reply{mutation: true}
	}
	c := collector{coercer{schema: e.schema}, doc.Fragments}
	roots, err := e.prepare(&c, op, req.variables)
	if err != nil {
		return reply{errors: []replyError{fromRequest(err)}}
	}
	r := &run{engine: e, ctx: ctx, id: req.id, mutation: op.Operation == ast.Mutation, agent: req.agent, roots: roots,
		results: map[string]any{}, errors: map[string][]replyError{}, load: newLoader(e.reader)}
	out := e.execute(r, op)
	out.operation, out.field = op.Operation, roots[0].name
	return out
}

// parse reads and checks a document.
func (e *engine) parse(text string) (*ast.QueryDocument, []replyError) {
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Name: "query", Input: text}, e.limits.Tokens)
	if err != nil {
		if strings.Contains(err.Error(), "exceeded token limit") {
			return nil, []replyError{fromRequest(over("tokens", e.limits.Tokens))}
		}
		return nil, fromParser(codeParse, gqlerror.WrapIfUnwrapped(err))
	}
	if len(doc.Operations) == 0 {
		return nil, []replyError{fromRequest(&requestError{code: codeParse, message: "the document has no operation"})}
	}
	if err := survey(doc, e.limits); err != nil {
		return nil, []replyError{fromRequest(err)}
	}
	if errs := validator.ValidateWithRules(e.schema, doc, e.rules); len(errs) > 0 {
		return nil, fromParser(codeValidation, errs[:min(len(errs), e.limits.Errors)]...)
	}
	return doc, nil
}

// pick finds the operation to execute.
func pick(doc *ast.QueryDocument, name string) (*ast.OperationDefinition, error) {
	if name == "" && len(doc.Operations) > 1 {
		return nil, &requestError{code: codeBadRequest, message: "the document has several operations: say in operationName which one to execute"}
	}
	if name == "" {
		return doc.Operations[0], nil
	}
	if op := doc.Operations.ForName(name); op != nil {
		return op, nil
	}
	return nil, &requestError{code: codeBadRequest, message: fmt.Sprintf("the document has no operation %q", clip(name))}
}

// prepare coerces the variables, collects the fields and estimates how much they can give.
func (e *engine) prepare(c *collector, op *ast.OperationDefinition, variables map[string]any) ([]*field, error) {
	if err := checkJSON(variables, 0, e.limits); err != nil {
		return nil, err
	}
	if err := c.variables(op, variables); err != nil {
		return nil, err
	}
	typ := e.schema.Query
	if op.Operation == ast.Mutation {
		typ = e.schema.Mutation
	}
	roots, err := c.fields(typ, []ast.SelectionSet{op.SelectionSet})
	if err != nil {
		return nil, err
	}
	if n := references(roots); n > e.limits.Names {
		return nil, over("actors and issues named in filters", e.limits.Names)
	}
	if totalCost(roots, e.limits.Cost) > e.limits.Cost {
		return nil, &requestError{code: codeLimit, message: fmt.Sprintf(
			"the answer could have more than %d objects: ask for smaller pages with `first`", e.limits.Cost)}
	}
	return roots, nil
}

// execute lets graphql-go execute the root fields, whose resolvers do the rest.
func (e *engine) execute(r *run, op *ast.OperationDefinition) reply {
	started := time.Now()
	for _, f := range r.roots {
		if isMeta(f.name) {
			r.results[f.key] = r.root(f)
		}
	}
	ctx, cancel := overtime(r.ctx)
	defer cancel()
	result := graphql.Execute(graphql.ExecuteParams{Schema: e.types, Root: r, AST: rootDocument(r.roots, op), Context: ctx})
	if result.Data == nil {
		// Given up at the deadline, with the run still in use, or a defect of graphql-go's.
		return r.givenUp(time.Since(started), result.Errors)
	}
	return r.finish()
}

// overtime gives a context that ends a moment after another one. Until then the store can say why it was not in time.
func overtime(ctx context.Context) (context.Context, context.CancelFunc) {
	const moment = 500 * time.Millisecond
	late, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(moment, cancel) })
	return late, func() { stop(); cancel() }
}

// givenUp is the answer where execution did not come to its end. The run may still be in use, so nothing of it is read
// that changes.
func (r *run) givenUp(after time.Duration, cause any) reply {
	err := r.ctx.Err()
	if err == nil {
		err = fmt.Errorf("graphql-go: %v", cause)
	}
	code, message, _ := r.classify(err)
	r.engine.log.LogAttrs(r.ctx, slog.LevelError, "request given up", slog.String("request", r.id), slog.String("code", code),
		slog.Duration("after", after), slog.Any("err", err))
	e := replyError{Message: message, Extensions: coded(code)}
	e.Extensions["requestId"] = r.id
	return reply{executed: true, data: []byte("null"), errors: []replyError{e}}
}

// classify is like the function of that name. Of a change that was not answered in time nobody knows whether it was made.
func (r *run) classify(err error) (code, message string, log bool) {
	code, message, log = classify(err)
	if r.mutation && code == codeTimeout {
		message = "the request took too long; what it changes may have been done or not: look before you try again"
	}
	return code, message, log
}

// finish writes the answer.
func (r *run) finish() reply {
	all := &object{fields: r.roots}
	var errs []replyError
	null := false
	for _, f := range r.roots {
		errs = append(errs, r.errors[f.key]...)
		v := r.results[f.key]
		if v == failed {
			null = null || f.def.Type.NonNull
			v = nil
		}
		all.values = append(all.values, v)
	}
	errs = errs[:min(len(errs), r.engine.limits.Errors)]
	if null {
		return reply{executed: true, data: []byte("null"), errors: errs}
	}
	if limit := r.engine.limits.Reply; replySize(all, limit) > limit {
		too := &codedError{codeLimit, fmt.Sprintf("the answer is larger than %d bytes: ask for less", limit)}
		return reply{executed: true, data: []byte("null"), errors: []replyError{fromRequest(too)}}
	}
	return reply{executed: true, data: appendValue(nil, all), errors: errs}
}

// rootDocument is the operation as graphql-go gets to see it: the root fields by response key, without arguments and
// without what lies below them. Fields about the schema itself and __typename are not its business.
func rootDocument(roots []*field, op *ast.OperationDefinition) *gqlast.Document {
	set := gqlast.NewSelectionSet(nil)
	for i, f := range roots {
		if isMeta(f.name) {
			continue
		}
		set.Selections = append(set.Selections, gqlast.NewField(&gqlast.Field{
			Loc:   &gqlast.Location{Start: i, End: i},
			Alias: gqlast.NewName(&gqlast.Name{Value: f.key}),
			Name:  gqlast.NewName(&gqlast.Name{Value: f.name}),
		}))
	}
	return gqlast.NewDocument(&gqlast.Document{Definitions: []gqlast.Node{gqlast.NewOperationDefinition(
		&gqlast.OperationDefinition{Operation: string(op.Operation), SelectionSet: set})}})
}

// resolveRoot is the resolver of every root field in graphql-go. The value that it returns only tells graphql-go whether
// there is one; the answer is written from run.results.
func resolveRoot(p graphql.ResolveParams) (any, error) {
	r := p.Info.RootValue.(*run)
	key := p.Info.FieldASTs[0].Alias.Value
	for _, f := range r.roots {
		if f.key == key {
			r.results[key] = r.root(f)
			return present(f.def.Type, r.results[key]), nil
		}
	}
	return nil, fmt.Errorf("no root field %q", key)
}

// present gives graphql-go something of the right kind, so that a failed field does not end the others.
func present(t *ast.Type, v any) any {
	switch {
	case v != failed:
		return v
	case !t.NonNull:
		return nil
	case t.Elem != nil:
		return []any{}
	}
	return &object{typ: t.NamedType}
}
