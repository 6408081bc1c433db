package api

import (
	"sync"
	"time"

	"stancegraph/graph"
)

// interest is what a subscription wants to hear of.
type interest struct {
	filter *filter // changes of these statements; nil for none
	loads  bool    // the progress of loads
}

// listener collects the events for one subscription until they are taken.
type listener struct {
	interest
	most  int           // events that may wait
	ready chan struct{} // holds one item while there are events

	mu      sync.Mutex
	waiting []any
	overrun bool // events were lost, for too many waited
}

func newListener(i interest, most int) *listener {
	return &listener{interest: i, most: most, ready: make(chan struct{}, 1)}
}

// put adds an event.
func (l *listener) put(event any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.waiting) >= l.most {
		l.overrun = true
	} else {
		l.waiting = append(l.waiting, event)
	}
	select {
	case l.ready <- struct{}{}:
	default:
	}
}

// take gives the events that wait, and whether some were lost.
func (l *listener) take() (events []any, overrun bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	events, l.waiting = l.waiting, nil
	return events, l.overrun
}

// statementChange is one event of the subscription statementChanged.
type statementChange struct {
	statement *graph.Statement // as it is now
	revision  *graph.Revision
	created   bool
}

// loadProgress is one event of the subscription loadProgress.
type loadProgress struct {
	running              bool
	started, latest      time.Time
	articles, statements int
}

// after takes note of revisions, and gives what to tell: nil where no load has gone on or, having been quiet for so long, ended.
func (p *loadProgress) after(fresh []graph.Revision, now time.Time, quiet time.Duration) *loadProgress {
	told := *p
	for _, rev := range fresh {
		if rev.Action != graph.ActionLoad {
			continue
		}
		if !p.running {
			*p = loadProgress{running: true, started: rev.When}
		}
		p.latest = now
		p.count(rev.Changes)
	}
	if p.running && now.Sub(p.latest) > quiet {
		p.running = false
	}
	if *p == told {
		return nil
	}
	event := *p
	return &event
}

func (p *loadProgress) count(changes []graph.Change) {
	for _, c := range changes {
		switch {
		case c.Type == graph.ArticleObject:
			p.articles++
		case c.Type == graph.StatementObject && c.Before == nil:
			p.statements++
		}
	}
}
