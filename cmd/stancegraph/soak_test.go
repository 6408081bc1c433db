package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stancegraph/graph"
)

var soak = flag.Duration("soak", 3*time.Second, "how long the soak test lets 32 analysts read and write on each store")

// Thirty-two analysts read and write on one server for a while, most of them about the same statements. There is no error but
// CONFLICT; what was acknowledged is in the history once, and nothing else is; and in a long run memory stays flat.
func TestSoak(t *testing.T) {
	newProgram(t, newCorpus(t, 40)).onEachStore(t, soakStore)
}

func soakStore(t *testing.T, fresh func(*testing.T) program) {
	const clients = 32
	p := fresh(t).on(limits + ",time=30s") // 32 at once can be many for a small machine, and a Neo4j plans what it has not seen
	p.mustLoad(t)
	statements := p.graph(t).statements
	server, random := p.serve(t), random(t)
	workers := make([]soakWorker, clients)
	for i := range workers {
		name := fmt.Sprint("analyst", i)
		workers[i] = soakWorker{analyst: &analyst{name, p.token(t, name), server}, random: rand.New(rand.NewPCG(random.Uint64(), uint64(i))),
			statements: statements, outcomes: map[string]int{}}
	}
	workers[0].warmUp(t)
	stop := make(chan struct{})
	memory := make(chan []float64)
	go func() { memory <- watchMemory(t, server, stop) }()
	end := time.Now().Add(*soak)
	var all sync.WaitGroup
	for i := range workers {
		all.Go(func() {
			for time.Now().Before(end) {
				workers[i].step(t)
			}
		})
	}
	all.Wait()
	close(stop)
	mustStayFlat(t, <-memory)
	total := map[string]int{}
	var acknowledged []graph.Statement
	for _, w := range workers {
		acknowledged = append(acknowledged, w.acknowledged...)
		for what, n := range w.outcomes {
			total[what] += n
		}
	}
	t.Logf("in %v: %v", *soak, total) // fmt sorts the keys
	if len(acknowledged) == 0 || total["read"] == 0 {
		t.Error("nothing was written or nothing read: the test shows nothing")
	}
	p.mustBeSound(t)
	p.mustRecord(t, acknowledged, nil)
}

// soakWorker is one of many who read and write.
type soakWorker struct {
	*analyst
	random       *rand.Rand
	statements   []graph.Statement
	acknowledged []graph.Statement
	outcomes     map[string]int
}

var soakQuestions = []string{
	`{ stances(where: {issue: {key: "quota"}, stance: OPPOSES}, first: 20) { totalCount nodes { actor { name } count first last statements(first: 3) { nodes { quote speaker { name } article { source published } } } } } }`,
	`{ statements(first: 50, where: {text: "quota"}) { nodes { quote status holder { name kind } issue { name } article { label } } pageInfo { endCursor } } }`,
	`{ actors(first: 100) { nodes { name aliases positions(first: 5) { nodes { stance since issue { name } } } } } }`,
	`{ position(actor: {key: "chile"}, issue: {key: "quota"}) { stance since statement { quote revision } } }`,
	`{ ask(question: "who opposes the fishing quota?") { text stances { actor { name } } } }`,
	`{ changes(first: 10) { nodes { actor { name } from { stance } to { stance } } } }`,
	`{ articles(first: 20) { totalCount nodes { text statements(first: 3) { nodes { id } } } } }`,
}

// warmUp asks every question and makes every kind of change once: Neo4j plans a query when it first comes, which takes a small
// machine a second or more, and as long for each of many who ask at once.
func (w *soakWorker) warmUp(t *testing.T) {
	t.Helper()
	for _, q := range soakQuestions {
		if err := w.ask(t, q, nil, nil); err != nil {
			t.Fatalf("%+v", err)
		}
	}
	for _, change := range []func(*testing.T, *graph.Statement) *replyError{w.reviewed, w.amended} {
		edit := w.nextEdit(t)
		if err := change(t, &edit); err != nil {
			t.Fatalf("%+v", err)
		}
		w.acknowledged = append(w.acknowledged, edit)
	}
}

// nextEdit begins a change of a statement as it is now.
func (w *soakWorker) nextEdit(t *testing.T) graph.Statement {
	edit := pickOne(w.random, w.statements)
	edit.Revision, edit.DecidedBy, edit.Note = w.revision(t, edit.ID)+1, w.name, fmt.Sprint("note ", w.random.Uint64())
	return edit
}

func (w *soakWorker) reviewed(t *testing.T, edit *graph.Statement) *replyError {
	edit.Status = pickOne(w.random, anyStatus)
	return w.review(t, *edit)
}

func (w *soakWorker) amended(t *testing.T, edit *graph.Statement) *replyError {
	edit.Status = graph.Accepted
	return w.ask(t, `mutation($a: AmendInput!) { amend(input: $a) { revision { id } } }`,
		map[string]any{"a": map[string]any{"statement": edit.ID, "revision": edit.Revision - 1, "note": edit.Note}}, nil)
}

// step asks a question, or changes a statement as it is now: by a review, or by an amendment.
func (w *soakWorker) step(t *testing.T) {
	if w.random.IntN(4) > 0 {
		if err := w.ask(t, pickOne(w.random, soakQuestions), nil, nil); err != nil {
			t.Errorf("a question failed: %+v", err)
		}
		w.outcomes["read"]++
		return
	}
	edit := w.nextEdit(t)
	change := w.reviewed
	if w.random.IntN(2) == 0 {
		change = w.amended
	}
	err := change(t, &edit)
	switch {
	case err == nil:
		w.outcomes["written"]++
		w.acknowledged = append(w.acknowledged, edit)
	case err.Extensions.Code == "CONFLICT":
		w.outcomes["conflict"]++
	default:
		t.Errorf("a change failed: %+v", err)
	}
}

// watchMemory notes the memory of a server, in megabytes, every second until it is stopped.
func watchMemory(t *testing.T, server string, stop <-chan struct{}) (MB []float64) {
	for {
		select {
		case <-stop:
			return MB
		case <-time.After(time.Second):
		}
		if bytes, ok := metric(t, server, "process_resident_memory_bytes"); ok {
			MB = append(MB, bytes/(1<<20))
		}
	}
}

// metric reads a gauge of a server; the operating system may not offer it.
func metric(t *testing.T, server, name string) (value float64, ok bool) {
	response, err := http.Get(strings.TrimSuffix(server, "/graphql") + "/metrics")
	if err != nil {
		t.Error(err)
		return 0, false
	}
	defer response.Body.Close() //nolint:errcheck // it was only read
	lines := bufio.NewScanner(io.LimitReader(response.Body, 1<<20))
	for lines.Scan() {
		if rest, found := strings.CutPrefix(lines.Text(), name+" "); found {
			_, err := fmt.Sscan(rest, &value)
			return value, err == nil
		}
	}
	return 0, false
}

// mustStayFlat fails where memory grows from the second third of a run to the last. A run of less than a minute is still
// warming up and shows nothing.
func mustStayFlat(t *testing.T, MB []float64) {
	if len(MB) < 60 {
		return
	}
	third := len(MB) / 3
	middle, last := slices.Max(MB[third:2*third]), slices.Max(MB[2*third:])
	t.Logf("the server had %.0f MB at most in the second third and %.0f MB in the last", middle, last)
	if last > 1.25*middle+16 {
		t.Errorf("memory grows: %.0f", MB)
	}
}
