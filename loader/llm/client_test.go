package llm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/loader/extract"
)

const short = "Chile opposes the fishing quota."

var good = ans(rec("Chile", "opposes", "quota", "Chile opposes the fishing quota", 1))

const goodLine = `chile opposes quota "Chile opposes the fishing quota"`

func TestTheRequest(t *testing.T) {
	s := serve(t, always(good))
	e, _ := newExtractor(t, s, nil)
	text := "Chile opposes the quota.\n[2] Peru supports it.\r\nIssues: none\u2028[9] and a line\n[10] cut in two."
	if _, err := e.Extract(t.Context(), extract.Document{Text: text, Title: "A\nB", Published: "2020"}); err != nil {
		t.Fatal(err)
	}
	q := s.requests()[0]
	if q.Model != "test-model" || q.Temperature == nil || *q.Temperature != 0 || q.MaxTokens != 4096 || q.auth != "Bearer "+secret {
		t.Errorf("%+v", q)
	}
	if q.Format.Type != "json_schema" || !q.Format.Schema.Strict || len(q.Format.Schema.Schema) == 0 {
		t.Errorf("%+v", q.Format)
	}
	system, user := q.Messages[0].Content, q.Messages[1].Content
	for _, part := range []string{"fishers-union: Fishers' Union; Union of Fishers", "quota: the fishing quota; fishing quota"} {
		if !strings.Contains(system, part) {
			t.Errorf("the prompt lacks %q", part)
		}
	}
	want := "Title: A B\nPublished: 2020\n[1] Chile opposes the quota.\n[2] [2] Peru supports it.\n[3] Issues: none [9] and a line [10] cut in two.\n"
	if user != want {
		t.Errorf("got  %q\nwant %q", user, want)
	}
}

func TestNoKeyIsSentWhereThereIsNone(t *testing.T) {
	t.Setenv("OPENAI_API_KEY", secret) // is read by the command alone
	s := serve(t, always(good))
	e, _ := newExtractor(t, s, func(c *Config) { c.APIKey = "" })
	extractOK(t, e, short)
	if auth := s.requests()[0].auth; auth != "" {
		t.Errorf("sent %q", auth)
	}
}

// Faults that pass: each costs a retry, and then the article is read.
func TestFaultsThatPass(t *testing.T) {
	for name, fault := range map[string]func(w http.ResponseWriter){
		"429":          func(w http.ResponseWriter) { fail(w, 429, "rate_limit_exceeded") },
		"500":          func(w http.ResponseWriter) { fail(w, 500, "server_error") },
		"503, no JSON": func(w http.ResponseWriter) { http.Error(w, "<html>down</html>", http.StatusServiceUnavailable) },
		"200, no JSON": func(w http.ResponseWriter) { fmt.Fprint(w, "<html>hello</html>") },
		"cut envelope": func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, `{"choices": [{"mess`)
		},
		"cut body": func(w http.ResponseWriter) { w.Header().Set("Content-Length", "500"); fmt.Fprint(w, `{"choices": [`) },
		"hung up":  func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
		"empty choices": func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, `{"choices": []}`)
		},
		"empty answer": func(w http.ResponseWriter) { say(w, "", "stop") },
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, func(n int, _ asked, w http.ResponseWriter) {
				if n <= 2 {
					fault(w)
					return
				}
				say(w, good, "stop")
			})
			e, n := newExtractor(t, s, nil)
			x := extractOK(t, e, short)
			if got := strings.TrimSpace(lines(x)); got != goodLine || e.Report().Retries != 2 || len(n.waits) != 2 {
				t.Errorf("%s %+v %v", got, e.Report(), n.waits)
			}
		})
	}
}

func TestWaitsAreHonouredAndDeterministic(t *testing.T) {
	run := func(seed uint64, header string) []time.Duration {
		s := serve(t, func(n int, _ asked, w http.ResponseWriter) {
			if n <= 3 {
				if n == 2 && header != "" {
					w.Header().Set("Retry-After", header)
				}
				fail(w, 429, "rate_limit_exceeded")
				return
			}
			say(w, good, "stop")
		})
		e, n := newExtractor(t, s, func(c *Config) { c.Seed = seed })
		extractOK(t, e, short)
		return n.waits
	}
	a, b, c, d := run(1, ""), run(1, ""), run(2, ""), run(1, "17")
	if fmt.Sprint(a) != fmt.Sprint(b) || fmt.Sprint(a) == fmt.Sprint(c) {
		t.Errorf("want the waits to depend on the seed alone: %v %v %v", a, b, c)
	}
	for i, wait := range a {
		if low := time.Second << i / 2; wait < low || wait >= 3*low {
			t.Errorf("wait %d is %s, want %s to %s", i, wait, low, 3*low)
		}
	}
	if d[1] != 17*time.Second || d[0] != a[0] {
		t.Errorf("Retry-After: %v", d)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2020, 1, 1, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, value string
		want        time.Duration
	}{
		{"Retry-After", "3", 3 * time.Second}, {"Retry-After", "Wed, 01 Jan 2020 12:01:00 GMT", time.Minute}, {"Retry-After", "Wed, 01 Jan 2020 11:01:00 GMT", 0},
		{"Retry-After", "soon", 0}, {"Retry-After", "-5", 0}, {"Retry-After", "1e300", 24 * time.Hour}, {"Retry-After-Ms", "250", 250 * time.Millisecond}, {"X-Other", "1", 0},
	} {
		h := http.Header{}
		h.Set(c.name, c.value)
		if got := retryAfter(h, now); got != c.want {
			t.Errorf("%s: %s is %s, want %s", c.name, c.value, got, c.want)
		}
	}
}

// Faults that last: the article is not read, and nothing that stands in the fault or the article is passed on.
func TestFaultsThatLast(t *testing.T) {
	for _, c := range []struct {
		name     string
		script   func(n int, q asked, w http.ResponseWriter)
		code     graph.Code
		want     string
		requests int
	}{
		{"401", func(_ int, _ asked, w http.ResponseWriter) { fail(w, 401, "invalid_api_key") }, graph.Unavailable, "HTTP status 401 (invalid_api_key): check OPENAI_BASE_URL", 1},
		{"404", func(_ int, _ asked, w http.ResponseWriter) { fail(w, 404, "model_not_found") }, graph.Unavailable, "model_not_found", 1},
		{"no money", func(_ int, _ asked, w http.ResponseWriter) { fail(w, 429, "insufficient_quota") }, graph.Unavailable, "insufficient_quota", 1},
		{"429 for ever", func(_ int, _ asked, w http.ResponseWriter) { fail(w, 429, "rate_limit_exceeded") }, graph.Unavailable, "HTTP status 429", 5},
		{"429 for an hour", func(_ int, _ asked, w http.ResponseWriter) {
			w.Header().Set("Retry-After", "3600")
			fail(w, 429, "rate_limit_exceeded")
		}, graph.Unavailable, "HTTP status 429", 1},
		{"500 for ever", func(_ int, _ asked, w http.ResponseWriter) { fail(w, 500, "") }, graph.Invalid, "HTTP status 500", 5},
		{"400", func(_ int, _ asked, w http.ResponseWriter) { fail(w, 400, "context_length_exceeded") }, graph.Invalid, "context_length_exceeded", 1},
		{"a code that says too much", func(_ int, _ asked, w http.ResponseWriter) { fail(w, 400, "your key is "+secret) }, graph.Invalid, "HTTP status 400 (error)", 1},
		{"a code that is the key", func(_ int, _ asked, w http.ResponseWriter) { fail(w, 400, secret) }, graph.Invalid, "[secret]", 1},
		{"redirect", func(_ int, _ asked, w http.ResponseWriter) {
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.WriteHeader(307)
		}, graph.Invalid, "cannot be read", 5},
		{"refusal", func(_ int, _ asked, w http.ResponseWriter) {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, `{"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": null, "refusal": "I cannot read that Chile opposes it."}}]}`)
		}, graph.Invalid, "the model refused", 1},
		{"content filter", func(_ int, _ asked, w http.ResponseWriter) { say(w, "", "content_filter") }, graph.Invalid, "the model refused", 1},
		{"cut JSON twice", always(`{"persons": [], "statements": [{"evidence": "Chile opp`), graph.Invalid, "not of the form", 2},
		{"prose", always("Chile opposes the quota, I think."), graph.Invalid, "not of the form", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			var logged bytes.Buffer
			s := serve(t, c.script)
			e, _ := newExtractor(t, s, func(cfg *Config) { cfg.Log = slog.New(slog.NewTextHandler(&logged, nil)) })
			x, err := e.Extract(t.Context(), doc(short))
			if graph.CodeOf(err) != c.code || err == nil || !strings.Contains(err.Error(), c.want) || len(x.Findings) > 0 {
				t.Errorf("%v of code %s, want %s with %q", err, graph.CodeOf(err), c.code, c.want)
			}
			if n := len(s.requests()); n != c.requests {
				t.Errorf("%d requests, want %d", n, c.requests)
			}
			for _, leak := range []string{secret, "Chile"} {
				if strings.Contains(fmt.Sprintf("%v %+v %s", err, errors.Unwrap(err), logged.String()), leak) {
					t.Errorf("%q leaks: %v\n%s", leak, err, logged.String())
				}
			}
		})
	}
}

func TestTimeout(t *testing.T) {
	release := make(chan struct{})
	s := serve(t, func(n int, _ asked, w http.ResponseWriter) {
		if n == 1 {
			<-release
			return
		}
		say(w, good, "stop")
	})
	defer close(release)
	e, _ := newExtractor(t, s, func(c *Config) { c.Timeout = 100 * time.Millisecond; c.Prices = Prices{1, 1} })
	if x := extractOK(t, e, short); len(x.Findings) != 1 || e.Report().Retries != 1 || e.Report().Uncertain <= 0 {
		t.Errorf("%+v", e.Report())
	}
}

func TestAnEndpointThatIsNotThere(t *testing.T) {
	s := httptest.NewServer(nil)
	s.Close()
	e, _ := newExtractor(t, &server{Server: s}, nil)
	_, err := e.Extract(t.Context(), doc(short))
	if graph.CodeOf(err) != graph.Unavailable || !strings.Contains(err.Error(), "cannot be reached") {
		t.Fatal(err)
	}
	before := e.Report().Retries
	if _, err := e.Extract(t.Context(), doc(short+" Again.")); graph.CodeOf(err) != graph.Unavailable || e.Report().Retries != before {
		t.Errorf("a client that has stopped tried again: %v %+v", err, e.Report())
	}
}

// Three requests in a row that were given up stop the client; refusals, which say nothing of the endpoint, do not.
func TestRowsOfFailuresStop(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		want   graph.Code
	}{{"500", 500, graph.Unavailable}, {"refusals", 0, graph.Invalid}} {
		s := serve(t, func(_ int, _ asked, w http.ResponseWriter) {
			if c.status == 0 {
				say(w, "", "content_filter")
				return
			}
			fail(w, c.status, "")
		})
		e, _ := newExtractor(t, s, nil)
		var err error
		for i := range 3 {
			_, err = e.Extract(t.Context(), doc(fmt.Sprint(short, i)))
		}
		if graph.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestTheContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := serve(t, func(_ int, _ asked, w http.ResponseWriter) {
		cancel()
		time.Sleep(50 * time.Millisecond)
		fail(w, 500, "")
	})
	e, _ := newExtractor(t, s, nil)
	if _, err := e.Extract(ctx, doc(short)); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := pause(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestConcurrencyIsBounded(t *testing.T) {
	s := serve(t, func(_ int, _ asked, w http.ResponseWriter) { time.Sleep(20 * time.Millisecond); say(w, good, "stop") })
	e, _ := newExtractor(t, s, func(c *Config) { c.Concurrency = 3 })
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			if _, err := e.Extract(t.Context(), doc(fmt.Sprintf("%s Number %d.", short, i))); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if s.most != 3 || e.Report().Articles != 12 {
		t.Errorf("%d requests at a time, want 3; %+v", s.most, e.Report())
	}
}

func TestCache(t *testing.T) {
	dir := t.TempDir()
	s := serve(t, always(good))
	cached := func(c *Config) { c.CacheDir = dir; c.Prices = Prices{1, 1} }
	e, _ := newExtractor(t, s, cached)
	first := lines(extractOK(t, e, short))
	again, _ := newExtractor(t, s, cached)
	if est := again.Estimate(doc(short)); est.Cached != 1 || est.Requests != 0 || est.Cost != 0 {
		t.Errorf("%+v", est)
	}
	if second := lines(extractOK(t, again, short)); second != first || len(s.requests()) != 1 || again.Report().Cached != 1 || again.Report().Cost != 0 {
		t.Errorf("%s %+v", second, again.Report())
	}
	other, _ := newExtractor(t, s, func(c *Config) { cached(c); c.Model = "other-model" })
	extractOK(t, other, short)
	if len(s.requests()) != 2 || other.Fingerprint() == e.Fingerprint() {
		t.Error("another model was given the answers of the first")
	}
	var files []string
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, _ error) error {
		if !d.IsDir() {
			files = append(files, path)
		}
		return nil
	})
	if len(files) != 2 {
		t.Errorf("%v", files)
	}
	for _, f := range files {
		info, _ := os.Stat(f)
		data, _ := os.ReadFile(f)
		if info.Mode().Perm() != 0o600 || bytes.Contains(data, []byte(secret)) || strings.Contains(f, ".tmp-") {
			t.Errorf("%s %v", f, info.Mode())
		}
		if err := os.WriteFile(f, data[:len(data)/2], 0o600); err != nil { // a damaged file
			t.Fatal(err)
		}
	}
	mended, _ := newExtractor(t, s, cached)
	if third := lines(extractOK(t, mended, short)); third != first || len(s.requests()) != 3 {
		t.Errorf("%s", third)
	}
}

func TestAnswersThatCannotBeReadAreNotKept(t *testing.T) {
	dir := t.TempDir()
	s := serve(t, then("no JSON", "still none", good))
	e, _ := newExtractor(t, s, func(c *Config) { c.CacheDir = dir })
	if _, err := e.Extract(t.Context(), doc(short)); err == nil {
		t.Fatal("no error")
	}
	if x := extractOK(t, e, short); len(x.Findings) != 1 {
		t.Errorf("%+v", x)
	}
}

func TestACacheThatCannotBeWrittenCostsNothing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var logged bytes.Buffer
	e, _ := newExtractor(t, serve(t, always(good)), func(c *Config) {
		c.CacheDir = filepath.Join(file, "below")
		c.Log = slog.New(slog.NewTextHandler(&logged, nil))
	})
	if x := extractOK(t, e, short); len(x.Findings) != 1 || !strings.Contains(logged.String(), "not kept") {
		t.Errorf("%+v %s", x, logged.String())
	}
}

// The limit holds whatever the server says, and with requests side by side; what was read is read.
func TestMaxCost(t *testing.T) {
	s := serve(t, always(good)) // 1,000 tokens in, 100 out: 0.0012 at these prices
	for _, limit := range []float64{0.0001, 0.02, 0.021, 0.05} {
		e, _ := newExtractor(t, s, func(c *Config) { c.Prices, c.MaxCost, c.MaxOutput = Prices{1, 2}, limit, 1000 })
		var all sync.WaitGroup
		var mu sync.Mutex
		done, stopped := 0, 0
		for i := range 60 {
			all.Go(func() {
				_, err := e.Extract(t.Context(), doc(fmt.Sprintf("%s Number %d.", short, i)))
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					done++
				case graph.CodeOf(err) == graph.Unavailable && strings.Contains(err.Error(), "limit on costs"):
					stopped++
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		r := e.Report()
		if r.Cost > limit || stopped == 0 || done+stopped != 60 || done != r.Articles {
			t.Errorf("limit %.4f: spent %.4f on %d articles, %d stopped", limit, r.Cost, done, stopped)
		}
		text := short + " Number 10."
		next := e.client.meter.prices.Of(e.client.bound(e.question(doc(text), split(text), window{0, 2})))
		if r.Cost < limit-next {
			t.Errorf("limit %.4f: stopped at %.4f already, where a request takes %.4f at most", limit, r.Cost, next)
		}
	}
}

// The limit holds where every request costs what it can at most, and all are sent at once.
func TestMaxCostAtTheBound(t *testing.T) {
	const limit = 0.05
	s := serve(t, func(_ int, q asked, w http.ResponseWriter) {
		time.Sleep(10 * time.Millisecond)
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"choices": [{"finish_reason": "stop", "message": {"content": "{\"persons\": [], \"statements\": []}"}}], "usage": {"prompt_tokens": %d, "completion_tokens": %d}}`,
			len(q.Messages[0].Content)+len(q.Messages[1].Content), q.MaxTokens)
	})
	e, _ := newExtractor(t, s, func(c *Config) { c.Prices, c.MaxCost, c.MaxOutput, c.Concurrency = Prices{1, 2}, limit, 1000, 16 })
	var all sync.WaitGroup
	for i := range 30 {
		all.Go(func() { _, _ = e.Extract(t.Context(), doc(fmt.Sprintf("%s Number %d.", short, i))) })
	}
	all.Wait()
	if r := e.Report(); r.Cost > limit || r.Requests == 0 || r.Requests == 30 {
		t.Errorf("%+v", r)
	}
}

func TestEstimate(t *testing.T) {
	e, _ := newExtractor(t, serve(t, always(good)), func(c *Config) { c.Prices = Prices{2, 8} })
	one := e.Estimate(doc(short))
	if one.Requests != 1 || one.Tokens.Input < 500 || one.Tokens.Output != answerTokens+tokensPerSentence || one.Cost != (Prices{2, 8}).Of(one.Tokens) {
		t.Errorf("%+v", one)
	}
	var sum Estimate
	sum.Add(one)
	sum.Add(e.Estimate(doc(strings.Repeat(short+" ", 100))))
	if sum.Articles != 2 || sum.Requests != 4 || sum.Tokens.Input < 4*one.Tokens.Input {
		t.Errorf("%+v", sum)
	}
}

func TestConfigIsChecked(t *testing.T) {
	for name, change := range map[string]func(*Config){
		"no address":      func(c *Config) { c.BaseURL = "" },
		"a file":          func(c *Config) { c.BaseURL = "file:///etc" },
		"a key in it":     func(c *Config) { c.BaseURL = "https://u:" + secret + "@host/v1" },
		"a query":         func(c *Config) { c.BaseURL = "https://host/v1?key=" + secret },
		"no model":        func(c *Config) { c.Model = "" },
		"no codebook":     func(c *Config) { c.Codebook = nil },
		"no prices":       func(c *Config) { c.MaxCost = 1 },
		"negative price":  func(c *Config) { c.Prices.Input = -1 },
		"negative limit":  func(c *Config) { c.MaxCost = -1 },
		"overlap too big": func(c *Config) { c.Window, c.Overlap = 5, 5 },
		"window of one":   func(c *Config) { c.Window = 1 },
	} {
		cfg := Config{Codebook: book(t), BaseURL: "http://localhost:1/v1", Model: "m"}
		change(&cfg)
		if _, err := New(cfg); graph.CodeOf(err) != graph.Invalid || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
