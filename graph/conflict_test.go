package graph_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"stancegraph/graph"
)

// overtaken is a store in which somebody else writes just before a batch is written.
type overtaken struct {
	graph.Store
	by func()
}

func (s *overtaken) Write(ctx context.Context, b graph.Batch) (graph.Receipt, error) {
	if by := s.by; by != nil {
		s.by = nil
		by()
	}
	return s.Store.Write(ctx, b)
}

func (s *overtaken) WriteAll(ctx context.Context, batches iter.Seq2[graph.Batch, error]) (graph.Receipt, error) {
	if by := s.by; by != nil {
		s.by = nil
		by()
	}
	return s.Store.WriteAll(ctx, batches)
}

// overtake gives an editor that is overtaken once by what the function does.
func (w world) overtake(by func()) *graph.Editor {
	return graph.NewEditor(&overtaken{w.store, by}, time.Now)
}

// wantOneRecordEach fails where a state of an object is in no revision, or in more than one.
func (w world) wantOneRecordEach() {
	w.t.Helper()
	recorded := map[string]int{}
	for rev, err := range graph.AllRevisions(w.t.Context(), w.store) {
		if err != nil {
			w.t.Fatal(err)
		}
		for _, c := range rev.Changes {
			recorded[fmt.Sprintf("%s %s %d", c.Type, c.ID, c.Revision)]++
		}
	}
	for state, n := range recorded {
		if n != 1 {
			w.t.Errorf("%s is recorded %d times", state, n)
		}
	}
	for s, err := range graph.AllStatements(w.t.Context(), w.store, graph.StatementFilter{}) {
		if err != nil || recorded[fmt.Sprintf("statement %s %d", s.ID, s.Revision)] == 0 {
			w.t.Errorf("statement %s at revision %d is not recorded: %v", s.ID, s.Revision, err)
		}
	}
}

var bob = graph.Agent{Name: "bob", Role: graph.Analyst}

func TestReviewOvertaken(t *testing.T) {
	w := newWorld(t)
	w.load(reading("v1", chile))
	id := w.statement("chile").ID
	decide := func(s graph.Status) []graph.Decision {
		return []graph.Decision{{Statement: id, Revision: 1, Status: s}}
	}
	late := w.overtake(func() {
		if _, _, err := w.Review(t.Context(), ann, decide(graph.Accepted), ""); err != nil {
			t.Error(err)
		}
	})
	statements, rev, err := late.Review(t.Context(), bob, decide(graph.Rejected), "")
	wantCode(t, err, graph.Conflict, "was changed by ann")
	if len(statements) > 0 || rev.ID != "" {
		t.Errorf("a refused review gives %v, %v", statements, rev)
	}
	w.wantOneRecordEach()
}

func TestUndoOvertaken(t *testing.T) {
	w := newWorld(t)
	w.load(reading("v1", chile))
	id := w.statement("chile").ID
	_, rev, err := w.Review(t.Context(), ann, []graph.Decision{{Statement: id, Revision: 1, Status: graph.Accepted}}, "")
	if err != nil {
		t.Fatal(err)
	}
	late := w.overtake(func() {
		if _, _, err := w.Review(t.Context(), bob, []graph.Decision{{Statement: id, Revision: 2, Status: graph.Rejected}}, ""); err != nil {
			t.Error(err)
		}
	})
	_, err = late.Undo(t.Context(), ann, rev.ID, "")
	wantCode(t, err, graph.Conflict, "was changed by bob")
	w.wantOneRecordEach()
}

func TestAnnotateOvertaken(t *testing.T) {
	w := newWorld(t)
	w.load(reading("v1"))
	draft := graph.Draft{Article: document().ID, Holder: "chile", Stance: graph.Opposes, Issue: "quota", Quote: chile.Quote}
	late := w.overtake(func() { w.load(reading("v2", chile)) })
	_, _, err := late.Annotate(t.Context(), ann, draft, "")
	wantCode(t, err, graph.Conflict, "just added the same statement")
	w.wantOneRecordEach()
}

// Loads that overlap leave what they would have left one after the other.
func TestLoadOvertaken(t *testing.T) {
	person := graph.Actor{ID: "ana", Name: "Ana", Kind: graph.Person, SpeaksFor: []graph.Tie{{Body: "chile"}}}
	of := func(file string) graph.Reading {
		doc := graph.NewDocument(graph.Article{File: file, Source: file, Published: "2020-01-05"}, text)
		said := chile
		said.Speaker = "ana"
		return graph.Reading{Document: doc, Extracted: "v1", Method: graph.MethodRules, Actors: []graph.Actor{person}, Statements: []graph.Statement{said}}
	}
	a, b, c := of("a"), of("b"), of("c")
	for name, other := range map[string][]graph.Reading{"the same": {a, b}, "earlier ones": {a}, "overlapping": {c, b}, "others": {c}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			var first graph.LoadReport
			late := w.overtake(func() { first = w.load(other...) })
			second, err := late.Load(t.Context(), loaderAgent, []graph.Reading{a, b})
			if err != nil {
				t.Fatal(err)
			}
			w.wantOneRecordEach()
			plain := newWorld(t)
			if want := plain.load(other...); first.Receipt != want.Receipt {
				t.Errorf("the first load did %+v, want %+v", first, want)
			}
			if want := plain.load(a, b); second.Receipt != want.Receipt || second.Unchanged != want.Unchanged {
				t.Errorf("the second load did %+v, want %+v", second, want)
			}
			if w.dump() != plain.dump() {
				t.Error("the graph is not the one that the loads leave one after the other")
			}
		})
	}
}

// Two codebooks that are stored at once are both there afterwards.
func TestVocabularyOvertaken(t *testing.T) {
	w := newWorld(t)
	put := func(e *graph.Editor, alias string) {
		t.Helper()
		actors := []graph.Actor{{ID: "eu", Name: "European Union", Kind: graph.Organisation, Aliases: []string{alias}}}
		if _, err := e.PutVocabulary(t.Context(), loaderAgent, actors, nil); err != nil {
			t.Error(err)
		}
	}
	put(w.overtake(func() { put(w.Editor, "Brussels") }), "the Union")
	actors, err := w.store.Actors(t.Context(), []graph.ActorID{"eu"})
	if err != nil || !slices.Equal(actors[0].Aliases, []string{"Brussels", "the Union"}) || actors[0].Revision != 2 {
		t.Errorf("%+v, %v", actors, err)
	}
	w.wantOneRecordEach()
}
