package bench

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"stancegraph/ask"
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/neo4jtest"
	"stancegraph/web"
)

// BenchmarkWorkbenchSQLite and BenchmarkWorkbenchNeo4j time the server's part of the workbench: a review, from the decision until the next suggestion is there, and
// the pages. STANCEGRAPH_SIZES gives the number of statements; its last one is taken.
func BenchmarkWorkbenchSQLite(b *testing.B) { workbench(b, openSQLite(b)) }

func BenchmarkWorkbenchNeo4j(b *testing.B) { workbench(b, openNeo4j(b, neo4jtest.Config(b))) }

const benchToken = "a token for ann"

// crowded is an article with so many statements, which overlap.
const crowded = 300

// loadCrowded loads such an article.
func loadCrowded(b *testing.B, editor *graph.Editor) graph.ArticleID {
	b.Helper()
	r := graph.Reading{Method: graph.MethodRules}
	text := strings.Repeat("Somebody says what matters to somebody. ", crowded)
	r.Document = graph.NewDocument(graph.Article{Title: "Crowded", Published: "2010-01-01"}, text)
	for n := range crowded {
		r.Statements = append(r.Statements, graph.Statement{Holder: actorID(n), Stance: graph.Stances[n%4], Issue: issueID(n), Quote: text[n*30 : n*30+60], Start: n * 30, End: n*30 + 60, Confidence: 0.9})
	}
	load(b, editor, []graph.Reading{r})
	return r.Document.ID
}

func workbench(b *testing.B, s graph.Store) {
	fill(b, s)
	editor := graph.NewEditor(s, time.Now)
	if _, err := editor.AddUser(b.Context(), admin, "ann", graph.Analyst, benchToken, 0); err != nil {
		b.Fatal(err)
	}
	article := loadCrowded(b, editor)
	handler, err := web.New(s, editor, ask.New(s), web.Options{})
	if err != nil {
		b.Fatal(err)
	}
	v := visitor{b, handler}
	for _, page := range []struct{ name, path string }{{"matrix", "/"}, {"issue", "/issues/issue-3"}, {"actor", "/actors/actor-7"}, {"evidence", "/evidence?actor=actor-7&issue=issue-3"},
		{"articles", "/articles"}, {"crowded-article", "/articles/" + string(article)}, {"review-several", "/review?many=1"}, {"coding", "/coding"},
		{"issues", "/issues"}, {"actors", "/actors"}, {"compare", "/compare?side=actor-1&side=actor-7"}, {"network", "/network"}, {"history", "/history"}, {"codebook", "/codebook"},
		{"codebook-entry", "/codebook/actors/actor-7"}, {"split", "/codebook/actors/actor-7/split"}, {"ask", "/ask?q=who+opposes+issue-3"}} {
		b.Run(page.name, func(b *testing.B) {
			v := visitor{b, handler}
			for b.Loop() {
				v.get(page.path)
			}
			b.ReportMetric(float64(len(v.get(page.path)))/1024, "KiB")
		})
	}
	for _, order := range []string{"", "order=newest", "issue=issue-3", "actor=actor-7"} {
		b.Run(fmt.Sprint("review-one/", order), func(b *testing.B) {
			v.B = b
			text := v.get("/review?" + order)
			for b.Loop() {
				m := shownStatement.FindStringSubmatch(text)
				if m == nil {
					b.Fatal("nothing is left to review")
				}
				text = v.decide("/review?"+order, m[1])
			}
		})
	}
}

var shownStatement = regexp.MustCompile(`name="statement" value="([^"]*)"`)

// visitor is ann.
type visitor struct {
	*testing.B
	handler http.Handler
}

func (v visitor) send(r *http.Request) *httptest.ResponseRecorder {
	r.AddCookie(&http.Cookie{Name: "stancegraph-token", Value: benchToken})
	w := httptest.NewRecorder()
	v.handler.ServeHTTP(w, r)
	return w
}

func (v visitor) get(path string) string {
	v.Helper()
	w := v.send(httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != http.StatusOK {
		v.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

// decide accepts a suggestion and gives the page with the next one.
func (v visitor) decide(path, statement string) string {
	v.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(url.Values{"status": {"accepted"}, "statement": {statement}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := v.send(r)
	if w.Code != http.StatusSeeOther || strings.Contains(w.Header().Get("Location"), "conflict") {
		v.Fatalf("%d %s", w.Code, w.Header())
	}
	return v.get(w.Header().Get("Location"))
}
