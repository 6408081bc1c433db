package query

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Saved queries are fit for the Browser: they show a bounded list in a total order, change nothing, and are one statement
// each, for of several the Browser draws no graph.
func TestSaved(t *testing.T) {
	saved, err := LoadSaved()
	if err != nil {
		t.Fatal(err)
	}
	examples := map[string]string{}
	for _, s := range saved {
		if !regexp.MustCompile(`\nORDER BY [^\n]+\nLIMIT \d+$`).MatchString(s.Cypher) {
			t.Errorf("%s does not end with ORDER BY and LIMIT", s.Name)
		}
		if regexp.MustCompile(`(?i)\b(create|merge|set|delete|remove|foreach|load csv)\b`).MatchString(s.Cypher) {
			t.Errorf("%s writes", s.Name)
		}
		if at := strings.IndexAny(s.File, ";&#`"); at >= 0 {
			t.Errorf("%s has %q: it would end the statement, or a link", s.Name, s.File[at])
		}
		for _, m := range parameter.FindAllStringSubmatch(s.Cypher, -1) {
			if !slices.ContainsFunc(s.Params, func(p Param) bool { return p.Name == m[1] }) {
				t.Errorf("%s does not say how to set $%s", s.Name, m[1])
			}
		}
		for _, p := range s.Params {
			if !strings.Contains(s.Cypher, "$"+p.Name) {
				t.Errorf("%s does not use $%s", s.Name, p.Name)
			}
			if was, known := examples[p.Name]; known && was != p.Example {
				t.Errorf("$%s is %q in %s and %q elsewhere", p.Name, p.Example, s.Name, was)
			}
			examples[p.Name] = p.Example
		}
	}
	if len(saved) < 12 {
		t.Errorf("only %d saved queries", len(saved))
	}
}

func TestParseSaved(t *testing.T) {
	s, err := parseSaved("// Title\n// What it\n// shows.\n// Run the next line first:\n// :param a => 'b c'\nMATCH (n {x: $a})\nRETURN n\n")
	if err != nil {
		t.Fatal(err)
	}
	if s.Title != "Title" || s.About != "What it shows." || len(s.Params) != 1 || s.Params[0] != (Param{"a", "b c"}) || s.Cypher != "MATCH (n {x: $a})\nRETURN n" {
		t.Errorf("%+v", s)
	}
	for _, file := range []string{"", "// Title\nRETURN 1", "// Title\n// About\n"} {
		if _, err := parseSaved(file); err == nil {
			t.Errorf("%q is no error", file)
		}
	}
}

func TestFill(t *testing.T) {
	got := Fill("MATCH (n {id: $a}) WHERE n.x IN $list AND n.y = $b AND n.z = $other RETURN $raw", map[string]any{"a": "it's", "b": "$a", "list": []string{"x", "y"}, "raw": Raw("1+1")})
	if want := `MATCH (n {id: 'it\'s'}) WHERE n.x IN ['x', 'y'] AND n.y = '$a' AND n.z = $other RETURN 1+1`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestComment(t *testing.T) {
	got := Comment("Who\nopposes \\u000a “Tom’s” & #1; RETURN `x`\u2028\u202e?")
	if want := "Who opposes u000a “Tom’s” 1 RETURN x ?"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
