package web

import (
	"cmp"
	"slices"

	"stancegraph/graph"
)

// issuePage is who stands where on one issue.
type issuePage struct {
	graph.Issue
	Whole  *graph.Issue
	Parts  []graph.Issue
	Camps  []camp // one for each stance
	Newest cards
	Total  int
}

// camp is who takes one stance.
type camp struct {
	Stance  graph.Stance
	Members []member // those with most statements first
}

type member struct {
	graph.Actor
	standing
}

func (w *workbench) issue(r *request) (view, error) {
	i, err := w.oneIssue(r, graph.IssueID(r.PathValue("key")))
	if err != nil {
		return view{}, err
	}
	page := issuePage{Issue: i}
	if i.PartOf != "" {
		whole, err := w.oneIssue(r, i.PartOf)
		if err != nil {
			return view{}, err
		}
		page.Whole = &whole
	}
	parts, err := w.reader.FindIssues(r.Context(), graph.IssueQuery{PartOf: []graph.IssueID{i.ID}, Page: graph.Page{Limit: mostListed}})
	if err != nil {
		return view{}, err
	}
	page.Parts = parts.Items
	where := r.filter.where()
	where.Issues = []graph.IssueID{i.ID}
	all, err := standings(r.Context(), w.reader, where)
	if err != nil {
		return view{}, err
	}
	if page.Camps, err = w.camps(r, all); err != nil {
		return view{}, err
	}
	page.Newest, page.Total, err = w.statements(r, where)
	return view{template: "issue", title: i.Name, data: page}, err
}

func (w *workbench) camps(r *request, all []standing) ([]camp, error) {
	var ids []graph.ActorID
	for _, s := range all {
		ids = append(ids, s.Actor)
	}
	actors, err := w.reader.Actors(r.Context(), ids)
	if err != nil {
		return nil, err
	}
	named := map[graph.ActorID]graph.Actor{}
	for _, a := range actors {
		named[a.ID] = a
	}
	var out []camp
	for _, stance := range graph.Stances {
		c := camp{Stance: stance}
		for _, s := range all {
			if s.Stance == stance {
				c.Members = append(c.Members, member{named[s.Actor], s})
			}
		}
		slices.SortFunc(c.Members, func(a, b member) int {
			return cmp.Or(cmp.Compare(b.Statements, a.Statements), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
		})
		out = append(out, c)
	}
	return out, nil
}
