// Package neo4jstore keeps a graph in a Neo4j database, 5.26 or later, Community or Enterprise.
//
// The nodes and relationships are those of the picture in docs/design.md, so that what a person sees in Neo4j Browser is what
// the program works with. The Cypher is in package query, one file for each thing that is done; values are always parameters.
// The driver is in package bolt, with time limits, retries and what its errors mean.
//
// Beyond the picture, nodes carry copies that indexes need: a statement the ids of its holder, issue, article and speaker,
// every searched text that the server would fold differently than [graph.Fold] its folded form, and all that can be found by
// words the terms that [graph.Terms] makes of it. The truth about these
// is in the same write, and nobody else writes.
//
// Each read is one query, and each batch one transaction that first takes the one (:Lock) node, so that writers, in however
// many processes, follow one another. Known limit: Neo4j has no snapshots; a read that runs in the very moment in which a
// large batch commits can see a part of it.
package neo4jstore

import (
	"context"
	"errors"
	"log/slog"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
	"stancegraph/graph/neo4jstore/query"
)

// Config says where the database is. Only URI and Password have no default.
type Config struct {
	URI        string        // bolt://host:7687, or neo4j:// for a cluster, each with +s for TLS
	Username   string        // "neo4j"
	Password   string        //
	Database   string        // "neo4j"
	ReadLimit  time.Duration // how long the server may work on one read: 30 s
	WriteLimit time.Duration // how long it may work on one batch, waiting for other writers included: 2 min
	RetryLimit time.Duration // how long a call waits for a server that is away or busy: 30 s
	Log        *slog.Logger  // discards
}

// Store is a [graph.Store] in Neo4j.
type Store struct {
	graph.Calls
	db         *bolt.DB
	queries    query.Set
	properties map[graph.Set][]string // of nodes, in the order in which queries give them
	composed   *lru.Cache[string, string]
}

// composedTexts is how many texts of reads are kept.
const composedTexts = 256

var _ graph.Store = (*Store)(nil)

// Open connects and brings the schema up to date. [graph.Unavailable]: the server cannot be reached or refuses the password.
// [graph.Invalid]: the URI is not one, or the database belongs to another program or to a newer version of this one.
func Open(ctx context.Context, c Config) (*Store, error) {
	q, err := query.Load()
	if err != nil {
		return nil, &graph.Error{Code: graph.Internal, Message: "a query of the program is damaged", Err: err}
	}
	db, err := bolt.Open(ctx, bolt.Config(c))
	if err != nil {
		return nil, err
	}
	composed, err := lru.New[string, string](composedTexts)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s := &Store{db: db, queries: q, composed: composed, properties: map[graph.Set][]string{graph.ActorSet: q.Properties("actor"), graph.IssueSet: q.Properties("issue"),
		graph.ArticleSet: q.Properties("article"), graph.StatementSet: q.Properties("statement")}}
	s.Calls = graph.Calls{Of: s}
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// Close closes all connections.
func (s *Store) Close() error { return s.db.Close() }
