package api

import (
	"strings"

	"stancegraph/graph"
)

// fieldsRead tells what the fields of an object read of it, where that is something else than the field of the same name. Its id
// is always there.
var fieldsRead = map[string][]graph.Field{
	"key":        {},
	"label":      {"file", "title"},
	"mergedFrom": {"mergedInto"},
	"reported":   {"reportedBy"},
	"text":       {"size"},
}

// selectionOf tells what has to be read of actors, issues, articles and statements to answer some fields and all below them: of each
// what is asked of any of its kind, for objects that are the same are read once. It is nil, so that they are read in full, where
// something else is asked for that is worked out of them.
func selectionOf(roots []*field) graph.Selection {
	only := graph.Selection{graph.ActorSet: {}, graph.IssueSet: {}, graph.ArticleSet: {}, graph.StatementSet: {}}
	var add func(fields []*field) bool
	add = func(fields []*field) bool {
		for _, f := range fields {
			if set := sets[f.on]; only[set] != nil {
				read, ok := fieldsRead[f.name]
				if !ok {
					read = []graph.Field{graph.Field(f.name)}
				}
				only[set] = append(only[set], read...)
			} else if !structural(f.on) {
				return false
			}
			for _, kids := range f.kids {
				if !add(kids) {
					return false
				}
			}
		}
		return true
	}
	if !add(roots) {
		return nil
	}
	return only
}

// structural reports whether objects of a type only hold others, which are asked for below them, or are read by themselves.
func structural(typ string) bool {
	switch typ {
	case "Query", "PageInfo", "Tie", "Revision", "ObjectChange", "Facets", "StanceEdge", "StanceConnection", "StanceConnectionEdge":
		return true
	}
	if listed, ok := strings.CutSuffix(strings.TrimSuffix(typ, "Edge"), "Connection"); ok {
		return sets[listed] != graph.NoSet
	}
	return strings.HasSuffix(typ, "Count")
}
