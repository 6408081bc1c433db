package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/web"
)

func TestCodebook(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	if p := v.get("/codebook/actors/sudria"); p.Request.URL.Path != "/signin" {
		t.Errorf("whoever has not signed in is led to %s", p.Request.URL)
	}
	if p := v.post("/codebook/actors", url.Values{"name": {"X"}}); p.Request.URL.Path != "/signin" {
		t.Errorf("whoever has not signed in may add: %s", p.Status)
	}
	file := v.get("/codebook.yaml")
	file.has(t, "actors:", "- id: norland", "issues:", "strait closed")
	if got := file.Header.Get("Content-Disposition"); got != `attachment; filename="codebook.yaml"` {
		t.Errorf("the codebook comes as %s", got)
	}
	v.signIn("ann")
	v.get("/codebook").has(t, `href="/codebook/actors/sudria"`, `href="/codebook/issues/strait"`, "Add an actor")
	v.get("/codebook/actors").has(t, "New actor")
	p := v.post("/codebook/actors", url.Values{"name": {"Sudrian Navy"}, "kind": {"organisation"}, "aliases": {"the Navy\r\n\r\n Sea Force "}, "memberof": {"sudria"}})
	p.has(t, "Done.", "Sudrian Navy", "the Navy · Sea Force")
	wellFormed(t, "/codebook", p.text)
	v.post("/codebook/actors", url.Values{"name": {"sudria"}, "kind": {"state"}}).has(t, `role="alert"`, "is there already", `value="sudria"`)
	v.post("/codebook/issues", url.Values{"name": {"fishing in the strait"}, "partof": {"strait"}, "key": {"fishing"}}).has(t, "fishing in the strait")
	p = v.get("/codebook/actors/ada")
	p.has(t, "norland; minister")
	wellFormed(t, "/codebook/actors/ada", p.text)
	ada := url.Values{"revision": {"1"}, "name": {"Ada Moren"}, "kind": {"person"}, "speaksfor": {"norland; minister; 2020; soon"}}
	if p := v.post("/codebook/actors/ada", ada); p.StatusCode != http.StatusBadRequest || !strings.Contains(p.text, "2020; soon") {
		t.Errorf("a date that is none: %s %s", p.Status, p.text)
	}
	ada.Set("speaksfor", "norland; foreign minister; 2020; 2021-02\nsudria")
	v.post("/codebook/actors/ada", ada).has(t, "Done.")
	actors, err := f.store.Actors(t.Context(), []graph.ActorID{"ada"})
	if err != nil {
		t.Fatal(err)
	}
	if ties := actors[0].SpeaksFor; len(ties) != 2 || ties[0] != (graph.Tie{Body: "norland", Role: "foreign minister", From: "2020", To: "2021-02"}) || len(actors[0].Decided) != 1 {
		t.Errorf("stored is %+v", actors[0])
	}
	for path, want := range map[string]int{"/codebook/planets": 404, "/codebook/actors/nobody": 404, "/codebook/planets/mars": 404} {
		if p := v.get(path); p.StatusCode != want {
			t.Errorf("%s: %s, want %d", path, p.Status, want)
		}
	}
	vera := f.visitor(t)
	vera.signIn("vera")
	if p := vera.post("/codebook/actors", url.Values{"name": {"X"}, "kind": {"state"}}); p.StatusCode != http.StatusForbidden {
		t.Errorf("a viewer may add: %s", p.Status)
	}
}

// Whoever was slower sees both versions, chooses, and sends no more than the choice.
func TestCodebookConflict(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	v.signIn("ann")
	first := url.Values{"revision": {"1"}, "name": {"closing the strait"}, "phrases": {"strait closed\nblockade"}}
	v.post("/codebook/issues/strait", first).has(t, "Done.")
	second := url.Values{"revision": {"1"}, "name": {"closing it"}, "phrases": {"strait closed\nbarrier"}, "why": {"clearer"}}
	p := v.post("/codebook/issues/strait", second)
	if p.StatusCode != http.StatusConflict {
		t.Fatalf("%s", p.Status)
	}
	p.has(t, "was changed by ann", "<ins>closing it</ins>", "<del>closing the strait</del>", "strait closed\nbarrier", "strait closed\nblockade", `name="revision" value="2"`, `value="clearer"`)
	wellFormed(t, "conflict", p.text)
	if strings.Count(p.text, `type="radio"`) != 4 {
		t.Errorf("not only what differs can be chosen: %s", p.text)
	}
	v.post("/codebook/issues/strait", url.Values{"revision": {"2"}, "name": {"closing it"}, "phrases": {"strait closed\nblockade"}, "partof": {""}}).has(t, "Done.", "closing it")
}

func TestCodebookMerge(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	v.signIn("ann")
	p := v.get("/codebook/actors/velland?into=Sudria")
	p.has(t, "1 statement will name Sudria", "gains the names “Velland”", `name="intorevision" value="1"`)
	wellFormed(t, "merge", p.text)
	v.get("/codebook/actors/velland?into=Atlantis").has(t, `role="alert"`, "no actor is called")
	v.get("/codebook/actors/velland?into=velland").has(t, "is the same one")
	v.get("/codebook/issues/strait?into=none").has(t, `role="alert"`, "none")
	form := url.Values{"into": {"sudria"}, "intorevision": {"1"}, "revision": {"1"}}
	p = v.post("/codebook/actors/velland", form)
	p.has(t, "Done.")
	if strings.Contains(p.text, `href="/codebook/actors/velland"`) {
		t.Error("the merged actor is listed")
	}
	undo := undoButton.FindStringSubmatch(p.text)[1]
	v.post("/history", url.Values{"undo": {undo}}).has(t, "Undone.")
	v.get("/codebook").has(t, `href="/codebook/actors/velland"`)
	form.Set("revision", "9")
	if p := v.post("/codebook/actors/velland", form); p.StatusCode != http.StatusConflict {
		t.Errorf("a merge of what has changed: %s", p.Status)
	}
}
