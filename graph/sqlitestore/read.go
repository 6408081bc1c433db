package sqlitestore

import (
	"context"
	"database/sql"
	"time"

	"stancegraph/graph"
)

// querier is a transaction or a connection.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// collect reads all rows of a query.
func (t *table[T]) collect(ctx context.Context, db querier, query string, args ...any) (out []T, err error) {
	err = collectRows(ctx, db, query, args, func(rows *sql.Rows) error {
		item, err := t.scan(rows.Scan)
		out = append(out, item)
		return err
	})
	return out, err
}

// collectRows runs a query and hands each of its rows to take.
func collectRows(ctx context.Context, db querier, query string, args []any, take func(*sql.Rows) error) error {
	start, n := time.Now(), 0
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		n++
		if err := take(rows); err != nil {
			return err
		}
	}
	graph.Trace(ctx, graph.TracedQuery{Text: query, Params: args, Rows: n, Took: time.Since(start)})
	return rows.Err()
}

// byKey reads the rows with the keys of a JSON list.
func (t *table[T]) byKey(ctx context.Context, db querier, keys string) ([]T, error) {
	return t.collect(ctx, db, "SELECT "+t.columns+" FROM "+t.name+" WHERE "+t.key+" IN (SELECT value FROM json_each(?))", keys)
}

// Users implements [graph.Reader].
func (s *Store) Users(ctx context.Context) ([]graph.User, error) {
	users, err := userTable.collect(ctx, s.reader, "SELECT "+userTable.columns+" FROM users ORDER BY name")
	return users, s.fail("read users", err)
}

// Codings implements [graph.Reader].
func (s *Store) Codings(ctx context.Context, q graph.CodingQuery) ([]graph.Coding, error) {
	var c conditions
	in(&c, "id", q.IDs)
	in(&c, "article", q.Articles)
	if q.Analyst != "" {
		c.add("analyst = ?", q.Analyst)
	}
	codings, err := codingTable.collect(ctx, s.reader, "SELECT "+codingTable.columns+" FROM codings"+c.where()+" ORDER BY article, analyst", c.args...)
	return codings, s.fail("read codings", err)
}

// Read implements [graph.Reader].
func (s *Store) Read(ctx context.Context, wants ...graph.Want) ([]graph.Found, error) {
	steps, err := graph.Steps(wants)
	if err != nil || len(steps) == 0 {
		return nil, err
	}
	q := compile(steps)
	answer := graph.NewAnswer(steps)
	text, args := q.text()
	err = collectRows(ctx, s.asked, text, args, func(r *sql.Rows) error { return q.take(r, answer) })
	if err != nil {
		return nil, s.fail("read", err)
	}
	return answer.Found(), nil
}

// take hands a row to the answer.
func (q *compiled) take(r *sql.Rows, answer *graph.Answer) error {
	var step, n, at int
	if err := r.Scan(q.places(&step, &n, &at)...); err != nil {
		return err
	}
	if at < 0 {
		var total int
		if err := r.Scan(q.places(&step, &n, &at, &total)...); err != nil {
			return err
		}
		answer.Total(step, n, total)
		return nil
	}
	object, err := q.steps[step].scan(func(to ...any) error {
		return r.Scan(q.places(append([]any{&step, &n, &at}, to...)...)...)
	})
	answer.Add(step, n, at, object)
	return err
}

// places gives where to put all columns of a row: those named, and nowhere for the others.
func (q *compiled) places(to ...any) []any {
	for len(to) < leading+q.width {
		to = append(to, &q.nowhere)
	}
	return to
}
