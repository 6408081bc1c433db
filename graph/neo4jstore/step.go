package neo4jstore

import (
	"fmt"
	"strings"

	"stancegraph/graph"
)

// shapeOf gives the query that carries out a step, with its shape.
func shapeOf(s graph.Step) (name string, sh *shape) {
	switch what := s.What.(type) {
	case graph.IDs:
		sh = newShape()
		sh.tag(string(what.Of))
		sh.params["ids"] = plain(what.IDs)
		return "get_ids", sh
	case graph.Link:
		sh = newShape()
		sh.tag(string(what), string(s.Of), givesTags[s.Gives])
		return "get_linked", sh
	case graph.Texts:
		sh = newShape()
		if what.Most > 0 {
			sh.set("most", what.Most)
		}
		return "get_texts", sh
	case graph.Stamp:
		return "get_stamp", newShape()
	case graph.FacetQuery:
		n := newNarrowing(what.Where, nil, s)
		n.statements()
		n.tag("facet" + strings.ToUpper(string(what.By[:1])) + string(what.By[1:]))
		n.page(graph.Page{Limit: what.Limit}, false)
		return "count_facet", n.shape
	case graph.StatementQuery:
		n := newNarrowing(what.Where, what.Scopes, s)
		n.unsure = what.Unsure
		n.words(what.Words)
		n.statements()
		n.page(what.Page, !what.Oldest && !what.Unsure)
		if what.Unsure {
			n.placesBySureness()
		}
		return "find_statements", n.shape
	case graph.StanceQuery:
		n, counted := counting(what.Where, what.Scopes, s)
		n.page(what.Page, false)
		if counted {
			return "count_edges", n.shape
		}
		return "find_edges", n.shape
	case graph.PairQuery:
		n, counted := counting(what.Where, nil, s)
		n.page(what.Page, false)
		if counted {
			n.tag("counted")
		}
		if what.Contested {
			n.tag("contested")
		}
		return "find_pairs", n.shape
	}
	return listOf(s)
}

// listOf gives a list of actors, issues, articles or revisions.
func listOf(s graph.Step) (name string, sh *shape) {
	sh = newShape()
	sh.begin(s)
	switch q := s.What.(type) {
	case graph.ActorQuery:
		sh.kinds(q.Kinds)
		standing(sh, q.MergedInto, q.Gone)
		sh.contains(q.Text)
		sh.words(q.Words)
		sh.page(q.Page, false)
		return "find_actors", sh
	case graph.IssueQuery:
		if s.Parent >= 0 {
			sh.tag("scopeWhole")
		}
		anyOf(sh, "partOf", q.PartOf)
		standing(sh, q.MergedInto, q.Gone)
		sh.contains(q.Text)
		sh.words(q.Words)
		sh.page(q.Page, false)
		return "find_issues", sh
	case graph.ArticleQuery:
		anyOf(sh, "sources", q.Sources)
		sh.span(q.From, q.To)
		sh.contains(q.Text)
		sh.words(q.Words)
		sh.page(q.Page, true)
		return "find_articles", sh
	case graph.RevisionQuery:
		if s.Parent >= 0 {
			sh.tag("scopeChanged")
		}
		if q.Object != (graph.ObjectID{}) {
			sh.set("object", q.Object.ID)
			sh.params["absent"] = absentID(q.Object)
			sh.tag(objectTag(q.Object.Type))
		}
		anyOf(sh, "who", q.Who)
		anyOf(sh, "actions", q.Actions)
		sh.page(q.Page, true)
		return "find_revisions", sh
	}
	panic(fmt.Sprintf("%T is no list", s.What)) // graph.Steps lets nothing else through
}

// counting narrows stance edges: the derived ones where these can answer, or else statements, to be counted on the spot.
func counting(where graph.StatementFilter, scopes []graph.Scope, s graph.Step) (n *narrowing, counted bool) {
	if where.OnEdges() {
		n = newNarrowing(where, scopes, s)
		n.edges()
		return n, false
	}
	where, ok := where.Counted()
	n = newNarrowing(where, scopes, s)
	n.statements()
	if !ok {
		n.tag("nothing")
	}
	return n, true
}

// underTags are the tags of the lines that make scopes of the objects of a parent.
var underTags = map[graph.Set]string{graph.ActorSet: "underActors", graph.IssueSet: "underIssues", graph.ArticleSet: "underArticles",
	graph.StanceSet: "underStances", graph.PairSet: "underPairs", graph.StatementSet: "underStatements"}

// givesTags are the tags of the lines for what a link gives.
var givesTags = map[graph.Set]string{graph.ActorSet: "givesActors", graph.IssueSet: "givesIssues", graph.ArticleSet: "givesArticles",
	graph.StatementSet: "givesStatements", graph.RevisionSet: "givesRevisions"}

// begin chooses where the scopes of a list come from: from the parent, or from the parameter.
func (s *shape) begin(step graph.Step) {
	if step.Parent >= 0 {
		s.tag(underTags[step.Of])
		return
	}
	s.tag("root")
	s.params["scopes"] = []map[string]any{{"n": 0}}
}
