package sqlitestore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"

	"modernc.org/sqlite"

	"stancegraph/graph"
)

// The schema and putTerms call search_terms, which is [graph.Terms].
func init() {
	sqlite.MustRegisterDeterministicScalarFunction("search_terms", 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		text, ok := args[0].(string)
		if !ok {
			return nil, fmt.Errorf("search_terms of a %T", args[0])
		}
		return graph.Terms(text), nil
	})
}

// words narrows objects of a type to those that hold some words.
func (c *conditions) words(typ graph.ObjectType, w graph.Words) {
	if len(w) > 0 {
		c.add(fmt.Sprintf("id IN (SELECT id FROM searched WHERE n IN (SELECT rowid FROM %[1]s_terms WHERE %[1]s_terms MATCH ?))", typ), w.String())
	}
}

// putTerms adds what was created to the full-text search, each kind in one statement. A trigger would add row by row, and the index
// writes itself out between them, which takes more time than all else of a load.
func putTerms(ctx context.Context, tx *sql.Tx, failed *error, created graph.Batch) {
	putTermsOf(ctx, tx, failed, "actor", "actors", "folded", idsOf(created.Actors, func(a graph.Actor) string { return string(a.ID) }))
	putTermsOf(ctx, tx, failed, "issue", "issues", "folded", idsOf(created.Issues, func(i graph.Issue) string { return string(i.ID) }))
	putTermsOf(ctx, tx, failed, "article", "articles JOIN texts ON article = articles.id", "folded || char(31) || text",
		idsOf(created.Articles, func(d graph.Document) string { return string(d.ID) }))
	putTermsOf(ctx, tx, failed, "statement", "statements", "statements.folded", idsOf(created.Statements, func(s graph.Statement) string { return string(s.ID) }))
}

func idsOf[T any](items []T, id func(T) string) []string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = id(item)
	}
	return out
}

// putTermsOf adds the terms of a text in some rows; from names the table of the type, and perhaps another.
func putTermsOf(ctx context.Context, tx *sql.Tx, failed *error, typ, from, text string, ids []string) {
	if *failed != nil || len(ids) == 0 {
		return
	}
	keys := jsonOf(ids)
	if _, *failed = tx.ExecContext(ctx, "INSERT INTO searched (type, id) SELECT ?, value FROM json_each(?)", typ, keys); *failed != nil {
		return
	}
	_, *failed = tx.ExecContext(ctx, fmt.Sprintf(`INSERT INTO %[1]s_terms (rowid, terms) SELECT n, search_terms(%[2]s)
		FROM json_each(?) CROSS JOIN searched ON searched.type = '%[1]s' AND searched.id = value CROSS JOIN %[3]s WHERE %[1]ss.id = value`, typ, text, from), keys)
}
