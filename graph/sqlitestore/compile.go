package sqlitestore

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"stancegraph/graph"
)

// compiled is one SQL statement that carries out some steps. Each step is a common table, w0, w1 and so on: the number n of the slice that
// a row belongs to, its own number at, and the columns of its object; rows with the same number stand in their order. A list has one row more
// than its page, which tells only that there are more; kept is without it, and later steps begin there. At the end the rows of all tables
// come one after another, each with the number of its step; a row whose at is -1 tells the total of a slice.
type compiled struct {
	steps  []rows // what each step reads
	with   []string
	parts  []part
	kept   []source // of each step
	args   []any    // of with
	cells  []any    // of the row at hand: step, n, at, and the columns of its object
	places []any    // pointers to them
}

// A source stands behind FROM.
type source struct {
	text string
	args []any
}

// A part is what the statement selects at the end from one table.
type part struct {
	step        int
	at, columns string
	width       int
	from        string
	args        []any
}

// leading is the number of columns before those of an object: step, n, at.
const leading = 3

// rows says how the objects of a set lie in rows.
type rows struct {
	table   string
	columns string // as they are read from the table
	names   string // as they are called then
	scan    func(func(...any) error) (any, error)
}

func rowsOf[T any](t *table[T]) rows {
	return rows{t.name, t.columns, t.columns, func(scan func(...any) error) (any, error) { return t.scan(scan) }}
}

// rowsOfSet gives how objects that have ids lie in rows.
func rowsOfSet(set graph.Set) rows {
	switch set {
	case graph.ActorSet:
		return rowsOf(&actorTable)
	case graph.IssueSet:
		return rowsOf(&issueTable)
	case graph.ArticleSet:
		return rowsOf(&articleTable)
	case graph.StatementSet:
		return rowsOf(&statementTable)
	}
	return rowsOf(&revisionTable)
}

// selected reads only the columns that a step needs.
func (r rows) selected(s graph.Step) rows {
	var columns []string
	var kept []int // their numbers among all
	all := strings.Split(r.columns, ", ")
	for i, c := range all {
		if s.Reads(fieldOf(c)) {
			columns, kept = append(columns, c), append(kept, i)
		}
	}
	if len(kept) == len(all) {
		return r
	}
	r.columns = strings.Join(columns, ", ")
	r.names = r.columns
	whole := r.scan
	r.scan = func(scan func(...any) error) (any, error) {
		return whole(func(to ...any) error {
			some := make([]any, len(kept))
			for i, k := range kept {
				some[i] = to[k]
			}
			return scan(some...)
		})
	}
	return r
}

// fieldOf gives the field that a column holds, start for start_byte and heldOn for held_on.
func fieldOf(column string) graph.Field {
	words := strings.Split(strings.TrimSuffix(column, "_byte"), "_")
	for i, w := range words[1:] {
		words[i+1] = strings.ToUpper(w[:1]) + w[1:]
	}
	return graph.Field(strings.Join(words, ""))
}

func compile(steps []graph.Step) *compiled {
	q := &compiled{kept: make([]source, len(steps))}
	uses := make([]use, len(steps))
	for _, s := range steps {
		if s.Parent >= 0 {
			uses[s.Parent].read = true
			uses[s.Parent].numbered = uses[s.Parent].numbered || s.Listed()
		}
	}
	for k, s := range steps {
		q.kept[k].text = fmt.Sprintf("w%d", k)
		switch what := s.What.(type) {
		case graph.IDs:
			q.ids(k, s, what)
		case graph.Link:
			q.link(k, s, what, uses[k])
		case graph.Texts:
			q.texts(k, q.kept[s.Parent], what)
		case graph.Stamp:
			q.stamp(k)
		case graph.FacetQuery:
			q.facet(k, what)
			q.kept[k].text = fmt.Sprintf("(SELECT * FROM w%d WHERE kept)", k)
		default:
			q.list(k, s, uses[k])
		}
	}
	width := 0
	for _, p := range q.parts {
		width = max(width, p.width)
	}
	q.cells = make([]any, leading+width)
	for i := range q.cells {
		q.places = append(q.places, &q.cells[i])
	}
	return q
}

// A use says what later steps look at in the rows of a step.
type use struct {
	read     bool // they begin from them
	numbered bool // they need the numbers
}

// text is the whole statement with its arguments.
func (q *compiled) text() (string, []any) {
	var selects []string
	args := append([]any{}, q.args...)
	for _, p := range q.parts {
		selects = append(selects, fmt.Sprintf("SELECT %d AS step, n, %s AS at, %s%s FROM %s", p.step, p.at, p.columns, strings.Repeat(", NULL", len(q.cells)-leading-p.width), p.from))
		args = append(args, p.args...)
	}
	with := ""
	if len(q.with) > 0 {
		with = "WITH " + strings.Join(q.with, ",\n") + "\n"
	}
	return with + strings.Join(selects, "\nUNION ALL "), args
}

// table adds a common table.
func (q *compiled) table(args []any, format string, a ...any) {
	q.with = append(q.with, fmt.Sprintf(format, a...))
	q.args = append(q.args, args...)
}

// objects notes that the rows of a step's table are objects of the answer.
func (q *compiled) objects(k int, r rows) { q.objectsFrom(k, r, fmt.Sprintf("w%d", k)) }

func (q *compiled) objectsFrom(k int, r rows, from string, args ...any) {
	q.steps = append(q.steps, r)
	q.parts = append(q.parts, part{step: k, at: "at", columns: r.names, width: strings.Count(r.names, ",") + 1, from: from, args: args})
}

func (q *compiled) ids(k int, s graph.Step, what graph.IDs) {
	r := rowsOfSet(what.Of).selected(s)
	q.table([]any{jsonOf(what.IDs)}, `w%d AS MATERIALIZED (SELECT 0 AS n, place AS at, %s
		FROM (SELECT value AS wanted, min(key) AS place FROM json_each(?) GROUP BY value) CROSS JOIN %s ON id = wanted)`, k, r.columns, r.table)
	q.objects(k, r)
}

// linked words the ids that a link leads to from the rows of a table.
var linked = map[graph.Link]string{
	graph.Holder:            "SELECT holder FROM %s",
	graph.About:             "SELECT issue FROM %s",
	graph.In:                "SELECT article FROM %s",
	graph.Speaker:           "SELECT speaker FROM %s",
	graph.Reporters:         "SELECT value FROM %s, json_each(reported_by)",
	graph.Parties:           "SELECT value FROM %s, json_each(parties)",
	graph.Bodies:            "SELECT value ->> 'body' FROM %s, json_each(speaks_for)",
	graph.Memberships:       "SELECT value FROM %s, json_each(member_of)",
	graph.MergeTarget:       "SELECT merged_into FROM %s",
	graph.Whole:             "SELECT part_of FROM %s",
	graph.Undone:            "SELECT undoes FROM %s",
	graph.ChangedActors:     "SELECT object FROM revision_objects WHERE type = 'actor' AND revision IN (SELECT id FROM %s)",
	graph.ChangedIssues:     "SELECT object FROM revision_objects WHERE type = 'issue' AND revision IN (SELECT id FROM %s)",
	graph.ChangedArticles:   "SELECT object FROM revision_objects WHERE type = 'article' AND revision IN (SELECT id FROM %s)",
	graph.ChangedStatements: "SELECT object FROM revision_objects WHERE type = 'statement' AND revision IN (SELECT id FROM %s)",
}

// link reads what the rows of the parent name. The rows come by id, as the primary key has them.
func (q *compiled) link(k int, s graph.Step, what graph.Link, used use) {
	r := rowsOfSet(s.Gives).selected(s)
	ids := linked[what]
	if what == graph.MergeSources {
		ids = fmt.Sprintf("SELECT id FROM %s WHERE merged_into <> '' AND merged_into IN (SELECT id FROM %%s)", r.table)
	}
	switch {
	case s.Of == graph.StanceSet && what == graph.Holder:
		ids = "SELECT actor FROM %s"
	case s.Of == graph.FacetSet:
		ids = "SELECT value FROM %s"
	}
	at := "0"
	if used.numbered {
		at = "row_number() OVER (ORDER BY id)"
	}
	parent := q.kept[s.Parent]
	found := fmt.Sprintf("(SELECT 0 AS n, %s AS at, %s FROM %s WHERE id IN (%s))", at, r.columns, r.table, fmt.Sprintf(ids, parent.text))
	if !used.read {
		q.objectsFrom(k, r, found, parent.args...)
		return
	}
	q.table(parent.args, "w%d AS MATERIALIZED %s", k, found)
	q.objects(k, r)
}

func (q *compiled) texts(k int, parent source, what graph.Texts) {
	q.steps = append(q.steps, rows{scan: func(scan func(...any) error) (any, error) {
		var t graph.Text
		err := scan(&t.Article, &t.Text)
		return t, err
	}})
	p := part{step: k, at: "row_number() OVER ()", columns: "article, text", width: 2,
		from: fmt.Sprintf("(SELECT 0 AS n, * FROM texts) WHERE article IN (SELECT id FROM %s)", parent.text), args: slices.Clone(parent.args)}
	if what.Most > 0 {
		p.from += fmt.Sprintf(" AND (SELECT sum(size) FROM %s) <= ?", parent.text)
		p.args = append(append(p.args, parent.args...), what.Most)
	}
	q.parts = append(q.parts, p)
}

func (q *compiled) stamp(k int) {
	q.steps = append(q.steps, rows{scan: func(scan func(...any) error) (any, error) {
		var stamp int
		err := scan(&stamp)
		return strconv.Itoa(stamp), err
	}})
	q.parts = append(q.parts, part{step: k, at: "0", columns: "stamp", width: 1, from: "(SELECT 0 AS n, stamp FROM vocabulary)"})
}

// facetValues words the value of each facet, "" or null for none.
var facetValues = map[graph.Facet]string{
	graph.ByStance: "stance", graph.ByStatus: "status", graph.ByIssue: "issue", graph.ByHolder: "holder", graph.ByMethod: "method",
	graph.ByKind:   "(SELECT kind FROM actors WHERE id = holder)",
	graph.BySource: "(SELECT source FROM articles WHERE id = article)",
	graph.ByYear:   "substr(held_on, 1, 4)",
	graph.ByMonth:  "CASE WHEN length(held_on) > 4 THEN substr(held_on, 1, 7) END",
}

var facetTable = table[graph.FacetCount]{columns: "value, found", scan: func(scan func(...any) error) (f graph.FacetCount, err error) {
	err = scan(&f.Value, &f.Statements)
	return f, err
}}

func (q *compiled) facet(k int, what graph.FacetQuery) {
	var c conditions
	c.filter(what.Where)
	q.table(append(append([]any{what.Limit}, c.args...), what.Limit+1), `w%d AS MATERIALIZED (SELECT *, at <= ? AS kept FROM (SELECT 0 AS n, row_number() OVER (ORDER BY found DESC, value) AS at, value, found
		FROM (SELECT value, count(*) AS found FROM (SELECT %s AS value FROM statements%s) WHERE value <> '' GROUP BY value ORDER BY found DESC, value LIMIT ?)))`,
		k, facetValues[what.By], c.where())
	q.objects(k, rowsOf(&facetTable))
}

// scopeOf names, for each set of parents and of what is listed under them, the fields of a scope with the columns of the parent.
func scopeOf(parent, gives graph.Set) map[string]string {
	switch {
	case gives == graph.IssueSet:
		return map[string]string{"part_of": "id"}
	case gives == graph.RevisionSet:
		return map[string]string{"changed_" + strings.TrimSuffix(string(parent), "s"): "id"}
	case parent == graph.ActorSet:
		return map[string]string{"holder": "id"}
	case parent == graph.IssueSet:
		return map[string]string{"issue": "id"}
	case parent == graph.ArticleSet:
		return map[string]string{"article": "id"}
	case parent == graph.PairSet:
		return map[string]string{"holder": "actor", "issue": "issue"}
	}
	return map[string]string{"holder": "actor", "issue": "issue", "stance": "stance"}
}

// scopeFields are the fields that a scope can set, in the order in which they are worded.
var scopeFields = []string{"holder", "issue", "stance", "article", "part_of", "changed_actor", "changed_issue", "changed_article", "changed_statement"}

// list adds a list: a table s0, s1 and so on of its scopes, where it has any, then its rows. Those of a list without scopes come in order, so
// that they are numbered only where lists are below.
func (q *compiled) list(k int, s graph.Step, used use) {
	l := listOf(s.What)
	l.rows = l.rows.selected(s)
	scopes, fields := q.scopes(k, s)
	l = l.scoped(fields)
	q.kept[k].text = fmt.Sprintf("(SELECT * FROM w%d WHERE kept)", k)
	switch {
	case scopes != alone:
		items, args := l.items(scopes)
		q.table(append([]any{l.page.Limit}, args...), "w%d AS MATERIALIZED (SELECT *, place <= ? AS kept FROM (SELECT *, row_number() OVER (ORDER BY n, %[2]s) AS at, row_number() OVER (PARTITION BY n ORDER BY %[2]s) AS place FROM (%[3]s)))",
			k, l.sort.direction(l.page), items)
	case used.numbered:
		items, args := l.only()
		q.table(append([]any{l.page.Limit}, args...), "w%d AS MATERIALIZED (SELECT *, at <= ? AS kept FROM (SELECT 0 AS n, row_number() OVER () AS at, * FROM (%s)))", k, items)
	default:
		items, args := l.only()
		q.table(args, "w%d AS MATERIALIZED (SELECT 0 AS n, 0 AS at, * FROM (%s))", k, items)
		q.kept[k] = source{fmt.Sprintf("(SELECT * FROM w%d LIMIT ?)", k), []any{l.page.Limit}}
	}
	q.objects(k, l.rows)
	if l.page.Total {
		total, args := l.total()
		q.parts = append(q.parts, part{step: k, at: "-1", columns: total, width: 1, from: scopes, args: args})
	}
}

// alone is the table of scopes of a list that has one slice and is narrowed by its filter only.
const alone = "(SELECT 0 AS n)"

// scopes adds the table of a list's scopes and tells which fields they set.
func (q *compiled) scopes(k int, s graph.Step) (name string, fields []string) {
	name = fmt.Sprintf("s%d", k)
	if s.Parent >= 0 {
		columns := "at AS n"
		from := scopeOf(s.Of, s.Gives)
		for _, f := range scopeFields {
			if column, ok := from[f]; ok {
				fields = append(fields, f)
				columns += fmt.Sprintf(", %s AS scope_%s", column, f)
			}
		}
		parent := q.kept[s.Parent]
		q.table(parent.args, "%s AS MATERIALIZED (SELECT %s FROM %s)", name, columns, parent.text)
		return name, fields
	}
	scopes := scopesIn(s.What)
	if len(scopes) == 0 {
		return alone, nil
	}
	columns := "key AS n"
	first := valuesOf(scopes[0])
	for _, f := range scopeFields {
		if first[f] != "" {
			fields = append(fields, f)
			columns += fmt.Sprintf(", value ->> '%[1]s' AS scope_%[1]s", f)
		}
	}
	values := make([]map[string]string, len(scopes))
	for i, scope := range scopes {
		values[i] = valuesOf(scope)
	}
	q.table([]any{jsonOf(values)}, "%s AS MATERIALIZED (SELECT %s FROM json_each(?))", name, columns)
	return name, fields
}

func scopesIn(what graph.Source) []graph.Scope {
	switch q := what.(type) {
	case graph.StatementQuery:
		return q.Scopes
	case graph.StanceQuery:
		return q.Scopes
	}
	return nil
}

// valuesOf gives the fields of a scope by name. Every scope of a query sets the same ones.
func valuesOf(s graph.Scope) map[string]string {
	return map[string]string{"holder": string(s.Holder), "issue": string(s.Issue), "stance": string(s.Stance), "article": string(s.Article)}
}
