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
		c.add(fmt.Sprintf("number IN (SELECT rowid FROM %[1]s_terms WHERE %[1]s_terms MATCH ?)", typ), w.String())
	}
}

// putTerms adds what was created to the full-text search, each kind in one statement. A trigger would add row by row, and the index
// writes itself out between them, which takes more time than all else of a load.
func putTerms(ctx context.Context, tx *sql.Tx, failed *error, created graph.Batch) {
	putTermsOf(ctx, tx, failed, "actor", "actors", "folded", len(created.Actors))
	putTermsOf(ctx, tx, failed, "issue", "issues", "folded", len(created.Issues))
	putTermsOf(ctx, tx, failed, "article", "articles CROSS JOIN texts ON article = id", "title || char(31) || text", len(created.Articles))
	putTermsOf(ctx, tx, failed, "statement", "statements", "quote", len(created.Statements))
}

// putTermsOf adds the terms of a text in the last rows of a type's table; from names it, and perhaps another. The rows come in their order, for else
// the index would write itself out as well.
func putTermsOf(ctx context.Context, tx *sql.Tx, failed *error, typ, from, text string, rows int) {
	if *failed == nil && rows > 0 {
		_, *failed = tx.ExecContext(ctx, fmt.Sprintf("INSERT INTO %[1]s_terms (rowid, terms) SELECT number, search_terms(%[2]s) FROM %[3]s WHERE number > (SELECT max(number) FROM %[1]ss) - ? ORDER BY number",
			typ, text, from), rows)
	}
}
