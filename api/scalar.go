package api

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"

	"stancegraph/graph"
)

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

// clip cuts a text that is quoted in a message short.
func clip(s string) string { return shorten(s, 60) }

func shorten(s string, limit int) string {
	r := []rune(s)
	if len(r) <= limit {
		return s
	}
	return string(r[:limit]) + "…"
}
