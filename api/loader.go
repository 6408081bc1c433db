package api

import (
	"maps"

	"stancegraph/graph"
)

// loader holds what was read for one request: objects by id, and the lists of each field by the parent that they belong to.
type loader struct {
	actors     shelf[graph.ActorID, graph.Actor]
	issues     shelf[graph.IssueID, graph.Issue]
	articles   shelf[graph.ArticleID, graph.Article]
	statements shelf[graph.StatementID, graph.Statement]
	revisions  shelf[graph.RevisionID, graph.Revision]
	edges      map[graph.EdgeKey]*graph.StanceEdge // those that were wanted by key
	texts      map[graph.ArticleID]string
	lists      map[listOf]any // slices of any kind of object
}

// listOf names a list: the field that asks for it, and the global id of the object that it belongs to.
type listOf struct {
	field  *field
	parent string
}

func newLoader() *loader {
	return &loader{actors: shelf[graph.ActorID, graph.Actor]{}, issues: shelf[graph.IssueID, graph.Issue]{}, articles: shelf[graph.ArticleID, graph.Article]{},
		statements: shelf[graph.StatementID, graph.Statement]{}, revisions: shelf[graph.RevisionID, graph.Revision]{},
		edges: map[graph.EdgeKey]*graph.StanceEdge{}, texts: map[graph.ArticleID]string{}, lists: map[listOf]any{}}
}

// shelf holds objects of one kind by id.
type shelf[K ~string, V any] map[K]*V

// put keeps an object.
func (s shelf[K, V]) put(key K, v *V) *V {
	s[key] = v
	return v
}

// get gives an object, nil where there is none.
func (s shelf[K, V]) get(id K) any {
	if v := s[id]; v != nil {
		return v
	}
	return nil
}

// take keeps what was found; parents are the global ids of the objects that it was wanted of.
func (l *loader) take(fetches []*fetch, found []graph.Found, parents []string) {
	for i, f := range fetches {
		v := found[i]
		var ids []string
		ids = keep(l, ids, f, parents, v.Actors, func(a *graph.Actor) any { return l.actors.put(a.ID, a) })
		ids = keep(l, ids, f, parents, v.Issues, func(i *graph.Issue) any { return l.issues.put(i.ID, i) })
		ids = keep(l, ids, f, parents, v.Articles, func(a *graph.Article) any { return l.articles.put(a.ID, a) })
		ids = keep(l, ids, f, parents, v.Statements, func(s *graph.Statement) any { return l.statements.put(s.ID, s) })
		ids = keep(l, ids, f, parents, v.Revisions, func(r *graph.Revision) any { return l.revisions.put(r.ID, r) })
		ids = keep(l, ids, f, parents, v.Facets, func(f *graph.FacetCount) any { return f })
		ids = keep(l, ids, f, parents, v.Pairs, func(p *graph.Pair) any { return p })
		ids = keep(l, ids, f, parents, v.Stances, func(e *graph.StanceEdge) any {
			if q, ok := f.what.(graph.StanceQuery); ok && len(q.Scopes) > 0 {
				l.edges[e.EdgeKey] = e
			}
			return &edge{StanceEdge: *e}
		})
		maps.Copy(l.texts, v.Texts)
		l.take(f.with, v.With, ids)
	}
}

// keep keeps slices of one kind of object, and adds the global ids of their items, where lists are read that belong to these.
func keep[T any](l *loader, ids []string, f *fetch, parents []string, slices []graph.Slice[T], put func(*T) any) []string {
	named := listing(f.with)
	for i, s := range slices {
		if f.field != nil && i < len(parents) {
			l.lists[listOf{f.field, parents[i]}] = s
		}
		for k := range s.Items {
			if v := put(&s.Items[k]); named {
				ids = append(ids, idOfObject(v))
			}
		}
	}
	return ids
}

// listing reports whether some fetches are of lists.
func listing(fetches []*fetch) bool {
	for _, f := range fetches {
		if f.field != nil {
			return true
		}
	}
	return false
}

// listed gives a list that was read for a field of a parent.
func listed[T any](c *call, parent any) (graph.Slice[T], error) {
	s, ok := c.load.lists[listOf{c.field, idOfObject(parent)}].(graph.Slice[T])
	if !ok {
		return s, graph.Errorf(graph.Internal, "internal error: %s.%s was not read", c.field.on, c.field.name)
	}
	return s, nil
}

// one resolves a field that leads to one object, or to none.
func one[P any, K ~string, V any](link graph.Link, typ string, from func(*loader) shelf[K, V], id func(P) K) resolver {
	r := holdingOne(typ, func(c *call, p P) any { return from(c.load).get(id(p)) })
	r.wants = linked(link, typ)
	return r
}

// several resolves a field that leads to a list of objects. What does not exist is left out.
func several[P any, K ~string, V any](link graph.Link, typ string, from func(*loader) shelf[K, V], ids func(P) []K) resolver {
	r := holdingOne(typ, func(c *call, p P) any {
		out := []any{}
		for _, id := range ids(p) {
			if v := from(c.load).get(id); v != nil {
				out = append(out, v)
			}
		}
		return out
	})
	r.wants = linked(link, typ)
	return r
}

// linked wants the objects of a type that a link leads to.
func linked(link graph.Link, typ string) wants {
	return func(c *call, _ *fetch) []*fetch {
		return []*fetch{c.below(&fetch{what: link}, typ)}
	}
}

func actorShelf(l *loader) shelf[graph.ActorID, graph.Actor]             { return l.actors }
func issueShelf(l *loader) shelf[graph.IssueID, graph.Issue]             { return l.issues }
func articleShelf(l *loader) shelf[graph.ArticleID, graph.Article]       { return l.articles }
func statementShelf(l *loader) shelf[graph.StatementID, graph.Statement] { return l.statements }
func revisionShelf(l *loader) shelf[graph.RevisionID, graph.Revision]    { return l.revisions }
