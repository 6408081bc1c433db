// Package sqlitestore keeps a graph in one SQLite file: the default store, in pure Go, without a server.
//
// The file is in WAL mode, so that readers never wait for the writer and a write that was acknowledged survives a kill or a
// power cut. One connection writes, several read; every read is one statement, and so sees one state. The schema is a list of
// numbered migrations that Open applies; a file of a newer version is refused.
package sqlitestore

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"stancegraph/graph"

	_ "modernc.org/sqlite" // the database/sql driver
)

// applicationID marks the file as ours (PRAGMA application_id): the letters "Stgr".
const applicationID = 0x53746772

// unreleased is the last version of the schema that was never released; its files, and those of versions before it, are refused.
const unreleased = 11

//go:embed migration/*.sql
var migrations embed.FS

// Store is a [graph.Store] in a SQLite file.
type Store struct {
	graph.Calls
	path   string
	writer *sql.DB // a single connection
	reader *sql.DB
	asked  *prepared // on the reader
}

var _ graph.Store = (*Store)(nil)

// Open opens the file, creating it where it is missing, and brings its schema up to date.
// [graph.Unavailable]: the file cannot be opened, read or written. [graph.Invalid]: it is not a Stancegraph database, or
// one of a newer version.
func Open(ctx context.Context, path string) (*Store, error) {
	if err := checkFile(path); err != nil {
		return nil, err
	}
	s := &Store{path: path}
	s.Calls = graph.Calls{Of: s}
	var err error
	if s.writer, err = sql.Open("sqlite", dsn(path, "immediate")); err != nil {
		return nil, s.fail("open", err)
	}
	s.writer.SetMaxOpenConns(1)
	if s.reader, err = sql.Open("sqlite", dsn(path, "deferred")); err != nil {
		return nil, errors.Join(s.fail("open", err), s.writer.Close())
	}
	s.reader.SetMaxOpenConns(max(4, 2*runtime.NumCPU()))
	s.reader.SetMaxIdleConns(max(4, 2*runtime.NumCPU()))
	if s.asked, err = newPrepared(s.reader); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.setUp(ctx); err != nil {
		return nil, errors.Join(s.fail("open", err), s.Close())
	}
	return s, nil
}

// setUp migrates. Where several programs make a new file at once, SQLite lets one of them fail at times without the wait that
// busyTimeout asks for; that one tries again.
func (s *Store) setUp(ctx context.Context) error {
	for start := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		if err := s.migrate(ctx); !isBusy(err) || time.Since(start) > busyTimeout || ctx.Err() != nil {
			return err
		}
	}
}

// Close closes the file.
func (s *Store) Close() error { return errors.Join(s.reader.Close(), s.writer.Close()) }

// busyTimeout is how long a call waits for another program that writes.
var busyTimeout = 10 * time.Second

func dsn(path, lock string) string {
	q := url.Values{"_txlock": {lock}, "_pragma": {
		fmt.Sprintf("busy_timeout(%d)", busyTimeout.Milliseconds()), "journal_mode(WAL)", "wal_autocheckpoint(8000)", "synchronous(FULL)", "cache_size(-65536)", "temp_store(memory)",
	}}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// checkFile finds the plain mistakes before SQLite words them cryptically.
func checkFile(path string) error {
	if path == "" {
		return graph.Errorf(graph.Invalid, "no database file is named")
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if dir, err := os.Stat(filepath.Dir(path)); err != nil || !dir.IsDir() {
			return graph.Errorf(graph.Unavailable, "database file %s: the folder %s does not exist", path, filepath.Dir(path))
		}
		return nil
	case err != nil:
		return &graph.Error{Code: graph.Unavailable, Message: "database file " + path + " cannot be opened: make its folder readable, " + elsewhere, Err: err}
	case info.IsDir():
		return graph.Errorf(graph.Invalid, "database file %s is a folder: name a file", path)
	case info.Mode().Perm()&0o222 == 0:
		return graph.Errorf(graph.Unavailable, "database file %s is read-only: make it writable, "+elsewhere, path)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return &graph.Error{Code: graph.Unavailable, Message: "database file " + path + " cannot be opened for writing: make it writable, " + elsewhere, Err: err}
	}
	return f.Close()
}

// steps gives the migrations in their order, and the version of the schema behind the last of them.
func steps() (names []string, version int, err error) {
	names, err = fs.Glob(migrations, "migration/*.sql") // sorted by name, and so by number
	return names, unreleased + len(names), err
}

// migrate applies the migrations that the file lacks, all in one transaction. A file that lacks none is only read, so that
// it can be opened while another program writes.
func (s *Store) migrate(ctx context.Context) error {
	names, known, err := steps()
	if err != nil {
		return err
	}
	if version, err := s.version(ctx, s.reader, known); err != nil || version == known {
		return err
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	version, err := s.version(ctx, tx, known)
	if err != nil || version == known {
		return err
	}
	for _, name := range names[max(version-unreleased, 0):] {
		text, err := migrations.ReadFile(name)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, string(text)); err != nil {
			return fmt.Errorf("%s: %w", strings.TrimPrefix(name, "migration/"), err)
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", known, applicationID)); err != nil {
		return err
	}
	return tx.Commit()
}

// Ready implements [graph.Prober].
func (s *Store) Ready(ctx context.Context) error {
	_, known, err := steps()
	if err != nil {
		return err
	}
	version, err := s.version(ctx, s.reader, known)
	if err != nil {
		return s.fail("ready", err)
	}
	if version < known {
		return graph.Errorf(graph.Invalid, "%s has schema version %d, and this program needs %d: run stancegraph migrate", s.path, version, known)
	}
	return nil
}

// version tells how many migrations a file of ours has had.
func (s *Store) version(ctx context.Context, db querier, known int) (version int, err error) {
	rows, err := db.QueryContext(ctx, `SELECT user_version, application_id, (SELECT count(*) FROM sqlite_master)
		FROM pragma_user_version, pragma_application_id`)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var application, tables int
	for rows.Next() {
		if err := rows.Scan(&version, &application, &tables); err != nil {
			return 0, err
		}
	}
	switch {
	case rows.Err() != nil:
		return 0, rows.Err()
	case application != applicationID && tables > 0:
		return 0, graph.Errorf(graph.Invalid, "%s is a database of another program: name another file with --db or STANCEGRAPH_DB", s.path)
	case 0 < version && version <= unreleased:
		return 0, graph.Errorf(graph.Invalid, "%s has schema version %d, of the time before the first release: dump it with the program that made it, and restore that into another file", s.path, version)
	case version > known:
		return 0, graph.Errorf(graph.Invalid, "%s has schema version %d: this program knows up to %d, use a newer one", s.path, version, known)
	}
	return version, nil
}
