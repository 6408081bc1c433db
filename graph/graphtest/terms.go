package graphtest

import (
	"context"
	"fmt"

	"stancegraph/graph"
)

// changeTerms prepares a random change of an actor or issue.
func (d *differential) changeTerms(ctx context.Context) func(store int) string {
	actor, issue := d.seenActor(ctx, pick(d.rand, someActors)), d.seenIssue(ctx, pick(d.rand, someIssues))
	name := pick(d.rand, someWords)
	namesake := d.rand.IntN(3) > 0
	switch d.rand.IntN(8) {
	case 0:
		a := graph.Actor{Name: fmt.Sprint(name, " ", d.rand.IntN(3)), Kind: pick(d.rand, graph.Kinds), Aliases: some(d.rand, 5, someWords), MemberOf: some(d.rand, 8, someActors)}
		return made(d, func(e *graph.Editor) (graph.Actor, graph.Revision, error) {
			return e.CreateActor(ctx, ann, a, namesake, "new")
		})
	case 1:
		kind, aliases, members := pick(d.rand, graph.Kinds), some(d.rand, 4, someWords), some(d.rand, 8, someActors)
		u := graph.ActorUpdate{Actor: actor, Kind: &kind, Namesake: namesake}
		if d.rand.IntN(2) == 0 {
			u.Aliases, u.MemberOf = &aliases, &members
		}
		return made(d, func(e *graph.Editor) (graph.Actor, graph.Revision, error) { return e.UpdateActor(ctx, ann, u, "") })
	case 2:
		i := graph.Issue{Name: fmt.Sprint("on ", name), Phrases: some(d.rand, 5, someWords), PartOf: pick(d.rand, someIssues)}
		return made(d, func(e *graph.Editor) (graph.Issue, graph.Revision, error) {
			return e.CreateIssue(ctx, ann, i, namesake, "")
		})
	case 3:
		whole := pick(d.rand, append([]graph.IssueID{""}, someIssues...))
		u := graph.IssueUpdate{Issue: issue, PartOf: &whole}
		return made(d, func(e *graph.Editor) (graph.Issue, graph.Revision, error) { return e.UpdateIssue(ctx, ann, u, "") })
	case 4:
		m := graph.Merge[graph.IssueID]{From: []graph.Seen[graph.IssueID]{issue}, Into: d.seenIssue(ctx, pick(d.rand, someIssues))}
		return made(d, func(e *graph.Editor) (graph.Merged[graph.Issue], graph.Revision, error) {
			return e.MergeIssues(ctx, ann, m, "the same")
		})
	case 5:
		s := graph.Split[graph.ActorID, graph.Actor]{From: actor, Into: d.seenActor(ctx, pick(d.rand, someActors)), Namesake: namesake}
		if d.rand.IntN(2) == 0 {
			s.Into, s.New = graph.Seen[graph.ActorID]{}, &graph.Actor{Name: fmt.Sprint(name, " ", d.rand.IntN(3)), Kind: pick(d.rand, graph.Kinds)}
		}
		if found, err := d.stores[0].Actors(ctx, []graph.ActorID{actor.ID}); err == nil && len(found) > 0 {
			s.Names = some(d.rand, 2, found[0].Aliases)
		}
		if d.rand.IntN(4) > 0 {
			s.Where = &graph.StatementFilter{Stances: some(d.rand, 3, graph.Stances)}
		}
		return made(d, func(e *graph.Editor) (graph.Halves[graph.Actor], graph.Revision, error) {
			return e.SplitActor(ctx, ann, s, "two")
		})
	case 6:
		s := graph.Split[graph.IssueID, graph.Issue]{From: issue, Into: d.seenIssue(ctx, pick(d.rand, someIssues)), Where: &graph.StatementFilter{Stances: some(d.rand, 3, graph.Stances)}}
		return made(d, func(e *graph.Editor) (graph.Halves[graph.Issue], graph.Revision, error) {
			return e.SplitIssue(ctx, ann, s, "two")
		})
	default:
		m := graph.Merge[graph.ActorID]{Into: actor}
		for _, id := range some(d.rand, 4, someActors) {
			m.From = append(m.From, d.seenActor(ctx, id))
		}
		return made(d, func(e *graph.Editor) (graph.Merged[graph.Actor], graph.Revision, error) {
			return e.MergeActors(ctx, ann, m, "the same")
		})
	}
}

// made is an act that makes a change, which can be undone later.
func made[T any](d *differential, change func(*graph.Editor) (T, graph.Revision, error)) func(store int) string {
	return func(i int) string {
		item, rev, err := change(d.editors[i])
		d.issue(i, rev, err)
		return answer([]any{item, rev}, err)
	}
}

func (d *differential) seenActor(ctx context.Context, id graph.ActorID) graph.Seen[graph.ActorID] {
	s := graph.Seen[graph.ActorID]{ID: id}
	if found, err := d.stores[0].Actors(ctx, []graph.ActorID{id}); err == nil && len(found) > 0 {
		s.Revision = found[0].Revision
	}
	return s
}

func (d *differential) seenIssue(ctx context.Context, id graph.IssueID) graph.Seen[graph.IssueID] {
	s := graph.Seen[graph.IssueID]{ID: id}
	if found, err := d.stores[0].Issues(ctx, []graph.IssueID{id}); err == nil && len(found) > 0 {
		s.Revision = found[0].Revision
	}
	return s
}
