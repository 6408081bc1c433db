package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"
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

// take hands a row to the answer. All columns are read once; where they go depends on the step, which is one of them.
func (q *compiled) take(r *sql.Rows, answer *graph.Answer) error {
	if err := r.Scan(q.places...); err != nil {
		return err
	}
	var step, n, at int
	if err := assign(q.cells, &step, &n, &at); err != nil {
		return err
	}
	object := q.cells[leading:]
	if at < 0 {
		var total int
		err := assign(object, &total)
		answer.Total(step, n, total)
		return err
	}
	v, err := q.steps[step].scan(func(to ...any) error { return assign(object, to...) })
	answer.Add(step, n, at, v)
	return err
}

// assign puts cells, as SQLite gives them, where they belong: into a list, or a variable whose type goes with the cell's.
func assign(cells []any, to ...any) error {
	for i, place := range to {
		var err error
		switch place := place.(type) {
		case sql.Scanner:
			err = place.Scan(cells[i])
		case *string:
			*place, err = cellAs[string](cells[i])
		case *int:
			var n int64
			n, err = cellAs[int64](cells[i])
			*place = int(n)
		case *bool:
			var n int64
			n, err = cellAs[int64](cells[i])
			*place = n != 0
		case *float64:
			*place, err = cellAs[float64](cells[i])
		default: // a pointer to a named string
			var text string
			text, err = cellAs[string](cells[i])
			reflect.ValueOf(place).Elem().SetString(text)
		}
		if err != nil {
			return fmt.Errorf("column %d: %w", i, err)
		}
	}
	return nil
}

func cellAs[T any](cell any) (T, error) {
	v, ok := cell.(T)
	if !ok {
		return v, fmt.Errorf("got %T, want %T", cell, v)
	}
	return v, nil
}
