package api

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// field is one field of the answer: what all fields of the same response key in a query come to, with fragments flattened,
// @skip and @include applied and arguments coerced.
type field struct {
	key  string // in the reply
	name string
	on   string // the type that has it
	def  *ast.FieldDefinition
	args map[string]any
	at   *ast.Position
	kids map[string][]*field // by the type of the object; nil for a leaf
	sets []ast.SelectionSet
}

// selects reports whether any of the named fields is asked of the field's objects.
func (f *field) selects(names ...string) bool {
	for _, kids := range f.kids {
		if slices.ContainsFunc(kids, func(k *field) bool { return slices.Contains(names, k.name) }) {
			return true
		}
	}
	return false
}

var typenameField = &ast.FieldDefinition{Name: "__typename", Type: ast.NonNullNamedType("String", nil)}

// collector builds the tree of fields of one operation, in the order of the query.
type collector struct {
	coercer
	fragments ast.FragmentDefinitionList
}

// fields collects what is asked of objects of one type.
func (c *collector) fields(typ *ast.Definition, sets []ast.SelectionSet) ([]*field, error) {
	g := gathering{collector: c, typ: typ, byKey: map[string]*field{}, spread: map[string]bool{}}
	for _, set := range sets {
		if err := g.gather(set); err != nil {
			return nil, err
		}
	}
	for _, f := range g.out {
		if err := c.complete(f); err != nil {
			return nil, err
		}
	}
	return g.out, nil
}

// complete collects the fields below f, for every type of object that f can give.
func (c *collector) complete(f *field) error {
	def := c.schema.Types[f.def.Type.Name()]
	if def.IsLeafType() {
		return nil
	}
	f.kids = map[string][]*field{}
	types := []*ast.Definition{def}
	if def.IsAbstractType() {
		types = c.schema.GetPossibleTypes(def)
	}
	for _, t := range types {
		kids, err := c.fields(t, f.sets)
		if err != nil {
			return err
		}
		f.kids[t.Name] = kids
	}
	return nil
}

// gathering is the state of collecting the fields of one type.
type gathering struct {
	*collector
	typ    *ast.Definition
	out    []*field
	byKey  map[string]*field
	spread map[string]bool
}

func (g *gathering) gather(set ast.SelectionSet) error {
	for _, selection := range set {
		var err error
		switch x := selection.(type) {
		case *ast.Field:
			err = g.unlessSkipped(x.Directives, func() error { return g.add(x) })
		case *ast.InlineFragment:
			if g.applies(x.TypeCondition) {
				err = g.unlessSkipped(x.Directives, func() error { return g.gather(x.SelectionSet) })
			}
		case *ast.FragmentSpread:
			def := g.fragments.ForName(x.Name)
			if def == nil || g.spread[x.Name] || !g.applies(def.TypeCondition) {
				continue
			}
			err = g.unlessSkipped(x.Directives, func() error {
				g.spread[x.Name] = true
				return g.gather(def.SelectionSet)
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// unlessSkipped goes on unless @skip or @include take the selection out.
func (g *gathering) unlessSkipped(directives ast.DirectiveList, then func() error) error {
	for _, d := range directives {
		arg := d.Arguments.ForName("if")
		if arg == nil || d.Name != "skip" && d.Name != "include" {
			continue
		}
		v, present, err := g.literal(ast.NonNullNamedType("Boolean", nil), arg.Value)
		switch {
		case err != nil:
			return err
		case !present:
			return refuse(arg.Position, "the variable of @%s was not given", d.Name)
		case v == (d.Name == "skip"):
			return nil
		}
	}
	return then()
}

// applies reports whether objects of the type fulfil a type condition.
func (g *gathering) applies(condition string) bool {
	if condition == "" || condition == g.typ.Name {
		return true
	}
	def := g.schema.Types[condition]
	return def != nil && def.IsAbstractType() && slices.Contains(g.schema.GetPossibleTypes(def), g.typ)
}

func (g *gathering) add(x *ast.Field) error {
	if f := g.byKey[x.Alias]; f != nil {
		f.sets = append(f.sets, x.SelectionSet)
		return nil
	}
	def := g.typ.Fields.ForName(x.Name)
	if x.Name == "__typename" {
		def = typenameField
	}
	if def == nil {
		return refuse(x.Position, "%s has no field %q", g.typ.Name, x.Name)
	}
	args, err := g.arguments(def, x)
	if err != nil {
		return err
	}
	f := &field{key: x.Alias, name: x.Name, on: g.typ.Name, def: def, args: args, at: x.Position, sets: []ast.SelectionSet{x.SelectionSet}}
	g.byKey[f.key] = f
	g.out = append(g.out, f)
	return nil
}

// arguments coerces the arguments of a field; what is absent and has no default is not in the map.
func (g *gathering) arguments(def *ast.FieldDefinition, x *ast.Field) (map[string]any, error) {
	args := map[string]any{}
	for _, a := range def.Arguments {
		given := x.Arguments.ForName(a.Name)
		if given != nil {
			value, present, err := g.literal(a.Type, given.Value)
			if err != nil {
				return nil, err
			}
			if present {
				args[a.Name] = value
				continue
			}
		}
		switch {
		case a.DefaultValue != nil:
			value, _, err := g.literal(a.Type, a.DefaultValue)
			if err != nil {
				return nil, err
			}
			args[a.Name] = value
		case a.Type.NonNull:
			return nil, refuse(x.Position, "the argument %q of %s.%s was not given", a.Name, g.typ.Name, x.Name)
		}
	}
	return args, nil
}
