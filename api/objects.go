package api

import (
	"fmt"

	"stancegraph/graph"
)

// The resolvers of actors, issues, articles and revisions. Lists of statements and stance edges are in lists.go.

func idOf[T any, K ~string](typ string, key func(T) K) resolver {
	return plain(func(v T) any { return globalID(typ, key(v)) })
}

func actorFields() table {
	type A = *graph.Actor
	type tie = *graph.Tie
	return table{
		"Actor.id":         idOf("Actor", func(a A) graph.ActorID { return a.ID }),
		"Actor.key":        plain(func(a A) any { return string(a.ID) }),
		"Actor.name":       plain(func(a A) any { return a.Name }),
		"Actor.kind":       plain(func(a A) any { return enum(a.Kind) }),
		"Actor.aliases":    plain(func(a A) any { return texts(a.Aliases) }),
		"Actor.revision":   plain(func(a A) any { return a.Revision }),
		"Actor.memberOf":   several(actorShelf, func(a A) []graph.ActorID { return a.MemberOf }),
		"Actor.mergedInto": one(actorShelf, func(a A) graph.ActorID { return a.MergedInto }),
		"Actor.mergedFrom": mergedFrom(actorNames, func(c *call, ids []graph.ActorID, p graph.Page) (graph.Slice[graph.Actor], error) {
			return c.engine.reader.FindActors(c.ctx, graph.ActorQuery{MergedInto: ids, Page: p})
		}),
		"Actor.withdrawn": plain(func(a A) any { return a.Withdrawn }),
		"Actor.decided":   plain(func(a A) any { return fields(a.Decided) }),
		"Actor.decidedBy": plain(func(a A) any { return text(a.DecidedBy) }),
		"Actor.speaksFor": plain(func(a A) any {
			out := make([]any, len(a.SpeaksFor))
			for i := range a.SpeaksFor {
				out[i] = &a.SpeaksFor[i]
			}
			return out
		}),
		"Actor.stances":    stancesOf(func(a A) graph.Scope { return graph.Scope{Holder: a.ID} }),
		"Actor.statements": statementsOf(func(a A) graph.Scope { return graph.Scope{Holder: a.ID} }),
		"Actor.positions":  batch(positionsOfActors),
		"Tie.body":         one(actorShelf, func(t tie) graph.ActorID { return t.Body }),
		"Tie.role":         plain(func(t tie) any { return text(t.Role) }),
		"Tie.from":         plain(func(t tie) any { return text(t.From) }),
		"Tie.to":           plain(func(t tie) any { return text(t.To) }),
	}
}

func issueFields() table {
	type I = *graph.Issue
	return table{
		"Issue.id":         idOf("Issue", func(i I) graph.IssueID { return i.ID }),
		"Issue.key":        plain(func(i I) any { return string(i.ID) }),
		"Issue.name":       plain(func(i I) any { return i.Name }),
		"Issue.phrases":    plain(func(i I) any { return texts(i.Phrases) }),
		"Issue.revision":   plain(func(i I) any { return i.Revision }),
		"Issue.partOf":     one(issueShelf, func(i I) graph.IssueID { return i.PartOf }),
		"Issue.parts":      batch(partsOfIssues),
		"Issue.mergedInto": one(issueShelf, func(i I) graph.IssueID { return i.MergedInto }),
		"Issue.mergedFrom": mergedFrom(issueNames, func(c *call, ids []graph.IssueID, p graph.Page) (graph.Slice[graph.Issue], error) {
			return c.engine.reader.FindIssues(c.ctx, graph.IssueQuery{MergedInto: ids, Page: p})
		}),
		"Issue.withdrawn":  plain(func(i I) any { return i.Withdrawn }),
		"Issue.decided":    plain(func(i I) any { return fields(i.Decided) }),
		"Issue.decidedBy":  plain(func(i I) any { return text(i.DecidedBy) }),
		"Issue.stances":    stancesOf(func(i I) graph.Scope { return graph.Scope{Issue: i.ID} }),
		"Issue.statements": statementsOf(func(i I) graph.Scope { return graph.Scope{Issue: i.ID} }),
	}
}

func fields(decided []graph.Field) any {
	return list(decided, func(f graph.Field) any { return string(f) })
}

// mergedFrom reads what was merged into all parents in one list.
func mergedFrom[K ~string, V interface {
	named
	Pos() graph.Pos
}](k kindOfNamed[K, V], find func(*call, []K, graph.Page) (graph.Slice[V], error)) resolver {
	return batch(func(c *call, parents []*V) ([]any, error) {
		ids := each(parents, func(v *V) K { return k.key(*v) })
		merged := map[K][]any{}
		for v, err := range graph.Walk(func(p graph.Page) (graph.Slice[V], error) { return find(c, ids, p) }) {
			if err != nil {
				return nil, err
			}
			into := k.into(v)
			merged[into] = append(merged[into], k.shelf(c.load).put(&v))
		}
		return list(ids, func(id K) any { return append([]any{}, merged[id]...) }), nil
	})
}

// partsOfIssues reads the direct parts of all issues in one list.
func partsOfIssues(c *call, issues []*graph.Issue) ([]any, error) {
	ids := make([]graph.IssueID, len(issues))
	for i, issue := range issues {
		ids[i] = issue.ID
	}
	parts := map[graph.IssueID][]any{}
	for p, err := range graph.Walk(func(p graph.Page) (graph.Slice[graph.Issue], error) {
		return c.engine.reader.FindIssues(c.ctx, graph.IssueQuery{PartOf: ids, Page: p})
	}) {
		if err != nil {
			return nil, err
		}
		parts[p.PartOf] = append(parts[p.PartOf], c.load.issues.put(&p))
	}
	return list(issues, func(i *graph.Issue) any { return append([]any{}, parts[i.ID]...) }), nil
}

func articleFields() table {
	type A = *graph.Article
	return table{
		"Article.id":         idOf("Article", func(a A) graph.ArticleID { return a.ID }),
		"Article.key":        plain(func(a A) any { return string(a.ID) }),
		"Article.file":       plain(func(a A) any { return text(a.File) }),
		"Article.title":      plain(func(a A) any { return text(a.Title) }),
		"Article.label":      plain(func(a A) any { return a.Label() }),
		"Article.source":     plain(func(a A) any { return text(a.Source) }),
		"Article.published":  plain(func(a A) any { return text(a.Published) }),
		"Article.url":        plain(func(a A) any { return text(a.URL) }),
		"Article.size":       plain(func(a A) any { return a.Size }),
		"Article.revision":   plain(func(a A) any { return a.Revision }),
		"Article.text":       batch(textsOfArticles),
		"Article.statements": statementsOf(func(a A) graph.Scope { return graph.Scope{Article: a.ID} }),
	}
}

// textsOfArticles reads the texts of all articles, unless together they are larger than a reply may be.
func textsOfArticles(c *call, articles []*graph.Article) ([]any, error) {
	size := 0
	ids := make([]graph.ArticleID, len(articles))
	for i, a := range articles {
		ids[i] = a.ID
		size += a.Size
	}
	if limit := c.engine.limits.Reply; size > limit {
		return nil, &codedError{codeLimit, fmt.Sprintf("the texts have more than %d bytes together: ask for fewer articles", limit)}
	}
	found, err := c.engine.reader.Texts(c.ctx, ids)
	if err != nil {
		return nil, err
	}
	return list(ids, func(id graph.ArticleID) any {
		if t, ok := found[id]; ok {
			return t
		}
		return nil
	}), nil
}

func revisionFields() table {
	type R = *graph.Revision
	type change = *graph.Change
	return table{
		"Revision.id":     idOf("Revision", func(r R) graph.RevisionID { return r.ID }),
		"Revision.key":    plain(func(r R) any { return string(r.ID) }),
		"Revision.action": plain(func(r R) any { return enum(r.Action) }),
		"Revision.who":    plain(func(r R) any { return r.Who }),
		"Revision.when":   plain(func(r R) any { return r.When }),
		"Revision.why":    plain(func(r R) any { return text(r.Why) }),
		"Revision.undoes": one(revisionShelf, func(r R) graph.RevisionID { return r.Undoes }),
		"Revision.changes": plain(func(r R) any {
			out := make([]any, len(r.Changes))
			for i := range r.Changes {
				out[i] = &r.Changes[i]
			}
			return out
		}),
		"ObjectChange.object":   batch(changedObjects),
		"ObjectChange.revision": plain(func(c change) any { return c.Revision }),
		"ObjectChange.before":   plain(func(c change) any { return text(string(c.Before)) }),
	}
}

// changedObjects reads the objects of changes, those of one type together.
func changedObjects(c *call, changes []*graph.Change) ([]any, error) {
	names := make([]objectName, len(changes))
	for i, change := range changes {
		names[i] = objectName{objectTypes[change.Type], change.ID}
	}
	return c.objects(names)
}
