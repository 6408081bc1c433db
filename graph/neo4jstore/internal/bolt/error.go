package bolt

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"time"

	"stancegraph/graph"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// fail names the call and gives a driver's error its code. Errors that already have one pass through.
func (db *DB) fail(ctx context.Context, call string, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*graph.Error](err); ok {
		return err
	}
	if ended := ctx.Err(); ended != nil {
		if errors.Is(ended, context.DeadlineExceeded) && !db.listens() { // no matter how much time there is
			return &graph.Error{Code: graph.Unavailable, Message: db.unreachable(), Err: fmt.Errorf("%s: no connection until the deadline: %v", call, err)}
		}
		return &graph.Error{Code: graph.Unavailable, Message: "the database call was given up", Err: fmt.Errorf("%s: %w", call, errors.Join(ended, err))}
	}
	code, message := db.classify(err)
	return &graph.Error{Code: code, Message: message, Err: fmt.Errorf("%s: %w", call, err)}
}

func (db *DB) classify(err error) (graph.Code, string) {
	if errors.Is(err, errSilent) {
		return graph.Unavailable, "Neo4j at " + db.address() + " does not answer: check the server and the network on the way to it"
	}
	if spent, ok := errors.AsType[*neo4j.TransactionExecutionLimit](err); ok && len(spent.Errors) > 0 {
		err = spent.Errors[len(spent.Errors)-1]
	}
	if e, ok := errors.AsType[*neo4j.Neo4jError](err); ok {
		return db.classifyCode(e.Code)
	}
	if e, ok := errors.AsType[*neo4j.UsageError](err); ok && strings.Contains(e.Message, "closed") {
		return graph.Unavailable, "the database has been closed"
	}
	if isNetwork(err) {
		return graph.Unavailable, db.unreachable()
	}
	return graph.Internal, "the database failed"
}

// classifyCode gives the meaning of a code of the server, Neo.classification.category.title.
func (db *DB) classifyCode(code string) (graph.Code, string) {
	switch code {
	case "Neo.ClientError.Database.DatabaseNotFound":
		return graph.Unavailable, fmt.Sprintf("Neo4j at %s has no database %q: check NEO4J_DATABASE", db.address(), db.config.Database)
	case "Neo.ClientError.Security.AuthenticationRateLimit":
		return graph.Unavailable, "Neo4j at " + db.address() + " refuses to listen after too many wrong passwords: check NEO4J_PASSWORD and wait a little"
	case "Neo.ClientError.Security.CredentialsExpired":
		return graph.Unavailable, "Neo4j at " + db.address() + " wants the initial password changed first"
	case "Neo.ClientError.Security.Forbidden":
		return graph.Unavailable, fmt.Sprintf("Neo4j does not let user %q do this", db.config.Username)
	case "Neo.ClientError.Schema.ConstraintValidationFailed":
		return graph.Conflict, "another program has just written the same object"
	case "Neo.ClientError.Transaction.InvalidBookmark", "Neo.ClientError.Transaction.InvalidBookmarkMixture":
		return graph.Invalid, "the bookmark is not one of this database: leave it out"
	case "Neo.TransientError.Transaction.BookmarkTimeout":
		return graph.Unavailable, "the server has not caught up with what you have seen already: try again"
	case "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase":
		return graph.Unavailable, "the database is read-only"
	}
	switch part := strings.Split(code, "."); {
	case len(part) != 4:
		return graph.Internal, "the database failed"
	case part[2] == "Schema" && strings.HasSuffix(part[3], "AlreadyExists"): // in spite of IF NOT EXISTS
		return graph.Conflict, "another program is setting up the database at this moment: try again"
	case part[2] == "Security":
		return graph.Unavailable, "Neo4j at " + db.address() + " refuses user name and password: check NEO4J_USERNAME and NEO4J_PASSWORD"
	case strings.HasPrefix(part[3], "TransactionTimedOut"), part[3] == "Terminated", part[3] == "LockClientStopped":
		return graph.Unavailable, "the database took too long"
	case part[1] == "TransientError", part[2] == "Cluster", part[2] == "Database":
		return graph.Unavailable, "the database is busy: try again"
	}
	return graph.Internal, "the database failed"
}

// routingHint tells what else can be wrong where the driver asks one server for the addresses of all.
func (db *DB) routingHint() string {
	if !strings.HasPrefix(db.config.URI, "neo4j") {
		return ""
	}
	return "; neo4j:// goes on to the addresses that the servers give as their own (server.bolt.advertised_address), and these must be " +
		"reachable from here too; a single server is better named with bolt://"
}

func (db *DB) unreachable() string {
	return "Neo4j cannot be reached at " + db.address() + ": check that it runs and that NEO4J_URI is right" + db.routingHint()
}

// listens tells whether anybody accepts connections at the server's address just now.
func (db *DB) listens() bool {
	u, err := url.Parse(db.config.URI)
	if err != nil {
		return false
	}
	conn, err := net.DialTimeout("tcp", net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), "7687")), 250*time.Millisecond)
	if err != nil {
		return false
	}
	_ = conn.Close() // nothing was said
	return true
}

// address is the server's address without anything secret in it.
func (db *DB) address() string {
	u, err := url.Parse(db.config.URI)
	if err != nil {
		return "the address in NEO4J_URI"
	}
	return u.Redacted()
}

// broken reports whether a connection broke where the driver does not try again by itself.
func broken(err error) bool {
	if _, ok := errors.AsType[*neo4j.TransactionExecutionLimit](err); ok {
		return false
	}
	return isNetwork(err)
}

func isNetwork(err error) bool {
	if _, ok := errors.AsType[*neo4j.ConnectivityError](err); ok {
		return true
	}
	_, network := errors.AsType[net.Error](err)
	return network || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// undialled reports whether no connection could be made.
func undialled(err error) bool {
	if e, ok := errors.AsType[*neo4j.ConnectivityError](err); ok {
		err = e.Inner // it does not unwrap
	}
	e, ok := errors.AsType[*net.OpError](err)
	return ok && e.Op == "dial"
}
