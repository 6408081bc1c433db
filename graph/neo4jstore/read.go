package neo4jstore

import (
	"context"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
)

// plain gives ids as the driver takes them, each once.
func plain[K ~string](ids []K) []string {
	out := make([]string, 0, len(ids))
	seen := make(map[K]bool, len(ids))
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, string(id))
		}
	}
	return out
}

// scanAll reads rows that hold an object each.
func scanAll[T any](rows []bolt.Row, scan func(*scanner) T) ([]T, error) {
	var out []T
	for _, row := range rows {
		s := scanner{values: row}
		out = append(out, scan(&s))
		if s.err != nil {
			return nil, s.err
		}
	}
	return out, nil
}

// byID reads the objects that exist, in the order of ids, each once.
func byID[K ~string, T any](ctx context.Context, s *Store, query string, ids []K, scan func(*scanner) T, key func(T) K) ([]T, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := s.db.Read(ctx, query, s.queries.Text(query), bolt.Params{"ids": plain(ids)})
	if err != nil {
		return nil, err
	}
	items, err := scanAll(rows, scan)
	if err != nil {
		return nil, err
	}
	found := byKey(items, key)
	out := items[:0]
	for _, id := range ids {
		if item, ok := found[id]; ok {
			out = append(out, item)
			delete(found, id)
		}
	}
	return out, nil
}

func byKey[K comparable, T any](items []T, key func(T) K) map[K]T {
	m := make(map[K]T, len(items))
	for _, item := range items {
		m[key(item)] = item
	}
	return m
}

func actorKey(a graph.Actor) graph.ActorID             { return a.ID }
func issueKey(i graph.Issue) graph.IssueID             { return i.ID }
func articleKey(a graph.Article) graph.ArticleID       { return a.ID }
func statementKey(s graph.Statement) graph.StatementID { return s.ID }
func userKey(u graph.User) string                      { return u.Name }
func revisionKey(r graph.Revision) graph.RevisionID    { return r.ID }

// Actors implements [graph.Reader].
func (s *Store) Actors(ctx context.Context, ids []graph.ActorID) ([]graph.Actor, error) {
	return byID(ctx, s, "get_actors", ids, scanActor, actorKey)
}

// Issues implements [graph.Reader].
func (s *Store) Issues(ctx context.Context, ids []graph.IssueID) ([]graph.Issue, error) {
	return byID(ctx, s, "get_issues", ids, scanIssue, issueKey)
}

// Articles implements [graph.Reader].
func (s *Store) Articles(ctx context.Context, ids []graph.ArticleID) ([]graph.Article, error) {
	return byID(ctx, s, "get_articles", ids, scanArticle, articleKey)
}

// Statements implements [graph.Reader].
func (s *Store) Statements(ctx context.Context, ids []graph.StatementID) ([]graph.Statement, error) {
	return byID(ctx, s, "get_statements", ids, scanStatement, statementKey)
}

// Revisions implements [graph.Reader].
func (s *Store) Revisions(ctx context.Context, ids []graph.RevisionID) ([]graph.Revision, error) {
	return byID(ctx, s, "get_revisions", ids, scanRevision, revisionKey)
}

// Texts implements [graph.Reader].
func (s *Store) Texts(ctx context.Context, ids []graph.ArticleID) (map[graph.ArticleID]string, error) {
	texts := make(map[graph.ArticleID]string, len(ids))
	if len(ids) == 0 {
		return texts, nil
	}
	rows, err := s.db.Read(ctx, "get_texts", s.queries.Text("get_texts"), bolt.Params{"ids": plain(ids)})
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		r := scanner{values: row}
		id := graph.ArticleID(r.text())
		texts[id] = r.text()
		if r.err != nil {
			return nil, r.err
		}
	}
	return texts, nil
}

// Users implements [graph.Reader].
func (s *Store) Users(ctx context.Context) ([]graph.User, error) {
	rows, err := s.db.Read(ctx, "get_users", s.queries.Text("get_users"), nil)
	if err != nil {
		return nil, err
	}
	return scanAll(rows, scanUser)
}
