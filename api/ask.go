package api

import (
	"context"
	"errors"

	"stancegraph/ask"
	"stancegraph/graph"
)

// Asker answers plain questions; see [ask.Asker].
type Asker interface {
	Ask(ctx context.Context, question string) (ask.Answer, error)
	Issue(ctx context.Context, words string) (issue graph.Issue, ok bool, err error)
}

// answer is the answer to a question, or what can be asked instead.
type answer struct {
	ask.Answer
	question    string
	suggestions []string // set where the question could not be read
}

func (a *answer) understood() bool { return a.suggestions == nil }

// maxQuestion is the longest question in bytes that is looked at.
const maxQuestion = 2000

func answers() table {
	return table{
		"Query.ask":          single(askQuestion),
		"Answer.question":    plain(func(a *answer) any { return a.question }),
		"Answer.reading":     plain((*answer).reading),
		"Answer.text":        plain(func(a *answer) any { return a.Text }),
		"Answer.graphql":     plain((*answer).graphql),
		"Answer.stances":     plain((*answer).edges),
		"Answer.moreStances": plain(func(a *answer) any { return a.More }),
		"Answer.statements":  plain(func(a *answer) any { return pointers(a.Statements) }),
		"Answer.positions":   plain(func(a *answer) any { return pointers(a.Positions) }),
		"Answer.changes":     plain(func(a *answer) any { return pointers(a.Turns) }),
		"Answer.suggestions": plain(func(a *answer) any {
			return texts(a.suggestions)
		}),
	}
}

func pointers[T any](items []T) any {
	out := make([]any, len(items))
	for i := range items {
		out[i] = &items[i]
	}
	return out
}

func (a *answer) reading() any {
	if !a.understood() {
		return "not understood"
	}
	return a.Question.Reading()
}

func (a *answer) graphql() any {
	if !a.understood() {
		return nil
	}
	return a.Question.GraphQL()
}

// filter gives the filter of the statements that the answer's edges sum up.
func (a *answer) filter() filter {
	f := filter{StatementFilter: a.Where}
	if len(f.Statuses) == 0 {
		f.Statuses = graph.CountedStatuses
	}
	f.name = describe(f.StatementFilter, nil)
	return f
}

// edges gives the stance edges together with the filter of their statements.
func (a *answer) edges() any {
	f := a.filter()
	return list(a.Edges, func(e graph.StanceEdge) any { return &edge{e, f} })
}

func askQuestion(c *call) (any, error) {
	q := c.text("question")
	switch {
	case c.engine.asker == nil:
		return nil, graph.Errorf(graph.Unavailable, "this server does not answer plain questions")
	case len(q) > maxQuestion:
		return nil, invalidf("the question has %d bytes: at most %d are allowed", len(q), maxQuestion)
	}
	a, err := c.engine.asker.Ask(c.ctx, q)
	if unread, ok := errors.AsType[*ask.NotUnderstood](err); ok {
		out := &answer{question: q, suggestions: append(append([]string{}, unread.Near...), ask.Examples...)}
		out.Text = unread.Error()
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	out := &answer{Answer: a, question: q}
	if err := c.more(out.fetches(c)...); err != nil {
		return nil, err
	}
	for i := range a.Statements {
		c.load.statements.put(a.Statements[i].ID, &a.Statements[i])
	}
	return out, nil
}

// fetches wants what is asked of the objects of the answer.
func (a *answer) fetches(c *call) []*fetch {
	var ids []graph.StatementID
	for _, s := range a.Statements {
		ids = append(ids, s.ID)
	}
	for _, p := range a.Positions {
		ids = append(ids, p.Statement)
	}
	for _, t := range a.Turns {
		ids = append(ids, t.From.Statement, t.To.Statement)
	}
	of := &fetch{what: graph.IDsOf(graph.StatementSet, ids)}
	for _, typ := range []string{"Statement", "Position", "PositionChange"} {
		of.with = join(of.with, c.run.wants(typ, c.field.objects(typ), of))
	}
	if len(a.Edges) == 0 {
		return []*fetch{of}
	}
	edges := edgesByKey(each(a.Edges, func(e graph.StanceEdge) graph.EdgeKey { return e.EdgeKey }), a.filter())
	return []*fetch{of, c.below(edges, "StanceEdge")}
}
