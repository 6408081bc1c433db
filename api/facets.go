package api

import "stancegraph/graph"

// facets are the counts of each facet that was asked for, by its field.
type facets map[*field]graph.Slice[graph.FacetCount]

// facetOf tells, by the field of the type Facets, what is counted and the type of the counts.
var facetOf = map[string]struct {
	by  graph.Facet
	typ string
}{
	"stances": {graph.ByStance, "StanceCount"}, "statuses": {graph.ByStatus, "StatusCount"}, "kinds": {graph.ByKind, "KindCount"},
	"issues": {graph.ByIssue, "IssueCount"}, "actors": {graph.ByHolder, "ActorCount"}, "sources": {graph.BySource, "TextCount"},
	"methods": {graph.ByMethod, "TextCount"}, "years": {graph.ByYear, "DateCount"}, "months": {graph.ByMonth, "DateCount"},
}

func facetFields() table {
	type F = *graph.FacetCount
	t := table{
		"Query.facets":       single(countFacets),
		"StanceCount.stance": plain(func(f F) any { return enum(f.Value) }),
		"StatusCount.status": plain(func(f F) any { return enum(f.Value) }),
		"KindCount.kind":     plain(func(f F) any { return enum(f.Value) }),
		"IssueCount.issue":   one(graph.About, "Issue", issueShelf, func(f F) graph.IssueID { return graph.IssueID(f.Value) }),
		"ActorCount.actor":   one(graph.Holder, "Actor", actorShelf, func(f F) graph.ActorID { return graph.ActorID(f.Value) }),
		"TextCount.value":    plain(func(f F) any { return f.Value }),
		"DateCount.date":     plain(func(f F) any { return f.Value }),
	}
	for name, facet := range facetOf {
		t["Facets."+name] = holdingOne(facet.typ, func(c *call, f facets) any { return pointers(f[c.field].Items) })
		t[facet.typ+".count"] = plain(func(f F) any { return f.Statements })
	}
	return t
}

// countFacets counts the facets that are asked for, in one read.
func countFacets(c *call) (any, error) {
	f, err := c.filter()
	if err != nil {
		return nil, err
	}
	first, _ := c.field.args["first"].(int)
	if limit := c.engine.limits.Page; first < 1 || first > limit {
		return nil, invalidf("first is %d: want 1 to %d", first, limit)
	}
	var asked []*field
	var fetches []*fetch
	for _, kid := range c.field.kids["Facets"] {
		facet, ok := facetOf[kid.name]
		if !ok {
			continue // __typename
		}
		asked = append(asked, kid)
		fetches = append(fetches, c.with(&fetch{what: graph.FacetQuery{By: facet.by, Where: f.Without(facet.by), Limit: first}}, facet.typ, kid.objects(facet.typ)))
	}
	out := facets{}
	if len(fetches) == 0 {
		return out, nil
	}
	found, err := c.read(fetches...)
	if err != nil {
		return nil, err
	}
	for i, kid := range asked {
		out[kid] = found[i].Facets[0]
	}
	return out, nil
}
