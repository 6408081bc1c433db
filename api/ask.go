package api

import (
	"context"

	"stancegraph/graph"
)

// Asker answers plain questions.
type Asker interface {
	// Ask answers a question in English. A question that cannot be read is no error: its answer has no GraphQL, and
	// says in Suggestions what can be asked.
	Ask(ctx context.Context, question string) (Answer, error)
}

// Answer is the answer to a plain question.
type Answer struct {
	Reading     string                // how the question was understood
	Text        string                // the answer in a sentence or two
	GraphQL     string                // the query that the question stands for; empty where it could not be read
	Where       graph.StatementFilter // which statements the stances sum up; the zero value means all that count
	Stances     []graph.StanceEdge
	Statements  []graph.Statement
	Positions   []graph.Position
	Suggestions []string // what can be asked instead, or near matches for a name that is not known
}

// answered is an answer with its question.
type answered struct {
	Answer
	question string
}

// maxQuestion is the longest question in bytes that is looked at.
const maxQuestion = 2000

func answers() table {
	return table{
		"Query.ask":       single(ask),
		"Answer.question": plain(func(a *answered) any { return a.question }),
		"Answer.reading":  plain(func(a *answered) any { return a.Reading }),
		"Answer.text":     plain(func(a *answered) any { return a.Text }),
		"Answer.graphql":  plain(func(a *answered) any { return text(a.GraphQL) }),
		"Answer.stances": plain(func(a *answered) any {
			f := plainFilter()
			if len(a.Where.Statuses) == 0 {
				a.Where.Statuses = graph.CountedStatuses
			}
			f.StatementFilter = a.Where
			f.name = describe(f.StatementFilter, nil)
			return list(a.Stances, func(e graph.StanceEdge) any { return &edge{e, f} })
		}),
		"Answer.statements": batch(func(c *call, as []*answered) ([]any, error) {
			return list(as, func(a *answered) any {
				return list(a.Statements, func(s graph.Statement) any { return c.load.statements.put(&s) })
			}), nil
		}),
		"Answer.positions": plain(func(a *answered) any {
			return list(a.Positions, func(p graph.Position) any { return &p })
		}),
		"Answer.suggestions": plain(func(a *answered) any { return texts(a.Suggestions) }),
	}
}

func ask(c *call) (any, error) {
	q := c.text("question")
	switch {
	case c.engine.asker == nil:
		return nil, graph.Errorf(graph.Unavailable, "this server does not answer plain questions")
	case len(q) > maxQuestion:
		return nil, invalidf("the question has %d bytes: at most %d are allowed", len(q), maxQuestion)
	}
	a, err := c.engine.asker.Ask(c.ctx, q)
	if err != nil {
		return nil, err
	}
	return &answered{a, q}, nil
}
