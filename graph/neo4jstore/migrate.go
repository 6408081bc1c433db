package neo4jstore

import (
	"context"
	"io/fs"
	"path"
	"strings"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
)

// migrate applies the migrations that the database lacks. Schema changes cannot share a transaction with data, so every
// statement of a migration says IF NOT EXISTS or may be repeated; its number is recorded after all of them.
func (s *Store) migrate(ctx context.Context) error {
	names, err := fs.Glob(queryFiles, "query/migration/*.cypher") // sorted by name, and so by number
	if err != nil {
		return err
	}
	version, err := s.version(ctx)
	if err != nil {
		return err
	}
	if version > len(names) {
		return graph.Errorf(graph.Invalid, "the database has schema version %d: this program knows up to %d, use a newer one", version, len(names))
	}
	for i, name := range names[version:] {
		statements, err := migration(name)
		if err != nil {
			return err
		}
		for _, statement := range statements {
			if _, err := s.db.Run(ctx, "migrate", statement, nil); err != nil {
				return err
			}
		}
		id := version + i + 1
		err = s.db.Write(ctx, "migrate", func(tx *bolt.Tx) error {
			_, _, err := tx.Run(s.queries.text("write_migration"), bolt.Params{"id": id, "name": strings.TrimSuffix(path.Base(name), ".cypher")})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// version gives the number of the last migration that the database has had, 0 for an empty one.
func (s *Store) version(ctx context.Context) (int, error) {
	rows, err := s.db.Read(ctx, "read version", s.queries.text("get_version"), nil)
	if err != nil {
		return 0, err
	}
	r := scanner{values: rows[0]}
	version, foreign := r.number(), r.flag()
	if version == 0 && foreign {
		return 0, graph.Errorf(graph.Invalid, "the database holds nodes of another program: use one that is empty")
	}
	return version, r.err
}

// migration reads the statements of a migration.
func migration(name string) ([]string, error) {
	q, err := parseQuery(queryFiles, name)
	if err != nil {
		return nil, err
	}
	var statements []string
	for text := range strings.SplitSeq(queries{"": q}.text(""), ";") {
		if text = strings.TrimSpace(text); text != "" {
			statements = append(statements, text)
		}
	}
	return statements, nil
}
