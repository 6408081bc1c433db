package api

import (
	"fmt"
	"slices"

	"stancegraph/graph"
)

// The resolvers of actors, issues, articles and revisions. Lists of statements and stance edges are in statements.go and stances.go.

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
		"Actor.memberOf":   several(graph.Memberships, "Actor", actorShelf, func(a A) []graph.ActorID { return a.MemberOf }),
		"Actor.mergedInto": one(graph.MergeTarget, "Actor", actorShelf, func(a A) graph.ActorID { return a.MergedInto }),
		"Actor.mergedFrom": mergedFrom(actorNames),
		"Actor.withdrawn":  plain(func(a A) any { return a.Withdrawn }),
		"Actor.decided":    plain(func(a A) any { return fields(a.Decided) }),
		"Actor.decidedBy":  plain(func(a A) any { return text(a.DecidedBy) }),
		"Actor.speaksFor": holding("Tie", func(a A) any {
			out := make([]any, len(a.SpeaksFor))
			for i := range a.SpeaksFor {
				out[i] = &a.SpeaksFor[i]
			}
			return out
		}),
		"Actor.stances":    stancesOf(func(a A) graph.Scope { return graph.Scope{Holder: a.ID} }),
		"Actor.statements": statementsOf(func(a A) graph.Scope { return graph.Scope{Holder: a.ID} }),
		"Actor.positions":  positionsOf[A](),
		"Tie.body":         one(graph.Bodies, "Actor", actorShelf, func(t tie) graph.ActorID { return t.Body }),
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
		"Issue.partOf":     one(graph.Whole, "Issue", issueShelf, func(i I) graph.IssueID { return i.PartOf }),
		"Issue.parts":      partsOfIssues(),
		"Issue.mergedInto": one(graph.MergeTarget, "Issue", issueShelf, func(i I) graph.IssueID { return i.MergedInto }),
		"Issue.mergedFrom": mergedFrom(issueNames),
		"Issue.withdrawn":  plain(func(i I) any { return i.Withdrawn }),
		"Issue.decided":    plain(func(i I) any { return fields(i.Decided) }),
		"Issue.decidedBy":  plain(func(i I) any { return text(i.DecidedBy) }),
		"Issue.stances":    stancesOf(func(i I) graph.Scope { return graph.Scope{Issue: i.ID} }),
		"Issue.positions":  positionsOf[I](),
		"Issue.statements": statementsOf(func(i I) graph.Scope { return graph.Scope{Issue: i.ID} }),
	}
}

func fields(decided []graph.Field) any {
	return list(decided, func(f graph.Field) any { return string(f) })
}

// mergedFrom lists what was merged into each parent, by name.
func mergedFrom[K ~string, V interface {
	named
	placed
}](k kindOfNamed[K, V]) resolver {
	r := holdingOne(k.typ(), func(c *call, parent *V) any {
		var merged []*V
		for _, v := range k.shelf(c.load) {
			if v != nil && k.into(*v) == k.key(*parent) {
				merged = append(merged, v)
			}
		}
		slices.SortFunc(merged, func(a, b *V) int { return slices.Compare((*a).Pos(), (*b).Pos()) })
		return list(merged, func(v *V) any { return v })
	})
	r.wants = linked(graph.MergeSources, k.typ())
	return r
}

// maxParts is how many direct parts of one issue are listed.
const maxParts = 1000

// partsOfIssues lists the direct parts of issues.
func partsOfIssues() resolver {
	return resolver{
		get: batch(func(c *call, issues []*graph.Issue) ([]any, error) {
			return list(issues, func(i *graph.Issue) any {
				s, err := listed[graph.Issue](c, i)
				if err == nil && s.More {
					err = invalidf("the issue has more than %d parts: ask for them with `issues`", maxParts)
				}
				if err != nil {
					return err
				}
				return pointers(s.Items)
			}), nil
		}).get,
		wants: func(c *call, _ *fetch) []*fetch {
			return []*fetch{c.below(&fetch{what: graph.IssueQuery{Page: graph.Page{Limit: maxParts}}, field: c.field}, "Issue")}
		},
	}
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
		"Article.text":       textsOfArticles(),
		"Article.statements": statementsOf(func(a A) graph.Scope { return graph.Scope{Article: a.ID} }),
	}
}

// textsOfArticles gives the texts of all articles, unless together they are larger than a reply may be.
func textsOfArticles() resolver {
	return resolver{
		get: batch(func(c *call, articles []*graph.Article) ([]any, error) {
			size := 0
			for _, a := range articles {
				size += a.Size
			}
			if limit := c.engine.limits.Reply; size > limit {
				return nil, &codedError{codeLimit, fmt.Sprintf("the texts have more than %d bytes together: ask for fewer articles", limit)}
			}
			return list(articles, func(a *graph.Article) any {
				if t, ok := c.load.texts[a.ID]; ok {
					return t
				}
				return nil
			}), nil
		}).get,
		wants: func(c *call, _ *fetch) []*fetch { return []*fetch{{what: graph.Texts{Most: c.engine.limits.Reply}}} },
	}
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
		"Revision.undoes": one(graph.Undone, "Revision", revisionShelf, func(r R) graph.RevisionID { return r.Undoes }),
		"Revision.changes": holding("ObjectChange", func(r R) any {
			out := make([]any, len(r.Changes))
			for i := range r.Changes {
				out[i] = &r.Changes[i]
			}
			return out
		}),
		"ObjectChange.object":   changedObjects(),
		"ObjectChange.revision": plain(func(c change) any { return c.Revision }),
		"ObjectChange.before":   plain(func(c change) any { return text(string(c.Before)) }),
	}
}

// changed are the links to what revisions changed.
var changed = map[string]graph.Link{"Actor": graph.ChangedActors, "Issue": graph.ChangedIssues, "Article": graph.ChangedArticles, "Statement": graph.ChangedStatements}

// changedObjects gives the objects of changes.
func changedObjects() resolver {
	return resolver{
		get: batch(func(c *call, changes []*graph.Change) ([]any, error) {
			return list(changes, func(change *graph.Change) any { return c.object(objectTypes[change.Type], change.ID) }), nil
		}).get,
		wants: func(c *call, _ *fetch) (out []*fetch) {
			for _, typ := range sortedKeys(changed) {
				out = append(out, c.with(&fetch{what: changed[typ]}, typ, c.field.kids[typ]))
			}
			return out
		},
	}
}
