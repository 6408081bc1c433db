package web

import (
	"stancegraph/ask"
	"stancegraph/graph"
)

// askPage is the answer to a plain question.
type askPage struct {
	Question               string
	Text, Reading, GraphQL string
	Evidence               []evidence
	Unquoted               int // positions without evidence here
	Cards                  cards
	Problem                string // why there is no answer
}

func (w *workbench) ask(r *request) (view, error) {
	q := r.URL.Query().Get("q")
	page := askPage{Question: q}
	if q == "" {
		return view{goTo: "/"}, nil
	}
	answer, err := w.asker.Ask(r.Context(), q)
	if err != nil {
		if code := graph.CodeOf(err); code != graph.Invalid && code != graph.NotFound {
			return view{}, err
		}
		page.Problem = graph.MessageOf(err)
		return view{template: "ask", title: q, data: page}, nil
	}
	page.Text, page.Reading, page.GraphQL = answer.Text, answer.Question.Reading(), answer.Question.GraphQL()
	page.Unquoted = answer.Unquoted()
	page.Cards = cards{answer.Statements, answer.Named}
	for _, e := range answer.Evidence {
		page.Evidence = append(page.Evidence, evidence{e, cards{e.Statements, answer.Named}})
	}
	return view{template: "ask", title: q, data: page}, nil
}

// evidence is a stance edge with statements that it rests on.
type evidence struct {
	ask.Evidence
	Cards cards
}

// Left counts the statements that are not shown.
func (e evidence) Left() int { return e.Count - len(e.Statements) }
