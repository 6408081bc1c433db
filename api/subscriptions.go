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
	event := func(_ *call, parents []any) ([]any, error) { return parents, nil }
	return table{
		"Subscription.statementChanged": event,
		"Subscription.loadProgress":     event,
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
