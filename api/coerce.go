package api

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"

	"stancegraph/graph"
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
		items, isList := v.([]any)
		if !isList {
			items = []any{v}
		}
		out := make([]any, len(items))
		for i, item := range items {
			var err error
			if out[i], err = c.json(t.Elem, item); err != nil {
				return nil, err
			}
		}
		return out, nil
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
		m, ok := v.(map[string]any)
		if !ok {
			return nil, fmt.Errorf("%s is not an object of the type %s", show(v), def.Name)
		}
		for _, name := range sortedKeys(m) {
			if def.Fields.ForName(name) == nil {
				return nil, fmt.Errorf("%s has no field %q", def.Name, name)
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
	return scalarFromJSON(def.Name, v)
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

func scalarFromLiteral(name string, v *ast.Value) (any, error) {
	switch {
	case v.Kind == ast.IntValue && (name == "Int" || name == "Float" || name == "ID"), v.Kind == ast.FloatValue && name == "Float":
		return scalarFromJSON(name, json.Number(v.Raw))
	case v.Kind == ast.BooleanValue && name == "Boolean":
		return v.Raw == "true", nil
	case (v.Kind == ast.StringValue || v.Kind == ast.BlockValue) && name != "Int" && name != "Float" && name != "Boolean":
		return scalarFromJSON(name, v.Raw)
	}
	return nil, fmt.Errorf("%s is not a value of the type %s", v, name)
}

// scalars that may be given by a client; each has a case in scalarFromJSON.
var inputScalars = []string{"Boolean", "Date", "Float", "ID", "Int", "String"}

func scalarFromJSON(name string, v any) (any, error) {
	switch x := v.(type) {
	case string:
		switch name {
		case "String", "ID":
			return x, nil
		case "Date":
			return parseDate(x)
		}
	case bool:
		if name == "Boolean" {
			return x, nil
		}
	case json.Number:
		return scalarFromNumber(name, x)
	}
	return nil, fmt.Errorf("%s is not a value of the type %s", show(v), name)
}

func parseDate(s string) (any, error) {
	d, err := graph.ParseDate(s)
	if err == nil && d == "" {
		err = fmt.Errorf("an empty text is not a date: want 2011-04-13, 2011-04 or 2011")
	}
	return d, err
}

func scalarFromNumber(name string, n json.Number) (any, error) {
	f, err := n.Float64()
	if err == nil {
		switch name {
		case "Float":
			return f, nil
		case "Int":
			if f == math.Trunc(f) && math.Abs(f) <= math.MaxInt32+1 && f != math.MaxInt32+1 {
				return int(f), nil
			}
			return nil, fmt.Errorf("%s is not a whole number of 32 bits", clip(n.String()))
		case "ID":
			if _, err := strconv.ParseInt(n.String(), 10, 64); err == nil {
				return n.String(), nil
			}
		}
	}
	return nil, fmt.Errorf("%s is not a value of the type %s", clip(n.String()), name)
}

// show prints a refused value, cut short.
func show(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "the value"
	}
	return clip(string(b))
}

func clip(s string) string {
	const limit = 60
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	return string(r[:limit]) + "…"
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
