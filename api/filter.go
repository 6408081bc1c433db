package api

import (
	"encoding/json"
	"strings"

	"stancegraph/graph"
)

// filter is a StatementFilter as the store takes it, with the text that names it in cursors. In the text issues stand as
// they were named, without their parts, so that a new part does not make a cursor useless.
type filter struct {
	graph.StatementFilter
	name string
}

// filter reads the argument where of a call.
func (c *call) filter() (filter, error) { return c.filterOf(c.input("where")) }

// filterOf reads a filter. It brings in the parts of issues, and the statuses that count.
func (c *call) filterOf(in input) (filter, error) {
	f := filter{StatementFilter: graph.StatementFilter{
		Kinds:    lower[graph.Kind](in.items("kind")),
		Stances:  lower[graph.Stance](in.items("stance")),
		Statuses: lower[graph.Status](in.items("status")),
		Sources:  inputTexts(in.items("source")),
		Methods:  inputTexts(in.items("method")),
		Text:     in.text("text"),
		Reports:  map[string]graph.Reports{"OWN": graph.OwnOnly, "REPORTED": graph.ReportsOnly}[in.text("reports")],
	}}
	f.From, _ = in["from"].(graph.Date)
	f.To, _ = in["to"].(graph.Date)
	f.AsOf, _ = in["asOf"].(graph.Date)
	if strings.ContainsRune(f.Text, 0) {
		return f, invalidf("a text to search for cannot hold a NUL byte")
	}
	if len(f.Statuses) == 0 {
		f.Statuses = graph.CountedStatuses
	}
	for _, actors := range []struct {
		name string
		to   *[]graph.ActorID
	}{{"actor", &f.Holders}, {"speaker", &f.Speakers}, {"reportedBy", &f.Reporters}} {
		ids, err := actorNames.refs(c.run, in.items(actors.name))
		if err != nil {
			return f, err
		}
		*actors.to = ids
	}
	for _, id := range inputTexts(in.items("article")) {
		key, err := keyOf[graph.ArticleID]("Article", id)
		if err != nil {
			return f, err
		}
		f.Articles = append(f.Articles, key)
	}
	return c.issues(in, f)
}

// issues reads the issues of a filter, names the filter, and brings in the parts of the issues.
func (c *call) issues(in input, f filter) (filter, error) {
	var err error
	if f.Issues, err = issueNames.refs(c.run, in.items("issue")); err != nil {
		return f, err
	}
	f.name = describe(f.StatementFilter, in["includeParts"])
	if in["includeParts"] == true && len(f.Issues) > 0 {
		f.Issues = c.words.withParts(f.Issues)
	}
	return f, nil
}

// describe writes values as text that is the same for the same values.
func describe(values ...any) string {
	b, err := json.Marshal(values)
	if err != nil {
		panic(err) // plain structs of strings and numbers
	}
	return string(b)
}

// lower turns values of an enum of the schema into those of the domain.
func lower[T ~string](items []any) []T {
	var out []T
	for _, item := range items {
		if s, ok := item.(string); ok {
			out = append(out, T(strings.ToLower(s)))
		}
	}
	return out
}

// onEdges gives the filter for stance edges: without statuses where they are the counted ones, so that the store can
// answer from the derived edges.
func (f filter) onEdges() graph.StatementFilter {
	w := f.StatementFilter
	if len(w.Statuses) == len(graph.CountedStatuses) && w.Statuses[0] == graph.Suggested && w.Statuses[1] == graph.Accepted {
		w.Statuses = nil
	}
	return w
}
