package neo4jstore

import (
	"context"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
	"stancegraph/graph/neo4jstore/query"
)

// plain gives ids as the driver takes them, each once.
func plain[K ~string](ids []K) []string {
	out := make([]string, 0, len(ids))
	seen := make(map[K]bool, len(ids))
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, string(id))
		}
	}
	return out
}

// scanAll reads rows that hold an object each.
func scanAll[T any](rows []bolt.Row, scan func(*scanner) T) ([]T, error) {
	var out []T
	for _, row := range rows {
		s := scanner{values: row}
		out = append(out, scan(&s))
		if s.err != nil {
			return nil, s.err
		}
	}
	return out, nil
}

func actorKey(a graph.Actor) graph.ActorID             { return a.ID }
func issueKey(i graph.Issue) graph.IssueID             { return i.ID }
func articleKey(a graph.Article) graph.ArticleID       { return a.ID }
func statementKey(s graph.Statement) graph.StatementID { return s.ID }
func userKey(u graph.User) string                      { return u.Name }

// Users implements [graph.Reader].
func (s *Store) Users(ctx context.Context) ([]graph.User, error) {
	rows, err := s.db.Read(ctx, "get_users", s.queries.Text("get_users"), nil)
	if err != nil {
		return nil, err
	}
	return scanAll(rows, scanUser)
}

// Read implements [graph.Reader]. Each step is a block of one query.
func (s *Store) Read(ctx context.Context, wants ...graph.Want) ([]graph.Found, error) {
	steps, err := graph.Steps(wants)
	if err != nil || len(steps) == 0 {
		return nil, err
	}
	var blocks []query.Block
	params := bolt.Params{}
	for i, step := range steps {
		name, sh := shapeOf(step)
		blocks = append(blocks, query.Block{Step: query.Step{Name: name, Tags: sh.tags}, Parent: step.Parent, Rows: "rows_" + string(step.Gives)})
		params[query.ParamOf(i, "step")] = i
		for key, value := range sh.params {
			params[query.ParamOf(i, key)] = value
		}
	}
	rows, err := s.db.Read(ctx, "read", s.queries.Compose(blocks), params)
	if err != nil {
		return nil, err
	}
	answer := graph.NewAnswer(steps)
	for _, row := range rows {
		if err := take(row, steps, answer); err != nil {
			return nil, err
		}
	}
	return answer.Found(), nil
}

// take hands a row to the answer. A row without columns tells the total of a slice that has no items.
func take(row bolt.Row, steps []graph.Step, answer *graph.Answer) error {
	r := scanner{values: row}
	step, at, n, total, columns := r.number(), r.number(), r.number(), r.number(), scanAs[[]any](&r)
	if r.err == nil && (step < 0 || step >= len(steps)) {
		r.fail("the answer names step %d of %d", step, len(steps))
	}
	if r.err != nil {
		return r.err
	}
	answer.Total(step, n, total)
	if columns == nil {
		return nil
	}
	object := scanner{values: columns}
	answer.Add(step, n, at, scanObject(steps[step].Gives, &object))
	return object.err
}

// scanObject reads an object of a set.
func scanObject(set graph.Set, s *scanner) any {
	switch set {
	case graph.ActorSet:
		return scanActor(s)
	case graph.IssueSet:
		return scanIssue(s)
	case graph.ArticleSet:
		return scanArticle(s)
	case graph.StatementSet:
		return scanStatement(s)
	case graph.StanceSet:
		return scanEdge(s)
	case graph.PairSet:
		return graph.Pair{Issue: graph.IssueID(s.text()), Actor: scanActorID(s)}
	case graph.RevisionSet:
		return scanRevision(s)
	case graph.FacetSet:
		return graph.FacetCount{Value: s.text(), Statements: s.number()}
	case graph.TextSet:
		return graph.Text{Article: graph.ArticleID(s.text()), Text: s.text()}
	}
	return s.text()
}
