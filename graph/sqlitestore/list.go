package sqlitestore

import (
	"fmt"
	"slices"
	"strings"

	"stancegraph/graph"
)

// A listing says how the rows of a query are found: from what, narrowed by what, in which order.
type listing struct {
	rows   rows
	source string // tables and joins
	index  string // " INDEXED BY …" behind a source that is one table, where SQLite would choose a worse one
	key    string // columns that name a row of the source, where it is not grouped
	group  string // columns that the rows are grouped by
	having string // narrows groups
	where  conditions
	order  order  // on the columns of the source
	sort   order  // the same on those of the rows
	holder string // the column of the holder in the source
	page   graph.Page
}

// edgeCounts are the figures of a stance edge, counted over its statements joined with their articles.
const edgeCounts = `count(*) AS statements, sum(status = 'accepted') AS accepted, sum(reported_by <> '[]') AS reported,
	count(DISTINCT text_hash) AS articles, coalesce(min(nullif(held_on, '')), '') AS first_date, max(held_on) AS last_date,
	coalesce(max(held_on) FILTER (WHERE reported_by = '[]'), '') AS last_own`

// listOf words the list of a query.
func listOf(what graph.Source) listing {
	var c conditions
	byName := order{columns: []string{"name", "id"}}
	switch q := what.(type) {
	case graph.ActorQuery:
		in(&c, "kind", q.Kinds)
		standing(&c, q.MergedInto, q.Gone)
		c.contains("folded", q.Text)
		c.words(graph.ActorObject, q.Words)
		return plainList(rowsOf(&actorTable), "id", c, byName, q.Page)
	case graph.IssueQuery:
		in(&c, "part_of", q.PartOf)
		standing(&c, q.MergedInto, q.Gone)
		c.contains("folded", q.Text)
		c.words(graph.IssueObject, q.Words)
		return plainList(rowsOf(&issueTable), "id", c, byName, q.Page)
	case graph.ArticleQuery:
		in(&c, "source", q.Sources)
		c.span("published", q.From, q.To)
		c.contains(foldedOf("articles", "title"), q.Text)
		c.words(graph.ArticleObject, q.Words)
		return plainList(rowsOf(&articleTable), "id", c, order{columns: []string{"published", "id"}, descending: true}, q.Page)
	case graph.RevisionQuery:
		in(&c, "who", q.Who)
		in(&c, "action", q.Actions)
		if q.Object != (graph.ObjectID{}) {
			c.add("id IN (SELECT revision FROM revision_objects WHERE type = ? AND object = ?)", q.Object.Type, q.Object.ID)
		}
		return plainList(rowsOf(&revisionTable), "revisions.rowid", c, order{columns: []string{"made_at", "id"}, descending: true}, q.Page)
	case graph.StatementQuery:
		c.filter(q.Where)
		if len(q.Where.Holders) == 0 {
			c.byDate("stance")
		}
		c.words(graph.StatementObject, q.Words)
		o := order{columns: []string{"held_on", "id"}, descending: !q.Oldest}
		if q.Unsure {
			o = bySureness
		}
		l := plainList(rowsOf(&statementTable), "statements.number", c, o, q.Page)
		l.holder = "holder"
		return l
	case graph.StanceQuery:
		return edges(q)
	case graph.PairQuery:
		return pairs(q)
	}
	panic(fmt.Sprintf("%T is no list", what)) // graph.Steps lets nothing else through
}

// plainList is a list of the rows of a table.
func plainList(r rows, key string, where conditions, o order, p graph.Page) listing {
	return listing{rows: r, source: r.table, key: key, where: where, order: o, sort: o, page: p}
}

// edges words the list of stance edges: the derived ones where they can answer, or ones that are counted on the spot.
func edges(q graph.StanceQuery) listing {
	var c conditions
	sorted := order{columns: []string{"issue", "stance", "actor"}}
	if q.Where.OnEdges() {
		c.edge(q.Where, "actor")
		l := plainList(rowsOf(&edgeTable), sorted.key(), c, sorted, q.Page)
		l.holder = "actor"
		return l
	}
	r := rowsOf(&edgeTable)
	r.columns = "issue, stance, holder AS actor, " + edgeCounts
	source := order{columns: []string{"issue", "stance", "holder"}}
	return listing{rows: r, source: "statements JOIN articles ON articles.id = statements.article", group: source.key(), where: counted(q.Where),
		order: source, sort: sorted, holder: "holder", page: q.Page}
}

// counted narrows to the counted statements that match and have a holder.
func counted(f graph.StatementFilter) (c conditions) {
	where, ok := f.Counted()
	c.filter(where)
	c.add("holder <> ''")
	if !ok {
		c.add("false")
	}
	return c
}

var pairTable = table[graph.Pair]{columns: "issue, actor", scan: func(scan func(...any) error) (p graph.Pair, err error) {
	err = scan(&p.Issue, &p.Actor)
	return p, err
}}

// pairs words the list of pairs, from stance edges where these can answer.
func pairs(q graph.PairQuery) listing {
	l := listing{rows: rowsOf(&pairTable), sort: order{columns: []string{"issue", "actor"}}, page: q.Page}
	l.order = l.sort
	if q.Where.OnEdges() {
		l.source, l.holder = "stance_edges", "actor"
		l.where.edge(q.Where, "actor")
	} else {
		l.source, l.holder, l.where = "statements", "holder", counted(q.Where)
		l.rows.columns = "issue, holder AS actor"
		l.order.columns = []string{"issue", "holder"}
	}
	l.group = l.order.key()
	if q.Contested {
		l.having = " HAVING count(DISTINCT nullif(stance, 'mediates')) > 1"
	}
	return l
}

// scoped narrows to the scope at hand, which sets some fields.
func (l listing) scoped(fields []string) listing {
	l.where = l.where.clone()
	for _, f := range fields {
		switch f {
		case "changed_actor", "changed_issue", "changed_article", "changed_statement":
			l.where.add("id IN (SELECT revision FROM revision_objects WHERE type = ? AND object = scope_"+f+")", strings.TrimPrefix(f, "changed_"))
		case "holder":
			l.where.add(l.holder + " = scope_holder")
		default:
			l.where.add(f + " = scope_" + f)
		}
	}
	if l.source == "statements" && l.group == "" && slices.Contains(fields, "holder") && slices.Contains(fields, "issue") {
		// The index of stance edges has the stance in between, so it needs to be told of all of them.
		l.where.add("stance IN " + allStances)
		l.index = " INDEXED BY statements_by_edge"
	}
	return l
}

// allStances is a list of all stances.
const allStances = "('supports', 'opposes', 'mediates', 'undecided')"

// total words how many items a scope has on all pages together.
func (l listing) total() (string, []any) {
	if l.group != "" {
		return fmt.Sprintf("(SELECT count(*) FROM (SELECT 1 FROM %s%s GROUP BY %s%s))", l.source, l.where.where(), l.group, l.having), l.where.args
	}
	return fmt.Sprintf("(SELECT count(*) FROM %s%s%s)", l.source, l.index, l.where.where()), l.where.args
}

// only words the page of a list without scopes.
func (l listing) only() (string, []any) {
	bounded := l.where.within(l.order, l.page)
	grouped := ""
	if l.group != "" {
		grouped = " GROUP BY " + l.group + l.having
	}
	return fmt.Sprintf("SELECT %s FROM %s%s%s%s ORDER BY %s LIMIT ?", l.rows.columns, l.source, l.index, bounded.where(), grouped, l.order.direction(l.page)),
		append(bounded.args, l.page.Limit+1)
}

// items words the pages of all scopes, a row for each item with the number n of its scope.
func (l listing) items(scopes string) (string, []any) {
	bounded := l.where.within(l.order, l.page)
	args := append(bounded.args, l.page.Limit+1)
	if l.group != "" {
		return fmt.Sprintf(`SELECT n, %[1]s FROM (SELECT *, row_number() OVER (PARTITION BY n ORDER BY %[2]s) AS place FROM
			(SELECT n, %[3]s FROM %[4]s CROSS JOIN %[5]s%[6]s GROUP BY n, %[7]s%[8]s)) WHERE place <= ?`,
			l.rows.names, l.sort.direction(l.page), l.rows.columns, scopes, l.source, bounded.where(), l.group, l.having), args
	}
	return fmt.Sprintf("SELECT n, %[1]s FROM %[2]s CROSS JOIN %[3]s ON (%[4]s) IN (SELECT %[4]s FROM %[3]s%[5]s%[6]s ORDER BY %[7]s LIMIT ?)",
		l.rows.columns, scopes, l.source, l.key, l.index, bounded.where(), l.order.direction(l.page)), args
}
