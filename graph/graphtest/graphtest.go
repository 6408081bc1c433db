// Package graphtest is the conformance suite of [graph.Store]: every store passes all of it, with no switch for any of them.
//
// The cases are text files in testdata, in txtar form, so that one can be added without writing Go. The comment says what the
// case is about; the file "graph", if present, lists objects that are written first; "calls" holds calls, each a line that
// starts with ">", followed by the answer that is expected; further files are batches that a call "write NAME" writes.
// Objects are a line each, `actor id=france kind=state name=France`; see object.go for their fields and call.go for the calls.
package graphtest

import (
	"embed"
	"flag"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"stancegraph/graph"

	"golang.org/x/tools/txtar"
)

//go:embed testdata/*.txtar
var cases embed.FS

var update = flag.Bool("update-conformance", false, "rewrite the expected answers of the conformance cases (run in graph/sqlitestore)")

// Run runs every case on a fresh, empty store that open gives.
func Run(t *testing.T, open func(t *testing.T) graph.Store) {
	files, err := fs.Glob(cases, "testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conformance cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(path.Base(file), ".txtar"), func(t *testing.T) { runCase(t, file, open(t)) })
	}
}

func runCase(t *testing.T, file string, store graph.Store) {
	data, err := cases.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(data)
	sections := map[string]string{}
	for _, f := range archive.Files {
		sections[f.Name] = string(f.Data)
	}
	r := runner{store: store, sections: sections}
	if text, ok := sections["graph"]; ok {
		if answer := r.write(t.Context(), "graph"); !strings.HasPrefix(answer, "created") {
			t.Fatalf("the graph cannot be written: %s\n%s", answer, text)
		}
	}
	want := sections["calls"]
	if !strings.HasPrefix(want, "> ") {
		t.Fatalf("%s: the file calls must start with a call", file)
	}
	var got strings.Builder
	for line := range strings.Lines(want) {
		if call, ok := strings.CutPrefix(line, "> "); ok {
			got.WriteString(line)
			got.WriteString(r.call(t.Context(), strings.TrimSpace(call)))
		}
	}
	if got.String() == want {
		return
	}
	if *update {
		rewrite(t, file, archive, got.String())
		return
	}
	t.Errorf("%s: got\n%s\nwant\n%s", file, got.String(), want)
}

func rewrite(t *testing.T, file string, archive *txtar.Archive, calls string) {
	for i := range archive.Files {
		if archive.Files[i].Name == "calls" {
			archive.Files[i].Data = []byte(calls)
		}
	}
	if err := os.WriteFile(path.Join("../graphtest", file), txtar.Format(archive), 0o644); err != nil {
		t.Fatal(err)
	}
}
