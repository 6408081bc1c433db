package main

import (
	"io"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/browser"
	"stancegraph/graph/neo4jstore/neo4jtest"
	"stancegraph/graph/sqlitestore"

	"github.com/chromedp/chromedp/kb"
)

// An analyst signs in, reviews, turns a decision back, asks a question and opens the evidence in its article, in a real browser and
// by keys alone, on either store.
func TestWorkbenchByKeys(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() }) //nolint:errcheck // nothing is under way
		workbenchByKeys(t, s)
	})
	t.Run("neo4j", func(t *testing.T) { workbenchByKeys(t, neo4jtest.Open(t)) })
}

func workbenchByKeys(t *testing.T, s graph.Store) {
	t.Helper()
	p := openPage(t)
	if err := loadDemo(t.Context(), streams{io.Discard, io.Discard}, s, "here"); err != nil {
		t.Fatal(err)
	}
	const token = "a token for ann"
	if _, err := newEditor(s).AddUser(t.Context(), operator, "ann", graph.Analyst, token, 0); err != nil {
		t.Fatal(err)
	}
	neo4j, err := browser.New("")
	if err != nil {
		t.Fatal(err)
	}
	site, err := newSite(s, neo4j, siteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(site.api.Close)
	server := httptest.NewServer(site.handler)
	t.Cleanup(server.Close)
	p.visit(server.URL)
	p.await(`document.querySelectorAll('.matrix circle').length > 20`)
	p.keep("workbench-matrix.png")
	p.visit(server.URL + "/review")
	p.enter("#token", token+kb.Enter)
	p.await(`document.querySelector('.queue') !== null`)
	left := func() int { return evaluate[int](p, `parseInt(document.querySelector('.queue').textContent)`) }
	press := func(key string) { // a key that leads to another page
		t.Helper()
		evaluate[bool](p, `window.former = true`)
		p.press(key)
		p.await(`window.former === undefined && document.readyState === 'complete'`)
	}
	total := left()
	for n := range 10 {
		press([]string{"a", "r"}[n%2])
	}
	if now := left(); now != total-10 {
		t.Errorf("%d suggestions are left of %d after ten decisions", now, total)
	}
	press("u")
	if now := left(); now != total-9 {
		t.Errorf("%d suggestions are left of %d after one was turned back", now, total)
	}
	press("s")
	press("s")
	press("o")
	p.await(`document.querySelector('mark:target') !== null`)
	p.keep("workbench-article.png")
	annotateByKeys(p)
	p.press("/")
	p.enter("#q", "who opposed arming the rebels?"+kb.Enter)
	p.await(`document.querySelector('.answer')?.textContent.includes('Russia')`)
	var accepted, rejected, added int
	for s, err := range graph.AllStatements(t.Context(), s, graph.StatementFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case s.Method == graph.MethodAnalyst:
			added++
		case s.Status == graph.Accepted:
			accepted++
		case s.Status == graph.Rejected:
			rejected++
		}
	}
	if accepted != 5 || rejected != 4 || added != 1 {
		t.Errorf("%d are accepted, %d rejected and %d added, want 5, 4 and 1", accepted, rejected, added)
	}
}

// annotateByKeys adds a statement on the words that follow the first mark in an article, which are selected by a script, as the
// pointer would.
func annotateByKeys(p page) {
	p.t.Helper()
	words := evaluate[string](p, `(() => {
		const mark = document.querySelector('.text mark'), node = mark.nextSibling;
		getSelection().setBaseAndExtent(mark.lastChild, mark.lastChild.length - 6, node, Math.min(12, node.length));
		return getSelection().toString().trim();
	})()`)
	p.await(`document.querySelector('.annotate [name=quote]').value.trim().length > 6`)
	p.press("n")
	p.await(`document.activeElement.name === 'holder'`)
	evaluate[string](p, `document.activeElement.value = ''`)                                   // the protocol types a key that a person's keyboard would not
	for _, key := range []string{"Germany", kb.Tab, " ", kb.Tab, "arming", kb.Tab, kb.Enter} { // holder, the first stance, issue, send
		p.press(key)
	}
	p.await(`document.querySelector('mark:target') !== null && document.querySelectorAll('.annotate[open]').length === 0`)
	if got := evaluate[string](p, `[...document.querySelectorAll('.side .card')].map(c => c.textContent).filter(t => t.includes('accepted by ann') && t.includes('Germany')).join()`); !strings.Contains(got, words[:6]) || !strings.Contains(got, "arming the rebels") {
		p.t.Errorf("%q was selected, and is not among the statements: %q", words, got)
	}
}
