package neo4jstore_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/internal/bolt"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

func actor(id graph.ActorID, name string, revision int) graph.Batch {
	return graph.Batch{Actors: []graph.Actor{{ID: id, Name: name, Kind: graph.State, Revision: revision}}}
}

func connect(t *testing.T, c neo4jstore.Config) graph.Store {
	t.Helper()
	s, err := open(t, c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A batch whose commit was cut off is carried out once, and its receipt tells what it did, whether or not the commit had
// arrived.
func TestFaultCommitCutOff(t *testing.T) {
	for where, name := range map[int32]string{1: "before it arrived", 2: "after it arrived"} {
		t.Run(name, func(t *testing.T) {
			c, p := neo4jtest.Through(t, neo4jtest.Config(t))
			p.Spoil("commit", "upstream", nil)
			p.Spoil("answer", "downstream", nil)
			s := connect(t, c)
			write(t, s, sampleVocabulary())
			cut.Store(where)
			if r := write(t, s, sampleBatch(1)); r.Created.Statements != perBatch {
				t.Errorf("created %+v", r.Created)
			}
			cut.Store(where)
			if r := write(t, s, actor("actor-1", "Renamed", 2)); r.Replaced.Actors != 1 {
				t.Errorf("replaced %+v", r.Replaced)
			}
			if cut.Load() != 0 {
				t.Error("no commit was cut off")
			}
			if r := write(t, s, sampleBatch(1)); r != (graph.Receipt{}) {
				t.Errorf("the same batch again did %+v", r)
			}
			for problem, err := range graph.Check(t.Context(), s) {
				if err != nil {
					t.Fatal(err)
				}
				if problem != "" && !isQuote(problem) {
					t.Error(problem)
				}
			}
		})
	}
}

// isQuote tells what graph.Check says about the quotes of sampleBatch, which stand in no text.
func isQuote(problem string) bool {
	var id string
	_, err := fmt.Sscanf(problem, "statement %s the quote", &id)
	return err == nil
}

// A server that is away for a while makes calls wait, one that stays away makes them fail.
func TestFaultServerAway(t *testing.T) {
	c, p := neo4jtest.Through(t, neo4jtest.Config(t))
	s := connect(t, c)
	p.Leave()
	time.AfterFunc(700*time.Millisecond, p.Return)
	if r := write(t, s, actor("a", "A", 1)); r.Created.Actors != 1 {
		t.Errorf("created %+v", r.Created)
	}
	p.Break()
	if actors, err := s.Actors(t.Context(), []graph.ActorID{"a"}); err != nil || len(actors) != 1 {
		t.Errorf("%v, %v", actors, err)
	}

	c.RetryLimit = 500 * time.Millisecond
	s = connect(t, c)
	p.Leave()
	_, err := s.Write(t.Context(), actor("b", "B", 1))
	wants(t, err, graph.Unavailable, "cannot be reached", "NEO4J_URI")
	_, err = s.Users(t.Context())
	wants(t, err, graph.Unavailable, "cannot be reached")
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err = s.Users(ctx)
	wants(t, err, graph.Unavailable, "cannot be reached")
}

// holdLock keeps every writer waiting until the function that it gives is called.
func holdLock(t *testing.T, c neo4jstore.Config) (release func()) {
	t.Helper()
	db, err := bolt.Open(t.Context(), bolt.Config(c))
	if err != nil {
		t.Fatal(err)
	}
	held, done, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- db.Write(context.Background(), "hold", func(tx *bolt.Tx) error {
			_, _, err := tx.Run("MERGE (l:Lock {id: 'writer'}) SET l.held = true", nil)
			close(held)
			<-done
			return err
		})
	}()
	<-held
	release = sync.OnceFunc(func() {
		close(done)
		if err := errors.Join(<-ended, db.Close()); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(release)
	return release
}

// Who waits for another writer can give up, and does not wait for ever.
func TestFaultWaitingForWriter(t *testing.T) {
	c := neo4jtest.Config(t)
	release := holdLock(t, c)
	c.WriteLimit = 2 * time.Second
	s := connect(t, c)

	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, cancel)
	start := time.Now()
	_, err := s.Write(ctx, actor("b", "B", 1))
	wants(t, err, graph.Unavailable, "given up")
	if !errors.Is(err, context.Canceled) || time.Since(start) > time.Second {
		t.Errorf("cancelled: after %s: %v", time.Since(start), err)
	}

	ctx, cancel = context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	start = time.Now()
	_, err = s.Write(ctx, actor("c", "C", 1))
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > time.Second {
		t.Errorf("deadline: after %s: %v", time.Since(start), err)
	}

	start = time.Now()
	_, err = s.Write(t.Context(), actor("d", "D", 1))
	wants(t, err, graph.Unavailable, "took too long")
	if took := time.Since(start); took < time.Second || took > 10*time.Second {
		t.Errorf("limit: after %s", took)
	}

	release()
	write(t, s, actor("e", "E", 1))
	if _, err := s.Write(ctx, actor("f", "F", 1)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a context that has ended: %v", err)
	}
	found, err := s.Actors(t.Context(), []graph.ActorID{"d", "e", "f"})
	if err != nil || len(found) != 1 || found[0].ID != "e" {
		t.Errorf("%v, %v", found, err)
	}
}

// Writers in several stores follow one another: nothing is lost, doubled or half done, and each change of the same object is
// made by one of them.
func TestFaultManyWriters(t *testing.T) {
	c := neo4jtest.Config(t)
	stores := []graph.Store{connect(t, c), connect(t, c)}
	write(t, stores[0], sampleVocabulary())
	const writers, rounds = 6, 8
	var wg sync.WaitGroup
	var mu sync.Mutex
	created, renamed := 0, 0
	for w := range writers {
		wg.Go(func() {
			for n := range rounds {
				s := stores[(w+n)%2]
				r, err := s.Write(t.Context(), smallBatch(n)) // the same for all writers
				if err != nil {
					t.Error(err)
				}
				change, err := s.Write(t.Context(), actor("actor-0", fmt.Sprint("by ", w), n+2))
				if err != nil && graph.CodeOf(err) != graph.Conflict {
					t.Error(err)
				}
				mu.Lock()
				created += r.Created.Statements
				renamed += change.Replaced.Actors
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	want := 0
	for n := range rounds {
		want += len(smallBatch(n).Statements)
	}
	all, err := stores[1].FindStatements(t.Context(), graph.StatementQuery{Page: graph.Page{Limit: 1, Total: true}})
	if err != nil || all[0].Total != want || created != want {
		t.Errorf("%d statements created, %d there, want %d: %v", created, all[0].Total, want, err)
	}
	a, err := stores[0].Actors(t.Context(), []graph.ActorID{"actor-0"})
	if err != nil || a[0].Revision != renamed+1 || renamed == 0 {
		t.Errorf("%d changes, revision %d: %v", renamed, a[0].Revision, err)
	}
}

func smallBatch(n int) graph.Batch {
	b := sampleBatch(n)
	return graph.Batch{Articles: b.Articles[:5], Statements: b.Statements[:5*perArticle], Revisions: b.Revisions[:5]}
}

func TestClosed(t *testing.T) {
	s, err := neo4jstore.Open(t.Context(), neo4jtest.Config(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = s.Users(t.Context())
	wants(t, err, graph.Unavailable, "closed")
	_, err = s.Write(t.Context(), actor("a", "A", 1))
	wants(t, err, graph.Unavailable, "closed")
}
