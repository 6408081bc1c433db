package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/neo4jtest"
	"stancegraph/graph/sqlitestore"
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
// the raw driver, in both of its ways, with the Cypher that our server runs; and, where npm is there, over HTTP of @neo4j/graphql on Apollo Server.
// STANCEGRAPH_SIZES gives the number of statements; its last one is taken.
func BenchmarkServeNeo4j(b *testing.B) {
	c := neo4jtest.Config(b)
	store := openNeo4j(b, c)
	fill(b, store)
	env := []string{"NEO4J_URI=" + c.URI, "NEO4J_USERNAME=" + c.Username, "NEO4J_PASSWORD=" + c.Password, "NEO4J_DATABASE=" + c.Database}
	managed, alone := driverAlone(b, c, store)
	contenders := []contender{ownServer(b, env), managed, alone}
	if apollo, ok := apolloServer(b, env); ok {
		contenders = append(contenders, apollo("neo4j-graphql", apolloQuestion), apollo("neo4j-graphql-by-relationship", apolloByTie))
	}
	want := contenders[0].mustAnswer(b)
	for _, other := range contenders[3:] {
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
	for start, n := time.Now(), 0; n < 300 && time.Since(start) < 10*time.Second; n++ { // caches, and a server that compiles what it runs often
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
