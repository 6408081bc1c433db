package api

import (
	"fmt"

	"github.com/graphql-go/graphql"
	gqlast "github.com/graphql-go/graphql/language/ast"
	"github.com/vektah/gqlparser/v2/ast"
)

// typeBuilder makes the types of graphql-go from the schema text. It knows what schema.graphql uses: no unions, and
// interfaces that implement none.
type typeBuilder struct {
	schema *ast.Schema
	types  map[string]graphql.Type
	root   graphql.FieldResolveFn // of the fields of Query and Mutation
}

// buildSchema makes the schema whose root fields resolve by root.
func buildSchema(schema *ast.Schema, root graphql.FieldResolveFn) (graphql.Schema, error) {
	b := typeBuilder{schema, map[string]graphql.Type{
		"Int": graphql.Int, "Float": graphql.Float, "String": graphql.String, "Boolean": graphql.Boolean, "ID": graphql.ID,
	}, root}
	var extra []graphql.Type
	for _, name := range sortedKeys(schema.Types) {
		def := schema.Types[name]
		if def.BuiltIn {
			continue
		}
		if def.Kind == ast.Union || def.Kind == ast.Interface && len(def.Interfaces) > 0 {
			return graphql.Schema{}, fmt.Errorf("%s: unions and interfaces of interfaces are not supported", name)
		}
		extra = append(extra, b.named(name))
	}
	query, _ := b.named(schema.Query.Name).(*graphql.Object)
	config := graphql.SchemaConfig{Query: query, Types: extra}
	if schema.Mutation != nil {
		config.Mutation, _ = b.named(schema.Mutation.Name).(*graphql.Object)
	}
	s, err := graphql.NewSchema(config)
	if err != nil {
		return s, err
	}
	warm(&s, query)
	return s, nil
}

// warm fills the maps that graphql-go fills on first use without a lock, so that later requests only read them.
func warm(s *graphql.Schema, query *graphql.Object) {
	for _, t := range s.TypeMap() {
		switch x := t.(type) {
		case *graphql.Enum:
			x.Serialize("")
			x.ParseValue("")
		case graphql.Abstract:
			s.IsPossibleType(x, query)
		}
	}
}

// named gives the type of a name, made on first use.
func (b *typeBuilder) named(name string) graphql.Type {
	if t, ok := b.types[name]; ok {
		return t
	}
	def := b.schema.Types[name]
	t := b.define(def)
	b.types[name] = t
	return t
}

// define makes one type. Fields are given as functions, because types refer to each other in circles.
func (b *typeBuilder) define(def *ast.Definition) graphql.Type {
	switch def.Kind {
	case ast.Scalar:
		return graphql.NewScalar(graphql.ScalarConfig{Name: def.Name, Description: def.Description,
			Serialize: same, ParseValue: same, ParseLiteral: func(v gqlast.Value) any { return v.GetValue() }})
	case ast.Enum:
		values := graphql.EnumValueConfigMap{}
		for _, v := range def.EnumValues {
			values[v.Name] = &graphql.EnumValueConfig{Value: v.Name, Description: v.Description, DeprecationReason: deprecation(v.Directives)}
		}
		return graphql.NewEnum(graphql.EnumConfig{Name: def.Name, Description: def.Description, Values: values})
	case ast.InputObject:
		return graphql.NewInputObject(graphql.InputObjectConfig{Name: def.Name, Description: def.Description,
			Fields: graphql.InputObjectConfigFieldMapThunk(func() graphql.InputObjectConfigFieldMap { return b.inputFields(def) })})
	case ast.Interface:
		return graphql.NewInterface(graphql.InterfaceConfig{Name: def.Name, Description: def.Description,
			Fields:      graphql.FieldsThunk(func() graphql.Fields { return b.fields(def) }),
			ResolveType: func(p graphql.ResolveTypeParams) *graphql.Object { return b.objectOf(p.Value) }})
	}
	return graphql.NewObject(graphql.ObjectConfig{Name: def.Name, Description: def.Description,
		Fields:     graphql.FieldsThunk(func() graphql.Fields { return b.fields(def) }),
		Interfaces: graphql.InterfacesThunk(func() []*graphql.Interface { return b.interfaces(def) })})
}

func same(v any) any { return v }

func (b *typeBuilder) objectOf(v any) *graphql.Object {
	o, ok := v.(*object)
	if !ok {
		return nil
	}
	t, _ := b.types[o.typ].(*graphql.Object)
	return t
}

func (b *typeBuilder) interfaces(def *ast.Definition) (out []*graphql.Interface) {
	for _, name := range def.Interfaces {
		if i, ok := b.named(name).(*graphql.Interface); ok {
			out = append(out, i)
		}
	}
	return out
}

func (b *typeBuilder) fields(def *ast.Definition) graphql.Fields {
	out := graphql.Fields{}
	for _, f := range def.Fields {
		if isMeta(f.Name) {
			continue
		}
		t, _ := b.wrapped(f.Type).(graphql.Output)
		field := &graphql.Field{Name: f.Name, Description: f.Description, Type: t, DeprecationReason: deprecation(f.Directives),
			Args: graphql.FieldConfigArgument{}}
		for _, a := range f.Arguments {
			in, _ := b.wrapped(a.Type).(graphql.Input)
			field.Args[a.Name] = &graphql.ArgumentConfig{Type: in, Description: a.Description, DefaultValue: defaultOf(a.DefaultValue)}
		}
		if def == b.schema.Query || def == b.schema.Mutation {
			field.Resolve = b.root
			// Arguments were coerced when the fields were collected; graphql-go is given none.
		}
		out[f.Name] = field
	}
	return out
}

func (b *typeBuilder) inputFields(def *ast.Definition) graphql.InputObjectConfigFieldMap {
	out := graphql.InputObjectConfigFieldMap{}
	for _, f := range def.Fields {
		t, _ := b.wrapped(f.Type).(graphql.Input)
		out[f.Name] = &graphql.InputObjectFieldConfig{Type: t, Description: f.Description, DefaultValue: defaultOf(f.DefaultValue)}
	}
	return out
}

func (b *typeBuilder) wrapped(t *ast.Type) graphql.Type {
	var inner graphql.Type
	if t.Elem != nil {
		inner = graphql.NewList(b.wrapped(t.Elem))
	} else {
		inner = b.named(t.NamedType)
	}
	if t.NonNull {
		return graphql.NewNonNull(inner)
	}
	return inner
}

func defaultOf(v *ast.Value) any {
	if v == nil {
		return nil
	}
	value, _ := v.Value(nil) // gqlparser has checked it with the schema
	return value
}

func deprecation(d ast.DirectiveList) string {
	found := d.ForName("deprecated")
	if found == nil {
		return ""
	}
	if reason := found.Arguments.ForName("reason"); reason != nil {
		return reason.Value.Raw
	}
	return graphql.DefaultDeprecationReason
}

func isMeta(name string) bool { return len(name) > 1 && name[:2] == "__" }
