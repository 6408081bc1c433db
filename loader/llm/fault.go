package llm

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/openai/openai-go/v3"
)

// fault is why an attempt failed.
type fault struct {
	text   string        // safe to show and to log
	passes bool          // trying again may help
	lasts  bool          // every other request will fail as well
	ours   bool          // it is about the article, and says nothing of the endpoint
	billed bool          // the endpoint may have worked on it
	after  time.Duration // how long to wait at least
}

// classify says what an error means. Nothing of it but codes is passed on: addresses and messages can hold secrets.
func (c *client) classify(err, limit error) *fault {
	if e, ok := errors.AsType[*openai.Error](err); ok {
		return c.classifyStatus(e)
	}
	if e, ok := errors.AsType[*net.OpError](err); ok && e.Op == "dial" {
		return &fault{text: "the endpoint cannot be reached: " + c.redact(e.Err.Error()), passes: true, lasts: true}
	}
	if errors.Is(limit, context.DeadlineExceeded) || isTimeout(err) {
		return &fault{text: fmt.Sprintf("no answer within %s", c.timeout), passes: true, billed: true}
	}
	if _, ok := errors.AsType[*json.SyntaxError](err); ok || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return &fault{text: "the answer was cut off", passes: true, billed: true}
	}
	return &fault{text: "the answer cannot be read, or the connection broke", passes: true, billed: true}
}

func isTimeout(err error) bool {
	e, ok := errors.AsType[net.Error](err)
	return ok && e.Timeout()
}

func (c *client) classifyStatus(e *openai.Error) *fault {
	f := &fault{text: fmt.Sprintf("HTTP status %d", e.StatusCode), after: retryAfter(e.Response.Header, time.Now())}
	if hint := c.redact(hint(e)); hint != "" {
		f.text += " (" + hint + ")"
	}
	switch s := e.StatusCode; {
	case s == http.StatusTooManyRequests:
		f.passes = e.Code != "insufficient_quota"
		f.lasts = true
	case s == http.StatusRequestTimeout || s == http.StatusConflict || s >= 500:
		f.passes = true
	case s == http.StatusUnauthorized || s == http.StatusForbidden || s == http.StatusNotFound || s == http.StatusPaymentRequired:
		f.lasts = true
		f.text += ": check OPENAI_BASE_URL, OPENAI_API_KEY and STANCEGRAPH_MODEL"
	}
	return f
}

// codePattern is what machine-readable parts of an error look like; anything else is not shown.
var codePattern = regexp.MustCompile(`^[a-z0-9_.\[\]-]{1,64}$`)

// hint gives the error's code and the parameter it is about.
func hint(e *openai.Error) string {
	plain := func(s string) string {
		if s == "null" || !codePattern.MatchString(s) {
			return ""
		}
		return s
	}
	code, param := cmp.Or(plain(e.Code), plain(e.Type)), plain(e.Param)
	if code != "" && param != "" {
		return code + ", " + param
	}
	return code + param
}

// redactor takes a secret out of texts.
func redactor(secret string) func(string) string {
	return func(s string) string {
		if secret == "" {
			return s
		}
		return strings.ReplaceAll(s, secret, "[secret]")
	}
}
