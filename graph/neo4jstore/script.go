package neo4jstore

import (
	"stancegraph/graph/neo4jstore/internal/bolt"
	"stancegraph/graph/neo4jstore/query"
)

// A script is a list of queries that are run in one round trip, each with rows of its own. Its text depends on which queries
// have rows, never on the rows.
type script struct {
	steps []query.Step
	rows  []any       // of each step
	want  bolt.Counts // what all of them should create
}

// add adds a query, unless there are no rows for it.
func add[T any](w *script, name string, rows []T, want bolt.Counts, tags ...string) {
	if len(rows) == 0 {
		return
	}
	w.rows = append(w.rows, rows)
	w.steps = append(w.steps, query.Step{Name: name, Tags: tags})
	w.want.Nodes += want.Nodes
	w.want.Relationships += want.Relationships
}

// addAlways adds a query, which creates nothing, whether or not there are rows for it.
func (w *script) addAlways(name string, rows []row, tags ...string) {
	w.rows = append(w.rows, append([]row{}, rows...))
	w.steps = append(w.steps, query.Step{Name: name, Tags: tags})
}

func (w *script) run(tx *bolt.Tx, queries query.Set) (bolt.Counts, error) {
	_, counts, err := tx.Run(queries.Script(w.steps), bolt.Params{"rows": w.rows})
	return counts, err
}
