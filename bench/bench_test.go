// Package bench measures the store and the loader side by side. Figures are for comparing two states of the code in one run
// on one machine: `make bench`, or `go test -bench Load ./bench`.
package bench

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"stancegraph"
	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/graph/sqlitestore"
	"stancegraph/loader/extract"
)

var admin = graph.Agent{Name: "bench", Role: graph.Admin}

func open(b *testing.B) graph.Store {
	b.Helper()
	s, err := sqlitestore.Open(b.Context(), filepath.Join(b.TempDir(), "graph.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

const (
	actors     = 100
	issues     = 20
	perArticle = 10
)

// vocabulary gives the actors and issues of the invented graph.
func vocabulary() (as []graph.Actor, is []graph.Issue) {
	for n := range actors {
		as = append(as, graph.Actor{ID: graph.ActorID(fmt.Sprint("actor-", n)), Name: fmt.Sprint("Actor ", n), Kind: graph.State})
	}
	for n := range issues {
		is = append(is, graph.Issue{ID: graph.IssueID(fmt.Sprint("issue-", n)), Name: fmt.Sprint("issue ", n)})
	}
	return as, is
}

// readings gives invented articles with perArticle statements each.
func readings(from, articles int) []graph.Reading {
	var out []graph.Reading
	for n := from; n < from+articles; n++ {
		var text strings.Builder
		r := graph.Reading{Extracted: "bench", Method: graph.MethodRules}
		for k := range perArticle {
			quote := fmt.Sprintf("Actor %d says sentence %d of article %d.", (n*7+k)%actors, k, n)
			r.Statements = append(r.Statements, graph.Statement{Holder: graph.ActorID(fmt.Sprint("actor-", (n*7+k)%actors)), Stance: graph.Stances[(n+k)%4],
				Issue: graph.IssueID(fmt.Sprint("issue-", (n/3+k)%issues)), Quote: quote, Start: text.Len(), End: text.Len() + len(quote), Confidence: 0.5,
				HeldOn: graph.DateOf(time.Date(2011, 1, 1+n%365, 0, 0, 0, 0, time.UTC))})
			text.WriteString(quote)
			text.WriteString("\n")
		}
		r.Document = graph.NewDocument(graph.Article{Title: fmt.Sprint("Article ", n), Source: "Bench", Published: "2011"}, text.String())
		out = append(out, r)
	}
	return out
}

// fill loads articles in batches as the loader does.
func fill(b *testing.B, e *graph.Editor, articles int) {
	b.Helper()
	as, is := vocabulary()
	if _, err := e.PutVocabulary(b.Context(), admin, as, is); err != nil {
		b.Fatal(err)
	}
	const batch = 64
	for n := 0; n < articles; n += batch {
		report, err := e.Load(b.Context(), admin, readings(n, min(batch, articles-n)))
		if err != nil || len(report.Refused) > 0 {
			b.Fatal(err, report.Refused)
		}
	}
}

// BenchmarkLoadSQLite loads 10,000 statements through the editor.
func BenchmarkLoadSQLite(b *testing.B) {
	const articles = 1000
	for b.Loop() {
		fill(b, graph.NewEditor(open(b), time.Now), articles)
	}
	b.ReportMetric(float64(articles*perArticle)*float64(b.N)/b.Elapsed().Seconds(), "statements/s")
}

// BenchmarkMissionSQLite asks who opposes an issue, 50 edges with three statements each, at several sizes.
func BenchmarkMissionSQLite(b *testing.B) {
	for _, statements := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(statements), func(b *testing.B) {
			s := open(b)
			fill(b, graph.NewEditor(s, time.Now), statements/perArticle)
			for b.Loop() {
				mission(b, s)
			}
		})
	}
}

func mission(b *testing.B, s graph.Store) {
	b.Helper()
	pages, err := s.FindStances(b.Context(), graph.StanceQuery{Where: graph.StatementFilter{Issues: []graph.IssueID{"issue-3"}, Stances: []graph.Stance{graph.Opposes}},
		Page: graph.Page{Limit: 50}})
	if err != nil || len(pages[0].Items) == 0 {
		b.Fatal(pages, err)
	}
	var scopes []graph.Scope
	for _, e := range pages[0].Items {
		scopes = append(scopes, graph.Scope{Holder: e.Actor, Issue: e.Issue, Stance: e.Stance})
	}
	statements, err := s.FindStatements(b.Context(), graph.StatementQuery{Where: graph.StatementFilter{Statuses: graph.CountedStatuses}, Scopes: scopes, Page: graph.Page{Limit: 3}})
	if err != nil || len(statements) != len(scopes) {
		b.Fatal(err)
	}
}

// BenchmarkExtract reads the example's articles with its codebook, on one core.
func BenchmarkExtract(b *testing.B) {
	const folder = "examples/libya-2011"
	data, err := stancegraph.Examples.ReadFile(folder + "/codebook.yaml")
	if err != nil {
		b.Fatal(err)
	}
	book, err := codebook.Parse("codebook.yaml", data)
	if err != nil {
		b.Fatal(err)
	}
	entries, err := stancegraph.Examples.ReadDir(folder + "/articles")
	if err != nil {
		b.Fatal(err)
	}
	var docs []extract.Document
	words := 0
	for _, e := range entries {
		text, err := stancegraph.Examples.ReadFile(folder + "/articles/" + e.Name())
		if err != nil {
			b.Fatal(err)
		}
		docs = append(docs, extract.Document{Name: e.Name(), Text: string(text)})
		words += len(strings.Fields(string(text)))
	}
	engine := extract.New(book)
	for b.Loop() {
		for _, d := range docs {
			if _, err := engine.Extract(b.Context(), d); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}

// BenchmarkExtractMemory reads ever more articles with one engine and reports the live heap afterwards: it must not grow.
func BenchmarkExtractMemory(b *testing.B) {
	cb, err := codebook.Parse("bench.yaml", []byte("issues:\n  - {id: toll, name: the sound toll, phrases: [sound toll]}\n"))
	if err != nil {
		b.Fatal(err)
	}
	engine := extract.New(cb)
	for _, articles := range []int{100, 1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(articles, "articles"), func(b *testing.B) {
			for range b.N {
				for n := range articles {
					text := fmt.Sprintf("Peru opposes the sound toll, envoy Ann Lee%d said on Monday. Chile paid %d crowns.", n, n)
					if _, err := engine.Extract(b.Context(), extract.Document{Text: text, Published: "2014-05-06"}); err != nil {
						b.Fatal(err)
					}
				}
			}
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MiB")
		})
	}
}
