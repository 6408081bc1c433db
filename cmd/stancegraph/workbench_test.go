package main

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/neo4jtest"
	"stancegraph/graph/sqlitestore"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A day of an analyst in a real browser and by keys alone, on either store: she loads an article, reviews, corrects, turns back, adds
// statements on words that she selects, meets a conflict, asks a question and takes pictures and the codebook home.
func TestWorkbenchByKeys(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() }) //nolint:errcheck // nothing is under way
		day := newDay(t, s)
		day.run()
		day.accessible()
		day.pictured()
	})
	t.Run("neo4j", func(t *testing.T) { newDay(t, neo4jtest.Open(t)).run() })
}

// day is a working day.
type day struct {
	page
	store  graph.Store
	server *httptest.Server
}

func newDay(t *testing.T, s graph.Store) day {
	t.Helper()
	return day{openPage(t), s, serveExample(t, s)}
}

func (d day) run() {
	d.t.Helper()
	d.visit(d.server.URL)
	d.await(`document.querySelectorAll('.matrix circle').length > 20`)
	d.visit(d.server.URL + "/network")
	d.await(`document.querySelectorAll('.network circle').length > 10`)
	d.visit(d.server.URL + "/compare?side=france%3Bunited-kingdom&side=russia&side=germany")
	d.await(`document.querySelectorAll('.versus').length > 2`)
	d.visit(d.server.URL + "/articles")
	d.await(`document.querySelector('a[href="/signin"]') !== null`)
	d.visit(d.server.URL + "/signin?next=/articles")
	d.enter("#token", "token of ann")
	d.leave(kb.Enter)
	loaded := d.load()
	d.review()
	d.annotate()
	d.quoteOdd(loaded)
	d.conflict()
	d.press("/")
	d.enter("#q", "who opposed arming the rebels?")
	d.leave(kb.Enter)
	d.await(`document.querySelector('.answer')?.textContent.includes('Russia')`)
	d.export()
	d.verify()
}

// dayText is an article with letters that take several bytes and quotation marks that are no ASCII.
const dayText = "Germany opposes arming the rebels, Günter Müßig said in Tübingen on Monday. “Überfällig”, ‘naïve’ voices answered him."

// load pastes an article, and gives its address.
func (d day) load() string {
	d.t.Helper()
	d.leave("l")
	d.field("t", "From Tübingen")
	d.press(kb.Escape)
	d.field("p", dayText)
	d.press(kb.Tab)
	d.press(kb.Enter)
	d.await(`document.querySelector('.imported .card') !== null`)
	if got := evaluate[string](d.page, `document.querySelector('.imported').textContent`); !strings.Contains(got, "New,") || !strings.Contains(got, "Germany") {
		d.t.Errorf("what was loaded shows as %q", got)
	}
	return evaluate[string](d.page, `document.querySelector('.imported h2 a').href`)
}

// typed types a text into what has the focus.
func (d day) typed(text string) {
	d.t.Helper()
	d.do("type "+text, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
		return err
	}))
}

// field enters a field by its key and types a text instead of what is there.
func (d day) field(key, text string) {
	d.t.Helper()
	d.press(key)
	evaluate[bool](d.page, `(document.activeElement.select(), true)`) // the protocol types the key besides, which a keyboard would not
	d.typed(text)
}

// queue tells how many suggestions are left, accepted and rejected.
func (d day) queue() (n [3]int) {
	d.t.Helper()
	text := evaluate[string](d.page, `document.querySelector('.queue').textContent`)
	if _, err := fmt.Sscanf(strings.Join(strings.Fields(text), " "), "%d suggestions left, %d accepted, %d rejected", &n[0], &n[1], &n[2]); err != nil {
		d.t.Fatalf("%q: %v", text, err)
	}
	return n
}

// review decides about twenty suggestions, each by one key, corrects three of them, and turns one decision back.
func (d day) review() {
	d.t.Helper()
	d.visit(d.server.URL + "/review")
	before := d.queue()
	d.press("w")
	d.await(`document.querySelector('.why[open] .reasons') !== null`)
	d.keep("workbench-review.png")
	for n := range 17 {
		d.leave([]string{"a", "r"}[n%2])
	}
	for n := range 3 {
		d.field("d", fmt.Sprintf("2011-04-%02d", n+1))
		d.leave(kb.Enter)
	}
	if now := d.queue(); now != [3]int{before[0] - 20, before[1] + 12, before[2] + 8} {
		d.t.Errorf("the queue says %v after %v", now, before)
	}
	d.leave("u")
	if now := d.queue(); now != [3]int{before[0] - 19, before[1] + 11, before[2] + 8} {
		d.t.Errorf("the queue says %v after one was turned back", now)
	}
	d.leave("s")
	d.leave("o")
	d.await(`document.querySelector('mark:target') !== null`)
	d.keep("workbench-article.png")
	d.walk()
}

// walk goes to the next statement of an article and back, by keys; the address follows. A link that is followed leads on from there.
func (d day) walk() {
	d.t.Helper()
	at := func() string {
		return evaluate[string](d.page, `[...document.querySelectorAll('.text mark')].filter((mark) => getComputedStyle(mark).outlineStyle === 'solid').map((mark) => mark.id).join()`)
	}
	opened := at()
	d.press("j")
	next := at()
	d.await(`location.hash === '#' + document.querySelector('mark.current').id && document.activeElement.matches('mark.current .number')`)
	if d.press("k"); next == "" || next == opened || strings.Contains(next, ",") || at() != opened {
		d.t.Errorf("from %s by j to %s and by k to %s", opened, next, at())
	}
	d.await(`location.hash === '#' + document.querySelector('mark.current').id`)
	evaluate[bool](d.page, fmt.Sprintf(`(document.getElementById(%q).querySelector('.number').click(), true)`, next))
	d.await(`document.querySelector('.current') === null && document.querySelector('.side li:target') !== null`)
	d.press("k")
	d.await(`document.querySelector('mark.current').id === ` + fmt.Sprintf("%q", opened))
}

// annotate adds a statement that overlaps one: its words begin within the mark that was opened.
func (d day) annotate() {
	d.t.Helper()
	d.press("t")
	d.press(kb.ArrowRight)
	for range 3 {
		d.press(kb.ArrowRight, chromedp.ModifierShift)
	}
	d.fillIn("Germany", "2", "arming the rebels")
	if overlapping := evaluate[int](d.page, `document.querySelectorAll('.text mark[class*=" l"]').length`); overlapping == 0 {
		d.t.Error("no words have two lines")
	}
}

// quoteOdd adds a statement on words with accents and curly quotation marks, in the article that was loaded, by an actor that is new.
func (d day) quoteOdd(article string) {
	d.t.Helper()
	d.visit(article)
	d.press("t")
	d.pressUntil(`getSelection().toString().includes('Überfällig')`, kb.ArrowRight)
	d.pressUntil(`getSelection().toString().includes('voices')`, kb.ArrowRight, chromedp.ModifierShift)
	d.fillIn("Voices of Tübingen", "1", "arming the rebels")
	d.await(`document.activeElement.name === 'meant'`)
	d.pressUntil(`document.activeElement.value === '+group'`, kb.ArrowDown)
	d.leave(kb.Enter)
}

// pressUntil presses a key, with others, until something is the case.
func (d day) pressUntil(expression, key string, with ...chromedp.Modifier) {
	d.t.Helper()
	for range 250 {
		d.press(key, with...)
		if evaluate[bool](d.page, expression) {
			return
		}
	}
	d.picture("failed.png")
	d.t.Fatalf("never came true by %s: %s", key, expression)
}

// fillIn fills in the form beside an article, and sends it.
func (d day) fillIn(holder, stance, issue string) {
	d.t.Helper()
	d.await(`document.querySelector('.annotate [name=quote]').value.trim().length > 6`)
	d.press(kb.Enter)
	d.await(`document.activeElement.name === 'holder'`)
	d.typed(holder)
	d.press(kb.Escape)
	d.press(kb.Escape)
	d.press(stance)
	d.field("i", issue)
	d.leave(kb.Enter)
}

// conflict shows who was faster.
func (d day) conflict() {
	d.t.Helper()
	d.visit(d.server.URL + "/review")
	seen := evaluate[string](d.page, `document.querySelector('.decide [name=statement]').value`)
	id, _, _ := strings.Cut(seen, ".")
	statements, err := d.store.Statements(d.t.Context(), []graph.StatementID{graph.StatementID(id)})
	if err != nil || len(statements) != 1 {
		d.t.Fatal(seen, err)
	}
	ben := graph.Agent{Name: "ben", Role: graph.Analyst}
	_, _, err = newEditor(d.store).Review(d.t.Context(), ben, []graph.Decision{{Statement: statements[0].ID, Revision: statements[0].Revision, Status: graph.Rejected}}, "")
	if err != nil {
		d.t.Fatal(err)
	}
	d.leave("a")
	d.await(`document.querySelector('[role=alert]')?.textContent.includes('was changed by ben')`)
}

// export takes home the network as a picture and the codebook as a file.
func (d day) export() {
	d.t.Helper()
	dir := d.t.TempDir()
	d.do("say where files go", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir})
		return err
	}))
	for _, file := range []struct{ page, name, holds string }{{"/network", "network.svg", "<svg"}, {"/network", "network.png", "PNG"}, {"/codebook", "codebook.yaml", "- id: germany"}} {
		d.visit(d.server.URL + file.page)
		d.pressUntil(fmt.Sprintf(`document.activeElement.matches('a[download][href*=%q]')`, file.name), kb.Tab)
		d.press(kb.Enter)
		if got := d.downloaded(filepath.Join(dir, file.name)); !strings.Contains(got, file.holds) {
			d.t.Errorf("%s holds %.80q", file.name, got)
		}
	}
}

// downloaded waits for a file that the browser saves, under another name until it is whole.
func (d day) downloaded(path string) string {
	d.t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if text, err := os.ReadFile(path); err == nil {
			return string(text)
		}
	}
	d.t.Fatalf("%s was not downloaded", path)
	return ""
}

// verify holds the store to what the day did.
func (d day) verify() {
	d.t.Helper()
	counts := map[string]int{}
	for s, err := range graph.AllStatements(d.t.Context(), d.store, graph.StatementFilter{}) {
		if err != nil {
			d.t.Fatal(err)
		}
		switch {
		case s.Method == graph.MethodAnalyst:
			counts["added"]++
			if s.Holder == "voices-of-tubingen" && (!strings.Contains(s.Quote, "”, ‘naïve’ voices") || s.Stance != graph.Supports) {
				d.t.Errorf("what was selected is %q", s.Quote)
			}
		case s.DecidedBy == "ann":
			counts[string(s.Status)]++
		}
	}
	if want := map[string]int{"added": 2, "accepted": 11, "rejected": 8}; fmt.Sprint(counts) != fmt.Sprint(want) {
		d.t.Errorf("the store holds %v, want %v", counts, want)
	}
	for text, err := range graph.Check(d.t.Context(), d.store) {
		d.t.Error(text, err)
	}
}
