package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"stancegraph/graph"
)

// accessible looks for what keeps people out, on every page and in both themes, and whether every page fits on a phone.
func (d day) accessible() {
	d.t.Helper()
	script, err := exec.CommandContext(d.t.Context(), "../../script/axe.sh").Output()
	if err != nil {
		missing(d.t, "no axe-core: script/axe.sh cannot fetch it: "+err.Error())
	}
	axe, err := os.ReadFile(strings.TrimSpace(string(script)))
	if err != nil {
		d.t.Fatal(err)
	}
	for _, path := range d.pages() {
		d.visit(d.server.URL + path)
		evaluate[bool](d.page, `(() => { for (const fold of document.querySelectorAll('details')) fold.open = true; return true; })()`)
		evaluate[bool](d.page, string(axe)+"; true")
		for theme, rules := range map[string]string{"light": `['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']`, "dark": `['color-contrast']`} { // the rest is the same in either
			d.theme(theme)
			for _, violation := range evaluate[[]string](d.page, `axe.run(document, {runOnly: `+rules+`})
				.then(r => r.violations.flatMap(v => v.nodes.map(n => v.id + ' at ' + n.target + ': ' + n.any.concat(n.all, n.none).map(c => c.message))))`) {
				d.t.Errorf("%s, %s: %s", path, theme, violation)
			}
		}
		d.theme("light")
		d.width(narrow)
		if got := evaluate[int](d.page, `document.documentElement.scrollWidth`); got > narrow {
			d.t.Errorf("%s is %d pixels wide on a screen of %d: %s", path, got, narrow, evaluate[string](d.page,
				`[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest('.scroll, svg')).map(e => e.tagName + '.' + e.className).join(' ')`))
		}
		d.width(wide)
	}
}

// The widths of a phone and of a desk's screen, in pixels.
const narrow, wide = 390, 1440

func (d day) width(pixels int) {
	d.t.Helper()
	d.do(fmt.Sprint("width ", pixels), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: int64(pixels), Height: 900, DeviceScaleFactor: 1})
		return err
	}))
}

// pictured takes pictures of pages for docs/, on a desk's screen and on a phone.
func (d day) pictured() {
	d.t.Helper()
	links := func(path string) []string {
		return evaluate[[]string](d.page, fmt.Sprintf(`fetch(%q).then(r => r.text()).then(t => [...new DOMParser().parseFromString(t, 'text/html').querySelectorAll('main .list a')].map(a => a.getAttribute('href')))`, path))
	}
	coded := links("/coding") // one to code, one to decide
	for _, p := range []struct{ name, path string }{{"matrix", "/"}, {"issue", "/issues/arming-rebels"}, {"actor", "/actors/france"}, {"evidence", "/evidence?actor=france&issue=arming-rebels"},
		{"answer", "/ask?q=who+opposed+arming+the+rebels"}, {"review", "/review"}, {"several", "/review?many=1"}, {"compare", "/compare?side=france%3Bunited-kingdom&side=russia&side=germany"},
		{"network", "/network"}, {"history", "/history"}, {"codebook", "/codebook"}, {"merge", "/codebook/actors/russia?into=France"}, {"split", "/codebook/actors/nato/split"}, {"coding", "/coding"}, {"import", "/import"},
		{"issues", "/issues"}, {"actors", "/actors"}, {"articles", "/articles"}, {"article", links("/articles")[0]}, {"entry", "/codebook/issues/arming-rebels"}, {"code", coded[0]}, {"ruling", coded[1]}, {"signin", "/signin"}} {
		for _, pixels := range []int{wide, narrow} {
			d.width(pixels)
			d.visit(d.server.URL + p.path)
			d.keep(fmt.Sprintf("workbench-%s-%d.png", p.name, pixels))
		}
	}
	d.width(wide)
}

func (d day) theme(name string) {
	d.t.Helper()
	d.do("theme "+name, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
		return err
	}))
}

// coded gives the page of an article that ann codes, or with which ann and ben have finished and found something.
func (d day) coded(finished bool) string {
	d.t.Helper()
	editor, ctx := newEditor(d.store), d.t.Context()
	id := evaluate[string](d.page, fmt.Sprintf(`fetch('/articles').then(r => r.text()).then(t => new DOMParser().parseFromString(t, 'text/html').querySelectorAll('main .list a')[%d].pathname.split('/').pop())`, map[bool]int{true: 1, false: 2}[finished]))
	article := graph.ArticleID(id)
	if _, err := editor.Assign(ctx, operator, []graph.ArticleID{article}, []string{"ann", "ben"}); err != nil {
		d.t.Fatal(err)
	}
	texts, err := d.store.Texts(ctx, []graph.ArticleID{article})
	if err != nil {
		d.t.Fatal(err)
	}
	for _, name := range []string{"ann", "ben"} {
		by := graph.Agent{Name: name, Role: graph.Analyst}
		draft := graph.Draft{Article: article, Holder: "france", Stance: graph.Stances[len(name+texts[article])%2], Issue: "arming-rebels", Quote: texts[article][:20], End: 20}
		if _, err := editor.Code(ctx, by, draft); err != nil {
			d.t.Fatal(err)
		}
		if finished {
			if err := editor.FinishCoding(ctx, by, article, true); err != nil {
				d.t.Fatal(err)
			}
		}
	}
	return "/coding/" + id
}

// pages are the addresses of all pages, each in the form in which it holds most.
func (d day) pages() []string {
	d.t.Helper()
	article := evaluate[string](d.page, `fetch('/articles').then(r => r.text()).then(t => new DOMParser().parseFromString(t, 'text/html').querySelector('main .list a').getAttribute('href'))`)
	statement := evaluate[string](d.page, `fetch('/review').then(r => r.text()).then(t => new DOMParser().parseFromString(t, 'text/html').querySelector('.why').dataset.load)`)
	return []string{"/", "/?to=2011-04", "/issues", "/issues/arming-rebels", "/actors", "/actors/russia", "/articles", article, statement,
		"/evidence?actor=russia&issue=arming-rebels", "/ask?q=who+opposed+arming+the+rebels", "/ask?q=nonsense", "/review", "/review?many=1", "/review?conflict=by+ben", "/import", "/signin", "/nowhere",
		"/compare?side=France&side=Russia", "/network", "/coding", d.coded(true), d.coded(false),
		"/history", "/codebook", "/codebook/actors", "/codebook/issues/arming-rebels", "/codebook/actors/russia?into=France", "/codebook/actors/russia/split"}
}
