package api

import (
	"context"
	"slices"

	"stancegraph/graph"
)

// loader reads objects by id for one request: each at most once, all that a level of the answer needs in one call.
type loader struct {
	actors     shelf[graph.ActorID, graph.Actor]
	issues     shelf[graph.IssueID, graph.Issue]
	articles   shelf[graph.ArticleID, graph.Article]
	statements shelf[graph.StatementID, graph.Statement]
	revisions  shelf[graph.RevisionID, graph.Revision]
}

func newLoader(r graph.Reader) *loader {
	return &loader{
		actors:     newShelf(r.Actors, func(a graph.Actor) graph.ActorID { return a.ID }),
		issues:     newShelf(r.Issues, func(i graph.Issue) graph.IssueID { return i.ID }),
		articles:   newShelf(r.Articles, func(a graph.Article) graph.ArticleID { return a.ID }),
		statements: newShelf(r.Statements, func(s graph.Statement) graph.StatementID { return s.ID }),
		revisions:  newShelf(r.Revisions, func(r graph.Revision) graph.RevisionID { return r.ID }),
	}
}

// shelf keeps what was read of one kind of object; nil marks one that does not exist.
type shelf[K ~string, V any] struct {
	held map[K]*V
	read func(context.Context, []K) ([]V, error)
	key  func(V) K
}

func newShelf[K ~string, V any](read func(context.Context, []K) ([]V, error), key func(V) K) shelf[K, V] {
	return shelf[K, V]{map[K]*V{}, read, key}
}

// need reads those of the ids that are not held yet. Empty ids are passed over.
func (s *shelf[K, V]) need(ctx context.Context, ids []K) error {
	var missing []K
	for _, id := range ids {
		if _, held := s.held[id]; !held && id != "" {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	slices.Sort(missing)
	missing = slices.Compact(missing)
	found, err := s.read(ctx, missing)
	if err != nil {
		return err
	}
	for _, id := range missing {
		s.held[id] = nil
	}
	for i := range found {
		s.held[s.key(found[i])] = &found[i]
	}
	return nil
}

// put keeps an object that came by another way.
func (s *shelf[K, V]) put(v *V) *V {
	s.held[s.key(*v)] = v
	return v
}

// get gives an object that need was called for, nil where there is none.
func (s *shelf[K, V]) get(id K) any {
	if v := s.held[id]; v != nil {
		return v
	}
	return nil
}

// one resolves a field that leads to one object, or to none.
func one[P any, K ~string, V any](from func(*loader) *shelf[K, V], id func(P) K) resolver {
	return batch(func(c *call, parents []P) ([]any, error) {
		ids := make([]K, len(parents))
		for i, p := range parents {
			ids[i] = id(p)
		}
		s := from(c.load)
		if err := s.need(c.ctx, ids); err != nil {
			return nil, err
		}
		return list(ids, s.get), nil
	})
}

// several resolves a field that leads to a list of objects. What does not exist is left out.
func several[P any, K ~string, V any](from func(*loader) *shelf[K, V], ids func(P) []K) resolver {
	return batch(func(c *call, parents []P) ([]any, error) {
		var all []K
		for _, p := range parents {
			all = append(all, ids(p)...)
		}
		s := from(c.load)
		if err := s.need(c.ctx, all); err != nil {
			return nil, err
		}
		return list(parents, func(p P) any {
			out := []any{}
			for _, id := range ids(p) {
				if v := s.get(id); v != nil {
					out = append(out, v)
				}
			}
			return out
		}), nil
	})
}

func actorShelf(l *loader) *shelf[graph.ActorID, graph.Actor]             { return &l.actors }
func issueShelf(l *loader) *shelf[graph.IssueID, graph.Issue]             { return &l.issues }
func articleShelf(l *loader) *shelf[graph.ArticleID, graph.Article]       { return &l.articles }
func statementShelf(l *loader) *shelf[graph.StatementID, graph.Statement] { return &l.statements }
func revisionShelf(l *loader) *shelf[graph.RevisionID, graph.Revision]    { return &l.revisions }
