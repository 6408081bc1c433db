package api

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/graphql-go/graphql"
	gqlast "github.com/graphql-go/graphql/language/ast"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"
	"go.opentelemetry.io/otel/trace"

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
	documents *documents
	words     vocabulary
	limits    Limits
	log       *slog.Logger
	tracer    trace.Tracer
}

// plan is an operation that is ready to be executed.
type plan struct {
	op     *ast.OperationDefinition
	roots  []*field
	cost   int             // objects that the answer can have at most
	only   graph.Selection // of what is read
	source string          // where the document came from
}

// field names the first root field, "" where @skip and @include leave none.
func (p *plan) field() string {
	if len(p.roots) == 0 {
		return ""
	}
	return p.roots[0].name
}

// longChanges are the mutations that can move thousands of statements.
var longChanges = []string{"mergeActors", "mergeIssues", "splitActor", "splitIssue", "undo"}

// timeFor tells how long a plan may take, once it is executed. One of the long changes may take longer.
func (e *engine) timeFor(p *plan) time.Duration {
	if p.op.Operation == ast.Mutation && slices.ContainsFunc(p.roots, func(f *field) bool {
		return slices.Contains(longChanges, f.name)
	}) {
		return e.limits.LongTime
	}
	return e.limits.Time
}

// do answers a request, in the time that the context leaves.
func (e *engine) do(ctx context.Context, req request) reply {
	out, p := e.plan(req)
	if p == nil {
		return out
	}
	return e.execute(ctx, p, req, nil)
}

// plan gets a request ready to be executed, or gives the reply that says why it cannot be.
func (e *engine) plan(req request) (reply, *plan) {
	doc, source, failures := e.documents.find(req)
	if failures != nil {
		return reply{errors: failures, source: source}, nil
	}
	op, err := pick(doc, req.operation)
	if err != nil {
		return reply{errors: []replyError{fromRequest(err)}, source: source}, nil
	}
	p := &plan{op: op, source: source}
	c := collector{coercer{schema: e.schema}, doc.Fragments}
	if p.roots, p.cost, err = e.prepare(&c, op, req.variables); err != nil {
		return reply{errors: []replyError{fromRequest(err)}, source: source}, nil
	}
	if op.Operation == ast.Query {
		p.only = selectionOf(p.roots)
	}
	return reply{}, p
}

// execute executes a plan. The parent is what the root fields are fields of: nil but for an event of a subscription.
func (e *engine) execute(ctx context.Context, p *plan, req request, parent any) reply {
	describeSpan(ctx, p.op, p)
	started := time.Now()
	r := e.run(ctx, p, req)
	var out reply
	if p.op.Operation == ast.Subscription {
		out = r.executeEvent(parent)
	} else {
		out = r.executeRoots()
	}
	if req.explain {
		out.extensions = map[string]any{"explain": r.explanation(time.Since(started))}
	}
	out.operation, out.name, out.field, out.source, out.asked = p.op.Operation, p.op.Name, p.field(), p.source, r.asked
	return out
}

func (e *engine) run(ctx context.Context, p *plan, req request) *run {
	return &run{engine: e, ctx: ctx, req: req, plan: p, mutation: p.op.Operation == ast.Mutation,
		results: map[string]any{}, errors: map[string][]replyError{}, asked: &account{}, load: newLoader()}
}

// source tells what a subscription wants to hear of.
func (e *engine) source(ctx context.Context, p *plan, req request) (interest, error) {
	ctx, cancel := context.WithTimeout(ctx, e.limits.Time)
	defer cancel()
	open := sources[p.field()]
	if open == nil {
		return interest{}, refuse(p.op.Position, "the subscription asks for no field that gives events")
	}
	return open(&call{e.run(ctx, p, req), p.roots[0]})
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
func (e *engine) prepare(c *collector, op *ast.OperationDefinition, variables map[string]any) (roots []*field, cost int, err error) {
	if err := checkJSON(variables, 0, e.limits); err != nil {
		return nil, 0, err
	}
	if err := c.variables(op, variables); err != nil {
		return nil, 0, err
	}
	typ := map[ast.Operation]*ast.Definition{ast.Query: e.schema.Query, ast.Mutation: e.schema.Mutation, ast.Subscription: e.schema.Subscription}[op.Operation]
	if roots, err = c.fields(typ, []ast.SelectionSet{op.SelectionSet}); err != nil {
		return nil, 0, err
	}
	if n := references(roots); n > e.limits.Names {
		return nil, 0, over("actors and issues named in filters", e.limits.Names)
	}
	if cost = totalCost(roots, e.limits.Cost); cost > e.limits.Cost {
		return nil, 0, &requestError{code: codeLimit, message: fmt.Sprintf(
			"the answer could have more than %d objects: ask for smaller pages with `first`", e.limits.Cost)}
	}
	return roots, cost, nil
}

// executeRoots lets graphql-go execute the root fields, whose resolvers do the rest.
func (r *run) executeRoots() reply {
	started := time.Now()
	for _, f := range r.plan.roots {
		if isMeta(f.name) {
			r.results[f.key] = r.root(f, nil)
		}
	}
	ctx := r.ctx // the run changes its own
	late, cancel := overtime(ctx)
	defer cancel()
	result := graphql.Execute(graphql.ExecuteParams{Schema: r.engine.types, Root: r, AST: rootDocument(r.plan.roots, r.plan.op), Context: late})
	if result.Data == nil {
		// Given up at the deadline, with the run still in use, or a defect of graphql-go's.
		return r.givenUp(ctx, time.Since(started), result.Errors)
	}
	return r.finish()
}

// executeEvent executes the root field of a subscription for one event. graphql-go has no part in it: it gives no hold on how
// events are taken and left.
func (r *run) executeEvent(event any) reply {
	for _, f := range r.plan.roots {
		r.results[f.key] = r.root(f, event)
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
func (r *run) givenUp(ctx context.Context, after time.Duration, cause any) reply {
	err := ctx.Err()
	if err == nil {
		err = fmt.Errorf("graphql-go: %v", cause)
	}
	code, message, _ := r.classify(err)
	r.engine.log.LogAttrs(ctx, slog.LevelError, "request given up", slog.String("request", r.req.id), slog.String("code", code),
		slog.Duration("after", after), slog.Any("err", err))
	e := replyError{Message: message, Extensions: coded(code)}
	e.Extensions["requestId"] = r.req.id
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
	all := &object{fields: r.plan.roots}
	var errs []replyError
	null := false
	for _, f := range r.plan.roots {
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
	limit := r.engine.limits.Reply
	size := replySize(all, limit)
	if size > limit {
		too := &codedError{codeLimit, fmt.Sprintf("the answer is larger than %d bytes: ask for less", limit)}
		return reply{executed: true, data: []byte("null"), errors: []replyError{fromRequest(too)}}
	}
	return reply{executed: true, data: appendValue(make([]byte, 0, size+size/4), all), errors: errs}
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
	for _, f := range r.plan.roots {
		if f.key == key {
			r.results[key] = r.root(f, nil)
			return r.present(f.def.Type, r.results[key]), nil
		}
	}
	return nil, fmt.Errorf("no root field %q", key)
}

// present gives graphql-go something of the right kind, so that a failed field does not end the others.
func (r *run) present(t *ast.Type, v any) any {
	switch {
	case v != failed:
		return v
	case !t.NonNull:
		return nil
	case t.Elem != nil:
		return []any{}
	}
	switch def := r.engine.schema.Types[t.NamedType]; {
	case def.Kind == ast.Enum:
		return def.EnumValues[0].Name
	case def.Kind == ast.Scalar:
		return true // which graphql-go turns into a value of any of its scalars
	}
	return &object{typ: t.NamedType}
}
