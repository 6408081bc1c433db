package llm

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/shared"

	"stancegraph/graph"
)

// message is a turn of a conversation: of the role system, user or assistant.
type message struct{ role, text string }

// reply is what the model answered.
type reply struct {
	text string
	cut  bool // it was longer than allowed
}

// client sends questions to the endpoint and keeps the answers. It is safe for concurrent use.
type client struct {
	chat      openai.ChatCompletionService
	model     string
	schema    json.RawMessage
	maxOutput int64
	timeout   time.Duration
	attempts  int
	maxWait   time.Duration
	seed      uint64
	slots     chan struct{} // as many as requests may be under way
	cache     cache
	meter     *meter
	log       *slog.Logger
	sleep     func(context.Context, time.Duration) error
	redact    func(string) string

	mu      sync.Mutex
	failed  int   // requests in a row that were given up
	stopped error // why no more are sent
}

// maxFailures is how many requests in a row are given up before the endpoint counts as gone.
const maxFailures = 3

// maxReply is the longest answer of the endpoint that is read, in bytes.
const maxReply = 8 << 20

func newClient(cfg Config, schema json.RawMessage) *client {
	transport := cfg.Transport
	if transport == nil {
		transport = http.DefaultTransport
	}
	hc := &http.Client{Transport: bounded{transport}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	options := []option.RequestOption{option.WithBaseURL(cfg.BaseURL), option.WithHTTPClient(hc), option.WithMaxRetries(0)}
	if cfg.APIKey != "" {
		options = append(options, option.WithAPIKey(cfg.APIKey))
	}
	return &client{
		chat: openai.NewChatCompletionService(options...), model: cfg.Model, schema: schema, maxOutput: int64(cfg.MaxOutput), timeout: cfg.Timeout,
		attempts: cfg.Attempts, maxWait: cfg.MaxWait, seed: cfg.Seed, slots: make(chan struct{}, cfg.Concurrency), cache: cache{cfg.CacheDir},
		meter: newMeter(cfg.Prices, cfg.MaxCost), log: cfg.Log, sleep: cfg.Sleep, redact: redactor(cfg.APIKey),
	}
}

// bounded cuts answers that no model gives.
type bounded struct{ next http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := b.next.RoundTrip(r)
	if err == nil {
		res.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(res.Body, maxReply), res.Body}
	}
	return res, err
}

// key names a question by everything that the answer depends on.
func (c *client) key(messages []message) string {
	parts := []string{"question 1", c.model, fmt.Sprint(c.maxOutput), string(c.schema)}
	for _, m := range messages {
		parts = append(parts, m.role, m.text)
	}
	return digest(parts...)
}

// bound gives the most tokens that a question can take: no token is shorter than a byte.
func (c *client) bound(messages []message) Tokens {
	t := Tokens{Input: int64(len(c.schema)) + 64, Output: c.maxOutput}
	for _, m := range messages {
		t.Input += int64(len(m.text)) + 16
	}
	return t
}

// ask gives the answer to a question: a kept one, else that of the endpoint, which is asked again after faults that pass.
// The error is the context's, [graph.Unavailable] where there is no use in asking anything more, else [graph.Invalid].
func (c *client) ask(ctx context.Context, messages []message) (reply, error) {
	key := c.key(messages)
	if r, ok := c.cache.get(key); ok {
		c.meter.note(func(r *Report) { r.Cached++ })
		return r, nil
	}
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return reply{}, ctx.Err()
	}
	if err := c.gone(); err != nil {
		return reply{}, err
	}
	jitter := rand.New(rand.NewPCG(c.seed, hash64(key))) // by question, so that it does not depend on which comes first
	for attempt := 1; ; attempt++ {
		r, tokens, f := c.attempt(ctx, messages)
		if f == nil {
			c.succeed(key, r, tokens)
			return r, nil
		}
		if ctx.Err() != nil {
			return reply{}, ctx.Err()
		}
		wait := max(f.after, backoff(attempt, jitter))
		if !f.passes || attempt >= c.attempts || wait > c.maxWait {
			return reply{}, c.giveUp(f)
		}
		c.meter.note(func(r *Report) { r.Retries++ })
		c.log.WarnContext(ctx, "model request failed, trying again", "fault", f.text, "attempt", attempt, "wait", wait)
		if err := c.sleep(ctx, wait); err != nil {
			return reply{}, err
		}
	}
}

func hash64(s string) uint64 {
	h := fnv.New64a()
	_, _ = io.WriteString(h, s) // never fails
	return h.Sum64()
}

// backoff doubles the wait with each attempt, from one second to a minute, and spreads it by half.
func backoff(attempt int, jitter *rand.Rand) time.Duration {
	wait := min(time.Second<<min(attempt-1, 6), time.Minute)
	return wait/2 + time.Duration(jitter.Int64N(int64(wait)))
}

func (c *client) gone() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stopped
}

// succeed books an answer and keeps it, unless it cannot be read: then it is better asked for again another time.
func (c *client) succeed(key string, r reply, tokens Tokens) {
	c.mu.Lock()
	c.failed = 0
	c.mu.Unlock()
	c.meter.note(func(r *Report) { r.Requests++ })
	if _, err := decode(r.text); err != nil && !r.cut {
		return
	}
	if err := c.cache.put(key, kept{c.model, r.text, r.cut, tokens}); err != nil {
		c.log.Warn("model answer not kept", "error", err)
	}
}

// giveUp words a fault for the article that it costs. One that will meet every request, or the last of several in a row,
// stops the client.
func (c *client) giveUp(f *fault) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !f.ours {
		c.failed++
	}
	if f.lasts || c.failed >= maxFailures {
		c.stopped = &graph.Error{Code: graph.Unavailable, Message: "the language model cannot be used: " + f.text}
		return c.stopped
	}
	return &graph.Error{Code: graph.Invalid, Message: "the language model did not read the article: " + f.text}
}

// attempt sends a question once.
func (c *client) attempt(ctx context.Context, messages []message) (reply, Tokens, *fault) {
	bound := c.bound(messages)
	if err := c.meter.reserve(ctx, bound); err != nil {
		return reply{}, Tokens{}, &fault{text: graph.MessageOf(err), lasts: true}
	}
	limited, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	res, err := c.chat.New(limited, c.params(messages))
	if err != nil {
		f := c.classify(err, limited.Err())
		c.meter.settle(bound, Tokens{}, false, f.billed)
		return reply{}, Tokens{}, f
	}
	used := Tokens{res.Usage.PromptTokens, res.Usage.CompletionTokens}
	known := used.Input > 0 || used.Output > 0
	c.meter.settle(bound, used, known, true)
	r, f := read(res)
	return r, used, f
}

func (c *client) params(messages []message) openai.ChatCompletionNewParams {
	p := openai.ChatCompletionNewParams{Model: c.model, Temperature: openai.Float(0), MaxCompletionTokens: openai.Int(c.maxOutput),
		ResponseFormat: openai.ChatCompletionNewParamsResponseFormatUnion{OfJSONSchema: &shared.ResponseFormatJSONSchemaParam{
			JSONSchema: shared.ResponseFormatJSONSchemaJSONSchemaParam{Name: "statements", Strict: openai.Bool(true), Schema: c.schema}}}}
	for _, m := range messages {
		switch m.role {
		case "system":
			p.Messages = append(p.Messages, openai.SystemMessage(m.text))
		case "assistant":
			p.Messages = append(p.Messages, openai.AssistantMessage(m.text))
		default:
			p.Messages = append(p.Messages, openai.UserMessage(m.text))
		}
	}
	return p
}

// read takes the reply from a response.
func read(res *openai.ChatCompletion) (reply, *fault) {
	if len(res.Choices) == 0 {
		return reply{}, &fault{text: "an answer without choices", passes: true}
	}
	choice := res.Choices[0]
	switch {
	case choice.FinishReason == "length":
		return reply{cut: true}, nil
	case choice.Message.Refusal != "" || choice.FinishReason == "content_filter":
		return reply{}, &fault{text: "the model refused", ours: true}
	case strings.TrimSpace(choice.Message.Content) == "":
		return reply{}, &fault{text: "an empty answer", passes: true}
	}
	return reply{text: choice.Message.Content}, nil
}
