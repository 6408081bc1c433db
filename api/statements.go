package api

import "stancegraph/graph"

func statementFields() table {
	type S = *graph.Statement
	return table{
		"Statement.id":         idOf("Statement", func(s S) graph.StatementID { return s.ID }),
		"Statement.key":        plain(func(s S) any { return string(s.ID) }),
		"Statement.holder":     one(graph.Holder, "Actor", actorShelf, func(s S) graph.ActorID { return s.Holder }),
		"Statement.holderText": plain(func(s S) any { return text(s.HolderText) }),
		"Statement.stance":     plain(func(s S) any { return enum(s.Stance) }),
		"Statement.issue":      one(graph.About, "Issue", issueShelf, func(s S) graph.IssueID { return s.Issue }),
		"Statement.speaker":    one(graph.Speaker, "Actor", actorShelf, func(s S) graph.ActorID { return s.Speaker }),
		"Statement.reportedBy": several(graph.Reporters, "Actor", actorShelf, func(s S) []graph.ActorID { return s.ReportedBy }),
		"Statement.reported":   plain(func(s S) any { return s.Reported() }),
		"Statement.parties":    several(graph.Parties, "Actor", actorShelf, func(s S) []graph.ActorID { return s.Parties }),
		"Statement.article":    one(graph.In, "Article", articleShelf, func(s S) graph.ArticleID { return s.Article }),
		"Statement.quote":      plain(func(s S) any { return s.Quote }),
		"Statement.start":      plain(func(s S) any { return s.Start }),
		"Statement.end":        plain(func(s S) any { return s.End }),
		"Statement.heldOn":     plain(func(s S) any { return text(s.HeldOn) }),
		"Statement.status":     plain(func(s S) any { return enum(s.Status) }),
		"Statement.confidence": plain(func(s S) any { return s.Confidence }),
		"Statement.method":     plain(func(s S) any { return s.Method }),
		"Statement.rule":       plain(func(s S) any { return text(s.Rule) }),
		"Statement.note":       plain(func(s S) any { return text(s.Note) }),
		"Statement.decidedBy":  plain(func(s S) any { return text(s.DecidedBy) }),
		"Statement.firstSeen":  plain(func(s S) any { return s.FirstSeen }),
		"Statement.revision":   plain(func(s S) any { return s.Revision }),
		"Statement.revisions":  revisionsOfStatements(),
	}
}

// revisionsOfStatements lists the histories of statements.
func revisionsOfStatements() resolver {
	return listOfParents(func(c *call, _ *fetch) (paged[*graph.Statement, graph.Revision], error) {
		return paged[*graph.Statement, graph.Revision]{
			want: func(p graph.Page) *fetch { return c.below(&fetch{what: graph.RevisionQuery{Page: p}}, "Revision") },
			key:  func(s *graph.Statement) listKey { return keyOfList("Revision", string(s.ID)) },
			node: func(_ *graph.Statement, r *graph.Revision) any { return c.load.revisions.get(r.ID) },
		}, nil
	})
}

// statementsOf resolves the statements of actors, issues or articles.
func statementsOf[P any](scope func(P) graph.Scope) resolver {
	return listOfParents(func(c *call, _ *fetch) (paged[P, graph.Statement], error) {
		f, err := c.filter()
		return paged[P, graph.Statement]{
			want: func(p graph.Page) *fetch { return c.below(c.statements(f, p), "Statement") },
			key:  func(parent P) listKey { return c.keyOfStatements(f, scope(parent)) },
			node: func(_ P, s *graph.Statement) any { return c.load.statements.get(s.ID) },
		}, err
	})
}

// statements wants a page of statements.
func (c *call) statements(f filter, p graph.Page) *fetch {
	return &fetch{what: graph.StatementQuery{Where: f.StatementFilter, Oldest: c.oldest(), Page: p}}
}

func (c *call) oldest() bool { return c.text("order") == "OLDEST_FIRST" }

func (c *call) keyOfStatements(f filter, s graph.Scope) listKey {
	return keyOfList("Statement", f.name, describe(s, c.oldest()))
}

// allStatements resolves the query `statements`.
func allStatements(c *call) (any, error) {
	f, err := c.filter()
	if err != nil {
		return nil, err
	}
	k := c.keyOfStatements(f, graph.Scope{})
	return wholeList(c, "Statement", k, func(p graph.Page) *fetch { return c.statements(f, p) },
		func(f graph.Found) graph.Slice[graph.Statement] { return f.Statements[0] }, func(s *graph.Statement) any { return c.load.statements.get(s.ID) })
}
