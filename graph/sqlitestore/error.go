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
		code, message = s.classify(e.Code())
	}
	return &graph.Error{Code: code, Message: message, Err: fmt.Errorf("%s: %w", call, err)}
}

func isBusy(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Code()&0xff == sqlite3.SQLITE_BUSY
}

// elsewhere is what to do where a file cannot be used as it is.
const elsewhere = "or name another file with --db or STANCEGRAPH_DB"

// classify gives the meaning of a result code of SQLite, of which the last byte is the kind and the rest the details.
func (s *Store) classify(code int) (graph.Code, string) {
	file := "database file " + s.path
	switch code {
	case sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE, sqlite3.SQLITE_IOERR_SHMSIZE:
		return graph.Unavailable, file + " cannot be written: its disk is full or fails, or a limit on the size of files is reached; make room and try again"
	}
	switch code & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return graph.Unavailable, file + " is locked by another program: wait until that is done or end it, and try again"
	case sqlite3.SQLITE_READONLY:
		return graph.Unavailable, file + " or its folder is read-only: make both writable, " + elsewhere
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return graph.Unavailable, file + " cannot be opened: make it and its folder readable and writable, " + elsewhere
	case sqlite3.SQLITE_FULL:
		return graph.Unavailable, "the disk that holds " + s.path + " is full: make room and try again"
	case sqlite3.SQLITE_IOERR:
		return graph.Unavailable, file + " cannot be read or written: see whether its disk is all right"
	case sqlite3.SQLITE_INTERRUPT:
		return graph.Unavailable, "the database call was given up"
	case sqlite3.SQLITE_NOTADB:
		return graph.Invalid, s.path + " is not a database: name another file with --db or STANCEGRAPH_DB"
	case sqlite3.SQLITE_CORRUPT:
		return graph.Internal, file + " is damaged: go back to a copy of it, or load the articles into a new file"
	}
	return graph.Internal, "the database failed"
}
