package neo4jstore_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

// small is one of everything.
func small() graph.Batch {
	doc := graph.NewDocument(graph.Article{Title: "A report", Source: "Wire", Published: "2011-04-13", Revision: 1}, "Minister B says A backs talks between B and C.")
	doc.ID = "t"
	s := graph.Statement{ID: "s", Article: "t", Holder: "a", Stance: graph.Mediates, Issue: "part", Speaker: "p", ReportedBy: []graph.ActorID{"c", "b"},
		Parties: []graph.ActorID{"b", "c"}, Quote: "A backs talks", Start: 16, End: 29, HeldOn: "2011-04", Status: graph.Accepted, Confidence: 0.5,
		Method: graph.MethodRules, FirstSeen: time.Date(2011, 4, 13, 12, 0, 0, 0, time.UTC), Revision: 1}
	return graph.Batch{
		Actors: []graph.Actor{
			{ID: "a", Name: "A", Kind: graph.State, Revision: 1}, {ID: "b", Name: "B", Kind: graph.Organisation, Aliases: []string{"Bee"}, Revision: 1},
			{ID: "c", Name: "C", Kind: graph.Group, MemberOf: []graph.ActorID{"b"}, Revision: 1},
			{ID: "p", Name: "P", Kind: graph.Person, SpeaksFor: []graph.Tie{{Body: "a", Role: "minister", From: "2010"}}, Revision: 1}},
		Issues:   []graph.Issue{{ID: "whole", Name: "the whole", Revision: 1}, {ID: "part", Name: "a part", PartOf: "whole", Revision: 1}},
		Articles: []graph.Document{doc}, Statements: []graph.Statement{s},
		Revisions: []graph.Revision{{ID: "r", Action: graph.ActionLoad, Who: "loader", When: s.FirstSeen, Changes: []graph.Change{{Type: graph.StatementObject, ID: "s", Revision: 1}}}},
	}
}

// The graph is the one of the picture in the design: labels, types, directions, and what Neo4j Browser shows of them.
func TestModel(t *testing.T) {
	c := neo4jtest.Config(t)
	s := connect(t, c)
	write(t, s, small())
	rows := exec(t, c, `MATCH (x)-[e]->(y) WITH x, e, y, [k IN keys(e) | k + '=' + toString(e[k])] AS properties
		RETURN labels(x), type(e), properties, labels(y)`)
	var got []string
	for _, row := range rows {
		got = append(got, fmt.Sprint(sorted(row[0]), " ", row[1], " ", sorted(row[2]), " ", sorted(row[3])))
	}
	slices.Sort(got)
	want := []string{
		"[Actor Group] MEMBER_OF [order=0] [Actor Organisation]",
		"[Actor Person] SPEAKS_FOR [from=2010 order=0 role=minister] [Actor State]",
		"[Actor State] MEDIATES [accepted=1 articles=1 first=2011-04 label=mediates ×1 last=2011-04 lastOwn= reported=1 statements=1] [Issue]",
		"[Issue] PART_OF [] [Issue]",
		"[Revision] CHANGED [revision=1] [Statement]",
		"[Statement] ABOUT [] [Issue]",
		"[Statement] BETWEEN [order=0] [Actor Organisation]",
		"[Statement] BETWEEN [order=1] [Actor Group]",
		"[Statement] HELD_BY [] [Actor State]",
		"[Statement] IN [] [Article]",
		"[Statement] REPORTED_BY [order=0] [Actor Group]",
		"[Statement] REPORTED_BY [order=1] [Actor Organisation]",
		"[Statement] SPOKEN_BY [] [Actor Person]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	captions := exec(t, c, "MATCH (n) WHERE n:Statement OR n:Revision RETURN n.name ORDER BY n.name")
	if fmt.Sprint(captions) != "[[a mediates part] [load by loader]]" {
		t.Errorf("captions %v", captions)
	}
}

func sorted(v any) []string {
	var out []string
	for _, item := range v.([]any) {
		out = append(out, item.(string))
	}
	slices.Sort(out)
	return out
}

// Of an actor that changes its kind no label stays behind, and of one that changes its ties no tie.
func TestReplaceLeavesNothingBehind(t *testing.T) {
	c := neo4jtest.Config(t)
	s := connect(t, c)
	write(t, s, small())
	b := small()
	b.Actors, b.Issues = b.Actors[2:3], b.Issues[1:]
	b.Actors[0].Kind, b.Actors[0].MemberOf, b.Actors[0].Revision = graph.State, nil, 2
	b.Issues[0].PartOf, b.Issues[0].Revision = "", 2
	b.Statements[0].Speaker, b.Statements[0].ReportedBy, b.Statements[0].Parties, b.Statements[0].Revision = "", nil, nil, 2
	b.Statements[0].Status = graph.Rejected
	write(t, s, graph.Batch{Actors: b.Actors, Issues: b.Issues, Statements: b.Statements})
	got := exec(t, c, `MATCH (c:Actor {id: 'c'}) MATCH (s:Statement)
		RETURN labels(c), COUNT { ()-[:MEMBER_OF|PART_OF|MEDIATES]->() }, COUNT { (s)-->() }, COUNT { ()-[:CHANGED]->(s) }, s.speaker`)
	if fmt.Sprint(sorted(got[0][0]), got[0][1:]) != "[Actor State] [0 3 1 <nil>]" {
		t.Errorf("%v", got)
	}
}

// What another program wrote into our nodes is an error that says so, not a panic and not a wrong answer.
func TestDamaged(t *testing.T) {
	c := neo4jtest.Config(t)
	s := connect(t, c)
	write(t, s, small())
	for _, damage := range []string{"MATCH (s:Statement) SET s.revision = 'one'", "MATCH (s:Statement) SET s.revision = 1, s.firstSeen = 'yesterday'"} {
		exec(t, c, damage)
		_, err := s.Statements(t.Context(), []graph.StatementID{"s"})
		wants(t, err, graph.Internal, "did not write")
		_, err = s.FindStatements(t.Context(), graph.StatementQuery{Page: graph.Page{Limit: 1}})
		wants(t, err, graph.Internal, "did not write")
	}
	exec(t, c, "MATCH (r:Revision) SET r.changes = '{'")
	_, err := s.FindRevisions(t.Context(), graph.RevisionQuery{Page: graph.Page{Limit: 1}})
	wants(t, err, graph.Internal, "did not write")
}
