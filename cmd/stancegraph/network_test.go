package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stancegraph/api"
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

// spoilers make the network between the program and Neo4j bad, each in its way, until it is healed.
var spoilers = []struct {
	name  string
	spoil func(*neo4jtest.Proxy, string)
}{
	{"late", func(p *neo4jtest.Proxy, stream string) {
		p.Spoil("latency", stream, map[string]any{"latency": 40, "jitter": 30})
	}},
	{"broken", func(p *neo4jtest.Proxy, _ string) { p.Break() }},
	{"narrow", func(p *neo4jtest.Proxy, stream string) { p.Spoil("bandwidth", stream, map[string]any{"rate": 100}) }},
	{"away", func(p *neo4jtest.Proxy, _ string) { p.Leave() }},
	{"reset", func(p *neo4jtest.Proxy, stream string) { p.Spoil("reset_peer", stream, map[string]any{"timeout": 20}) }},
	{"short", func(p *neo4jtest.Proxy, stream string) { p.Spoil("limit_data", stream, map[string]any{"bytes": 4000}) }},
	{"sliced", func(p *neo4jtest.Proxy, stream string) {
		p.Spoil("slicer", stream, map[string]any{"average_size": 60, "size_variation": 50, "delay": 20})
	}},
	{"silent", func(p *neo4jtest.Proxy, stream string) { p.Spoil("timeout", stream, map[string]any{"timeout": 0}) }},
}

func pickStream(random *rand.Rand) string { return pickOne(random, []string{"upstream", "downstream"}) }

// A load over a network that is spoiled again and again, in every way, takes longer or says what happened and goes on when it
// is run again; what it leaves is the same.
func TestFaultNetworkUnderLoad(t *testing.T) {
	p := newProgram(t, newCorpus(t, 120))
	c, proxy := neo4jtest.Through(t, neo4jtest.Config(t))
	direct := p.onFile(filepath.Join(t.TempDir(), "whole.db"))
	direct.mustLoad(t)
	want := direct.dump(t)
	p = p.onNeo4j(c)
	random := random(t)
	var out, stderr bytes.Buffer
	load := p.command(t, loadArgs...)
	load.Stderr = &stderr
	if err := load.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- load.Wait() }()
	var err error
	var spoiled []string
	for loading := true; loading; {
		s := pickOne(random, spoilers)
		s.spoil(proxy, pickStream(random))
		spoiled = append(spoiled, s.name)
		select {
		case err = <-done:
			loading = false
		case <-time.After(time.Duration(50+random.IntN(300)) * time.Millisecond):
		}
		proxy.Heal()
		time.Sleep(time.Duration(random.IntN(300)) * time.Millisecond)
	}
	t.Logf("the network was %s", strings.Join(spoiled, ", "))
	if o := ended(t, err, &out, &stderr); o.status != exitOK {
		wantFailed(t, o, "Neo4j", "check")
	}
	p.mustLoad(t)
	p.mustEqual(t, want)
}

// Reviews and queries over a spoiled network end within the time of a request. What was acknowledged is in the history once,
// what was refused is not, and of what was not answered each is there wholly, once, or not at all.
func TestFaultNetworkUnderAnalysts(t *testing.T) {
	const request, limit = 1500 * time.Millisecond, 4 * time.Second
	p := newProgram(t, newCorpus(t, 3))
	c, proxy := neo4jtest.Through(t, neo4jtest.Config(t))
	p = p.onNeo4j(c)
	p.mustLoad(t)
	statements := p.graph(t).statements
	ann := &analyst{"ann", p.token(t, "ann"), serveImpatiently(t, c, request)}
	random := random(t)
	var acknowledged, unknown []graph.Statement
	for n := range *rounds {
		edit := pickOne(random, statements)
		edit.Revision = ann.revision(t, edit.ID) + 1
		edit.Status, edit.DecidedBy, edit.Note = pickOne(random, anyStatus), "ann", fmt.Sprint("note ", random.Uint32())
		s := spoilers[n%len(spoilers)]
		s.spoil(proxy, pickStream(random))
		queried := make(chan *replyError, 1)
		go func() {
			queried <- timed(t, limit, func() *replyError { return ann.ask(t, `{ stances { nodes { count } } }`, nil, nil) })
		}()
		err := timed(t, limit, func() *replyError { return ann.review(t, edit) })
		for what, err := range map[string]*replyError{"review": err, "query": <-queried} {
			if err != nil {
				t.Logf("%s while the network is %s: %s: %s", what, s.name, err.Extensions.Code, err.Message)
				if code := err.Extensions.Code; code != "TIMEOUT" && code != "UNAVAILABLE" {
					t.Errorf("the code is %s", code)
				}
			}
		}
		if proxy.Heal(); err == nil {
			acknowledged = append(acknowledged, edit)
		} else {
			unknown = append(unknown, edit)
		}
	}
	t.Logf("%d reviews were acknowledged, %d not answered", len(acknowledged), len(unknown))
	p.mustBeSound(t)
	p.mustRecord(t, acknowledged, unknown)
}

// serveImpatiently serves the API in this process, with little time for a request.
func serveImpatiently(t *testing.T, c neo4jstore.Config, request time.Duration) (url string) {
	t.Helper()
	s, err := neo4jstore.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() }) //nolint:errcheck // connections may be broken
	h, err := api.New(s, newEditor(s), nil, api.Options{Limits: api.Limits{Time: request}})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL + "/graphql"
}

// timed fails where a call takes longer than it may.
func timed(t *testing.T, limit time.Duration, call func() *replyError) *replyError {
	t.Helper()
	start := time.Now()
	err := call()
	if took := time.Since(start); took > limit {
		t.Errorf("it took %v, longer than %v", took, limit)
	}
	return err
}
