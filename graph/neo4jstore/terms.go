package neo4jstore

import (
	"context"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
)

// searchMigration is the number of the migration that brought full-text search.
const searchMigration = 2

// termsPage is how many objects get their terms in one transaction.
const termsPage = 500

// fillTerms gives terms to the nodes that were written before there was a full-text search. It may be repeated.
func (s *Store) fillTerms(ctx context.Context) error {
	for _, kind := range []graph.ObjectType{graph.ActorObject, graph.IssueObject, graph.ArticleObject, graph.StatementObject} {
		read, write := s.queries.Text("get_unsearched", string(kind)), s.queries.Text("write_terms", string(kind))
		for last := ""; ; {
			found, err := s.db.Read(ctx, "get_unsearched", read, bolt.Params{"last": last, "limit": termsPage})
			if err != nil {
				return err
			}
			if len(found) == 0 {
				break
			}
			rows, err := scanAll(found, scanUnsearched)
			if err == nil {
				err = s.change(ctx, write, bolt.Params{"rows": rows})
			}
			if err != nil {
				return err
			}
			last, _ = rows[len(rows)-1]["id"].(string)
		}
	}
	return nil
}

// scanUnsearched reads an object's texts and gives the terms of them.
func scanUnsearched(r *scanner) row {
	out := row{"id": r.text(), "terms": graph.Terms(r.texts()...), "textTerms": nil}
	if text := r.text(); text != "" {
		out["textTerms"] = graph.Terms(text)
	}
	return out
}
