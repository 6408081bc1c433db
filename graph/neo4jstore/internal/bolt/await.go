package bolt

import (
	"context"
	"errors"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// endless is a context without its deadline. The driver pays for a deadline with a goroutine for every message that it
// reads; the time limit of the transaction, and [await], do the same for nothing.
type endless struct{ context.Context }

func (endless) Deadline() (time.Time, bool) { return time.Time{}, false }

// grace is how long an answer may be on its way after the server has stopped working on it.
const grace = 5 * time.Second

// farewell is how long closing waits for calls that nobody waits for any more.
const farewell = time.Second

// errSilent ends a call whose answer is overdue: the server would have broken it off by itself, so that nothing comes from it
// any more, or nothing comes through.
var errSilent = errors.New("no answer came")

// await runs f, in which the server works for a limited time, and returns when it is done, when the context ends or when the time is over
// within which an answer must have come, whichever comes first. The driver does not notice any of that while it waits for the server; what is left behind then
// ends with the next message, at the server's time limit, or when the operating system gives the connection up.
func await[T any](ctx context.Context, db *DB, limit time.Duration, f func(context.Context) (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, db.config.RetryLimit+limit+grace, errSilent)
	defer cancel()
	done := make(chan outcome, 1)
	db.calls.Go(func() {
		value, err := f(endless{ctx})
		done <- outcome{value, err}
	})
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

const (
	// firstPause is how long a read waits that failed because no connection could be made or the server said so; each further pause is twice
	// as long, up to lastPause.
	firstPause, lastPause = 50 * time.Millisecond, 2 * time.Second
	// deadConnections is how many connections can be in the pool that have broken while nobody used them.
	deadConnections = 100
)

// again runs f, which reads, until it works, for as long as trying again may help and the limit for it is not over.
func again[T any](ctx context.Context, db *DB, call string, f func() (T, error)) (T, error) {
	start, pause := time.Now(), firstPause
	for attempt := 1; ; attempt++ {
		value, err := f()
		if err == nil || !neo4j.IsRetryable(err) && !broken(err) || ctx.Err() != nil || time.Since(start) > db.config.RetryLimit {
			return value, err
		}
		if attempt == 1 {
			db.config.Log.Warn("reading from neo4j failed, trying again", "call", call, "error", err)
		}
		if broken(err) && !undialled(err) && attempt <= deadConnections {
			continue // with another connection
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return value, err
		}
		pause = min(2*pause, lastPause)
	}
}
