package api_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"stancegraph"
	"stancegraph/api"
	"stancegraph/graph"
)

// TestFieldsByThemselves asks for each field of the objects that are read in part, alone and with all others.
func TestFieldsByThemselves(t *testing.T) { fieldsByThemselves(t, sqlite) }

func fieldsByThemselves(t *testing.T, open func(testing.TB) graph.Store) {
	f := fill(t, open(t))
	merge := graph.Merge[graph.ActorID]{From: []graph.Seen[graph.ActorID]{{ID: "land-league", Revision: 1}}, Into: graph.Seen[graph.ActorID]{ID: "norland", Revision: 1}}
	if _, _, err := f.editor.MergeActors(t.Context(), graph.Agent{Name: "ann", Role: graph.Analyst}, merge, "one of them"); err != nil {
		t.Fatal(err)
	}
	h := f.handler(t, api.Options{Limits: api.Limits{Time: time.Minute}})
	schema, err := gqlparser.LoadSchema(&ast.Source{Input: stancegraph.Schema})
	if err != nil {
		t.Fatal(err)
	}
	changed := "{statements{nodes{revisions(first:5){nodes{changes{object{...on %s{%%s}}}}}}}}"
	for _, list := range []struct{ typ, query string }{
		{"Actor", "{actors{nodes{%s}}}"}, {"Issue", "{issues{nodes{%s}}}"}, {"Article", "{articles{nodes{%s}}}"}, {"Statement", "{statements{nodes{%s}}}"},
		{"Actor", "{statements{nodes{holder{%s}}}}"}, {"Actor", "{statements{nodes{speaker{%s} holder{name}}}}"}, {"Issue", "{statements{nodes{issue{%s}}}}"},
		{"Article", "{statements{nodes{article{%s}}}}"}, {"Actor", "{stances{nodes{actor{%s}}}}"}, {"Issue", "{facets{issues{issue{%s}}}}"},
		{"Actor", `{actor(id:"norland"){%s}}`}, {"Issue", `{issue(id:"closing-strait"){%s}}`},
		{"Statement", fmt.Sprintf("{statement(id:%q){%%s}}", f.statements["velland-supports"].ID)},
		{"Statement", fmt.Sprintf(changed, "Statement")}, {"Article", fmt.Sprintf(changed, "Article")},
	} {
		fields := schema.Types[list.typ].Fields
		var all []string
		for i, field := range fields {
			all = append(all, fmt.Sprintf("f%d:%s", i, selection(schema, field)))
		}
		whole := data(t, h, fmt.Sprintf(list.query, strings.Join(all, " ")), nil)
		for i, field := range fields {
			query := fmt.Sprintf(list.query, all[i])
			got, want := found(data(t, h, query, nil), fmt.Sprint("f", i)), found(whole, fmt.Sprint("f", i))
			if !reflect.DeepEqual(got, want) || len(want) == 0 {
				t.Errorf("%s of %s: %v, with all other fields %v", query, field.Name, got, want)
			}
		}
	}
}

// selection asks for a field with what identifies the objects that it leads to.
func selection(schema *ast.Schema, f *ast.FieldDefinition) string {
	switch def := schema.Types[f.Type.Name()]; {
	case def.IsLeafType():
		return f.Name
	case def.Name == "Tie":
		return f.Name + "{role body{id}}"
	case strings.HasSuffix(def.Name, "Connection"):
		return f.Name + "(first:3){totalCount edges{cursor}}"
	default:
		return f.Name + "{id}"
	}
}

// found lists all values that an answer has under a key.
func found(v any, key string) (out []any) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			out = append(out, found(item, key)...)
		}
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if k == key {
				out = append(out, v[k])
			} else {
				out = append(out, found(v[k], key)...)
			}
		}
	}
	return out
}
