package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// Files that are dropped on the page are read one by one, and what was found in them appears, without a word typed or a page left.
func TestDropFiles(t *testing.T) {
	p := openPage(t)
	server := serveExample(t, openFile(t))
	p.visit(server.URL + "/signin?next=/import")
	p.enter("#token", "token of ann")
	p.leave(kb.Enter)
	const (
		over    = `document.querySelector('.drop').classList.contains('over')`
		article = "---\ntitle: From Tübingen\nsource: Wire\ndate: 2011-04-02\n---\nGermany opposes arming the rebels, Günter Müßig said on Monday.\n"
		second  = "Russia rejects arming the rebels."
	)
	// A drag event with two files on the field. What is given back tells whether the page deals with it: else a browser opens the files.
	drag := func(name string) bool {
		t.Helper()
		return evaluate[bool](p, fmt.Sprintf(`(() => {
			const dropped = new DataTransfer();
			dropped.items.add(new File([%q], 'Über uns.txt', { type: 'text/plain' }));
			dropped.items.add(new File([%q], 'b.txt', { type: 'text/plain' }));
			return !document.querySelector('.drop').dispatchEvent(new DragEvent(%q, { dataTransfer: dropped, bubbles: true, cancelable: true }));
		})()`, article, second, name))
	}
	evaluate[bool](p, `window.former = true`)
	if !drag("dragenter") || !drag("dragover") || !evaluate[bool](p, over) {
		t.Error("the field does not show that files can be dropped")
	}
	if drag("dragleave"); evaluate[bool](p, over) {
		t.Error("the field shows files that are gone")
	}
	if drag("dragover"); !drag("drop") || evaluate[bool](p, over) {
		t.Error("the drop is left to the browser")
	}
	p.await(`document.querySelector('.loading').textContent === '2 of 2 read'`)
	got := evaluate[[]string](p, `[...document.querySelectorAll('.imported > li')].map(li => li.textContent)`)
	if len(got) != 2 {
		t.Fatalf("what was loaded shows as %q", got)
	}
	for i, parts := range [][]string{{"b.txt", "New,", "Russia", "rejects arming the rebels"}, {"From Tübingen", "New,", "Germany", "opposes arming the rebels"}} { // the newest is on top
		for _, part := range parts {
			if !strings.Contains(got[i], part) {
				t.Errorf("%q lacks %q", got[i], part)
			}
		}
	}
	if cards := evaluate[int](p, `document.querySelectorAll('.imported .card').length`); cards < 2 || !evaluate[bool](p, `window.former && document.querySelector('form.import').elements.files.files.length === 0`) {
		t.Errorf("%d statements appear, on the page that was left or with files to load again", cards)
	}
	p.visit(evaluate[string](p, `document.querySelector('.imported li:last-child h2 a').href`))
	p.await(`document.querySelector('.text mark')?.textContent.includes('Germany opposes')`)
	if source := evaluate[string](p, `document.querySelector('.source').textContent`); !strings.Contains(source, "2011-04-02") || !strings.Contains(source, "Wire") {
		t.Errorf("the article is of %q", source)
	}
}
