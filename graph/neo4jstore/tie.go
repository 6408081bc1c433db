package neo4jstore

import (
	"slices"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
)

// tieActors writes what persons speak for and what actors are members of, in place of what was there.
func (w *writer) tieActors(p graph.Plan) {
	var speaks, members []row
	for _, a := range slices.Concat(p.Create.Actors, p.Replace.Actors) {
		for i, t := range a.SpeaksFor {
			speaks = append(speaks, row{"from": string(a.ID), "to": string(t.Body), "order": i, "role": optional(t.Role), "since": optional(t.From), "until": optional(t.To)})
		}
		for i, id := range a.MemberOf {
			members = append(members, row{"from": string(a.ID), "to": string(id), "order": i})
		}
	}
	w.cut("cut_actors", plainOf(p.Replace.Actors, actorKey))
	w.write("tie_speakers", speaks, bolt.Counts{Relationships: len(speaks)})
	w.write("tie_members", members, bolt.Counts{Relationships: len(members)})
}

// tieIssues writes what issues are part of, in place of what was there.
func (w *writer) tieIssues(p graph.Plan) {
	var parts []row
	for _, i := range slices.Concat(p.Create.Issues, p.Replace.Issues) {
		if i.PartOf != "" {
			parts = append(parts, row{"from": string(i.ID), "to": string(i.PartOf)})
		}
	}
	w.cut("cut_issues", plainOf(p.Replace.Issues, issueKey))
	w.write("tie_issues", parts, bolt.Counts{Relationships: len(parts)})
}

// tieStatements creates the new statements with their relationships, and writes those of statements that now refer to
// other objects in place of what was there.
func (w *writer) tieStatements(p graph.Plan, before map[graph.StatementID]graph.Statement) {
	var moved []graph.Statement
	for _, s := range p.Replace.Statements {
		if !sameTies(before[s.ID], s) {
			moved = append(moved, s)
		}
	}
	w.write("write_statement", rowsOf(p.Create.Statements, statementRow),
		bolt.Counts{Nodes: len(p.Create.Statements), Relationships: countTies(p.Create.Statements)}, "create")
	w.cut("cut_statements", plainOf(moved, statementKey))
	w.write("tie_statements", rowsOf(moved, statementRow), bolt.Counts{Relationships: countTies(moved)})
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

// cut deletes relationships of objects that are about to be tied anew.
func (w *writer) cut(query string, ids []string) {
	if len(ids) > 0 {
		w.run(query, bolt.Params{"ids": ids})
	}
}

// tieRevisions ties each revision to the objects that it changed, once to each. An object that is not there gets a
// node (:Absent) to stand for it: the contract lets a revision name anything.
func (w *writer) tieRevisions(revisions []graph.Revision) {
	changes := map[string][]row{}
	for _, r := range revisions {
		seen := map[graph.ObjectID]bool{}
		for _, c := range r.Changes {
			o := graph.ObjectID{Type: c.Type, ID: c.ID}
			if seen[o] {
				continue
			}
			seen[o] = true
			tag := objectTag(c.Type)
			changes[tag] = append(changes[tag], row{"from": string(r.ID), "to": c.ID, "revision": c.Revision, "absent": absentID(o)})
		}
	}
	for _, tag := range []string{"actor", "issue", "article", "statement", "other"} {
		w.tieChanges(changes[tag], tag)
	}
}

func (w *writer) tieChanges(rows []row, tag string) {
	if len(rows) == 0 {
		return
	}
	tied := 0
	if tag != "other" {
		_, counts := w.run("tie_changes", bolt.Params{"rows": rows}, tag)
		tied = counts.Relationships
	}
	if tied < len(rows) {
		w.run("tie_absent_changes", bolt.Params{"rows": rows}, tag)
	}
}

// refreshEdges counts the touched edges anew and drops those that count nothing.
func (w *writer) refreshEdges(touched []graph.EdgeKey) {
	byStance := map[graph.Stance][]row{}
	for _, k := range touched {
		byStance[k.Stance] = append(byStance[k.Stance], edgeRow(k))
	}
	for _, stance := range graph.Stances {
		keys := byStance[stance]
		if len(keys) == 0 {
			continue
		}
		rows, _ := w.run("refresh_edges", bolt.Params{"rows": keys}, string(stance))
		if w.err != nil {
			return
		}
		r := scanner{values: rows[0]}
		if r.number() < len(keys) {
			w.run("drop_edges", bolt.Params{"rows": keys}, string(stance))
		}
	}
}
