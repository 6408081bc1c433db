package bench

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/neo4jtest"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

func openNeo4j(b *testing.B, c neo4jstore.Config) graph.Store {
	b.Helper()
	s, err := neo4jstore.Open(b.Context(), c)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

// sizes are the numbers of statements at which the mission's question is asked, from STANCEGRAPH_SIZES, ascending.
func sizes(b *testing.B) (out []int) {
	b.Helper()
	list := os.Getenv("STANCEGRAPH_SIZES")
	if list == "" {
		list = "10000 100000"
	}
	for _, word := range strings.Fields(list) {
		n, err := strconv.Atoi(word)
		if err != nil {
			b.Fatalf("STANCEGRAPH_SIZES: %v", err)
		}
		out = append(out, n)
	}
	return out
}

// BenchmarkMissionSQLite asks who opposes an issue, the first fifty with three quotes each, of ever larger graphs.
func BenchmarkMissionSQLite(b *testing.B) {
	benchmarkMission(b, openSQLite(b), func(*testing.B, graph.Store) {})
}

// BenchmarkMissionNeo4j asks the same of Neo4j, and counts its database hits.
func BenchmarkMissionNeo4j(b *testing.B) {
	c := neo4jtest.Config(b)
	driver, err := rawDriver(c)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { driver.Close(context.Background()) })
	benchmarkMission(b, openNeo4j(b, c), func(b *testing.B, s graph.Store) {
		hits := 0
		for _, q := range queriesOf(b, s) {
			hits += databaseHits(b, driver, c.Database, q)
		}
		b.ReportMetric(float64(hits), "hits")
	})
}

// queriesOf gives the queries that the mission's question takes.
func queriesOf(b *testing.B, s graph.Store) (queries []graph.TracedQuery) {
	mission(graph.WithTrace(b.Context(), func(q graph.TracedQuery) { queries = append(queries, q) }), b, s)
	return queries
}

// databaseHits runs a query again with a profile and gives the database accesses that the server counts.
func databaseHits(b *testing.B, driver neo4j.DriverWithContext, database string, q graph.TracedQuery) int {
	b.Helper()
	result, err := neo4j.ExecuteQuery(b.Context(), driver, "PROFILE "+q.Text, q.Params.(map[string]any), neo4j.EagerResultTransformer,
		neo4j.ExecuteQueryWithDatabase(database))
	if err != nil {
		b.Fatal(err)
	}
	table, _ := result.Summary.Profile().Arguments()["string-representation"].(string)
	_, total, ok := strings.Cut(table, "Total database accesses: ")
	number, _, _ := strings.Cut(total, ",")
	hits, err := strconv.Atoi(strings.TrimSpace(number))
	if !ok || err != nil {
		b.Fatalf("no database accesses in the profile: %v", err)
	}
	return hits
}

func benchmarkMission(b *testing.B, s graph.Store, extra func(*testing.B, graph.Store)) {
	e := graph.NewEditor(s, time.Now)
	putVocabulary(b, e)
	have := 0
	for _, n := range sizes(b) {
		start := time.Now()
		grow(b, e, have, n)
		took := time.Since(start)
		b.Run(fmt.Sprint(n, "statements"), func(b *testing.B) {
			for range 200 { // caches, and a server that compiles what it runs often
				mission(b.Context(), b, s)
			}
			for b.Loop() {
				mission(b.Context(), b, s)
			}
			extra(b, s)
			report(b, n-have, took, "loaded/s")
		})
		have = n
	}
}

// mission asks who opposes an issue and reads three quotes of each answer, nearly all there at every size: two calls.
func mission(ctx context.Context, b *testing.B, s graph.Store) {
	b.Helper()
	pages, err := s.FindStances(ctx, graph.StanceQuery{Where: graph.StatementFilter{Issues: []graph.IssueID{"issue-3"}, Stances: []graph.Stance{graph.Opposes}},
		Page: graph.Page{Limit: 50}})
	if err != nil || len(pages[0].Items) != 50 {
		b.Fatal(len(pages[0].Items), err)
	}
	var scopes []graph.Scope
	for _, e := range pages[0].Items {
		scopes = append(scopes, graph.Scope{Holder: e.Actor, Issue: e.Issue, Stance: e.Stance})
	}
	statements, err := s.FindStatements(ctx, graph.StatementQuery{Where: graph.StatementFilter{Statuses: graph.CountedStatuses}, Scopes: scopes, Page: graph.Page{Limit: 3}})
	quotes := 0
	for _, s := range statements {
		quotes += len(s.Items)
	}
	if err != nil || quotes < 140 {
		b.Fatalf("%d quotes: %v", quotes, err)
	}
}
