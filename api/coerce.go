package api

import (
	"fmt"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// coercer turns variables and literals into Go values by the letter of the GraphQL specification, section 3 "Input
// Coercion" and section 6.4.1: nil for null, int, float64, string, bool, graph.Date, []any and map[string]any. In a map, a
// missing key means absent.
type coercer struct {
	schema *ast.Schema
	vars   map[string]any
}

func refuse(at *ast.Position, format string, args ...any) error {
	return &requestError{code: codeValidation, message: fmt.Sprintf(format, args...), at: at}
}

// variables coerces the variables of an operation, whose JSON was read with numbers kept as text.
func (c *coercer) variables(op *ast.OperationDefinition, raw map[string]any) error {
	c.vars = map[string]any{}
	for _, v := range op.VariableDefinitions {
		value, given := raw[v.Variable]
		switch {
		case !given && v.DefaultValue != nil:
			value, _, err := c.literal(v.Type, v.DefaultValue)
			if err != nil {
				return err
			}
			c.vars[v.Variable] = value
		case !given && v.Type.NonNull:
			return refuse(v.Position, "the variable $%s of type %s was not given", v.Variable, v.Type)
		case given:
			value, err := c.json(v.Type, value)
			if err != nil {
				return refuse(v.Position, "the variable $%s has an unusable value: %s", v.Variable, err)
			}
			c.vars[v.Variable] = value
		}
	}
	return nil
}

// json coerces a value that came as JSON.
func (c *coercer) json(t *ast.Type, v any) (any, error) {
	if v == nil {
		if t.NonNull {
			return nil, fmt.Errorf("%s cannot be null", t)
		}
		return nil, nil
	}
	if t.Elem != nil {
		return c.jsonList(t.Elem, v)
	}
	def := c.schema.Types[t.NamedType]
	switch def.Kind {
	case ast.Enum:
		s, ok := v.(string)
		if !ok || def.EnumValues.ForName(s) == nil {
			return nil, fmt.Errorf("%s is not a value of the enum %s", show(v), def.Name)
		}
		return s, nil
	case ast.InputObject:
		return c.jsonObject(def, v)
	}
	return scalarFromJSON(def.Name, v)
}

func (c *coercer) jsonList(elem *ast.Type, v any) (any, error) {
	items, isList := v.([]any)
	if !isList {
		items = []any{v}
	}
	out := make([]any, len(items))
	for i, item := range items {
		var err error
		if out[i], err = c.json(elem, item); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (c *coercer) jsonObject(def *ast.Definition, v any) (any, error) {
	m, ok := v.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s is not an object of the type %s", show(v), def.Name)
	}
	for _, name := range sortedKeys(m) {
		if def.Fields.ForName(name) == nil {
			return nil, fmt.Errorf("%s has no field %q", def.Name, clip(name))
		}
	}
	return c.object(def, func(f *ast.FieldDefinition) (any, bool, error) {
		value, given := m[f.Name]
		if !given {
			return nil, false, nil
		}
		value, err := c.json(f.Type, value)
		return value, true, err
	})
}

// object coerces the fields of an input object, given how to get one of them.
func (c *coercer) object(def *ast.Definition, get func(*ast.FieldDefinition) (any, bool, error)) (any, error) {
	out := map[string]any{}
	for _, f := range def.Fields {
		value, given, err := get(f)
		switch {
		case err != nil:
			return nil, err
		case given && value == nil && f.Type.NonNull:
			return nil, fmt.Errorf("%s.%s cannot be null", def.Name, f.Name)
		case given:
			out[f.Name] = value
		case f.DefaultValue != nil:
			if out[f.Name], _, err = c.literal(f.Type, f.DefaultValue); err != nil {
				return nil, err
			}
		case f.Type.NonNull:
			return nil, fmt.Errorf("%s.%s of type %s was not given", def.Name, f.Name, f.Type)
		}
	}
	if def.Directives.ForName("oneOf") != nil {
		if len(out) != 1 {
			return nil, fmt.Errorf("exactly one field of %s must be given, not %d", def.Name, len(out))
		}
		for _, name := range sortedKeys(out) {
			if out[name] == nil {
				return nil, fmt.Errorf("%s.%s cannot be null: exactly one field must be given", def.Name, name)
			}
		}
	}
	return out, nil
}

// literal coerces a literal; present is false for a variable that was not given.
func (c *coercer) literal(t *ast.Type, v *ast.Value) (value any, present bool, err error) {
	switch {
	case v.Kind == ast.Variable:
		value, present = c.vars[v.Raw]
		if present && value == nil && t.NonNull {
			return nil, true, refuse(v.Position, "the variable $%s cannot be null here", v.Raw)
		}
		return value, present, nil
	case v.Kind == ast.NullValue:
		if t.NonNull {
			return nil, true, refuse(v.Position, "%s cannot be null", t)
		}
		return nil, true, nil
	case t.Elem != nil:
		value, err = c.listLiteral(t, v)
		return value, true, err
	}
	value, err = c.namedLiteral(c.schema.Types[t.NamedType], v)
	return value, true, err
}

func (c *coercer) listLiteral(t *ast.Type, v *ast.Value) (any, error) {
	if v.Kind != ast.ListValue {
		value, _, err := c.literal(t.Elem, v)
		return []any{value}, err
	}
	out := make([]any, 0, len(v.Children))
	for _, child := range v.Children {
		value, present, err := c.literal(t.Elem, child.Value)
		if err != nil {
			return nil, err
		}
		if !present && t.Elem.NonNull {
			return nil, refuse(child.Value.Position, "the variable $%s was not given", child.Value.Raw)
		}
		out = append(out, value)
	}
	return out, nil
}

func (c *coercer) namedLiteral(def *ast.Definition, v *ast.Value) (any, error) {
	switch def.Kind {
	case ast.Enum:
		if v.Kind != ast.EnumValue || def.EnumValues.ForName(v.Raw) == nil {
			return nil, refuse(v.Position, "%s is not a value of the enum %s", v, def.Name)
		}
		return v.Raw, nil
	case ast.InputObject:
		if v.Kind != ast.ObjectValue {
			return nil, refuse(v.Position, "%s is not an object of the type %s", v, def.Name)
		}
		out, err := c.object(def, func(f *ast.FieldDefinition) (any, bool, error) {
			child := v.Children.ForName(f.Name)
			if child == nil {
				return nil, false, nil
			}
			return c.literal(f.Type, child)
		})
		if _, placed := err.(*requestError); err != nil && !placed {
			err = refuse(v.Position, "%s", err)
		}
		return out, err
	}
	value, err := scalarFromLiteral(def.Name, v)
	if err != nil {
		return nil, refuse(v.Position, "%s", err)
	}
	return value, nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// checkJSON refuses variables that are nested too deeply or hold a list that is too long.
func checkJSON(v any, depth int, l Limits) error {
	if depth > l.Nesting {
		return over("levels in the variables", l.Nesting)
	}
	switch x := v.(type) {
	case []any:
		if len(x) > l.List {
			return over("items in a list of the variables", l.List)
		}
		for _, item := range x {
			if err := checkJSON(item, depth+1, l); err != nil {
				return err
			}
		}
	case map[string]any:
		for _, k := range sortedKeys(x) {
			if err := checkJSON(x[k], depth+1, l); err != nil {
				return err
			}
		}
	}
	return nil
}
