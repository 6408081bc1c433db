package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"stancegraph/graph"
)

// handler serves GraphQL over HTTP: POST with JSON, and GET for queries.
type handler struct {
	engine   *engine
	closed   bool // reading needs a token
	explains bool // everybody may see what is asked of the store
	proxies  []netip.Prefix
	done     func(Done)
	tokens   *graph.Tokens
	throttle *throttle
	streams  *streams
	running  chan struct{} // holds one item for each operation being executed
}

// httpError is a request refused with a status of its own, whatever the media type of the reply.
type httpError struct {
	status        int
	code, message string
}

func (e *httpError) Error() string { return e.message }

func badRequest(format string, args ...any) error {
	return &httpError{http.StatusBadRequest, codeBadRequest, fmt.Sprintf(format, args...)}
}

// patience is how long a request waits for its turn.
const patience = time.Second

// exchange is one HTTP request and its answer.
type exchange struct {
	*handler
	w       http.ResponseWriter
	r       *http.Request
	media   string // of the reply
	id      string // of the request
	address string // where it came from
	started time.Time
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	x := &exchange{h, w, r, typeJSON, requestID(r.Header), clientAddress(r, h.proxies), time.Now()}
	ctx := propagation.TraceContext{}.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
	ctx, span := h.engine.tracer.Start(ctx, "GraphQL", trace.WithSpanKind(trace.SpanKindServer),
		trace.WithAttributes(attribute.String("http.request.method", r.Method), attribute.String("stancegraph.request", x.id)))
	defer span.End()
	w.Header().Set("X-Request-Id", x.id)
	err := x.serve(ctx)
	if err == nil {
		return
	}
	span.SetStatus(codes.Error, codeOf(err))
	h.tell(reply{errors: []replyError{{Extensions: coded(codeOf(err))}}}, time.Since(x.started))
	x.fail(err)
}

// serve answers the request, or says why it is refused.
func (x *exchange) serve(ctx context.Context) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = recovered(p)
		}
	}()
	media, ok := negotiate(x.r.Header.Values("Accept"))
	if !ok {
		return &httpError{http.StatusNotAcceptable, codeBadRequest, "replies come as " + typeResponse + " or " + typeJSON + ", those to subscriptions as " + typeEvents}
	}
	x.media = media
	if fetchedAcross(x.r) {
		return errForeign
	}
	req, err := x.read(x.r)
	if err != nil {
		return err
	}
	marks, err := bookmarks(x.r.Header)
	if err != nil {
		return err
	}
	ctx = graph.WithBookmarks(ctx, marks)
	if req.agent, err = x.enter(ctx); err != nil {
		return err
	}
	req.id, req.address = x.id, x.address
	if req.explain && !x.mayExplain(req.agent) {
		return &codedError{"FORBIDDEN", "to see what is asked of the store needs the role analyst"}
	}
	if x.media == typeEvents {
		return x.stream(ctx, req)
	}
	return x.answer(ctx, req, marks)
}

// answer executes the request and sends the reply.
func (x *exchange) answer(ctx context.Context, req request, marks *graph.Bookmarks) error {
	waiting, cancel := context.WithTimeout(ctx, x.engine.limits.Time)
	defer cancel()
	if err := x.acquire(waiting); err != nil {
		return err
	}
	defer x.release()
	out, p := x.engine.plan(req)
	if p != nil {
		switch {
		case p.op.Operation == ast.Mutation && x.r.Method != http.MethodPost:
			return &httpError{http.StatusMethodNotAllowed, codeBadRequest, "a mutation needs POST"}
		case p.op.Operation == ast.Subscription:
			return &httpError{http.StatusNotAcceptable, codeBadRequest, "a subscription is answered with events: send Accept: " + typeEvents}
		}
		executing, cancel := context.WithTimeout(ctx, x.engine.timeFor(p))
		defer cancel()
		out = x.engine.execute(executing, p, req, nil)
		if p.op.Operation == ast.Mutation {
			x.streams.feed.nudge()
		}
	}
	x.tell(out, time.Since(x.started))
	if text := marks.String(); text != "" {
		x.w.Header().Set(bookmarkHeader, text)
	}
	x.send(out)
	return nil
}

// bookmarkHeader carries bookmarks, see [graph.Bookmarks]: whoever sends what the last reply brought reads what it has seen,
// whichever server process answers.
const bookmarkHeader = "Stancegraph-Bookmark"

// maxBookmark bounds its length, in bytes. A bookmark of Neo4j has some 60, and there is one for each database.
const maxBookmark = 4096

func bookmarks(header http.Header) (*graph.Bookmarks, error) {
	text := strings.Join(header.Values(bookmarkHeader), " ")
	if len(text) > maxBookmark {
		return nil, badRequest("%s has more than %d bytes: send what the last reply brought", bookmarkHeader, maxBookmark)
	}
	return graph.NewBookmarks(text), nil
}

// enter gives who sent the request, and refuses who may not read here or asks too often. Who brings no token that is good counts by
// address, so that tokens cannot be guessed at will.
func (x *exchange) enter(ctx context.Context) (*graph.Agent, error) {
	ctx, cancel := context.WithTimeout(ctx, x.engine.limits.Time)
	defer cancel()
	agent, err := x.reader(ctx, x.r.Header)
	if err != nil && codeOf(err) != codeUnauthenticated {
		return nil, err
	}
	if often := x.throttle.admit(client(agent, x.address)); often != nil {
		return nil, often
	}
	return agent, err
}

// client names who sent a request: the user, or the network.
func client(agent *graph.Agent, address string) string {
	if agent != nil {
		return "user " + agent.Name
	}
	return network(address)
}

// reader gives who sent a request that reads: nil for whoever brought no token, where none is needed.
func (h *handler) reader(ctx context.Context, header http.Header) (*graph.Agent, error) {
	agent, err := agentOf(ctx, h.tokens, header)
	if err == nil && agent == nil && h.closed {
		return nil, &codedError{codeUnauthenticated, "reading needs a token here, sent as Authorization: Bearer TOKEN"}
	}
	return agent, err
}

func (h *handler) mayExplain(agent *graph.Agent) bool {
	return h.explains || agent != nil && agent.Role.Allows(graph.Analyst)
}

// acquire waits for the turn of a request.
func (h *handler) acquire(ctx context.Context) error {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case h.running <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return &httpError{http.StatusServiceUnavailable, codeBusy, "too many requests are running: try again in a moment"}
	}
}

func (h *handler) release() { <-h.running }

// tell says how a request went to whoever wants to know.
func (h *handler) tell(out reply, took time.Duration) {
	if h.done == nil {
		return
	}
	d := Done{Operation: "refused", Document: out.source, Took: took}
	if out.executed {
		d.Operation, d.Name, d.Field = string(out.operation), out.name, out.field
		d.Statements, d.Store = out.asked.sum()
	}
	for _, e := range out.errors {
		if code, ok := e.Extensions["code"].(string); ok {
			d.Codes = append(d.Codes, code)
		}
	}
	h.done(d)
}

// codeOf gives the code under which an error is sent.
func codeOf(err error) string {
	if refused, ok := errors.AsType[*httpError](err); ok {
		return refused.code
	}
	code, _, _ := classify(err)
	return code
}

var errForeign = &httpError{http.StatusForbidden, "FORBIDDEN", "requests from other origins are not allowed"}

// refuseCrossOrigin answers what the protection against cross-origin requests of the standard library has refused.
func (h *handler) refuseCrossOrigin(w http.ResponseWriter, r *http.Request) {
	x := &exchange{handler: h, w: w, r: r, media: typeJSON, id: requestID(r.Header)}
	x.fail(errForeign)
}

// fetchedAcross reports whether a page of another site fetches with GET. It could not read the answer, but cost us one.
func fetchedAcross(r *http.Request) bool {
	return r.Header.Get("Sec-Fetch-Site") == "cross-site" && r.Header.Get("Sec-Fetch-Mode") != "navigate"
}
