package graph

import (
	"context"
	"time"
)

// TracedQuery is one query that a store ran to read.
type TracedQuery struct {
	Text   string // SQL or Cypher
	Params any    // as the database took them
	Rows   int
	Took   time.Duration
}

type traceKey struct{}

// WithTrace gives a context in which stores tell of the queries that they run to read, beside those who want to know already. Tell
// may be called at the same time by several.
func WithTrace(ctx context.Context, tell func(TracedQuery)) context.Context {
	outer, _ := ctx.Value(traceKey{}).(func(TracedQuery))
	return context.WithValue(ctx, traceKey{}, func(q TracedQuery) {
		if outer != nil {
			outer(q)
		}
		tell(q)
	})
}

// Trace tells of a query, where the context wants to know. Stores call it.
func Trace(ctx context.Context, q TracedQuery) {
	if tell, ok := ctx.Value(traceKey{}).(func(TracedQuery)); ok {
		tell(q)
	}
}
