package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
)

const llmKey = "sk-not-to-be-seen-42"

// model is a server that finds "X opposes the fishing quota" and "X welcomed the fishing quota" in what it is sent.
type model struct {
	*httptest.Server
	requests atomic.Int64
	down     atomic.Bool
}

var sentencePattern = regexp.MustCompile(`(?m)^\[(\d+)\] (\w+) (opposes|welcomed) the fishing quota`)

func newModel(t *testing.T) *model {
	t.Helper()
	m := &model{}
	m.Server = httptest.NewServer(http.HandlerFunc(m.answer))
	t.Cleanup(m.Close)
	t.Setenv("OPENAI_BASE_URL", m.URL+"/v1")
	t.Setenv("OPENAI_API_KEY", llmKey)
	t.Setenv("STANCEGRAPH_MODEL", "test-model")
	t.Setenv("STANCEGRAPH_PRICE_INPUT", "1")
	t.Setenv("STANCEGRAPH_PRICE_OUTPUT", "2")
	t.Setenv("NEO4J_URI", "")
	return m
}

func (m *model) answer(w http.ResponseWriter, r *http.Request) {
	m.requests.Add(1)
	if m.down.Load() {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	var q struct {
		Messages []struct{ Content string } `json:"messages"`
	}
	_ = json.NewDecoder(r.Body).Decode(&q)
	statements := []any{}
	for _, s := range sentencePattern.FindAllStringSubmatch(q.Messages[1].Content, -1) {
		stance := map[string]string{"opposes": "opposes", "welcomed": "supports"}[s[3]]
		statements = append(statements, map[string]any{"evidence": s[3] + " the fishing quota", "sentences": []json.Number{json.Number(s[1])}, "holder_mention": s[2], "issue_id": "quota", "stance": stance})
	}
	statements = append(statements, map[string]any{"evidence": "invented by the model", "sentences": []int{1}, "holder_mention": "Chile", "issue_id": "quota", "stance": "supports"})
	content, _ := json.Marshal(map[string]any{"persons": []any{}, "statements": statements})
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{"finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": string(content)}}},
		"usage": map[string]any{"prompt_tokens": 2000, "completion_tokens": 200}})
}

// library writes a codebook and n articles.
func library(t *testing.T, n int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	files := map[string]string{"codebook.yaml": "issues: [{id: quota, name: the quota, phrases: [fishing quota]}]\n"}
	for i := range n {
		files[fmt.Sprintf("articles/%02d.txt", i)] = fmt.Sprintf("Chile opposes the fishing quota.\n\nPeru welcomed the fishing quota.\n\nReport %d.\n", i)
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// runOn runs a command line on a library and gives what it printed.
func runOn(t *testing.T, dir string, want int, name string, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	line := append([]string{"--db", filepath.Join(dir, "graph.db"), name, "--codebook", filepath.Join(dir, "codebook.yaml"), "--cache", filepath.Join(dir, "cache")}, args...)
	line = append(line, filepath.Join(dir, "articles"))
	if got := run(line, &out, &errs); got != want {
		t.Fatalf("%v: exit status %d, want %d\n%s%s", args, got, want, out.String(), errs.String())
	}
	if strings.Contains(out.String()+errs.String(), llmKey) {
		t.Errorf("%v shows the key:\n%s%s", args, out.String(), errs.String())
	}
	return out.String(), errs.String()
}

func wantParts(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(text, p) {
			t.Errorf("no %q in\n%s", p, text)
		}
	}
}

func TestExtractWithAModel(t *testing.T) {
	m := newModel(t)
	dir := library(t, 3)
	out, errs := runOn(t, dir, exitOK, "extract", "--extractor", "llm")
	if n := strings.Count(out, "\n"); n != 6 || !strings.HasPrefix(out, `{"article":"00.txt","holder":"chile","stance":"opposes","issue":"quota"`) {
		t.Errorf("%d lines:\n%s", n, out)
	}
	wantParts(t, errs, "Language model test-model: 3 articles to read, 3 requests, 0 answered already.", "about 0.00", "3 articles read, 6 requests", "12000 tokens in, 1200 out; cost 0.0144",
		"It gave 9 statements: 6 accepted, 0 mended", "    3  evidence that is not in the article")
	again, errs := runOn(t, dir, exitOK, "extract", "--extractor", "llm")
	if again != out || m.requests.Load() != 6 {
		t.Errorf("%d requests in all:\n%s", m.requests.Load(), again)
	}
	wantParts(t, errs, "0 requests, 3 answered already", "cost 0.0000")
	if _, errs = runOn(t, dir, exitOK, "extract", "--extractor", "llm", "--no-cache"); m.requests.Load() != 12 {
		t.Errorf("--no-cache used the cache:\n%s", errs)
	}
	out, _ = runOn(t, dir, exitOK, "explain", "--extractor", "llm")
	wantParts(t, out, "1. chile opposes quota", "model", "dropped, evidence that is not in the article")
}

func TestEstimateAsksNothing(t *testing.T) {
	m := newModel(t)
	dir := library(t, 2)
	for _, name := range []string{"extract", "load"} {
		out, errs := runOn(t, dir, exitOK, name, "--extractor", "llm", "--estimate", "--max-cost", "0.0001")
		if out != "" || m.requests.Load() != 0 {
			t.Errorf("%d requests\n%s", m.requests.Load(), out)
		}
		wantParts(t, errs, "2 articles to read, 2 requests", "more than --max-cost")
	}
}

func TestLoadWithAModelAndWithBoth(t *testing.T) {
	m := newModel(t)
	dir := library(t, 3)
	_, errs := runOn(t, dir, exitOK, "load", "--extractor", "llm")
	wantParts(t, errs, "statements        6  new")
	_, errs = runOn(t, dir, exitOK, "load", "--extractor", "llm")
	wantParts(t, errs, "0 articles to read", "statements        0  new", "3  already there")
	if m.requests.Load() != 6 {
		t.Errorf("%d requests", m.requests.Load())
	}
	_, errs = runOn(t, dir, exitOK, "load")
	wantParts(t, errs, "3  read again")
	if strings.Contains(errs, "retracted") || strings.Contains(errs, "Language model") {
		t.Errorf("the rules retracted what the model found:\n%s", errs)
	}
	_, errs = runOn(t, dir, exitOK, "load", "--extractor", "both")
	wantParts(t, errs, "3  read again", "no longer found, retracted", "0 requests, 6 answered already") // one of two alike is left
	_, errs = runOn(t, dir, exitOK, "load", "--extractor", "both")
	wantParts(t, errs, "3  already there", "statements        0  new")
}

func TestMaxCostStopsALoadThatGoesOn(t *testing.T) {
	newModel(t)
	dir := library(t, 12)
	_, errs := runOn(t, dir, exitPartial, "load", "--extractor", "llm", "--max-cost", "0.06", "--concurrency", "2")
	wantParts(t, errs, "the limit on costs is reached", "go on where it stopped", "articles")
	if strings.Contains(errs, "problems        1") {
		t.Errorf("what was left is no problem:\n%s", errs)
	}
	done := regexp.MustCompile(`Stopped after (\d+) of 12`).FindStringSubmatch(errs)
	if done == nil || done[1] == "0" || done[1] == "12" {
		t.Fatalf("%v\n%s", done, errs)
	}
	_, errs = runOn(t, dir, exitOK, "load", "--extractor", "llm")
	wantParts(t, errs, done[1]+"  already there", "problems          0")
}

func TestAModelThatIsNotThere(t *testing.T) {
	m := newModel(t)
	m.down.Store(true)
	dir := library(t, 2)
	_, errs := runOn(t, dir, exitPartial, "load", "--extractor", "llm")
	wantParts(t, errs, "HTTP status 401", "OPENAI_API_KEY", "Stopped after 0 of 2 files")
	_, errs = runOn(t, dir, exitFailed, "extract", "--extractor", "llm")
	wantParts(t, errs, "HTTP status 401")
}

func TestSettingsOfTheModelAreCheckedTogether(t *testing.T) {
	newModel(t)
	for _, name := range []string{"OPENAI_BASE_URL", "OPENAI_API_KEY", "STANCEGRAPH_MODEL", "STANCEGRAPH_PRICE_INPUT", "STANCEGRAPH_PRICE_OUTPUT"} {
		t.Setenv(name, "")
	}
	dir := library(t, 1)
	_, errs := runOn(t, dir, exitFailed, "load", "--extractor", "llm", "--max-cost", "1", "--concurrency", "0")
	wantParts(t, errs, "STANCEGRAPH_MODEL", "OPENAI_API_KEY", "STANCEGRAPH_PRICE_INPUT", "--concurrency")
	if _, err := os.Stat(filepath.Join(dir, "graph.db")); err == nil {
		t.Error("a store was made all the same")
	}
	runOn(t, dir, exitOK, "load") // the rules want none of it
	t.Setenv("STANCEGRAPH_PRICE_INPUT", "cheap")
	_, errs = runOn(t, dir, exitFailed, "load")
	wantParts(t, errs, "cheap")
	runOn(t, dir, exitFailed, "load", "--extractor", "magic")
}
