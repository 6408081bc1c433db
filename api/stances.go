package api

import "stancegraph/graph"

// edge is a stance edge together with the filter of the statements that it sums up.
type edge struct {
	graph.StanceEdge
	where filter
}

func edgeFields() table {
	return table{
		"StanceEdge.id":         idOf("StanceEdge", func(e *edge) string { return edgeID(e.EdgeKey) }),
		"StanceEdge.actor":      one(actorShelf, func(e *edge) graph.ActorID { return e.Actor }),
		"StanceEdge.issue":      one(issueShelf, func(e *edge) graph.IssueID { return e.Issue }),
		"StanceEdge.stance":     plain(func(e *edge) any { return enum(e.Stance) }),
		"StanceEdge.count":      plain(func(e *edge) any { return e.Statements }),
		"StanceEdge.accepted":   plain(func(e *edge) any { return e.Accepted }),
		"StanceEdge.reported":   plain(func(e *edge) any { return e.Reported }),
		"StanceEdge.articles":   plain(func(e *edge) any { return e.Articles }),
		"StanceEdge.first":      plain(func(e *edge) any { return text(e.First) }),
		"StanceEdge.last":       plain(func(e *edge) any { return text(e.Last) }),
		"StanceEdge.statements": batch(statementsOfEdges),
	}
}

// statementsOfEdges reads the statements of all edges in one call; all edges of one list have the same filter.
func statementsOfEdges(c *call, edges []*edge) ([]any, error) {
	return c.statements(each(edges, func(e *edge) scoped {
		w := e.where
		if counted, ok := w.Counted(); ok {
			w.StatementFilter = counted
		}
		return scoped{w, graph.Scope{Holder: e.Actor, Issue: e.Issue, Stance: e.Stance}}
	}))
}

// stancesOf resolves the stance edges of actors or issues: one slice for each, read in one call.
func stancesOf[P any](scope func(P) graph.Scope) resolver {
	return batch(func(c *call, parents []P) ([]any, error) {
		f, err := c.filter()
		if err != nil {
			return nil, err
		}
		return c.stances(each(parents, func(p P) scoped { return scoped{f, scope(p)} }))
	})
}

// stances reads one page of stance edges for each parent in one call. All have the same filter.
func (c *call) stances(parents []scoped) ([]any, error) {
	p, err := c.pageOf()
	if err != nil {
		return nil, err
	}
	k := func(s scoped) listKey { return keyOfList("Stance", s.name, describe(s.Scope)) }
	return readScoped(c, parents, p, k, func(scopes []graph.Scope, p graph.Page) ([]graph.Slice[graph.StanceEdge], error) {
		return c.engine.reader.FindStances(c.ctx, graph.StanceQuery{Where: parents[0].onEdges(), Scopes: scopes, Page: p})
	}, func(s scoped, e *graph.StanceEdge) any { return &edge{*e, s.filter} })
}

// plainFilter lets through all statements that count.
func plainFilter() filter {
	f := filter{StatementFilter: graph.StatementFilter{Statuses: graph.CountedStatuses}}
	f.name = describe(f.StatementFilter, nil)
	return f
}

// edges reads stance edges by key.
func (c *call) edges(keys []graph.EdgeKey) (map[graph.EdgeKey]*edge, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	scopes := each(keys, func(k graph.EdgeKey) graph.Scope {
		return graph.Scope{Holder: k.Actor, Issue: k.Issue, Stance: k.Stance}
	})
	slices, err := c.engine.reader.FindStances(c.ctx, graph.StanceQuery{Scopes: scopes, Page: graph.Page{Limit: 1}})
	if err != nil {
		return nil, err
	}
	found := map[graph.EdgeKey]*edge{}
	for _, s := range slices {
		for _, e := range s.Items {
			found[e.EdgeKey] = &edge{e, plainFilter()}
		}
	}
	return found, nil
}
