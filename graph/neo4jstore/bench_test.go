package neo4jstore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

const (
	benchActors = 300
	benchIssues = 30
	perArticle  = 10
	perBatch    = 1000 // statements
)

// sampleVocabulary is what the statements of sampleBatch refer to.
func sampleVocabulary() (b graph.Batch) {
	for n := range benchActors {
		b.Actors = append(b.Actors, graph.Actor{ID: graph.ActorID(fmt.Sprint("actor-", n)), Name: fmt.Sprint("Actor ", n), Kind: graph.Kinds[n%4], Revision: 1})
	}
	for n := range benchIssues {
		b.Issues = append(b.Issues, graph.Issue{ID: graph.IssueID(fmt.Sprint("issue-", n)), Name: fmt.Sprint("Issue ", n), Revision: 1})
	}
	return b
}

// sampleBatch is a batch as a load makes it: articles, their statements, and a revision for each article.
func sampleBatch(n int) (b graph.Batch) {
	r := rand.New(rand.NewPCG(uint64(n), 0))
	start := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)
	for a := range perBatch / perArticle {
		day := graph.DateOf(start.AddDate(0, 0, r.IntN(1500)))
		doc := graph.NewDocument(graph.Article{Title: fmt.Sprint("Report ", a), Source: fmt.Sprint("Source ", r.IntN(9)), Published: day, Revision: 1},
			fmt.Sprintf("Text %d of batch %d: someone said a few words about something that matters to somebody.", a, n))
		changes := []graph.Change{{Type: graph.ArticleObject, ID: string(doc.ID), Revision: 1}}
		b.Articles = append(b.Articles, doc)
		for i := range perArticle {
			s := graph.Statement{Article: doc.ID, Holder: graph.ActorID(fmt.Sprint("actor-", r.IntN(benchActors))), Stance: graph.Stances[r.IntN(4)],
				Issue: graph.IssueID(fmt.Sprint("issue-", r.IntN(benchIssues))), Quote: "someone said a few words about something that matters", Start: 5 + i, End: 58 + i,
				HeldOn: day, Status: graph.Suggested, Confidence: 0.8, Method: graph.MethodRules, Rule: "verb", FirstSeen: start, Revision: 1}
			if r.IntN(3) == 0 {
				s.Speaker = graph.ActorID(fmt.Sprint("actor-", r.IntN(benchActors)))
			}
			s.ID = graph.StatementKey(&s)
			b.Statements = append(b.Statements, s)
			changes = append(changes, graph.Change{Type: graph.StatementObject, ID: string(s.ID), Revision: 1})
		}
		b.Revisions = append(b.Revisions, graph.NewRevision(graph.ActionLoad, "loader", start, "", changes))
	}
	return b
}

func write(tb testing.TB, s graph.Store, b graph.Batch) graph.Receipt {
	tb.Helper()
	r, err := s.Write(context.Background(), b)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// Statements loaded a second, in batches as a load writes them.
func BenchmarkWrite(b *testing.B) {
	s := neo4jtest.Open(b)
	write(b, s, sampleVocabulary())
	for n := range 3 { // warm: the server compiles queries and itself
		write(b, s, sampleBatch(n))
	}
	n := 3
	for b.Loop() {
		write(b, s, sampleBatch(n))
		n++
	}
	b.ReportMetric(float64(b.N*perBatch)/b.Elapsed().Seconds(), "statements/s")
}

// The mission's question, "who opposes X", with the quotes of the first fifty edges: two calls.
func BenchmarkWhoOpposes(b *testing.B) {
	s := neo4jtest.Open(b)
	write(b, s, sampleVocabulary())
	for n := range 10 {
		write(b, s, sampleBatch(n))
	}
	ctx := b.Context()
	for b.Loop() {
		edges, err := s.FindStances(ctx, graph.StanceQuery{Where: graph.StatementFilter{Issues: []graph.IssueID{"issue-7"}, Stances: []graph.Stance{graph.Opposes}}, Page: graph.Page{Limit: 50}})
		if err != nil || len(edges[0].Items) == 0 {
			b.Fatalf("%d edges, %v", len(edges[0].Items), err)
		}
		var scopes []graph.Scope
		for _, e := range edges[0].Items {
			scopes = append(scopes, graph.Scope{Holder: e.Actor, Issue: e.Issue, Stance: e.Stance})
		}
		if _, err := s.FindStatements(ctx, graph.StatementQuery{Where: graph.StatementFilter{Statuses: graph.CountedStatuses}, Scopes: scopes, Page: graph.Page{Limit: 3}}); err != nil {
			b.Fatal(err)
		}
	}
}
