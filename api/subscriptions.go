package api

import "stancegraph/graph"

// sources tell, by root field, what a subscription wants to hear of.
var sources = map[string]func(*call) (interest, error){
	"statementChanged": statementChanged,
	"loadProgress":     func(*call) (interest, error) { return interest{loads: true}, nil },
}

// statementChanged reads the filter of a subscription. Where it names no status, any will do: that a statement is rejected is news, too.
func statementChanged(c *call) (interest, error) {
	f, err := c.filter()
	if err != nil {
		return interest{}, err
	}
	if len(c.input("where").items("status")) == 0 {
		f.Statuses = nil
	}
	return interest{filter: &f}, nil
}

// subscriptions resolves the fields of events. An event is the parent of its own root field.
func subscriptions() table {
	type S = *statementChange
	type L = *loadProgress
	return table{
		"Subscription.statementChanged": batch(func(c *call, events []S) ([]any, error) { return pointersTo(events), c.aroundChange(events[0]) }),
		"Subscription.loadProgress":     batch(func(_ *call, events []L) ([]any, error) { return pointersTo(events), nil }),
		"StatementChange.statement":     plain(func(e S) any { return e.statement }),
		"StatementChange.revision":      plain(func(e S) any { return e.revision }),
		"StatementChange.created":       plain(func(e S) any { return e.created }),
		"LoadProgress.running":          plain(func(e L) any { return e.running }),
		"LoadProgress.started":          plain(func(e L) any { return e.started }),
		"LoadProgress.latest":           plain(func(e L) any { return graph.Millisecond(e.latest) }),
		"LoadProgress.articles":         plain(func(e L) any { return e.articles }),
		"LoadProgress.statements":       plain(func(e L) any { return e.statements }),
	}
}

// pointersTo gives events, each the parent of its own root field, as cells.
func pointersTo[T any](events []T) []any { return list(events, func(e T) any { return e }) }

// aroundChange reads what is asked of the objects of an event.
func (c *call) aroundChange(e *statementChange) error {
	fields := func(typ string) (out []*field) {
		for _, f := range c.field.kids["StatementChange"] {
			out = append(out, f.objects(typ)...)
		}
		return out
	}
	return c.more(c.with(&fetch{what: graph.IDsOf(graph.StatementSet, []graph.StatementID{e.statement.ID})}, "Statement", fields("Statement")),
		c.with(&fetch{what: graph.IDsOf(graph.RevisionSet, []graph.RevisionID{e.revision.ID})}, "Revision", fields("Revision")))
}
