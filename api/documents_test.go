package api_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"stancegraph/api"
)

func sum(text string) string {
	s := sha256.Sum256([]byte(text))
	return hex.EncodeToString(s[:])
}

const (
	oneActor   = `query One($key: ID!) { actor(id: $key) { name } }`
	otherActor = `{ actor(id: "sudria") { name } }`
)

// Documents can be named by their hash once they have been sent with it; the hash is checked before.
func TestPersistedDocuments(t *testing.T) {
	var sources []string
	h := fill(t, sqlite(t)).handler(t, api.Options{Done: func(d api.Done) { sources = append(sources, d.Document) }})
	apq := func(hash string) map[string]any {
		return map[string]any{"persistedQuery": map[string]any{"version": 1, "sha256Hash": hash}}
	}
	variables := map[string]any{"key": "norland"}
	invalid := `{ nope }`
	for _, c := range []struct {
		body           map[string]any
		status         int
		want, document string
	}{
		{map[string]any{"documentId": "sha256:" + sum(oneActor), "variables": variables}, 200, "PERSISTED_QUERY_NOT_FOUND", ""},
		{map[string]any{"extensions": apq(sum(oneActor)), "variables": variables}, 200, "PERSISTED_QUERY_NOT_FOUND", ""},
		{map[string]any{"query": oneActor, "extensions": apq(sum(otherActor)), "variables": variables}, 200, "BAD_REQUEST", ""},
		{map[string]any{"extensions": apq(sum(otherActor))}, 200, "PERSISTED_QUERY_NOT_FOUND", ""}, // nothing was stored under the wrong hash
		{map[string]any{"query": oneActor, "extensions": apq(sum(oneActor)), "variables": variables}, 200, `"Norland"`, "parsed"},
		{map[string]any{"extensions": apq(sum(oneActor)), "variables": variables}, 200, `"Norland"`, "cached"},
		{map[string]any{"documentId": "sha256:" + sum(oneActor), "variables": variables}, 200, `"Norland"`, "cached"},
		{map[string]any{"documentId": sum(oneActor), "operationName": "One", "variables": map[string]any{"key": "sudria"}}, 200, `"Sudria"`, "cached"},
		{map[string]any{"documentId": "sha256:" + sum(oneActor), "operationName": "Two", "variables": variables}, 200, "BAD_REQUEST", "cached"},
		{map[string]any{"query": invalid, "extensions": apq(sum(invalid))}, 200, "VALIDATION_FAILED", "parsed"},
		{map[string]any{"extensions": apq(sum(invalid))}, 200, "PERSISTED_QUERY_NOT_FOUND", ""},
		{map[string]any{"documentId": 7}, 400, "BAD_REQUEST", ""},
		{map[string]any{"extensions": map[string]any{"persistedQuery": true}}, 400, "BAD_REQUEST", ""},
		{map[string]any{"extensions": map[string]any{"persistedQuery": map[string]any{"version": 2, "sha256Hash": sum(oneActor)}}}, 400, "BAD_REQUEST", ""},
		{map[string]any{"documentId": sum(oneActor), "extensions": apq(sum(otherActor))}, 400, "BAD_REQUEST", ""},
	} {
		body, err := json.Marshal(c.body)
		if err != nil {
			t.Fatal(err)
		}
		sources = nil
		w := post(h, string(body), "")
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) || len(sources) != 1 || sources[0] != c.document {
			t.Errorf("%s: %d %s %v", body, w.Code, w.Body, sources)
		}
	}
	// The same by GET, as content networks want it.
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/graphql?documentId=sha256:"+sum(oneActor)+"&variables="+url.QueryEscape(`{"key":"norland"}`), nil))
	if !strings.Contains(w.Body.String(), `"Norland"`) {
		t.Errorf("GET: %d %s", w.Code, w.Body)
	}
}

// However many documents are sent, only so many are kept.
func TestPersistedDocumentsAreBounded(t *testing.T) {
	h := fill(t, sqlite(t)).handler(t, api.Options{})
	known := func(text string) bool {
		return !strings.Contains(post(h, `{"documentId":"`+sum(text)+`"}`, "").Body.String(), "PERSISTED_QUERY_NOT_FOUND")
	}
	send := func(text string) {
		body, err := json.Marshal(map[string]string{"query": text})
		if err != nil {
			t.Fatal(err)
		}
		post(h, string(body), "")
	}
	document := func(n int) string { return fmt.Sprintf(`{ a%d: __typename }%s`, n, strings.Repeat(" ", 2000)) }
	send(document(0))
	if !known(document(0)) {
		t.Fatal("not kept")
	}
	for n := range 600 { // of 2 KB each, more than is kept of all together
		send(document(n + 1))
	}
	if known(document(0)) || !known(document(600)) {
		t.Errorf("the oldest is kept: %v, the newest: %v", known(document(0)), known(document(600)))
	}
	long := `{__typename}` + strings.Repeat(" ", 20<<10)
	if send(long); known(long) {
		t.Error("a long document is kept")
	}
}

func TestTrustedDocuments(t *testing.T) {
	f := fill(t, sqlite(t))
	texts := map[string]string{"sha256:" + sum(oneActor): oneActor, "other": otherActor}
	ask := func(h http.Handler, body string) string { return post(h, body, "").Body.String() }
	quoted := func(text string) string { return string(must(json.Marshal(text))) }
	byHash := `{"documentId":"sha256:` + sum(oneActor) + `","variables":{"key":"norland"}}`
	for name, c := range map[string]struct {
		body         string
		prefer, only string
	}{
		"by hash":            {byHash, `"Norland"`, `"Norland"`},
		"by name":            {`{"documentId":"other"}`, `"Sudria"`, `"Sudria"`},
		"by text":            {`{"query":` + quoted(otherActor) + `}`, `"Sudria"`, `"Sudria"`},
		"name and text":      {`{"documentId":"other","query":` + quoted(otherActor) + `}`, `"Sudria"`, `"Sudria"`},
		"name of another":    {`{"documentId":"other","query":` + quoted(oneActor) + `}`, "BAD_REQUEST", "BAD_REQUEST"},
		"another text":       {`{"query":"{__typename}"}`, `"Query"`, "DOCUMENT_NOT_TRUSTED"},
		"unknown hash":       {`{"documentId":"sha256:` + sum("x") + `"}`, "PERSISTED_QUERY_NOT_FOUND", "DOCUMENT_NOT_TRUSTED"},
		"introspection":      {`{"query":"{__schema{queryType{name}}}"}`, `"Query"`, "DOCUMENT_NOT_TRUSTED"},
		"registration":       {`{"query":"{__typename}","documentId":"` + sum("{__typename}") + `"}`, `"Query"`, "DOCUMENT_NOT_TRUSTED"},
		"text with one more": {`{"query":` + quoted(otherActor+" ") + `}`, `"Sudria"`, "DOCUMENT_NOT_TRUSTED"},
	} {
		prefer := f.handler(t, api.Options{Trusted: api.Trusted{Texts: texts}})
		only := f.handler(t, api.Options{Trusted: api.Trusted{Texts: texts, Only: true}})
		if got := ask(prefer, c.body); !strings.Contains(got, c.prefer) {
			t.Errorf("%s, preferred: %s", name, got)
		}
		if got := ask(only, c.body); !strings.Contains(got, c.only) {
			t.Errorf("%s, only: %s", name, got)
		}
	}
	_, err := api.New(f.store, f.editor, nil, api.Options{Trusted: api.Trusted{Texts: map[string]string{
		"a": `{ nope }`, "b": `{`, sum("x"): otherActor, "sound": otherActor, "": otherActor}}})
	for _, want := range []string{`"a": Cannot query field "nope"`, `"b": `, `"` + sum("x") + `": the SHA-256 of its text is ` + sum(otherActor), `"": `} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %s in %v", want, err)
		}
	}
	if err != nil && strings.Contains(err.Error(), "sound") {
		t.Error(err)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestManifests(t *testing.T) {
	for manifest, want := range map[string]string{
		`{"a":"{x}","b":"{y}"}`: "map[a:{x} b:{y}]",
		`{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"a","name":"A","type":"query","body":"{x}"}]}`: "map[a:{x}]",
		`{"format":"apollo-persisted-query-manifest","version":2,"operations":[]}`:                                                  "version 2",
		`{"format":"other","version":1}`: "apollo-persisted-query-manifest",
		`[]`:                             "not a JSON object",
		`{"a":1}`:                        "not a JSON object",
	} {
		texts, err := api.ReadTrusted([]byte(manifest))
		if got := fmt.Sprint(texts, err); !strings.Contains(got, want) {
			t.Errorf("%s: %s", manifest, got)
		}
	}
}
