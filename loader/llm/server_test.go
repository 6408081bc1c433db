package llm

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract"
)

const secret = "sk-very-secret-0123456789"

const vocabulary = `
actors:
  - {id: chile, name: Chile, kind: state}
  - {id: peru, name: Peru, kind: state}
  - {id: bolivia, name: Bolivia, kind: state}
  - {id: fishers-union, name: Fishers' Union, kind: organisation, aliases: [Union of Fishers, Fishers' Union of the South]}
  - {id: rosa-vidal, name: Rosa Vidal, kind: person, speaks_for: chile, role: president}
  - {id: tomas-gray, name: Tomas Gray, kind: person}
issues:
  - {id: quota, name: the fishing quota, phrases: [fishing quota, quota on anchovies, catch limits]}
  - {id: border-talks, name: border talks, phrases: [border talks, talks on the border, settlement of the border dispute]}
`

func book(t testing.TB) *codebook.Codebook {
	t.Helper()
	cb, err := codebook.Parse("test.yaml", []byte(vocabulary))
	if err != nil {
		t.Fatal(err)
	}
	return cb
}

// asked is a request as the server sees it.
type asked struct {
	Model       string   `json:"model"`
	Temperature *float64 `json:"temperature"`
	MaxTokens   int      `json:"max_completion_tokens"`
	Messages    []struct {
		Role    string `json:"role"`
		Content string `json:"content"`
	} `json:"messages"`
	Format struct {
		Type   string `json:"type"`
		Schema struct {
			Name   string         `json:"name"`
			Strict bool           `json:"strict"`
			Schema map[string]any `json:"schema"`
		} `json:"json_schema"`
	} `json:"response_format"`
	auth string
}

func (a asked) last() string { return a.Messages[len(a.Messages)-1].Content }

// server speaks the protocol. Its script gives an answer for each request, by number from 1.
type server struct {
	*httptest.Server
	mu     sync.Mutex
	script func(n int, q asked, w http.ResponseWriter)
	seen   []asked
	busy   int
	most   int // requests under way at a time
}

func serve(t testing.TB, script func(n int, q asked, w http.ResponseWriter)) *server {
	t.Helper()
	s := &server{script: script}
	s.Server = httptest.NewServer(http.HandlerFunc(s.handle))
	t.Cleanup(s.Close)
	return s
}

func (s *server) handle(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/v1/chat/completions" || r.Method != http.MethodPost {
		http.Error(w, "no such page", http.StatusNotFound)
		return
	}
	var q asked
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		http.Error(w, "not JSON", http.StatusBadRequest)
		return
	}
	q.auth = r.Header.Get("Authorization")
	s.mu.Lock()
	s.seen = append(s.seen, q)
	n := len(s.seen)
	s.busy++
	s.most = max(s.most, s.busy)
	s.mu.Unlock()
	s.script(n, q, w)
	s.mu.Lock()
	s.busy--
	s.mu.Unlock()
}

func (s *server) requests() []asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]asked(nil), s.seen...)
}

// say writes a completion.
func say(w http.ResponseWriter, content any, finish string) {
	text, ok := content.(string)
	if !ok {
		data, _ := json.Marshal(content)
		text = string(data)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{
		"id": "c1", "object": "chat.completion", "created": 1, "model": "test-model",
		"choices": []any{map[string]any{"index": 0, "finish_reason": finish, "message": map[string]any{"role": "assistant", "content": text}}},
		"usage":   map[string]any{"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100},
	})
}

func fail(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"error": {"message": "Incorrect key %s in %s", "type": "error", "param": null, "code": %q}}`, secret, "Chile opposes", code)
}

// always answers every request alike.
func always(content any) func(int, asked, http.ResponseWriter) {
	return func(_ int, _ asked, w http.ResponseWriter) { say(w, content, "stop") }
}

// then answers request n with answer n, and every later one with the last.
func then(answers ...any) func(int, asked, http.ResponseWriter) {
	return func(n int, _ asked, w http.ResponseWriter) { say(w, answers[min(n, len(answers))-1], "stop") }
}

// rec makes a record; further pairs of field and value change it.
func rec(holder, stance, issue, evidence string, sentence int, more ...any) map[string]any {
	r := map[string]any{"evidence": evidence, "sentences": []int{sentence}, "holder_mention": holder, "issue_id": issue, "stance": stance,
		"speaker_mention": nil, "reported_by_mention": nil, "confidence": nil}
	for i := 0; i < len(more); i += 2 {
		r[more[i].(string)] = more[i+1]
	}
	return r
}

func ans(records ...map[string]any) map[string]any {
	if records == nil {
		records = []map[string]any{}
	}
	return map[string]any{"persons": []any{}, "statements": records}
}

func withPersons(a map[string]any, persons ...any) map[string]any {
	a["persons"] = persons
	return a
}

func person(name, role string, body any) map[string]any {
	return map[string]any{"name": name, "role": role, "speaks_for_mention": body}
}

// naps records the waits instead of waiting.
type naps struct {
	mu    sync.Mutex
	waits []time.Duration
}

func (n *naps) sleep(ctx context.Context, d time.Duration) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.waits = append(n.waits, d)
	return ctx.Err()
}

func newExtractor(t testing.TB, s *server, change func(*Config)) (*Extractor, *naps) {
	t.Helper()
	n := &naps{}
	cfg := Config{Codebook: book(t), BaseURL: s.URL + "/v1", APIKey: secret, Model: "test-model", Sleep: n.sleep, Seed: 7}
	if change != nil {
		change(&cfg)
	}
	e, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return e, n
}

func doc(text string) extract.Document {
	return extract.Document{Name: "a.txt", Published: "2020-03-04", Text: text}
}

// lines puts findings as lines that tests compare.
func lines(x extract.Extraction) string {
	var b strings.Builder
	for _, f := range x.Findings {
		s := f.Statement
		holder := string(s.Holder)
		if holder == "" {
			holder = "~" + s.HolderText
		}
		fmt.Fprintf(&b, "%s %s %s %q", holder, s.Stance, s.Issue, s.Quote)
		if s.Speaker != "" {
			fmt.Fprintf(&b, " speaker=%s", s.Speaker)
		}
		if len(s.ReportedBy) > 0 {
			fmt.Fprintf(&b, " by=%v", s.ReportedBy)
		}
		if len(s.Parties) > 0 {
			fmt.Fprintf(&b, " parties=%v", s.Parties)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// extractOK extracts and holds the invariants that hold for every finding.
func extractOK(t *testing.T, e *Extractor, text string) extract.Extraction {
	t.Helper()
	x, err := e.Extract(t.Context(), doc(text))
	if err != nil {
		t.Fatal(err)
	}
	verify(t, x, text)
	return x
}

func verify(t testing.TB, x extract.Extraction, text string) {
	t.Helper()
	for _, f := range x.Findings {
		s := f.Statement
		s.Status = graph.Suggested
		if err := s.Validate(text); err != nil {
			t.Errorf("%+v: %v", s, err)
		}
		if s.Method != graph.MethodModel {
			t.Errorf("method %q", s.Method)
		}
	}
}
