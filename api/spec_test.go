package api

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"stancegraph/graph"
)

const specSchema = `
scalar Date
enum Colour { RED GREEN }
directive @oneOf on INPUT_OBJECT
input Inner { need: Int! = 7 colour: Colour }
input Pick @oneOf { id: ID name: String }
input All { i: Int f: Float s: String b: Boolean id: ID d: Date colours: [Colour!] nested: [[Int]] inner: Inner pick: Pick }
interface Thing { size: Int }
type Actor implements Thing { name: String size: Int }
type Issue implements Thing { size: Int weight: Float }
type Tree { name: String size: Int branch: Tree nothing: Int broken: Int mustBroken: Int! mustNothing: Int! }
type Query {
  get(all: All, i: Int = 3, must: Int! = 4, colours: [Colour!], pick: Pick): String
  need(x: Int!): String
  name: String tree: Tree mustTree: Tree! list: [Tree] mustItems: [Tree!] nested: [[Tree]] things: [Thing!] colour: Colour bad: Colour
}
type Mutation { count: Int broken: Int must: Int! }
`

type tree struct {
	name   string
	size   int
	branch *tree
}

// specEngine is an engine whose fields do what the cases of testdata/spec.txt take them to do. Got keeps the arguments that the
// first field was given.
func specEngine(t *testing.T, got *map[string]any) *engine {
	t.Helper()
	oak := &tree{"oak", 3, &tree{"twig", 1, nil}}
	fixed := func(v any) resolver { return single(func(*call) (any, error) { return v, nil }) }
	broken := resolver{get: func(*call, []any) ([]any, error) { return nil, invalidf("broken") }}
	echo := single(func(c *call) (any, error) {
		*got = c.field.args
		return "", nil
	})
	count := 0
	e, err := bind(specSchema, table{
		"Query.get": echo, "Query.need": echo, "Query.name": fixed("root"), "Query.tree": fixed(oak), "Query.mustTree": fixed(oak),
		"Query.list": fixed([]any{oak, oak}), "Query.mustItems": fixed([]any{oak, oak}), "Query.nested": fixed([]any{[]any{oak}, []any{}, nil}),
		"Query.things": fixed([]any{&graph.Actor{Name: "oak"}, &graph.Issue{}}), "Query.colour": fixed(enum("green")), "Query.bad": fixed(enum("blue")),
		"Mutation.count":  single(func(*call) (any, error) { count++; return count, nil }),
		"Mutation.broken": broken, "Mutation.must": broken,
		"Tree.name": plain(func(v *tree) any { return v.name }), "Tree.size": plain(func(v *tree) any { return v.size }),
		"Tree.branch": plain(func(v *tree) any {
			if v.branch == nil {
				return nil
			}
			return v.branch
		}),
		"Tree.nothing": plain(func(*tree) any { return nil }), "Tree.mustNothing": plain(func(*tree) any { return nil }),
		"Tree.broken": broken, "Tree.mustBroken": broken,
		"Actor.name": plain(func(v *graph.Actor) any { return v.Name }), "Actor.size": fixed(3), "Issue.size": fixed(7), "Issue.weight": fixed(2.5),
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// specCase is one case of testdata/spec.txt.
type specCase struct {
	line     int
	document string
	said     map[string]string // by keyword
	errors   []string
}

var specWords = []string{"variables", "operation", "arguments", "data", "error", "refused"}

func readSpec(t *testing.T) (cases []specCase) {
	t.Helper()
	text, err := os.ReadFile("testdata/spec.txt")
	if err != nil {
		t.Fatal(err)
	}
	for n, block := 0, (*specCase)(nil); n <= strings.Count(string(text), "\n"); n++ {
		line := strings.Split(string(text), "\n")[n]
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			block = nil
		case block == nil:
			cases = append(cases, specCase{line: n + 1, document: line, said: map[string]string{}})
			block = &cases[len(cases)-1]
		default:
			block.add(line)
		}
	}
	return cases
}

// add reads a line below the first of a case: a keyword with what it says, or more of the document.
func (c *specCase) add(line string) {
	word, rest, _ := strings.Cut(line, " ")
	for _, known := range specWords {
		if word != known {
			continue
		}
		if word == "error" {
			c.errors = append(c.errors, rest)
		}
		c.said[word] = rest
		return
	}
	c.document += "\n" + line
}

// TestSpecification holds the whole way of a request, but for HTTP, against the cases of testdata/spec.txt.
func TestSpecification(t *testing.T) {
	cases := readSpec(t)
	if len(cases) < 150 {
		t.Fatalf("only %d cases were found", len(cases))
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("line %d", c.line), func(t *testing.T) { c.check(t) })
	}
}

func (c specCase) check(t *testing.T) {
	var args map[string]any
	req := request{query: &c.document, operation: c.said["operation"]}
	if text := c.said["variables"]; text != "" {
		v, err := decode([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		req.variables = v.(map[string]any)
	}
	out := specEngine(t, &args).do(t.Context(), req)
	if want, refused := c.said["refused"]; refused {
		if out.executed || len(out.errors) == 0 || !strings.Contains(strings.ToLower(messages(out.errors)), strings.ToLower(want)) {
			t.Errorf("%s\ngot %s %s\nwant a refusal with %q", c.document, out.data, messages(out.errors), want)
		}
		return
	}
	if want, given := c.said["arguments"]; given {
		got, err := json.Marshal(args)
		if err != nil || string(got) != want {
			t.Errorf("%s\ngot %s %v %s\nwant %s", c.document, got, err, messages(out.errors), want)
		}
	}
	if want, given := c.said["data"]; given && string(out.data) != want {
		t.Errorf("%s\ngot %s %s\nwant %s", c.document, out.data, messages(out.errors), want)
	}
	if len(out.errors) != len(c.errors) {
		t.Errorf("%s\ngot the errors %s\nwant %v", c.document, messages(out.errors), c.errors)
		return
	}
	for i, want := range c.errors {
		path, message, _ := strings.Cut(want, " ")
		got, _ := json.Marshal(out.errors[i].Path)
		if string(got) != path || !strings.Contains(out.errors[i].Message, message) {
			t.Errorf("%s\ngot %s %s\nwant %s", c.document, got, out.errors[i].Message, want)
		}
	}
}

func messages(errs []replyError) string {
	var parts []string
	for _, e := range errs {
		parts = append(parts, e.Message)
	}
	return strings.Join(parts, "; ")
}
