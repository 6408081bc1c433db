package bench

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stancegraph/api"
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/neo4jtest"
	"stancegraph/graph/sqlitestore"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// What is asked of every server: who opposes an issue, in the fifty newest statements.
const (
	ownQuestion = `{ statements(where: {issue: {key: "issue-3"}, stance: OPPOSES}, first: 50) {
		nodes { quote heldOn holder { name } speaker { name } article { title source published } } } }`
	apolloQuestion = `{ statements(where: {issueKey: {eq: "issue-3"}, stance: {eq: "opposes"}, status: {in: ["suggested", "accepted"]}},
		sort: [{heldOn: DESC}, {id: DESC}], limit: 50) { quote heldOn holder { name } speaker { name } article { title source published } } }`
	// As above, but by the relationship, as the schema of @neo4j/graphql invites to write it.
	apolloByTie = `{ statements(where: {issue: {some: {id: {eq: "issue-3"}}}, stance: {eq: "opposes"}, status: {in: ["suggested", "accepted"]}},
		sort: [{heldOn: DESC}, {id: DESC}], limit: 50) { quote heldOn holder { name } speaker { name } article { title source published } } }`
)

// clientCounts are how many ask at once.
var clientCounts = []int{1, 8, 32}

// BenchmarkServeNeo4j asks one question of one graph in Neo4j, by 1, 8 and 32 clients at once: over HTTP of our server; through
// the raw driver, with the Cypher that our server runs; and, where npm is there, over HTTP of @neo4j/graphql on Apollo Server.
// STANCEGRAPH_SIZES gives the number of statements; its last one is taken.
func BenchmarkServeNeo4j(b *testing.B) {
	c := neo4jtest.Config(b)
	store := openNeo4j(b, c)
	fill(b, store)
	env := []string{"NEO4J_URI=" + c.URI, "NEO4J_USERNAME=" + c.Username, "NEO4J_PASSWORD=" + c.Password, "NEO4J_DATABASE=" + c.Database}
	contenders := []contender{ownServer(b, env), driverAlone(b, c, store)}
	if apollo, ok := apolloServer(b, env); ok {
		contenders = append(contenders, apollo("neo4j-graphql", apolloQuestion), apollo("neo4j-graphql-by-relationship", apolloByTie))
	}
	want := contenders[0].mustAnswer(b)
	for _, other := range contenders[2:] {
		if got := other.mustAnswer(b); !reflect.DeepEqual(got, want) {
			b.Fatalf("%s answers otherwise:\n%v\nthan %s:\n%v", other.name, got, contenders[0].name, want)
		}
	}
	measure(b, contenders)
}

// BenchmarkServeSQLite asks our server on SQLite.
func BenchmarkServeSQLite(b *testing.B) {
	path := filepath.Join(b.TempDir(), "graph.db")
	store, err := sqlitestore.Open(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	fill(b, store)
	if err := store.Close(); err != nil {
		b.Fatal(err)
	}
	measure(b, []contender{ownServer(b, []string{"STANCEGRAPH_DB=" + path})})
}

// fill loads the largest graph that is asked for.
func fill(b *testing.B, s graph.Store) {
	b.Helper()
	e := graph.NewEditor(s, time.Now)
	putVocabulary(b, e)
	n := slices.Max(sizes(b))
	start := time.Now()
	grow(b, e, 0, n)
	b.Logf("loaded %d statements in %v", n, time.Since(start).Round(time.Second))
}

// contender is somebody who answers the question.
type contender struct {
	name  string
	ask   func(ctx context.Context) ([]byte, error)
	nodes func(reply []byte) ([]answer, error) // of a reply; nil where it cannot be compared
	pid   int                                  // of the server; 0 where there is none
}

// answer is a statement as every server gives it.
type answer struct{ Quote, HeldOn, Holder, Speaker, Title, Source, Published string }

func (c contender) mustAnswer(b *testing.B) []answer {
	b.Helper()
	reply, err := c.ask(b.Context())
	if err != nil {
		b.Fatal(c.name, err)
	}
	answers, err := c.nodes(reply)
	if err != nil || len(answers) != 50 {
		b.Fatalf("%s: %d answers, %v: %.500s", c.name, len(answers), err, reply)
	}
	return answers
}

// measure lets each contender be asked by ever more clients, turn by turn.
func measure(b *testing.B, contenders []contender) {
	for _, clients := range clientCounts {
		for _, c := range contenders {
			b.Run(fmt.Sprintf("%dclients/%s", clients, c.name), func(b *testing.B) { c.measure(b, clients) })
		}
	}
}

// measure reports the latency as clients see it, in milliseconds, answers a second, and the server's memory.
func (c contender) measure(b *testing.B, clients int) {
	for range 300 { // caches, and a server that compiles what it runs often
		if _, err := c.ask(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	took := make([]time.Duration, b.N)
	var next atomic.Int64
	var failed atomic.Pointer[error]
	var done sync.WaitGroup
	b.ResetTimer()
	for range clients {
		done.Go(func() {
			for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
				start := time.Now()
				if _, err := c.ask(b.Context()); err != nil {
					failed.Store(&err)
					return
				}
				took[n-1] = time.Since(start)
			}
		})
	}
	done.Wait()
	b.StopTimer()
	if err := failed.Load(); err != nil {
		b.Fatal(*err)
	}
	slices.Sort(took)
	for _, p := range []int{50, 95, 99} {
		b.ReportMetric(float64(took[(len(took)-1)*p/100].Microseconds())/1000, fmt.Sprintf("p%d-ms", p))
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "answers/s")
	if c.pid != 0 {
		b.ReportMetric(residentMB(c.pid), "MB")
	}
}

// residentMB is the memory of a process that lies in RAM, in megabytes; 0 where the system does not tell.
func residentMB(pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	var kB float64
	for line := range strings.Lines(string(status)) {
		if _, err := fmt.Sscanf(line, "VmRSS: %f kB", &kB); err == nil {
			return kB / 1024
		}
	}
	return 0
}

// driverAlone runs the queries that our server runs for the question.
func driverAlone(b *testing.B, c neo4jstore.Config, store graph.Store) contender {
	b.Helper()
	var queries []graph.TracedQuery
	handler, err := api.New(store, nil, nil, api.Options{Limits: api.Limits{Requests: api.NoLimit}})
	if err != nil {
		b.Fatal(err)
	}
	trace := graph.WithTrace(b.Context(), func(q graph.TracedQuery) { queries = append(queries, q) })
	reply := httptest.NewRecorder()
	handler.ServeHTTP(reply, post(trace, "/graphql", ownQuestion))
	if reply.Code != http.StatusOK || len(queries) == 0 {
		b.Fatalf("%d: %s", reply.Code, reply.Body)
	}
	b.Logf("our server runs %d queries for the question", len(queries))
	driver, err := rawDriver(c)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { driver.Close(context.Background()) })
	ask := func(ctx context.Context) ([]byte, error) {
		session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: c.Database, AccessMode: neo4j.AccessModeRead})
		for _, q := range queries {
			_, err := session.ExecuteRead(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
				result, err := tx.Run(ctx, q.Text, q.Params.(map[string]any))
				if err != nil {
					return nil, err
				}
				return result.Collect(ctx)
			})
			if err != nil {
				return nil, errors.Join(err, session.Close(ctx))
			}
		}
		return nil, session.Close(ctx)
	}
	return contender{name: "driver", ask: ask}
}

// ownServer builds and starts our server.
func ownServer(b *testing.B, env []string) contender {
	b.Helper()
	dir := b.TempDir()
	binary := filepath.Join(dir, "stancegraph")
	if out, err := exec.CommandContext(b.Context(), "go", "build", "-o", binary, "../cmd/stancegraph").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	cmd := exec.Command(binary, "serve", "--addr", "127.0.0.1:0", "--limits", "requests=none")
	cmd.Dir, cmd.Env = dir, append(env, "HOME="+dir)
	out, err := cmd.StderrPipe()
	if err != nil {
		b.Fatal(err)
	}
	url := started(b, cmd, bufio.NewScanner(out), "Serving GraphQL at ")
	return contender{name: "stancegraph", pid: cmd.Process.Pid, ask: over(url, ownQuestion), nodes: func(reply []byte) ([]answer, error) {
		type named struct{ Name string }
		var r struct {
			Data struct {
				Statements struct {
					Nodes []struct {
						Quote, HeldOn string
						Holder        named
						Speaker       named
						Article       struct{ Title, Source, Published string }
					}
				}
			}
		}
		err := json.Unmarshal(reply, &r)
		var out []answer
		for _, n := range r.Data.Statements.Nodes {
			out = append(out, answer{n.Quote, n.HeldOn, n.Holder.Name, n.Speaker.Name, n.Article.Title, n.Article.Source, n.Article.Published})
		}
		return out, err
	}}
}

// apolloServer starts @neo4j/graphql, which npm fetches. Without npm it is left out.
func apolloServer(b *testing.B, env []string) (func(name, question string) contender, bool) {
	b.Helper()
	if _, err := exec.LookPath("npm"); err != nil {
		b.Log("without npm there is no @neo4j/graphql to compare with")
		return nil, false
	}
	dir := b.TempDir()
	if err := os.CopyFS(dir, os.DirFS("apollo")); err != nil {
		b.Fatal(err)
	}
	install := exec.CommandContext(b.Context(), "npm", "install", "--silent", "--no-audit", "--no-fund")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		b.Fatalf("npm install: %v: %s", err, out)
	}
	cmd := exec.Command("node", "server.mjs")
	cmd.Dir, cmd.Env, cmd.Stderr = dir, append(env, "PATH="+os.Getenv("PATH"), "NODE_ENV=production"), os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	url := started(b, cmd, bufio.NewScanner(out), "")
	return func(name, question string) contender {
		return contender{name: name, pid: cmd.Process.Pid, ask: over(url, question), nodes: func(reply []byte) ([]answer, error) {
			type named []struct{ Name string }
			var r struct {
				Data struct {
					Statements []struct {
						Quote, HeldOn   string
						Holder, Speaker named
						Article         []struct{ Title, Source, Published string }
					}
				}
			}
			err := json.Unmarshal(reply, &r)
			var out []answer
			for _, n := range r.Data.Statements {
				speaker := append(n.Speaker, struct{ Name string }{}) // nobody, where there is none
				out = append(out, answer{n.Quote, n.HeldOn, n.Holder[0].Name, speaker[0].Name, n.Article[0].Title, n.Article[0].Source, n.Article[0].Published})
			}
			return out, err
		}}
	}, true
}

// started starts a server, which ends with the benchmark, and gives the address in the line that begins as said.
func started(b *testing.B, cmd *exec.Cmd, lines *bufio.Scanner, before string) string {
	b.Helper()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait() // how it ends says nothing about the figures
	})
	for lines.Scan() {
		if _, rest, ok := strings.Cut(lines.Text(), before); ok {
			go func() {
				for lines.Scan() { // so that the server does not wait for a reader
				}
			}()
			url, _, _ := strings.Cut(rest, " ")
			return url
		}
	}
	b.Fatalf("%s did not start", cmd.Path)
	return ""
}

func post(ctx context.Context, url, question string) *http.Request {
	body, _ := json.Marshal(map[string]string{"query": question}) // a string
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	r.RequestURI = "" // clients may not set it
	r.Header.Set("Content-Type", "application/json")
	return r
}

// over asks a question over HTTP, on connections that are kept.
func over(url, question string) func(context.Context) ([]byte, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: slices.Max(clientCounts)}}
	return func(ctx context.Context) ([]byte, error) {
		response, err := client.Do(post(ctx, url, question))
		if err != nil {
			return nil, err
		}
		defer response.Body.Close() //nolint:errcheck // it was only read
		var reply bytes.Buffer
		if _, err := reply.ReadFrom(response.Body); err != nil {
			return nil, err
		}
		if response.StatusCode != http.StatusOK || bytes.Contains(reply.Bytes(), []byte(`"errors"`)) {
			return nil, fmt.Errorf("%s: %.500s", response.Status, reply.Bytes())
		}
		return reply.Bytes(), nil
	}
}
