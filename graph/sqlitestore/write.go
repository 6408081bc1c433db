package sqlitestore

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"
	"strings"

	"stancegraph/graph"
)

// Write implements [graph.Writer].
func (s *Store) Write(ctx context.Context, b graph.Batch) (graph.Receipt, error) {
	return s.WriteAll(ctx, func(yield func(graph.Batch, error) bool) { yield(b, nil) })
}

// WriteAll implements [graph.Writer].
func (s *Store) WriteAll(ctx context.Context, batches iter.Seq2[graph.Batch, error]) (graph.Receipt, error) {
	tx, err := s.writer.BeginTx(ctx, nil) // immediate: nobody else writes from here on
	if err != nil {
		return graph.Receipt{}, s.fail("write", err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	var sum graph.Receipt
	var touched []graph.EdgeKey
	for b, err := range batches {
		if err != nil {
			return graph.Receipt{}, err
		}
		plan, err := s.write(ctx, tx, b)
		if err != nil {
			return graph.Receipt{}, err
		}
		sum.Add(plan.Receipt)
		touched = append(touched, plan.Touched...)
	}
	if err := refreshEdges(ctx, tx, touched); err != nil {
		return graph.Receipt{}, s.fail("write", err)
	}
	if err := tx.Commit(); err != nil {
		return graph.Receipt{}, s.fail("write", err)
	}
	return sum, nil
}

// write carries out one batch, but for the edges that are to be counted anew.
func (s *Store) write(ctx context.Context, tx *sql.Tx, b graph.Batch) (graph.Plan, error) {
	current, err := current(ctx, tx, b.Needs())
	if err != nil {
		return graph.Plan{}, s.fail("write", err)
	}
	plan, err := b.Plan(current)
	if err != nil {
		return graph.Plan{}, err
	}
	return plan, s.fail("write", apply(ctx, tx, plan))
}

// current reads what the file holds of a batch's needs.
func current(ctx context.Context, tx *sql.Tx, n graph.Needs) (c graph.Current, err error) {
	c.Actors = held(ctx, tx, &err, &actorTable, n.Actors, func(a graph.Actor) graph.ActorID { return a.ID })
	c.Issues = held(ctx, tx, &err, &issueTable, n.Issues, func(i graph.Issue) graph.IssueID { return i.ID })
	c.Articles = held(ctx, tx, &err, &articleTable, n.Articles, func(a graph.Article) graph.ArticleID { return a.ID })
	c.Statements = held(ctx, tx, &err, &statementTable, n.Statements, func(s graph.Statement) graph.StatementID { return s.ID })
	c.Codings = held(ctx, tx, &err, &codingTable, n.Codings, func(c graph.Coding) graph.CodingID { return c.ID })
	c.Users = held(ctx, tx, &err, &userTable, n.Users, func(u graph.User) string { return u.Name })
	revisions := held(ctx, tx, &err, &revisionTable, n.Revisions, func(r graph.Revision) graph.RevisionID { return r.ID })
	c.Revisions = make(map[graph.RevisionID]bool, len(revisions))
	for id := range revisions {
		c.Revisions[id] = true
	}
	c.TextHashes, err = heldTexts(ctx, tx, err, n.TextHashes)
	c.Referred = map[graph.ObjectID]bool{}
	referred(ctx, tx, &err, c.Referred, graph.ActorObject, referredActors, n.GoneActors)
	referred(ctx, tx, &err, c.Referred, graph.IssueObject, referredIssues, n.GoneIssues)
	return c, err
}

// referredActors and referredIssues tell to which of some ids anything refers that is not one of them.
const (
	referredActors = `WITH gone AS MATERIALIZED (SELECT value FROM json_each(?)) SELECT value FROM gone WHERE EXISTS (SELECT 1 FROM statements WHERE holder = gone.value)
		OR EXISTS (SELECT 1 FROM statements WHERE speaker = gone.value AND speaker <> '')
		OR EXISTS (SELECT 1 FROM statements, json_each(reported_by) r WHERE reported_by <> '[]' AND r.value = gone.value)
		OR EXISTS (SELECT 1 FROM statements, json_each(parties) p WHERE parties <> '[]' AND p.value = gone.value)
		OR EXISTS (SELECT 1 FROM actors WHERE merged_into = gone.value AND merged_into <> '' AND id NOT IN gone)
		OR EXISTS (SELECT 1 FROM actors, json_each(member_of) m WHERE m.value = gone.value AND actors.id NOT IN gone)
		OR EXISTS (SELECT 1 FROM actors, json_each(speaks_for) t WHERE t.value ->> 'body' = gone.value AND actors.id NOT IN gone)`
	referredIssues = `WITH gone AS MATERIALIZED (SELECT value FROM json_each(?)) SELECT value FROM gone WHERE EXISTS (SELECT 1 FROM statements WHERE issue = gone.value)
		OR EXISTS (SELECT 1 FROM issues WHERE part_of = gone.value AND id NOT IN gone)
		OR EXISTS (SELECT 1 FROM issues WHERE merged_into = gone.value AND merged_into <> '' AND id NOT IN gone)`
)

func referred[K ~string](ctx context.Context, tx *sql.Tx, failed *error, to map[graph.ObjectID]bool, typ graph.ObjectType, query string, ids []K) {
	if *failed != nil || len(ids) == 0 {
		return
	}
	*failed = collectRows(ctx, tx, query, []any{jsonOf(ids)}, func(rows *sql.Rows) error {
		o := graph.ObjectID{Type: typ}
		err := rows.Scan(&o.ID)
		to[o] = true
		return err
	})
}

// heldTexts tells which of some hashes texts have.
func heldTexts(ctx context.Context, tx *sql.Tx, failed error, hashes []string) (map[string]bool, error) {
	held := map[string]bool{}
	if failed != nil || len(hashes) == 0 {
		return held, failed
	}
	rows, err := tx.QueryContext(ctx, "SELECT text_hash FROM articles WHERE text_hash IN (SELECT value FROM json_each(?))", jsonOf(hashes))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var hash string
		if err := rows.Scan(&hash); err != nil {
			return nil, err
		}
		held[hash] = true
	}
	return held, rows.Err()
}

func held[T any, K ~string](ctx context.Context, tx *sql.Tx, failed *error, t *table[T], ids []K, key func(T) K) map[K]T {
	if *failed != nil || len(ids) == 0 {
		return nil
	}
	items, err := t.byKey(ctx, tx, jsonOf(ids))
	*failed = err
	m := make(map[K]T, len(items))
	for _, item := range items {
		m[key(item)] = item
	}
	return m
}

// apply carries out a plan, but for the edges that are to be counted anew.
func apply(ctx context.Context, tx *sql.Tx, p graph.Plan) (err error) {
	for _, w := range []struct {
		graph.Batch
		word func(table, key, columns string) string
	}{{p.Create, insert}, {p.Replace, replace}} {
		put(ctx, tx, &err, w.word, &actorTable, w.Actors, func(a graph.Actor) string { return foldAll(append([]string{a.Name}, a.Aliases...)...) })
		put(ctx, tx, &err, w.word, &issueTable, w.Issues, func(i graph.Issue) string { return foldAll(append([]string{i.Name}, i.Phrases...)...) })
		put(ctx, tx, &err, w.word, &articleTable, heads(w.Articles), func(a graph.Article) string { return folded(a.Title) })
		put(ctx, tx, &err, w.word, &statementTable, w.Statements, func(s graph.Statement) string { return folded(s.Quote) })
		put(ctx, tx, &err, w.word, &codingTable, w.Codings, nil)
		put(ctx, tx, &err, w.word, &userTable, w.Users, nil)
		put(ctx, tx, &err, w.word, &revisionTable, w.Revisions, nil)
	}
	putTexts(ctx, tx, &err, p.Create.Articles)
	putTerms(ctx, tx, &err, p.Create)
	stampVocabulary(ctx, tx, &err, p)
	putRevisionObjects(ctx, tx, &err, p.Create.Revisions)
	growEdges(ctx, tx, &err, p.Grown)
	return err
}

// stampVocabulary changes the stamp where the plan writes actors or issues.
func stampVocabulary(ctx context.Context, tx *sql.Tx, failed *error, p graph.Plan) {
	if *failed == nil && p.WritesVocabulary() {
		_, *failed = tx.ExecContext(ctx, "UPDATE vocabulary SET stamp = stamp + 1")
	}
}

func heads(docs []graph.Document) []graph.Article {
	out := make([]graph.Article, len(docs))
	for i, d := range docs {
		out[i] = d.Article
	}
	return out
}

// put writes whole rows, with the text to search where folded says what that is.
func put[T any](ctx context.Context, tx *sql.Tx, failed *error, word func(table, key, columns string) string, t *table[T], items []T, folded func(T) string) {
	columns := t.columns
	if folded != nil {
		columns += ", folded"
	}
	each(ctx, tx, failed, word(t.name, t.key, columns), items, func(item T) []any {
		values := t.values(item)
		if folded != nil {
			values = append(values, folded(item))
		}
		return values
	})
}

// insert words the statement that writes a new row. ROLLBACK, since SQLite otherwise copies every page that a statement changes, to be able to
// take back that statement alone.
func insert(table, _, columns string) string {
	return fmt.Sprintf("INSERT OR ROLLBACK INTO %s (%s) VALUES %s", table, columns, rowsHere)
}

// replace words the statement that writes a row over the one that has its key.
func replace(table, key, columns string) string {
	var set []string
	for name := range strings.SplitSeq(columns, ", ") {
		if name != key {
			set = append(set, name+" = excluded."+name)
		}
	}
	return fmt.Sprintf("INSERT INTO %s (%s) VALUES %s ON CONFLICT (%s) DO UPDATE SET %s", table, columns, rowsHere, key, strings.Join(set, ", "))
}

// rowsAtOnce is how many rows one statement writes. With one row each, a quarter of the time goes by outside of SQLite.
const rowsAtOnce = 32

// each writes a row for every item, by a query that says [rowsHere] where the rows go, unless something failed before. Between its statements it looks
// whether the context has ended; for one that can end while a statement runs, the driver starts a goroutine each time.
func each[T any](ctx context.Context, tx *sql.Tx, failed *error, query string, items []T, values func(T) []any) {
	calm := context.WithoutCancel(ctx)
	var stmt *sql.Stmt
	var args []any
	prepared := 0 // for how many rows stmt is
	for chunk := range slices.Chunk(items, rowsAtOnce) {
		if *failed == nil {
			*failed = ctx.Err()
		}
		if *failed != nil {
			return
		}
		args = args[:0]
		for _, item := range chunk {
			args = append(args, values(item)...)
		}
		if len(chunk) != prepared {
			prepared = len(chunk)
			row := "(" + times(len(args)/prepared, "?") + ")"
			if stmt, *failed = tx.PrepareContext(ctx, strings.Replace(query, rowsHere, times(prepared, row), 1)); *failed != nil {
				return
			}
			defer stmt.Close()
		}
		if _, *failed = stmt.ExecContext(calm, args...); *failed != nil {
			return
		}
	}
}

// rowsHere stands in a query for the rows of values.
const rowsHere = "{rows}"

// times lists an item n times.
func times(n int, item string) string { return strings.TrimSuffix(strings.Repeat(item+", ", n), ", ") }

func putTexts(ctx context.Context, tx *sql.Tx, failed *error, docs []graph.Document) {
	each(ctx, tx, failed, "INSERT OR IGNORE INTO texts (article, text) VALUES "+rowsHere, docs,
		func(d graph.Document) []any { return []any{d.ID, d.Text} })
}

func putRevisionObjects(ctx context.Context, tx *sql.Tx, failed *error, revisions []graph.Revision) {
	var rows [][]any
	for _, r := range revisions {
		for _, c := range r.Changes {
			rows = append(rows, []any{c.Type, c.ID, r.ID})
		}
	}
	each(ctx, tx, failed, "INSERT OR IGNORE INTO revision_objects (type, object, revision) VALUES "+rowsHere, rows,
		func(row []any) []any { return row })
}

// growEdges adds the figures of new statements to the edges.
func growEdges(ctx context.Context, tx *sql.Tx, failed *error, grown []graph.StanceEdge) {
	each(ctx, tx, failed, `INSERT INTO stance_edges (`+edgeTable.columns+`) VALUES `+rowsHere+`
		ON CONFLICT (issue, stance, actor) DO UPDATE SET statements = statements + excluded.statements, accepted = accepted + excluded.accepted,
			reported = reported + excluded.reported, articles = articles + excluded.articles,
			first_date = coalesce(min(nullif(first_date, ''), nullif(excluded.first_date, '')), nullif(first_date, ''), excluded.first_date),
			last_date = max(last_date, excluded.last_date), last_own = max(last_own, excluded.last_own)`, grown,
		func(e graph.StanceEdge) []any {
			return []any{e.Issue, e.Stance, e.Actor, e.Statements, e.Accepted, e.Reported, e.Articles, e.First, e.Last, e.LastOwn}
		})
}

// refreshEdges counts the touched edges anew and drops those that count nothing.
func refreshEdges(ctx context.Context, tx *sql.Tx, touched []graph.EdgeKey) error {
	if len(touched) == 0 {
		return nil
	}
	const wanted = `WITH touched AS MATERIALIZED (SELECT DISTINCT value ->> 'issue' AS issue, value ->> 'stance' AS stance, value ->> 'actor' AS actor FROM json_each(?)) `
	keys := jsonOf(touched)
	if _, err := tx.ExecContext(ctx, wanted+`DELETE FROM stance_edges WHERE (issue, stance, actor) IN (SELECT issue, stance, actor FROM touched)`, keys); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, wanted+`INSERT INTO stance_edges (`+edgeTable.columns+`)
		SELECT s.issue, s.stance, s.holder, `+edgeCounts+`
		FROM touched CROSS JOIN statements s ON s.issue = touched.issue AND s.stance = touched.stance AND s.holder = touched.actor
		JOIN articles ON articles.id = s.article
		WHERE s.status IN ('suggested', 'accepted') GROUP BY s.issue, s.stance, s.holder`, keys)
	return err
}
