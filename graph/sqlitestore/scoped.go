package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"stancegraph/graph"
)

// A scopedList reads one page of a list for each of many scopes in one statement.
type scopedList[T any] struct {
	table  *table[T]
	source string // tables and joins
	key    string // columns that name a row of the source, where it is not grouped
	group  string // columns that the rows are grouped by
	actor  string // the column of the holder
	order  order
}

var statementList = scopedList[graph.Statement]{table: &statementTable, source: "statements", key: "statements.rowid", actor: "holder"}

var edgeList = scopedList[graph.StanceEdge]{table: &edgeTable, source: "stance_edges", key: "issue, stance, actor", actor: "actor"}

var countedList = scopedList[graph.StanceEdge]{table: &countedTable, source: "statements JOIN articles ON articles.id = statements.article",
	group: "issue, stance, holder", actor: "holder"}

// find reads a page for each scope; without scopes, one page of all.
func (l scopedList[T]) find(ctx context.Context, s *Store, call string, c conditions, scopes []graph.Scope, p graph.Page) ([]graph.Slice[T], error) {
	if len(scopes) == 0 {
		scopes = []graph.Scope{{}}
	}
	items, totals := make([][]T, len(scopes)), make([]int, len(scopes))
	for i := range totals {
		totals[i] = -1
	}
	query, args := l.query(c, scopes, p)
	err := s.read(ctx, call, func(tx *sql.Tx) error {
		return collectRows(ctx, tx, query, args, func(rows *sql.Rows) (int, error) {
			var n, total int
			present := !p.Total
			if p.Total { // a scope without items has a row of nothing but its total
				rest, err := restOf(rows, &n, &total, &present)
				if err == nil {
					err = rows.Scan(rest...)
				}
				if err != nil || !present {
					totals[n] = total
					return 0, err
				}
			}
			item, err := l.table.scan(func(to ...any) error {
				rest, err := restOf(rows, append([]any{&n, &total, &present}, to...)...)
				if err != nil {
					return err
				}
				return rows.Scan(rest...)
			})
			if err != nil {
				return 0, err
			}
			items[n] = append(items[n], item)
			if p.Total {
				totals[n] = total
			}
			return 1, nil
		})
	})
	if err != nil {
		return nil, err
	}
	out := make([]graph.Slice[T], len(scopes))
	for i := range out {
		out[i] = graph.Trim(items[i], p, totals[i])
	}
	return out, nil
}

// restOf gives places for all columns of a row: those named, and for the others places that nobody looks at.
func restOf(rows *sql.Rows, to ...any) ([]any, error) {
	columns, err := rows.Columns()
	for len(to) < len(columns) {
		to = append(to, new(any))
	}
	return to, err
}

// query words the statement. Its rows are the number of the scope, its total, whether there is an item, and the item.
func (l scopedList[T]) query(c conditions, scopes []graph.Scope, p graph.Page) (string, []any) {
	base := c.scoped(scopes[0], l.actor)
	bounded := base.within(l.order, p)
	direction := l.order.direction(p)
	var b strings.Builder
	fmt.Fprintf(&b, `WITH given AS (SELECT key AS n, value ->> 'holder' AS scope_holder, value ->> 'issue' AS scope_issue,
		value ->> 'stance' AS scope_stance, value ->> 'article' AS scope_article FROM json_each(?)),
		scope AS MATERIALIZED (SELECT *, %s AS total FROM given) `, l.total(base, p))
	args := []any{scopesOf(scopes)}
	if p.Total {
		args = append(args, base.args...)
	}
	join := "CROSS JOIN"
	if p.Total {
		join = "LEFT JOIN"
	}
	if l.group == "" {
		table := l.table.name
		fmt.Fprintf(&b, "SELECT n, total, %[2]s IS NOT NULL, %[3]s FROM scope %[4]s %[1]s ON (%[5]s) IN (SELECT %[5]s FROM %[6]s%[7]s ORDER BY %[8]s LIMIT ?) ORDER BY n, %[8]s",
			table, firstOf(l.key), l.table.columns, join, l.key, l.source, bounded.where(), direction)
		return b.String(), append(append(args, bounded.args...), p.Limit+1)
	}
	fmt.Fprintf(&b, `SELECT scope.n, total, place IS NOT NULL, grouped.* FROM scope %s (SELECT %s, n, row_number() OVER (PARTITION BY n ORDER BY %s) AS place
		FROM scope CROSS JOIN %s%s GROUP BY n, %s) grouped ON grouped.n = scope.n AND place <= ? ORDER BY scope.n, place`,
		join, l.table.columns, direction, l.source, bounded.where(), l.group)
	return b.String(), append(append(args, bounded.args...), p.Limit+1)
}

// total words how many items a scope has on all pages together.
func (l scopedList[T]) total(c conditions, p graph.Page) string {
	switch {
	case !p.Total:
		return "-1"
	case l.group != "":
		return fmt.Sprintf("(SELECT count(*) FROM (SELECT 1 FROM %s%s GROUP BY %s))", l.source, c.where(), l.group)
	}
	return fmt.Sprintf("(SELECT count(*) FROM %s%s)", l.source, c.where())
}

func firstOf(columns string) string {
	first, _, _ := strings.Cut(columns, ",")
	return first
}

// scoped adds that a row lies in the scope at hand. Every scope sets the same fields.
func (c conditions) scoped(s graph.Scope, actor string) conditions {
	out := conditions{append([]string{}, c.terms...), append([]any{}, c.args...)}
	for _, part := range []struct{ column, scope, value string }{{actor, "holder", string(s.Holder)}, {"issue", "issue", string(s.Issue)},
		{"stance", "stance", string(s.Stance)}, {"article", "article", string(s.Article)}} {
		if part.value != "" {
			out.add(part.column + " = scope_" + part.scope)
		}
	}
	return out
}

// scopesOf gives scopes as a JSON list.
func scopesOf(scopes []graph.Scope) string {
	rows := make([]map[string]string, len(scopes))
	for i, s := range scopes {
		rows[i] = map[string]string{"holder": string(s.Holder), "issue": string(s.Issue), "stance": string(s.Stance), "article": string(s.Article)}
	}
	return jsonOf(rows)
}
