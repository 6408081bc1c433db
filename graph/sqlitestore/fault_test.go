package sqlitestore_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/sqlitestore"
)

var loader = graph.Agent{Name: "loader", Role: graph.Admin}

// reading is what an extractor made of an article of about a page.
func reading(n int) graph.Reading {
	text := fmt.Sprintf("Chile opposes the quota, says report %d. ", n) + strings.Repeat("Nothing else was said on that day. ", 50)
	doc := graph.NewDocument(graph.Article{File: fmt.Sprint(n, ".txt"), Source: "Wire", Published: "2020-01-05"}, text)
	return graph.Reading{Document: doc, Extracted: "v1", Method: graph.MethodRules, Statements: []graph.Statement{
		{Holder: "chile", Stance: graph.Opposes, Issue: "quota", Quote: text[:23], End: 23, HeldOn: "2020-01-05", Confidence: 0.5}}}
}

// start puts the vocabulary into a store.
func start(t *testing.T, s graph.Store) *graph.Editor {
	t.Helper()
	e := graph.NewEditor(s, time.Now)
	_, err := e.PutVocabulary(t.Context(), loader, []graph.Actor{{ID: "chile", Name: "Chile", Kind: graph.State}}, []graph.Issue{{ID: "quota", Name: "the quota"}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func dump(t *testing.T, s graph.Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := graph.Dump(t.Context(), s, &b, true); err != nil {
		t.Fatal(err)
	}
	for problem, err := range graph.Check(t.Context(), s) {
		t.Error(problem, err)
	}
	return b.String()
}

func openAt(t *testing.T, path string) *sqlitestore.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() }) //nolint:errcheck // the test may have damaged it
	return s
}

func wants(t *testing.T, err error, code graph.Code, words ...string) {
	t.Helper()
	if err == nil || graph.CodeOf(err) != code {
		t.Errorf("code %s, want %s: %v", graph.CodeOf(err), code, err)
	}
	for _, w := range words {
		if !strings.Contains(graph.MessageOf(err), w) {
			t.Errorf("message %q does not say %q", graph.MessageOf(err), w)
		}
	}
}

// A batch for which the disk has no room leaves no trace, what was written before is there, and the same batch can be written
// when there is room.
func TestFaultDiskFull(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "graph.db"))
	e := start(t, s)
	pages, err := s.Pages()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.LimitPages(pages + 20); err != nil {
		t.Fatal(err)
	}
	before, n := "", 0
	for ; err == nil && n < 1000; n += 3 {
		before = dump(t, s)
		_, err = e.Load(t.Context(), loader, []graph.Reading{reading(n), reading(n + 1), reading(n + 2)})
	}
	wants(t, err, graph.Unavailable, "full", "make room and try again")
	before = reviewUntilFull(t, s, e, before)
	if after := dump(t, s); after != before || n < 6 {
		t.Errorf("after %d articles the batch that failed changed the graph:\n%s", n, after)
	}
	if err := s.LimitPages(1 << 30); err != nil {
		t.Fatal(err)
	}
	n -= 3
	report, err := e.Load(t.Context(), loader, []graph.Reading{reading(n), reading(n + 1), reading(n + 2)})
	if err != nil || report.Receipt.Created.Articles != 3 {
		t.Errorf("with room again: %+v, %v", report, err)
	}
	dump(t, s)
}

// reviewUntilFull reviews a statement for as long as there is room, and gives the graph after the last time that there was.
func reviewUntilFull(t *testing.T, s graph.Store, e *graph.Editor, before string) string {
	t.Helper()
	ann := graph.Agent{Name: "ann", Role: graph.Analyst}
	first, err := s.FindStatements(t.Context(), graph.StatementQuery{Page: graph.Page{Limit: 1}})
	if err != nil {
		t.Fatal(err)
	}
	d := graph.Decision{Statement: first[0].Items[0].ID, Revision: 1, Status: graph.Accepted}
	for ; d.Revision < 1000; d.Revision++ {
		if _, _, err = e.Review(t.Context(), ann, []graph.Decision{d}, "read it"); err != nil {
			break
		}
		before = dump(t, s)
	}
	wants(t, err, graph.Unavailable, "full", "make room and try again")
	return before
}

// hold keeps the file locked, as another program that writes does, until release is called.
func hold(t *testing.T, path string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.Conn(t.Context())
	if err == nil {
		_, err = tx.ExecContext(t.Context(), "BEGIN IMMEDIATE")
	}
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if _, err := tx.ExecContext(context.Background(), "ROLLBACK"); err != nil {
			t.Error(err)
		}
		if err := errors.Join(tx.Close(), db.Close()); err != nil {
			t.Error(err)
		}
	}
}

// A file that another program has locked is waited for, but not for ever and not longer than the caller wants. Readers do
// not wait at all.
func TestFaultLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	patient := graph.NewEditor(openAt(t, path), time.Now)
	sqlitestore.SetBusyTimeout(t, 400*time.Millisecond)
	s := openAt(t, path)
	e := start(t, s)
	load := func(ctx context.Context, e *graph.Editor, n int) (time.Duration, error) {
		start := time.Now()
		_, err := e.Load(ctx, loader, []graph.Reading{reading(n)})
		return time.Since(start), err
	}

	release := hold(t, path)
	time.AfterFunc(100*time.Millisecond, release)
	if took, err := load(t.Context(), e, 1); err != nil || took < 90*time.Millisecond {
		t.Errorf("locked for a moment: %v after %v", err, took)
	}

	release = hold(t, path)
	before := dump(t, s)
	took, err := load(t.Context(), e, 2)
	if wants(t, err, graph.Unavailable, "locked by another program", "try again"); took > 5*time.Second {
		t.Errorf("it took %v to give up", took)
	}
	if dump(t, openAt(t, path)) != before {
		t.Error("what could not be written left a trace")
	}

	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	took, err = load(ctx, patient, 3)
	if !errors.Is(err, context.DeadlineExceeded) || took > 2*time.Second {
		t.Errorf("given up after %v: %v", took, err)
	}
	if after := dump(t, s); after != before {
		t.Error("what could not be written left a trace")
	}
	release()
	if _, err := load(t.Context(), e, 2); err != nil {
		t.Error(err)
	}
}

// What is no graph of ours, or a damaged one, is said so and left as it is.
func TestFaultDamagedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	s := openAt(t, path)
	e := start(t, s)
	for n := range 40 {
		if _, err := e.Load(t.Context(), loader, []graph.Reading{reading(n)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 1))
	noise := make([]byte, 8192)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	overwritten := bytes.Clone(whole)
	for at := 4096; at+len(noise) < len(overwritten); at += 4 * len(noise) {
		copy(overwritten[at:], noise)
	}
	for name, test := range map[string]struct {
		data  []byte
		code  graph.Code
		words []string
	}{
		"text":        {[]byte(strings.Repeat("These are notes.\n", 100)), graph.Invalid, []string{"is not a database", "STANCEGRAPH_DB"}},
		"noise":       {noise, graph.Invalid, []string{"is not a database"}},
		"cut":         {whole[:len(whole)/2], graph.Internal, []string{"damaged", "copy"}},
		"cut short":   {whole[:1000], graph.Internal, []string{"damaged"}},
		"overwritten": {overwritten, graph.Internal, []string{"damaged", "copy"}},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "graph.db")
			if err := os.WriteFile(path, test.data, 0o644); err != nil {
				t.Fatal(err)
			}
			wants(t, useAll(t, path), test.code, test.words...)
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, test.data) {
				t.Errorf("the file was changed: %v", err)
			}
		})
	}
}

// useAll opens a file, reads everything and writes, and gives the first error.
func useAll(t *testing.T, path string) error {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), path)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // it may be damaged
	if err := graph.Dump(t.Context(), s, &bytes.Buffer{}, true); err != nil {
		return err
	}
	_, err = graph.NewEditor(s, time.Now).Load(t.Context(), loader, []graph.Reading{reading(1000)})
	return err
}
