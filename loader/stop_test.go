package loader

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"stancegraph/graph"
	"stancegraph/loader/extract"
)

// limited is an extractor that reads so many articles and then says that it cannot go on.
type limited struct {
	words
	left *atomic.Int64
}

func (l limited) Extract(ctx context.Context, doc extract.Document) (extract.Extraction, error) {
	if l.left.Add(-1) < 0 {
		return extract.Extraction{}, graph.Errorf(graph.Unavailable, "the service is gone")
	}
	return l.words.Extract(ctx, doc)
}

func TestAnExtractorThatStopsEndsTheLoadInOrder(t *testing.T) {
	inputs := articles(t, 20)
	whole, reference := newLoader(t, "v1")
	if _, err := whole.Load(t.Context(), inputs); err != nil {
		t.Fatal(err)
	}
	l, s := newLoader(t, "v1")
	left := new(atomic.Int64)
	left.Store(7)
	l.Extractor, l.Workers, l.Batch = limited{words{"v1"}, left}, 3, 4
	sum, err := l.Load(t.Context(), inputs)
	if err != nil || !sum.Interrupted || sum.Done != sum.New || sum.New > 7 || sum.New < 4 || len(sum.Problems) > 0 {
		t.Fatalf("%+v %v", sum, err)
	}
	if graph.CodeOf(sum.Stopped) != graph.Unavailable || !strings.Contains(sum.Stopped.Error(), "gone") {
		t.Errorf("stopped because of %v", sum.Stopped)
	}
	left.Store(1000)
	rest, err := l.Load(t.Context(), inputs)
	if err != nil || rest.Interrupted || rest.Stopped != nil || rest.New != len(inputs)-sum.New || rest.Unchanged != sum.New {
		t.Fatalf("gone on: %+v %v", rest, err)
	}
	if dump(t, s) != dump(t, reference) {
		t.Error("the load that was stopped left another graph than the whole one")
	}
}

// slow is an extractor that waits for the context's end in the article named.
type slow struct {
	words
	at      string
	waiting chan struct{}
}

func (s slow) Extract(ctx context.Context, doc extract.Document) (extract.Extraction, error) {
	if strings.Contains(doc.Text, s.at) {
		close(s.waiting)
		<-ctx.Done()
		return extract.Extraction{}, ctx.Err()
	}
	return s.words.Extract(ctx, doc)
}

// A load does not wait for an extractor that is slow, and what was not read is no problem but left.
func TestInterruptionReachesTheExtractor(t *testing.T) {
	inputs := articles(t, 10)
	l, _ := newLoader(t, "v1")
	ctx, cancel := context.WithCancel(t.Context())
	waiting := make(chan struct{})
	l.Extractor, l.Workers = slow{words{"v1"}, "Number 4.", waiting}, 1
	go func() { <-waiting; cancel() }()
	sum, err := l.Load(ctx, inputs)
	if err != nil || !sum.Interrupted || sum.Stopped != nil || sum.New != 4 || sum.Done != 4 || len(sum.Problems) > 0 {
		t.Errorf("%+v %v", sum, err)
	}
}

func TestMethodsOfTheExtractor(t *testing.T) {
	inputs := articles(t, 1)
	l, s := newLoader(t, "v1")
	l.Methods = []string{graph.MethodModel}
	if _, err := l.Load(t.Context(), inputs); err != nil {
		t.Fatal(err)
	}
	for st, err := range graph.AllStatements(t.Context(), s, graph.StatementFilter{}) {
		if err != nil || st.Method != graph.MethodModel {
			t.Errorf("%+v %v", st, err)
		}
	}
	l.Methods, l.Extractor = nil, words{"v2"}
	if sum, err := l.Load(t.Context(), inputs); err != nil || sum.Retracted != 0 || sum.Reread != 1 {
		t.Errorf("%+v %v", sum, err)
	}
}
