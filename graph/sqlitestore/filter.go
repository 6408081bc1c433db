package sqlitestore

import (
	"strings"

	"stancegraph/graph"
)

// A conditions list is the WHERE part of a query with its arguments. Its text depends on which filters are set, never on
// their values.
type conditions struct {
	terms []string
	args  []any
}

func (c *conditions) add(term string, args ...any) {
	c.terms = append(c.terms, term)
	c.args = append(c.args, args...)
}

// fewValues is how many values stand in a text one by one, which is faster than a list. Every number of them makes another text.
const fewValues = 4

// in adds "the column is one of these"; an empty list lets all through. Behind a single value an index goes on in order.
func in[K ~string](c *conditions, column string, values []K) {
	switch n := len(values); {
	case n == 0:
	case n == 1:
		c.add(column+" = ?", values[0])
	case n <= fewValues:
		c.add(column+" IN (?"+strings.Repeat(", ?", n-1)+")", anyOf(values)...)
	default:
		c.add(column+" IN (SELECT value FROM json_each(?))", jsonOf(values))
	}
}

// byDate keeps the conditions on a column away from the indexes. A list of an issue is then read from its index in the order of dates,
// and not from one that is narrower, of which all that matches would have to be sorted.
func (c *conditions) byDate(column string) {
	for i, term := range c.terms {
		if strings.HasPrefix(term, column+" ") {
			c.terms[i] = "+" + term
		}
	}
}

// contains adds "the folded text of the rows has this in it".
func (c *conditions) contains(column, text string) {
	if text != "" {
		c.add("instr("+column+", ?) > 0", graph.Fold(text))
	}
}

// span keeps dates within from..to, both included; see [graph.Date.In].
func (c *conditions) span(column string, from, to graph.Date) {
	if from != "" {
		c.add(column+" >= ?", from)
	}
	if to != "" {
		c.add(column+" <= ? AND "+column+" || '~' <= ?", to.Ceiling(), to.Ceiling()) // the first for the index
	}
	if from != "" || to != "" {
		c.add(column + " <> ''")
	}
}

func (c conditions) where() string {
	if len(c.terms) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.terms, " AND ")
}

// clone gives a list that can grow without the other.
func (c conditions) clone() conditions {
	return conditions{append([]string{}, c.terms...), append([]any{}, c.args...)}
}

// An order is a list's order: the columns of [graph.Pos], all in one direction.
type order struct {
	columns    []string
	descending bool
	values     func(graph.Pos) []any // of a place, by the columns; nil where they are texts
}

// bySureness is the order of statements by confidence, the least sure first.
var bySureness = order{columns: []string{"confidence", "id"}, values: graph.Pos.BySureness}

// key lists the columns.
func (o order) key() string { return strings.Join(o.columns, ", ") }

// direction words the order in which a page is read.
func (o order) direction(p graph.Page) string {
	direction := " ASC"
	if o.descending != p.Backward {
		direction = " DESC"
	}
	return strings.Join(o.columns, direction+", ") + direction
}

// within narrows to the rows between the ends of a page.
func (c conditions) within(o order, p graph.Page) conditions {
	tuple := "(" + strings.Join(o.columns, ", ") + ")"
	marks := "(" + times(len(o.columns), "?") + ")"
	ahead, behind := ">", "<"
	if o.descending {
		ahead, behind = behind, ahead
	}
	values := o.values
	if values == nil {
		values = func(p graph.Pos) []any { return anyOf(p) }
	}
	bounded := c.clone()
	if p.After != nil {
		bounded.add(tuple+" "+ahead+" "+marks, values(p.After)...)
	}
	if p.Before != nil {
		bounded.add(tuple+" "+behind+" "+marks, values(p.Before)...)
	}
	return bounded
}

func anyOf[K ~string](values []K) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

// standing narrows actors or issues to those merged into some, or else to those that stand unless the others are wanted too.
func standing[K ~string](c *conditions, mergedInto []K, gone bool) {
	if len(mergedInto) > 0 {
		in(c, "merged_into", mergedInto)
		c.add("merged_into <> ''") // the condition of the index
	} else if !gone {
		c.add("merged_into = '' AND NOT withdrawn")
	}
}

// filter adds what a statement filter says, on the columns of the table statements.
func (c *conditions) filter(f graph.StatementFilter) {
	c.edge(f, "holder")
	in(c, "status", f.Statuses)
	in(c, "article", f.Articles)
	in(c, "method", f.Methods)
	if len(f.Speakers) > 0 {
		in(c, "speaker", f.Speakers)
		c.add("speaker <> ''") // the condition of the index
	}
	if len(f.Sources) > 0 {
		c.add("article IN (SELECT id FROM articles WHERE source IN (SELECT value FROM json_each(?)))", jsonOf(f.Sources))
	}
	if len(f.Reporters) > 0 {
		c.add("EXISTS (SELECT 1 FROM json_each(reported_by) r WHERE r.value IN (SELECT value FROM json_each(?)))", jsonOf(f.Reporters))
	}
	if len(f.Naming) > 0 {
		const named = "(SELECT value FROM json_each(?))"
		ids := jsonOf(f.Naming)
		// Each part has an index of its own, which the conditions on empty ones name.
		c.add("statements.id IN (SELECT id FROM statements WHERE holder IN "+named+
			" UNION ALL SELECT id FROM statements WHERE speaker IN "+named+" AND speaker <> ''"+
			" UNION ALL SELECT id FROM statements WHERE reported_by <> '[]' AND EXISTS (SELECT 1 FROM json_each(reported_by) r WHERE r.value IN "+named+")"+
			" UNION ALL SELECT id FROM statements WHERE parties <> '[]' AND EXISTS (SELECT 1 FROM json_each(parties) p WHERE p.value IN "+named+"))", ids, ids, ids, ids)
	}
	switch f.Reports {
	case graph.OwnOnly:
		c.add("reported_by = '[]'")
	case graph.ReportsOnly:
		c.add("reported_by <> '[]'")
	}
	c.span("held_on", f.From, f.To)
	if f.AsOf != "" {
		c.add("(held_on = '' OR held_on || '~' <= ?)", f.AsOf.Ceiling())
	}
	c.contains(foldedOf("statements", "quote"), f.Text)
}

// edge adds the part of a filter that a stance edge can answer.
func (c *conditions) edge(f graph.StatementFilter, actor string) {
	in(c, actor, f.Holders)
	in(c, "issue", f.Issues)
	in(c, "stance", f.Stances)
	if len(f.Kinds) > 0 {
		c.add(actor+" IN (SELECT id FROM actors WHERE kind IN (SELECT value FROM json_each(?)))", jsonOf(f.Kinds))
	}
}
