package web_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/web"
)

var paths = []string{"/", "/issues", "/issues/strait", "/actors", "/actors/norland", "/actors/ada", "/articles", "/evidence?actor=norland&issue=strait", "/ask?q=who+supports+closing+the+strait", "/signin",
	"/compare", "/compare?side=norland&side=sudria%3Bvelland&side=ada", "/network", "/network?issue=strait&show=differ&to=2021-04", "/history", "/history?action=load&who=loader", "/codebook", "/codebook?text=strait"}

// Every page can be read by anybody, says what it is, is well formed, and lets no text become markup or script.
func TestPages(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	for _, path := range append(paths, "/articles/"+string(f.first)) {
		p := v.get(path)
		if p.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", path, p.Status)
		}
		p.has(t, "<h1>", `<html lang="en">`, "Skip to the content")
		wellFormed(t, path, p.text)
		if strings.Contains(p.text, "<script>") || strings.Contains(p.text, "Norland <b>") || strings.Contains(p.text, `href="javascript:`) || strings.Contains(p.text, "style=") {
			t.Errorf("%s: text has become markup:\n%s", path, p.text)
		}
		if csp := p.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: the policy is %q", path, csp)
		}
	}
}

// wellFormed fails where elements do not close. Void elements and attributes without a value are HTML's own.
func wellFormed(t *testing.T, path, text string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var open []string
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Errorf("%s: %v in %v", path, err, open)
			return
		}
		switch e := token.(type) {
		case xml.StartElement:
			open = append(open, e.Name.Local)
		case xml.EndElement:
			if open[len(open)-1] != e.Name.Local {
				t.Errorf("%s: %v is closed by %s", path, open, e.Name.Local)
				return
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("%s: %v are not closed", path, open)
	}
}

// elsewhere are links to what others serve beside the workbench, and what is only posted to.
var elsewhere = map[string]bool{"/signout": true, "/graphiql": true, "/schema.graphql": true, "/neo4j/": true}

// Every link of every page leads to a page.
func TestLinksLead(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	links := regexp.MustCompile(`(?:href|src|action)="(/[^"#]*)`)
	todo, seen := []string{"/", "/?kind=state&from=2021"}, map[string]bool{}
	for len(todo) > 0 && len(seen) < 300 {
		path := todo[0]
		todo = todo[1:]
		if seen[path] || elsewhere[path] {
			continue
		}
		seen[path] = true
		p := v.get(path)
		if p.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", path, p.Status)
		}
		for _, m := range links.FindAllStringSubmatch(p.text, -1) {
			todo = append(todo, strings.ReplaceAll(m[1], "&amp;", "&"))
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d pages were found", len(seen))
	}
}

func TestWhatPagesSay(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	v.get("/").has(t, "Norland &lt;b&gt; supports closing the strait: 2 statements, not always so", "Velland supports closing the strait: 1 statement, by others&#39; word alone")
	v.get("/?to=2021-04").has(t, `data-first="2021-03-01" data-last="2021-05-01"`, "Norland &lt;b&gt; opposes closing the strait: 1 statement", `href="/actors/norland?to=2021-04"`)
	v.get("/evidence?actor=norland&issue=strait").has(t, "2021-03-01", "2021-05-01", "said by <a href=\"/actors/ada\">Ada Moren</a>", "70 % sure")
	v.get("/actors/norland").has(t, "changed 1 time", "On the same side", "Sudria")
	v.get("/actors/ada").has(t, "minister", "Said for others")
	v.get("/issues/strait").has(t, "by others' word alone")
	v.get("/ask?q=who+supports+closing+the+strait").has(t, "Norland", "Sudria", "By others&#39; word: Velland", "stances(where:")
	v.get("/ask?q=what+colour+is+it").has(t, `role="alert"`)
	v.get("/?status=accepted").has(t, "No statement matches", "accepted statements alone")
	v.get("/?issue=strait").has(t, `<option value="strait" selected>`, "1 of 1 issue")
	v.get("/?issue=strait&status=suggested&to=2021-04").has(t, "Narrowed to", "until 2021-04", "suggested statements alone", `<a href="/?issue=strait">Show all</a>`)
}

func TestBadRequests(t *testing.T) {
	v := newFixture(t, web.Options{}).visitor(t)
	for path, want := range map[string]int{"/nowhere": 404, "/actors/nobody": 404, "/issues/none": 404, "/articles/none": 404, "/evidence?actor=norland": 404,
		"/?from=soon": 400, "/?kind=planet": 400, "/?status=rejected": 400, "/?issue=none": 404, "/?rows=0": 400, "/articles?after=x": 400, "/static/../web.go": 404} {
		if p := v.get(path); p.StatusCode != want {
			t.Errorf("%s: %s, want %d", path, p.Status, want)
		}
	}
}

func TestSignIn(t *testing.T) {
	f := newFixture(t, web.Options{Closed: true})
	v := f.visitor(t)
	if p := v.get("/actors"); p.Request.URL.Path != "/signin" || p.Request.URL.Query().Get("next") != "/actors" {
		t.Errorf("whoever has not signed in is led to %s", p.Request.URL)
	}
	v.post("/signin", url.Values{"token": {"guessed"}}).has(t, "unknown, has ended or was revoked")
	for _, next := range []string{"https://example.org/", "//example.org", `/\example.org`, "actors"} {
		p := v.post("/signin", url.Values{"token": {"token of vera"}, "next": {next}})
		if p.Request.URL.Host != strings.TrimPrefix(v.server.URL, "http://") || p.Request.URL.Path != "/" {
			t.Errorf("next %q leads to %s", next, p.Request.URL)
		}
	}
	if p := v.get("/actors"); p.Request.URL.Path != "/actors" || !strings.Contains(p.text, "vera") {
		t.Errorf("whoever has signed in is led to %s", p.Request.URL)
	}
	if p := v.post("/signout", nil); p.Request.URL.Path != "/signin" {
		t.Errorf("whoever has signed out is led to %s", p.Request.URL)
	}
	v.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	cookie := v.signIn("ann").Cookies()[0]
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || cookie.MaxAge <= 0 {
		t.Errorf("the cookie is %v", cookie)
	}
	request, err := http.NewRequest(http.MethodPost, v.server.URL+"/review", strings.NewReader("undo=x"))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Origin", "https://example.org")
	if p := v.answer(v.client.Do(request)); p.StatusCode != http.StatusForbidden {
		t.Errorf("another site may post: %s", p.Status)
	}
}

var field = regexp.MustCompile(`name="(statement)" value="([^"]*)"`)

// decide sends the form on a page of the queue.
func (v *visitor) decide(p page, status string) page {
	v.t.Helper()
	form := url.Values{"status": {status}}
	for _, m := range field.FindAllStringSubmatch(p.text, -1) {
		form.Set(m[1], m[2])
	}
	return v.post("/review", form)
}

func TestReview(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	if p := v.get("/review"); p.Request.URL.Path != "/signin" {
		t.Errorf("whoever has not signed in is led to %s", p.Request.URL)
	}
	p := v.signIn("ann")
	p.has(t, "4 suggestions left", "0 accepted", `<progress max="4" value="0"`)
	p = v.decide(p, "accepted")
	p.has(t, "3 suggestions left", "accepted", "Undo")
	undo := regexp.MustCompile(`name="undo" value="([^"]*)"`).FindStringSubmatch(p.text)
	stale := p
	p = v.decide(p, "rejected")
	p.has(t, "2 suggestions left", "rejected")
	v.decide(stale, "accepted").has(t, "Somebody was faster", "was changed by ann")
	v.post("/review", url.Values{"undo": {undo[1]}}).has(t, "3 suggestions left", "undone")
	v.post("/review", url.Values{"undo": {undo[1]}}).has(t, "Somebody was faster")
	now := v.get("/review")
	skip := regexp.MustCompile(`href="(/review\?[^"]*)" data-key="s"`).FindStringSubmatch(now.text)
	if next := v.get(strings.ReplaceAll(skip[1], "&amp;", "&")); field.FindString(next.text) == field.FindString(now.text) {
		t.Error("what was skipped comes again")
	}
	if p := v.decide(stale, "retracted"); p.StatusCode != http.StatusBadRequest {
		t.Errorf("a decision that is none: %s", p.Status)
	}
	vera := f.visitor(t)
	vera.signIn("vera")
	if p := vera.decide(stale, "accepted"); p.StatusCode != http.StatusForbidden {
		t.Errorf("a viewer may review: %s", p.Status)
	}
}

// Analysts at work at once never get the same suggestion, one by one or several at a time; what was shown to one and not decided about
// comes to the others after a while.
func TestTwoReview(t *testing.T) {
	f := newFixture(t, web.Options{})
	if _, err := f.editor.AddUser(t.Context(), loader, "ben", graph.Analyst, "token of ben", 0); err != nil {
		t.Fatal(err)
	}
	shownTo := map[string]string{}
	for _, name := range []string{"ann", "ben", "ann", "ben", "ann"} {
		v := f.visitor(t)
		p := v.signIn(name)
		for _, m := range field.FindAllStringSubmatch(p.text, 1) {
			if who := shownTo[m[2]]; who != "" && who != name {
				t.Errorf("%s and %s are shown the same", who, name)
			}
			shownTo[m[2]] = name
			v.decide(p, "accepted")
		}
	}
	ann, ben := f.visitor(t), f.visitor(t)
	ann.signIn("ann")
	ben.signIn("ben")
	f.loadOn(t, "It stands here. And there.", "2022-01-01", "It stands", graph.Statement{Holder: "sudria", Stance: graph.Opposes})
	f.loadOn(t, "It stands there. And here.", "2022-01-02", "It stands", graph.Statement{Holder: "velland", Stance: graph.Opposes})
	all := ann.get("/review?many=1")
	if n := len(field.FindAllString(all.text, -1)); n < 2 {
		t.Errorf("%d suggestions are shown at once", n)
	}
	ben.get("/review?many=1").has(t, "others are at it")
	f.pass(11 * time.Minute)
	if p := ben.get("/review"); !field.MatchString(p.text) {
		t.Errorf("what was shown to somebody long ago never comes again: %s", p.text)
	}
}

// Several are decided about at once: those that were shown and ticked, which can be turned back together.
func TestReviewSeveral(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	v.signIn("ann")
	p := v.get("/review?many=1")
	form := url.Values{"status": {"accepted"}}
	for _, m := range field.FindAllStringSubmatch(p.text, -1)[:3] {
		form.Add("statement", m[2])
	}
	p = v.post("/review?many=1", form)
	p.has(t, "3 suggestions accepted", "1 suggestion left, 3 accepted")
	undo := regexp.MustCompile(`name="undo" value="([^"]*)"`).FindStringSubmatch(p.text)
	v.post("/review?many=1", url.Values{"undo": {undo[1]}}).has(t, "4 suggestions left, 0 accepted")
	v.post("/review?many=1", form).has(t, "Somebody was faster")
	if p := v.post("/review?many=1", url.Values{"status": {"accepted"}}); p.StatusCode != http.StatusBadRequest {
		t.Errorf("nothing is ticked: %s", p.Status)
	}
	for range 20 {
		form.Add("statement", "x.1")
	}
	if p := v.post("/review?many=1", form); p.StatusCode != http.StatusBadRequest {
		t.Errorf("more than are shown: %s", p.Status)
	}
}

// What the matrix says of a pair is the position that its statements give, whatever the statements.
func TestStandingsArePositions(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	days := []graph.Date{"2022-01-01", "2022-01-02", "2022-01", ""}
	for n := range 60 {
		quote := "It stands here."
		s := graph.Statement{Holder: pick(random, []graph.ActorID{"norland", "sudria", "velland"}), Stance: pick(random, graph.Stances)}
		if random.IntN(3) == 0 {
			s.ReportedBy = []graph.ActorID{"ada"}
		}
		f.loadOn(t, fmt.Sprint(quote, n), pick(random, days), quote, s)
		if n%5 > 0 {
			continue
		}
		home := v.get("/").text
		for _, id := range []graph.ActorID{"norland", "sudria", "velland"} {
			histories, err := graph.Histories(t.Context(), f.store, graph.StatementFilter{}, []graph.Scope{{Holder: id, Issue: "strait"}})
			if err != nil {
				t.Fatal(err)
			}
			p, _ := graph.PositionAt(histories[0], "")
			link := fmt.Sprintf(`actor=%s&amp;issue=strait" title="`, id)
			_, label, _ := strings.Cut(home, link)
			label, _, _ = strings.Cut(label, `"`)
			verb := map[graph.Stance]string{graph.Supports: "supports", graph.Opposes: "opposes", graph.Mediates: "mediates on", graph.Undecided: "is undecided on"}[p.Stance]
			if !strings.Contains(label, " "+verb+" closing") || strings.Contains(label, "by others") != p.Reported {
				t.Fatalf("after %d: the matrix says %q of %s, and the position is %+v", n, label, id, p)
			}
		}
	}
}

func pick[T any](random *rand.Rand, from []T) T { return from[random.IntN(len(from))] }
