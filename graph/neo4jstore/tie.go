package neo4jstore

import (
	"slices"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
)

// tieActors writes what persons speak for, what actors are members of and what they were merged into, in place of what was
// there.
func (w *script) tieActors(p graph.Plan) {
	var speaks, members, merged []row
	for _, a := range slices.Concat(p.Create.Actors, p.Replace.Actors) {
		speaks, members = append(speaks, speakerRows(a)...), append(members, memberRows(a)...)
		merged = append(merged, mergedRows(a.ID, a.MergedInto)...)
	}
	add(w, "cut_actors", plainOf(p.Replace.Actors, actorKey), bolt.Counts{})
	add(w, "tie_speakers", speaks, bolt.Counts{Relationships: len(speaks)})
	add(w, "tie_members", members, bolt.Counts{Relationships: len(members)})
	add(w, "tie_merged", merged, bolt.Counts{Relationships: len(merged)}, "actor")
}

// tieIssues writes what issues are part of and what they were merged into, in place of what was there.
func (w *script) tieIssues(p graph.Plan) {
	var parts, merged []row
	for _, i := range slices.Concat(p.Create.Issues, p.Replace.Issues) {
		parts, merged = append(parts, partRows(i)...), append(merged, mergedRows(i.ID, i.MergedInto)...)
	}
	add(w, "cut_issues", plainOf(p.Replace.Issues, issueKey), bolt.Counts{})
	add(w, "tie_issues", parts, bolt.Counts{Relationships: len(parts)})
	add(w, "tie_merged", merged, bolt.Counts{Relationships: len(merged)}, "issue")
}

// tieStatements creates the new statements with their relationships, and writes those of statements that now refer to
// other objects in place of what was there.
func (w *script) tieStatements(p graph.Plan, before map[graph.StatementID]graph.Statement) {
	var moved []graph.Statement
	for _, s := range p.Replace.Statements {
		if !sameTies(before[s.ID], s) {
			moved = append(moved, s)
		}
	}
	add(w, "write_statement", rowsOf(p.Create.Statements, statementRow),
		bolt.Counts{Nodes: len(p.Create.Statements), Relationships: countTies(p.Create.Statements)}, "create")
	add(w, "cut_statements", plainOf(moved, statementKey), bolt.Counts{})
	add(w, "tie_statements", rowsOf(moved, statementRow), bolt.Counts{Relationships: countTies(moved)})
}

func countTies(statements []graph.Statement) (n int) {
	for _, s := range statements {
		n += statementTies(s)
	}
	return n
}

func plainOf[K ~string, T any](items []T, key func(T) K) []string {
	ids := make([]K, len(items))
	for i, item := range items {
		ids[i] = key(item)
	}
	return plain(ids)
}
