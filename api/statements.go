package api

import (
	"slices"

	"stancegraph/graph"
)

func statementFields() table {
	type S = *graph.Statement
	return table{
		"Statement.id":         idOf("Statement", func(s S) graph.StatementID { return s.ID }),
		"Statement.key":        plain(func(s S) any { return string(s.ID) }),
		"Statement.holder":     one(actorShelf, func(s S) graph.ActorID { return s.Holder }),
		"Statement.holderText": plain(func(s S) any { return text(s.HolderText) }),
		"Statement.stance":     plain(func(s S) any { return enum(s.Stance) }),
		"Statement.issue":      one(issueShelf, func(s S) graph.IssueID { return s.Issue }),
		"Statement.speaker":    one(actorShelf, func(s S) graph.ActorID { return s.Speaker }),
		"Statement.reportedBy": several(actorShelf, func(s S) []graph.ActorID { return s.ReportedBy }),
		"Statement.reported":   plain(func(s S) any { return s.Reported() }),
		"Statement.parties":    several(actorShelf, func(s S) []graph.ActorID { return s.Parties }),
		"Statement.article":    one(articleShelf, func(s S) graph.ArticleID { return s.Article }),
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
		"Statement.revisions":  batch(revisionsOfStatements),
	}
}

// revisionsOfStatements reads the history of a statement. The store reads one history at a time, so more are refused
// rather than read one by one.
func revisionsOfStatements(c *call, statements []*graph.Statement) ([]any, error) {
	id := statements[0].ID
	if slices.ContainsFunc(statements, func(s *graph.Statement) bool { return s.ID != id }) {
		return nil, invalidf("revisions can be asked for one statement at a time, not for %d", len(statements))
	}
	p, err := c.pageOf()
	k := keyOfList("Revision", string(id))
	if err == nil {
		p, err = c.cursors(p, k)
	}
	if err != nil {
		return nil, err
	}
	found, err := c.engine.reader.FindRevisions(c.ctx, graph.RevisionQuery{Object: graph.ObjectID{Type: graph.StatementObject, ID: string(id)}, Page: p})
	if err != nil {
		return nil, err
	}
	history := connect(found, p, k, func(r *graph.Revision) any { return c.load.revisions.put(r) })
	return list(statements, func(*graph.Statement) any { return history }), nil
}

// statementsOf resolves the statements of actors, issues or articles: one slice for each, read in one call.
func statementsOf[P any](scope func(P) graph.Scope) resolver {
	return batch(func(c *call, parents []P) ([]any, error) {
		f, err := c.filter()
		if err != nil {
			return nil, err
		}
		return c.statements(each(parents, func(p P) scoped { return scoped{f, scope(p)} }))
	})
}

// scoped is a filter, and the part of what it lets through that belongs to one parent.
type scoped struct {
	filter
	graph.Scope
}

// statements reads one page of statements for each parent in one call. All have the same filter.
func (c *call) statements(parents []scoped) ([]any, error) {
	oldest := c.text("order") == "OLDEST_FIRST"
	p, err := c.pageOf()
	if err != nil {
		return nil, err
	}
	k := func(s scoped) listKey { return keyOfList("Statement", s.name, describe(s.Scope, oldest)) }
	return readScoped(c, parents, p, k, func(scopes []graph.Scope, p graph.Page) ([]graph.Slice[graph.Statement], error) {
		return c.engine.reader.FindStatements(c.ctx, graph.StatementQuery{Where: parents[0].StatementFilter, Scopes: scopes, Oldest: oldest, Page: p})
	}, func(_ scoped, s *graph.Statement) any { return c.load.statements.put(s) })
}

// readScoped reads one page for each parent in one call of the store. A parent to whose list the cursors do not belong
// fails alone.
func readScoped[T interface{ Pos() graph.Pos }](c *call, parents []scoped, p graph.Page, key func(scoped) listKey,
	read func([]graph.Scope, graph.Page) ([]graph.Slice[T], error), node func(scoped, *T) any) ([]any, error) {
	cells := make([]any, len(parents))
	var scopes []graph.Scope
	var asked []int
	page := p
	for i, s := range parents {
		placed, err := c.cursors(p, key(s))
		if err != nil {
			cells[i] = err
			continue
		}
		page = placed
		asked = append(asked, i)
		scopes = append(scopes, s.Scope)
	}
	if len(asked) == 0 {
		return cells, nil
	}
	if len(scopes) == 1 && scopes[0] == (graph.Scope{}) {
		scopes = nil
	}
	slices, err := read(scopes, page)
	if err != nil {
		return nil, err
	}
	if len(slices) != len(asked) {
		return nil, graph.Errorf(graph.Internal, "the store answered %d slices to %d scopes", len(slices), len(asked))
	}
	for n, i := range asked {
		cells[i] = connect(slices[n], page, key(parents[i]), func(v *T) any { return node(parents[i], v) })
	}
	return cells, nil
}
