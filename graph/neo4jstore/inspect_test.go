package neo4jstore_test

import (
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/graphtest"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

// Stance edges that were damaged behind the store's back are found and counted anew, whatever is in them and however many.
func TestRepair(t *testing.T) {
	c := neo4jtest.Config(t)
	s := connect(t, c)
	write(t, s, small())
	more := small().Statements
	for i, stance := range graph.Stances {
		s := small().Statements[0]
		s.ID, s.Holder, s.Stance, s.Issue = graph.StatementID("more-"+string(stance)), small().Actors[i].ID, stance, "whole"
		more = append(more, s)
	}
	write(t, s, graph.Batch{Statements: more[1:]})
	graphtest.Repair(t, s, func() {
		exec(t, c, "MATCH ()-[e:SUPPORTS]->() SET e.statements = 7")                                     // and the label
		exec(t, c, "MATCH ()-[e:OPPOSES]->() SET e.weight = 3, e.first = null")                          // first is not as counted either
		exec(t, c, "MATCH ()-[e:UNDECIDED]->() DELETE e")                                                //
		exec(t, c, "MATCH (a:Actor {id: 'b'}) MATCH (i:Issue {id: 'part'}) CREATE (a)-[:SUPPORTS]->(i)") // and it has no label
		exec(t, c, "MATCH (a)-[e:MEDIATES]->(i:Issue {id: 'whole'}) CREATE (a)-[f:MEDIATES]->(i) SET f = properties(e)")
		exec(t, c, "MATCH ()-[e:MEDIATES]->(:Issue {id: 'part'}) SET e.label = 'loves ×1'")
	}, 9)
}

// Copies that disagree with what they are copied from are told, and left.
func TestInspect(t *testing.T) {
	c := neo4jtest.Config(t)
	s := connect(t, c)
	write(t, s, small())
	exec(t, c, "MATCH (s:Statement {id: 's'})-[e:HELD_BY]->() MATCH (b:Actor {id: 'b'}) DELETE e CREATE (s)-[:HELD_BY]->(b)")
	exec(t, c, "MATCH (s:Statement {id: 's'})-[e:SPOKEN_BY]->() DELETE e SET s.folded = 'something', s.name = 'hello'")
	exec(t, c, "MATCH (a:Actor {id: 'b'}) SET a.folded = ['b'], a:State, a.born = 1900")
	exec(t, c, "MATCH (i:Issue {id: 'part'}) REMOVE i.folded")
	want := []string{
		"actor b has the labels Actor, Organisation, State, want Actor, State",
		`actor b has the property born = 1900, want nothing`,
		`actor b has the property folded = ["b"], want ["b","bee"]`,
		`issue part has the property folded = nothing, want ["a part"]`,
		`statement s has the property folded = "something", want nothing`,
		`statement s has the property name = "hello", want "a mediates part"`,
		`statement s has the holder "a", and HELD_BY leads to ["b"]`,
		`statement s has the speaker "p", and SPOKEN_BY leads to []`,
	}
	var got []string
	for f, err := range graph.NewEditor(s, time.Now).Repair(t.Context(), graph.Agent{Role: graph.Admin}) {
		if err != nil || f.Repaired {
			t.Fatal(f, err)
		}
		got = append(got, f.Text)
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
