package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
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

// in adds "the column is one of these"; an empty list lets all through. Behind a single value an index goes on in order.
func in[K ~string](c *conditions, column string, values []K) {
	switch len(values) {
	case 0:
	case 1:
		c.add(column+" = ?", values[0])
	default:
		c.add(column+" IN (SELECT value FROM json_each(?))", jsonOf(values))
	}
}

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

func (c *conditions) where() string {
	if len(c.terms) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.terms, " AND ")
}

// An order is a list's order: the columns of [graph.Pos], all in one direction.
type order struct {
	columns    []string
	descending bool
}

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
	marks := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(o.columns)), ", ") + ")"
	ahead, behind := ">", "<"
	if o.descending {
		ahead, behind = behind, ahead
	}
	bounded := conditions{append([]string{}, c.terms...), append([]any{}, c.args...)}
	if p.After != nil {
		bounded.add(tuple+" "+ahead+" "+marks, anyOf(p.After)...)
	}
	if p.Before != nil {
		bounded.add(tuple+" "+behind+" "+marks, anyOf(p.Before)...)
	}
	return bounded
}

// slice reads one page of a table.
func (t *table[T]) slice(ctx context.Context, db querier, c conditions, o order, p graph.Page) (graph.Slice[T], error) {
	total := -1
	if p.Total {
		if err := scanInt(ctx, db, &total, "SELECT count(*) FROM "+t.name+c.where(), c.args...); err != nil {
			return graph.Slice[T]{}, err
		}
	}
	bounded := c.within(o, p)
	query := fmt.Sprintf("SELECT %s FROM %s%s ORDER BY %s LIMIT ?", t.columns, t.name, bounded.where(), o.direction(p))
	items, err := t.collect(ctx, db, query, append(bounded.args, p.Limit+1)...)
	return graph.Trim(items, p, total), err
}

func anyOf(pos graph.Pos) []any {
	out := make([]any, len(pos))
	for i, v := range pos {
		out[i] = v
	}
	return out
}

func scanInt(ctx context.Context, db querier, to *int, query string, args ...any) error {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	if rows.Next() {
		if err := rows.Scan(to); err != nil {
			return err
		}
	}
	return rows.Err()
}

// find validates a query and reads one page of a table.
func find[T any](ctx context.Context, s *Store, t *table[T], invalid error, c conditions, o order, p graph.Page) (out graph.Slice[T], err error) {
	if invalid != nil {
		return out, invalid
	}
	err = s.read(ctx, "find "+t.name, func(tx *sql.Tx) error {
		out, err = t.slice(ctx, tx, c, o, p)
		return err
	})
	return out, err
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

// FindActors implements [graph.Reader].
func (s *Store) FindActors(ctx context.Context, q graph.ActorQuery) (graph.Slice[graph.Actor], error) {
	var c conditions
	in(&c, "kind", q.Kinds)
	standing(&c, q.MergedInto, q.Gone)
	c.contains("folded", q.Text)
	return find(ctx, s, &actorTable, q.Validate(), c, order{columns: []string{"name", "id"}}, q.Page)
}

// FindIssues implements [graph.Reader].
func (s *Store) FindIssues(ctx context.Context, q graph.IssueQuery) (graph.Slice[graph.Issue], error) {
	var c conditions
	in(&c, "part_of", q.PartOf)
	standing(&c, q.MergedInto, q.Gone)
	c.contains("folded", q.Text)
	return find(ctx, s, &issueTable, q.Validate(), c, order{columns: []string{"name", "id"}}, q.Page)
}

// FindArticles implements [graph.Reader].
func (s *Store) FindArticles(ctx context.Context, q graph.ArticleQuery) (graph.Slice[graph.Article], error) {
	var c conditions
	in(&c, "source", q.Sources)
	c.span("published", q.From, q.To)
	c.contains("folded", q.Text)
	return find(ctx, s, &articleTable, q.Validate(), c, order{[]string{"published", "id"}, true}, q.Page)
}

// FindRevisions implements [graph.Reader].
func (s *Store) FindRevisions(ctx context.Context, q graph.RevisionQuery) (graph.Slice[graph.Revision], error) {
	var c conditions
	in(&c, "who", q.Who)
	if q.Object != (graph.ObjectID{}) {
		c.add("id IN (SELECT revision FROM revision_objects WHERE type = ? AND object = ?)", q.Object.Type, q.Object.ID)
	}
	return find(ctx, s, &revisionTable, q.Validate(), c, order{[]string{"made_at", "id"}, true}, q.Page)
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
		c.add("(holder IN "+named+" OR speaker IN "+named+" OR EXISTS (SELECT 1 FROM json_each(reported_by) r WHERE r.value IN "+named+
			") OR EXISTS (SELECT 1 FROM json_each(parties) p WHERE p.value IN "+named+"))", ids, ids, ids, ids)
	}
	switch f.Reports {
	case graph.OwnOnly:
		c.add("reported_by = '[]'")
	case graph.ReportsOnly:
		c.add("reported_by <> '[]'")
	}
	c.span("held_on", f.From, f.To)
	c.contains("statements.folded", f.Text)
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

// FindStatements implements [graph.Reader].
func (s *Store) FindStatements(ctx context.Context, q graph.StatementQuery) ([]graph.Slice[graph.Statement], error) {
	if err := q.Validate(); err != nil {
		return nil, err
	}
	var c conditions
	c.filter(q.Where)
	list := statementList
	list.order = order{[]string{"held_on", "id"}, !q.Oldest}
	return list.find(ctx, s, "find statements", c, q.Scopes, q.Page)
}

// edgeCounts are the figures of a stance edge, counted over its statements joined with their articles.
const edgeCounts = `count(*), sum(status = 'accepted'), sum(reported_by <> '[]'),
	count(DISTINCT text_hash), coalesce(min(nullif(held_on, '')), ''), max(held_on)`

// countedTable reads edges that are counted on the spot.
var countedTable = table[graph.StanceEdge]{name: "statements", columns: "issue, stance, holder, " + edgeCounts, scan: edgeTable.scan}

// FindStances implements [graph.Reader].
func (s *Store) FindStances(ctx context.Context, q graph.StanceQuery) ([]graph.Slice[graph.StanceEdge], error) {
	if err := q.Validate(); err != nil {
		return nil, err
	}
	list := edgeList
	var c conditions
	if q.Where.OnEdges() {
		c.edge(q.Where, list.actor)
	} else {
		where, ok := q.Where.Counted()
		list = countedList
		c.filter(where)
		c.add("holder <> ''")
		if !ok {
			c.add("false")
		}
	}
	list.order = order{columns: []string{"issue", "stance", list.actor}}
	return list.find(ctx, s, "find stances", c, q.Scopes, q.Page)
}
