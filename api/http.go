package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"stancegraph/graph"
)

// The two media types of a reply; see the GraphQL over HTTP specification.
const (
	typeJSON     = "application/json"
	typeResponse = "application/graphql-response+json"
)

// handler serves GraphQL over HTTP: POST with JSON, and GET for queries.
type handler struct {
	engine  *engine
	closed  bool // reading needs a token
	done    func(Done)
	tokens  tokens
	running chan struct{} // holds one item for each operation being executed
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

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id, started := rand.Text()[:12], time.Now()
	w.Header().Set("X-Request-Id", id)
	media, ok := negotiate(r.Header.Values("Accept"))
	defer func() {
		if p := recover(); p != nil {
			h.fail(w, r, media, id, recovered(p))
		}
	}()
	if !ok {
		h.fail(w, r, typeJSON, id, &httpError{http.StatusNotAcceptable, codeBadRequest, "replies come as " + typeResponse + " or " + typeJSON})
		return
	}
	req, err := h.read(r)
	var marks *graph.Bookmarks
	if err == nil {
		marks, err = bookmarks(r.Header)
	}
	ctx, cancel := context.WithTimeout(r.Context(), h.engine.limits.Time)
	defer cancel()
	if err == nil {
		req.id = id
		req.agent, err = h.reader(ctx, r.Header)
	}
	if err == nil {
		err = h.acquire(ctx)
	}
	if err != nil {
		h.tell(reply{errors: []replyError{{Extensions: coded(codeOf(err))}}}, time.Since(started))
		h.fail(w, r, media, id, err)
		return
	}
	defer func() { <-h.running }()
	out := h.engine.do(graph.WithBookmarks(ctx, marks), req)
	h.tell(out, time.Since(started))
	if out.mutation {
		h.fail(w, r, media, id, &httpError{http.StatusMethodNotAllowed, codeBadRequest, "a mutation needs POST"})
		return
	}
	status := http.StatusOK
	if !out.executed && media == typeResponse {
		status = http.StatusBadRequest
	}
	if text := marks.String(); text != "" {
		w.Header().Set(bookmarkHeader, text)
	}
	send(w, media, status, out)
}

// tell says how a request went to whoever wants to know.
func (h *handler) tell(out reply, took time.Duration) {
	if h.done == nil {
		return
	}
	d := Done{Operation: "refused", Took: took}
	if out.executed {
		d.Operation, d.Field = string(out.operation), out.field
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

// reader gives who sent a request that reads: nil for whoever brought no token, where none is needed.
func (h *handler) reader(ctx context.Context, header http.Header) (*graph.Agent, error) {
	agent, err := h.tokens.agent(ctx, header)
	if err == nil && agent == nil && h.closed {
		return nil, &codedError{codeUnauthenticated, "reading needs a token here, sent as Authorization: Bearer TOKEN"}
	}
	return agent, err
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

// fail sends a refusal.
func (h *handler) fail(w http.ResponseWriter, r *http.Request, media, id string, err error) {
	status := http.StatusInternalServerError
	e := replyError{}
	if refused, ok := errors.AsType[*httpError](err); ok {
		status, e = refused.status, replyError{Message: refused.message, Extensions: coded(refused.code)}
	} else {
		code, message, log := classify(err)
		e = replyError{Message: message, Extensions: coded(code)}
		if s, known := map[string]int{codeUnauthenticated: http.StatusUnauthorized, codeTimeout: http.StatusServiceUnavailable,
			"UNAVAILABLE": http.StatusServiceUnavailable}[code]; known {
			status = s
		}
		if log {
			e.Extensions["requestId"] = id
			h.engine.log.LogAttrs(r.Context(), slog.LevelError, "request failed", slog.String("request", id), slog.String("code", code), slog.Any("err", err))
		}
	}
	switch status {
	case http.StatusMethodNotAllowed:
		w.Header().Set("Allow", map[bool]string{true: "POST", false: "GET, POST"}[r.Method == http.MethodGet])
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", "Bearer")
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "1")
	}
	send(w, media, status, reply{errors: []replyError{e}})
}

func (h *handler) refuseCrossOrigin(w http.ResponseWriter, r *http.Request) {
	h.fail(w, r, typeJSON, "", &httpError{http.StatusForbidden, "FORBIDDEN", "requests from other origins are not allowed"})
}

// send writes a reply.
func send(w http.ResponseWriter, media string, status int, out reply) {
	b := []byte{'{'}
	if len(out.errors) > 0 {
		errs, err := json.Marshal(out.errors)
		if err != nil {
			panic(err) // texts and numbers only
		}
		b = append(append(b, `"errors":`...), errs...)
	}
	if out.executed {
		if len(out.errors) > 0 {
			b = append(b, ',')
		}
		b = append(append(b, `"data":`...), out.data...)
	}
	b = append(b, "}\n"...)
	header := w.Header()
	header.Set("Content-Type", media+"; charset=utf-8")
	header.Set("Content-Length", strconv.Itoa(len(b)))
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-store")
	header.Add("Vary", "Accept")
	w.WriteHeader(status)
	_, _ = w.Write(b) // the client is gone: nobody to tell
}

// read takes the request out of its HTTP form.
func (h *handler) read(r *http.Request) (request, error) {
	switch r.Method {
	case http.MethodGet:
		return h.readQuery(r.URL)
	case http.MethodPost:
		return h.readBody(r)
	}
	return request{}, &httpError{http.StatusMethodNotAllowed, codeBadRequest, "want GET or POST"}
}

func (h *handler) readQuery(u *url.URL) (request, error) {
	if len(u.RawQuery) > h.engine.limits.URL {
		return request{}, &httpError{http.StatusRequestURITooLong, codeLimit, fmt.Sprintf("the address has more than %d bytes: use POST", h.engine.limits.URL)}
	}
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return request{}, badRequest("the parameters of the address cannot be read")
	}
	fields := map[string]any{}
	for _, name := range []string{"query", "operationName"} {
		if values.Has(name) {
			fields[name] = values.Get(name)
		}
	}
	for _, name := range []string{"variables", "extensions"} {
		if text := values.Get(name); text != "" {
			if fields[name], err = decode([]byte(text)); err != nil {
				return request{}, badRequest("%s is not JSON", name)
			}
		}
	}
	req, err := parameters(fields)
	req.readOnly = true
	return req, err
}

func (h *handler) readBody(r *http.Request) (request, error) {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset := params["charset"]; err != nil || media != typeJSON || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return request{}, &httpError{http.StatusUnsupportedMediaType, codeBadRequest, "want Content-Type: application/json"}
	}
	limit := h.engine.limits.Body
	body, err := io.ReadAll(io.LimitReader(r.Body, int64(limit)+1))
	switch {
	case err != nil:
		return request{}, badRequest("the body cannot be read")
	case len(body) > limit:
		return request{}, &httpError{http.StatusRequestEntityTooLarge, codeLimit, fmt.Sprintf("the body has more than %d bytes", limit)}
	}
	v, err := decode(body)
	if err != nil {
		return request{}, badRequest("the body is not JSON")
	}
	fields, ok := v.(map[string]any)
	if !ok {
		return request{}, badRequest("the body is not a JSON object; several requests at once are not supported")
	}
	return parameters(fields)
}

// decode reads one JSON value, with numbers kept as text.
func decode(b []byte) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if err = d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err = d.Token(); err != io.EOF {
		return nil, errors.New("something follows the value")
	}
	return v, nil
}

// parameters checks the types of the parameters of a request.
func parameters(fields map[string]any) (req request, err error) {
	var ok bool
	if req.query, ok = fields["query"].(string); !ok {
		return req, badRequest("query is missing or is not a text")
	}
	if name := fields["operationName"]; name != nil {
		if req.operation, ok = name.(string); !ok {
			return req, badRequest("operationName is not a text")
		}
	}
	if vars := fields["variables"]; vars != nil {
		if req.variables, ok = vars.(map[string]any); !ok {
			return req, badRequest("variables is not an object")
		}
	}
	if ext := fields["extensions"]; ext != nil {
		if _, ok = ext.(map[string]any); !ok {
			return req, badRequest("extensions is not an object")
		}
	}
	return req, nil
}

// negotiate picks the media type of the reply; ok is false where none will do.
func negotiate(accept []string) (media string, ok bool) {
	all := strings.Join(accept, ",")
	if strings.TrimSpace(all) == "" {
		return typeJSON, true
	}
	best := 0.0
	for part := range strings.SplitSeq(all, ",") {
		name, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		q := 1.0
		if text, given := params["q"]; given {
			if q, err = strconv.ParseFloat(text, 64); err != nil {
				continue
			}
		}
		if charset := params["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
			continue
		}
		switch name {
		case "*/*", "application/*":
			name = typeJSON
		case typeJSON, typeResponse:
		default:
			continue
		}
		if q > best || q == best && q > 0 && name == typeResponse {
			best, media = q, name
		}
	}
	return media, best > 0
}
