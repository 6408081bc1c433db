package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// reply is the answer to a request. Without data, the request failed before execution.
type reply struct {
	executed   bool
	data       []byte // JSON
	errors     []replyError
	extensions map[string]any

	// For whoever measures.
	operation ast.Operation
	name      string // of the operation, empty where it has none
	field     string // the first root field
	source    string // where the document came from
	asked     *account
}

// body writes the reply as JSON.
func (out reply) body() []byte {
	b := append(make([]byte, 0, len(out.data)+64), '{') // room for what is around, too
	add := func(name string, v []byte) {
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = append(append(append(append(b, '"'), name...), `":`...), v...)
	}
	if len(out.errors) > 0 {
		add("errors", mustJSON(out.errors))
	}
	if out.executed {
		add("data", out.data)
	}
	if len(out.extensions) > 0 {
		add("extensions", mustJSON(out.extensions))
	}
	return append(b, '}')
}

// mustJSON writes what holds texts, numbers and lists and objects of these only.
func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// send writes the reply to an operation.
func (x *exchange) send(out reply) {
	body := append(out.body(), '\n')
	if x.r.Method != http.MethodPost && out.executed && len(out.errors) == 0 {
		tag := etag(body)
		x.w.Header().Set("ETag", tag)
		x.w.Header().Set("Cache-Control", "private, no-cache")
		x.w.Header().Add("Vary", "Authorization")
		if matches(x.r.Header.Get("If-None-Match"), tag) {
			x.w.Header().Add("Vary", "Accept")
			x.w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	status := http.StatusOK
	if !out.executed && x.media == typeResponse {
		status = http.StatusBadRequest
	}
	x.write(x.media, status, body)
}

// fail sends a refusal.
func (x *exchange) fail(err error) {
	status, e := x.refusal(err)
	header := x.w.Header()
	switch status {
	case http.StatusMethodNotAllowed:
		header.Set("Allow", map[bool]string{true: "POST", false: "GET, POST"}[x.r.Method == http.MethodGet])
	case http.StatusUnauthorized:
		header.Set("WWW-Authenticate", "Bearer")
	case http.StatusServiceUnavailable:
		header.Set("Retry-After", "1")
	case http.StatusTooManyRequests:
		if often, ok := errors.AsType[*tooOften](err); ok {
			header.Set("Retry-After", often.seconds())
		}
	}
	media := x.media
	if media == typeEvents {
		media = typeJSON
	}
	x.write(media, status, append(reply{errors: []replyError{e}}.body(), '\n'))
}

// refusal gives the status and the entry for an error, and logs what is not for the client.
func (x *exchange) refusal(err error) (status int, e replyError) {
	if refused, ok := errors.AsType[*httpError](err); ok {
		return refused.status, replyError{Message: refused.message, Extensions: coded(refused.code)}
	}
	code, message, log := classify(err)
	e = replyError{Message: message, Extensions: coded(code)}
	if log {
		e.Extensions["requestId"] = x.id
		x.engine.log.LogAttrs(x.r.Context(), slog.LevelError, "request failed", slog.String("request", x.id), slog.String("code", code), slog.Any("err", err))
	}
	status, known := map[string]int{codeUnauthenticated: http.StatusUnauthorized, "FORBIDDEN": http.StatusForbidden, codeTooOften: http.StatusTooManyRequests,
		codeTimeout: http.StatusServiceUnavailable, "UNAVAILABLE": http.StatusServiceUnavailable}[code]
	if !known {
		status = http.StatusInternalServerError
	}
	return status, e
}

// write sends one whole body.
func (x *exchange) write(media string, status int, body []byte) {
	header := x.w.Header()
	header.Set("Content-Type", media+"; charset=utf-8")
	header.Set("Content-Length", strconv.Itoa(len(body)))
	header.Set("X-Content-Type-Options", "nosniff")
	header.Add("Vary", "Accept")
	if header.Get("Cache-Control") == "" {
		header.Set("Cache-Control", "no-store")
	}
	x.w.WriteHeader(status)
	_, _ = x.w.Write(body) // the client is gone: nobody to tell
}

// etag names a body, whatever the compression in which it is sent.
func etag(body []byte) string {
	sum := sha256.Sum256(body)
	return `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

// matches reports whether a client that sends If-None-Match has the tagged body.
func matches(header, tag string) bool {
	for part := range strings.SplitSeq(header, ",") {
		if part = strings.TrimSpace(part); part == "*" || strings.TrimPrefix(part, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
