package web

import (
	"cmp"
	"context"
	"slices"

	"stancegraph/graph"
)

// pair is an actor and an issue.
type pair struct {
	Actor graph.ActorID
	Issue graph.IssueID
}

// standing is where an actor stands on an issue, by the statements that a filter lets through.
type standing struct {
	pair
	Stance     graph.Stance
	Statements int
	Reported   bool // it rests on others' word alone
	Turned     bool // the actor's own words were on more than one side, on different days
	Last       graph.Date
}

// standings gives where all actors stand, by issue, then actor. Stance edges decide, which stores count. Where a pair has several, the
// newest of the actor's own words for each does, and only where these are of one day are all statements read.
func standings(ctx context.Context, r graph.Reader, where graph.StatementFilter) ([]standing, error) {
	pairs, err := edgesByPair(ctx, r, where)
	if err != nil {
		return nil, err
	}
	own, err := newestOwn(ctx, r, where, pairs)
	if err != nil {
		return nil, err
	}
	out := make([]standing, len(pairs))
	var open []int // standings that the edges leave open
	for i, edges := range pairs {
		var decided bool
		if out[i], decided = standingOf(edges, own); !decided {
			open = append(open, i)
		}
	}
	return out, decide(ctx, r, where, out, open)
}

// edgesByPair reads the stance edges, in groups by issue and actor.
func edgesByPair(ctx context.Context, r graph.Reader, where graph.StatementFilter) ([][]graph.StanceEdge, error) {
	var edges []graph.StanceEdge
	for e, err := range graph.AllStances(ctx, r, where) {
		if err != nil {
			return nil, err
		}
		edges = append(edges, e)
	}
	slices.SortStableFunc(edges, func(a, b graph.StanceEdge) int {
		return cmp.Or(cmp.Compare(a.Issue, b.Issue), cmp.Compare(a.Actor, b.Actor))
	})
	var out [][]graph.StanceEdge
	for i, e := range edges {
		if i == 0 || e.Issue != edges[i-1].Issue || e.Actor != edges[i-1].Actor {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], e)
	}
	return out, nil
}

// newestOwn gives, for the edges of pairs that have several, the date of the newest of the actor's own words; edges that rest on
// others' words alone are left out.
func newestOwn(ctx context.Context, r graph.Reader, where graph.StatementFilter, pairs [][]graph.StanceEdge) (map[graph.EdgeKey]graph.Date, error) {
	var scopes []graph.Scope
	for _, edges := range pairs {
		for _, e := range edges {
			if len(edges) > 1 && e.Statements > e.Reported {
				scopes = append(scopes, graph.Scope{Holder: e.Actor, Issue: e.Issue, Stance: e.Stance})
			}
		}
	}
	out := map[graph.EdgeKey]graph.Date{}
	where, ok := where.Counted()
	if len(scopes) == 0 || !ok {
		return out, nil
	}
	where.Reports = graph.OwnOnly
	newest, err := r.FindStatements(ctx, graph.StatementQuery{Where: where, Scopes: scopes, Page: graph.Page{Limit: 1}})
	if err != nil {
		return nil, err
	}
	for _, s := range newest {
		for _, statement := range s.Items {
			key, _ := statement.Edge()
			out[key] = statement.HeldOn
		}
	}
	return out, nil
}

// standingOf says what the edges of a pair tell: the stance of the newest of the actor's own words, or of what others report where
// there are none. It is not decided where there are several such stances.
func standingOf(edges []graph.StanceEdge, own map[graph.EdgeKey]graph.Date) (s standing, decided bool) {
	s = standing{pair: pair{edges[0].Actor, edges[0].Issue}, Reported: true}
	for _, e := range edges {
		s.Statements += e.Statements
		s.Reported = s.Reported && e.Statements == e.Reported
	}
	sides := map[graph.Date]bool{}
	for _, e := range edges {
		last, said := e.Last, e.Statements > e.Reported
		if len(edges) > 1 && said {
			last = own[e.EdgeKey]
		}
		if said && e.Stance != graph.Mediates && last != "" {
			sides[last] = true
		}
		switch {
		case said == s.Reported: // others' words beside the actor's own
		case s.Stance == "" || last > s.Last:
			s.Stance, s.Last, decided = e.Stance, last, true
		case last == s.Last:
			decided = false
		}
	}
	s.Turned = len(sides) > 1
	return s, decided
}

// decide fills in what the edges left open, by the statements.
func decide(ctx context.Context, r graph.Reader, where graph.StatementFilter, out []standing, open []int) error {
	var scopes []graph.Scope
	for _, i := range open {
		scopes = append(scopes, graph.Scope{Holder: out[i].Actor, Issue: out[i].Issue})
	}
	histories, err := graph.Histories(ctx, r, where, scopes)
	if err != nil {
		return err
	}
	for n, i := range open {
		if p, ok := graph.PositionAt(histories[n], ""); ok {
			out[i].Stance = p.Stance
		}
	}
	return nil
}
