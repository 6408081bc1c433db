package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"stancegraph/api"
)

func repeat(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, strings.ReplaceAll(format, "%", "%[1]d"), i)
	}
	return b.String()
}

// doubled nests every field twice, n levels deep.
func doubled(n int) string {
	if n == 0 {
		return "key"
	}
	inner := doubled(n - 1)
	return "partOf{" + inner + "} partOf{" + inner + "}"
}

// attacks are requests made to crash or to choke a GraphQL server, most of them known to do so with some. None may take
// long, and each is refused.
var attacks = map[string]string{
	"fragment spreads itself":      `{issue(id:"x"){...A}} fragment A on Issue{id ...A}`,
	"two fragments":                `{issue(id:"x"){...A ...B}} fragment A on Issue{...B} fragment B on Issue{...A}`,
	"three fragments":              `{issue(id:"x"){...F0}} fragment F0 on Issue{name ...F1} fragment F1 on Issue{name ...F2} fragment F2 on Issue{name ...F0}`,
	"cycle through a field":        `{issue(id:"x"){...F0}} fragment F0 on Issue{id partOf{...F0}}`,
	"unused cycle":                 `{__typename} fragment A on Issue{...A}`,
	"deep selection":               `{issue(id:"x")` + strings.Repeat("{partOf", 300) + strings.Repeat("}", 301),
	"deep selection, unterminated": strings.Repeat("{a", 20_000),
	"deep inline fragments":        `{` + strings.Repeat("...{", 15_000),
	"deep list":                    `{node(id:` + strings.Repeat("[", 30_000),
	"deep list, terminated":        `{node(id:` + strings.Repeat("[", 900) + strings.Repeat("]", 900) + `){id}}`,
	"deep object":                  `{statements(where:` + strings.Repeat("{a:", 15_000),
	"deep list type":               `query($a:` + strings.Repeat("[", 10_000) + "ID" + strings.Repeat("]", 10_000) + `){__typename}`,
	"unknown fields":               `{` + repeat(5000, "nodx% ") + `}`,
	"few unknown fields":           `{issue(id:"x"){` + repeat(900, "nodx% ") + `}}`,
	"unknown arguments":            `{actor(` + repeat(1000, "x%:1 ") + `){key}}`,
	"repeated argument":            `{actor(` + strings.Repeat("id:1 ", 1300) + `){key}}`,
	"unused variables":             `query(` + repeat(900, "$v%:Int ") + `){__typename}`,
	"directives":                   `{__typename` + strings.Repeat(" @x", 1900) + `}`,
	"directives of a fragment":     `{...A} fragment A on Query` + strings.Repeat(" @x", 60) + `{__typename}`,
	"one field often":              `{issue(id:"x"){` + strings.Repeat("key ", 3900) + `}}`,
	"one object often":             `{` + strings.Repeat(`actors{nodes{key}} `, 500) + `}`,
	"doubling":                     `{issue(id:"x"){` + doubled(9) + `}}`,
	"aliases":                      `{issue(id:"x"){` + repeat(1200, "a%:key ") + `}}`,
	"root fields":                  `{` + repeat(21, `a%:__typename `) + `}`,
	"mutations":                    `mutation{` + repeat(6, `a%:undo(input:{revision:"x"}){revision{key}} `) + `}`,
	"many fragments":               `{issue(id:"x"){` + repeat(60, "...F% ") + `}}` + repeat(60, " fragment F% on Issue{key}"),
	"many operations":              repeat(11, "query Q%{__typename} "),
	"long pages":                   `{statements(first:101){nodes{id}}}`,
	"nested pages":                 `{issues(first:100){nodes{statements(first:100){nodes{holder{statements(first:100){nodes{id}}}}}}}}`,
	"nested default pages":         `{actors{nodes{stances{nodes{actor{statements{nodes{id}}}}}}}}`,
	"introspection in circles":     `{__schema{types{fields{type{fields{type{fields{type{fields{type{name}}}}}}}}}}}`,
	"many names":                   `{statements(where:{actor:[` + repeat(51, `{name:"a%"}`) + `]}){totalCount}}`,
	"many names over fields":       `{` + repeat(11, `a%: statements(where:{actor:[{name:"a"},{name:"b"},{name:"c"},{name:"d"},{name:"e"}]}){totalCount} `) + `}`,
	"comments":                     strings.Repeat("#x\n", 20_000),
	"spaces":                       strings.Repeat(" ", 60_000),
	"one long text":                `{node(id:"` + strings.Repeat("x", 60_000),
	"many directives":              `{__typename` + strings.Repeat(" @skip(if:false)", 51) + `}`,
	"chain of fragments":           `{issue(id:"x"){...F0}}` + repeat(49, " fragment F% on Issue{partOf{...F0}}"),
	"one long name":                `{` + strings.Repeat("a", 60_000) + `}`,
	"one long number":              `{actors(first:` + strings.Repeat("9", 60_000) + `){totalCount}}`,
	"one long alias":               `{` + strings.Repeat("a", 60_000) + `:nope}`,
	"many variables with defaults": `query(` + repeat(600, "$v%:Int=1 ") + `){nope}`,
	"a list in a list in a filter": `{statements(where:{stance:[[[[[[SUPPORTS]]]]]]}){totalCount}}`,
	"long list in a filter":        `{statements(where:{stance:[` + strings.Repeat("SUPPORTS ", 3990) + `]}){totalCount}}`,
	"nothing":                      ``,
	"bytes that are no text":       "{\xff\xfe}",
	"a surrogate escape":           `{node(id:"\ud800"){nope}}`,
	"subscription":                 `subscription{__typename}`,
	"type definition":              `type A{b:Int}`,
	"defer":                        `{...@defer{__typename}}`,
}

func explosion(levels int) string {
	var b strings.Builder
	b.WriteString(`{issue(id:"x"){...F0}}`)
	for i := range levels {
		fmt.Fprintf(&b, ` fragment F%d on Issue{x:partOf{...F%d} y:partOf{...F%d}}`, i, i+1, i+1)
	}
	fmt.Fprintf(&b, ` fragment F%d on Issue{key}`, levels)
	return b.String()
}

// postSoon sends a request, with further headers, that must be answered within a second, on a busy machine at the third attempt, and with little memory. The race detector gets more time.
func postSoon(t *testing.T, h http.Handler, body string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	const ceiling, attempts = slowdown * time.Second, 3
	const memory = 48 << 20 // bytes allocated, all together
	for attempt := 1; ; attempt++ {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		started := time.Now()
		w := send(h, http.MethodPost, "/graphql", body, header...)
		took := time.Since(started)
		runtime.ReadMemStats(&after)
		used := after.TotalAlloc - before.TotalAlloc
		t.Logf("%v, %d KB allocated", took, used>>10)
		if used > memory {
			t.Errorf("took %d MB", used>>20)
		}
		if took > ceiling && attempt < attempts {
			continue
		}
		if took > ceiling {
			t.Errorf("took %v", took)
		}
		return w
	}
}

func TestAttacks(t *testing.T) {
	h := fill(t, sqlite(t)).handler(t, api.Options{})
	attacks := maps.Clone(attacks)
	for levels := range 25 {
		attacks[fmt.Sprintf("fragments that double, %d deep", levels+10)] = explosion(levels + 10)
	}
	for name, query := range attacks {
		t.Run(name, func(t *testing.T) {
			body, err := json.Marshal(map[string]any{"query": query})
			if err != nil {
				t.Fatal(err)
			}
			w := postSoon(t, h, string(body))
			if !strings.Contains(w.Body.String(), `"errors"`) || w.Code >= 500 {
				t.Errorf("not refused: %d %.300s", w.Code, w.Body)
			}
			if w.Body.Len() > 20_000 {
				t.Errorf("the reply has %d bytes", w.Body.Len())
			}
		})
	}
	if w := post(h, `{"query":"{actor(id:\"norland\"){key}}"}`, ""); !strings.Contains(w.Body.String(), `"norland"`) {
		t.Errorf("the server does not answer any more: %s", w.Body)
	}
}

// TestAttackBodies sends bodies that are no GraphQL requests.
func TestAttackBodies(t *testing.T) {
	h := fill(t, sqlite(t)).handler(t, api.Options{Limits: api.Limits{Time: slowdown * 5 * time.Second}})
	post(h, `{"query":"{ask(question:\"who opposed it?\"){text}}"}`, "") // the first question reads the language's words
	nested := strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000)
	for name, c := range map[string]struct {
		body string
		code int
	}{
		"too long":            {`{"query":"` + strings.Repeat("x", 70_000) + `"}`, http.StatusRequestEntityTooLarge},
		"unterminated":        {strings.Repeat("[", 60_000), http.StatusBadRequest},
		"several":             {`[{"query":"{__typename}"}]`, http.StatusBadRequest},
		"nested variables":    {`{"query":"query($a:StatementFilter){statements(where:$a){totalCount}}","variables":{"a":` + nested + `}}`, http.StatusOK},
		"long list":           {`{"query":"query($a:[ID!]!){nodes(ids:$a){id}}","variables":{"a":[` + strings.Repeat("1,", 2000) + `1]}}`, http.StatusOK},
		"trailing text":       {`{"query":"{__typename}"} x`, http.StatusBadRequest},
		"many ids":            {`{"query":"query($a:[ID!]!){nodes(ids:$a){id}}","variables":{"a":[` + strings.Repeat("1,", 200) + `1]}}`, http.StatusOK},
		"enormous number":     {`{"query":"query($a:Int){statements(first:$a){totalCount}}","variables":{"a":1e999999999}}`, http.StatusOK},
		"unknown variable":    {`{"query":"query($a:Int){statements(first:$a){totalCount}}","variables":{"a":{"b":1}}}`, http.StatusOK},
		"NUL in a key":        {`{"query":"{actor(id:\"a\\u0000b\"){key}}"}`, http.StatusOK},
		"NUL in a text":       {`{"query":"{statements(where:{text:\"\\u0000\"}){totalCount}}"}`, http.StatusOK},
		"NUL in a source":     {`{"query":"{statements(where:{source:\"\\u0000\"}){totalCount}}"}`, http.StatusOK},
		"NUL in a question":   {`{"query":"{ask(question:\"\\u0000 who\"){text graphql}}"}`, http.StatusOK},
		"empty name":          {`{"query":"{actor(name:\"\"){key}}"}`, http.StatusOK},
		"name without letter": {`{"query":"{actor(name:\"%_%\"){key}}"}`, http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			w := postSoon(t, h, c.body)
			if w.Code != c.code {
				t.Errorf("%d: %.200s", w.Code, w.Body)
			}
			if name != "NUL in a source" && name != "NUL in a question" && !strings.Contains(w.Body.String(), `"errors"`) {
				t.Errorf("not refused: %.200s", w.Body)
			}
		})
	}
}

// TestAttackHeaders sends what is harmless but for its headers or extensions.
func TestAttackHeaders(t *testing.T) {
	h := fill(t, sqlite(t)).handler(t, api.Options{})
	deep := strings.Repeat(`{"a":`, 9_000) + "1" + strings.Repeat("}", 9_000)
	for name, c := range map[string]struct {
		body   string
		header []string
		status int
	}{
		"many media types":     {ping, []string{"Accept", strings.Repeat("text/html;q=0.1,", 4000)}, http.StatusNotAcceptable},
		"a weight of nonsense": {ping, []string{"Accept", "application/json;q=" + strings.Repeat("9", 10_000)}, http.StatusNotAcceptable},
		"many addresses":       {ping, []string{"X-Forwarded-For", strings.Repeat("10.0.0.1,", 6000)}, http.StatusOK},
		"a long request id":    {ping, []string{"X-Request-Id", strings.Repeat("x", 60_000)}, http.StatusOK},
		"a long token":         {ping, []string{"Authorization", "Bearer " + strings.Repeat("x", 60_000)}, http.StatusUnauthorized},
		"a long trace":         {ping, []string{"Traceparent", "00-" + strings.Repeat("0", 60_000)}, http.StatusOK},
		"a long bookmark":      {ping, []string{"Stancegraph-Bookmark", strings.Repeat("x", 60_000)}, http.StatusBadRequest},
		"deep extensions":      {`{"query":"{__typename}","extensions":` + deep + `}`, nil, http.StatusOK},
		"a long hash":          {`{"documentId":"` + strings.Repeat("f", 60_000) + `"}`, nil, http.StatusOK},
		"a hash that is none":  {`{"documentId":"sha256:../../etc/passwd"}`, nil, http.StatusOK},
		"explain as a text":    {`{"query":"{__typename}","extensions":{"explain":"true"}}`, nil, http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			if w := postSoon(t, h, c.body, c.header...); w.Code != c.status || w.Body.Len() > 2000 {
				t.Errorf("%d, %d bytes: %.200s", w.Code, w.Body.Len(), w.Body)
			}
		})
	}
}
