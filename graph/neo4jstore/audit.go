package neo4jstore

import (
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
)

// changedTypes are the tags of the queries that tie revisions to what they changed, in the order in which they are run.
var changedTypes = []string{"actor", "issue", "article", "statement", "other"}

// tieRevisions ties each new revision to those objects that it changed of which it is known that they are there.
func (w *script) tieRevisions(p graph.Plan, before graph.Current) {
	present, _ := changes(p, before)
	for _, tag := range changedTypes {
		add(w, "tie_changes", present[tag], bolt.Counts{Relationships: len(present[tag])}, tag)
	}
}

// tieAbsent ties each new revision to all else that it says it changed. An object that is not there gets a node (:Absent) to
// stand for it: the contract lets a revision name anything.
func (w *script) tieAbsent(p graph.Plan, before graph.Current) {
	_, unknown := changes(p, before)
	for _, tag := range changedTypes {
		if tag != "other" {
			add(w, "tie_changes", unknown[tag], bolt.Counts{}, tag)
		}
		add(w, "tie_absent_changes", unknown[tag], bolt.Counts{}, tag)
	}
}

// changes lists what new revisions changed, each object once for each revision, by the tag of its type: objects that a batch
// writes or has looked up, and others.
func changes(p graph.Plan, before graph.Current) (present, unknown map[string][]row) {
	known := knownObjects(p, before)
	present, unknown = map[string][]row{}, map[string][]row{}
	for _, r := range p.Create.Revisions {
		for _, c := range changedOnce(r) {
			to := unknown
			if known[graph.ObjectID{Type: c.Type, ID: c.ID}] {
				to = present
			}
			tag := objectTag(c.Type)
			to[tag] = append(to[tag], changeRow(r, c))
		}
	}
	return present, unknown
}

// changedOnce gives the first change of each object in a revision.
func changedOnce(r graph.Revision) (changes []graph.Change) {
	seen := map[graph.ObjectID]bool{}
	for _, c := range r.Changes {
		if o := (graph.ObjectID{Type: c.Type, ID: c.ID}); !seen[o] {
			seen[o] = true
			changes = append(changes, c)
		}
	}
	return changes
}

// knownObjects are those that are in the database once the objects of a plan are written.
func knownObjects(p graph.Plan, before graph.Current) map[graph.ObjectID]bool {
	known := map[graph.ObjectID]bool{}
	addKnown(known, graph.ActorObject, before.Actors, p.Create.Actors, actorKey)
	addKnown(known, graph.IssueObject, before.Issues, p.Create.Issues, issueKey)
	addKnown(known, graph.StatementObject, before.Statements, p.Create.Statements, statementKey)
	addKnown(known, graph.ArticleObject, before.Articles, nil, articleKey)
	for _, d := range p.Create.Articles {
		known[graph.ObjectID{Type: graph.ArticleObject, ID: string(d.ID)}] = true
	}
	return known
}

func addKnown[K ~string, T any](known map[graph.ObjectID]bool, t graph.ObjectType, before map[K]T, created []T, key func(T) K) {
	for id := range before {
		known[graph.ObjectID{Type: t, ID: string(id)}] = true
	}
	for _, item := range created {
		known[graph.ObjectID{Type: t, ID: string(key(item))}] = true
	}
}
