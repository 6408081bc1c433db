package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// page is a tab of a real browser without a window.
type page struct {
	t   *testing.T
	ctx context.Context
}

// openPage starts Chromium, with further flags, for the test. Without one the test skips, or fails where REQUIRE_BROWSER=1.
func openPage(t *testing.T, flags ...string) page {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		missing(t, "no Chromium: install it, on Debian by apt-get install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1500, 1000))
	for _, flag := range flags {
		name, value, _ := strings.Cut(strings.TrimPrefix(flag, "--"), "=")
		options = append(options, chromedp.Flag(name, value))
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, leave := chromedp.NewContext(allocator)
	t.Cleanup(func() { leave(); stop() })
	p := page{t, ctx}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return p
}

// missing ends a test that lacks something: it skips, or fails where REQUIRE_BROWSER=1.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("REQUIRE_BROWSER") == "1" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// patience is how long a page may take for one step.
const patience = 40 * time.Second

// do takes one step. Where it fails, a picture of the page is left.
func (p page) do(what string, step chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, step); err != nil {
		p.picture("failed.png")
		p.t.Fatalf("%s: %v", what, err)
	}
}

func (p page) visit(link string)     { p.t.Helper(); p.do("visit "+link, chromedp.Navigate(link)) }
func (p page) click(selector string) { p.t.Helper(); p.do("click "+selector, chromedp.Click(selector)) }
func (p page) enter(selector, text string) {
	p.t.Helper()
	p.do("type into "+selector, chromedp.SendKeys(selector, text))
}

// press presses a key, whatever has the focus.
func (p page) press(key string, with ...chromedp.Modifier) {
	p.t.Helper()
	p.do("press "+key, chromedp.KeyEvent(key, chromedp.KeyModifiers(with...)))
}

// leave presses a key that leads to another page, and waits for that.
func (p page) leave(key string) {
	p.t.Helper()
	evaluate[bool](p, `window.former = true`)
	p.press(key)
	p.await(`window.former === undefined && document.readyState === 'complete'`)
}

// fill puts a text into a field instead of what is there, as a person does.
func (p page) fill(selector, text string) {
	p.t.Helper()
	evaluate[bool](p, fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.value = ''; return e.dispatchEvent(new Event('change')); })()`, selector))
	if text == "" {
		return
	}
	p.enter(selector, text)
}

// await waits until a JavaScript expression holds.
func (p page) await(expression string) {
	p.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if evaluate[bool](p, "(async () => !!await ("+expression+"))()") {
			return
		}
		if time.Now().After(end) {
			p.picture("failed.png")
			p.t.Fatalf("never came true: %s", expression)
		}
	}
}

// evaluate gives the value of a JavaScript expression.
func evaluate[T any](p page, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// picture keeps a picture of the page; go test -artifacts says where.
func (p page) picture(name string) []byte {
	p.t.Helper()
	image, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(p.t.ArtifactDir(), name), image, 0o644)
	}
	if err != nil {
		p.t.Errorf("picture %s: %v", name, err)
	}
	return image
}

var updateScreenshots = flag.Bool("update-screenshots", false, "take the pictures in docs/ anew")

// keep keeps a picture that docs/ shows.
func (p page) keep(name string) {
	p.t.Helper()
	image := p.picture(name)
	if *updateScreenshots {
		if err := os.WriteFile(filepath.Join("../../docs", name), image, 0o644); err != nil {
			p.t.Error(err)
		}
	}
}
