package neo4jstore

import (
	"context"
	"crypto/rand"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
)

// Write implements [graph.Writer].
//
// The (:Lock) node remembers the last batches by a token each. A batch whose commit was cut off looks there whether it was
// carried out after all, so that its receipt is right and it is never carried out twice.
func (s *Store) Write(ctx context.Context, b graph.Batch) (graph.Receipt, error) {
	var receipt graph.Receipt
	token := rand.Text()
	err := s.db.Write(ctx, "write", func(tx *bolt.Tx) error {
		w := &writer{store: s, tx: tx}
		done := w.lock(token)
		if done || w.err != nil {
			return w.err // done: receipt is that of the attempt that was cut off
		}
		current := w.current(b.Needs())
		if w.err != nil {
			return w.err
		}
		plan, err := b.Plan(current)
		if err != nil {
			return err
		}
		receipt = plan.Receipt
		w.apply(plan, current)
		if receipt != (graph.Receipt{}) {
			w.run("write_token", bolt.Params{"token": token})
		}
		return w.err
	})
	if err != nil {
		return graph.Receipt{}, err
	}
	return receipt, nil
}

// A writer carries out one batch in one transaction. After the first error it does nothing more.
type writer struct {
	store *Store
	tx    *bolt.Tx
	err   error
}

func (w *writer) run(query string, params bolt.Params, tags ...string) ([]bolt.Row, bolt.Counts) {
	if w.err != nil {
		return nil, bolt.Counts{}
	}
	rows, counts, err := w.tx.Run(w.store.queries.Text(query, tags...), params)
	w.err = err
	return rows, counts
}

// lock waits until no other batch is being written, and tells whether an earlier attempt at this one was committed.
func (w *writer) lock(token string) (done bool) {
	w.run("lock", nil)
	if w.tx.Attempt == 1 {
		return false
	}
	rows, _ := w.run("get_token", bolt.Params{"token": token})
	return len(rows) > 0
}

// write unwinds rows, and fails where the query did not create the nodes and relationships that it should have.
func (w *writer) write(query string, rows []row, want bolt.Counts, tags ...string) {
	if len(rows) == 0 {
		return
	}
	_, got := w.run(query, bolt.Params{"rows": rows}, tags...)
	if w.err == nil && got != want {
		w.err = &graph.Error{Code: graph.Internal, Message: "the database did not take all of a batch",
			Err: graph.Errorf(graph.Internal, "%s: %d nodes and %d relationships of %d and %d", query, got.Nodes, got.Relationships, want.Nodes, want.Relationships)}
	}
}

// current reads what the database holds of a batch's needs.
func (w *writer) current(n graph.Needs) graph.Current {
	revisions := held(w, "get_revision_ids", n.Revisions, func(s *scanner) graph.RevisionID { return graph.RevisionID(s.text()) }, func(id graph.RevisionID) graph.RevisionID { return id })
	c := graph.Current{
		Actors:     held(w, "get_actors", n.Actors, scanActor, actorKey),
		Issues:     held(w, "get_issues", n.Issues, scanIssue, issueKey),
		Articles:   held(w, "get_articles", n.Articles, scanArticle, articleKey),
		Statements: held(w, "get_statements", n.Statements, scanStatement, statementKey),
		Users:      held(w, "get_named_users", n.Users, scanUser, userKey),
		Revisions:  make(map[graph.RevisionID]bool, len(revisions)),
	}
	for id := range revisions {
		c.Revisions[id] = true
	}
	return c
}

func held[K ~string, T any](w *writer, query string, ids []K, scan func(*scanner) T, key func(T) K) map[K]T {
	if w.err != nil || len(ids) == 0 {
		return nil
	}
	rows, _ := w.run(query, bolt.Params{"ids": plain(ids)})
	if w.err != nil {
		return nil
	}
	var items []T
	items, w.err = scanAll(rows, scan)
	return byKey(items, key)
}

// apply carries out a plan: first the nodes, then what ties them, then what follows from them.
func (w *writer) apply(p graph.Plan, before graph.Current) {
	create(w, "actor", p.Create.Actors, actorRow)
	create(w, "issue", p.Create.Issues, issueRow)
	create(w, "article", p.Create.Articles, articleRow)
	create(w, "user", p.Create.Users, userRow)
	create(w, "revision", p.Create.Revisions, revisionRow)
	replace(w, "actor", p.Replace.Actors, actorRow)
	replace(w, "issue", p.Replace.Issues, issueRow)
	replace(w, "article", p.Replace.Articles, articleRow)
	replace(w, "user", p.Replace.Users, userRow)
	replace(w, "statement", p.Replace.Statements, statementRow)
	w.tieActors(p)
	w.tieIssues(p)
	w.tieStatements(p, before.Statements)
	w.tieRevisions(p.Create.Revisions)
	w.refreshEdges(p.Touched)
}

func rowsOf[T any](items []T, rowOf func(T) row) []row {
	rows := make([]row, len(items))
	for i, item := range items {
		rows[i] = rowOf(item)
	}
	return rows
}

func create[T any](w *writer, what string, items []T, rowOf func(T) row) {
	w.write("write_"+what, rowsOf(items, rowOf), bolt.Counts{Nodes: len(items)}, "create")
}

func replace[T any](w *writer, what string, items []T, rowOf func(T) row) {
	w.write("write_"+what, rowsOf(items, rowOf), bolt.Counts{}, "replace")
}
