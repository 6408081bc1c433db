package neo4jstore

import (
	"context"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
	"stancegraph/graph/neo4jstore/query"
)

// importedVersion is the number of the migration that marks a database that was imported: the nodes are of the newest shape
// and the schema is still to come. So the statements of all migrations are run on it, and must leave nodes of that shape be.
const importedVersion = 0

// migrate applies the migrations that the database lacks. Schema changes cannot share a transaction with data, so every
// statement of a migration may be repeated, and its number is recorded after all of them. Programs that do so at the same time
// get into each other's way now and then; then the statement is repeated, too, or the other has carried it out.
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
			if err := s.change(ctx, statement, nil); err != nil && graph.CodeOf(err) != graph.Conflict {
				return err
			}
		}
		if version+i+1 == searchMigration {
			if err := s.fillTerms(ctx); err != nil {
				return err
			}
		}
		if err := s.change(ctx, s.queries.Text("write_migration"), bolt.Params{"id": version + i + 1, "name": m.Name}); err != nil {
			return err
		}
	}
	return nil
}

// migrationLimit is how long the server may work on one statement: the indexes of a large database that was imported take long.
const migrationLimit = time.Hour

// change runs one statement in a transaction of its own.
func (s *Store) change(ctx context.Context, statement string, params bolt.Params) error {
	return s.db.Patient(migrationLimit).Write(ctx, "migrate", func(tx *bolt.Tx) error {
		_, _, err := tx.Run(statement, params)
		return err
	})
}

// Ready implements [graph.Prober].
func (s *Store) Ready(ctx context.Context) error {
	migrations, err := query.Migrations()
	if err != nil {
		return &graph.Error{Code: graph.Internal, Message: "a migration of the program is damaged", Err: err}
	}
	version, err := s.version(ctx)
	if err != nil {
		return err
	}
	if version != len(migrations) {
		return graph.Errorf(graph.Invalid, "the database has schema version %d, and this program needs %d: run stancegraph migrate, or a newer program", version, len(migrations))
	}
	return nil
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
