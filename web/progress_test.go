package web_test

import (
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/web"
)

// The progress of a queue is not counted for every suggestion: one's own decisions show at once, what happens elsewhere a little later.
func TestProgress(t *testing.T) {
	f := newFixture(t, web.Options{})
	v := f.visitor(t)
	v.signIn("ann")
	v.get("/review").has(t, "4 suggestions left", "0 accepted")
	f.loadOn(t, "It stands here. And there.", "2022-01-01", "It stands", graph.Statement{Holder: "sudria", Stance: graph.Opposes})
	p := v.get("/review")
	p.has(t, "4 suggestions left")
	v.decide(p, "accepted").has(t, "3 suggestions left", "1 accepted")
	f.pass(6 * time.Second)
	v.get("/review").has(t, "4 suggestions left", "1 accepted")
	v.decide(v.get("/review"), "rejected").has(t, "3 suggestions left", "1 rejected")
}
