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

var offered = regexp.MustCompile(`name="statement" value="([^"]+)"`)

func TestCodebookSplit(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	if p := v.get("/codebook/actors/sudria/split"); p.Request.URL.Path != "/signin" {
		t.Errorf("whoever has not signed in is led to %s", p.Request.URL)
	}
	v.signIn("ann")
	v.get("/codebook/actors/sudria").has(t, `href="/codebook/actors/sudria/split"`)
	p := v.get("/codebook/actors/sudria/split")
	p.has(t, "Split <a href=\"/codebook/actors/sudria\">Sudria</a>", "a new group", `name="all"`)
	wellFormed(t, "split", p.text)
	ids := offered.FindAllStringSubmatch(p.text, -1)
	if len(ids) < 2 {
		t.Fatalf("%d statements are offered", len(ids))
	}
	v.get("/codebook/actors/sudria/split?text=no+such+words").has(t, "None match")
	if p := v.get("/codebook/planets/mars/split"); p.StatusCode != http.StatusNotFound {
		t.Errorf("no such page: %s", p.Status)
	}
	form := url.Values{"revision": {"1"}, "into": {"Sudrian Navy"}, "step": {"look"}, "statement": {ids[0][1]}, "why": {"the navy spoke"}}
	v.post("/codebook/actors/sudria/split", form).has(t, `role="alert"`, "no actor is called &#34;Sudrian Navy&#34;", "say that it is to be made", ids[0][1]+`" aria-label="this one" checked`)
	form.Set("as", "organisation")
	p = v.post("/codebook/actors/sudria/split", form)
	p.has(t, "1 statement will name Sudrian Navy", "will be a new organisation", "Choose again", `value="the navy spoke"`, "<td>")
	wellFormed(t, "preview", p.text)
	if _, err := f.store.Actors(t.Context(), []graph.ActorID{"sudrian-navy"}); err != nil {
		t.Fatal(err)
	}
	form.Set("step", "back")
	v.post("/codebook/actors/sudria/split", form).has(t, `value="Sudrian Navy"`, ids[0][1]+`" aria-label="this one" checked`)
	form.Set("step", "split")
	done := v.post("/codebook/actors/sudria/split", form)
	done.has(t, "Done.", "Sudrian Navy")
	moved, err := f.store.Statements(t.Context(), []graph.StatementID{graph.StatementID(ids[0][1])})
	if err != nil || len(moved) != 1 || !strings.Contains(strings.Join(names(moved[0]), " "), "sudrian-navy") {
		t.Errorf("%+v %v", moved, err)
	}
	v.get("/history").has(t, "split", "the navy spoke")
	if p := v.post("/codebook/actors/sudria/split", form); p.StatusCode != http.StatusConflict {
		t.Errorf("a split of what has changed: %s", p.Status)
	}
	v.post("/history", url.Values{"undo": {undoButton.FindStringSubmatch(done.text)[1]}}).has(t, "Undone.")

	// All that match, into one that is there, with a name.
	all := url.Values{"revision": {"3"}, "into": {"Velland"}, "step": {"look"}, "all": {"1"}}
	p = v.post("/codebook/actors/sudria/split", all)
	p.has(t, "will name Velland", "Velland is there already", "0 statements will go on to name Sudria")
	all.Set("step", "split")
	all.Set("intorevision", "9")
	if p := v.post("/codebook/actors/sudria/split", all); p.StatusCode != http.StatusConflict {
		t.Errorf("the other one has changed: %s", p.Status)
	}
	issue := url.Values{"revision": {"1"}, "into": {"searching ships"}, "as": {"issue"}, "name": {"strait closed"}, "step": {"look"}}
	v.post("/codebook/issues/strait/split", issue).has(t, "will be a new issue", "“strait closed”")
	issue.Set("step", "split")
	v.post("/codebook/issues/strait/split", issue).has(t, "Done.", "searching ships")
	vera := f.visitor(t)
	vera.signIn("vera")
	all.Del("intorevision")
	if p := vera.post("/codebook/actors/sudria/split", all); p.StatusCode != http.StatusForbidden {
		t.Errorf("a viewer may split: %s", p.Status)
	}
}

// names lists the actors that a statement names.
func names(s graph.Statement) []string {
	out := []string{string(s.Holder), string(s.Speaker)}
	for _, id := range append(s.ReportedBy, s.Parties...) {
		out = append(out, string(id))
	}
	return out
}
