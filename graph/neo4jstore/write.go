package neo4jstore

import (
	"context"
	"crypto/rand"
	"iter"
	"slices"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
)

// Write implements [graph.Writer]. Whatever the size of a batch, it takes five round trips: begin, read, write the objects,
// count the edges, commit.
//
// The (:Lock) node remembers the last batches by a token each. A batch whose commit was cut off looks there whether it was
// carried out after all, so that its receipt is right and it is never carried out twice.
func (s *Store) Write(ctx context.Context, b graph.Batch) (graph.Receipt, error) {
	var receipt graph.Receipt
	token := rand.Text()
	err := s.db.Write(ctx, "write", func(tx *bolt.Tx) error {
		done, current, err := s.beginWrite(tx, token, b.Needs())
		if done || err != nil {
			return err // done: receipt is that of the attempt that was cut off
		}
		plan, err := b.Plan(current)
		if err != nil {
			return err
		}
		receipt = plan.Receipt
		return s.apply(tx, token, plan, current)
	})
	if err != nil {
		return graph.Receipt{}, err
	}
	return receipt, nil
}

// WriteAll implements [graph.Writer]. It takes four round trips, and two or three for each batch.
func (s *Store) WriteAll(ctx context.Context, batches iter.Seq2[graph.Batch, error]) (graph.Receipt, error) {
	var receipt graph.Receipt
	token := rand.Text()
	err := s.db.Write(ctx, "write", func(tx *bolt.Tx) error {
		done, _, err := s.beginWrite(tx, token, graph.Needs{}) // the sequence begins when the others wait
		if done || err != nil {
			return err
		}
		receipt, err = s.applyAll(tx, token, batches)
		return err
	})
	if err != nil {
		return graph.Receipt{}, err
	}
	return receipt, nil
}

// applyAll carries out several batches. Edges that are to be counted anew are counted once, behind the last.
func (s *Store) applyAll(tx *bolt.Tx, token string, batches iter.Seq2[graph.Batch, error]) (sum graph.Receipt, err error) {
	var last graph.Plan
	for b, err := range batches {
		if err != nil {
			return sum, err
		}
		_, current, err := s.beginWrite(tx, token, b.Needs())
		if err != nil {
			return sum, err
		}
		plan, err := b.Plan(current)
		if err != nil {
			return sum, err
		}
		sum.Add(plan.Receipt)
		last.Touched, plan.Touched = append(last.Touched, plan.Touched...), nil
		last.Recount, plan.Recount = append(last.Recount, plan.Recount...), nil
		if err := s.apply(tx, token, plan, current); err != nil {
			return sum, err
		}
	}
	slices.SortFunc(last.Touched, graph.EdgeKey.Compare)
	last.Touched = slices.Compact(last.Touched)
	return sum, s.writeDerived(tx, last, graph.Current{})
}

// apply carries out a plan.
func (s *Store) apply(tx *bolt.Tx, token string, p graph.Plan, before graph.Current) error {
	if err := s.writeObjects(tx, token, p, before); err != nil {
		return err
	}
	return s.writeDerived(tx, p, before)
}

// beginWrite waits until no other batch is being written, tells whether an earlier attempt at this one was committed, and
// reads what the database holds of its needs.
func (s *Store) beginWrite(tx *bolt.Tx, token string, n graph.Needs) (done bool, c graph.Current, err error) {
	needs := bolt.Params{"actors": plain(n.Actors), "issues": plain(n.Issues), "articles": plain(n.Articles), "statements": plain(n.Statements),
		"codings": plain(n.Codings), "users": plain(n.Users), "revisions": plain(n.Revisions), "texts": plain(n.TextHashes), "goneActors": plain(n.GoneActors),
		"goneIssues": plain(n.GoneIssues)}
	rows, _, err := tx.Run(s.queries.Text("begin_write"), bolt.Params{"token": token, "needs": needs})
	if err != nil {
		return false, c, err
	}
	r := scanner{values: rows[0]}
	done = r.flag()
	c.Actors = scanHeld(&r, scanActor, actorKey)
	c.Issues = scanHeld(&r, scanIssue, issueKey)
	c.Articles = scanHeld(&r, scanArticle, articleKey)
	c.Statements = scanHeld(&r, scanStatement, statementKey)
	c.Codings = scanHeld(&r, scanCoding, codingKey)
	c.Users = scanHeld(&r, scanUser, userKey)
	c.Revisions, c.TextHashes = setOf[graph.RevisionID](&r), setOf[string](&r)
	c.Referred = map[graph.ObjectID]bool{}
	for _, typ := range []graph.ObjectType{graph.ActorObject, graph.IssueObject} {
		for _, id := range r.texts() {
			c.Referred[graph.ObjectID{Type: typ, ID: id}] = true
		}
	}
	return done, c, r.err
}

func setOf[K ~string](s *scanner) map[K]bool {
	set := map[K]bool{}
	for _, text := range s.texts() {
		set[K(text)] = true
	}
	return set
}

// scanHeld reads a list of objects, each a list of its values.
func scanHeld[K comparable, T any](s *scanner, scan func(*scanner) T, key func(T) K) map[K]T {
	held := map[K]T{}
	for _, v := range scanAs[[]any](s) {
		values, _ := v.([]any)
		one := scanner{values: values}
		item := scan(&one)
		if one.err != nil {
			s.err = one.err
		}
		held[key(item)] = item
	}
	return held
}

// writeObjects creates and overwrites what a plan says: first the nodes, then what ties them. It fails where the database did
// not create every node and relationship that it should have.
func (s *Store) writeObjects(tx *bolt.Tx, token string, p graph.Plan, before graph.Current) error {
	var w script
	create(&w, "actor", p.Create.Actors, actorRow)
	create(&w, "issue", p.Create.Issues, issueRow)
	create(&w, "article", p.Create.Articles, articleRow)
	create(&w, "coding", p.Create.Codings, codingRow)
	create(&w, "user", p.Create.Users, userRow)
	create(&w, "revision", p.Create.Revisions, revisionRow)
	replace(&w, "actor", p.Replace.Actors, actorRow)
	replace(&w, "issue", p.Replace.Issues, issueRow)
	replace(&w, "article", p.Replace.Articles, articleRow)
	replace(&w, "coding", p.Replace.Codings, codingRow)
	replace(&w, "user", p.Replace.Users, userRow)
	replace(&w, "statement", p.Replace.Statements, statementRow)
	w.tieActors(p)
	w.tieIssues(p)
	w.tieStatements(p, before.Statements)
	w.tieRevisions(p, before)
	if len(w.steps) == 0 {
		return nil
	}
	add(&w, "write_token", []string{token}, bolt.Counts{})
	if p.WritesVocabulary() {
		add(&w, "stamp_vocabulary", []string{token}, bolt.Counts{})
	}
	got, err := w.run(tx, s.queries)
	if err == nil && got != w.want {
		return &graph.Error{Code: graph.Internal, Message: "the database did not take all of a batch",
			Err: graph.Errorf(graph.Internal, "%d nodes and %d relationships of %d and %d", got.Nodes, got.Relationships, w.want.Nodes, w.want.Relationships)}
	}
	return err
}

// writeDerived brings up to date what follows from the objects: the stance edges, and the nodes that stand for absent objects.
func (s *Store) writeDerived(tx *bolt.Tx, p graph.Plan, before graph.Current) error {
	var w script
	w.tieAbsent(p, before)
	w.cutEdges(p.Recount)
	w.growEdges(p.Grown)
	w.refreshEdges(p.Touched)
	if len(w.steps) == 0 {
		return nil
	}
	_, err := w.run(tx, s.queries)
	return err
}

func rowsOf[T any](items []T, rowOf func(T) row) []row {
	rows := make([]row, len(items))
	for i, item := range items {
		rows[i] = rowOf(item)
	}
	return rows
}

func create[T any](w *script, what string, items []T, rowOf func(T) row) {
	add(w, "write_"+what, rowsOf(items, rowOf), bolt.Counts{Nodes: len(items)}, "create")
}

func replace[T any](w *script, what string, items []T, rowOf func(T) row) {
	add(w, "write_"+what, rowsOf(items, rowOf), bolt.Counts{}, "replace")
}
