package api_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"stancegraph"
	"stancegraph/api"
	"stancegraph/graph"
)

const (
	jsonType     = "application/json; charset=utf-8"
	responseType = "application/graphql-response+json; charset=utf-8"
)

func TestHTTP(t *testing.T) {
	f := fill(t, sqlite(t))
	h := f.handler(t, api.Options{})
	ok, mutation := `{"query":"{__typename}"}`, `{"query":"mutation{undo(input:{revision:\"x\"}){revision{id}}}"}`
	get := func(query string) string { return "/graphql?query=" + url.QueryEscape(query) }
	for name, c := range map[string]struct {
		method, target, body string
		header               map[string]string
		status               int
		media, contains      string
	}{
		"post":                 {body: ok, status: 200, media: jsonType, contains: `{"data":{"__typename":"Query"}}`},
		"charset":              {body: ok, header: map[string]string{"Content-Type": "application/json; charset=UTF-8"}, status: 200, media: jsonType},
		"other charset":        {body: ok, header: map[string]string{"Content-Type": "application/json; charset=latin1"}, status: 415, media: jsonType},
		"form":                 {body: "query={__typename}", header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, status: 415, media: jsonType},
		"no type":              {body: ok, header: map[string]string{"Content-Type": ""}, status: 415, media: jsonType},
		"accept response":      {body: ok, header: map[string]string{"Accept": "application/graphql-response+json"}, status: 200, media: responseType},
		"accept both":          {body: ok, header: map[string]string{"Accept": "application/json, application/graphql-response+json"}, status: 200, media: responseType},
		"accept by weight":     {body: ok, header: map[string]string{"Accept": "application/graphql-response+json;q=0.5, application/json"}, status: 200, media: jsonType},
		"accept any":           {body: ok, header: map[string]string{"Accept": "text/html, */*;q=0.1"}, status: 200, media: jsonType},
		"accept none":          {body: ok, header: map[string]string{"Accept": "text/html"}, status: 406, media: jsonType},
		"parse error":          {body: `{"query":"{"}`, status: 200, media: jsonType, contains: "PARSE_FAILED"},
		"parse error, strict":  {body: `{"query":"{"}`, header: map[string]string{"Accept": "application/graphql-response+json"}, status: 400, media: responseType, contains: "PARSE_FAILED"},
		"invalid, strict":      {body: `{"query":"{nope}"}`, header: map[string]string{"Accept": "application/graphql-response+json"}, status: 400, media: responseType, contains: "VALIDATION_FAILED"},
		"bad variable, strict": {body: `{"query":"query($i:Int!){actors(first:$i){totalCount}}"}`, header: map[string]string{"Accept": "application/graphql-response+json"}, status: 400, media: responseType, contains: "VALIDATION_FAILED"},
		"field error, strict":  {body: `{"query":"{actor{key}}"}`, header: map[string]string{"Accept": "application/graphql-response+json"}, status: 200, media: responseType, contains: `"data":{"actor":null}`},
		"not JSON":             {body: `{`, status: 400, media: jsonType, contains: "BAD_REQUEST"},
		"no query":             {body: `{}`, status: 400, media: jsonType},
		"query not text":       {body: `{"query":1}`, status: 400, media: jsonType},
		"operation not text":   {body: `{"query":"{__typename}","operationName":1}`, status: 400, media: jsonType},
		"operation null":       {body: `{"query":"{__typename}","operationName":null}`, status: 200, media: jsonType},
		"operation unknown":    {body: `{"query":"query A{__typename}","operationName":"B"}`, status: 200, media: jsonType, contains: "BAD_REQUEST"},
		"operation open":       {body: `{"query":"query A{__typename} query B{__typename}"}`, status: 200, media: jsonType, contains: "BAD_REQUEST"},
		"operation chosen":     {body: `{"query":"query A{a:__typename} query B{b:__typename}","operationName":"B"}`, status: 200, media: jsonType, contains: `{"b":"Query"}`},
		"variables list":       {body: `{"query":"{__typename}","variables":[]}`, status: 400, media: jsonType},
		"variables null":       {body: `{"query":"{__typename}","variables":null}`, status: 200, media: jsonType},
		"extensions text":      {body: `{"query":"{__typename}","extensions":"x"}`, status: 400, media: jsonType},
		"get":                  {method: "GET", target: get("{__typename}"), status: 200, media: jsonType, contains: `"Query"`},
		"get with variables":   {method: "GET", target: get("query($n:Int){actors(first:$n){totalCount}}") + `&variables={"n":1}`, status: 200, media: jsonType, contains: `"totalCount":7`},
		"get bad variables":    {method: "GET", target: get("{__typename}") + `&variables=x`, status: 400, media: jsonType},
		"get nothing":          {method: "GET", target: "/graphql", status: 400, media: jsonType},
		"get too long":         {method: "GET", target: get(strings.Repeat(" ", 9000)), status: 414, media: jsonType},
		"get mutation":         {method: "GET", target: get(`mutation{undo(input:{revision:"x"}){revision{id}}}`), header: map[string]string{"Authorization": "Bearer token of ann"}, status: 405, media: jsonType},
		"put":                  {method: "PUT", body: ok, status: 405, media: jsonType},
		"cross-origin":         {body: ok, header: map[string]string{"Sec-Fetch-Site": "cross-site"}, status: 403, media: jsonType, contains: "FORBIDDEN"},
		"foreign origin":       {body: ok, header: map[string]string{"Origin": "https://elsewhere.example"}, status: 403, media: jsonType},
		"token":                {body: mutation, header: map[string]string{"Authorization": "bearer token of ann"}, status: 200, media: jsonType, contains: "NOT_FOUND"},
		"no token":             {body: mutation, status: 200, media: jsonType, contains: "UNAUTHENTICATED"},
		"wrong token":          {body: ok, header: map[string]string{"Authorization": "Bearer guess"}, status: 401, media: jsonType, contains: "UNAUTHENTICATED"},
		"revoked token":        {body: ok, header: map[string]string{"Authorization": "Bearer token of rita"}, status: 401, media: jsonType},
		"expired token":        {body: ok, header: map[string]string{"Authorization": "Bearer token of edna"}, status: 401, media: jsonType, contains: "expired on 2021-06-01"},
		"other scheme":         {body: ok, header: map[string]string{"Authorization": "Basic YTpi"}, status: 401, media: jsonType},
		"schema":               {method: "GET", target: "/schema.graphql", status: 200, media: "text/plain; charset=utf-8", contains: "type Query {"},
	} {
		t.Run(name, func(t *testing.T) {
			method, target := c.method, c.target
			if method == "" {
				method = http.MethodPost
			}
			if target == "" {
				target = "/graphql"
			}
			r := httptest.NewRequest(method, target, strings.NewReader(c.body))
			r.Header.Set("Content-Type", "application/json")
			for k, v := range c.header {
				r.Header.Set(k, v)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != c.status || w.Header().Get("Content-Type") != c.media || !strings.Contains(w.Body.String(), c.contains) {
				t.Errorf("got %d %s %.300s\nwant %d %s %s", w.Code, w.Header().Get("Content-Type"), w.Body, c.status, c.media, c.contains)
			}
			if strings.Contains(w.Body.String(), `"data"`) && w.Code != 200 {
				t.Errorf("data beside status %d", w.Code)
			}
			if w.Header().Get("X-Content-Type-Options") != "nosniff" {
				t.Error("no nosniff")
			}
			if w.Code == 405 && w.Header().Get("Allow") == "" || w.Code == 401 && w.Header().Get("WWW-Authenticate") == "" {
				t.Errorf("a header is missing: %v", w.Header())
			}
		})
	}
}

func TestSchemaIsServedAsWritten(t *testing.T) {
	w := httptest.NewRecorder()
	fill(t, sqlite(t)).handler(t, api.Options{}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/schema.graphql", nil))
	if w.Body.String() != stancegraph.Schema {
		t.Error("differs")
	}
}

// faulty is a store that fails.
type faulty struct {
	graph.Reader
	fail func(context.Context) error
}

func (f faulty) Read(ctx context.Context, wants ...graph.Want) ([]graph.Found, error) {
	for _, w := range wants {
		if _, ok := w.What.(graph.StatementQuery); ok {
			return nil, f.fail(ctx)
		}
	}
	return f.Reader.Read(ctx, wants...)
}

func (f faulty) Codings(ctx context.Context, q graph.CodingQuery) ([]graph.Coding, error) {
	return nil, f.fail(ctx)
}
func (f faulty) Users(ctx context.Context) ([]graph.User, error) { return nil, f.fail(ctx) }

// lockedBuffer is a log that a request given up may still write to.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestFaultsAreMasked(t *testing.T) {
	f := fill(t, sqlite(t))
	const secret = "password=hunter2"
	for name, c := range map[string]struct {
		fail func(context.Context) error
		code string
	}{
		"panic":       {func(context.Context) error { panic(secret) }, "INTERNAL"},
		"plain error": {func(context.Context) error { return errors.New(secret) }, "INTERNAL"},
		"unavailable": {func(context.Context) error {
			return &graph.Error{Code: graph.Unavailable, Message: "the database is locked", Err: errors.New(secret)}
		}, "UNAVAILABLE"},
		"deadline":         {func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }, "TIMEOUT"},
		"deadline ignored": {func(context.Context) error { time.Sleep(slowdown * time.Second); return nil }, "TIMEOUT"},
		"unreachable until the deadline": {func(ctx context.Context) error {
			<-ctx.Done()
			return &graph.Error{Code: graph.Unavailable, Message: "the database is away", Err: errors.New(secret)}
		}, "UNAVAILABLE"},
	} {
		t.Run(name, func(t *testing.T) {
			var log lockedBuffer
			limits := api.Limits{Time: time.Minute} // a slow machine does not spoil what has nothing to do with time
			if strings.Contains(name, "deadline") {
				limits.Time = slowdown * 300 * time.Millisecond
			}
			h, err := api.New(faulty{f.store, c.fail}, f.editor, nil, api.Options{Log: slog.New(slog.NewTextHandler(&log, nil)), Limits: limits})
			if err != nil {
				t.Fatal(err)
			}
			w := post(h, `{"query":"{a: actor(id:\"norland\"){key} statements{nodes{quote}}}"}`, "")
			if body := w.Body.String(); strings.Contains(body, secret) || !strings.Contains(body, `"code":"`+c.code+`"`) || !strings.Contains(body, `"requestId":"`) {
				t.Errorf("got %s", body)
			}
			if !strings.Contains(log.String(), w.Header().Get("X-Request-Id")) {
				t.Errorf("the request %s is not in the log: %s", w.Header().Get("X-Request-Id"), log.String())
			}
			if c.code == "INTERNAL" && !strings.Contains(log.String(), secret) {
				t.Errorf("the cause is not in the log: %s", log.String())
			}
		})
	}
	h, err := api.New(faulty{f.store, func(context.Context) error { panic(secret) }}, f.editor, nil, api.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if w := post(h, `{"query":"{__typename}"}`, "any"); w.Code != 500 || strings.Contains(w.Body.String(), secret) {
		t.Errorf("a panic while reading users: %d %s", w.Code, w.Body)
	}
}

// While the store does not answer, everybody who brings a token waits for it side by side, and no longer than a request may take.
func TestTokensWhileTheStoreIsAway(t *testing.T) {
	f := fill(t, sqlite(t))
	h, err := api.New(faulty{f.store, func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }}, f.editor, nil,
		api.Options{Limits: api.Limits{Time: 200 * time.Millisecond}})
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if w := post(h, `{"query":"{__typename}"}`, "any"); w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "TIMEOUT") {
				t.Errorf("got %d %s", w.Code, w.Body)
			}
		})
	}
	all.Wait()
	if took := time.Since(start); took > slowdown*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestBusy(t *testing.T) {
	f := fill(t, sqlite(t))
	started, done := make(chan bool), make(chan bool)
	h, err := api.New(faulty{f.store, func(context.Context) error { started <- true; <-done; return errors.New("late") }}, nil, nil,
		api.Options{Limits: api.Limits{Running: 1}})
	if err != nil {
		t.Fatal(err)
	}
	finished := make(chan bool)
	go func() {
		post(h, `{"query":"{statements{totalCount}}"}`, "")
		finished <- true
	}()
	<-started
	w := post(h, `{"query":"{__typename}"}`, "")
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
	close(done)
	<-finished
	if w := post(h, `{"query":"{__typename}"}`, ""); w.Code != 200 {
		t.Errorf("afterwards: %d", w.Code)
	}
}

func TestReadOnlyServer(t *testing.T) {
	h, err := api.New(fill(t, sqlite(t)).store, nil, nil, api.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := post(h, `{"query":"mutation{undo(input:{revision:\"x\"}){revision{id}}}"}`, "token of adam")
	if !strings.Contains(w.Body.String(), "FORBIDDEN") {
		t.Errorf("got %s", w.Body)
	}
	if w := post(h, `{"query":"{ask(question:\"who?\"){text}}"}`, ""); !strings.Contains(w.Body.String(), "UNAVAILABLE") {
		t.Errorf("got %s", w.Body)
	}
}
