package api_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"stancegraph/api"
)

// send sends a request with headers, given as name, value and so on.
func send(h http.Handler, method, target, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

const ping = `{"query":"{__typename}"}`

// Each client may ask so often: each user, and each address of those without a token that is good.
func TestRateLimits(t *testing.T) {
	f := fill(t, sqlite(t))
	h := f.handler(t, api.Options{Limits: api.Limits{Requests: 1, Burst: 3}, Proxies: []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}})
	for _, c := range []struct {
		name     string
		header   []string
		statuses []int
	}{
		{"an address", []string{"X-Forwarded-For", "198.51.100.1"}, []int{200, 200, 200, 429, 429}},
		{"another address", []string{"X-Forwarded-For", "198.51.100.2"}, []int{200}},
		{"a lie about the first address", []string{"X-Forwarded-For", "203.0.113.9, 198.51.100.1"}, []int{429}},
		{"a user at the first address", []string{"X-Forwarded-For", "198.51.100.1", "Authorization", "Bearer token of ann"}, []int{200, 200, 200, 429}},
		{"the user elsewhere", []string{"X-Forwarded-For", "198.51.100.3", "Authorization", "Bearer token of ann"}, []int{429}},
		{"another user", []string{"X-Forwarded-For", "198.51.100.1", "Authorization", "Bearer token of vera"}, []int{200}},
		{"guesses", []string{"X-Forwarded-For", "198.51.100.4", "Authorization", "Bearer guess"}, []int{401, 401, 401, 429}},
		{"a network", []string{"X-Forwarded-For", "2001:db8:1:2::1"}, []int{200, 200, 200, 429}},
		{"the same network", []string{"X-Forwarded-For", "2001:db8:1:2:ffff::1"}, []int{429}},
		{"another network", []string{"X-Forwarded-For", "2001:db8:1:3::1"}, []int{200}},
	} {
		var got []int
		for range c.statuses {
			w := send(h, http.MethodPost, "/graphql", ping, c.header...)
			got = append(got, w.Code)
			if w.Code == http.StatusTooManyRequests && (w.Header().Get("Retry-After") != "1" || !strings.Contains(w.Body.String(), "RATE_LIMITED")) {
				t.Errorf("%s: %v %s", c.name, w.Header(), w.Body)
			}
		}
		if !slices.Equal(got, c.statuses) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.statuses)
		}
	}
	// Without known proxies nobody's word is taken.
	h = f.handler(t, api.Options{Limits: api.Limits{Requests: 1, Burst: 1}})
	send(h, http.MethodPost, "/graphql", ping)
	if w := send(h, http.MethodPost, "/graphql", ping, "X-Forwarded-For", "198.51.100.1"); w.Code != http.StatusTooManyRequests {
		t.Errorf("an unknown proxy was believed: %d", w.Code)
	}
}

// What a client has already is not sent again; what nobody but the asker may keep is not kept.
func TestCaching(t *testing.T) {
	h := fill(t, sqlite(t)).handler(t, api.Options{})
	for _, target := range []string{"/graphql?query=" + url.QueryEscape(`{actors{totalCount}}`), "/schema.graphql"} {
		first := send(h, http.MethodGet, target, "")
		tag := first.Header().Get("ETag")
		if first.Code != 200 || tag == "" || strings.Contains(first.Header().Get("Cache-Control"), "no-store") {
			t.Errorf("%s: %d %v", target, first.Code, first.Header())
		}
		for header, want := range map[string]int{tag: 304, `"other", ` + tag: 304, strings.TrimPrefix(tag, "W/"): 304, "*": 304, `"other"`: 200} {
			if w := send(h, http.MethodGet, target, "", "If-None-Match", header); w.Code != want || want == 304 && w.Body.Len() > 0 {
				t.Errorf("%s with %s: %d %s", target, header, w.Code, w.Body)
			}
		}
	}
	for name, w := range map[string]*httptest.ResponseRecorder{
		"a POST":  send(h, http.MethodPost, "/graphql", ping, "If-None-Match", "*"),
		"a fault": send(h, http.MethodGet, "/graphql?query={actor{key}}", "", "If-None-Match", "*"),
		"refusal": send(h, http.MethodGet, "/graphql?query={nope}", "", "If-None-Match", "*"),
	} {
		if w.Code != 200 || w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %d %v", name, w.Code, w.Header())
		}
	}
}

func TestRequestID(t *testing.T) {
	h := fill(t, sqlite(t)).handler(t, api.Options{})
	for given, kept := range map[string]bool{"abc-1.2_3": true, "": false, "a b": false, "x\"y": false, strings.Repeat("a", 65): false} {
		w := send(h, http.MethodPost, "/graphql", ping, "X-Request-Id", given)
		if got := w.Header().Get("X-Request-Id"); (got == given) != kept || got == "" {
			t.Errorf("%q became %q", given, got)
		}
	}
}

// A page of another site cannot make a browser ask us; a link on one can be followed.
func TestFetchesAcrossSites(t *testing.T) {
	h := fill(t, sqlite(t)).handler(t, api.Options{})
	for _, c := range []struct {
		mode   string
		status int
	}{{"cors", 403}, {"no-cors", 403}, {"navigate", 200}} {
		w := send(h, http.MethodGet, "/graphql?query={__typename}", "", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", c.mode)
		if w.Code != c.status {
			t.Errorf("%s: %d", c.mode, w.Code)
		}
	}
}

// The extension explain tells what was asked of the store, to those who may know, and no values.
func TestExplain(t *testing.T) {
	f := fill(t, sqlite(t))
	const body = `{"query":"{statements(where:{text:\"unavoidable\"}){nodes{holder{name}}} issues{totalCount}}","extensions":{"explain":true}}`
	open, closed := f.handler(t, api.Options{Explains: true}), f.handler(t, api.Options{})
	for name, c := range map[string]struct {
		h      http.Handler
		token  string
		status int
	}{"open": {open, "", 200}, "nobody": {closed, "", 403}, "viewer": {closed, "token of vera", 403}, "analyst": {closed, "token of ann", 200}, "admin": {closed, "token of adam", 200}} {
		w := post(c.h, body, c.token)
		if w.Code != c.status {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
			continue
		}
		if c.status != 200 {
			continue
		}
		var reply struct {
			Extensions struct {
				Explain struct {
					Cost         int
					Document     string
					Milliseconds float64
					Statements   []struct {
						Field, Text  string
						Rows         int
						Milliseconds float64
					}
				}
			}
		}
		if err := json.Unmarshal(w.Body.Bytes(), &reply); err != nil {
			t.Fatal(err)
		}
		e := reply.Extensions.Explain
		if e.Cost == 0 || e.Document == "" || e.Milliseconds == 0 || len(e.Statements) != 2 {
			t.Errorf("%s: %+v", name, e)
		}
		for _, s := range e.Statements {
			if s.Field != "statements" && s.Field != "issues" || !strings.Contains(s.Text, "SELECT") || strings.Contains(s.Text, "unavoidable") {
				t.Errorf("%s: %+v", name, s)
			}
		}
	}
	if w := post(open, ping, ""); strings.Contains(w.Body.String(), "extensions") {
		t.Errorf("unasked: %s", w.Body)
	}
}

// Each change that is made or tried leaves a line in the log: who, what, from where, and what came of it.
func TestAudit(t *testing.T) {
	f := fill(t, sqlite(t))
	var log lockedBuffer
	h := f.handler(t, api.Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	review := f.expand(`{"query":"mutation{review(input:{decisions:[{statement:\"{{fishers-oppose}}\",revision:1,status:ACCEPTED}]}){revision{key}}}"}`)
	for _, c := range []struct {
		token string
		want  []string
	}{
		{"", []string{"what=review", "outcome=UNAUTHENTICATED", "address=192.0.2.1"}},
		{"token of vera", []string{"who=vera", "role=viewer", "outcome=FORBIDDEN"}},
		{"token of ann", []string{"who=ann", "role=analyst", "outcome=DONE", "revision=", "objects=1"}},
		{"token of adam", []string{"who=adam", "outcome=CONFLICT"}},
	} {
		before := len(log.String())
		w := post(h, review, c.token)
		line := log.String()[before:]
		for _, want := range append(c.want, "msg=change", "what=review", "request="+w.Header().Get("X-Request-Id")) {
			if !strings.Contains(line, want) {
				t.Errorf("%q: no %s in %s", c.token, want, line)
			}
		}
		if strings.Contains(line, "token of") {
			t.Errorf("a token is in the log: %s", line)
		}
	}
}

// A request, its root fields and what they put to the store are spans of one trace, which a caller may have begun.
func TestTraces(t *testing.T) {
	var spans tracetest.InMemoryExporter
	provider := trace.NewTracerProvider(trace.WithSyncer(&spans))
	h := fill(t, sqlite(t)).handler(t, api.Options{Tracer: provider.Tracer("test")})
	const parent = "0af7651916cd43dd8448eb211c80319c"
	send(h, http.MethodPost, "/graphql", `{"query":"query Mine{issues{totalCount} actor(name:\"nobody\"){key}}"}`, "traceparent", "00-"+parent+"-b7ad6b7169203331-01")
	var names []string
	for _, s := range spans.GetSpans() {
		names = append(names, s.Name)
		if s.SpanContext.TraceID().String() != parent {
			t.Errorf("%s is in another trace", s.Name)
		}
		switch s.Name {
		case "query issues":
			if !slices.Contains(s.Attributes, attribute.String("graphql.operation.name", "Mine")) {
				t.Errorf("%v", s.Attributes)
			}
		case "Query.actor":
			if s.Status.Description != "NOT_FOUND" {
				t.Errorf("%v", s.Status)
			}
		case "store statement":
			if s.EndTime.Before(s.StartTime) {
				t.Errorf("%v", s)
			}
		}
	}
	for _, want := range []string{"query issues", "Query.issues", "Query.actor", "store statement"} {
		if !slices.Contains(names, want) {
			t.Errorf("no span %s among %v", want, names)
		}
	}
}
