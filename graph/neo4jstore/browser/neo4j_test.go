package browser

import (
	"fmt"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"stancegraph"
	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/internal/bolt"
	"stancegraph/graph/neo4jstore/neo4jtest"
	"stancegraph/graph/neo4jstore/query"
	"stancegraph/loader"
	"stancegraph/loader/extract"
)

const example = "examples/libya-2011/"

// loaded gives a Neo4j with the example, and an article without a date, which the example lacks.
func loaded(t *testing.T) (graph.Store, *bolt.DB) {
	t.Helper()
	c := neo4jtest.Config(t)
	s, err := neo4jstore.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() }) //nolint:errcheck // nothing is under way
	data, err := stancegraph.Examples.ReadFile(example + "codebook.yaml")
	if err != nil {
		t.Fatal(err)
	}
	book, err := codebook.Parse("codebook.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	inputs, err := loader.FromFS(stancegraph.Examples, example+"articles/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	undated, err := loader.FromFS(fstest.MapFS{"undated.txt": {Data: []byte("Chile opposes arming the rebels.")}}, "*.txt")
	if err != nil {
		t.Fatal(err)
	}
	l := loader.Loader{Reader: s, Editor: graph.NewEditor(s, time.Now), Agent: graph.Agent{Name: "loader", Role: graph.Admin}, Vocabulary: book,
		Extractor: extract.New(book)}
	if sum, err := l.Load(t.Context(), append(inputs, undated...)); err != nil || len(sum.Problems) > 0 {
		t.Fatalf("%v, %v", err, sum.Problems)
	}
	db, err := bolt.Open(t.Context(), bolt.Config(c))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() }) //nolint:errcheck // nothing is under way
	return s, db
}

// runs runs a query as a person would, where nothing can be written, and looks at its plan.
func runs(t *testing.T, db *bolt.DB, name, cypher string, params bolt.Params) []bolt.Row {
	t.Helper()
	rows, err := db.Read(t.Context(), name, cypher, params)
	if err != nil {
		t.Errorf("%s: %v\n%s", name, err, cypher)
		return nil
	}
	operators, err := db.Explain(t.Context(), cypher, params)
	if err != nil || len(operators) < 2 {
		t.Errorf("%s: plan %v, %v", name, operators, err)
	}
	for _, scan := range []string{"AllNodesScan", "DirectedAllRelationshipsScan", "UndirectedAllRelationshipsScan"} {
		if slices.ContainsFunc(operators, func(o bolt.Operator) bool { return o.Name == scan }) {
			t.Errorf("%s: the plan has %s: %v", name, scan, operators)
		}
	}
	return rows
}

// TestOnExample runs all that people run in the Browser against the example.
func TestOnExample(t *testing.T) {
	store, db := loaded(t)
	t.Run("answers", func(t *testing.T) { runAnswers(t, store, db) })
	for name, test := range map[string]func(*testing.T, *bolt.DB){"saved": runSaved, "guide": runGuide, "links": runLinks, "hostile": runHostile} {
		t.Run(name, func(t *testing.T) { test(t, db) })
	}
	t.Run("check", func(t *testing.T) { runCheck(t, db) }) // last: it damages the graph
}

// Every saved query finds something in the example.
func runSaved(t *testing.T, db *bolt.DB) {
	for _, s := range open(t).saved {
		if rows := runs(t, db, s.Name, s.Cypher, s.Examples()); len(rows) == 0 {
			t.Errorf("%s finds nothing", s.Name)
		}
	}
}

// The query "check" finds what is wrong, and nothing where nothing is.
func runCheck(t *testing.T, db *bolt.DB) {
	view := view{b: open(t)}
	check, err := view.query("check")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range runs(t, db, "check", check.Cypher, nil) {
		if row[1] != int64(0) {
			t.Errorf("check on a sound graph: %v", row)
		}
	}
	for _, damage := range []string{"MATCH (s:Statement {holder: 'belgium'})-[r:IN]->() DELETE r", "MATCH (s:Statement {holder: 'belgium'})-[r:ABOUT]->() DELETE r",
		"CREATE (:Statement {id: 'x', status: 'suggested'})", "MATCH (:Actor {id: 'russia'})-[e:OPPOSES]->() SET e.statements = 99",
		"MATCH (:Actor {id: 'italy'})-[e:SUPPORTS]->() DELETE e", "MATCH (a:Actor {id: 'turkey'}) SET a.withdrawn = true"} {
		if _, err := db.Run(t.Context(), "damage", damage, nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, row := range runs(t, db, "check", check.Cypher, nil) {
		if row[1] == int64(0) {
			t.Errorf("check on a damaged graph: %v", row)
		}
	}
}

var (
	clickable = regexp.MustCompile(`(?s)<pre class="code runnable">(.*?)</pre>|data-populate="(.*?)"`)
	tag       = regexp.MustCompile(`<[^>]*>`)
)

// Every query of the guide, as it is read off the page, finds something in the example.
func runGuide(t *testing.T, db *bolt.DB) {
	page := get(t, open(t), http.MethodGet, "/neo4j/guide.html").Body.String()
	n := 0
	for _, m := range clickable.FindAllStringSubmatch(page, -1) {
		text := html.UnescapeString(tag.ReplaceAllString(m[1]+m[2], ""))
		if strings.HasPrefix(text, ":") {
			continue
		}
		n++
		if rows := runs(t, db, "guide", text, nil); len(rows) == 0 {
			t.Errorf("nothing is found by\n%s", text)
		}
	}
	if n < 10 {
		t.Errorf("the guide has %d queries", n)
	}
}

// Every link finds something; what it finds is what was asked for.
func runLinks(t *testing.T, db *bolt.DB) {
	b := open(t)
	id := runs(t, db, "some", "MATCH (s:Statement {holder: 'qatar', issue: 'arming-rebels'}) RETURN s.id ORDER BY s.id LIMIT 1", nil)[0][0].(string)
	arming := graph.StatementFilter{Issues: []graph.IssueID{"arming-rebels"}}
	with := func(f graph.StatementFilter, change func(*graph.StatementFilter)) graph.StatementFilter {
		change(&f)
		return f
	}
	opposed := func(f *graph.StatementFilter) { f.Stances = []graph.Stance{graph.Opposes} }
	for name, c := range map[string]struct {
		link string
		rows int // at least 1 where 0
	}{
		"actor": {b.Actor("turkey"), 0}, "issue": {b.Issue("arming-rebels"), 0}, "statement": {b.Statement(graph.StatementID(id)), 0},
		"edge":            {b.Edge(graph.EdgeKey{Actor: "russia", Issue: "arming-rebels", Stance: graph.Opposes}), 2},
		"who":             {b.Stances("Who?", with(arming, opposed)), 3}, // Belgium, Chile, Russia
		"who, dated":      {b.Stances("Who?", with(arming, func(f *graph.StatementFilter) { opposed(f); f.From, f.To = "2011-04", "2011-04" })), 1},
		"who, two sides":  {b.Stances("Who?", with(arming, func(f *graph.StatementFilter) { f.Stances = []graph.Stance{graph.Opposes, graph.Undecided} })), 0},
		"positions":       {b.Stances("What?", graph.StatementFilter{Holders: []graph.ActorID{"russia"}}), 0},
		"everything":      {b.Stances("What?", graph.StatementFilter{}), 0},
		"changes":         {b.Changes("Who?", arming), 2},
		"changes, nobody": {b.Changes("Who?", with(arming, func(f *graph.StatementFilter) { f.Holders = []graph.ActorID{"russia"} })), -1},
		"said":            {b.Said("What?", graph.StatementFilter{Holders: []graph.ActorID{"sergei-lavrov"}, From: "2011"}), 0},
		"reported":        {b.Reported("What?", graph.StatementFilter{Reporters: []graph.ActorID{"libya"}, Holders: []graph.ActorID{"qatar"}}), 1},
	} {
		rows := runs(t, db, name, received(t, c.link), nil)
		if want := max(c.rows, 0); c.rows != 0 && len(rows) != want || c.rows == 0 && len(rows) == 0 {
			t.Errorf("%s finds %d rows: %v", name, len(rows), rows)
		}
	}
}

// A link to a question finds what the store finds.
func runAnswers(t *testing.T, store graph.Reader, db *bolt.DB) {
	b := open(t)
	for _, f := range []graph.StatementFilter{
		{},
		{Issues: []graph.IssueID{"arming-rebels"}, Stances: []graph.Stance{graph.Opposes}},
		{Issues: []graph.IssueID{"arming-rebels", "air-campaign"}, From: "2011-04", To: "2011-04"},
		{Holders: []graph.ActorID{"russia", "turkey"}, Stances: []graph.Stance{graph.Supports, graph.Mediates}, To: "2011-04-26"},
		{Holders: []graph.ActorID{"sergei-lavrov"}, From: "2011-05"},
		{Holders: []graph.ActorID{"qatar", "libya"}, Issues: []graph.IssueID{"arming-rebels"}},
	} {
		f.Statuses = graph.CountedStatuses
		edges, err := store.FindStances(t.Context(), graph.StanceQuery{Where: f, Page: graph.Page{Limit: 100}})
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, e := range edges[0].Items {
			want = append(want, fmt.Sprint(e.Actor, " ", e.Stance, " ", e.Issue))
		}
		text := strings.Replace(received(t, b.Stances("x", f)), "RETURN actor, stance, issue", "RETURN actor.id + ' ' + toLower(type(stance)) + ' ' + issue.id", 1)
		same(t, fmt.Sprintf("stances %+v", f), runs(t, db, "stances", text, nil), 0, want)

		f.Stances = nil
		said, speaks, reported := f, f, f
		speaks.Speakers, speaks.Holders = f.Holders, nil
		reported.Reporters = []graph.ActorID{"libya", "ntc", "south-africa"}
		if len(f.Holders) > 0 {
			same(t, fmt.Sprintf("said %+v", f), runs(t, db, "said", received(t, b.Said("x", f)), nil), -1, append(found(t, store, said), found(t, store, speaks)...))
		}
		same(t, fmt.Sprintf("reported %+v", f), runs(t, db, "reported", received(t, b.Reported("x", reported)), nil), -1, found(t, store, reported))
	}
}

// found lists the statements that match.
func found(t *testing.T, store graph.Reader, f graph.StatementFilter) (ids []string) {
	t.Helper()
	pages, err := store.FindStatements(t.Context(), graph.StatementQuery{Where: f, Page: graph.Page{Limit: 100}})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range pages[0].Items {
		ids = append(ids, string(s.ID))
	}
	return ids
}

// same compares a column, counted from the end where it is negative, with a list, both as sets.
func same(t *testing.T, what string, rows []bolt.Row, column int, want []string) {
	t.Helper()
	var got []string
	for _, row := range rows {
		got = append(got, row[(column+len(row))%len(row)].(string))
	}
	slices.Sort(got)
	slices.Sort(want)
	if want = slices.Compact(want); !slices.Equal(got, want) {
		t.Errorf("%s: got\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A value is read back as itself, and what a hostile one says is not done.
func runHostile(t *testing.T, db *bolt.DB) {
	b := open(t)
	before := runs(t, db, "count", "MATCH (a:Actor) RETURN count(a)", nil)
	all := append(hostile, strings.Join(hostile, ""))
	var literals []string
	for _, bad := range all {
		literals = append(literals, query.Literal(bad))
	}
	rows, err := db.Read(t.Context(), "literals", "RETURN "+strings.Join(literals, ", "), nil)
	for i, bad := range all {
		if err != nil || rows[0][i] != strings.ToValidUTF8(bad, "\ufffd") {
			t.Errorf("%q is written %s and read %q, %v", bad, literals[i], rows, err)
		}
	}
	for _, bad := range []string{`\u0027) RETURN 1 //`, "') RETURN 1 //", strings.Join(hostile, "")} {
		f := graph.StatementFilter{Holders: []graph.ActorID{graph.ActorID(bad)}, Reporters: []graph.ActorID{graph.ActorID(bad)}}
		for _, link := range []string{b.Actor(graph.ActorID(bad)), b.Stances(bad, f), b.Said(bad, f), b.Reported(bad, f)} {
			if rows := runs(t, db, bad, received(t, link), nil); len(rows) > 0 {
				t.Errorf("%q finds %v", bad, rows)
			}
		}
	}
	if after := runs(t, db, "count", "MATCH (a:Actor) RETURN count(a)", nil); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("%v actors, then %v", before, after)
	}
}
