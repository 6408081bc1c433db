package neo4jstore

import (
	"slices"

	"stancegraph/graph"
)

// narrowing is a filter with its scopes, each scope in the form that the queries take. A filter on one value says the same as
// a scope, and scopes are what the indexes serve, so single values are moved there.
type narrowing struct {
	*shape
	where  graph.StatementFilter
	scopes []map[string]any
	set    []string // the fields that every scope sets
	unsure bool     // the list is by confidence
}

func newNarrowing(where graph.StatementFilter, scopes []graph.Scope, step graph.Step) *narrowing {
	n := &narrowing{shape: newShape(), where: where}
	n.begin(step)
	if step.Parent >= 0 {
		n.set = setBy[step.Of]
		return n
	}
	if len(scopes) == 0 {
		scopes = []graph.Scope{{}}
	}
	for i, s := range scopes {
		scope := map[string]any{"n": i}
		n.scopes = append(n.scopes, scope)
		addTo(scope, "holder", s.Holder)
		addTo(scope, "issue", s.Issue)
		addTo(scope, "stance", s.Stance)
		addTo(scope, "article", s.Article)
	}
	for _, field := range []string{"holder", "issue", "stance", "article"} {
		if _, ok := n.scopes[0][field]; ok {
			n.set = append(n.set, field)
		}
	}
	move(n, "holder", &n.where.Holders)
	move(n, "issue", &n.where.Issues)
	move(n, "stance", &n.where.Stances)
	move(n, "article", &n.where.Articles)
	move(n, "speaker", &n.where.Speakers)
	move(n, "status", &n.where.Statuses)
	n.params["scopes"] = n.scopes
	return n
}

// setBy are the fields that scopes made of the objects of a parent set.
var setBy = map[graph.Set][]string{graph.ActorSet: {"holder"}, graph.IssueSet: {"issue"}, graph.ArticleSet: {"article"},
	graph.StanceSet: {"holder", "issue", "stance"}, graph.PairSet: {"holder", "issue"}}

func addTo[K ~string](scope map[string]any, field string, value K) {
	if value != "" {
		scope[field] = string(value)
	}
}

// move turns a list of one value into a field of every scope, unless the scopes have that field already.
func move[K ~string](n *narrowing, field string, values *[]K) {
	if len(*values) != 1 || (*values)[0] == "" || slices.Contains(n.set, field) {
		return
	}
	for _, scope := range n.scopes {
		scope[field] = string((*values)[0])
	}
	n.set = append(n.set, field)
	*values = nil
}

func (n *narrowing) has(fields ...string) bool {
	for _, f := range fields {
		if !slices.Contains(n.set, f) {
			return false
		}
	}
	return true
}

// scopeTags are the tags of the lines that narrow to a field of the scope.
var scopeTags = map[string]string{"holder": "scopeHolder", "issue": "scopeIssue", "stance": "scopeStance",
	"article": "scopeArticle", "speaker": "scopeSpeaker", "status": "scopeStatus"}

// statements narrows the lines of statement_where and chooses the index that serves them, the narrowest first.
func (n *narrowing) statements() {
	for _, field := range n.set {
		n.tag(scopeTags[field])
	}
	f := n.where
	anyOf(n.shape, "holders", f.Holders)
	anyOf(n.shape, "issues", f.Issues)
	anyOf(n.shape, "stances", f.Stances)
	anyOf(n.shape, "articles", f.Articles)
	anyOf(n.shape, "speakers", f.Speakers)
	anyOf(n.shape, "statuses", f.Statuses)
	anyOf(n.shape, "methods", f.Methods)
	anyOf(n.shape, "sources", f.Sources)
	anyOf(n.shape, "reporters", f.Reporters)
	anyOf(n.shape, "naming", f.Naming)
	n.kinds(f.Kinds)
	n.span(f.From, f.To)
	if f.AsOf != "" {
		n.shape.set("asOf", f.AsOf.Ceiling())
	}
	n.contains(f.Text)
	switch f.Reports {
	case graph.OwnOnly:
		n.tag("ownOnly")
	case graph.ReportsOnly:
		n.tag("reportsOnly")
	}
	switch {
	case n.unsure && n.has("status"):
		n.tag("unsure", "bySureness")
	case n.unsure:
		n.tag("unsure", "sorted")
	case n.has("holder", "issue", "stance"):
		n.tag("byEdge")
	case n.has("holder", "issue"):
		n.tag("byPair")
	case n.has("article"):
		n.tag("byArticle")
	case n.has("speaker"):
		n.tag("bySpeaker")
	case n.has("holder"):
		n.tag("byHolder")
	case len(f.Naming) > 0 && !slices.Contains(n.tags, "words"):
		n.tag("byNaming")
	case n.has("issue"):
		n.tag("byIssue")
	case n.has("status"):
		n.tag("byStatus")
	default:
		n.tag("byDate")
	}
}

// placesBySureness gives the ends of a page as numbers and ids, where they are texts.
func (n *narrowing) placesBySureness() {
	for _, end := range []string{"above", "below"} {
		if pos, ok := n.params[end].([]string); ok {
			n.params[end] = graph.Pos(pos).BySureness()
		}
	}
}

// edges narrows the lines of edge_where, and the types of relationship where all scopes want the same stance.
func (n *narrowing) edges() {
	stance, one := "", n.has("stance") && len(n.scopes) > 0
	for _, scope := range n.scopes {
		if one {
			value, _ := scope["stance"].(string)
			one = stance == "" || stance == value
			stance = value
		}
	}
	if one && graph.Stance(stance).Valid() {
		n.tag(stance)
	} else {
		n.tag("anyStance")
	}
	for _, scope := range n.scopes {
		if value, ok := scope["stance"].(string); ok {
			scope["type"] = edgeType(graph.Stance(value))
		}
	}
	for _, field := range n.set {
		n.tag(scopeTags[field])
	}
	f := n.where
	anyOf(n.shape, "holders", f.Holders)
	anyOf(n.shape, "issues", f.Issues)
	if len(f.Stances) > 0 {
		types := []string{}
		for _, s := range f.Stances {
			types = append(types, edgeType(s))
		}
		n.tag("stances")
		n.params["types"] = types
	}
	n.kinds(f.Kinds)
}
