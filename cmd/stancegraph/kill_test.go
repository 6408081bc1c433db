package main

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"stancegraph/graph/neo4jstore/neo4jtest"
)

var kills = flag.Int("kills", 4, "how often to kill a load on each store")

// A load that is killed at any instant and run again gives the same graph as one that was not, on either store.
func TestKilledLoadGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes for a while; leave out -short to run it")
	}
	binary := filepath.Join(t.TempDir(), "stancegraph")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	corpus := newCorpus(t, 400)
	t.Run("sqlite", func(t *testing.T) {
		killLoads(t, binary, corpus, func(t *testing.T) []string {
			return []string{"STANCEGRAPH_DB=" + filepath.Join(t.TempDir(), "graph.db")}
		})
	})
	t.Run("neo4j", func(t *testing.T) {
		killLoads(t, binary, corpus, func(t *testing.T) []string {
			c := neo4jtest.Config(t)
			return []string{"NEO4J_URI=" + c.URI, "NEO4J_USERNAME=" + c.Username, "NEO4J_PASSWORD=" + c.Password, "NEO4J_DATABASE=" + c.Database}
		})
	})
}

// newCorpus writes a codebook and articles that each give some statements.
func newCorpus(t *testing.T, articles int) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("codebook.yaml", "issues: [{id: quota, name: the quota, phrases: [fishing quota]}, {id: ban, name: the ban, phrases: [ban on nets]}]\n")
	if err := os.Mkdir(filepath.Join(dir, "articles"), 0o755); err != nil {
		t.Fatal(err)
	}
	states := []string{"Chile", "Peru", "Norway", "Iceland", "Japan", "Ghana"}
	for n := range articles {
		a, b := states[n%len(states)], states[(n*7+1)%len(states)]
		write(fmt.Sprintf("articles/%04d.txt", n), fmt.Sprintf("---\ndate: 2020-%02d-%02d\nsource: Wire %d\n---\n%s opposes the fishing quota.\n\n%s supports the ban on nets. \"We reject the fishing quota,\" said %s's Fisheries Minister Ana Diaz %d.\n",
			1+n%12, 1+n%28, n%3, a, b, a, n))
	}
	return dir
}

// command is one run of the program on the store that env names.
func command(t *testing.T, binary, corpus string, env []string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), binary, args...)
	cmd.Dir = corpus
	cmd.Env = append([]string{"HOME=" + corpus, "PATH=" + os.Getenv("PATH")}, env...)
	return cmd
}

var loadArgs = []string{"load", "--codebook", "codebook.yaml", "articles"}

func killLoads(t *testing.T, binary, corpus string, fresh func(*testing.T) []string) {
	var want []byte
	var duration time.Duration
	for _, name := range []string{"cold", "warm"} { // the second load tells how long one takes
		t.Run(name, func(t *testing.T) {
			env := fresh(t)
			duration = loadWhole(t, binary, corpus, env)
			want = dumpOf(t, binary, corpus, env)
		})
	}
	if len(want) == 0 {
		t.SkipNow() // the clean load was skipped or failed
	}
	random := rand.New(rand.NewPCG(20110413, uint64(len(want))))
	cut := 0
	for n := 0; n < *kills || cut == 0 && n < *kills+10; n++ { // a server that warms up can be faster than the kill
		t.Run(fmt.Sprint("kill ", n+1), func(t *testing.T) {
			env := fresh(t)
			load := command(t, binary, corpus, env, loadArgs...)
			start := time.Now()
			if err := load.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- load.Wait() }()
			instant := time.Duration(random.Int64N(int64(duration)))
			select {
			case <-ended: // by itself: the next kills come within this time
				duration = min(duration, time.Since(start))
			case <-time.After(instant):
				_ = load.Process.Kill() // it may end by itself just now
				if err := <-ended; err != nil {
					cut++
				}
			}
			loadWhole(t, binary, corpus, env)
			if got := dumpOf(t, binary, corpus, env); !bytes.Equal(got, want) {
				t.Errorf("killed after %v and run again, the graph differs from that of a clean load (%d and %d bytes)", instant, len(got), len(want))
			}
		})
	}
	t.Logf("%d loads were cut off within %v", cut, duration)
	if cut == 0 {
		t.Error("no load was cut off: the test shows nothing")
	}
}

// loadWhole loads to the end, checks the graph and tells how long the load took.
func loadWhole(t *testing.T, binary, corpus string, env []string) time.Duration {
	t.Helper()
	start := time.Now()
	if out, err := command(t, binary, corpus, env, loadArgs...).CombinedOutput(); err != nil {
		t.Fatalf("load: %v\n%s", err, out)
	}
	duration := time.Since(start)
	if out, err := command(t, binary, corpus, env, "check").CombinedOutput(); err != nil {
		t.Fatalf("check: %v\n%s", err, out)
	}
	return duration
}

func dumpOf(t *testing.T, binary, corpus string, env []string) []byte {
	t.Helper()
	out, err := command(t, binary, corpus, env, "dump", "--canonical").Output()
	if err != nil {
		t.Fatal(err)
	}
	return out
}
