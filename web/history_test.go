package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"stancegraph/web"
)

var undoButton = regexp.MustCompile(`name="undo" value="([^"]*)"`)

func TestHistory(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	v.get("/history").has(t, "vocabulary", "load", "loader", "Norland &lt;b&gt;", "<strong>new</strong>")
	if p := v.get("/history"); undoButton.MatchString(p.text) {
		t.Error("whoever has not signed in is offered to undo")
	}
	if p := v.post("/history", url.Values{"undo": {"x"}}); p.Request.URL.Path != "/signin" {
		t.Errorf("whoever has not signed in is led to %s", p.Request.URL)
	}
	v.decide(v.signIn("ann"), "accepted")
	p := v.get("/history?who=ann&action=review")
	p.has(t, "<dt>status</dt><dd><del>suggested</del> → <ins>accepted</ins>")
	review := undoButton.FindStringSubmatch(p.text)[1]
	p = v.post("/history?who=ann", url.Values{"undo": {review}, "why": {"<i>a slip</i>"}})
	p.has(t, "Undone.", "&lt;i&gt;a slip&lt;/i&gt;", "<del>accepted</del> → <ins>suggested</ins>", "changed again since")
	v.post("/history?who=ann", url.Values{"undo": {review}}).has(t, `role="alert"`, "could not be undone")
	object := regexp.MustCompile(`/history\?object=(statement:[^"]*)`).FindStringSubmatch(p.text)[1]
	if p := v.get("/history?object=" + object); strings.Count(p.text, `<li id="r-`) != 3 {
		t.Errorf("not loaded, accepted and undone: %s", p.text)
	}
	for path, want := range map[string]int{"/history?action=dance": 400, "/history?object=norland": 400, "/history?object=planet:mars": 400, "/history?after=x": 400} {
		if p := v.get(path); p.StatusCode != want {
			t.Errorf("%s: %s, want %d", path, p.Status, want)
		}
	}
	vera := f.visitor(t)
	vera.signIn("vera")
	if p := vera.post("/history", url.Values{"undo": {review}}); p.StatusCode != http.StatusForbidden {
		t.Errorf("a viewer may undo: %s", p.Status)
	}
}
