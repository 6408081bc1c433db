package bench

import (
	"context"
	"net/http/httptest"
	"os/exec"
	"slices"
	"testing"
	"time"

	"stancegraph/ask"
	"stancegraph/graph"
	"stancegraph/web"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// BenchmarkCrowdedInBrowser opens an article with 300 overlapping statements in Chromium, as an analyst, and goes through all of them by
// the key j. It tells how long the page takes until it is painted and its modules have run, how long it takes from a key until the
// next frame is painted (and from a key that means nothing, which no page can beat), and the longest task of the page meanwhile; tasks
// below 50 ms are none. It skips without Chromium.
func BenchmarkCrowdedInBrowser(b *testing.B) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		b.Skip("no chromium: install it, on Debian by apt-get install chromium")
	}
	store := openSQLite(b)
	editor := graph.NewEditor(store, time.Now)
	putVocabulary(b, editor)
	if _, err := editor.AddUser(b.Context(), admin, "ann", graph.Analyst, benchToken, 0); err != nil {
		b.Fatal(err)
	}
	article := loadCrowded(b, editor)
	handler, err := web.New(store, editor, ask.New(store), web.Options{})
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(handler)
	b.Cleanup(server.Close)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1500, 1000))...)
	b.Cleanup(stop)
	ctx, leave := chromedp.NewContext(allocator)
	b.Cleanup(leave)
	t := tab{b, ctx}
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/signin?next=/articles")); err != nil {
		b.Fatal(err)
	}
	t.do(chromedp.SendKeys("#token", benchToken+kb.Enter))
	for !evaluated[bool](t, `document.querySelector('.user button') !== null`) {
		time.Sleep(20 * time.Millisecond)
	}
	var usable, keys, idle, tasks []float64
	for b.Loop() {
		t.do(chromedp.Navigate(server.URL + "/articles/" + string(article)))
		usable = append(usable, evaluated[float64](t, watch))
		for range crowded {
			keys = append(keys, t.press("j"))
		}
		if at := evaluated[string](t, `document.querySelector('.side .current').id + ' ' + document.querySelector('.text mark.current .number').textContent`); at != "n300 300" {
			b.Fatalf("after %d keys the page is at %s", crowded, at)
		}
		tasks = append(tasks, evaluated[float64](t, `new Promise((done) => setTimeout(() => done(Math.max(0, ...window.tasks)), 300))`))
		for range crowded {
			idle = append(idle, t.press("q"))
		}
	}
	for unit, values := range map[string][]float64{"usable": usable, "key": keys, "idle-key": idle, "longest-task": tasks} {
		slices.Sort(values)
		b.ReportMetric(values[len(values)/2], "ms-"+unit+"-p50")
		b.ReportMetric(values[len(values)*99/100], "ms-"+unit+"-p99")
		b.ReportMetric(values[len(values)-1], "ms-"+unit+"-max")
	}
	b.ReportMetric(0, "ns/op")
}

// press presses a key, and gives the milliseconds until the next frame is painted.
func (t tab) press(key string) float64 {
	t.Helper()
	evaluated[bool](t, `(window.pressed = new Promise((done) => addEventListener('keydown', (event) => requestAnimationFrame(() => {
		const frame = new MessageChannel(); // told once the frame is painted
		frame.port1.onmessage = () => done(performance.now() - event.timeStamp);
		frame.port2.postMessage(0);
	}), { once: true, capture: true })), true)`)
	t.do(chromedp.KeyEvent(key))
	return evaluated[float64](t, `window.pressed`)
}

// watch gives the milliseconds from the request for the page until it is painted and its modules have run, and has tasks of 50 ms and
// more noted from then on.
const watch = `new Promise((done) => {
	window.tasks = [];
	new PerformanceObserver((list) => { for (const task of list.getEntries()) window.tasks.push(task.duration); }).observe({ type: 'longtask' });
	const look = () => {
		const [painted] = performance.getEntriesByName('first-contentful-paint');
		if (!painted) return setTimeout(look, 10);
		done(Math.max(painted.startTime, performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd));
	};
	look();
})`

// tab is a tab of a browser.
type tab struct {
	*testing.B
	ctx context.Context
}

func (t tab) do(step chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, step); err != nil {
		t.Fatal(err)
	}
}

// evaluated gives the value of a JavaScript expression.
func evaluated[T any](t tab, expression string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, time.Minute)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return value
}
