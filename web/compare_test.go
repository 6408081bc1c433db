package web_test

import (
	"net/http"
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/web"
)

func TestCompare(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	v.get("/compare").has(t, "Name two sides or more", `<option value="strait"`)
	v.get("/compare?side=norland&side=sudria%3Bvelland").has(t, "0 they differ on", "1 they agree on", "“Norland now demands that the strait be closed”",
		"“the closing of the strait”", "“Velland wants it, too”", "by others' word alone", "not always so", "Sudria; Velland")
	v.get("/compare?side=norland&side=sudria&to=2021-04&issue=strait").has(t, "1 they differ on", "“Norland rejects", `<option value="strait" selected>`)
	v.get("/compare?side=norland&side=ada").has(t, "1 of only one of them", "Nothing is known")
	v.get("/compare?side=norland%3Bsudria&side=velland&to=2021-04").has(t, "1 neither", "<strong>divided</strong>")
	// What is written by hand leads to an address that stays good, with the filter.
	p := v.get("/compare?side=+sudria+&side=Ada+Moren&side=&kind=state")
	if got, want := p.Request.URL.RequestURI(), "/compare?kind=state&side=sudria&side=ada"; got != want {
		t.Errorf("led to %s, want %s", got, want)
	}
	actors, err := f.store.Actors(t.Context(), []graph.ActorID{"sudria", "velland"})
	if err != nil {
		t.Fatal(err)
	}
	seen := func(a graph.Actor) graph.Seen[graph.ActorID] {
		return graph.Seen[graph.ActorID]{ID: a.ID, Revision: a.Revision}
	}
	if _, _, err := f.editor.MergeActors(t.Context(), loader, graph.Merge[graph.ActorID]{From: []graph.Seen[graph.ActorID]{seen(actors[1])}, Into: seen(actors[0])}, ""); err != nil {
		t.Fatal(err)
	}
	if p := v.get("/compare?side=norland&side=velland"); !strings.HasSuffix(p.Request.URL.RequestURI(), "side=sudria") {
		t.Errorf("a merged actor leads to %s", p.Request.URL)
	}
	for path, want := range map[string]int{"/compare?side=norland&side=atlantis": 400, "/compare?side=norland&side=sudria&issue=none": 200,
		"/compare?" + strings.Repeat("side=norland&", 7): 400, "/compare?side=a&side=" + strings.Repeat("norland%3B", 1) + "x": 400} {
		if p := v.get(path); p.StatusCode != want {
			t.Errorf("%s: %s, want %d", path, p.Status, want)
		}
	}
	if p := v.get("/compare?side=norland"); p.StatusCode != http.StatusOK {
		t.Errorf("one side: %s", p.Status)
	}
}
