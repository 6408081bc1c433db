// Package bench measures the stores and the loader side by side. Figures are for comparing two things in one run on one
// machine: `make bench`, or `go test -run '^$' -bench Load ./bench`. What needs Neo4j skips without NEO4J_URI and empties the
// database that it names, unless that holds a graph that is no test's.
package bench

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/sqlitestore"
)

var admin = graph.Agent{Name: "bench", Role: graph.Admin}

// The invented graph: each article has ten statements, a third of them with a speaker of their own, one in ten reported by
// another actor. It has ever more articles about the same actors and issues, few enough for the mission's question to have the
// same number of answers at every size.
const (
	actors     = 60
	issues     = 8
	perArticle = 10
	perBatch   = 1000 // statements
)

func openSQLite(b *testing.B) graph.Store {
	b.Helper()
	return openFile(b, filepath.Join(b.TempDir(), "graph.db"))
}

func openFile(b *testing.B, path string) graph.Store {
	b.Helper()
	s, err := sqlitestore.Open(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

func actorID(n int) graph.ActorID { return graph.ActorID(fmt.Sprint("actor-", n%actors)) }

func issueID(n int) graph.IssueID { return graph.IssueID(fmt.Sprint("issue-", n%issues)) }

// putVocabulary writes the actors and issues.
func putVocabulary(b *testing.B, e *graph.Editor) {
	b.Helper()
	var as []graph.Actor
	var is []graph.Issue
	for n := range actors {
		as = append(as, graph.Actor{ID: actorID(n), Name: fmt.Sprint("Actor ", n), Kind: graph.Kinds[n%4]})
	}
	for n := range issues {
		is = append(is, graph.Issue{ID: issueID(n), Name: fmt.Sprint("issue ", n)})
	}
	if _, err := e.PutVocabulary(b.Context(), admin, as, is); err != nil {
		b.Fatal(err)
	}
}

// reading gives the nth article as an extractor would.
func reading(n int) graph.Reading {
	r := graph.Reading{Method: graph.MethodRules}
	r.Extracted = "bench"
	random := rand.New(rand.NewPCG(uint64(n), 0))
	day := graph.DateOf(time.Date(2010, 1, 1+n%1500, 0, 0, 0, 0, time.UTC))
	var text strings.Builder
	for k := range perArticle {
		quote := fmt.Sprintf("Somebody says sentence %d of article %d, about something that matters.", k, n)
		s := graph.Statement{Holder: actorID(random.IntN(actors)), Stance: graph.Stances[random.IntN(4)], Issue: issueID(random.IntN(issues)), Quote: quote,
			Start: text.Len(), End: text.Len() + len(quote), Confidence: 0.5, HeldOn: day, Rule: "verb"}
		if random.IntN(3) == 0 {
			s.Speaker = actorID(random.IntN(actors))
		}
		if random.IntN(10) == 0 {
			s.ReportedBy = []graph.ActorID{actorID(random.IntN(actors))}
		}
		r.Statements = append(r.Statements, s)
		text.WriteString(quote)
		text.WriteString("\n")
	}
	r.Document = graph.NewDocument(graph.Article{Title: fmt.Sprint("Article ", n), Source: fmt.Sprint("Source ", n%9), Published: day}, text.String())
	return r
}

// readings gives the articles from..to-1.
func readings(from, to int) []graph.Reading {
	var out []graph.Reading
	for n := from; n < to; n++ {
		out = append(out, reading(n))
	}
	return out
}

// load loads articles as the loader does.
func load(b *testing.B, e *graph.Editor, batch []graph.Reading) {
	b.Helper()
	report, err := e.Load(b.Context(), admin, batch)
	if err != nil || len(report.Refused) > 0 {
		b.Fatal(err, report.Refused)
	}
}

// grow loads articles until there are so many statements, of which some are there already.
func grow(b *testing.B, e *graph.Editor, have, want int) {
	b.Helper()
	for at := have; at < want; at += perBatch {
		load(b, e, readings(at/perArticle, min(at+perBatch, want)/perArticle))
	}
}

func report(b *testing.B, statements int, took time.Duration, unit string) {
	b.ReportMetric(float64(statements)/took.Seconds(), unit)
}
