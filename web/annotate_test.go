package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/web"
)

func TestAnnotate(t *testing.T) {
	f := newFixture(t, web.Options{})
	text := "Sudria is for it.\r\n“Überfällig”, says Ada Moren of the closing of the strait.\r\nSudria is for it."
	article := f.load(t, text, "2021-04-01", nil)
	path := "/articles/" + string(article)
	v := f.visitor(t)
	if p := v.get(path); strings.Contains(p.text, "Add a statement") {
		t.Error("whoever has not signed in can add statements")
	}
	v.signIn("ann")
	v.get(path).has(t, "Add a statement", `data-suggest="issue"`)
	shown := strings.ReplaceAll(text, "\r\n", "\n")
	quote := "“Überfällig”, says Ada Moren of the closing of the strait.\nSudria"
	start := strings.Index(shown, quote)
	form := url.Values{"quote": {strings.ReplaceAll(quote, "\n", "\r\n")}, "start": {fmt.Sprint(start)}, "end": {fmt.Sprint(start + len(quote))},
		"holder": {"norland"}, "stance": {"supports"}, "issue": {"Closing the strait"}, "speaker": {"ada moren"}, "reported": {"Sudria; velland"}, "note": {"across two lines"}}
	p := v.post(path, form)
	p.has(t, "accepted by ann", "said by", "across two lines")
	s := f.only(t, article)
	if s.Quote != text[s.Start:s.End] || !strings.Contains(s.Quote, "\r\n") || s.Speaker != "ada" || len(s.ReportedBy) != 2 || s.HeldOn != "2021-04-01" {
		t.Errorf("what was stored is %+v", s)
	}
	for name, c := range map[string]struct {
		field, value, want string
		status             int
	}{
		"no stance":       {"stance", "", "choose a stance", 400},
		"unknown holder":  {"holder", "Atlantis", "no actor is called", 400},
		"partial holder":  {"holder", "Sud", `value="sudria" required autofocus> Sudria`, 400},
		"another place":   {"start", "0", "do not stand there", 400},
		"no number":       {"start", "x", "select the words", 400},
		"beyond the text": {"end", "9999", "do not stand there", 400},
		"no issue":        {"issue", "", "what the stance is about", 400},
		"unknown issue":   {"issue", "closing the street", `value="strait" required autofocus> closing the strait`, 400},
		"no date":         {"heldon", "soon", "is not a date", 400},
		"there already":   {"note", "again", "already", 409},
	} {
		changed := url.Values{}
		for k, v := range form {
			changed[k] = v
		}
		changed.Set(c.field, c.value)
		p := v.post(path, changed)
		if p.StatusCode != c.status {
			t.Errorf("%s: %s", name, p.Status)
		}
		p.has(t, c.want, `value="ada moren"`) // what was filled in is there still
	}
	form.Del("start")
	form.Del("end")
	form.Set("quote", "Sudria is for it.")
	v.post(path, form).has(t, "2 times")
	form.Set("quote", "says Ada Moren")
	if p := v.post(path, form); p.StatusCode != http.StatusOK {
		t.Errorf("words written by hand: %s %s", p.Status, p.text)
	}
	vera := f.visitor(t)
	vera.signIn("vera")
	if p := vera.post(path, form); p.StatusCode != http.StatusForbidden {
		t.Errorf("a viewer may add statements: %s", p.Status)
	}
	v.get("/suggest?of=actor&text=vel").has(t, `data-name="Velland"`, "state")
	v.get("/suggest?of=actor&text=Velnald").has(t, `data-name="Velland"`)
	v.get("/suggest?of=issue&text=strait+closed").has(t, `data-name="closing the strait"`)
}

// only gives the single statement of an article.
func (f *fixture) only(t *testing.T, article graph.ArticleID) graph.Statement {
	t.Helper()
	found, err := f.store.FindStatements(t.Context(), graph.StatementQuery{Where: graph.StatementFilter{Articles: []graph.ArticleID{article}}, Page: graph.Page{Limit: 2}})
	if err != nil || len(found[0].Items) != 1 {
		t.Fatalf("%d statements, %v", len(found[0].Items), err)
	}
	return found[0].Items[0]
}

func TestCorrect(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	v.signIn("ann")
	p := v.get("/review?actor=norland&order=newest")
	p.has(t, "Correct", `value="Norland &lt;b&gt;"`)
	form := url.Values{"status": {"corrected"}, "holder": {"sudria"}, "stance": {"undecided"}, "issue": {"strait"}, "heldon": {"2021-05-01"}}
	for _, m := range field.FindAllStringSubmatch(p.text, -1) {
		form.Set(m[1], m[2])
	}
	v.post("/review", form).has(t, "3 suggestions left", "corrected", "Undo")
	found, err := f.store.Statements(t.Context(), []graph.StatementID{idOf(form.Get("statement"))})
	if err != nil {
		t.Fatal(err)
	}
	if s := found[0]; s.Holder != "sudria" || s.Stance != graph.Undecided || s.Status != graph.Accepted || s.DecidedBy != "ann" {
		t.Errorf("corrected to %+v", s)
	}
	v.post("/review", form).has(t, "Somebody was faster")
}

// Where somebody else has corrected the statement meanwhile, both versions are shown, field by field, and what is chosen is saved on top.
func TestCorrectWithConflict(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	v.signIn("ann")
	p := v.get("/review?actor=norland&order=newest")
	form := url.Values{"status": {"corrected"}, "holder": {"sudria"}, "stance": {"undecided"}, "issue": {"strait"}, "heldon": {"2021-05-01"}}
	for _, m := range field.FindAllStringSubmatch(p.text, -1) {
		form.Set(m[1], m[2])
	}
	id, stance, note := idOf(form.Get("statement")), graph.Mediates, "they <i>offered</i> talks"
	_, _, err := f.editor.Amend(t.Context(), graph.Agent{Name: "ben", Role: graph.Analyst}, graph.Amendment{Statement: id, Revision: 1, Stance: &stance, Note: &note}, "")
	if err != nil {
		t.Fatal(err)
	}
	p = v.post("/review", form)
	p.has(t, "Somebody was faster", "ben", `name="stance" value="undecided" checked> yours: <ins>undecided`, `name="stance" value="mediates"> there now: <del>mediates`,
		`name="holder" value="sudria" checked> yours`, `there now: <del>they &lt;i&gt;offered`, `name="heldon" value="2021-05-01"`)
	if p.StatusCode != http.StatusConflict {
		t.Errorf("%s", p.Status)
	}
	form.Set("statement", field.FindStringSubmatch(p.text)[2])
	form.Set("note", note)
	form.Set("stance", "mediates")
	v.post("/review", form).has(t, "corrected", "Undo")
	found, err := f.store.Statements(t.Context(), []graph.StatementID{id})
	if err != nil {
		t.Fatal(err)
	}
	if s := found[0]; s.Holder != "sudria" || s.Stance != graph.Mediates || s.Note != note || s.DecidedBy != "ann" {
		t.Errorf("corrected to %+v", s)
	}
}

// idOf gives the statement that a form names with its revision.
func idOf(seen string) graph.StatementID {
	id, _, _ := strings.Cut(seen, ".")
	return graph.StatementID(id)
}

// A name that nobody has is asked about: near doubles are offered, and whoever is wanted is made in place.
func TestUnclearNames(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	v.signIn("ann")
	path := "/articles/" + string(f.first)
	form := url.Values{"quote": {"Sudria wants the strait closed"}, "holder": {"Sudira"}, "stance": {"supports"}, "issue": {"strait"}}
	p := v.post(path, form)
	p.has(t, "“Sudira” is", `value="sudria" required autofocus> Sudria`, `value="+state"`, `name="unclear" value="Sudira"`)
	form.Set("unclear", "Sudira")
	form.Set("meant", "sudria")
	v.post(path, form).has(t, "accepted by ann")
	form = url.Values{"quote": {"says that Velland wants it"}, "holder": {"The Coast Guild"}, "stance": {"opposes"}, "issue": {"dredging the strait"}}
	v.post(path, form).has(t, "“The Coast Guild” is", `value="+group"`)
	form.Set("unclear", "The Coast Guild")
	form.Set("meant", "+group")
	v.post(path, form).has(t, "“dredging the strait” is", "a new issue of that name", `value="The Coast Guild"`)
	form.Set("unclear", "dredging the strait")
	form.Set("meant", "+issue")
	v.post(path, form).has(t, `<a href="/actors/the-coast-guild">The Coast Guild</a>`, `<a href="/issues/dredging-the-strait">dredging the strait</a>`)
	form.Set("unclear", "The Coast Guild")
	form.Set("meant", "+planet")
	form.Set("holder", "The Coast Guild")
	if p := v.post(path, form); p.StatusCode < 400 || p.StatusCode >= 500 {
		t.Errorf("a kind that is none: %s", p.Status)
	}
}
