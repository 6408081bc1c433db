package api

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
)

const (
	// heartbeat is how often a stream without events shows that it is alive.
	heartbeat = 15 * time.Second
	// sendTime is how long the network may take for one event.
	sendTime = 10 * time.Second
)

// stream answers with events, as the distinct connections mode of GraphQL over Server-Sent Events wants it: a subscription with
// one for each of its events, anything else with one.
func (x *exchange) stream(ctx context.Context, req request) error {
	if err := x.acquire(ctx); err != nil {
		return err
	}
	out, p := x.engine.plan(req)
	x.release()
	switch {
	case p == nil:
	case p.op.Operation == ast.Subscription:
		return x.subscribe(ctx, p, req)
	case p.op.Operation == ast.Mutation && x.r.Method != http.MethodPost:
		return &httpError{http.StatusMethodNotAllowed, codeBadRequest, "a mutation needs POST"}
	default:
		var err error
		if out, err = x.event(ctx, p, req, nil); err != nil {
			return err
		}
	}
	x.tell(out, time.Since(x.started))
	x.openStream()
	_ = x.next(out) && x.complete()
	return nil
}

// event executes the operation once.
func (x *exchange) event(ctx context.Context, p *plan, req request, event any) (reply, error) {
	if err := x.acquire(ctx); err != nil {
		return reply{}, err
	}
	defer x.release()
	ctx, cancel := context.WithTimeout(ctx, x.engine.timeFor(p))
	defer cancel()
	return x.engine.execute(ctx, p, req, event), nil
}

// subscribe sends the events of a subscription until the client leaves, is too slow or loses its right to read, or the server
// shuts down. A client that was not told that the subscription is complete comes again.
func (x *exchange) subscribe(ctx context.Context, p *plan, req request) error {
	leave, err := x.streams.enter(client(req.agent, x.address))
	if err != nil {
		return err
	}
	defer leave()
	what, err := x.engine.source(ctx, p, req)
	if err != nil {
		out := reply{errors: []replyError{fromRequest(err)}, source: p.source}
		x.tell(out, time.Since(x.started))
		x.openStream()
		_ = x.next(out) && x.complete()
		return nil
	}
	l := newListener(what, x.engine.limits.Events)
	begin, cancel := context.WithTimeout(ctx, x.engine.limits.Time)
	defer cancel()
	if err := x.streams.feed.listen(begin, l); err != nil {
		return err
	}
	defer x.streams.feed.leave(l)
	x.openStream()
	x.follow(ctx, l, p, req)
	return nil
}

// follow sends the events that a listener collects.
func (x *exchange) follow(ctx context.Context, l *listener, p *plan, req request) {
	pulse := time.NewTicker(heartbeat)
	defer pulse.Stop()
	for alive := x.put(":\n\n"); alive; {
		select {
		case <-ctx.Done():
			return
		case <-x.streams.closing:
			return
		case <-pulse.C:
			alive = x.mayGoOn(ctx) && x.put(":\n\n")
		case <-l.ready:
			events, overrun := l.take()
			alive = x.mayGoOn(ctx) && x.events(ctx, events, p, req)
			if alive && overrun {
				x.end(&codedError{codeTooSlow, "events come faster than they are read: subscribe again, with a narrower filter"})
				return
			}
		}
	}
}

// events executes the subscription for each event and sends what comes of it. It reports whether the client is still there.
func (x *exchange) events(ctx context.Context, events []any, p *plan, req request) bool {
	for _, event := range events {
		started := time.Now()
		out, err := x.event(ctx, p, req, event)
		for err != nil && ctx.Err() == nil { // the server is busy
			out, err = x.event(ctx, p, req, event)
		}
		if err != nil {
			return false
		}
		x.tell(out, time.Since(started))
		if !x.next(out) {
			return false
		}
	}
	return true
}

// mayGoOn ends the stream of a client whose token has been revoked or has expired.
func (x *exchange) mayGoOn(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, x.engine.limits.Time)
	defer cancel()
	_, err := x.reader(ctx, x.r.Header)
	if err == nil || codeOf(err) != codeUnauthenticated {
		return true
	}
	x.end(err)
	return false
}

func (x *exchange) openStream() {
	header := x.w.Header()
	header.Set("Content-Type", typeEvents+"; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("X-Accel-Buffering", "no") // for proxies of the nginx kind
	header.Add("Vary", "Accept")
	x.w.WriteHeader(http.StatusOK)
}

// end tells the client why there are no more events.
func (x *exchange) end(err error) {
	_ = x.next(reply{errors: []replyError{fromRequest(err)}}) && x.complete()
}

func (x *exchange) next(out reply) bool {
	return x.put("event: next\ndata: " + string(out.body()) + "\n\n")
}

func (x *exchange) complete() bool { return x.put("event: complete\ndata:\n\n") }

// put sends a part of the stream at once, and reports whether it could be sent in time.
func (x *exchange) put(text string) bool {
	control := http.NewResponseController(x.w)
	_ = control.SetWriteDeadline(time.Now().Add(sendTime)) // a writer that cannot have one ends when the client leaves
	if _, err := x.w.Write([]byte(text)); err != nil {
		return false
	}
	return control.Flush() == nil
}

// streams counts the subscriptions that are open, and ends them when the server shuts down.
type streams struct {
	feed         *feed
	most, client int // at most, in all and of one client
	closing      chan struct{}

	mu     sync.Mutex
	open   map[string]int // by client
	closed bool
}

func newStreams(f *feed, l Limits) *streams {
	return &streams{feed: f, most: l.Subscribers, client: l.Streams, closing: make(chan struct{}), open: map[string]int{}}
}

// enter counts a subscription of a client until it leaves.
func (s *streams) enter(client string) (leave func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch total := s.total(); {
	case s.closed:
		return nil, &httpError{http.StatusServiceUnavailable, codeBusy, "the server is shutting down: subscribe again in a moment"}
	case total >= s.most:
		return nil, &httpError{http.StatusServiceUnavailable, codeBusy, "too many subscriptions are open: try again later"}
	case s.open[client] >= s.client:
		return nil, &httpError{http.StatusTooManyRequests, codeTooOften, "you have too many subscriptions open: end one first"}
	}
	s.open[client]++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.open[client]--; s.open[client] == 0 {
			delete(s.open, client)
		}
	}, nil
}

func (s *streams) total() (n int) {
	for _, of := range s.open {
		n += of
	}
	return n
}

func (s *streams) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.total()
}

func (s *streams) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.closed = true
		close(s.closing)
	}
}
