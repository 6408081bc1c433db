package api_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stancegraph/api"
	"stancegraph/ask"
	"stancegraph/graph"
	"stancegraph/graph/sqlitestore"
)

// The fixture is a quarrel about a strait, invented for these tests:
//
//	closing the strait ── part: searching ships
//	norland   opposes 1 March (Ada Moren speaks), supports 20 May (Ada Moren)
//	sudria    supports 1 March, in two copies of one report
//	velland   supports 10 April, as Sudria reports; undecided 10 April; an opposing one was rejected
//	harbour-league mediates between norland and sudria, 10 April
//	fishers   oppose searching ships, undated
//
// The tokens of the users are "token of NAME": vera is a viewer, ann an analyst, adam an admin, rita was revoked.
type fixture struct {
	store      graph.Store
	editor     *graph.Editor
	statements map[string]graph.Statement // by the names below
	articles   map[string]graph.ArticleID
}

var articleTexts = []struct{ name, title, date, text string }{
	{"a1", "No closure, says Norland", "2021-03-01",
		"We will never close the strait, Ada Moren told the chamber in Norhaven. Sudria called the closure overdue.\n"},
	{"a1copy", "Sudria: closure overdue", "2021-03-01",
		"Sudria called the closure overdue.\n"},
	{"a1again", "Closure overdue, Sudria says", "2021-03-02",
		"Sudria called the closure  overdue.\n"},
	{"a2", "Talks offered", "2021-04-10",
		"According to Sudria, Velland has long wanted the strait shut. Velland itself is still weighing the matter. " +
			"The Harbour League offered to seat Norland and Sudria at one table — “today rather than tomorrow”.\n"},
	{"a3", "Norland turns", "2021-05-20",
		"Closing the strait has become unavoidable, Moren said. The fishers object to every search of their boats.\n"},
}

var fixtureStatements = []struct {
	name, article, quote string
	s                    graph.Statement
}{
	{"norland-opposes", "a1", "We will never close the strait", graph.Statement{Holder: "norland", HolderText: "We", Stance: graph.Opposes, Issue: "closing-strait", Speaker: "ada-moren", Confidence: 0.9}},
	{"sudria-supports", "a1", "Sudria called the closure overdue.", graph.Statement{Holder: "sudria", Stance: graph.Supports, Issue: "closing-strait", Confidence: 0.8}},
	{"sudria-copy", "a1copy", "Sudria called the closure overdue.", graph.Statement{Holder: "sudria", Stance: graph.Supports, Issue: "closing-strait", Confidence: 0.8}},
	{"sudria-again", "a1again", "Sudria called the closure  overdue.", graph.Statement{Holder: "sudria", Stance: graph.Supports, Issue: "closing-strait", Confidence: 0.8}},
	{"velland-supports", "a2", "Velland has long wanted the strait shut", graph.Statement{Holder: "velland", Stance: graph.Supports, Issue: "closing-strait", ReportedBy: []graph.ActorID{"sudria", "ada-moren"}, Confidence: 0.7}},
	{"velland-undecided", "a2", "Velland itself is still weighing the matter", graph.Statement{Holder: "velland", Stance: graph.Undecided, Issue: "closing-strait", Confidence: 0.6}},
	{"velland-rejected", "a2", "Velland itself", graph.Statement{Holder: "velland", Stance: graph.Opposes, Issue: "closing-strait", Confidence: 0.2}},
	{"league-mediates", "a2", "The Harbour League offered to seat Norland and Sudria at one table — “today rather than tomorrow”", graph.Statement{Holder: "harbour-league", Stance: graph.Mediates, Issue: "closing-strait", Parties: []graph.ActorID{"norland", "sudria"}, Confidence: 0.75}},
	{"norland-supports", "a3", "Closing the strait has become unavoidable", graph.Statement{Holder: "norland", Stance: graph.Supports, Issue: "closing-strait", Speaker: "ada-moren", Confidence: 0.95}},
	{"fishers-oppose", "a3", "The fishers object to every search of their boats", graph.Statement{Holder: "fishers", HolderText: "The fishers", Stance: graph.Opposes, Issue: "searching-ships", Confidence: 1, Rule: "object to"}},
}

func clock() time.Time { return time.Date(2021, 6, 1, 12, 0, 0, 0, time.UTC) }

var loaderAgent = graph.Agent{Name: "loader", Role: graph.Admin}

func sqlite(t testing.TB) graph.Store {
	s, err := sqlitestore.Open(context.Background(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// fill writes the fixture to an empty store.
func fill(t testing.TB, store graph.Store) *fixture {
	t.Helper()
	ctx := context.Background()
	f := &fixture{store: store, editor: graph.NewEditor(store, clock), statements: map[string]graph.Statement{}, articles: map[string]graph.ArticleID{}}
	_, err := f.editor.PutVocabulary(ctx, loaderAgent, []graph.Actor{
		{ID: "norland", Name: "Norland", Kind: graph.State, Aliases: []string{"Norlanders", "Republic of Norland"}},
		{ID: "sudria", Name: "Sudria", Kind: graph.State},
		{ID: "velland", Name: "Velland", Kind: graph.State, Aliases: []string{"the Vell Union"}},
		{ID: "harbour-league", Name: "Harbour League", Kind: graph.Organisation, Aliases: []string{"the League"}},
		{ID: "land-league", Name: "Land League", Kind: graph.Organisation, Aliases: []string{"the League"}},
		{ID: "fishers", Name: "Fishers of the strait", Kind: graph.Group, MemberOf: []graph.ActorID{"harbour-league"}},
		{ID: "ada-moren", Name: "Áda Moren", Kind: graph.Person, SpeaksFor: []graph.Tie{{Body: "norland", Role: "foreign minister", From: "2020"}}},
	}, []graph.Issue{
		{ID: "closing-strait", Name: "closing the strait", Phrases: []string{"shut the strait", "closure of the strait"}},
		{ID: "searching-ships", Name: "searching ships", PartOf: "closing-strait"},
	})
	if err != nil {
		t.Fatal(err)
	}
	f.loadArticles(t)
	rejected := f.statements["velland-rejected"]
	_, _, err = f.editor.Review(ctx, graph.Agent{Name: "ann", Role: graph.Analyst},
		[]graph.Decision{{Statement: rejected.ID, Revision: 1, Status: graph.Rejected}}, "only names the country")
	if err != nil {
		t.Fatal(err)
	}
	for name, role := range map[string]graph.Role{"vera": graph.Viewer, "ann": graph.Analyst, "adam": graph.Admin, "rita": graph.Admin} {
		if _, err := f.editor.AddUser(ctx, loaderAgent, name, role, "token of "+name, 0); err != nil {
			t.Fatal(err)
		}
	}
	// By the clock of the fixture: expired long ago.
	if _, err := f.editor.AddUser(ctx, loaderAgent, "edna", graph.Admin, "token of edna", time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := f.editor.RevokeUser(ctx, loaderAgent, "rita"); err != nil {
		t.Fatal(err)
	}
	return f
}

func (f *fixture) loadArticles(t testing.TB) {
	t.Helper()
	var readings []graph.Reading
	for _, a := range articleTexts {
		doc := graph.NewDocument(graph.Article{File: a.name + ".txt", Title: a.title, Source: "Strait Gazette", Published: graph.Date(a.date)}, a.text)
		f.articles[a.name] = doc.ID
		r := graph.Reading{Document: doc, Extracted: "fixture", Method: graph.MethodRules}
		for _, fs := range fixtureStatements {
			if fs.article != a.name {
				continue
			}
			s := fs.s
			s.Article, s.Quote, s.Start = doc.ID, fs.quote, strings.Index(a.text, fs.quote)
			s.End = s.Start + len(s.Quote)
			if fs.name != "fishers-oppose" {
				s.HeldOn = doc.Published
			}
			s.ID = graph.StatementKey(&s)
			f.statements[fs.name] = s
			r.Statements = append(r.Statements, s)
		}
		readings = append(readings, r)
	}
	report, err := f.editor.Load(context.Background(), loaderAgent, readings)
	if err != nil || len(report.Refused) > 0 {
		t.Fatal(err, report.Refused)
	}
}

// handler serves the fixture. Unless the limits say otherwise, one may ask as often as one likes.
func (f *fixture) handler(t testing.TB, o api.Options) *api.API {
	t.Helper()
	if o.Limits.Requests == 0 {
		o.Limits.Requests = api.NoLimit
	}
	h, err := api.New(f.store, f.editor, ask.New(f.store), o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// post sends a request as JSON.
func post(h http.Handler, body, token string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
