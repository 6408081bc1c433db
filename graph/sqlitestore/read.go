package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"stancegraph/graph"
)

// querier is a transaction or a connection.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// read runs f in one read transaction.
func (s *Store) read(ctx context.Context, call string, f func(tx *sql.Tx) error) error {
	tx, err := s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return s.fail(call, err)
	}
	defer tx.Rollback() //nolint:errcheck // a read has nothing to keep
	return s.fail(call, f(tx))
}

// collect reads all rows of a query.
func (t *table[T]) collect(ctx context.Context, db querier, query string, args ...any) (out []T, err error) {
	err = collectRows(ctx, db, query, args, func(rows *sql.Rows) (int, error) {
		item, err := t.scan(rows.Scan)
		out = append(out, item)
		return 1, err
	})
	return out, err
}

// collectRows runs a query and hands each of its rows to take, which gives the number of items in it.
func collectRows(ctx context.Context, db querier, query string, args []any, take func(*sql.Rows) (int, error)) error {
	start, items := time.Now(), 0
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		n, err := take(rows)
		if err != nil {
			return err
		}
		items += n
	}
	graph.Trace(ctx, graph.TracedQuery{Text: query, Params: args, Rows: items, Took: time.Since(start)})
	return rows.Err()
}

// byID reads the objects that exist, in the order of ids, each once.
func byID[T any, K ~string](ctx context.Context, s *Store, t *table[T], ids []K) ([]T, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var out []T
	err := s.read(ctx, "read "+t.name, func(tx *sql.Tx) error {
		var err error
		out, err = t.byKey(ctx, tx, jsonOf(ids))
		return err
	})
	return out, err
}

// byKey reads the rows with the keys of a JSON list, in the order of the list, each once.
func (t *table[T]) byKey(ctx context.Context, db querier, keys string) ([]T, error) {
	query := fmt.Sprintf(`WITH wanted AS (SELECT value, min(key) AS place FROM json_each(?) GROUP BY value)
		SELECT %s FROM wanted CROSS JOIN %s ON %s = wanted.value ORDER BY place`, t.columns, t.name, t.key)
	return t.collect(ctx, db, query, keys)
}

// Actors implements [graph.Reader].
func (s *Store) Actors(ctx context.Context, ids []graph.ActorID) ([]graph.Actor, error) {
	return byID(ctx, s, &actorTable, ids)
}

// Issues implements [graph.Reader].
func (s *Store) Issues(ctx context.Context, ids []graph.IssueID) ([]graph.Issue, error) {
	return byID(ctx, s, &issueTable, ids)
}

// Articles implements [graph.Reader].
func (s *Store) Articles(ctx context.Context, ids []graph.ArticleID) ([]graph.Article, error) {
	return byID(ctx, s, &articleTable, ids)
}

// Statements implements [graph.Reader].
func (s *Store) Statements(ctx context.Context, ids []graph.StatementID) ([]graph.Statement, error) {
	return byID(ctx, s, &statementTable, ids)
}

// Revisions implements [graph.Reader].
func (s *Store) Revisions(ctx context.Context, ids []graph.RevisionID) ([]graph.Revision, error) {
	return byID(ctx, s, &revisionTable, ids)
}

// Users implements [graph.Reader].
func (s *Store) Users(ctx context.Context) (users []graph.User, err error) {
	err = s.read(ctx, "read users", func(tx *sql.Tx) error {
		users, err = userTable.collect(ctx, tx, "SELECT "+userTable.columns+" FROM users ORDER BY name")
		return err
	})
	return users, err
}

// Texts implements [graph.Reader].
func (s *Store) Texts(ctx context.Context, ids []graph.ArticleID) (map[graph.ArticleID]string, error) {
	texts := make(map[graph.ArticleID]string, len(ids))
	err := s.read(ctx, "read texts", func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT article, text FROM texts WHERE article IN (SELECT value FROM json_each(?))", jsonOf(ids))
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id graph.ArticleID
			var text string
			if err := rows.Scan(&id, &text); err != nil {
				return err
			}
			texts[id] = text
		}
		return rows.Err()
	})
	return texts, err
}
