package web_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"stancegraph/ask"
	"stancegraph/graph"
	"stancegraph/graph/sqlitestore"
	"stancegraph/web"
)

// The fixture: Norland was against closing the strait and then for it, Sudria is for it, Velland only by Sudria's word. Ann is an
// analyst and vera a viewer; their tokens are "token of ann" and "token of vera".
const (
	firstText  = "Norland rejects the closing of the strait. <script>alert('x')</script> Sudria wants the strait closed, and says that Velland wants it, too."
	secondText = "Norland now demands that the strait be closed."
)

var loader = graph.Agent{Name: "loader", Role: graph.Admin}

type fixture struct {
	store   graph.Store
	editor  *graph.Editor
	handler http.Handler
	first   graph.ArticleID
	now     atomic.Pointer[time.Time]
}

// pass lets time pass.
func (f *fixture) pass(d time.Duration) {
	later := f.now.Load().Add(d)
	f.now.Store(&later)
}

func newFixture(t *testing.T, o web.Options) *fixture {
	t.Helper()
	store, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() }) //nolint:errcheck // nothing is under way
	begin := time.Date(2021, 6, 1, 12, 0, 0, 0, time.UTC)
	f := &fixture{store: store}
	f.now.Store(&begin)
	now := func() time.Time { return *f.now.Load() }
	f.editor = graph.NewEditor(store, now)
	o.Now = now
	if f.handler, err = web.New(store, f.editor, ask.New(store), o); err != nil {
		t.Fatal(err)
	}
	_, err = f.editor.PutVocabulary(t.Context(), loader, []graph.Actor{
		{ID: "norland", Name: "Norland <b>", Kind: graph.State}, {ID: "sudria", Name: "Sudria", Kind: graph.State}, {ID: "velland", Name: "Velland", Kind: graph.State},
		{ID: "ada", Name: "Ada Moren", Kind: graph.Person, SpeaksFor: []graph.Tie{{Body: "norland", Role: "minister"}}},
	}, []graph.Issue{{ID: "strait", Name: "closing the strait", Phrases: []string{"strait closed"}}})
	if err != nil {
		t.Fatal(err)
	}
	f.first = f.load(t, firstText, "2021-03-01", map[string]graph.Statement{
		"Norland rejects the closing of the strait": {Holder: "norland", Stance: graph.Opposes, Speaker: "ada"},
		"the closing of the strait":                 {Holder: "sudria", Stance: graph.Supports},
		"Velland wants it, too":                     {Holder: "velland", Stance: graph.Supports, ReportedBy: []graph.ActorID{"sudria"}},
	})
	f.load(t, secondText, "2021-05-01", map[string]graph.Statement{"Norland now demands that the strait be closed": {Holder: "norland", Stance: graph.Supports}})
	for name, role := range map[string]graph.Role{"ann": graph.Analyst, "vera": graph.Viewer} {
		if _, err := f.editor.AddUser(t.Context(), loader, name, role, "token of "+name, 0); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

// load stores an article with statements, given by their quotes.
func (f *fixture) load(t *testing.T, text string, day graph.Date, statements map[string]graph.Statement) graph.ArticleID {
	t.Helper()
	r := graph.Reading{Method: graph.MethodRules}
	r.Document = graph.NewDocument(graph.Article{Title: "Of " + string(day), Source: "Wire & Co", Published: day, URL: "javascript:alert(1)"}, text)
	for quote, s := range statements {
		s.Quote, s.Start, s.Issue, s.HeldOn, s.Confidence = quote, strings.Index(text, quote), "strait", day, 0.7
		s.End = s.Start + len(quote)
		r.Statements = append(r.Statements, s)
	}
	if report, err := f.editor.Load(t.Context(), loader, []graph.Reading{r}); err != nil || len(report.Refused) > 0 {
		t.Fatal(err, report.Refused)
	}
	return r.Document.ID
}

// visitor is somebody with a browser without scripts.
type visitor struct {
	t      *testing.T
	server *httptest.Server
	client *http.Client
}

func (f *fixture) visitor(t *testing.T) *visitor {
	t.Helper()
	server := httptest.NewServer(f.handler)
	t.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{t, server, &http.Client{Jar: jar}}
}

// page is what came back.
type page struct {
	*http.Response
	text string
}

func (v *visitor) answer(r *http.Response, err error) page {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	defer r.Body.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(r.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return page{r, string(text)}
}

func (v *visitor) get(path string) page {
	v.t.Helper()
	return v.answer(v.client.Get(v.server.URL + path))
}

func (v *visitor) post(path string, form url.Values) page {
	v.t.Helper()
	return v.answer(v.client.PostForm(v.server.URL+path, form))
}

func (v *visitor) signIn(name string) page {
	v.t.Helper()
	return v.post("/signin", url.Values{"token": {"token of " + name}, "next": {"/review"}})
}

// has fails where a page lacks one of some texts.
func (p page) has(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(p.text, text) {
			t.Errorf("%s %s lacks %q:\n%s", p.Status, p.Request.URL, text, p.text)
		}
	}
}

// loadOn stores an article with one statement.
func (f *fixture) loadOn(t *testing.T, text string, day graph.Date, quote string, s graph.Statement) {
	t.Helper()
	f.load(t, text, day, map[string]graph.Statement{quote: s})
}
