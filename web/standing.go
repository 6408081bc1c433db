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

// standings gives where all actors stand, by issue, then actor.
func standings(ctx context.Context, r graph.Reader, where graph.StatementFilter) ([]standing, error) {
	l, err := readLedger(ctx, r, where)
	if err != nil {
		return nil, err
	}
	return l.settle(ctx, func(standing) bool { return true })
}

// ledger is where all actors stand, as far as stance edges tell, which stores count: of several edges of a pair that one decides for which the
// actor's own words are newest. Where these are of one day, statements have to be read.
type ledger struct {
	reader graph.Reader
	where  graph.StatementFilter
	all    []standing // by issue, then actor
	open   []bool     // which of them have no stance yet
}

func readLedger(ctx context.Context, r graph.Reader, where graph.StatementFilter) (ledger, error) {
	l := ledger{reader: r, where: where}
	pairs, err := edgesByPair(ctx, r, where)
	for _, edges := range pairs {
		s, decided := standingOf(edges)
		l.all, l.open = append(l.all, s), append(l.open, !decided)
	}
	return l, err
}

// settle gives the standings to keep, each with its stance.
func (l ledger) settle(ctx context.Context, keep func(standing) bool) (kept []standing, err error) {
	var open []int
	for i, s := range l.all {
		if keep(s) {
			if l.open[i] {
				open = append(open, len(kept))
			}
			kept = append(kept, s)
		}
	}
	return kept, decide(ctx, l.reader, l.where, kept, open)
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

// standingOf says what the edges of a pair tell: the stance of the newest of the actor's own words, or of what others report where
// there are none. It is not decided where there are several such stances.
func standingOf(edges []graph.StanceEdge) (s standing, decided bool) {
	s = standing{pair: pair{edges[0].Actor, edges[0].Issue}, Reported: true}
	for _, e := range edges {
		s.Statements += e.Statements
		s.Reported = s.Reported && e.Statements == e.Reported
	}
	sides := map[graph.Date]bool{}
	for _, e := range edges {
		last, said := e.Last, e.Statements > e.Reported
		if said {
			last = e.LastOwn
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

// dayful is how many statements of one day are read of a pair at first. More than that are rarely made.
const dayful = 16

// decide fills in what the edges left open, by the statements of the last day: the actor's own, where there are any.
func decide(ctx context.Context, r graph.Reader, where graph.StatementFilter, out []standing, open []int) error {
	counted, ok := where.Counted()
	if len(open) == 0 || !ok {
		return nil
	}
	var crowded []int // standings with more statements on that day
	for _, reported := range []bool{false, true} {
		some := slices.DeleteFunc(slices.Clone(open), func(i int) bool { return out[i].Reported != reported })
		if len(some) == 0 {
			continue
		}
		if counted.Reports = where.Reports; !reported {
			counted.Reports = graph.OwnOnly
		}
		found, err := r.Read(ctx, graph.Want{What: graph.StatementQuery{Where: counted, Scopes: scopesOf(out, some), Page: graph.Page{Limit: dayful}},
			Only: graph.Selection{graph.StatementSet: graph.PositionFields}})
		if err != nil {
			return err
		}
		newest := found[0].Statements
		for n, i := range some {
			items := newest[n].Items
			if newest[n].More && items[0].HeldOn == items[len(items)-1].HeldOn {
				crowded = append(crowded, i)
			} else if p, ok := graph.PositionAt(items, ""); ok {
				out[i].Stance = p.Stance
			}
		}
	}
	histories, err := graph.Histories(ctx, r, where, scopesOf(out, crowded), graph.PositionFields...)
	if err != nil {
		return err
	}
	for n, i := range crowded {
		if p, ok := graph.PositionAt(histories[n], ""); ok {
			out[i].Stance = p.Stance
		}
	}
	return nil
}

// scopesOf narrows to the pairs of some standings.
func scopesOf(all []standing, some []int) []graph.Scope {
	var scopes []graph.Scope
	for _, i := range some {
		scopes = append(scopes, graph.Scope{Holder: all[i].Actor, Issue: all[i].Issue})
	}
	return scopes
}
