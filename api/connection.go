package api

import (
	"cmp"

	"stancegraph/graph"
)

// connection is one page of a list.
type connection struct {
	items []any
	pos   func(i int) graph.Pos // of the items
	more  bool                  // further items in the direction of reading
	total int
	page  graph.Page
	key   listKey
}

// placed is what lists are made of.
type placed interface{ Pos() graph.Pos }

// item is one item of a connection, with what its cursor needs.
type item struct {
	node any
	pos  graph.Pos
	key  listKey
}

// pageOf reads the paging arguments of a connection. The cursors are still to be read, for they depend on the list.
func (c *call) pageOf() (graph.Page, error) {
	first, hasFirst := c.field.args["first"].(int)
	last, hasLast := c.field.args["last"].(int)
	p := graph.Page{Limit: defaultPage, Total: c.field.selects("totalCount")}
	switch limit := c.engine.limits.Page; {
	case hasFirst && hasLast:
		return p, invalidf("give either first or last, not both")
	case hasFirst && (first < 1 || first > limit):
		return p, invalidf("first is %d: want 1 to %d", first, limit)
	case hasLast && (last < 1 || last > limit):
		return p, invalidf("last is %d: want 1 to %d", last, limit)
	case hasFirst:
		p.Limit = first
	case hasLast:
		p.Limit, p.Backward = last, true
	}
	if !c.field.selects("nodes", "edges", "pageInfo") {
		p.Limit = 1 // only the count is asked
	}
	return p, nil
}

// cursors reads the cursors of the page, which must belong to the list.
func (c *call) cursors(p graph.Page, k listKey) (graph.Page, error) {
	for _, bound := range []struct {
		name string
		pos  *graph.Pos
	}{{"after", &p.After}, {"before", &p.Before}} {
		if s, given := c.field.args[bound.name].(string); given {
			var err error
			if *bound.pos, err = parseCursor(k, s); err != nil {
				return p, err
			}
		}
	}
	return p, nil
}

// bounds reads the cursors of the page, whatever list with so many values of order they belong to.
func (c *call) bounds(p graph.Page, width int) (graph.Page, error) {
	for _, bound := range []struct {
		name string
		pos  *graph.Pos
	}{{"after", &p.After}, {"before", &p.Before}} {
		if s, given := c.field.args[bound.name].(string); given {
			_, pos, err := splitCursor(s)
			if err != nil || len(pos) != width {
				return p, cmp.Or(err, invalidf("%q is not a cursor of this list", clip(s)))
			}
			*bound.pos = pos
		}
	}
	return p, nil
}

// connect makes a connection of a slice that a store gave.
func connect[T placed](s graph.Slice[T], p graph.Page, k listKey, node func(*T) any) *connection {
	c := &connection{more: s.More, total: s.Total, page: p, key: k, items: make([]any, len(s.Items)), pos: func(i int) graph.Pos { return s.Items[i].Pos() }}
	for i := range s.Items {
		c.items[i] = node(&s.Items[i])
	}
	return c
}

func (c *connection) edges() any {
	out := make([]any, len(c.items))
	for i, n := range c.items {
		out[i] = item{n, c.pos(i), c.key}
	}
	return out
}

func (c *connection) hasNext() any {
	if c.page.Backward {
		return c.page.Before != nil
	}
	return c.more || c.page.Before != nil
}

func (c *connection) hasPrevious() any {
	if c.page.Backward {
		return c.more || c.page.After != nil
	}
	return c.page.After != nil
}

func (c *connection) cursorAt(i int) any {
	if len(c.items) == 0 {
		return nil
	}
	return cursor(c.key, c.pos(i))
}

// connections is the resolvers of all connection types.
func connections() table {
	t := table{
		"PageInfo.hasNextPage":     plain((*connection).hasNext),
		"PageInfo.hasPreviousPage": plain((*connection).hasPrevious),
		"PageInfo.startCursor":     plain(func(c *connection) any { return c.cursorAt(0) }),
		"PageInfo.endCursor":       plain(func(c *connection) any { return c.cursorAt(len(c.items) - 1) }),
	}
	for _, name := range []string{"Actor", "Issue", "Article", "Statement", "Stance", "Change", "Position", "Revision", "Search"} {
		t[name+"Connection.nodes"] = plain(func(c *connection) any { return c.items })
		t[name+"Connection.edges"] = plain((*connection).edges)
		t[name+"Connection.pageInfo"] = plain(func(c *connection) any { return c })
		t[name+"Connection.totalCount"] = plain(func(c *connection) any { return c.total })
		t[name+"ConnectionEdge.node"] = plain(func(i item) any { return i.node })
		t[name+"ConnectionEdge.cursor"] = plain(func(i item) any { return cursor(i.key, i.pos) })
	}
	return t
}

// paged is a connection that each parent has: what is read of a page of it, which list it is, and the items of it.
type paged[P any, T placed] struct {
	want func(graph.Page) *fetch
	key  func(P) listKey
	node func(P, *T) any
}

// listOfParents resolves a connection that each parent has.
func listOfParents[P any, T placed](of func(c *call, under *fetch) (paged[P, T], error)) resolver {
	return resolver{
		get: batch(func(c *call, parents []P) ([]any, error) {
			l, err := of(c, nil)
			if err != nil {
				return nil, err
			}
			p, err := c.pageOf()
			if err != nil {
				return nil, err
			}
			return list(parents, func(parent P) any { return l.connection(c, p, parent) }), nil
		}).get,
		wants: func(c *call, under *fetch) []*fetch {
			l, err := of(c, under)
			var p graph.Page
			if err == nil {
				p, err = c.pageOf()
			}
			var item T
			if err == nil {
				p, err = c.bounds(p, len(item.Pos()))
			}
			if err != nil {
				return nil // the field says so when it is resolved
			}
			f := l.want(p)
			f.field = c.field
			return []*fetch{f}
		},
	}
}

// connection makes the connection of one parent. One to whose list the cursors do not belong fails alone.
func (l paged[P, T]) connection(c *call, p graph.Page, parent P) any {
	k := l.key(parent)
	p, err := c.cursors(p, k)
	if err != nil {
		return err
	}
	s, err := listed[T](c, parent)
	if err != nil {
		return err
	}
	return connect(s, p, k, func(v *T) any { return l.node(parent, v) })
}

// wholeList reads a connection of objects of a type that no parent narrows.
func wholeList[T placed](c *call, typ string, k listKey, want func(graph.Page) *fetch, slice func(graph.Found) graph.Slice[T], node func(*T) any) (any, error) {
	p, err := c.pageOf()
	if err == nil {
		p, err = c.cursors(p, k)
	}
	if err != nil {
		return nil, err
	}
	found, err := c.read(c.below(want(p), typ))
	if err != nil {
		return nil, err
	}
	return connect(slice(found[0]), p, k, node), nil
}
