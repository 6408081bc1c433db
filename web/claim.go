package web

import (
	"sync"
	"time"

	"stancegraph/graph"
)

// claimFor is how long a suggestion that an analyst is shown is kept from the others.
const claimFor = 10 * time.Minute

// claims say before whose eyes which suggestions are, so that two analysts at work at once do not get the same one. They are in the
// memory of this server: of several servers on one store each has its own, and there the revision of a statement tells who was
// faster.
type claims struct {
	mu   sync.Mutex
	held map[graph.StatementID]claim
}

type claim struct {
	who   string
	until time.Time
}

// take claims for an analyst the first of some suggestions that nobody else holds, at most so many.
func (c *claims) take(who string, now time.Time, from []graph.Statement, most int) (taken []graph.Statement) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, held := range c.held { // few: what some analysts saw in some minutes
		if now.After(held.until) {
			delete(c.held, id)
		}
	}
	if c.held == nil {
		c.held = map[graph.StatementID]claim{}
	}
	for _, s := range from {
		if held, ok := c.held[s.ID]; len(taken) < most && (!ok || held.who == who) {
			c.held[s.ID] = claim{who, now.Add(claimFor)}
			taken = append(taken, s)
		}
	}
	return taken
}
