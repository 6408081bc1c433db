package bench

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/neo4jtest"
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
func BenchmarkMissionSQLite(b *testing.B) { benchmarkMission(b, openSQLite(b)) }

// BenchmarkMissionNeo4j asks the same of Neo4j.
func BenchmarkMissionNeo4j(b *testing.B) { benchmarkMission(b, openNeo4j(b, neo4jtest.Config(b))) }

func benchmarkMission(b *testing.B, s graph.Store) {
	e := graph.NewEditor(s, time.Now)
	putVocabulary(b, e)
	have := 0
	for _, n := range sizes(b) {
		start := time.Now()
		grow(b, e, have, n)
		took := time.Since(start)
		b.Run(fmt.Sprint(n, "statements"), func(b *testing.B) {
			for range 200 { // caches, and a server that compiles what it runs often
				mission(b, s)
			}
			b.ResetTimer()
			for b.Loop() {
				mission(b, s)
			}
			report(b, n-have, took, "loaded/s")
		})
		have = n
	}
}

// mission asks who opposes an issue and reads three quotes of each answer: two calls.
func mission(b *testing.B, s graph.Store) {
	b.Helper()
	pages, err := s.FindStances(b.Context(), graph.StanceQuery{Where: graph.StatementFilter{Issues: []graph.IssueID{"issue-3"}, Stances: []graph.Stance{graph.Opposes}},
		Page: graph.Page{Limit: 50}})
	if err != nil || len(pages[0].Items) != 50 {
		b.Fatal(len(pages[0].Items), err)
	}
	var scopes []graph.Scope
	for _, e := range pages[0].Items {
		scopes = append(scopes, graph.Scope{Holder: e.Actor, Issue: e.Issue, Stance: e.Stance})
	}
	statements, err := s.FindStatements(b.Context(), graph.StatementQuery{Where: graph.StatementFilter{Statuses: graph.CountedStatuses}, Scopes: scopes, Page: graph.Page{Limit: 3}})
	if err != nil || len(statements) != len(scopes) || len(statements[0].Items) == 0 {
		b.Fatal(err)
	}
}
