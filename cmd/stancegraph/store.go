package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/browser"
	"stancegraph/graph/sqlitestore"
)

// storeFlags say where the graph is kept.
type storeFlags struct {
	DB       string `name:"db" env:"STANCEGRAPH_DB" default:"stancegraph.db" placeholder:"FILE" help:"The SQLite file, used where no Neo4j is named (${default})."`
	URI      string `name:"neo4j-uri" env:"NEO4J_URI" placeholder:"URI" help:"A Neo4j server, such as bolt://127.0.0.1:7687; used instead of the file."`
	Username string `name:"neo4j-username" env:"NEO4J_USERNAME" default:"neo4j" placeholder:"NAME" help:"User of the Neo4j server."`
	Password string `name:"neo4j-password" env:"NEO4J_PASSWORD" placeholder:"WORD" help:"Password of the Neo4j server; better set in the environment."`
	Database string `name:"neo4j-database" env:"NEO4J_DATABASE" default:"neo4j" placeholder:"NAME" help:"Database on the Neo4j server."`
	Browser  string `name:"neo4j-browser" env:"STANCEGRAPH_NEO4J_BROWSER" placeholder:"URL" help:"Neo4j Browser of that server, for links; known for a server on this machine."`
}

// defaultDB is the SQLite file where none is named.
const defaultDB = "stancegraph.db"

// AfterApply takes a setting that is there and empty for one that is not there, as `NAME=` in a .env file means it.
func (f *storeFlags) AfterApply() error {
	f.DB = cmp.Or(f.DB, defaultDB)
	f.Username = cmp.Or(f.Username, "neo4j")
	f.Database = cmp.Or(f.Database, "neo4j")
	return nil
}

// open opens the store, creating a SQLite file where there is none.
func (f *storeFlags) open(ctx context.Context) (graph.Store, error) {
	if f.URI != "" {
		return neo4jstore.Open(ctx, neo4jstore.Config{URI: f.URI, Username: f.Username, Password: f.Password, Database: f.Database})
	}
	return sqlitestore.Open(ctx, f.DB)
}

// openExisting opens a store that has been written before.
func (f *storeFlags) openExisting(ctx context.Context) (graph.Store, error) {
	if f.URI == "" {
		if _, err := os.Stat(f.DB); os.IsNotExist(err) {
			return nil, graph.Errorf(graph.NotFound, "there is no graph in %s yet: load articles first, or name the file with --db or STANCEGRAPH_DB", f.DB)
		}
	}
	return f.open(ctx)
}

// browser gives the Neo4j Browser of the store; one without links where the store is a file or nothing is known of it.
func (f *storeFlags) browser() (*browser.Browser, error) {
	if f.URI == "" {
		return browser.New("")
	}
	return browser.New(cmp.Or(f.Browser, browser.DefaultAddress(f.URI)))
}

// kindOf names the kind of a store.
func kindOf(s graph.Store) string {
	if _, ok := s.(*neo4jstore.Store); ok {
		return "neo4j"
	}
	return "sqlite"
}

// place words where the graph is, for people.
func (f *storeFlags) place() string {
	if f.URI != "" {
		return fmt.Sprintf("Neo4j at %s, database %s", f.URI, f.Database)
	}
	return f.DB
}

// operator is who acts on the command line: whoever can open the store may do everything.
var operator = graph.Agent{Name: "operator", Role: graph.Admin}

func newEditor(s graph.Store) *graph.Editor { return graph.NewEditor(s, time.Now) }

type migrateCommand struct{}

func (migrateCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	stop := spin(io.err, "migrating")
	s, err := flags.open(ctx)
	stop()
	if err != nil {
		return err
	}
	defer s.Close()
	_, err = fmt.Fprintf(io.err, "%s is up to date.\n", flags.place())
	return err
}
