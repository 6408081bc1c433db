package neo4jstore

import (
	"math"
	"slices"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
)

// A shape collects what a list query asks for: tags that choose lines of its text, and parameters. The text depends on which
// parts of a filter are set, never on their values.
type shape struct {
	tags   []string
	params bolt.Params
}

func newShape() *shape { return &shape{params: bolt.Params{}} }

func (s *shape) tag(names ...string) { s.tags = append(s.tags, names...) }

func (s *shape) set(name string, value any) {
	s.tag(name)
	s.params[name] = value
}

// anyOf narrows to some values; an empty list lets all through.
func anyOf[K ~string](s *shape, name string, values []K) {
	if len(values) > 0 {
		s.set(name, plain(values))
	}
}

func (s *shape) contains(text string) {
	if text != "" {
		s.set("text", graph.Fold(text))
	}
}

// words narrows to what holds some words, by the full-text index of the kind.
func (s *shape) words(w graph.Words) {
	if len(w) > 0 {
		s.set("words", w.String())
	}
}

// span keeps dates within from..to, both included; see [graph.Date.In].
func (s *shape) span(from, to graph.Date) {
	if from != "" || to != "" {
		s.tag("dated")
	}
	if from != "" {
		s.set("from", string(from))
	}
	if to != "" {
		s.set("to", to.Ceiling())
	}
}

func (s *shape) kinds(kinds []graph.Kind) {
	if len(kinds) == 0 {
		return
	}
	labels := []string{}
	for _, k := range kinds {
		if label, ok := kindLabel(k); ok {
			labels = append(labels, label)
		}
	}
	s.tag("kinds")
	s.params["labels"] = labels
}

// page narrows to a page. Places are given as values of the order: what comes after one is above it where the list ascends.
func (s *shape) page(p graph.Page, descending bool) {
	above, below := p.After, p.Before
	if descending {
		above, below = below, above
	}
	if above != nil {
		s.set("above", []string(above))
	}
	if below != nil {
		s.set("below", []string(below))
	}
	if descending == p.Backward {
		s.tag("up")
	}
	if p.Total {
		s.tag("total")
	}
	s.params["limit"] = min(p.Limit, math.MaxInt32) + 1
}

// standing narrows actors or issues to those merged into some, or else to those that stand unless the others are wanted too.
func standing[K ~string](s *shape, mergedInto []K, gone bool) {
	anyOf(s, "mergedInto", mergedInto)
	if len(mergedInto) == 0 && !gone {
		s.tag("standing")
	}
}

// tieFields are the fields that relationships hold.
var tieFields = []graph.Field{"reportedBy", "parties", graph.SpeaksForField, graph.MemberOfField, graph.PartOfField, "mergedInto"}

// selectFields reads of the objects of a step only what it needs. They lie in the database as some properties, in this order; of the others null is given.
func (s *shape) selectFields(step graph.Step, properties []string) {
	fields := make([]any, len(properties))
	for i, p := range properties {
		if step.Reads(graph.Field(p)) {
			fields[i] = p
		}
	}
	if !slices.Contains(fields, nil) {
		return
	}
	s.tag("selected")
	s.params["fields"] = fields
	if !slices.ContainsFunc(tieFields, step.Reads) {
		s.tag("untied")
	}
}

// objectTag is the tag of the lines about one type of object; "other" for a type that has no nodes.
func objectTag(t graph.ObjectType) string {
	switch t {
	case graph.ActorObject, graph.IssueObject, graph.ArticleObject, graph.StatementObject:
		return string(t)
	}
	return "other"
}

// absentID is the id of the node that stands for an object that is not there.
func absentID(o graph.ObjectID) string { return string(o.Type) + ":" + o.ID }
