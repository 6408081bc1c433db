package api

import (
	"strings"
	"testing"

	"stancegraph"
)

func TestBindingListsEverything(t *testing.T) {
	for name, c := range map[string]struct {
		old, new string
		extra    table
		want     []string
	}{
		"fields without resolver": {"  \"Who changed.\"\n", "  a: Int\n  b: [String!]\n", nil, []string{
			"no resolver for the field PositionChange.a", "no resolver for the field PositionChange.b"}},
		"resolvers without field": {"  \"The body spoken for.\"\n  body: Actor!\n", "", table{"Tie.weight": plain(func(any) any { return 1 }), "Nobody.name": plain(func(any) any { return 1 })},
			[]string{"a resolver for Tie.body, which", "a resolver for Tie.weight, which", "a resolver for Nobody.name, which"}},
		"output scalar":                 {"\"\"\"\nWhat can be read.", "scalar Odd\n\"\"\"\nWhat can be read.", nil, []string{"no code for the scalar Odd"}},
		"input scalar":                  {"  \"Whose quote contains this, in any case.\"\n  text: String", "  at: DateTime\n", nil, []string{"no coercion for the scalar DateTime"}},
		"a node without id":             {"type Tie {", "type Tie implements Node {\n  id: ID!\n", nil, []string{"no global id for the type Tie", "no resolver for the field Tie.id"}},
		"a subscription without source": {"  loadProgress: LoadProgress!", "  news: LoadProgress!", nil, []string{"no source of events for the field Subscription.news"}},
		"a resolver twice":              {"", "", table{"Tie.body": plain(func(any) any { return 1 })}, []string{"several resolvers for Tie.body"}},
		"a union":                       {"\"\"\"\nWhat can be read.", "union Either = Actor | Issue\n\"\"\"\nWhat can be read.", nil, []string{"Either"}},
		"broken text":                   {"type Query {", "type Query {{", nil, []string{"schema.graphql"}},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(stancegraph.Schema, c.old) {
				t.Fatalf("the schema does not contain %q", c.old)
			}
			_, err := newEngine(strings.Replace(stancegraph.Schema, c.old, c.new, 1), c.extra)
			if err == nil {
				t.Fatal("started")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q is missing in: %v", want, err)
				}
			}
		})
	}
}

// TestEverythingIsDescribed holds the contract to its own rule.
func TestEverythingIsDescribed(t *testing.T) {
	schema, err := loadSchema(stancegraph.Schema)
	if err != nil {
		t.Fatal(err)
	}
	need := func(where, text string) {
		if strings.TrimSpace(text) == "" {
			t.Errorf("%s has no description", where)
		}
	}
	need("the schema", schema.Description)
	for _, name := range sortedKeys(schema.Types) {
		def := schema.Types[name]
		if def.BuiltIn {
			continue
		}
		need(name, def.Description)
		for _, v := range def.EnumValues {
			need(name+"."+v.Name, v.Description)
		}
		for _, f := range def.Fields {
			if isMeta(f.Name) {
				continue
			}
			need(name+"."+f.Name, f.Description)
			for _, a := range f.Arguments {
				need(name+"."+f.Name+"."+a.Name, a.Description)
			}
		}
	}
}
