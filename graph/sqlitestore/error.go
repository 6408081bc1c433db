package sqlitestore

import (
	"context"
	"errors"
	"fmt"

	"stancegraph/graph"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// fail names the call and gives a driver's error its code. Errors that already have one pass through.
func (s *Store) fail(call string, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*graph.Error](err); ok {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return &graph.Error{Code: graph.Unavailable, Message: "the database call was given up", Err: err}
	}
	code, message := graph.Internal, "the database failed"
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		code, message = s.classify(e.Code() & 0xff)
	}
	return &graph.Error{Code: code, Message: message, Err: fmt.Errorf("%s: %w", call, err)}
}

func (s *Store) classify(primary int) (graph.Code, string) {
	switch primary {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return graph.Unavailable, "database file " + s.path + " is locked by another program"
	case sqlite3.SQLITE_READONLY:
		return graph.Unavailable, "database file " + s.path + " is read-only"
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return graph.Unavailable, "database file " + s.path + " cannot be opened"
	case sqlite3.SQLITE_FULL:
		return graph.Unavailable, "the disk that holds " + s.path + " is full"
	case sqlite3.SQLITE_IOERR:
		return graph.Unavailable, "database file " + s.path + " cannot be read or written"
	case sqlite3.SQLITE_INTERRUPT:
		return graph.Unavailable, "the database call was given up"
	case sqlite3.SQLITE_NOTADB:
		return graph.Invalid, s.path + " is not a database"
	case sqlite3.SQLITE_CORRUPT:
		return graph.Internal, "database file " + s.path + " is damaged"
	}
	return graph.Internal, "the database failed"
}
