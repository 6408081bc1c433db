package sqlitestore

import (
	"database/sql/driver"
	"fmt"

	"modernc.org/sqlite"

	"stancegraph/graph"
)

// The triggers of the schema call search_terms, which is [graph.Terms].
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
