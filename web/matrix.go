package web

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"stancegraph/ask"
	"stancegraph/graph"
)

// mostRows and mostColumns bound the matrix; rows= in the address asks for more rows, up to manyRows.
const (
	mostRows    = 40
	manyRows    = 500
	mostColumns = 24
)

// matrix is who stands where: a row for each actor, a column for each issue. Those of whom most is known come first.
type matrix struct {
	Issues     []graph.Issue
	Rows       []matrixRow
	AllActors  int // of which Rows shows some
	AllIssues  int
	Statements int
}

type matrixRow struct {
	Actor graph.Actor
	Cells []*cell // nil where nothing is known
}

// cell is a standing as it is drawn.
type cell struct {
	standing
	Radius float64 // of 14 at most: the area grows with the number of statements
	Label  string  // for whoever does not see it
	URL    string
}

// newMatrix puts the standings of those with most statements into rows, those on the issues with most statements into columns.
func newMatrix(ctx context.Context, r graph.Reader, f filter, l ledger, rows int) (matrix, error) {
	perActor, perIssue := map[graph.ActorID]int{}, map[graph.IssueID]int{}
	m := matrix{}
	most := 1
	for _, s := range l.all {
		perActor[s.Actor] += s.Statements
		perIssue[s.Issue] += s.Statements
		m.Statements += s.Statements
		most = max(most, s.Statements)
	}
	m.AllActors, m.AllIssues = len(perActor), len(perIssue)
	actors, err := r.Actors(ctx, foremost(perActor, rows))
	if err != nil {
		return m, err
	}
	if m.Issues, err = r.Issues(ctx, foremost(perIssue, mostColumns)); err != nil {
		return m, err
	}
	rowOf, columnOf := byID(actors, func(a graph.Actor) graph.ActorID { return a.ID }), byID(m.Issues, func(i graph.Issue) graph.IssueID { return i.ID })
	shown, err := l.settle(ctx, func(s standing) bool { return rowOf[s.Actor].ID != "" && columnOf[s.Issue].ID != "" })
	if err != nil {
		return m, err
	}
	at := byID(shown, func(s standing) pair { return s.pair })
	for _, a := range actors {
		row := matrixRow{Actor: a}
		for _, i := range m.Issues {
			row.Cells = append(row.Cells, newCell(f, at[pair{a.ID, i.ID}], a, i, most))
		}
		m.Rows = append(m.Rows, row)
	}
	return m, nil
}

// foremost gives the ids with the highest counts, at most so many.
func foremost[K ~string](counts map[K]int, limit int) []K {
	var ids []K
	for id := range counts {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b K) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return ids[:min(limit, len(ids))]
}

func newCell(f filter, s standing, a graph.Actor, i graph.Issue, most int) *cell {
	if s.Statements == 0 {
		return nil
	}
	label := fmt.Sprintf("%s %s %s: %s", a.Name, ask.Verb(s.Stance), i.Name, count(s.Statements, "statement"))
	if s.Turned {
		label += ", not always so"
	}
	if s.Reported {
		label += ", by others' word alone"
	}
	return &cell{s, 5 + 9*math.Sqrt(float64(s.Statements)/float64(most)), label, f.link("/evidence", "actor", string(a.ID), "issue", string(i.ID))}
}

// homePage is the first page.
type homePage struct {
	matrix
	Only        graph.IssueID // the issue that it is narrowed to, with its parts; empty for all
	Choices     []graph.Issue // that it can be narrowed to
	First, Last graph.Date    // between which there are statements; empty where none is dated
	More        string        // the address with more rows; empty where all are there
}

func (w *workbench) home(r *request) (view, error) {
	rows := mostRows
	if text := r.URL.Query().Get("rows"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > manyRows {
			return view{}, graph.Errorf(graph.Invalid, "rows is %q: want a number from 1 to %d", text, manyRows)
		}
		rows = n
	}
	page := homePage{Only: graph.IssueID(r.URL.Query().Get("issue"))}
	only, err := w.chooseIssue(r, &page)
	if err != nil {
		return view{}, err
	}
	where := r.filter.where()
	where.Issues = only
	l, err := readLedger(r.Context(), w.reader, where)
	if err != nil {
		return view{}, err
	}
	if page.First, page.Last, err = w.span(r); err != nil {
		return view{}, err
	}
	if page.matrix, err = newMatrix(r.Context(), w.reader, r.filter, l, rows); err != nil {
		return view{}, err
	}
	if page.AllActors > len(page.Rows) && rows < manyRows {
		more := []string{"rows", strconv.Itoa(min(manyRows, page.AllActors))}
		if page.Only != "" {
			more = append(more, "issue", string(page.Only))
		}
		page.More = r.filter.link("/", more...)
	}
	return view{template: "home", title: "Who stands where", data: page}, nil
}

// chooseIssue reads the issues to choose from, and gives the chosen one and its parts, however deep.
func (w *workbench) chooseIssue(r *request, page *homePage) (chosen []graph.IssueID, err error) {
	for i, err := range graph.AllIssues(r.Context(), w.reader) { // issues are few
		if err != nil {
			return nil, err
		}
		if !i.Gone() {
			page.Choices = append(page.Choices, i)
		}
	}
	if page.Only == "" {
		return nil, nil
	}
	only, err := w.oneIssue(r, page.Only)
	if err != nil {
		return nil, err
	}
	page.Only = only.ID
	return graph.IssueWithParts(r.Context(), w.reader, []graph.IssueID{only.ID})
}

// span gives the first and last date on which anything was held, whatever the filter.
func (w *workbench) span(r *request) (first, last graph.Date, err error) {
	dated := graph.StatementFilter{From: "0001", Statuses: graph.CountedStatuses}
	one := graph.Page{Limit: 1}
	found, err := w.reader.Read(r.Context(), graph.Want{What: graph.StatementQuery{Where: dated, Oldest: true, Page: one}}, graph.Want{What: graph.StatementQuery{Where: dated, Page: one}})
	if err != nil {
		return "", "", err
	}
	for _, s := range found[0].Statements[0].Items {
		first = s.HeldOn
	}
	for _, s := range found[1].Statements[0].Items {
		last = s.HeldOn
	}
	return first, last, nil
}
