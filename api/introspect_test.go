package api_test

import (
	"strings"
	"testing"

	"stancegraph/api"
)

// introspectionQuery is what clients send to learn the schema, with all that today's specification knows.
const introspectionQuery = `query IntrospectionQuery {
  __schema {
    description queryType { name } mutationType { name } subscriptionType { name }
    types { ...FullType }
    directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } } } }
fragment FullType on __Type {
  kind name description specifiedByURL isOneOf
  fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
  inputFields(includeDeprecated: true) { ...InputValue }
  interfaces { ...TypeRef }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { ...TypeRef } }
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }`

func TestIntrospection(t *testing.T) {
	h := fill(t, sqlite(t)).handler(t, api.Options{})
	schema := data(t, h, introspectionQuery, nil)["__schema"].(map[string]any)
	types := map[string]map[string]any{}
	for _, v := range schema["types"].([]any) {
		typ := v.(map[string]any)
		types[typ["name"].(string)] = typ
	}
	for path, want := range map[string]any{
		"Query.kind": "OBJECT",
		"StatementFilter.inputFields.includeParts.defaultValue":     "true",
		"StatementFilter.inputFields.includeParts.type.ofType.name": "Boolean",
		"StatementFilter.inputFields.reports.defaultValue":          "ALL",
		"Query.fields.statements.args.order.defaultValue":           "NEWEST_FIRST",
		"Query.fields.stances.type.ofType.name":                     "StanceConnection",
		"StanceConnection.fields.nodes.type.ofType.kind":            "LIST",
		"ActorRef.isOneOf":                                        true,
		"StatementFilter.isOneOf":                                 false,
		"Actor.isOneOf":                                           nil,
		"Date.specifiedByURL":                                     "https://www.iso.org/iso-8601-date-and-time-format.html",
		"Stance.enumValues.OPPOSES.description":                   "Is against it.",
		"Statement.interfaces.Node.kind":                          "INTERFACE",
		"Node.possibleTypes.StanceEdge.kind":                      "OBJECT",
		"__DirectiveLocation.enumValues.VARIABLE_DEFINITION.name": "VARIABLE_DEFINITION",
		"__Type.fields.isOneOf.type.name":                         "Boolean",
	} {
		if got := at(types, path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	var directives []string
	for _, d := range schema["directives"].([]any) {
		directives = append(directives, d.(map[string]any)["name"].(string))
	}
	if got := strings.Join(directives, " "); got != "deprecated include oneOf skip specifiedBy" {
		t.Errorf("the directives are %s", got)
	}
}

// at follows a path through types; a step into a list takes the item of that name.
func at(types map[string]map[string]any, path string) any {
	steps := strings.Split(path, ".")
	var v any = types[steps[0]]
	for _, step := range steps[1:] {
		switch x := v.(type) {
		case map[string]any:
			v = x[step]
		case []any:
			v = nil
			for _, item := range x {
				if m := item.(map[string]any); m["name"] == step {
					v = m
				}
			}
		default:
			return "nothing at " + step
		}
	}
	return v
}
