package loader

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/sqlitestore"
	"stancegraph/loader/extract"
)

// words is an extractor that takes "X opposes the quota." for a statement and fails on purpose.
type words struct{ version string }

func (w words) Fingerprint() string { return w.version }

func (w words) Extract(_ context.Context, doc extract.Document) (out extract.Extraction, err error) {
	if strings.Contains(doc.Text, "panic") {
		panic("on purpose")
	}
	const clause = " opposes the quota"
	at := strings.Index(doc.Text, clause)
	if at < 0 {
		return out, nil
	}
	holder := doc.Text[strings.LastIndexAny(doc.Text[:at], " \n")+1 : at]
	start := at - len(holder)
	s := graph.Statement{Holder: graph.ActorID(graph.Slug(holder)), Stance: graph.Opposes, Issue: "quota", Quote: doc.Text[start : at+len(clause)],
		Start: start, End: at + len(clause), Confidence: 0.5}
	if holder == "Ana" { // a person whose body only the gazetteer knows
		s.Speaker, s.Holder = "ana", "union"
		out.Actors = []graph.Actor{{ID: "ana", Name: "Ana", Kind: graph.Person, SpeaksFor: []graph.Tie{{Body: "union"}}}}
	}
	out.Findings = []extract.Finding{{Statement: s}}
	return out, nil
}

// gazetteer knows every actor; a union is a member of chile.
type gazetteer struct{}

func (gazetteer) Actors() []graph.Actor { return nil }
func (gazetteer) Issues() []graph.Issue { return []graph.Issue{{ID: "quota", Name: "the quota"}} }
func (gazetteer) Actor(id graph.ActorID) (graph.Actor, bool) {
	a := graph.Actor{ID: id, Name: string(id), Kind: graph.State}
	if id == "union" {
		a.MemberOf = []graph.ActorID{"chile"}
	}
	return a, id != ""
}

func newLoader(t *testing.T, version string) (*Loader, graph.Store) {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &Loader{Reader: s, Editor: graph.NewEditor(s, time.Now), Agent: graph.Agent{Name: "loader", Role: graph.Admin}, Vocabulary: gazetteer{}, Extractor: words{version}}, s
}

// articles writes n articles and lists them.
func articles(t *testing.T, n int) []Input {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		text := fmt.Sprintf("Chile opposes the quota. Number %d.\n", i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.txt", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	inputs, problems := Files([]string{dir})
	if len(inputs) != n || len(problems) > 0 {
		t.Fatal(len(inputs), problems)
	}
	return inputs
}

func dump(t *testing.T, s graph.Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := graph.Dump(context.Background(), s, &b, true); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestInterruptedLoadGoesOn(t *testing.T) {
	inputs := articles(t, 5*batchFiles)
	whole, reference := newLoader(t, "v1")
	if sum, err := whole.Load(t.Context(), inputs); err != nil || sum.New != len(inputs) || sum.Interrupted {
		t.Fatalf("%+v %v", sum, err)
	}
	l, s := newLoader(t, "v1")
	ctx, cancel := context.WithCancel(t.Context())
	l.Progress = func(Summary) { cancel() }
	sum, err := l.Load(ctx, inputs)
	if err != nil || !sum.Interrupted || sum.Done == 0 || sum.Done == len(inputs) {
		t.Fatalf("interrupted: %+v %v", sum, err)
	}
	l.Progress = nil
	rest, err := l.Load(t.Context(), inputs)
	if err != nil || rest.Interrupted || rest.Unchanged != sum.New || rest.New != len(inputs)-sum.New {
		t.Fatalf("gone on: %+v after %+v: %v", rest, sum, err)
	}
	if dump(t, s) != dump(t, reference) {
		t.Error("the interrupted load left another graph than the whole one")
	}
}

func TestAFaultOfTheExtractorCostsOneArticle(t *testing.T) {
	inputs := articles(t, 3)
	if err := os.WriteFile(inputs[1].Path, []byte("panic"), 0o644); err != nil {
		t.Fatal(err)
	}
	l, _ := newLoader(t, "v1")
	sum, err := l.Load(t.Context(), inputs)
	if err != nil || sum.New != 2 || len(sum.Problems) != 1 || sum.Problems[0].Path != inputs[1].Path || !strings.Contains(sum.Problems[0].Reason, "on purpose") {
		t.Errorf("%+v %v", sum, err)
	}
}

func TestBodiesComeFromTheGazetteer(t *testing.T) {
	inputs := articles(t, 1)
	if err := os.WriteFile(inputs[0].Path, []byte("Ana opposes the quota."), 0o644); err != nil {
		t.Fatal(err)
	}
	l, s := newLoader(t, "v1")
	sum, err := l.Load(t.Context(), inputs)
	if err != nil || sum.Statements != 1 || len(sum.Problems) > 0 {
		t.Fatalf("%+v %v", sum, err)
	}
	actors, err := s.Actors(t.Context(), []graph.ActorID{"ana", "union", "chile"})
	if err != nil || len(actors) != 3 {
		t.Errorf("%+v %v", actors, err)
	}
}

// A store that fails ends the load with its error, and no stage is left behind.
func TestAStoreThatFailsEndsTheLoad(t *testing.T) {
	l, s := newLoader(t, "v1")
	inputs := articles(t, 3*batchFiles)
	if _, err := l.Load(t.Context(), inputs[:1]); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := l.Load(t.Context(), inputs); err == nil {
		t.Error("no error from a closed store")
	}
}

func TestAnotherExtractorReadsAgain(t *testing.T) {
	inputs := articles(t, 2)
	l, _ := newLoader(t, "v1")
	if _, err := l.Load(t.Context(), append(inputs, inputs[0])); err != nil {
		t.Fatal(err)
	}
	l.Extractor = words{"v2"}
	if sum, err := l.Load(t.Context(), inputs); err != nil || sum.Reread != 2 || sum.New != 0 || sum.Statements != 0 {
		t.Errorf("%+v %v", sum, err)
	}
}
