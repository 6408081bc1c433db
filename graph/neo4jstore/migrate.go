package neo4jstore

import (
	"context"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
	"stancegraph/graph/neo4jstore/query"
)

// importedVersion is the number of the migration that marks a database that was imported: the nodes are of the newest shape
// and the schema is still to come. So the statements of all migrations are run on it, and must leave nodes of that shape be.
const importedVersion = 0

// migrate applies the migrations that the database lacks. Schema changes cannot share a transaction with data, so every
// statement of a migration may be repeated, and its number is recorded after all of them.
func (s *Store) migrate(ctx context.Context) error {
	migrations, err := query.Migrations()
	if err != nil {
		return &graph.Error{Code: graph.Internal, Message: "a migration of the program is damaged", Err: err}
	}
	version, err := s.version(ctx)
	if err != nil {
		return err
	}
	if version > len(migrations) {
		return graph.Errorf(graph.Invalid, "the database has schema version %d: this program knows up to %d, use a newer one", version, len(migrations))
	}
	for i, m := range migrations[version:] {
		for _, statement := range m.Statements {
			if _, err := s.db.Run(ctx, "migrate", statement, nil); err != nil {
				return err
			}
		}
		if err := s.record(ctx, version+i+1, m.Name); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) record(ctx context.Context, id int, name string) error {
	return s.db.Write(ctx, "migrate", func(tx *bolt.Tx) error {
		_, _, err := tx.Run(s.queries.Text("write_migration"), bolt.Params{"id": id, "name": name})
		return err
	})
}

// version gives the number of the last migration that the database has had, 0 for an empty and for an imported one.
func (s *Store) version(ctx context.Context) (int, error) {
	rows, err := s.db.Read(ctx, "get_version", s.queries.Text("get_version"), nil)
	if err != nil {
		return 0, err
	}
	r := scanner{values: rows[0]}
	version, foreign := r.number(), r.flag()
	if version == 0 && foreign {
		return 0, graph.Errorf(graph.Invalid, "the Neo4j database holds nodes of another program: use one that is empty")
	}
	return version, r.err
}
