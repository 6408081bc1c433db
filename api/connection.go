package api

import (
	"stancegraph/graph"
)

// connection is one page of a list.
type connection struct {
	items []any
	pos   []graph.Pos
	more  bool // further items in the direction of reading
	total int
	page  graph.Page
	key   listKey
}

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

// connect makes a connection of a slice that a store gave.
func connect[T interface{ Pos() graph.Pos }](s graph.Slice[T], p graph.Page, k listKey, node func(*T) any) *connection {
	c := &connection{more: s.More, total: s.Total, page: p, key: k, items: make([]any, len(s.Items)), pos: make([]graph.Pos, len(s.Items))}
	for i := range s.Items {
		c.items[i], c.pos[i] = node(&s.Items[i]), s.Items[i].Pos()
	}
	return c
}

func (c *connection) edges() any {
	out := make([]any, len(c.items))
	for i, n := range c.items {
		out[i] = item{n, c.pos[i], c.key}
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
	if len(c.pos) == 0 {
		return nil
	}
	return cursor(c.key, c.pos[i])
}

// connections is the resolvers of all connection types.
func connections() table {
	t := table{
		"PageInfo.hasNextPage":     plain((*connection).hasNext),
		"PageInfo.hasPreviousPage": plain((*connection).hasPrevious),
		"PageInfo.startCursor":     plain(func(c *connection) any { return c.cursorAt(0) }),
		"PageInfo.endCursor":       plain(func(c *connection) any { return c.cursorAt(len(c.pos) - 1) }),
	}
	for _, name := range []string{"Actor", "Issue", "Article", "Statement", "Stance", "Change", "Revision"} {
		t[name+"Connection.nodes"] = plain(func(c *connection) any { return c.items })
		t[name+"Connection.edges"] = plain((*connection).edges)
		t[name+"Connection.pageInfo"] = plain(func(c *connection) any { return c })
		t[name+"Connection.totalCount"] = plain(func(c *connection) any { return c.total })
		t[name+"ConnectionEdge.node"] = plain(func(i item) any { return i.node })
		t[name+"ConnectionEdge.cursor"] = plain(func(i item) any { return cursor(i.key, i.pos) })
	}
	return t
}
