package api

import (
	"slices"

	"stancegraph/graph"
)

// Bounds on what one question about positions looks at.
const (
	historyPage = 1000 // statements of one actor on one issue read at a time
	maxPairs    = 1000 // pairs of actor and issue with more than one stance that are looked through for changes of mind
)

func positionFields() table {
	type P = *graph.Position
	type T = *graph.Turn
	return table{
		"Position.actor":       one(graph.Holder, "Actor", actorShelf, func(p P) graph.ActorID { return p.Actor }),
		"Position.issue":       one(graph.About, "Issue", issueShelf, func(p P) graph.IssueID { return p.Issue }),
		"Position.stance":      plain(func(p P) any { return enum(p.Stance) }),
		"Position.since":       plain(func(p P) any { return text(p.Since) }),
		"Position.until":       plain(func(p P) any { return text(p.Until) }),
		"Position.statement":   decisive(func(p P) graph.StatementID { return p.Statement }),
		"Position.reported":    plain(func(p P) any { return p.Reported }),
		"PositionChange.actor": one(graph.Holder, "Actor", actorShelf, func(t T) graph.ActorID { return t.To.Actor }),
		"PositionChange.issue": one(graph.About, "Issue", issueShelf, func(t T) graph.IssueID { return t.To.Issue }),
		"PositionChange.from":  holding("Position", func(t T) any { return &t.From }),
		"PositionChange.to":    holding("Position", func(t T) any { return &t.To }),
		"Query.position":       single(position),
		"Query.changes":        single(changes),
	}
}

// decisive resolves the statement that decided. What positions and changes need is wanted of the statements of their histories,
// and so what this statement needs is wanted of the same.
func decisive[P any](id func(P) graph.StatementID) resolver {
	return holdingOne("Statement", func(c *call, p P) any { return c.load.statements.get(id(p)) })
}

// history wants all counted statements of its parent, which is a pair or nothing, for the fields of a type.
func (c *call) history(where graph.StatementFilter, scopes []graph.Scope, typ string) *fetch {
	if len(where.Statuses) == 0 {
		where.Statuses = graph.CountedStatuses
	}
	q := graph.StatementQuery{Where: where, Scopes: scopes, Page: graph.Page{Limit: historyPage}}
	return c.below(&fetch{what: q, field: c.field}, typ)
}

// whole completes a history that has more than historyPage statements, one page after another.
func (c *call) whole(s graph.Slice[graph.Statement], where graph.StatementFilter, of graph.Pair, typ string) ([]graph.Statement, error) {
	all := s.Items
	for s.More {
		f := c.history(where, []graph.Scope{{Holder: of.Actor, Issue: of.Issue}}, typ)
		q := f.what.(graph.StatementQuery)
		q.Page.After = s.Items[len(s.Items)-1].Pos()
		f.what = q
		found, err := c.read(f)
		if err != nil {
			return nil, err
		}
		s = found[0].Statements[0]
		all = append(all, s.Items...)
	}
	return all, nil
}

// asOf gives the date of the call's argument.
func (c *call) asOf() graph.Date {
	d, _ := c.field.args["asOf"].(graph.Date)
	return d
}

func position(c *call) (any, error) {
	actors, err := actorNames.refs(c.run, []any{c.field.args["actor"]})
	if err != nil {
		return nil, err
	}
	issues, err := issueNames.refs(c.run, []any{c.field.args["issue"]})
	if err != nil {
		return nil, err
	}
	pair := graph.Pair{Actor: actors[0], Issue: issues[0]}
	where := graph.StatementFilter{AsOf: c.asOf()}
	found, err := c.read(c.history(where, []graph.Scope{{Holder: pair.Actor, Issue: pair.Issue}}, "Position"))
	if err != nil {
		return nil, err
	}
	statements, err := c.whole(found[0].Statements[0], where, pair, "Position")
	if err != nil {
		return nil, err
	}
	return c.positionIn(statements), nil
}

// positionIn gives the position that a history comes to, nil where nothing is known.
func (c *call) positionIn(statements []graph.Statement) any {
	if p, ok := graph.PositionAt(statements, c.asOf()); ok {
		return &p
	}
	return nil
}

// positionsOf resolves the positions of actors by issue, or on issues by actor: those of the pairs that each has.
func positionsOf[P any]() resolver {
	return listOfParents(func(c *call, _ *fetch) (paged[P, graph.Pair], error) {
		where := graph.StatementFilter{AsOf: c.asOf()}
		return paged[P, graph.Pair]{
			want: func(p graph.Page) *fetch {
				return &fetch{what: graph.PairQuery{Where: where, Page: p}, with: []*fetch{c.history(where, nil, "Position")}}
			},
			key: func(parent P) listKey { return keyOfList("Position", idOfObject(parent), describe(where)) },
			node: func(_ P, pair *graph.Pair) any {
				s, err := listed[graph.Statement](c, pair)
				if err != nil {
					return err
				}
				statements, err := c.whole(s, where, *pair, "Position")
				if err != nil {
					return err
				}
				return c.positionIn(statements)
			},
		}, nil
	})
}

// changes answers the query of that name: what was said by each actor about each issue on which it has more than one stance. The
// turns of all pairs are put in order before the page is cut.
func changes(c *call) (any, error) {
	f, err := c.filter()
	if err != nil {
		return nil, err
	}
	p, err := c.pageOf()
	k := keyOfList("Change", f.name)
	if err == nil {
		p, err = c.cursors(p, k)
	}
	if err != nil {
		return nil, err
	}
	followed := f.StatementFilter // what narrows the position that followed
	f.Stances, f.From, f.To = nil, "", ""
	found, err := c.read(&fetch{what: graph.PairQuery{Where: f.onEdges(), Contested: true, Page: graph.Page{Limit: maxPairs}},
		with: []*fetch{c.history(f.StatementFilter, nil, "PositionChange")}})
	if err != nil {
		return nil, err
	}
	pairs := found[0].Pairs[0]
	if pairs.More {
		return nil, invalidf("there is too much to look through: narrow the filter by actor or issue")
	}
	var turns []turn
	for i, pair := range pairs.Items {
		statements, err := c.whole(found[0].With[0].Statements[i], f.StatementFilter, pair, "PositionChange")
		if err != nil {
			return nil, err
		}
		for _, t := range graph.Turns(statements) {
			wanted := len(followed.Stances) == 0 || slices.Contains(followed.Stances, t.To.Stance)
			if wanted && t.To.Since.In(followed.From, followed.To) {
				turns = append(turns, turn{t})
			}
		}
	}
	return connect(cut(turns, p), p, k, func(t *turn) any { return &t.Turn }), nil
}

// turn gives a change of mind its place in the list: by date, then issue, then actor, all descending.
type turn struct{ graph.Turn }

func (t turn) Pos() graph.Pos {
	return graph.Pos{string(t.To.Since), string(t.To.Issue), string(t.To.Actor)}
}

// cut takes one page out of a list held in memory, which it sorts in descending order.
func cut[T placed](items []T, p graph.Page) graph.Slice[T] {
	slices.SortFunc(items, func(a, b T) int { return slices.Compare(b.Pos(), a.Pos()) })
	var span []T
	for _, v := range items {
		after := p.After == nil || slices.Compare(v.Pos(), p.After) < 0
		before := p.Before == nil || slices.Compare(v.Pos(), p.Before) > 0
		if after && before {
			span = append(span, v)
		}
	}
	if p.Backward {
		slices.Reverse(span)
	}
	return graph.Trim(span, p, len(items))
}
