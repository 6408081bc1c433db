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

// standings gives where all actors stand, by issue, then actor. Stance edges decide, which stores count; only where the newest of an
// actor's own words differ on one day are statements read.
func standings(ctx context.Context, r graph.Reader, where graph.StatementFilter) ([]standing, error) {
	all, err := edgesByPair(ctx, r, where)
	if err != nil {
		return nil, err
	}
	own := where
	own.Reports = graph.OwnOnly
	words := all // the edges of own words
	if slices.ContainsFunc(all, func(es []graph.StanceEdge) bool { return len(es) > 1 }) {
		if words, err = edgesByPair(ctx, r, own); err != nil {
			return nil, err
		}
	}
	said := map[pair][]graph.StanceEdge{}
	for _, es := range words {
		said[pairOf(es[0])] = es
	}
	out := make([]standing, len(all))
	var open []int // standings that the edges leave open
	for i, es := range all {
		var decided bool
		if out[i], decided = standingOf(es, said[pairOf(es[0])]); !decided {
			open = append(open, i)
		}
	}
	return out, decide(ctx, r, where, out, open)
}

func pairOf(e graph.StanceEdge) pair { return pair{e.Actor, e.Issue} }

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
		if i == 0 || pairOf(e) != pairOf(edges[i-1]) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], e)
	}
	return out, nil
}

// standingOf says what the edges of a pair tell: the stance of the newest of the actor's own words, or of what others report where
// there are none. It is not decided where there are several such stances.
func standingOf(all, own []graph.StanceEdge) (s standing, decided bool) {
	s = standing{pair: pairOf(all[0])}
	s.Reported = true
	for _, e := range all {
		s.Statements += e.Statements
		s.Reported = s.Reported && e.Statements == e.Reported
	}
	sides := map[graph.Date]bool{}
	for _, e := range own {
		if e.Stance != graph.Mediates && e.Last != "" {
			sides[e.Last] = true
		}
	}
	s.Turned = len(sides) > 1 && !s.Reported
	if s.Reported {
		own = all
	}
	decided = true
	for i, e := range own {
		switch {
		case i == 0 || e.Last > s.Last:
			s.Stance, s.Last, decided = e.Stance, e.Last, true
		case e.Last == s.Last:
			decided = false
		}
	}
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
