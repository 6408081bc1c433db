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
		"StanceEdge.actor":      one(graph.Holder, "Actor", actorShelf, func(e *edge) graph.ActorID { return e.Actor }),
		"StanceEdge.issue":      one(graph.About, "Issue", issueShelf, func(e *edge) graph.IssueID { return e.Issue }),
		"StanceEdge.stance":     plain(func(e *edge) any { return enum(e.Stance) }),
		"StanceEdge.count":      plain(func(e *edge) any { return e.Statements }),
		"StanceEdge.accepted":   plain(func(e *edge) any { return e.Accepted }),
		"StanceEdge.reported":   plain(func(e *edge) any { return e.Reported }),
		"StanceEdge.articles":   plain(func(e *edge) any { return e.Articles }),
		"StanceEdge.first":      plain(func(e *edge) any { return text(e.First) }),
		"StanceEdge.last":       plain(func(e *edge) any { return text(e.Last) }),
		"StanceEdge.statements": statementsOfEdges(),
	}
}

// statementsOfEdges resolves the statements that edges sum up.
func statementsOfEdges() resolver {
	return listOfParents(func(c *call, under *fetch) (paged[*edge, graph.Statement], error) {
		return paged[*edge, graph.Statement]{
			want: func(p graph.Page) *fetch { return c.below(c.statements(under.where.counted(), p), "Statement") },
			key: func(e *edge) listKey {
				return c.keyOfStatements(e.where.counted(), graph.Scope{Holder: e.Actor, Issue: e.Issue, Stance: e.Stance})
			},
			node: func(_ *edge, s *graph.Statement) any { return c.load.statements.get(s.ID) },
		}, nil
	})
}

// counted gives the filter of the statements that count.
func (f filter) counted() filter {
	if counted, ok := f.Counted(); ok {
		f.StatementFilter = counted
	}
	return f
}

// stancesOf resolves the stance edges of actors or issues.
func stancesOf[P any](scope func(P) graph.Scope) resolver {
	return listOfParents(func(c *call, _ *fetch) (paged[P, graph.StanceEdge], error) {
		f, err := c.filter()
		return paged[P, graph.StanceEdge]{
			want: func(p graph.Page) *fetch { return c.below(stances(f, p), "StanceEdge") },
			key:  func(parent P) listKey { return keyOfStances(f, scope(parent)) },
			node: func(_ P, e *graph.StanceEdge) any { return &edge{*e, f} },
		}, err
	})
}

// stances wants a page of stance edges.
func stances(f filter, p graph.Page) *fetch {
	return &fetch{what: graph.StanceQuery{Where: f.onEdges(), Page: p}, where: f}
}

func keyOfStances(f filter, s graph.Scope) listKey { return keyOfList("Stance", f.name, describe(s)) }

// allStances resolves the query `stances`.
func allStances(c *call) (any, error) {
	f, err := c.filter()
	if err != nil {
		return nil, err
	}
	return wholeList(c, "StanceEdge", keyOfStances(f, graph.Scope{}), func(p graph.Page) *fetch { return stances(f, p) },
		func(f graph.Found) graph.Slice[graph.StanceEdge] { return f.Stances[0] }, func(e *graph.StanceEdge) any { return &edge{*e, f} })
}

// plainFilter lets through all statements that count.
func plainFilter() filter {
	f := filter{StatementFilter: graph.StatementFilter{Statuses: graph.CountedStatuses}}
	f.name = describe(f.StatementFilter, nil)
	return f
}

// edgesByKey wants stance edges by key.
func edgesByKey(keys []graph.EdgeKey, f filter) *fetch {
	scopes := each(keys, func(k graph.EdgeKey) graph.Scope {
		return graph.Scope{Holder: k.Actor, Issue: k.Issue, Stance: k.Stance}
	})
	return &fetch{what: graph.StanceQuery{Where: f.onEdges(), Scopes: scopes, Page: graph.Page{Limit: 1}}, where: f}
}
