package api

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
)

// Introspection is answered from the schema text itself, in its order: graphql-go v0.8.1 lacks half of today's fields and
// lists what it has in a random order.

// loadSchema reads the schema text, and takes out of gqlparser's prelude what is no part of the specification.
func loadSchema(text string) (*ast.Schema, error) {
	s, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: text})
	if err != nil {
		return nil, fmt.Errorf("schema.graphql: %w", err)
	}
	const draft = ast.LocationDirectiveDefinition
	delete(s.Directives, "defer")
	for _, d := range s.Directives {
		d.Locations = slices.DeleteFunc(d.Locations, func(l ast.DirectiveLocation) bool { return l == draft })
	}
	locations := s.Types["__DirectiveLocation"]
	locations.EnumValues = slices.DeleteFunc(locations.EnumValues, func(v *ast.EnumValueDefinition) bool { return v.Name == string(draft) })
	return s, nil
}

// typeRef is a list or non-null type; named types are *ast.Definition.
type typeRef struct{ *ast.Type }

// inputValue is an argument or a field of an input object.
type inputValue struct {
	name, description string
	typ               *ast.Type
	fallback          *ast.Value
	directives        ast.DirectiveList
}

func (e *engine) introspection() table {
	s := e.schema
	return table{
		"Query.__schema": single(func(*call) (any, error) { return s, nil }),
		"Query.__type": single(func(c *call) (any, error) {
			if def := s.Types[c.text("name")]; def != nil {
				return def, nil
			}
			return nil, nil
		}),
		"__Schema.description": plain(func(s *ast.Schema) any { return text(s.Description) }),
		"__Schema.types": plain(func(s *ast.Schema) any {
			return list(sortedKeys(s.Types), func(name string) any { return s.Types[name] })
		}),
		"__Schema.queryType":        plain(func(s *ast.Schema) any { return s.Query }),
		"__Schema.mutationType":     plain(func(s *ast.Schema) any { return definition(s.Mutation) }),
		"__Schema.subscriptionType": plain(func(s *ast.Schema) any { return definition(s.Subscription) }),
		"__Schema.directives": plain(func(s *ast.Schema) any {
			return list(sortedKeys(s.Directives), func(name string) any { return s.Directives[name] })
		}),
		"__Directive.name":         plain(func(d *ast.DirectiveDefinition) any { return d.Name }),
		"__Directive.description":  plain(func(d *ast.DirectiveDefinition) any { return text(d.Description) }),
		"__Directive.isRepeatable": plain(func(d *ast.DirectiveDefinition) any { return d.IsRepeatable }),
		"__Directive.locations":    plain(directiveLocations),
		"__Directive.args": batch(func(c *call, ds []*ast.DirectiveDefinition) ([]any, error) {
			return list(ds, func(d *ast.DirectiveDefinition) any { return arguments(c, d.Arguments) }), nil
		}),
		"__EnumValue.name":              plain(func(v *ast.EnumValueDefinition) any { return v.Name }),
		"__EnumValue.description":       plain(func(v *ast.EnumValueDefinition) any { return text(v.Description) }),
		"__EnumValue.isDeprecated":      plain(func(v *ast.EnumValueDefinition) any { return deprecation(v.Directives) != "" }),
		"__EnumValue.deprecationReason": plain(func(v *ast.EnumValueDefinition) any { return text(deprecation(v.Directives)) }),
		"__Field.name":                  plain(func(f *ast.FieldDefinition) any { return f.Name }),
		"__Field.description":           plain(func(f *ast.FieldDefinition) any { return text(f.Description) }),
		"__Field.type":                  plain(func(f *ast.FieldDefinition) any { return e.typeValue(f.Type) }),
		"__Field.isDeprecated":          plain(func(f *ast.FieldDefinition) any { return deprecation(f.Directives) != "" }),
		"__Field.deprecationReason":     plain(func(f *ast.FieldDefinition) any { return text(deprecation(f.Directives)) }),
		"__Field.args": batch(func(c *call, fs []*ast.FieldDefinition) ([]any, error) {
			return list(fs, func(f *ast.FieldDefinition) any { return arguments(c, f.Arguments) }), nil
		}),
		"__InputValue.name":              plain(func(v inputValue) any { return v.name }),
		"__InputValue.description":       plain(func(v inputValue) any { return text(v.description) }),
		"__InputValue.type":              plain(func(v inputValue) any { return e.typeValue(v.typ) }),
		"__InputValue.isDeprecated":      plain(func(v inputValue) any { return deprecation(v.directives) != "" }),
		"__InputValue.deprecationReason": plain(func(v inputValue) any { return text(deprecation(v.directives)) }),
		"__InputValue.defaultValue": plain(func(v inputValue) any {
			if v.fallback == nil {
				return nil
			}
			return v.fallback.String()
		}),
		"__Type.kind":           plain(typeKind),
		"__Type.name":           onDefinition(func(_ *call, d *ast.Definition) any { return d.Name }),
		"__Type.description":    onDefinition(func(_ *call, d *ast.Definition) any { return text(d.Description) }),
		"__Type.specifiedByURL": onDefinition(specifiedBy),
		"__Type.fields":         onDefinition(fieldsOf),
		"__Type.interfaces":     onDefinition(e.interfacesOf),
		"__Type.possibleTypes":  onDefinition(e.possibleTypesOf),
		"__Type.enumValues":     onDefinition(enumValuesOf),
		"__Type.inputFields":    onDefinition(inputFieldsOf),
		"__Type.isOneOf":        onDefinition(isOneOf),
		"__Type.ofType":         plain(e.ofType),
	}
}

func definition(d *ast.Definition) any {
	if d == nil {
		return nil
	}
	return d
}

func directiveLocations(d *ast.DirectiveDefinition) any {
	return list(d.Locations, func(l ast.DirectiveLocation) any { return enum(strings.ToLower(string(l))) })
}

// typeValue gives what stands for a type: a definition, or a wrapped type.
func (e *engine) typeValue(t *ast.Type) any {
	if t.NonNull || t.Elem != nil {
		return typeRef{t}
	}
	return e.schema.Types[t.NamedType]
}

func (e *engine) ofType(v any) any {
	t, ok := v.(typeRef)
	switch {
	case !ok:
		return nil
	case t.NonNull:
		inner := *t.Type
		inner.NonNull = false
		return e.typeValue(&inner)
	}
	return e.typeValue(t.Elem)
}

func typeKind(v any) any {
	switch t := v.(type) {
	case *ast.Definition:
		return enum(strings.ToLower(string(t.Kind)))
	case typeRef:
		if t.NonNull {
			return enum("non_null")
		}
	}
	return enum("list")
}

// onDefinition resolves a field that wrapped types do not have.
func onDefinition(get func(*call, *ast.Definition) any) resolver {
	return resolver{get: func(c *call, parents []any) ([]any, error) {
		cells := make([]any, len(parents))
		for i, p := range parents {
			if def, ok := p.(*ast.Definition); ok {
				cells[i] = get(c, def)
			}
		}
		return cells, nil
	}}
}

// shown reports whether something is listed: what is deprecated only when asked.
func shown(c *call, d ast.DirectiveList) bool {
	with, _ := c.field.args["includeDeprecated"].(bool)
	return with || deprecation(d) == ""
}

func fieldsOf(c *call, d *ast.Definition) any {
	if d.Kind != ast.Object && d.Kind != ast.Interface {
		return nil
	}
	out := []any{}
	for _, f := range d.Fields {
		if !isMeta(f.Name) && shown(c, f.Directives) {
			out = append(out, f)
		}
	}
	return out
}

func inputFieldsOf(c *call, d *ast.Definition) any {
	if d.Kind != ast.InputObject {
		return nil
	}
	out := []any{}
	for _, f := range d.Fields {
		if shown(c, f.Directives) {
			out = append(out, inputValue{f.Name, f.Description, f.Type, f.DefaultValue, f.Directives})
		}
	}
	return out
}

func arguments(c *call, args ast.ArgumentDefinitionList) any {
	out := []any{}
	for _, a := range args {
		if shown(c, a.Directives) {
			out = append(out, inputValue{a.Name, a.Description, a.Type, a.DefaultValue, a.Directives})
		}
	}
	return out
}

func enumValuesOf(c *call, d *ast.Definition) any {
	if d.Kind != ast.Enum {
		return nil
	}
	out := []any{}
	for _, v := range d.EnumValues {
		if shown(c, v.Directives) {
			out = append(out, v)
		}
	}
	return out
}

func (e *engine) interfacesOf(_ *call, d *ast.Definition) any {
	if d.Kind != ast.Object && d.Kind != ast.Interface {
		return nil
	}
	return list(d.Interfaces, func(name string) any { return e.schema.Types[name] })
}

func (e *engine) possibleTypesOf(_ *call, d *ast.Definition) any {
	if !d.IsAbstractType() {
		return nil
	}
	return list(e.schema.GetPossibleTypes(d), func(t *ast.Definition) any { return t })
}

func specifiedBy(_ *call, d *ast.Definition) any {
	if by := d.Directives.ForName("specifiedBy"); by != nil {
		return by.Arguments.ForName("url").Value.Raw
	}
	return nil
}

func isOneOf(_ *call, d *ast.Definition) any {
	if d.Kind != ast.InputObject {
		return nil
	}
	return d.Directives.ForName("oneOf") != nil
}
