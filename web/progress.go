package web

import (
	"encoding/json"
	"sync"
	"time"

	"stancegraph/graph"
)

// progress is how far a queue has come.
type progress struct{ Left, Accepted, Rejected int }

// Decided is how many suggestions were decided about.
func (p progress) Decided() int { return p.Accepted + p.Rejected }

// All is how many there were.
func (p progress) All() int { return p.Left + p.Decided() }

func progressOf(counts []graph.FacetCount) (p progress) {
	for _, c := range counts {
		switch graph.Status(c.Value) {
		case graph.Suggested:
			p.Left = c.Statements
		case graph.Accepted:
			p.Accepted = c.Statements
		case graph.Rejected:
			p.Rejected = c.Statements
		}
	}
	return p
}

// recount is how long the progress of a queue stands before it is counted again. What others decide shows so much later.
const recount = 5 * time.Second

// tallies remember how far queues have come: in a large graph, counting takes longer than all the rest of going on to the next suggestion.
type tallies struct {
	mu sync.Mutex
	of map[string]tally // by what narrows the queue
}

type tally struct {
	progress
	counted time.Time
}

// tallyName names a queue by what narrows it, whatever the status.
func tallyName(where graph.StatementFilter) string {
	b, _ := json.Marshal(where) // strings and lists of them cannot fail
	return string(b)
}

// get gives the progress of a queue where it is known.
func (t *tallies) get(queue string, now time.Time) (progress, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	known, ok := t.of[queue]
	return known.progress, ok && now.Sub(known.counted) < recount
}

// counted remembers what was counted, and forgets what is too old.
func (t *tallies) counted(queue string, p progress, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for q, known := range t.of {
		if now.Sub(known.counted) >= recount {
			delete(t.of, q)
		}
	}
	if t.of == nil {
		t.of = map[string]tally{}
	}
	t.of[queue] = tally{p, now}
}

// decided notes that some suggestions of a queue were accepted or rejected; how far others have come is not known any more.
func (t *tallies) decided(queue string, status graph.Status, n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	known, ok := t.of[queue]
	clear(t.of)
	if !ok {
		return
	}
	known.Left -= n
	switch status {
	case graph.Accepted:
		known.Accepted += n
	case graph.Rejected:
		known.Rejected += n
	}
	t.of[queue] = known
}

// forget has everything counted again.
func (t *tallies) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	clear(t.of)
}
