package neo4jstore_test

import (
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

// Whatever is asked for, Cypher, odd bytes or megabytes, is a value that nothing equals.
func TestOddQuestions(t *testing.T) {
	s := neo4jtest.Open(t)
	write(t, s, small())
	for _, odd := range []string{"'}) DETACH DELETE (n) //", "$rows", "\xff", "a\x00", strings.Repeat("x", 1<<20), "a\u0301", "\U0010ffff"} {
		actors, err := s.Actors(t.Context(), []graph.ActorID{graph.ActorID(odd)})
		if err != nil || len(actors) != 0 {
			t.Errorf("%.20q: %v, %v", odd, actors, err)
		}
		f := graph.StatementFilter{Issues: []graph.IssueID{graph.IssueID(odd)}, Methods: []string{odd}, Text: odd}
		statements, err := s.FindStatements(t.Context(), graph.StatementQuery{Where: f, Page: graph.Page{Limit: 1, Total: true}})
		if err != nil || statements[0].Total != 0 {
			t.Errorf("%.20q: %v, %v", odd, statements, err)
		}
		stances, err := s.FindStances(t.Context(), graph.StanceQuery{Where: graph.StatementFilter{Stances: []graph.Stance{graph.Stance(odd)}}, Page: graph.Page{Limit: 1}})
		if err != nil || len(stances[0].Items) != 0 {
			t.Errorf("%.20q: %v, %v", odd, stances, err)
		}
		revisions, err := s.FindRevisions(t.Context(), graph.RevisionQuery{Object: graph.ObjectID{Type: graph.ObjectType(odd), ID: odd}, Page: graph.Page{Limit: 1}})
		if err != nil || len(revisions.Items) != 0 {
			t.Errorf("%.20q: %v, %v", odd, revisions, err)
		}
	}
	if actors, err := s.FindActors(t.Context(), graph.ActorQuery{Page: graph.Page{Limit: 1 << 62, Total: true}}); err != nil || actors.Total != len(small().Actors) {
		t.Errorf("%d actors, %v", actors.Total, err)
	}
}
