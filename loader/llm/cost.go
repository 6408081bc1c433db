package llm

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"stancegraph/graph"
)

// Prices are what a million tokens cost, in whatever currency the endpoint bills. Zero means not known or free.
type Prices struct {
	Input, Output float64
}

// Of gives what tokens cost.
func (p Prices) Of(t Tokens) float64 {
	return (float64(t.Input)*p.Input + float64(t.Output)*p.Output) / 1e6
}

// Tokens counts what is sent and what comes back.
type Tokens struct {
	Input, Output int64
}

func (t *Tokens) add(o Tokens) { t.Input, t.Output = t.Input+o.Input, t.Output+o.Output }

// Estimate says what reading articles will take, before anything is asked. It counts four bytes a token and no repairs.
type Estimate struct {
	Articles int
	Requests int // to be sent
	Cached   int // answered already
	Tokens   Tokens
	Cost     float64
}

// Add adds up estimates.
func (e *Estimate) Add(o Estimate) {
	e.Articles += o.Articles
	e.Requests += o.Requests
	e.Cached += o.Cached
	e.Tokens.add(o.Tokens)
	e.Cost += o.Cost
}

// Guesses for estimates.
const (
	bytesPerToken     = 4
	answerTokens      = 40 // of an answer without statements
	tokensPerSentence = 25 // of the statements that a sentence gives on average
)

// Report says what reading articles took.
type Report struct {
	Articles  int // that were read
	Requests  int // that were answered
	Cached    int // answers that came from the cache
	Retries   int // attempts that failed and were made again
	Records   int // that the model gave, repairs not counted
	Accepted  int // of these
	Repaired  int // accepted in the second round, beside those
	Tokens    Tokens
	Cost      float64 // of the tokens that the endpoint counted
	Uncertain float64 // at most this on top, for attempts whose answer never came
	Dropped   []Count // records, by reason, the most frequent first
}

// Count is how often something was refused for a reason.
type Count struct {
	Reason Reason
	N      int
}

// meter adds up what happens and keeps to the limit. It is safe for concurrent use.
type meter struct {
	prices Prices
	limit  float64 // 0: none

	mu      sync.Mutex
	held    float64       // set aside for requests under way
	settled chan struct{} // closed when one of them is settled
	report  Report
	dropped map[Reason]int
}

func newMeter(prices Prices, limit float64) *meter {
	return &meter{prices: prices, limit: limit, settled: make(chan struct{}), dropped: map[Reason]int{}}
}

// reserve sets money aside for a request, or says that the limit does not allow it. Where only requests under way stand in
// the way, it waits for them: most cost less than what was set aside.
func (m *meter) reserve(ctx context.Context, bound Tokens) error {
	cost := m.prices.Of(bound)
	for {
		m.mu.Lock()
		spent := m.report.Cost + m.report.Uncertain
		if m.limit == 0 || spent+m.held+cost <= m.limit {
			m.held += cost
			m.mu.Unlock()
			return nil
		}
		settled := m.settled
		m.mu.Unlock()
		if spent+cost > m.limit {
			return graph.Errorf(graph.Unavailable, "the limit on costs is reached: %.4f of %.4f is spent, and the next request may cost up to %.4f", spent, m.limit, cost)
		}
		select {
		case <-settled:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// settle gives back what was set aside and books what was used. Nothing known of an attempt that may have been billed
// counts at its bound.
func (m *meter) settle(bound Tokens, used Tokens, known, billed bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.held -= m.prices.Of(bound)
	close(m.settled)
	m.settled = make(chan struct{})
	switch {
	case known:
		m.report.Tokens.add(used)
		m.report.Cost += m.prices.Of(used)
	case billed:
		m.report.Uncertain += m.prices.Of(bound)
	}
}

// note changes the report.
func (m *meter) note(f func(*Report)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f(&m.report)
}

func (m *meter) drop(rejected []rejection) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range rejected {
		m.dropped[r.reason]++
	}
}

// read gives the report, whose order does not depend on the order of events.
func (m *meter) read() Report {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.report
	for _, reason := range slices.Sorted(maps.Keys(m.dropped)) {
		r.Dropped = append(r.Dropped, Count{reason, m.dropped[reason]})
	}
	slices.SortStableFunc(r.Dropped, func(a, b Count) int { return b.N - a.N })
	return r
}

// String words tokens for people.
func (t Tokens) String() string { return fmt.Sprintf("%d tokens in, %d out", t.Input, t.Output) }
