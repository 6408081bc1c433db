package graph

import "context"

// Named holds the actors, issues and articles that some statements name.
type Named struct {
	Actors   map[ActorID]Actor
	Issues   map[IssueID]Issue
	Articles map[ArticleID]Article
}

// NamedIn reads what statements name, in three calls.
func NamedIn(ctx context.Context, r Reader, statements []Statement) (Named, error) {
	needs := (&Batch{Statements: statements}).Needs()
	actors, err := r.Actors(ctx, needs.Actors)
	if err != nil {
		return Named{}, err
	}
	issues, err := r.Issues(ctx, needs.Issues)
	if err != nil {
		return Named{}, err
	}
	articles, err := r.Articles(ctx, needs.Articles)
	if err != nil {
		return Named{}, err
	}
	return Named{
		byKey(actors, func(a Actor) ActorID { return a.ID }),
		byKey(issues, func(i Issue) IssueID { return i.ID }),
		byKey(articles, func(a Article) ArticleID { return a.ID }),
	}, nil
}

func byKey[K comparable, T any](items []T, key func(T) K) map[K]T {
	m := make(map[K]T, len(items))
	for _, item := range items {
		m[key(item)] = item
	}
	return m
}
