package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/web"
)

// Two analysts code an article and neither sees what the other found, nor can anybody else, until both have finished; then it tells how far
// they agree, and what differs is decided by a revision that can be turned back.
func TestDoubleCoding(t *testing.T) {
	f := newFixture(t, web.Options{})
	if _, err := f.editor.AddUser(t.Context(), loader, "ben", graph.Analyst, "token of ben", 0); err != nil {
		t.Fatal(err)
	}
	if _, err := f.editor.AddUser(t.Context(), loader, "cleo", graph.Analyst, "token of cleo", 0); err != nil {
		t.Fatal(err)
	}
	visitors := map[string]*visitor{}
	for _, name := range []string{"ann", "ben", "cleo", "vera"} {
		visitors[name] = f.visitor(t)
		visitors[name].signIn(name)
	}
	ann, ben, cleo := visitors["ann"], visitors["ben"], visitors["cleo"]
	path := "/coding/" + string(f.first)
	if p := ann.post("/coding", url.Values{"article": {string(f.first)}, "analysts": {"ann"}}); p.StatusCode != http.StatusBadRequest {
		t.Errorf("one analyst alone: %s", p.Status)
	}
	if p := visitors["vera"].post("/coding", url.Values{"article": {string(f.first)}, "analysts": {"ann", "ben"}}); p.StatusCode != http.StatusForbidden {
		t.Errorf("a viewer may assign: %s", p.Status)
	}
	const title = "Of 2021-03-01"
	for article, why := range map[string]string{"": "no article", "Nothing of the kind": "there is no article"} {
		if p := cleo.post("/coding", url.Values{"article": {article}, "analysts": {"ann", "ben"}}); p.StatusCode != http.StatusBadRequest || !strings.Contains(p.text, why) {
			t.Errorf("%q may be assigned: %s", article, p.Status)
		}
	}
	cleo.get("/suggest?of=article&text="+url.QueryEscape(title[:4])).has(t, `data-name="`+title+`"`)
	cleo.get("/articles").has(t, `name="article" value="`+string(f.first)+`"`, `name="analysts" value="ben"`)
	if p := visitors["vera"].get("/articles"); strings.Contains(p.text, "analysts") {
		t.Error("a viewer is offered to assign articles")
	}
	cleo.post("/coding", url.Values{"article": {strings.ToUpper(title)}, "analysts": {"ann", "ben"}})
	ann.get("/coding").has(t, `href="`+path+`"`, "open")
	code := func(v *visitor, quote, holder string, stance graph.Stance) page {
		return v.post(path, url.Values{"quote": {quote}, "holder": {holder}, "stance": {string(stance)}, "issue": {"strait"}})
	}
	code(ann, "rejects the closing of the strait", "norland", graph.Opposes).has(t, "1 statement")
	code(ann, "Sudria wants the strait closed", "sudria", graph.Supports).has(t, "2 statements")
	for _, v := range []*visitor{ben, cleo} {
		if p := v.get(path); strings.Contains(p.text, "Sudria wants the strait closed”") || v == cleo && p.StatusCode != http.StatusForbidden {
			t.Errorf("what ann found is seen before: %s", p.Status)
		}
	}
	code(ben, "Norland rejects the closing of the strait", "norland", graph.Opposes).has(t, "1 statement")
	code(ben, "Sudria wants", "sudria", graph.Undecided).has(t, "2 statements")
	p := code(ben, "Velland wants it", "velland", graph.Supports)
	p.has(t, "3 statements")
	last := regexp.MustCompile(`name="statement" value="([^"]*)"`).FindAllStringSubmatch(p.text, -1)
	ben.post(path, url.Values{"action": {"remove"}, "statement": {last[2][1]}}).has(t, "2 statements")
	ann.post(path, url.Values{"action": {"finish"}}).has(t, "Go on coding")
	if p := ann.get(path); strings.Contains(p.text, "card undecided") {
		t.Error("who has finished sees what another found who has not")
	}
	ben.post(path, url.Values{"action": {"finish"}}).has(t, "They agree", "They differ", "<h3>ann</h3>", "<h3>ben</h3>")
	cleo.get("/coding").has(t, "1 difference", "Agreement of ann, ben", "0.33")
	p = cleo.get(path)
	_, differing, _ := strings.Cut(p.text, "They differ")
	form := url.Values{"action": {"rule"}}
	for _, m := range regexp.MustCompile(`name="all" value="([^"]*)"`).FindAllStringSubmatch(differing, -1)[:2] {
		form.Add("all", m[1])
	}
	form.Set("statement", form["all"][0])
	p = cleo.post(path, form)
	p.has(t, "In the graph: accepted", "In the graph: rejected", "Undo")
	undo := regexp.MustCompile(`name="undo" value="([^"]*)"`).FindStringSubmatch(p.text)
	cleo.post(path, url.Values{"action": {"undo"}, "undo": {undo[1]}}).has(t, "In the graph: retracted")
	ben.post(path, url.Values{"action": {"resume"}}).has(t, "stays as it is")
}

// Codes are taken along as CSV: one's own while the others are at it, all afterwards, with what was decided, and nothing that a
// spreadsheet would calculate.
func TestCodesAsCSV(t *testing.T) {
	f := newFixture(t, web.Options{})
	ctx := t.Context()
	for name, role := range map[string]graph.Role{"ben": graph.Analyst, "cleo": graph.Analyst, "root": graph.Admin} {
		if _, err := f.editor.AddUser(ctx, loader, name, role, "token of "+name, 0); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.editor.PutVocabulary(ctx, loader, []graph.Actor{{ID: "sum", Name: "=SUM(A1)", Kind: graph.Group}}, nil); err != nil {
		t.Fatal(err)
	}
	other := f.load(t, "Aha.\n-1 is what \"Sudria\" wants, Ünland and Norland say.", "2021-04-01", nil)
	both := []graph.ArticleID{f.first, other}
	if _, err := f.editor.Assign(ctx, loader, both, []string{"ann", "ben"}); err != nil {
		t.Fatal(err)
	}
	code := func(name string, d graph.Draft) graph.Statement {
		d.Issue = "strait"
		s, err := f.editor.Code(ctx, graph.Agent{Name: name, Role: graph.Analyst}, d)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	code("ann", graph.Draft{Article: other, Holder: "sudria", Stance: graph.Supports, Quote: "-1 is what \"Sudria\" wants, Ü", ReportedBy: []graph.ActorID{"velland", "norland"}, Speaker: "ada"})
	code("ben", graph.Draft{Article: f.first, Holder: "norland", Stance: graph.Opposes, Quote: "Norland rejects"})
	hers := code("ann", graph.Draft{Article: f.first, Holder: "sum", Stance: graph.Opposes, Quote: "Norland rejects", HeldOn: "2020"})
	visitors := map[string]*visitor{}
	for _, name := range []string{"ann", "ben", "cleo", "root", "vera"} {
		visitors[name] = f.visitor(t)
		visitors[name].signIn(name)
	}
	const header = "article,title,analyst,holder,holder_name,stance,issue,issue_name,speaker,reported_by,quote,start,end,held_on,decided\n"
	first := string(f.first) + ",Of 2021-03-01,"
	annFirst := first + "ann,sum,'=SUM(A1),opposes,strait,closing the strait,,,Norland rejects,0,15,2020,"
	annOther := string(other) + `,Of 2021-04-01,ann,sudria,Sudria,supports,strait,closing the strait,ada,velland;norland,"'-1 is what ""Sudria"" wants, Ü",5,34,2021-04-01,` + "\n"
	benFirst := first + "ben,norland,Norland <b>,opposes,strait,closing the strait,,,Norland rejects,0,15,2021-03-01,"
	byArticle := func(ofFirst, ofOther string) string { // an article's key is a hash
		if f.first < other {
			return header + ofFirst + ofOther
		}
		return header + ofOther + ofFirst
	}
	path := "/coding/" + string(f.first) + "/codes.csv"
	want := func(name, path, text string) {
		t.Helper()
		p := visitors[name].get(path)
		if p.text != text || p.Header.Get("Content-Type") != "text/csv; charset=utf-8; header=present" || !strings.HasPrefix(p.Header.Get("Content-Disposition"), "attachment; filename=\"codes") {
			t.Errorf("%s gets of %s %s %v\n%s\nwant\n%s", name, path, p.Status, p.Header, p.text, text)
		}
	}
	want("ann", "/coding.csv", byArticle(annFirst+"\n", annOther))
	want("ann", path, header+annFirst+"\n")
	want("ben", "/coding.csv", header+benFirst+"\n")
	want("ben", "/coding/"+string(other)+"/codes.csv", header)
	want("root", "/coding.csv", header)
	for _, name := range []string{"cleo", "root"} {
		if p := visitors[name].get(path); p.StatusCode != http.StatusForbidden {
			t.Errorf("%s sees what is being coded: %s %s", name, p.Status, p.text)
		}
	}
	if p := visitors["vera"].get("/coding.csv"); p.Request.URL.Path != "/signin" {
		t.Errorf("a viewer gets %s: %s", p.Request.URL, p.text)
	}
	if p := visitors["ann"].get("/coding/none/codes.csv"); p.StatusCode != http.StatusNotFound {
		t.Errorf("of no article: %s", p.Status)
	}
	for _, name := range []string{"ann", "ben"} {
		if err := f.editor.FinishCoding(ctx, graph.Agent{Name: name, Role: graph.Analyst}, f.first, true); err != nil {
			t.Fatal(err)
		}
		if name == "ann" {
			want("ann", path, header+annFirst+"\n")
		}
	}
	want("cleo", path, header+annFirst+"\n"+benFirst+"\n")
	if _, err := f.editor.Adjudicate(ctx, loader, f.first, graph.Ruling{Reject: []graph.StatementID{hers.ID}}, ""); err != nil {
		t.Fatal(err)
	}
	want("root", "/coding.csv", header+annFirst+"rejected\n"+benFirst+"\n")
	visitors["ann"].get("/coding").has(t, `href="/coding.csv"`)
	visitors["ann"].get("/coding/"+string(f.first)).has(t, `href="`+path+`"`)
	visitors["ann"].get("/coding/"+string(other)).has(t, `href="/coding/`+string(other)+`/codes.csv"`)
}

// Who was merged is the target where codings are compared and decided.
func TestCodingsOfAMergedActor(t *testing.T) {
	f := newFixture(t, web.Options{})
	ctx := t.Context()
	if _, err := f.editor.PutVocabulary(ctx, loader, []graph.Actor{{ID: "north", Name: "The North", Kind: graph.State}}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := f.editor.AddUser(ctx, loader, "ben", graph.Analyst, "token of ben", 0); err != nil {
		t.Fatal(err)
	}
	if _, err := f.editor.Assign(ctx, loader, []graph.ArticleID{f.first}, []string{"ann", "ben"}); err != nil {
		t.Fatal(err)
	}
	for name, holder := range map[string]graph.ActorID{"ann": "north", "ben": "norland"} {
		by := graph.Agent{Name: name, Role: graph.Analyst}
		if _, err := f.editor.Code(ctx, by, graph.Draft{Article: f.first, Holder: holder, Stance: graph.Opposes, Issue: "strait", Quote: "Norland rejects"}); err != nil {
			t.Fatal(err)
		}
		if err := f.editor.FinishCoding(ctx, by, f.first, true); err != nil {
			t.Fatal(err)
		}
	}
	ann := f.visitor(t)
	ann.signIn("ann")
	path := "/coding/" + string(f.first)
	ann.get("/coding").has(t, "1 difference<")
	m := graph.Merge[graph.ActorID]{From: []graph.Seen[graph.ActorID]{{ID: "north", Revision: 1}}, Into: graph.Seen[graph.ActorID]{ID: "norland", Revision: 1}}
	if _, _, err := f.editor.MergeActors(ctx, loader, m, ""); err != nil {
		t.Fatal(err)
	}
	ann.get("/coding").has(t, "0 differences<")
	p := ann.get(path)
	p.has(t, "They agree", "Not decided")
	chosen := regexp.MustCompile(`name="all" value="([^"]*)"`).FindStringSubmatch(p.text)
	ann.post(path, url.Values{"action": {"rule"}, "all": {chosen[1]}, "statement": {chosen[1]}}).has(t, "In the graph: accepted")
}
