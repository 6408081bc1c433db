package bench

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// byHand writes readings in one transaction by the given queries, which make the same nodes, relationships and properties as
// the editor and the store do.
func byHand(b *testing.B, driver neo4j.DriverWithContext, database string, queries []string, batch []graph.Reading) {
	b.Helper()
	params := rowsByHand(batch)
	session := driver.NewSession(b.Context(), neo4j.SessionConfig{DatabaseName: database})
	defer session.Close(b.Context()) //nolint:errcheck // by now it is committed or has failed
	_, err := session.ExecuteWrite(b.Context(), func(tx neo4j.ManagedTransaction) (any, error) {
		for _, q := range queries {
			result, err := tx.Run(b.Context(), q, params)
			if err != nil {
				return nil, err
			}
			if _, err := result.Consume(b.Context()); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

const (
	articleByHand = `t.title = r.title, t.source = r.source, t.published = r.published, t.size = r.size, t.textHash = r.textHash,
		t.extracted = r.extracted, t.revision = 1, t.text = r.text, t.terms = r.terms, t.textTerms = r.textTerms`
	statementByHand = `s.name = r.name, s.article = r.article, s.holder = r.holder, s.stance = r.stance, s.issue = r.issue, s.speaker = r.speaker,
		s.quote = r.quote, s.start = r.start, s.end = r.end, s.heldOn = r.heldOn, s.status = 'suggested', s.confidence = r.confidence,
		s.method = 'rules', s.rule = r.rule, s.firstSeen = $now, s.revision = 1, s.terms = r.terms`
	revisionByHand = `v.name = 'load by bench', v.action = 'load', v.who = 'bench', v.when = $now, v.changes = r.changes`
)

// mergeByHand can be run again and then changes nothing but the counts of the edges.
var mergeByHand = append([]string{
	`UNWIND $articles AS r MERGE (t:Article {id: r.id}) ON CREATE SET ` + articleByHand,
	`UNWIND $statements AS r MERGE (s:Statement {id: r.id}) ON CREATE SET ` + statementByHand,
	`UNWIND $statements AS r MATCH (s:Statement {id: r.id}) MATCH (t:Article {id: r.article}) MERGE (s)-[:IN]->(t)`,
	`UNWIND $statements AS r MATCH (s:Statement {id: r.id}) MATCH (i:Issue {id: r.issue}) MERGE (s)-[:ABOUT]->(i)`,
	`UNWIND $statements AS r MATCH (s:Statement {id: r.id}) MATCH (a:Actor {id: r.holder}) MERGE (s)-[:HELD_BY]->(a)`,
	`UNWIND $speakers AS r MATCH (s:Statement {id: r.id}) MATCH (a:Actor {id: r.speaker}) MERGE (s)-[:SPOKEN_BY]->(a)`,
	`UNWIND $reporters AS r MATCH (s:Statement {id: r.id}) MATCH (a:Actor {id: r.actor}) MERGE (s)-[:REPORTED_BY {order: 0}]->(a)`,
	`UNWIND $revisions AS r MERGE (v:Revision {id: r.id}) ON CREATE SET ` + revisionByHand,
	`UNWIND $articles AS r MATCH (v:Revision {id: r.revised}) MATCH (t:Article {id: r.id}) MERGE (v)-[c:CHANGED]->(t) ON CREATE SET c.revision = 1`,
	`UNWIND $statements AS r MATCH (v:Revision {id: r.revised}) MATCH (s:Statement {id: r.id}) MERGE (v)-[c:CHANGED]->(s) ON CREATE SET c.revision = 1`,
}, edgesByHand...)

// createByHand makes everything anew, with as few searches as can be.
var createByHand = append([]string{
	`UNWIND $articles AS r CREATE (v:Revision {id: r.revised}) SET ` + revisionByHand +
		` CREATE (t:Article {id: r.id}) SET ` + articleByHand + ` CREATE (v)-[:CHANGED {revision: 1}]->(t)`,
	`UNWIND $statements AS r MATCH (v:Revision {id: r.revised}) MATCH (t:Article {id: r.article}) MATCH (i:Issue {id: r.issue}) MATCH (a:Actor {id: r.holder})
		CREATE (s:Statement {id: r.id})-[:IN]->(t), (s)-[:ABOUT]->(i), (s)-[:HELD_BY]->(a), (v)-[:CHANGED {revision: 1}]->(s) SET ` + statementByHand,
	`UNWIND $speakers AS r MATCH (s:Statement {id: r.id}) MATCH (a:Actor {id: r.speaker}) CREATE (s)-[:SPOKEN_BY]->(a)`,
	`UNWIND $reporters AS r MATCH (s:Statement {id: r.id}) MATCH (a:Actor {id: r.actor}) CREATE (s)-[:REPORTED_BY {order: 0}]->(a)`,
}, edgesByHand...)

// edgesByHand add up the edges in the program, as the store does.
var edgesByHand = func() (queries []string) {
	for _, stance := range graph.Stances {
		queries = append(queries, fmt.Sprintf(`UNWIND $%s AS r MATCH (a:Actor {id: r.actor}) MATCH (i:Issue {id: r.issue}) MERGE (a)-[e:%s]->(i)
			ON CREATE SET e.statements = r.statements, e.accepted = 0, e.reported = r.reported, e.articles = r.articles, e.first = r.first,
				e.last = r.last, e.lastOwn = r.lastOwn, e.label = r.label + toString(r.statements)
			ON MATCH SET e.statements = e.statements + r.statements, e.reported = e.reported + r.reported, e.articles = e.articles + r.articles,
				e.first = CASE WHEN r.first < e.first THEN r.first ELSE e.first END, e.last = CASE WHEN r.last > e.last THEN r.last ELSE e.last END,
				e.lastOwn = CASE WHEN r.lastOwn > e.lastOwn THEN r.lastOwn ELSE e.lastOwn END,
				e.label = r.label + toString(e.statements + r.statements)`, stance, strings.ToUpper(string(stance))))
	}
	return queries
}()

// rowsByHand are the parameters of these queries.
func rowsByHand(batch []graph.Reading) map[string]any {
	now := graph.FormatTime(time.Now())
	rows := map[string][]map[string]any{}
	add := func(list string, row map[string]any) { rows[list] = append(rows[list], row) }
	edges, last := map[graph.EdgeKey]map[string]any{}, map[graph.EdgeKey]graph.ArticleID{} // and the last article that counted
	for _, r := range batch {
		d := r.Document
		var changes []graph.Change
		changes = append(changes, graph.Change{Type: graph.ArticleObject, ID: string(d.ID), Revision: 1})
		revised := "by-hand-" + string(d.ID)
		for _, s := range r.Statements {
			s.Article = d.ID
			id := string(graph.StatementKey(&s))
			changes = append(changes, graph.Change{Type: graph.StatementObject, ID: id, Revision: 1})
			row := map[string]any{"id": id, "name": fmt.Sprint(s.Holder, " ", s.Stance, " ", s.Issue), "article": string(d.ID), "holder": string(s.Holder),
				"stance": string(s.Stance), "issue": string(s.Issue), "speaker": nil, "quote": s.Quote, "terms": graph.Terms(s.Quote), "start": s.Start, "end": s.End,
				"heldOn": string(s.HeldOn), "confidence": s.Confidence, "rule": s.Rule, "revised": revised}
			if s.Speaker != "" {
				row["speaker"] = string(s.Speaker)
				add("speakers", map[string]any{"id": id, "speaker": string(s.Speaker)})
			}
			add("statements", row)
			for _, reporter := range s.ReportedBy {
				add("reporters", map[string]any{"id": id, "actor": string(reporter)})
			}
			addEdge(edges, last, s)
		}
		text, _ := json.Marshal(changes) // strings and numbers
		add("articles", map[string]any{"id": string(d.ID), "title": d.Title, "source": d.Source, "published": string(d.Published), "size": d.Size,
			"textHash": d.TextHash, "extracted": r.Extracted, "text": d.Text, "terms": graph.Terms(d.Title), "textTerms": graph.Terms(d.Text),
			"revised": revised, "changes": string(text)})
		add("revisions", map[string]any{"id": revised, "changes": string(text)})
	}
	params := map[string]any{"now": now}
	for _, stance := range graph.Stances {
		params[string(stance)] = []map[string]any{}
	}
	for key, e := range edges {
		params[string(key.Stance)] = append(params[string(key.Stance)].([]map[string]any), e)
	}
	for _, list := range []string{"articles", "statements", "speakers", "reporters", "revisions"} {
		params[list] = rows[list]
	}
	return params
}

// addEdge counts a statement; every article here has a text of its own.
func addEdge(edges map[graph.EdgeKey]map[string]any, last map[graph.EdgeKey]graph.ArticleID, s graph.Statement) {
	key := graph.EdgeKey{Issue: s.Issue, Stance: s.Stance, Actor: s.Holder}
	e := edges[key]
	if e == nil {
		e = map[string]any{"actor": string(s.Holder), "issue": string(s.Issue), "statements": 0, "reported": 0, "articles": 0,
			"first": string(s.HeldOn), "last": string(s.HeldOn), "lastOwn": "", "label": string(s.Stance) + " ×"}
		edges[key] = e
	}
	e["statements"] = e["statements"].(int) + 1
	if last[key] != s.Article {
		last[key] = s.Article
		e["articles"] = e["articles"].(int) + 1
	}
	if s.Reported() {
		e["reported"] = e["reported"].(int) + 1
	} else {
		e["lastOwn"] = max(e["lastOwn"].(string), string(s.HeldOn))
	}
	e["first"], e["last"] = min(e["first"].(string), string(s.HeldOn)), max(e["last"].(string), string(s.HeldOn))
}
