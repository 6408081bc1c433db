package codebook

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// What a codebook is made of in YAML: mappings, lists and texts, each with its place.

// mapping calls the function of each key and reports keys without one.
func (r *reader) mapping(n ast.Node, what string, keys map[string]func(ast.Node)) bool {
	var values []*ast.MappingValueNode
	switch m := n.(type) {
	case *ast.MappingNode:
		values = m.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{m}
	default:
		r.fault(n, "%s: found %s, want keys and values", what, describe(n))
		return false
	}
	for _, v := range values {
		key := strings.Trim(v.Key.String(), `"'`)
		if f, ok := keys[key]; ok {
			f(v.Value)
			continue
		}
		var known []string
		for k := range keys {
			known = append(known, k)
		}
		slices.Sort(known)
		r.warn(v.Key, "%s: unknown key %q, want one of %s", what, key, strings.Join(known, ", "))
	}
	return true
}

func describe(n ast.Node) string {
	if n == nil {
		return "nothing"
	}
	return strings.ToLower(n.Type().String())
}

func (r *reader) each(n ast.Node, what string, f func(ast.Node)) {
	switch seq := n.(type) {
	case *ast.SequenceNode:
		for _, item := range seq.Values {
			f(item)
		}
	case *ast.NullNode:
	default:
		r.fault(n, "%s: found %s, want a list", what, describe(n))
	}
}

func (r *reader) text(n ast.Node, what string) string {
	switch s := n.(type) {
	case *ast.StringNode:
		return strings.TrimSpace(s.Value)
	case *ast.LiteralNode:
		return strings.TrimSpace(s.Value.Value)
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return strings.TrimSpace(n.String())
	case *ast.NullNode:
		return ""
	}
	r.fault(n, "%s: found %s, want a word or line of text", what, describe(n))
	return ""
}

func (r *reader) texts(n ast.Node, what string) []string {
	var out []string
	if s, ok := n.(*ast.StringNode); ok {
		return []string{s.Value}
	}
	r.each(n, what, func(item ast.Node) {
		switch s := r.text(item, what); {
		case s == "":
			r.fault(item, "%s: found an empty entry, want text", what)
		default:
			out = append(out, s)
		}
	})
	return out
}

func pick(nodes []ast.Node, i int) ast.Node {
	if i < len(nodes) {
		return nodes[i]
	}
	return nil
}

// linesOfIDs finds where each id stands, under "actor <id>" or "issue <id>", in file order.
func (r *reader) linesOfIDs(root ast.Node) map[string][]ast.Node {
	out := map[string][]ast.Node{}
	for list, what := range map[string]string{"actors": "actor ", "issues": "issue "} {
		for _, item := range items(value(root, list)) {
			if id := value(item, "id"); id != nil {
				key := what + strings.Trim(id.String(), `"' `)
				out[key] = append(out[key], id)
			}
		}
	}
	return out
}

func items(n ast.Node) []ast.Node {
	if seq, ok := n.(*ast.SequenceNode); ok {
		return seq.Values
	}
	return nil
}

func value(n ast.Node, key string) ast.Node {
	for _, v := range mappingValues(n) {
		if keyOf(v) == key {
			return v.Value
		}
	}
	return nil
}

// mappingValues gives the entries of a mapping.
func mappingValues(n ast.Node) []*ast.MappingValueNode {
	switch m := n.(type) {
	case *ast.MappingNode:
		return m.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{m}
	}
	return nil
}

func keyOf(v *ast.MappingValueNode) string { return strings.Trim(v.Key.String(), `"'`) }
