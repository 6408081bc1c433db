package api

import (
	"slices"

	"stancegraph/graph"
)

// Bounds on what one question about positions looks at.
const (
	historyPage = 1000   // statements of one actor on one issue read at a time
	maxEdges    = 20_000 // stance edges looked through for changes of mind
	maxPairs    = 1000   // actor and issue pairs with more than one stance among them
)

func positionFields() table {
	type P = *graph.Position
	type T = *graph.Turn
	return table{
		"Position.actor":       one(actorShelf, func(p P) graph.ActorID { return p.Actor }),
		"Position.issue":       one(issueShelf, func(p P) graph.IssueID { return p.Issue }),
		"Position.stance":      plain(func(p P) any { return enum(p.Stance) }),
		"Position.since":       plain(func(p P) any { return text(p.Since) }),
		"Position.until":       plain(func(p P) any { return text(p.Until) }),
		"Position.statement":   one(statementShelf, func(p P) graph.StatementID { return p.Statement }),
		"Position.reported":    plain(func(p P) any { return p.Reported }),
		"PositionChange.actor": one(actorShelf, func(t T) graph.ActorID { return t.To.Actor }),
		"PositionChange.issue": one(issueShelf, func(t T) graph.IssueID { return t.To.Issue }),
		"PositionChange.from":  plain(func(t T) any { return &t.From }),
		"PositionChange.to":    plain(func(t T) any { return &t.To }),
		"Query.position":       single(position),
		"Query.changes":        single(changes),
	}
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
	found, err := c.histories(graph.StatementFilter{}, []graph.Scope{{Holder: actors[0], Issue: issues[0]}})
	if err != nil {
		return nil, err
	}
	return c.positionAt(found[0]), nil
}

// positionAt gives the position at the date of the call's argument, nil where nothing is known.
func (c *call) positionAt(statements []graph.Statement) any {
	at, _ := c.field.args["at"].(graph.Date)
	if p, ok := graph.PositionAt(statements, at); ok {
		return &p
	}
	return nil
}

// histories reads all counted statements of each scope, of all scopes in one call. Only a scope with more than
// historyPage statements takes further ones.
func (c *call) histories(where graph.StatementFilter, scopes []graph.Scope) ([][]graph.Statement, error) {
	out := make([][]graph.Statement, len(scopes))
	if len(scopes) == 0 {
		return out, nil
	}
	if len(where.Statuses) == 0 {
		where.Statuses = graph.CountedStatuses
	}
	slices, err := c.engine.reader.FindStatements(c.ctx, graph.StatementQuery{Where: where, Scopes: scopes, Page: graph.Page{Limit: historyPage}})
	for i := 0; err == nil && i < len(slices); i++ {
		s := slices[i]
		out[i] = s.Items
		for err == nil && s.More {
			var more []graph.Slice[graph.Statement]
			more, err = c.engine.reader.FindStatements(c.ctx, graph.StatementQuery{Where: where, Scopes: scopes[i : i+1],
				Page: graph.Page{Limit: historyPage, After: s.Items[len(s.Items)-1].Pos()}})
			if err == nil {
				s = more[0]
				out[i] = append(out[i], s.Items...)
			}
		}
	}
	if err != nil {
		return nil, err
	}
	for _, statements := range out {
		for i := range statements {
			c.load.statements.put(&statements[i])
		}
	}
	return out, nil
}

// positionsOfActors gives the positions of all actors in two calls: which issues they have stances on, and what was said.
func positionsOfActors(c *call, actors []*graph.Actor) ([]any, error) {
	first, _ := c.field.args["first"].(int)
	if first < 1 || first > c.engine.limits.Page {
		return nil, invalidf("first is %d: want 1 to %d", first, c.engine.limits.Page)
	}
	edges, err := c.engine.reader.FindStances(c.ctx, graph.StanceQuery{
		Scopes: each(actors, func(a *graph.Actor) graph.Scope { return graph.Scope{Holder: a.ID} }),
		Page:   graph.Page{Limit: first * len(graph.Stances)}})
	if err != nil {
		return nil, err
	}
	var scopes []graph.Scope
	counts := make([]int, len(edges))
	for i, s := range edges {
		for n, e := range s.Items {
			if counts[i] < first && (n == 0 || s.Items[n-1].Issue != e.Issue) {
				scopes = append(scopes, graph.Scope{Holder: e.Actor, Issue: e.Issue})
				counts[i]++
			}
		}
	}
	found, err := c.histories(graph.StatementFilter{}, scopes)
	if err != nil {
		return nil, err
	}
	cells := make([]any, len(actors))
	for i := range actors {
		positions := []any{}
		for _, statements := range found[:counts[i]] {
			if p := c.positionAt(statements); p != nil {
				positions = append(positions, p)
			}
		}
		found = found[counts[i]:]
		cells[i] = positions
	}
	return cells, nil
}

// changes answers the query of that name: first the pairs of actor and issue with more than one stance, then what each
// said. The turns of all pairs are put in order before the page is cut.
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
	pairs, err := c.contested(f)
	if err != nil {
		return nil, err
	}
	histories, err := c.histories(f.StatementFilter, pairs)
	if err != nil {
		return nil, err
	}
	var turns []turn
	for _, statements := range histories {
		for _, t := range graph.Turns(statements) {
			wanted := len(followed.Stances) == 0 || slices.Contains(followed.Stances, t.To.Stance)
			if wanted && t.To.Since.In(followed.From, followed.To) {
				turns = append(turns, turn{t})
			}
		}
	}
	return connect(cut(turns, p), p, k, func(t *turn) any { return &t.Turn }), nil
}

// contested finds the pairs of actor and issue with more than one stance, mediation aside.
func (c *call) contested(f filter) ([]graph.Scope, error) {
	f.Stances = nil
	found, err := c.engine.reader.FindStances(c.ctx, graph.StanceQuery{Where: f.onEdges(), Page: graph.Page{Limit: maxEdges}})
	if err != nil {
		return nil, err
	}
	stances := map[graph.Scope]int{}
	var pairs []graph.Scope
	for _, e := range found[0].Items {
		pair := graph.Scope{Holder: e.Actor, Issue: e.Issue}
		if e.Stance == graph.Mediates {
			continue
		}
		if stances[pair]++; stances[pair] == 2 {
			pairs = append(pairs, pair)
		}
	}
	if found[0].More || len(pairs) > maxPairs {
		return nil, invalidf("there is too much to look through: narrow the filter by actor or issue")
	}
	return pairs, nil
}

// turn gives a change of mind its place in the list: by date, then issue, then actor, all descending.
type turn struct{ graph.Turn }

func (t turn) Pos() graph.Pos {
	return graph.Pos{string(t.To.Since), string(t.To.Issue), string(t.To.Actor)}
}

// cut takes one page out of a list held in memory, which it sorts in descending order.
func cut[T interface{ Pos() graph.Pos }](items []T, p graph.Page) graph.Slice[T] {
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
