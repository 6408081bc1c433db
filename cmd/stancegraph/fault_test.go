package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

// The tests named TestFault… show what docs/faults.md promises. They are short here; `make test-faults` runs the long form.
var (
	kills  = flag.Int("kills", 4, "how often the fault tests kill a load on each store")
	rounds = flag.Int("rounds", 15, "how many times the fault tests let analysts race, or spoil a call")
	seed   = flag.Uint64("seed", 0, "decides at which instants the fault tests act; 0 takes another one each time")
)

// random gives the numbers that decide about a test, and notes how to get the same ones again.
func random(t *testing.T) *rand.Rand {
	t.Helper()
	if *seed == 0 {
		*seed = uint64(time.Now().UnixNano())
	}
	t.Logf("to repeat: -seed %d", *seed)
	return rand.New(rand.NewPCG(*seed, 1))
}

// A program is the command line as a process of its own, in a folder of its own, on one store.
type program struct {
	path, dir string
	env       []string
}

// newProgram gives the program on no store yet. The test binary is the program where it is called by its name.
func newProgram(t *testing.T, dir string) program {
	t.Helper()
	if testing.Short() {
		t.Skip("runs processes for a while; leave out -short to run it")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "stancegraph")
	if os.Link(self, path) != nil { // a link into the folder where it was built, which is private
		if err := os.Symlink(self, path); err != nil {
			t.Fatal(err)
		}
	}
	return program{path, dir, []string{"HOME=" + dir, "PATH=" + os.Getenv("PATH")}}
}

// on gives the program on a store, which variables name.
func (p program) on(env ...string) program {
	p.env = append(p.env[:len(p.env):len(p.env)], env...)
	return p
}

func (p program) onFile(path string) program { return p.on("STANCEGRAPH_DB=" + path) }

func (p program) onNeo4j(c neo4jstore.Config) program {
	return p.on("NEO4J_URI="+c.URI, "NEO4J_USERNAME="+c.Username, "NEO4J_PASSWORD="+c.Password, "NEO4J_DATABASE="+c.Database)
}

// onEachStore runs a test on either store. What fresh gives is empty, and belongs to the innermost test that asks for it.
func (p program) onEachStore(t *testing.T, test func(t *testing.T, fresh func(*testing.T) program)) {
	t.Run("sqlite", func(t *testing.T) {
		test(t, func(t *testing.T) program { return p.onFile(filepath.Join(t.TempDir(), "graph.db")) })
	})
	t.Run("neo4j", func(t *testing.T) {
		test(t, func(t *testing.T) program { return p.onNeo4j(neo4jtest.Config(t)) })
	})
}

// command is one run of the program.
func (p program) command(t *testing.T, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), p.path, args...)
	cmd.Dir, cmd.Env = p.dir, p.env
	return cmd
}

// outcome is how a run ended.
type outcome struct {
	status      int // -1 where it was killed
	out, stderr string
}

func (o outcome) String() string { return fmt.Sprintf("exit status %d, said\n%s", o.status, o.stderr) }

// run runs a command to its end, whatever that is.
func (p program) run(t *testing.T, args ...string) outcome {
	t.Helper()
	return finish(t, p.command(t, args...))
}

func finish(t *testing.T, cmd *exec.Cmd) outcome {
	t.Helper()
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	return ended(t, cmd.Run(), &out, &stderr)
}

func ended(t *testing.T, err error, out, stderr *bytes.Buffer) outcome {
	t.Helper()
	exit, failed := errors.AsType[*exec.ExitError](err)
	switch {
	case failed:
		return outcome{exit.ExitCode(), out.String(), stderr.String()}
	case err != nil:
		t.Fatal(err)
	}
	return outcome{0, out.String(), stderr.String()}
}

var loadArgs = []string{"load", "--codebook", "codebook.yaml", "articles"}

// mustLoad loads to the end, checks the graph and tells how long the load took.
func (p program) mustLoad(t *testing.T) time.Duration {
	t.Helper()
	start := time.Now()
	if o := p.run(t, loadArgs...); o.status != exitOK {
		t.Fatalf("load: %v", o)
	}
	duration := time.Since(start)
	p.mustBeSound(t)
	return duration
}

func (p program) mustBeSound(t *testing.T) {
	t.Helper()
	if o := p.run(t, "check"); o.status != exitOK {
		t.Fatalf("check: %v%s", o, o.out)
	}
}

// dump is the canonical dump.
func (p program) dump(t *testing.T) string {
	t.Helper()
	o := p.run(t, "dump", "--canonical")
	if o.status != exitOK {
		t.Fatalf("dump: %v", o)
	}
	return o.out
}

// mustEqual fails where the graph is not the one that was left without a fault.
func (p program) mustEqual(t *testing.T, want string) {
	t.Helper()
	if got := p.dump(t); got != want {
		t.Errorf("the graph is not the one that is left without the fault (%d and %d bytes): %s", len(got), len(want), firstDifference(got, want))
	}
}

func firstDifference(got, want string) string {
	g, w := bytes.Split([]byte(got), []byte("\n")), bytes.Split([]byte(want), []byte("\n"))
	for i := range min(len(g), len(w)) {
		if !bytes.Equal(g[i], w[i]) {
			return fmt.Sprintf("line %d\ngot  %.300s\nwant %.300s", i+1, g[i], w[i])
		}
	}
	return "one ends earlier"
}

// newCorpus writes a codebook and articles that each give three statements, some of them by persons who are learnt.
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
	states := [][2]string{{"Chile", "Chilean"}, {"Peru", "Peruvian"}, {"Norway", "Norwegian"}, {"Iceland", "Icelandic"}, {"Japan", "Japanese"}, {"Ghana", "Ghanaian"}}
	names := strings.Fields("Ana Berta Carla Dora Elsa Frida Greta Hilda")
	surnames := strings.Fields("Diaz Moran Lund Falk Sato Mensa Vidal")
	for n := range articles {
		name, surname := n%len(names), 3*n%len(surnames)
		minister := fmt.Sprintf("%s Foreign Minister %s %s", states[(7*name+surname)%len(states)][1], names[name], surnames[surname])
		write(fmt.Sprintf("articles/%04d.txt", n), fmt.Sprintf("---\ndate: 2020-%02d-%02d\nsource: Wire %d\n---\n%s opposes the fishing quota.\n\n%s supports the ban on nets. \"We reject the fishing quota,\" %s told reporters on day %d.\n",
			1+n%12, 1+n%28, n%3, states[n%len(states)][0], states[(7*n+1)%len(states)][0], minister, n))
	}
	return dir
}
