package stancegraph_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// pkg is what the go command says about one package of the module.
type pkg struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p pkg
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) < 8 {
		t.Fatalf("go list found only %d packages", len(all))
	}
	return all
}

// room is a part of the module, the other parts that it may import, and why so. It stands for all packages in it.
type room struct {
	name string
	may  []string
	why  string
}

// rooms are tried in this order: a room inside another comes first.
var rooms = []room{
	{"graph/graphtest", []string{"graph"}, "a store is judged by the contract alone"},
	{"graph/sqlitestore", []string{"graph"}, "a store holds no rules and knows nothing of texts"},
	{"graph/neo4jstore", []string{"graph"}, "a store holds no rules and knows nothing of texts"},
	{"graph", nil, "the domain stands on the standard library"},
	{"codebook", []string{"graph"}, "the vocabulary is about the domain's actors and issues"},
	{"ask", []string{"graph", "codebook"}, "a question is read as text and answered from any store"},
	{"loader", []string{"graph", "codebook"}, "loading goes through the editor, whatever the store, and knows nothing of the API"},
	{"agreement", []string{"graph"}, "measures know the domain, and not where it is kept"},
	{"api", []string{".", "graph", "codebook", "ask"}, "the API serves any store and does not load"},
	{"web", []string{".", "graph", "codebook", "ask", "agreement"}, "the workbench serves any store and does not load"},
	{"cmd", []string{".", "graph", "codebook", "ask", "loader", "api", "web"}, "wiring"},
	{"bench", []string{".", "graph", "codebook", "loader", "api", "ask", "web", "graph/sqlitestore", "graph/neo4jstore"}, "it measures what the rest does"},
	{".", nil, "the contract and the example depend on nothing"},
}

// roomOf gives the room that a package of the module lies in: the first in the list that contains it.
func roomOf(path string) string {
	path = strings.TrimPrefix(strings.TrimPrefix(path, "stancegraph"), "/")
	for _, r := range rooms {
		if path == r.name || strings.HasPrefix(path, r.name+"/") {
			return r.name
		}
	}
	return "."
}

// The import arrows of docs/design.md.
func TestImportArrows(t *testing.T) {
	for _, p := range packages(t) {
		from := roomOf(p.ImportPath)
		for _, imported := range p.Imports {
			if imported != "stancegraph" && !strings.HasPrefix(imported, "stancegraph/") {
				continue
			}
			to := roomOf(imported)
			i := slices.IndexFunc(rooms, func(r room) bool { return r.name == from })
			allowed := slices.ContainsFunc(rooms[i].may, func(may string) bool { return to == may || from == "cmd" && strings.HasPrefix(to, may+"/") })
			testing := strings.HasSuffix(p.ImportPath, "test") // helpers for tests may open what they test
			if to != from && !allowed && !testing {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, rooms[i].why)
			}
		}
	}
}

// onlyIn lists modules that one room alone may import, and why.
var onlyIn = map[string]struct{ room, why string }{
	"github.com/neo4j/neo4j-go-driver":   {"graph/neo4jstore", "the driver is an affair of its store"},
	"modernc.org/sqlite":                 {"graph/sqlitestore", "the driver is an affair of its store"},
	"github.com/graphql-go/graphql":      {"api", "the engine can be changed in one place"},
	"github.com/vektah/gqlparser":        {"api", "the engine can be changed in one place"},
	"github.com/openai/openai-go":        {"loader", "the client is an affair of its extractor"},
	"github.com/99designs/gqlgen":        {"api", "only its page of GraphiQL is used"},
	"gonum.org/v1/gonum":                 {"web", "networks are laid out for a picture alone"},
	"golang.org/x/image":                 {"web", "pictures are drawn in one place"},
	"golang.org/x/time":                  {"api", "how often one may ask is decided in one place"},
	"github.com/klauspost/compress":      {"cmd", "replies are compressed in one place"},
	"go.opentelemetry.io/otel/sdk":       {"cmd", "those who do the work tell of it, and one place sends it on"},
	"go.opentelemetry.io/otel/exporters": {"cmd", "those who do the work tell of it, and one place sends it on"},
	"github.com/prometheus":              {"cmd", "what is measured is told by those who do it, and shown in one place"},
	"github.com/joho/godotenv":           {"cmd", "configuration is read in one place"},
	"github.com/alecthomas/kong":         {"cmd", "configuration is read in one place"},
}

func TestModulesStayInTheirRooms(t *testing.T) {
	importers := map[string][]string{}
	for _, p := range packages(t) {
		for _, imported := range p.Imports {
			for module, rule := range onlyIn {
				if imported != module && !strings.HasPrefix(imported, module+"/") {
					continue
				}
				importers[module] = append(importers[module], p.ImportPath)
				if roomOf(p.ImportPath) != rule.room {
					t.Errorf("%s imports %s, which only %s may: %s", p.ImportPath, imported, rule.room, rule.why)
				}
			}
			if first, _, _ := strings.Cut(imported, "/"); roomOf(p.ImportPath) == "graph" && strings.Contains(first, ".") {
				t.Errorf("%s imports %s: the domain stands on the standard library", p.ImportPath, imported)
			}
		}
	}
}
