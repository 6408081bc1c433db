package neo4jstore_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

// within fails where a call took longer than it may, and gives its error.
func within(t *testing.T, limit time.Duration, call func() error) error {
	t.Helper()
	start := time.Now()
	err := call()
	if took := time.Since(start); took > limit {
		t.Errorf("it took %s, longer than %s", took, limit)
	}
	return err
}

// Where data stops flowing and the connection stays, every call ends when the server has had its time, and says what to look
// at; what was not answered is wholly there or not at all.
func TestFaultSilentNetwork(t *testing.T) {
	direct := neo4jtest.Config(t)
	direct.ReadLimit, direct.WriteLimit, direct.RetryLimit = time.Second, time.Second, time.Second
	const limit = 9 * time.Second // a little longer than 1 s + 1 s + 5 s
	for _, stream := range []string{"upstream", "downstream"} {
		t.Run(stream, func(t *testing.T) {
			t.Parallel()
			c, p := neo4jtest.Through(t, direct)
			s := connect(t, c)
			p.Spoil("timeout", stream, map[string]any{"timeout": 0})
			var ended [3]error
			done := make(chan int)
			for i, call := range []func() error{
				func() error { _, err := s.Users(t.Context()); return err },
				func() error { _, err := s.Write(t.Context(), actor(graph.ActorID(stream), "A", 1)); return err },
				func() error { _, err := neo4jstore.Open(t.Context(), c); return err },
			} {
				go func() { ended[i] = within(t, limit, call); done <- i }()
			}
			for range ended {
				<-done
			}
			for _, err := range ended {
				wants(t, err, graph.Unavailable, "Neo4j", c.URI)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			defer cancel()
			err := within(t, time.Second, func() error { _, err := s.Users(ctx); return err })
			if wants(t, err, graph.Unavailable, "given up"); !errors.Is(err, context.DeadlineExceeded) {
				t.Error(err)
			}
			p.Heal()
			if r, err := s.Write(t.Context(), actor(graph.ActorID(stream), "A", 1)); err != nil || r.Created.Actors > 1 {
				t.Errorf("after the silence: %+v, %v", r, err)
			}
			if found, err := s.Actors(t.Context(), []graph.ActorID{graph.ActorID(stream)}); err != nil || len(found) != 1 {
				t.Errorf("after the silence: %v, %v", found, err)
			}
		})
	}
}

// A network that is slow, cuts data into pieces or breaks again and again only costs time.
func TestFaultPoorNetwork(t *testing.T) {
	c, p := neo4jtest.Through(t, neo4jtest.Config(t))
	s := connect(t, c)
	write(t, s, sampleVocabulary())
	n := 0
	for name, spoil := range map[string]func(stream string){
		"late":   func(stream string) { p.Spoil("latency", stream, map[string]any{"latency": 30, "jitter": 20}) },
		"narrow": func(stream string) { p.Spoil("bandwidth", stream, map[string]any{"rate": 200}) },
		"sliced": func(stream string) {
			p.Spoil("slicer", stream, map[string]any{"average_size": 100, "size_variation": 90, "delay": 10})
		},
		"reset": func(stream string) { p.Spoil("reset_peer", stream, map[string]any{"timeout": 60}) },
		"short": func(stream string) { p.Spoil("limit_data", stream, map[string]any{"bytes": 20_000}) },
	} {
		for _, stream := range []string{"upstream", "downstream"} {
			t.Run(name+" "+stream, func(t *testing.T) {
				n++
				b := smallBatch(n)
				spoil(stream)
				if name == "reset" || name == "short" {
					time.AfterFunc(500*time.Millisecond, p.Heal) // as it is, no batch comes through
				}
				if r := write(t, s, b); r.Created.Statements != len(b.Statements) {
					t.Errorf("created %+v", r.Created)
				}
				p.Heal()
				if r := write(t, s, b); r != (graph.Receipt{}) {
					t.Errorf("the same batch again did %+v", r)
				}
			})
		}
	}
	for problem, err := range graph.Check(t.Context(), s) {
		if err != nil {
			t.Fatal(err)
		}
		if problem != "" && !isQuote(problem) {
			t.Error(problem)
		}
	}
}
