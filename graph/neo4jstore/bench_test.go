package neo4jstore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/internal/bolt"
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

// The same rows as in BenchmarkWrite by Cypher that somebody would write and tune by hand, for comparison: no check of what is
// there already, no former states, no receipt; only statements, articles, their relationships and the stance edges.
func BenchmarkWriteByHand(b *testing.B) {
	s := neo4jtest.Config(b)
	store, err := neo4jstore.Open(b.Context(), s) // for the schema
	if err != nil {
		b.Fatal(err)
	}
	write(b, store, sampleVocabulary())
	if err := store.Close(); err != nil {
		b.Fatal(err)
	}
	db, err := bolt.Open(b.Context(), bolt.Config(s))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // nothing is under way
	for n := range 3 {
		writeByHand(b, db, sampleBatch(n))
	}
	n := 3
	for b.Loop() {
		writeByHand(b, db, sampleBatch(n))
		n++
	}
	b.ReportMetric(float64(b.N*perBatch)/b.Elapsed().Seconds(), "statements/s")
}

var byHand = []string{
	`UNWIND $articles AS r MERGE (t:Article {id: r.id})
		ON CREATE SET t.title = r.title, t.source = r.source, t.published = r.published, t.text = r.text, t.textHash = r.textHash`,
	`UNWIND $statements AS r MERGE (s:Statement {id: r.id})
		ON CREATE SET s += r`,
	`UNWIND $statements AS r MATCH (s:Statement {id: r.id}) MATCH (t:Article {id: r.article}) MERGE (s)-[:IN]->(t)`,
	`UNWIND $statements AS r MATCH (s:Statement {id: r.id}) MATCH (i:Issue {id: r.issue}) MERGE (s)-[:ABOUT]->(i)`,
	`UNWIND $statements AS r MATCH (s:Statement {id: r.id}) MATCH (a:Actor {id: r.holder}) MERGE (s)-[:HELD_BY]->(a)`,
	`UNWIND $statements AS r WITH r WHERE r.speaker <> '' MATCH (s:Statement {id: r.id}) MATCH (a:Actor {id: r.speaker}) MERGE (s)-[:SPOKEN_BY]->(a)`,
}

const edgesByHand = `UNWIND $keys AS k MATCH (s:Statement {issue: k.issue, stance: k.stance, holder: k.holder})
	WHERE s.status IN ['suggested', 'accepted'] MATCH (s)-[:IN]->(t:Article)
	WITH k, count(s) AS n, count(DISTINCT t.textHash) AS articles, min(s.heldOn) AS first, max(s.heldOn) AS last
	MATCH (a:Actor {id: k.holder}) MATCH (i:Issue {id: k.issue}) MERGE (a)-[e:%s]->(i)
	SET e.statements = n, e.articles = articles, e.first = first, e.last = last`

func writeByHand(b *testing.B, db *bolt.DB, batch graph.Batch) {
	b.Helper()
	var articles, statements []map[string]any
	keys := map[graph.Stance][]map[string]any{}
	for _, d := range batch.Articles {
		articles = append(articles, map[string]any{"id": string(d.ID), "title": d.Title, "source": d.Source, "published": string(d.Published), "text": d.Text, "textHash": d.TextHash})
	}
	for _, s := range batch.Statements {
		statements = append(statements, map[string]any{"id": string(s.ID), "article": string(s.Article), "holder": string(s.Holder), "stance": string(s.Stance),
			"issue": string(s.Issue), "speaker": string(s.Speaker), "quote": s.Quote, "start": s.Start, "end": s.End, "heldOn": string(s.HeldOn),
			"status": string(s.Status), "confidence": s.Confidence, "method": s.Method, "rule": s.Rule})
		keys[s.Stance] = append(keys[s.Stance], map[string]any{"issue": string(s.Issue), "stance": string(s.Stance), "holder": string(s.Holder)})
	}
	err := db.Write(b.Context(), "by hand", func(tx *bolt.Tx) error {
		for _, cypher := range byHand {
			if _, _, err := tx.Run(cypher, bolt.Params{"articles": articles, "statements": statements}); err != nil {
				return err
			}
		}
		for _, stance := range graph.Stances {
			if _, _, err := tx.Run(fmt.Sprintf(edgesByHand, strings.ToUpper(string(stance))), bolt.Params{"keys": keys[stance]}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}
