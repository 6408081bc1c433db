package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"stancegraph/codebook"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/neo4jtest"
	"stancegraph/loader"
	"stancegraph/loader/extract"
)

// A Neo4j server that is killed while a load writes, and comes back, costs time at most: the load waits and goes on, or says
// what happened and goes on when it is run again. The first loads find a database that is not even set up.
func TestFaultServerKilled(t *testing.T) {
	p := newProgram(t, newCorpus(t, min(10*(*kills), 160)))
	file := p.onFile(filepath.Join(t.TempDir(), "graph.db"))
	file.mustLoad(t)
	want := file.dump(t) // both stores give the same
	server := neo4jtest.Start(t)
	p = p.onNeo4j(server.Config())
	start := time.Now()
	p.loadAtOnce(t, loadArgs, loadArgs, loadArgs, loadArgs)
	p.mustEqual(t, want)
	k := killer{server, random(t), time.Since(start)}
	for n := range max(1, *kills/4) {
		if n%2 == 0 {
			t.Run(fmt.Sprint("small batches ", n+1), func(t *testing.T) { k.smallBatches(t, p, want) })
		} else {
			t.Run(fmt.Sprint("load ", n+1), func(t *testing.T) { k.load(t, p, want) })
		}
	}
}

// killer kills a server within the time that a load takes.
type killer struct {
	server *neo4jtest.Server
	random *rand.Rand
	within time.Duration
}

// strike kills the server after a while and brings it back.
func (k killer) strike(t *testing.T) {
	t.Helper()
	instant := time.Duration(k.random.Int64N(int64(k.within)))
	time.Sleep(instant)
	k.server.Kill(t)
	t.Logf("killed the server after %v", instant)
	start := time.Now()
	k.server.Restart(t)
	t.Logf("it was back after %v", time.Since(start))
}

// smallBatches kills the server while articles are written one by one, so that it is mostly committing.
func (k killer) smallBatches(t *testing.T, p program, want string) {
	k.server.Empty(t)
	book, err := codebook.Load(filepath.Join(p.dir, "codebook.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	inputs, _ := loader.Files([]string{filepath.Join(p.dir, "articles")})
	s, err := neo4jstore.Open(t.Context(), k.server.Config())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // the dump tells whether all went well
	ended := make(chan error, 1)
	go func() {
		l := loader.Loader{Reader: s, Editor: newEditor(s), Agent: operator, Vocabulary: book, Extractor: extract.New(book), Batch: 1}
		l.Agent.Name = "loader"
		_, err := l.Load(t.Context(), inputs)
		ended <- err
	}()
	k.strike(t)
	start := time.Now()
	err = <-ended
	t.Logf("the load ended %v later", time.Since(start))
	if err != nil {
		t.Logf("the load ended: %v", err)
		p.goOn(t)
	}
	p.mustBeSound(t)
	p.mustEqual(t, want)
}

// load kills the server under a load by the program.
func (k killer) load(t *testing.T, p program, want string) {
	k.server.Empty(t)
	var out, stderr bytes.Buffer
	load := p.command(t, loadArgs...)
	load.Stderr = &stderr
	if err := load.Start(); err != nil {
		t.Fatal(err)
	}
	k.strike(t)
	if o := ended(t, load.Wait(), &out, &stderr); o.status != exitOK {
		t.Log(o)
		wantFailed(t, o, goesOn)
		p.goOn(t)
	}
	p.mustBeSound(t)
	p.mustEqual(t, want)
}

// goOn runs a load that was cut off until it comes to its end. A server that has just been started can be slow.
func (p program) goOn(t *testing.T) {
	t.Helper()
	o := p.run(t, loadArgs...)
	for attempt := 1; o.status != exitOK && attempt < 10; attempt++ {
		t.Log(o)
		wantFailed(t, o)
		o = p.run(t, loadArgs...)
	}
	if o.status != exitOK {
		t.Error("the load does not come to its end")
	}
}
