package neo4jstore_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"os"
	osexec "os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/graphtest"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

// What neo4j-admin makes of an export is what the store would have written: the same nodes, relationships and properties. The
// store takes it for its own, makes the schema, and the dump is the same to the byte.
func TestImport(t *testing.T) {
	lite, dir := openLite(t), filepath.Join(t.TempDir(), "export")
	graphtest.Rich(t, lite)
	arguments, err := neo4jstore.Export(t.Context(), lite, dir)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	t.Run("by writes", func(t *testing.T) {
		c := neo4jtest.Config(t)
		s := connect(t, c)
		graphtest.Move(t, lite, s)
		want = everything(t, c)
		again := filepath.Join(t.TempDir(), "export")
		if _, err := neo4jstore.Export(t.Context(), s, again); err != nil {
			t.Fatal(err)
		}
		sameFiles(t, dir, again)
	})
	if len(want) == 0 {
		t.SkipNow() // no server, or it has failed
	}
	server := newServer(t)
	server.run(t, dir, append([]string{"admin", "database", "import", "full", "neo4j"}, arguments...)...)
	c := server.start(t)
	s := connect(t, c)
	for problem, err := range graph.Check(t.Context(), s) {
		t.Error(problem, err)
	}
	if got, want := dumped(t, s), dumped(t, lite); got != want {
		t.Errorf("the dump has %d bytes, want %d", len(got), len(want))
	}
	got := everything(t, c)
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("imported, not written: %s", line)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d nodes, relationships and indexes were imported, %d written", len(got), len(want))
	}
	write(t, s, graph.Batch{Actors: []graph.Actor{{ID: "new", Name: "New", Kind: graph.State, Revision: 1}}})
}

func dumped(t *testing.T, s graph.Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := graph.Dump(t.Context(), s, &b, false); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// everything lists all that is in a database, but the marks of tests and imports, and what the lock remembers of the last writes.
func everything(t *testing.T, c neo4jstore.Config) (lines []string) {
	t.Helper()
	for _, cypher := range []string{
		"MATCH (n) WHERE NOT n:StancegraphTest AND NOT (n:Migration AND n.id = 0) RETURN labels(n), n {.*, recent: null, vocabulary: null}",
		"MATCH (a)-[e]->(b) RETURN labels(a), coalesce(a.id, a.name), type(e), properties(e), labels(b), coalesce(b.id, b.name)",
		"SHOW INDEXES YIELD name, state, type, labelsOrTypes, properties, owningConstraint WHERE type <> 'LOOKUP' RETURN name, state, type, labelsOrTypes, properties, owningConstraint",
	} {
		for _, row := range exec(t, c, cypher) {
			for i, v := range row {
				row[i] = withoutEmptyLists(v)
			}
			line, err := json.Marshal(row)
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, string(line))
		}
	}
	slices.Sort(lines)
	return lines
}

// withoutEmptyLists leaves out what a CSV file cannot say, and sorts labels.
func withoutEmptyLists(v any) any {
	switch x := v.(type) {
	case map[string]any:
		for name, value := range x {
			if list, ok := value.([]any); value == nil || ok && len(list) == 0 {
				delete(x, name)
			}
		}
	case []any:
		slices.SortFunc(x, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	}
	return v
}

func sameFiles(t *testing.T, a, b string) {
	t.Helper()
	entries, err := os.ReadDir(a)
	if err != nil || len(entries) == 0 {
		t.Fatal(entries, err)
	}
	for _, e := range entries {
		one, err1 := os.ReadFile(filepath.Join(a, e.Name()))
		other, err2 := os.ReadFile(filepath.Join(b, e.Name()))
		if err1 != nil || err2 != nil || !bytes.Equal(one, other) {
			t.Errorf("%s: from one store %d bytes, from the other %d, %v, %v", e.Name(), len(one), len(other), err1, err2)
		}
	}
}

// A server is one of the test's own, for which a JDK is needed.
type server struct{ env []string }

func newServer(t *testing.T) server {
	t.Helper()
	env := append(os.Environ(), "STANCEGRAPH_NEO4J_HOME="+filepath.Join(t.TempDir(), "neo4j"), "NEO4J_PASSWORD=import-test", "NEO4J_HEAP=512m")
	for _, name := range []string{"NEO4J_BOLT_PORT", "NEO4J_HTTP_PORT"} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close() //nolint:errcheck // nothing was said
		env = append(env, fmt.Sprintf("%s=%d", name, l.Addr().(*net.TCPAddr).Port))
	}
	s := server{env}
	if _, err := s.command(t, ".", "java").Output(); err != nil {
		if os.Getenv("REQUIRE_NEO4J") == "1" {
			t.Fatal("there is no JDK to run a Neo4j server on")
		}
		t.Skip("there is no JDK to run a Neo4j server on")
	}
	return s
}

// command prepares a run of script/neo4j.sh in a folder. It is not bound to the test, which has ended when its server is stopped.
func (s server) command(t *testing.T, dir string, arguments ...string) *osexec.Cmd {
	t.Helper()
	script, err := filepath.Abs("../../script/neo4j.sh")
	if err != nil {
		t.Fatal(err)
	}
	cmd := osexec.Command(script, arguments...)
	cmd.Dir, cmd.Env = dir, s.env
	return cmd
}

// run runs script/neo4j.sh and gives what it prints.
func (s server) run(t *testing.T, dir string, arguments ...string) string {
	t.Helper()
	var complaint bytes.Buffer
	cmd := s.command(t, dir, arguments...)
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s\n%s", arguments[0], err, out, complaint.String())
	}
	return string(out)
}

func (s server) start(t *testing.T) neo4jstore.Config {
	t.Helper()
	t.Cleanup(func() { s.run(t, ".", "stop") })
	c := neo4jstore.Config{Password: "import-test", ReadLimit: 2 * time.Minute} // it has just begun, perhaps on a busy machine
	for line := range strings.Lines(s.run(t, ".", "start")) {
		if uri, ok := strings.CutPrefix(line, "NEO4J_URI="); ok {
			c.URI = strings.TrimSpace(uri)
		}
	}
	return c
}

func TestExportRefuses(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := neo4jstore.Export(t.Context(), openLite(t), dir)
	wants(t, err, graph.Invalid, "mine.txt", "empty or does not exist")
	_, err = neo4jstore.Export(t.Context(), openLite(t), filepath.Join(dir, "mine.txt", "below"))
	wants(t, err, graph.Invalid, "cannot be used")
}

// An export that fails leaves no files behind, so that it can be run again.
func TestExportFails(t *testing.T) {
	s, dir := openLite(t), filepath.Join(t.TempDir(), "export")
	graphtest.Rich(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := neo4jstore.Export(t.Context(), s, dir); err == nil {
		t.Error("a closed store was exported")
	}
	if entries, err := os.ReadDir(dir); len(entries) > 0 || err != nil {
		t.Error(entries, err)
	}
}
