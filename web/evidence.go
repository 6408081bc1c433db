package web

import (
	"context"

	"stancegraph/graph"
)

// mostCards bounds how many statements a page shows at once.
const mostCards = 100

// cards are statements with what they name.
type cards struct {
	Statements []graph.Statement
	graph.Named
}

// card is one of them.
type card struct {
	graph.Statement
	graph.Named
}

// newCards reads what statements name.
func newCards(ctx context.Context, r graph.Reader, statements []graph.Statement) (cards, error) {
	named, err := graph.NamedIn(ctx, r, statements)
	return cards{statements, named}, err
}

// HolderName is the name of the holder, or how the text names it where it is not resolved.
func (c card) HolderName() string {
	if a, ok := c.Actors[c.Holder]; ok {
		return a.Name
	}
	return c.HolderText
}

// evidencePage is what one actor has said on one issue.
type evidencePage struct {
	Actor    graph.Actor
	Issue    graph.Issue
	History  []graph.Position // oldest first
	Turns    []graph.Turn
	Own      cards
	Reported cards
	More     int // statements that are left out
}

func (w *workbench) evidence(r *request) (view, error) {
	q := r.URL.Query()
	a, err := w.oneActor(r, graph.ActorID(q.Get("actor")))
	if err != nil {
		return view{}, err
	}
	i, err := w.oneIssue(r, graph.IssueID(q.Get("issue")))
	if err != nil {
		return view{}, err
	}
	histories, err := graph.Histories(r.Context(), w.reader, r.filter.where(), []graph.Scope{{Holder: a.ID, Issue: i.ID}})
	if err != nil {
		return view{}, err
	}
	all := histories[0]
	page := evidencePage{Actor: a, Issue: i, History: graph.History(all), Turns: graph.Turns(all), More: max(0, len(all)-mostCards)}
	shown, err := newCards(r.Context(), w.reader, all[:min(mostCards, len(all))])
	if err != nil {
		return view{}, err
	}
	page.Own, page.Reported = shown.apart()
	return view{template: "evidence", title: a.Name + " on " + i.Name, data: page}, nil
}

// apart separates an actor's own words from what others report.
func (c cards) apart() (own, reported cards) {
	own, reported = cards{Named: c.Named}, cards{Named: c.Named}
	for _, s := range c.Statements {
		if s.Reported() {
			reported.Statements = append(reported.Statements, s)
		} else {
			own.Statements = append(own.Statements, s)
		}
	}
	return own, reported
}

// oneActor reads an actor; of one that was merged, the actor that it was merged into, so that old links lead on.
func (w *workbench) oneActor(r *request, id graph.ActorID) (graph.Actor, error) {
	actors, err := w.reader.Actors(r.Context(), []graph.ActorID{id})
	if err == nil && len(actors) == 0 {
		err = graph.Errorf(graph.NotFound, "there is no actor %q", string(id))
	}
	if err != nil {
		return graph.Actor{}, err
	}
	if into := actors[0].MergedInto; into != "" {
		return w.oneActor(r, into)
	}
	return actors[0], nil
}

// oneIssue reads an issue like oneActor an actor.
func (w *workbench) oneIssue(r *request, id graph.IssueID) (graph.Issue, error) {
	issues, err := w.reader.Issues(r.Context(), []graph.IssueID{id})
	if err == nil && len(issues) == 0 {
		err = graph.Errorf(graph.NotFound, "there is no issue %q", string(id))
	}
	if err != nil {
		return graph.Issue{}, err
	}
	if into := issues[0].MergedInto; into != "" {
		return w.oneIssue(r, into)
	}
	return issues[0], nil
}

// statements reads the newest statements that match, with what they name.
func (w *workbench) statements(r *request, where graph.StatementFilter) (cards, int, error) {
	if len(where.Statuses) == 0 {
		where.Statuses = graph.CountedStatuses
	}
	found, err := w.reader.FindStatements(r.Context(), graph.StatementQuery{Where: where, Page: graph.Page{Limit: mostCards, Total: true}})
	if err != nil {
		return cards{}, 0, err
	}
	shown, err := newCards(r.Context(), w.reader, found[0].Items)
	return shown, found[0].Total, err
}
