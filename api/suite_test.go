package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"stancegraph/api"
	"stancegraph/graph"
)

var update = flag.Bool("update", false, "rewrite the expected replies in testdata")

// TestSuite runs the cases in testdata over SQLite. A case is a txtar file: requests, each a section "query" with a GraphQL
// document, before it where needed "variables" (JSON) and "token" (the name of a user), and after it the expected "reply".
// In requests {{NAME}} stands for the key of a statement or article of the fixture. Each case starts with a fresh fixture.
func TestSuite(t *testing.T) { runSuite(t, sqlite) }

func runSuite(t *testing.T, open func(testing.TB) graph.Store) {
	files, err := filepath.Glob("testdata/suite/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { runCase(t, file, fill(t, open(t))) })
	}
}

func runCase(t *testing.T, file string, f *fixture) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	// What is asked for is tested, not how soon it comes: a server that plans its first queries on a busy machine takes long.
	h := f.handler(t, api.Options{Limits: api.Limits{Time: time.Minute}})
	var out []txtar.File
	var token, variables, got string
	for _, section := range archive.Files {
		switch text := f.expand(string(section.Data)); section.Name {
		case "token":
			token = "token of " + strings.TrimSpace(text)
		case "variables":
			variables = text
		case "query":
			body := map[string]any{"query": text}
			if variables != "" {
				body["variables"] = json.RawMessage(variables)
			}
			b, err := json.Marshal(body)
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			got = pretty(t, post(h, string(b), token).Body.Bytes())
			token, variables = "", ""
			out = append(out, section, txtar.File{Name: "reply", Data: []byte(got)})
			continue
		case "reply":
			if want := string(section.Data); want != got && !*update {
				t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
			}
			continue
		}
		out = append(out, section)
	}
	if *update {
		archive.Files = out
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if len(out) != len(archive.Files) {
		t.Errorf("%s: a query has no reply: run with -update", file)
	}
}

func (f *fixture) expand(s string) string {
	for name, st := range f.statements {
		s = strings.ReplaceAll(s, "{{"+name+"}}", string(st.ID))
	}
	for name, id := range f.articles {
		s = strings.ReplaceAll(s, "{{"+name+"}}", string(id))
	}
	return s
}

func pretty(t testing.TB, b []byte) string {
	var buf bytes.Buffer
	if err := json.Indent(&buf, bytes.TrimSpace(b), "", "  "); err != nil {
		t.Fatalf("not JSON: %v\n%s", err, b)
	}
	return buf.String() + "\n"
}
