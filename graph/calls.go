package graph

import "context"

// Calls are the reads of one kind of object, each in terms of [Reader.Read]. A store embeds them.
type Calls struct {
	Of interface {
		Read(ctx context.Context, wants ...Want) ([]Found, error)
	}
}

// one reads one want.
func (c Calls) one(ctx context.Context, what Source, with ...Want) (Found, error) {
	found, err := c.Of.Read(ctx, Want{What: what, With: with})
	if err != nil {
		return Found{}, err
	}
	return found[0], nil
}

// byID reads objects by id; slices picks them out of what was found.
func byID[K ~string, T any](ctx context.Context, c Calls, set Set, ids []K, slices func(Found) []Slice[T]) ([]T, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	f, err := c.one(ctx, IDsOf(set, ids))
	if err != nil {
		return nil, err
	}
	return slices(f)[0].Items, nil
}

// Actors implements [Reader].
func (c Calls) Actors(ctx context.Context, ids []ActorID) ([]Actor, error) {
	return byID(ctx, c, ActorSet, ids, func(f Found) []Slice[Actor] { return f.Actors })
}

// Issues implements [Reader].
func (c Calls) Issues(ctx context.Context, ids []IssueID) ([]Issue, error) {
	return byID(ctx, c, IssueSet, ids, func(f Found) []Slice[Issue] { return f.Issues })
}

// Articles implements [Reader].
func (c Calls) Articles(ctx context.Context, ids []ArticleID) ([]Article, error) {
	return byID(ctx, c, ArticleSet, ids, func(f Found) []Slice[Article] { return f.Articles })
}

// Statements implements [Reader].
func (c Calls) Statements(ctx context.Context, ids []StatementID) ([]Statement, error) {
	return byID(ctx, c, StatementSet, ids, func(f Found) []Slice[Statement] { return f.Statements })
}

// Revisions implements [Reader].
func (c Calls) Revisions(ctx context.Context, ids []RevisionID) ([]Revision, error) {
	return byID(ctx, c, RevisionSet, ids, func(f Found) []Slice[Revision] { return f.Revisions })
}

// Texts implements [Reader].
func (c Calls) Texts(ctx context.Context, ids []ArticleID) (map[ArticleID]string, error) {
	if len(ids) == 0 {
		return map[ArticleID]string{}, nil
	}
	f, err := c.one(ctx, IDsOf(ArticleSet, ids), Want{What: Texts{}})
	if err != nil {
		return nil, err
	}
	return f.With[0].Texts, nil
}

// list reads a query's slices; pick picks them out of what was found.
func list[T any](ctx context.Context, c Calls, q Source, pick func(Found) []Slice[T]) ([]Slice[T], error) {
	f, err := c.one(ctx, q)
	return pick(f), err
}

// FindActors implements [Reader].
func (c Calls) FindActors(ctx context.Context, q ActorQuery) (Slice[Actor], error) {
	return only(list(ctx, c, q, func(f Found) []Slice[Actor] { return f.Actors }))
}

// FindIssues implements [Reader].
func (c Calls) FindIssues(ctx context.Context, q IssueQuery) (Slice[Issue], error) {
	return only(list(ctx, c, q, func(f Found) []Slice[Issue] { return f.Issues }))
}

// FindArticles implements [Reader].
func (c Calls) FindArticles(ctx context.Context, q ArticleQuery) (Slice[Article], error) {
	return only(list(ctx, c, q, func(f Found) []Slice[Article] { return f.Articles }))
}

// FindRevisions implements [Reader].
func (c Calls) FindRevisions(ctx context.Context, q RevisionQuery) (Slice[Revision], error) {
	return only(list(ctx, c, q, func(f Found) []Slice[Revision] { return f.Revisions }))
}

// FindStatements implements [Reader].
func (c Calls) FindStatements(ctx context.Context, q StatementQuery) ([]Slice[Statement], error) {
	return list(ctx, c, q, func(f Found) []Slice[Statement] { return f.Statements })
}

// FindStances implements [Reader].
func (c Calls) FindStances(ctx context.Context, q StanceQuery) ([]Slice[StanceEdge], error) {
	return list(ctx, c, q, func(f Found) []Slice[StanceEdge] { return f.Stances })
}
