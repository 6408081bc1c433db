package api

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// resolver is the code of one field.
type resolver struct {
	// get gets the field of all its parents at once: one cell for each parent, in their order. A cell can be nil, an error, a
	// value of a leaf (string, int, float64, bool, enum, graph.Date, time.Time), a []any of cells, or any value that the
	// resolvers of the field's type take as a parent. An error instead of cells fails the field of every parent.
	get func(c *call, parents []any) ([]any, error)
	// wants tells what has to be read before, of parents that under reads; nil: nothing but the parents.
	wants wants
}

type wants func(c *call, under *fetch) []*fetch

// enum is a value of an enum of the schema, in lower case as the domain has it.
type enum string

// table is the resolvers by "Type.field".
type table map[string]resolver

// plain resolves a field from the parent alone.
func plain[T any](get func(T) any) resolver {
	return resolver{get: func(_ *call, parents []any) ([]any, error) {
		cells := make([]any, len(parents))
		for i, p := range parents {
			cells[i] = get(p.(T))
		}
		return cells, nil
	}}
}

// holding resolves, from the parent alone, a field whose objects of a type are a part of the parent.
func holding[T any](typ string, get func(T) any) resolver {
	return holdingOne(typ, func(_ *call, v T) any { return get(v) })
}

// holdingOne is like holding; it looks at what was read.
func holdingOne[T any](typ string, get func(*call, T) any) resolver {
	return resolver{
		get: batch(func(c *call, parents []T) ([]any, error) {
			return list(parents, func(v T) any { return get(c, v) }), nil
		}).get,
		wants: func(c *call, under *fetch) []*fetch { return c.run.wants(typ, c.field.objects(typ), under) },
	}
}

// batch resolves a field of many parents at once.
func batch[T any](get func(c *call, parents []T) ([]any, error)) resolver {
	return resolver{get: func(c *call, parents []any) ([]any, error) {
		typed := make([]T, len(parents))
		for i, p := range parents {
			typed[i] = p.(T)
		}
		return get(c, typed)
	}}
}

// single resolves a root field.
func single(get func(c *call) (any, error)) resolver {
	return resolver{get: func(c *call, _ []any) ([]any, error) {
		v, err := get(c)
		return []any{v}, err
	}}
}

// text is the value of an optional text: null where it is empty.
func text[S ~string](s S) any {
	if s == "" {
		return nil
	}
	return string(s)
}

// list gives the cells of a list.
func list[T any](items []T, value func(T) any) []any {
	return each(items, value)
}

// each applies a function to every item.
func each[A, B any](items []A, f func(A) B) []B {
	out := make([]B, len(items))
	for i, item := range items {
		out[i] = f(item)
	}
	return out
}

func texts(items []string) any { return list(items, func(s string) any { return s }) }

// merge adds the resolvers of other tables. One that is there already is a defect, reported at start.
func (t table) merge(others ...table) (twice []string) {
	for _, o := range others {
		for _, name := range sortedKeys(o) {
			if t[name].get != nil {
				twice = append(twice, name)
			}
			t[name] = o[name]
		}
	}
	return twice
}

// outputScalars are the scalars that serialize knows.
var outputScalars = []string{"Boolean", "Date", "DateTime", "Float", "ID", "Int", "String"}

// checkBinding compares the resolvers with the schema and lists everything that does not match.
func checkBinding(schema *ast.Schema, t table) error {
	var problems []string
	wanted := map[string]bool{}
	for _, name := range sortedKeys(schema.Types) {
		def := schema.Types[name]
		switch {
		case def.Kind == ast.Object:
			for _, f := range def.Fields {
				key := name + "." + f.Name
				wanted[key] = true
				if t[key].get == nil {
					problems = append(problems, "no resolver for the field "+key)
				}
			}
			problems = append(problems, unheard(schema, def)...)
		case def.Kind == ast.Scalar && !slices.Contains(outputScalars, name):
			problems = append(problems, "no code for the scalar "+name)
		}
	}
	for _, def := range schema.PossibleTypes["Node"] {
		if !slices.Contains(nodeTypes, def.Name) {
			problems = append(problems, "no global id for the type "+def.Name)
		}
	}
	for _, key := range sortedKeys(t) {
		if !wanted[key] {
			problems = append(problems, "a resolver for "+key+", which the schema does not have")
		}
	}
	if len(problems) > 0 {
		return fmt.Errorf("schema.graphql and the resolvers do not match:\n\t%s", strings.Join(problems, "\n\t"))
	}
	return nil
}

// unheard lists the fields of the type Subscription for which nobody tells what there is to hear.
func unheard(schema *ast.Schema, def *ast.Definition) (problems []string) {
	if def != schema.Subscription {
		return nil
	}
	for _, f := range def.Fields {
		if !isMeta(f.Name) && sources[f.Name] == nil {
			problems = append(problems, "no source of events for the field "+def.Name+"."+f.Name)
		}
	}
	return problems
}
