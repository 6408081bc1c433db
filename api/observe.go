package api

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"stancegraph/graph"
)

// account is what an operation has asked of the store. Safe for concurrent use: an operation that was given up may still add to
// it.
type account struct {
	mu         sync.Mutex
	statements []asked
}

// asked is one statement that was put to the store.
type asked struct {
	field string // the root field that it was needed for
	graph.TracedQuery
}

func (a *account) add(field string, q graph.TracedQuery) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.statements = append(a.statements, asked{field, q})
}

func (a *account) all() []asked {
	if a == nil {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.statements[:len(a.statements):len(a.statements)]
}

// sum gives how many statements there were and how long they took together.
func (a *account) sum() (n int, took time.Duration) {
	for _, s := range a.all() {
		n++
		took += s.Took
	}
	return n, took
}

// explanation is the extension that tells what was asked of the store, without the values that were asked for.
func (r *run) explanation(took time.Duration) map[string]any {
	statements := []any{}
	for _, s := range r.asked.all() {
		statements = append(statements, map[string]any{"field": s.field, "text": s.Text, "rows": s.Rows, "milliseconds": milliseconds(s.Took)})
	}
	return map[string]any{"cost": r.plan.cost, "document": r.plan.source, "milliseconds": milliseconds(took), "statements": statements}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// watch makes the context of the run one in which the statements put to the store are noted and traced, until the root field has
// ended.
func (r *run) watch(f *field) (end func()) {
	outer := r.ctx
	ctx, span := r.engine.tracer.Start(outer, f.on+"."+f.name)
	r.ctx = graph.WithTrace(ctx, func(q graph.TracedQuery) {
		r.asked.add(f.key, q)
		now := time.Now()
		_, statement := r.engine.tracer.Start(ctx, "store statement", trace.WithSpanKind(trace.SpanKindClient), trace.WithTimestamp(now.Add(-q.Took)),
			trace.WithAttributes(attribute.String("db.query.text", strings.ToValidUTF8(q.Text, "")), attribute.Int("db.response.returned_rows", q.Rows)))
		statement.End(trace.WithTimestamp(now))
	})
	return func() {
		r.ctx = outer
		if errs := r.errors[f.key]; len(errs) > 0 {
			code, _ := errs[0].Extensions["code"].(string)
			span.SetStatus(codes.Error, code)
		}
		span.End()
	}
}

// describeSpan says on the span of the request which operation it turned out to be.
func describeSpan(ctx context.Context, op *ast.OperationDefinition, p *plan) {
	span := trace.SpanFromContext(ctx)
	span.SetName(strings.TrimSpace(string(op.Operation) + " " + p.field()))
	span.SetAttributes(attribute.String("graphql.operation.type", string(op.Operation)), attribute.String("graphql.operation.name", op.Name),
		attribute.Int("stancegraph.cost", p.cost))
}

// audit logs a change that somebody made or tried to make.
func (r *run) audit(f *field, outcome any) {
	attrs := []slog.Attr{slog.String("request", r.req.id), slog.String("address", r.req.address), slog.String("what", f.name)}
	if r.req.agent != nil {
		attrs = append(attrs, slog.String("who", r.req.agent.Name), slog.String("role", string(r.req.agent.Role)))
	}
	switch v := outcome.(type) {
	case error:
		code, _, _ := r.classify(v)
		attrs = append(attrs, slog.String("outcome", code))
	case *payload:
		attrs = append(attrs, slog.String("outcome", "DONE"))
		if v.revision != nil {
			attrs = append(attrs, slog.String("revision", string(v.revision.ID)), slog.Int("objects", len(v.revision.Changes)))
		}
	default:
		attrs = append(attrs, slog.String("outcome", "DONE"))
	}
	r.engine.log.LogAttrs(r.ctx, slog.LevelInfo, "change", attrs...)
}
