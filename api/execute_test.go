package api

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"stancegraph/graph"
)

const nullSchema = `
type Query { a: A must: A! list: [A] mustItems: [A!] mustListItems: [A!]! nested: [[A!]] }
type A { name: String need: String! next: A mustNext: A! list: [A!]! number: Int colour: Colour }
enum Colour { RED }
`

type obj = map[string]any

// heldFields resolves a field to what the parent holds under its name; an error there is the field's error.
func heldFields(names string) table {
	t := table{}
	for _, name := range strings.Fields(names) {
		t[name] = plain(func(parent any) any {
			m, _ := parent.(obj)
			_, field, _ := strings.Cut(name, ".")
			return m[field]
		})
	}
	return t
}

// TestNullsAndErrors holds the completion of values against the GraphQL specification (October 2021), section 6.4.4:
// where null is not allowed, it takes the object or list around it along, and each error is reported once.
func TestNullsAndErrors(t *testing.T) {
	broken := errors.New("broken")
	fine := obj{"name": "n", "need": "x"}
	for name, c := range map[string]struct {
		root        obj
		query, want string
		paths       string
	}{
		"plain":                   {obj{"a": fine}, `{a{name need}}`, `{"a":{"name":"n","need":"x"}}`, ``},
		"order of the query":      {obj{"a": fine}, `{a{need other:name need __typename}}`, `{"a":{"need":"x","other":"n","__typename":"A"}}`, ``},
		"fragments merge":         {obj{"a": obj{"next": fine}}, `{a{next{name} ...F}} fragment F on A{next{need}}`, `{"a":{"next":{"name":"n","need":"x"}}}`, ``},
		"null":                    {obj{}, `{a{name}}`, `{"a":null}`, ``},
		"error":                   {obj{"a": broken}, `{a{name}}`, `{"a":null}`, `[a]`},
		"error of a field":        {obj{"a": obj{"name": broken}}, `{a{name}}`, `{"a":{"name":null}}`, `[a name]`},
		"needed and null":         {obj{"a": obj{}}, `{a{name need}}`, `{"a":null}`, `[a need]`},
		"needed and broken":       {obj{"a": obj{"need": broken}}, `{a{name need}}`, `{"a":null}`, `[a need]`},
		"up two levels":           {obj{"a": obj{"mustNext": obj{}}}, `{a{mustNext{need}}}`, `{"a":null}`, `[a mustNext need]`},
		"up to the data":          {obj{"must": obj{"mustNext": obj{}}}, `{must{mustNext{need}}}`, `null`, `[must mustNext need]`},
		"others go on":            {obj{"a": fine, "list": broken}, `{list{name} a{name}}`, `{"list":null,"a":{"name":"n"}}`, `[list]`},
		"item":                    {obj{"list": []any{fine, nil, obj{}, broken}}, `{list{need}}`, `{"list":[{"need":"x"},null,null,null]}`, `[list 3] [list 2 need]`},
		"needed item":             {obj{"mustItems": []any{fine, nil}}, `{mustItems{need}}`, `{"mustItems":null}`, `[mustItems 1]`},
		"needed item and list":    {obj{"mustListItems": []any{fine, obj{}}}, `{mustListItems{need}}`, `null`, `[mustListItems 1 need]`},
		"list in a list":          {obj{"nested": []any{[]any{fine}, []any{obj{}}, nil, []any{}}}, `{nested{need}}`, `{"nested":[[{"need":"x"}],null,null,[]]}`, `[nested 1 0 need]`},
		"list of an item":         {obj{"list": []any{obj{"list": []any{}}, obj{"list": []any{obj{}}}}}, `{list{list{need}}}`, `{"list":[{"list":[]},null]}`, `[list 1 list 0 need]`},
		"not a value of the enum": {obj{"a": obj{"colour": enum("blue")}}, `{a{colour}}`, `{"a":{"colour":null}}`, `[a colour]`},
		"value of the enum":       {obj{"a": obj{"colour": enum("red")}}, `{a{colour}}`, `{"a":{"colour":"RED"}}`, ``},
		"panic":                   {obj{"a": "no object", "list": 7}, `{list{name} a{name}}`, `{"list":null,"a":{"name":null}}`, `[list]`},
		"skipped":                 {obj{"a": fine}, `{a{name @skip(if:true) need}}`, `{"a":{"need":"x"}}`, ``},
	} {
		t.Run(name, func(t *testing.T) {
			roots := table{}
			for _, field := range []string{"a", "must", "list", "mustItems", "mustListItems", "nested"} {
				roots["Query."+field] = single(func(*call) (any, error) {
					if err, failed := c.root[field].(error); failed {
						return nil, err
					}
					return c.root[field], nil
				})
			}
			e, err := bind(nullSchema, roots, heldFields("A.name A.need A.next A.mustNext A.list A.number A.colour"))
			if err != nil {
				t.Fatal(err)
			}
			e.reader = struct{ graph.Reader }{} // never called
			out := e.do(t.Context(), request{query: &c.query})
			var paths []string
			for _, e := range out.errors {
				b, _ := json.Marshal(e.Path)
				paths = append(paths, strings.NewReplacer(",", " ", `"`, "").Replace(string(b)))
			}
			if string(out.data) != c.want || strings.Join(paths, " ") != c.paths {
				t.Errorf("got %s %v\nwant %s %v", out.data, paths, c.want, c.paths)
			}
		})
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "a\"b\\c", "tab\tnewline\n\x00\x1f\x7f", "é “”\u2028", "\xff\xfe", "a\xffb", "\ud7ff\U0010ffff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := appendString(nil, s)
		var got string
		if err := json.Unmarshal(b, &got); err != nil || !utf8.Valid(b) {
			t.Fatalf("%q is written as %s: %v", s, b, err)
		}
		if want := string([]rune(s)); got != want {
			t.Errorf("%q came back as %q", s, got)
		}
	})
}
