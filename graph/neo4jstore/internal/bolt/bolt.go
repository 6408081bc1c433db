// Package bolt runs Cypher on a Neo4j server. It is the only package that imports the Neo4j driver, and knows nothing of the
// graph that the Cypher is about.
//
// It promises: every call ends soon after its context does, and at the latest when the server has had its time to work on it
// and the driver its time to try again, whatever the network does; what fails for a passing reason is tried again; a transaction whose connection broke, even while it committed, is run
// again, so its work has to find out for itself what has already happened; every error is a [graph.Error] whose message says
// what to look at, and never holds the password.
package bolt

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"time"

	"stancegraph/graph"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/notifications"
)

// Config is that of neo4jstore, where its fields and their defaults are explained.
type Config struct {
	URI        string
	Username   string
	Password   string
	Database   string
	ReadLimit  time.Duration
	WriteLimit time.Duration
	RetryLimit time.Duration
	Log        *slog.Logger
}

func (c Config) withDefaults() Config {
	c.Username, c.Database = cmp.Or(c.Username, "neo4j"), cmp.Or(c.Database, "neo4j")
	c.ReadLimit, c.WriteLimit = cmp.Or(c.ReadLimit, 30*time.Second), cmp.Or(c.WriteLimit, 2*time.Minute)
	c.RetryLimit, c.Log = cmp.Or(c.RetryLimit, 30*time.Second), cmp.Or(c.Log, slog.New(slog.DiscardHandler))
	return c
}

// DB is a connection pool to one database. It is safe for concurrent use.
type DB struct {
	config    Config
	driver    neo4j.DriverWithContext
	bookmarks neo4j.BookmarkManager
	turn      chan struct{}   // has an item while somebody writes
	calls     *sync.WaitGroup // that the server works on
}

// Row is one row of an answer, in the order of the query's columns.
type Row = []any

// Params are the parameters of a query.
type Params = map[string]any

// Counts are what a query changed.
type Counts struct{ Nodes, Relationships int }

// Open makes the pool and checks that the server answers and lets us in.
func Open(ctx context.Context, c Config) (*DB, error) {
	c = c.withDefaults()
	db := &DB{config: c, bookmarks: newBookmarks(), turn: make(chan struct{}, 1), calls: new(sync.WaitGroup)}
	driver, err := neo4j.NewDriverWithContext(c.URI, neo4j.BasicAuth(c.Username, c.Password, ""), func(d *config.Config) {
		d.MaxTransactionRetryTime, d.ConnectionAcquisitionTimeout = c.RetryLimit, c.RetryLimit
		d.NotificationsMinSeverity = notifications.DisabledLevel
		d.TelemetryDisabled = true
		d.UserAgent = "stancegraph/1"
	})
	if err != nil {
		return nil, &graph.Error{Code: graph.Invalid, Message: "NEO4J_URI is not the address of a Neo4j server: want bolt://host:7687 or neo4j://host:7687", Err: err}
	}
	db.driver = driver
	_, err = await(ctx, db, 0, func(ctx context.Context) (struct{}, error) { return struct{}{}, driver.VerifyConnectivity(ctx) })
	if err != nil {
		return nil, errors.Join(db.fail(ctx, "connect", err), db.Close())
	}
	return db, nil
}

// Close waits a moment for the calls whose context has ended, which the driver does not expect to come back later, and closes all connections.
func (db *DB) Close() error {
	ended := make(chan struct{})
	go func() {
		db.calls.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(farewell):
	}
	return db.fail(context.Background(), "close", db.driver.Close(context.Background()))
}

// Read runs one query that changes nothing. It is a transaction by itself, which takes one round trip where one that is begun and committed
// takes three, and is run again for as long as the server says that this may help, or cannot be reached.
func (db *DB) Read(ctx context.Context, call, cypher string, params Params) ([]Row, error) {
	start := time.Now()
	rows, err := await(ctx, db, db.config.ReadLimit, func(ctx context.Context) ([]Row, error) {
		return again(ctx, db, call, func() ([]Row, error) { return db.auto(ctx, neo4j.AccessModeRead, db.config.ReadLimit, cypher, params) })
	})
	graph.Trace(ctx, graph.TracedQuery{Text: cypher, Params: params, Rows: len(rows), Took: time.Since(start)})
	return rows, db.fail(ctx, call, err)
}

// Run runs one query outside a transaction of ours, as schema changes and CALL … IN TRANSACTIONS need it. It is tried once.
func (db *DB) Run(ctx context.Context, call, cypher string, params Params) ([]Row, error) {
	rows, err := await(ctx, db, db.config.WriteLimit, func(ctx context.Context) ([]Row, error) {
		return db.auto(ctx, neo4j.AccessModeWrite, db.config.WriteLimit, cypher, params)
	})
	return rows, db.fail(ctx, call, err)
}

// auto runs one query that is a transaction by itself.
func (db *DB) auto(ctx context.Context, mode neo4j.AccessMode, timeout time.Duration, cypher string, params Params) ([]Row, error) {
	session := db.session(ctx, mode)
	defer session.Close(ctx) //nolint:errcheck // the answer has been read or has failed
	result, err := session.Run(ctx, cypher, params, neo4j.WithTxTimeout(limit(ctx, timeout)))
	if err != nil {
		return nil, err
	}
	return collect(ctx, result)
}

// Tx is a transaction that writes.
type Tx struct {
	ctx context.Context
	tx  neo4j.ManagedTransaction
	// Attempt counts from 1. In a later attempt an earlier one may have been committed.
	Attempt int
}

// Run runs one query in the transaction.
func (t *Tx) Run(cypher string, params Params) ([]Row, Counts, error) {
	result, err := t.tx.Run(t.ctx, cypher, params)
	if err != nil {
		return nil, Counts{}, err
	}
	rows, err := collect(t.ctx, result)
	if err != nil {
		return nil, Counts{}, err
	}
	summary, err := result.Consume(t.ctx)
	if err != nil {
		return nil, Counts{}, err
	}
	c := summary.Counters()
	return rows, Counts{c.NodesCreated(), c.RelationshipsCreated()}, nil
}

// Write runs work in one transaction and commits it where work returns nil. Work may run several times, and never after
// its last run was committed and known to be. Its errors of type [*graph.Error] come back as they are.
//
// The writers of this process take turns, first come, first served: the server, where they would wait for a lock, lets whoever happens to look
// when it is free have it, and on a busy one some wait for very long.
func (db *DB) Write(ctx context.Context, call string, work func(*Tx) error) error {
	select {
	case db.turn <- struct{}{}:
		defer func() { <-db.turn }()
	case <-ctx.Done():
		return db.fail(ctx, call, context.Cause(ctx))
	}
	_, err := await(ctx, db, db.config.WriteLimit, func(ctx context.Context) (any, error) {
		return repeat(ctx, db, call, func(attempt int) (any, error) {
			session := db.session(ctx, neo4j.AccessModeWrite)
			defer session.Close(ctx) //nolint:errcheck // by now the transaction is committed or given up
			return session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
				return nil, work(&Tx{ctx, tx, attempt})
			}, neo4j.WithTxTimeout(limit(ctx, db.config.WriteLimit)))
		})
	})
	return db.fail(ctx, call, err)
}

// Patient is the same pool with another limit for how long the server may work on a write.
func (db *DB) Patient(writeLimit time.Duration) *DB {
	patient := *db
	patient.config.WriteLimit = writeLimit
	return &patient
}

// An Operator is one of a plan. Those of depth 0 see each row of the query once, those further in what an outer one hands them.
type Operator struct {
	Name  string
	Depth int
}

// Explain gives the operators of the plan that the server makes for a query, without running it, outermost first.
func (db *DB) Explain(ctx context.Context, cypher string, params Params) ([]Operator, error) {
	operators, err := await(ctx, db, db.config.ReadLimit, func(ctx context.Context) ([]Operator, error) {
		result, err := neo4j.ExecuteQuery(ctx, db.driver, "EXPLAIN "+cypher, params, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase(db.config.Database))
		if err != nil {
			return nil, err
		}
		// The tree that the driver makes of the plan gives all children of an operator as its last one (v5.28.4), so the
		// table that the server draws is read instead.
		table, _ := result.Summary.Plan().Arguments()["string-representation"].(string)
		var out []Operator
		for _, match := range planOperator.FindAllStringSubmatch(table, -1) {
			out = append(out, Operator{match[2], strings.Count(match[1], "|") - 1})
		}
		return out, nil
	})
	return operators, db.fail(ctx, "explain", err)
}

// planOperator is a line of the server's table: "| | +NodeIndexSeek | 7 | …".
var planOperator = regexp.MustCompile(`(?m)^([| ]*)\+([A-Z][A-Za-z]*(?:\([A-Za-z]+\))?)`)

// session opens a session that reads what earlier sessions of this pool wrote, and what the bookmarks of the context have seen.
func (db *DB) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return db.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: db.config.Database, AccessMode: mode, BookmarkManager: db.bookmarks})
}

// newBookmarks remembers what this pool has seen, and trades bookmarks with the context of each call.
func newBookmarks() neo4j.BookmarkManager {
	return neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{
		BookmarkSupplier: func(ctx context.Context) (neo4j.Bookmarks, error) { return graph.BookmarksOf(ctx).All(), nil },
		BookmarkConsumer: func(ctx context.Context, marks neo4j.Bookmarks) error {
			graph.BookmarksOf(ctx).Replace(marks)
			return nil
		},
	})
}

func collect(ctx context.Context, result neo4j.ResultWithContext) ([]Row, error) {
	var rows []Row
	for result.Next(ctx) {
		rows = append(rows, result.Record().Values)
	}
	return rows, result.Err()
}
