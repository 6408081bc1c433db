package neo4jstore

import (
	"context"
	"math"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
)

// A shape collects what a list query asks for: tags that choose lines of its text, and parameters. The text depends on which
// parts of a filter are set, never on their values.
type shape struct {
	tags   []string
	params bolt.Params
}

func newShape() *shape { return &shape{params: bolt.Params{}} }

func (s *shape) tag(names ...string) { s.tags = append(s.tags, names...) }

func (s *shape) set(name string, value any) {
	s.tag(name)
	s.params[name] = value
}

// anyOf narrows to some values; an empty list lets all through.
func anyOf[K ~string](s *shape, name string, values []K) {
	if len(values) > 0 {
		s.set(name, plain(values))
	}
}

func (s *shape) contains(text string) {
	if text != "" {
		s.set("text", graph.Fold(text))
	}
}

// span keeps dates within from..to, both included; see [graph.Date.In].
func (s *shape) span(from, to graph.Date) {
	if from != "" || to != "" {
		s.tag("dated")
	}
	if from != "" {
		s.set("from", string(from))
	}
	if to != "" {
		s.set("to", to.Ceiling())
	}
}

func (s *shape) kinds(kinds []graph.Kind) {
	if len(kinds) == 0 {
		return
	}
	labels := []string{}
	for _, k := range kinds {
		if label, ok := kindLabel(k); ok {
			labels = append(labels, label)
		}
	}
	s.tag("kinds")
	s.params["labels"] = labels
}

// page narrows to a page. Places are given as values of the order: what comes after one is above it where the list ascends.
func (s *shape) page(p graph.Page, descending bool) {
	above, below := p.After, p.Before
	if descending {
		above, below = below, above
	}
	if above != nil {
		s.set("above", []string(above))
	}
	if below != nil {
		s.set("below", []string(below))
	}
	if descending == p.Backward {
		s.tag("up")
	}
	if p.Total {
		s.tag("total")
	}
	s.params["limit"] = min(p.Limit, math.MaxInt32) + 1
}

// find runs a list query and gives one slice for each of n scopes. A row begins with the number of its scope and the total;
// a scope without items has a row of nothing where the total was asked for, and none where it was not.
func find[T any](ctx context.Context, s *Store, query string, q *shape, p graph.Page, n int, scan func(*scanner) T) ([]graph.Slice[T], error) {
	rows, err := s.db.Read(ctx, query, s.queries.Text(query, q.tags...), q.params)
	if err != nil {
		return nil, err
	}
	items, totals := make([][]T, n), make([]int, n)
	for i := range totals {
		totals[i] = -1
	}
	for _, row := range rows {
		r := scanner{values: row}
		scope, total := r.number(), r.number()
		if r.err == nil && (scope < 0 || scope >= n) {
			r.fail("the answer names scope %d of %d", scope, n)
		}
		if r.err != nil {
			return nil, r.err
		}
		totals[scope] = total
		if row[r.at] == nil {
			continue
		}
		items[scope] = append(items[scope], scan(&r))
		if r.err != nil {
			return nil, r.err
		}
	}
	out := make([]graph.Slice[T], n)
	for i := range out {
		out[i] = graph.Trim(items[i], p, totals[i])
	}
	return out, nil
}

// findOne runs a list query without scopes.
func findOne[T any](ctx context.Context, s *Store, query string, q *shape, p graph.Page, scan func(*scanner) T) (graph.Slice[T], error) {
	out, err := find(ctx, s, query, q, p, 1, scan)
	if err != nil {
		return graph.Slice[T]{}, err
	}
	return out[0], nil
}

// standing narrows actors or issues to those merged into some, or else to those that stand unless the others are wanted too.
func standing[K ~string](s *shape, mergedInto []K, gone bool) {
	anyOf(s, "mergedInto", mergedInto)
	if len(mergedInto) == 0 && !gone {
		s.tag("standing")
	}
}

// FindActors implements [graph.Reader].
func (s *Store) FindActors(ctx context.Context, q graph.ActorQuery) (graph.Slice[graph.Actor], error) {
	if err := q.Validate(); err != nil {
		return graph.Slice[graph.Actor]{}, err
	}
	sh := newShape()
	sh.kinds(q.Kinds)
	standing(sh, q.MergedInto, q.Gone)
	sh.contains(q.Text)
	sh.page(q.Page, false)
	return findOne(ctx, s, "find_actors", sh, q.Page, scanActor)
}

// FindIssues implements [graph.Reader].
func (s *Store) FindIssues(ctx context.Context, q graph.IssueQuery) (graph.Slice[graph.Issue], error) {
	if err := q.Validate(); err != nil {
		return graph.Slice[graph.Issue]{}, err
	}
	sh := newShape()
	anyOf(sh, "partOf", q.PartOf)
	standing(sh, q.MergedInto, q.Gone)
	sh.contains(q.Text)
	sh.page(q.Page, false)
	return findOne(ctx, s, "find_issues", sh, q.Page, scanIssue)
}

// FindArticles implements [graph.Reader].
func (s *Store) FindArticles(ctx context.Context, q graph.ArticleQuery) (graph.Slice[graph.Article], error) {
	if err := q.Validate(); err != nil {
		return graph.Slice[graph.Article]{}, err
	}
	sh := newShape()
	anyOf(sh, "sources", q.Sources)
	sh.span(q.From, q.To)
	sh.contains(q.Text)
	sh.page(q.Page, true)
	return findOne(ctx, s, "find_articles", sh, q.Page, scanArticle)
}

// FindRevisions implements [graph.Reader].
func (s *Store) FindRevisions(ctx context.Context, q graph.RevisionQuery) (graph.Slice[graph.Revision], error) {
	if err := q.Validate(); err != nil {
		return graph.Slice[graph.Revision]{}, err
	}
	sh := newShape()
	if q.Object != (graph.ObjectID{}) {
		sh.set("object", q.Object.ID)
		sh.params["absent"] = absentID(q.Object)
		sh.tag(objectTag(q.Object.Type))
	}
	anyOf(sh, "who", q.Who)
	sh.page(q.Page, true)
	return findOne(ctx, s, "find_revisions", sh, q.Page, scanRevision)
}

// objectTag is the tag of the lines about one type of object; "other" for a type that has no nodes.
func objectTag(t graph.ObjectType) string {
	switch t {
	case graph.ActorObject, graph.IssueObject, graph.ArticleObject, graph.StatementObject:
		return string(t)
	}
	return "other"
}

// absentID is the id of the node that stands for an object that is not there.
func absentID(o graph.ObjectID) string { return string(o.Type) + ":" + o.ID }
