package api

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"stancegraph/graph"
)

// request is what a client asks.
type request struct {
	query     *string // the document; nil where only its id was sent
	document  string  // the id of a document: the SHA-256 of its text, or the name of a trusted one; empty where none was sent
	operation string
	variables map[string]any
	explain   bool // the reply is to tell what was asked of the store

	id      string // of the request, for the log and for internal errors
	address string // where it came from
	agent   *graph.Agent
}

var plainID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// requestID gives the id that the client, or a proxy before us, has given the request, if it is a plain one, else a new one.
func requestID(header http.Header) string {
	if id := header.Get("X-Request-Id"); plainID.MatchString(id) {
		return id
	}
	return rand.Text()[:12]
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
	for _, name := range []string{"query", "documentId", "operationName"} {
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
	return parameters(fields)
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

// optional reads a parameter that may be absent or null.
func optional[T any](fields map[string]any, name, kind string, to *T) error {
	v := fields[name]
	if v == nil {
		return nil
	}
	typed, ok := v.(T)
	if !ok {
		return badRequest("%s is not %s", name, kind)
	}
	*to = typed
	return nil
}

// parameters checks the types of the parameters of a request.
func parameters(fields map[string]any) (req request, err error) {
	var extensions map[string]any
	if err := errors.Join(
		optional(fields, "documentId", "a text", &req.document),
		optional(fields, "operationName", "a text", &req.operation),
		optional(fields, "variables", "an object", &req.variables),
		optional(fields, "extensions", "an object", &extensions),
	); err != nil {
		return req, err
	}
	req.explain, _ = extensions["explain"].(bool)
	if err := req.persisted(extensions["persistedQuery"]); err != nil {
		return req, err
	}
	req.document = strings.TrimPrefix(req.document, hashPrefix)
	query, isText := fields["query"].(string)
	switch {
	case isText:
		req.query = &query
	case fields["query"] != nil || req.document == "":
		return req, badRequest("query is missing or is not a text")
	}
	return req, nil
}

// persisted reads the extension persistedQuery, an older way of naming a document by its hash.
func (req *request) persisted(extension any) error {
	if extension == nil {
		return nil
	}
	fields, _ := extension.(map[string]any)
	hash, ok := fields["sha256Hash"].(string)
	switch {
	case !ok || fields["version"] != json.Number("1"):
		return badRequest(`persistedQuery is not of the form {"version": 1, "sha256Hash": "…"}`)
	case req.document != "" && strings.TrimPrefix(req.document, hashPrefix) != hash:
		return badRequest("documentId and persistedQuery name different documents: send one of them")
	}
	req.document = hash
	return nil
}
