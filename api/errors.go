package api

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"stancegraph/graph"
)

// Codes that are not those of package graph; all stand in extensions.code in upper case.
const (
	codeParse           = "PARSE_FAILED"      // the document is not GraphQL
	codeValidation      = "VALIDATION_FAILED" // the document does not fit the schema
	codeLimit           = "LIMIT_EXCEEDED"    // the request is larger than a limit allows
	codeBadRequest      = "BAD_REQUEST"       // the HTTP request is not a GraphQL request
	codeUnauthenticated = "UNAUTHENTICATED"   // a token is missing, unknown, revoked or expired
	codeTimeout         = "TIMEOUT"           // the request took too long
	codeBusy            = "BUSY"              // too many requests are running, or too many subscriptions
	codeTooOften        = "RATE_LIMITED"      // the client has sent too many requests
	codeNotPersisted    = "PERSISTED_QUERY_NOT_FOUND"
	codeNotTrusted      = "DOCUMENT_NOT_TRUSTED" // only documents of the manifest are executed
	codeTooSlow         = "TOO_SLOW"             // the reader of a subscription does not keep up
)

// requestError is an error found before execution.
type requestError struct {
	code, message string
	at            *ast.Position
}

func (e *requestError) Error() string { return e.message }

// codedError is an error of execution with a code of this package.
type codedError struct{ code, message string }

func (e *codedError) Error() string { return e.message }

// replyError is one entry of "errors" in a reply.
type replyError struct {
	Message    string         `json:"message"`
	Locations  []location     `json:"locations,omitempty"`
	Path       []any          `json:"path,omitempty"`
	Extensions map[string]any `json:"extensions"`
}

type location struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

func locate(p *ast.Position) []location {
	if p == nil || p.Line == 0 {
		return nil
	}
	return []location{{p.Line, p.Column}}
}

func coded(code string) map[string]any { return map[string]any{"code": code} }

// detailed gives the extensions of an error of execution: for a conflict also the object that has changed, and the revision
// at which it is now.
func detailed(code string, err error) map[string]any {
	ext := coded(code)
	if c, ok := errors.AsType[*graph.Changed](err); ok {
		ext["object"], ext["revision"] = globalID(objectTypes[c.Object.Type], c.Object.ID), c.Revision
	}
	return ext
}

// objectTypes names the types of the schema for what revisions record.
var objectTypes = map[graph.ObjectType]string{graph.ActorObject: "Actor", graph.IssueObject: "Issue",
	graph.ArticleObject: "Article", graph.StatementObject: "Statement"}

// fromRequest gives the entry for an error found before execution.
func fromRequest(err error) replyError {
	if e, ok := errors.AsType[*requestError](err); ok {
		return replyError{Message: brief(e.message), Locations: locate(e.at), Extensions: coded(e.code)}
	}
	code, message, _ := classify(err)
	return replyError{Message: message, Extensions: coded(code)}
}

// brief cuts a message short that quotes a long request.
func brief(message string) string { return shorten(message, 1000) }

// fromParser gives the entries for errors of gqlparser.
func fromParser(code string, errs ...*gqlerror.Error) []replyError {
	out := make([]replyError, len(errs))
	for i, e := range errs {
		out[i] = replyError{Message: brief(e.Message), Extensions: coded(code)}
		for _, l := range e.Locations {
			out[i].Locations = append(out[i].Locations, location(l))
		}
	}
	return out
}

// classify gives the code and the message that may be shown, and whether the cause belongs into the log.
func classify(err error) (code, message string, log bool) {
	if e, ok := errors.AsType[*codedError](err); ok {
		return e.code, e.message, false
	}
	if often, ok := errors.AsType[*tooOften](err); ok {
		return codeTooOften, often.Error(), false
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return codeTimeout, "the request took too long: ask for less, or narrow the filter", true
	case errors.Is(err, context.Canceled):
		return codeTimeout, "the request was given up", false
	}
	c := graph.CodeOf(err)
	return strings.ToUpper(string(c)), graph.MessageOf(err), c == graph.Internal || c == graph.Unavailable
}

func invalidf(format string, args ...any) error { return graph.Errorf(graph.Invalid, format, args...) }

// recovered turns a panic into an error that does not show it.
func recovered(p any) error {
	return &graph.Error{Code: graph.Internal, Message: "internal error", Err: fmt.Errorf("panic: %v", p)}
}
