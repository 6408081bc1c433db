package bench

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
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

const (
	// rounds is how often each contender has its turn, so that what else the machine does falls on all.
	rounds = 6
	// turn is how long a contender is asked then.
	turn = 2 * time.Second
)

// measure lets ever more clients ask the contenders by turns. It reports the latency as clients see it, in milliseconds, answers a second, the
// memory of the servers, and how much longer the first contender takes than the second.
func measure(b *testing.B, contenders []contender) {
	for _, clients := range clientCounts {
		b.Run(fmt.Sprintf("%dclients", clients), func(b *testing.B) {
			for _, c := range contenders {
				for start, n := time.Now(), 0; n < 300 && time.Since(start) < 10*time.Second; n++ { // caches, and a server that compiles what it runs often
					if _, err := c.ask(b.Context()); err != nil {
						b.Fatal(err)
					}
				}
			}
			took := make([][]time.Duration, len(contenders))
			spent := make([]time.Duration, len(contenders))
			for range rounds {
				for i, c := range contenders {
					start := time.Now()
					took[i] = append(took[i], c.turn(b, clients)...)
					spent[i] += time.Since(start)
				}
			}
			b.ReportMetric(0, "ns/op") // means nothing here
			var medians []float64
			for i, c := range contenders {
				slices.Sort(took[i])
				for _, p := range []int{50, 95, 99} {
					b.ReportMetric(milliseconds(took[i][(len(took[i])-1)*p/100]), fmt.Sprintf("%s:p%d-ms", c.name, p))
				}
				medians = append(medians, milliseconds(took[i][(len(took[i])-1)/2]))
				b.ReportMetric(float64(len(took[i]))/spent[i].Seconds(), c.name+":answers/s")
				if c.pid != 0 {
					b.ReportMetric(residentMB(c.pid), c.name+":MB")
				}
			}
			if len(contenders) > 1 {
				b.ReportMetric(medians[0]/medians[1], contenders[0].name+":"+contenders[1].name)
			}
		})
	}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// turn lets a number of clients ask for a while, and gives how long each answer took.
func (c contender) turn(b *testing.B, clients int) (took []time.Duration) {
	b.Helper()
	var mu sync.Mutex
	var failed error
	var done sync.WaitGroup
	end := time.Now().Add(turn)
	for range clients {
		done.Go(func() {
			var mine []time.Duration
			var err error
			for err == nil && time.Now().Before(end) {
				start := time.Now()
				_, err = c.ask(b.Context())
				mine = append(mine, time.Since(start))
			}
			mu.Lock()
			defer mu.Unlock()
			took = append(took, mine...)
			failed = errors.Join(failed, err)
		})
	}
	done.Wait()
	if failed != nil {
		b.Fatal(c.name, failed)
	}
	return took
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
