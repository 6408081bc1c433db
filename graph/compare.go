package graph

import "iter"

// edgeComparison holds the stance edges of a dump, which come in their order, against those of the store.
type edgeComparison struct {
	begun bool
	next  func() (StanceEdge, error, bool)
	end   func()
	ahead *StanceEdge // of the store, not yet met in the dump
}

func (c *edgeComparison) stop() {
	if c.end != nil {
		c.end()
	}
}

// step reads the store's next edge.
func (c *edgeComparison) step() error {
	e, err, ok := c.next()
	c.ahead = nil
	if ok && err == nil {
		c.ahead = &e
	}
	return err
}

// compareFrom begins the comparison once all statements of the dump are written. There is nothing to compare where the store
// holds other statements too.
func (r *restorer) compareFrom() error {
	if r.edges.begun {
		return nil
	}
	r.edges.begun = true
	all, err := only(r.store.FindStatements(r.ctx, StatementQuery{Page: Page{Limit: 1, Total: true}}))
	if err != nil {
		return err
	}
	if all.Total > r.report.Created.Statements+r.report.Unchanged.Statements {
		return nil
	}
	r.report.Compared = true
	r.edges.next, r.edges.end = iter.Pull2(AllStances(r.ctx, r.store, StatementFilter{}))
	return r.edges.step()
}

// stance compares one edge of the dump.
func (r *restorer) stance(line int, e StanceEdge) error {
	if err := r.flush(nil); err != nil {
		return err
	}
	if err := r.compareFrom(); err != nil || !r.report.Compared {
		return err
	}
	for r.edges.ahead != nil && r.edges.ahead.Compare(e.EdgeKey) < 0 {
		if err := r.surplus(); err != nil {
			return err
		}
	}
	if r.edges.ahead == nil || r.edges.ahead.EdgeKey != e.EdgeKey {
		r.problem(line, "stance edge %s %s %s: no statement that was restored counts towards it", e.Actor, e.Stance, e.Issue)
		return nil
	}
	if *r.edges.ahead != e {
		r.problem(line, "stance edge %s %s %s: the dump says %+v, the statements that were restored say %+v", e.Actor, e.Stance, e.Issue, e, *r.edges.ahead)
	}
	return r.edges.step()
}

// surplus reports an edge of the store that the dump lacks.
func (r *restorer) surplus() error {
	e := r.edges.ahead
	r.problem(r.report.Lines, "stance edge %s %s %s follows from the statements, and the dump lacks it", e.Actor, e.Stance, e.Issue)
	return r.edges.step()
}

// compareRest reports the edges that the dump has not named up to its end. One that was cut off lacks any number of them.
func (r *restorer) compareRest() error {
	if !r.report.Ended {
		return nil
	}
	if err := r.compareFrom(); err != nil {
		return err
	}
	for r.report.Compared && r.edges.ahead != nil {
		if err := r.surplus(); err != nil {
			return err
		}
	}
	return nil
}
