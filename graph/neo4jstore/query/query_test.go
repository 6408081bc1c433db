package query

import (
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func TestText(t *testing.T) {
	files := fstest.MapFS{
		"main.cypher":  {Data: []byte("// a comment\nMATCH (n)\n  // include where // when !all\nRETURN n // when a b\nRETURN 1 // when !a\n\n")},
		"where.cypher": {Data: []byte("WHERE n.x = $x // when x\nWHERE true // when !x\n")},
	}
	lines, err := parse(files, "main.cypher")
	if err != nil {
		t.Fatal(err)
	}
	for tags, want := range map[string]string{
		"":        "MATCH (n)\nWHERE true\nRETURN 1\n",
		"x a b":   "MATCH (n)\nWHERE n.x = $x\nRETURN n\n",
		"a all":   "MATCH (n)\n",
		"x all b": "MATCH (n)\nRETURN 1\n",
	} {
		if got := (Set{"main": lines}).Text("main", strings.Fields(tags)...); got != want {
			t.Errorf("tags %q: got\n%swant\n%s", tags, got, want)
		}
	}
	if _, err := parse(fstest.MapFS{"main.cypher": {Data: []byte("// include nothing\n")}}, "main.cypher"); err == nil {
		t.Error("an include of a missing file is no error")
	}
}

// The notes on what a server plans well, held against every line.
func TestForbiddenCypher(t *testing.T) {
	set, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	links, err := LoadLinks()
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(set, links)
	forbidden := map[*regexp.Regexp]string{
		regexp.MustCompile(`(?i)detach\s+delete`):   "deletes what others may have tied to a node",
		regexp.MustCompile(`\[\s*\w*\s*:\s*\$\(`):   "a dynamic type scans all relationships",
		regexp.MustCompile(`\(\s*\w*\s*:\s*\$\(`):   "a dynamic label scans all nodes",
		regexp.MustCompile(`(?i)\bset\s+\w+\s*\+=`): "a map that might hold the id makes the plan eager",
		regexp.MustCompile(`(?i)\bskip\b`):          "lists are paged by place",
		regexp.MustCompile(`(?i)\$\w+\s+is\s+null`): "a condition that is sometimes off belongs on a line of its own",
	}
	for name, lines := range set {
		for _, l := range lines {
			for pattern, why := range forbidden {
				if pattern.MatchString(l.text) {
					t.Errorf("%s: %s: %s", name, strings.TrimSpace(l.text), why)
				}
			}
		}
	}
}

func TestMigrations(t *testing.T) {
	migrations, err := Migrations()
	if err != nil || len(migrations) == 0 {
		t.Fatalf("%d migrations, %v", len(migrations), err)
	}
	for i, m := range migrations {
		if want := fmt.Sprintf("%04d_", i+1); !strings.HasPrefix(m.Name, want) {
			t.Errorf("migration %d is called %q: want %s…", i+1, m.Name, want)
		}
		for _, s := range m.Statements {
			if strings.HasPrefix(s, "CREATE ") && !strings.Contains(s, "IF NOT EXISTS") {
				t.Errorf("%s: %q cannot be repeated", m.Name, s)
			}
		}
	}
}
