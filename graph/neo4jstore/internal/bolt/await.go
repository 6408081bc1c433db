package bolt

import (
	"context"
	"errors"
	"time"
)

// endless is a context without its deadline. The driver pays for a deadline with a goroutine for every message that it
// reads; the time limit of the transaction, and [await], do the same for nothing.
type endless struct{ context.Context }

func (endless) Deadline() (time.Time, bool) { return time.Time{}, false }

// grace is how long an answer may be on its way after the server has stopped working on it.
const grace = 5 * time.Second

// errSilent ends a call whose answer is overdue: the server would have broken it off by itself, so that nothing comes from it
// any more, or nothing comes through.
var errSilent = errors.New("no answer came")

// await runs f and returns when it is done, when the context ends or when the time is over within which an answer must have
// come, whichever comes first. The driver does not notice any of that while it waits for the server; what is left behind then
// ends with the next message, at the server's time limit, or when the operating system gives the connection up.
func await[T any](ctx context.Context, within time.Duration, f func(context.Context) (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, within, errSilent)
	defer cancel()
	done := make(chan outcome, 1)
	go func() {
		value, err := f(endless{ctx})
		done <- outcome{value, err}
	}()
	select {
	case o := <-done:
		if o.err != nil && ctx.Err() != nil {
			return none, errors.Join(context.Cause(ctx), o.err)
		}
		return o.value, o.err
	case <-ctx.Done():
		return none, context.Cause(ctx)
	}
}

// limit gives the time that the server may work on a transaction: the configured limit, or what is left until the context's
// deadline and a little, so that it is the context that ends first.
func limit(ctx context.Context, configured time.Duration) time.Duration {
	inner := ctx
	if e, ok := ctx.(endless); ok {
		inner = e.Context
	}
	if deadline, ok := inner.Deadline(); ok {
		return min(configured, max(time.Until(deadline), 0)+time.Second)
	}
	return configured
}

// attempts is how often a transaction is run whose connection breaks. Waiting for a server that is away is not counted: the
// driver does that within each attempt.
const attempts = 5

// repeat runs f again where its connection broke after the driver had stopped trying: while committing, mostly.
func repeat[T any](ctx context.Context, db *DB, call string, f func(attempt int) (T, error)) (T, error) {
	for attempt := 1; ; attempt++ {
		value, err := f(attempt)
		if !broken(err) || attempt == attempts || ctx.Err() != nil {
			return value, err
		}
		db.config.Log.Warn("connection to neo4j broke, running the transaction again", "call", call, "attempt", attempt, "error", err)
	}
}
