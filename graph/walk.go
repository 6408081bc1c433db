package graph

import (
	"context"
	"iter"
)

// walkPage is how many objects a walk reads at a time.
const walkPage = 1000

// Walk yields every item of a list, page after page, in the order of the list. It stops after an error.
func Walk[T interface{ Pos() Pos }](read func(Page) (Slice[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		page := Page{Limit: walkPage}
		for {
			s, err := read(page)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range s.Items {
				if !yield(item, nil) {
					return
				}
			}
			if !s.More {
				return
			}
			page.After = s.Items[len(s.Items)-1].Pos()
		}
	}
}

// AllActors yields every actor, those that are gone too, by name, then id.
func AllActors(ctx context.Context, r Reader) iter.Seq2[Actor, error] {
	return Walk(func(p Page) (Slice[Actor], error) { return r.FindActors(ctx, ActorQuery{Gone: true, Page: p}) })
}

// AllIssues yields every issue, those that are gone too, by name, then id.
func AllIssues(ctx context.Context, r Reader) iter.Seq2[Issue, error] {
	return Walk(func(p Page) (Slice[Issue], error) { return r.FindIssues(ctx, IssueQuery{Gone: true, Page: p}) })
}

// AllArticles yields every article, newest first.
func AllArticles(ctx context.Context, r Reader) iter.Seq2[Article, error] {
	return Walk(func(p Page) (Slice[Article], error) { return r.FindArticles(ctx, ArticleQuery{Page: p}) })
}

// textsAtOnce and articlesAtOnce bound how much text is read at a time.
const (
	textsAtOnce    = 8 << 20 // bytes
	articlesAtOnce = 200
)

// AllDocuments yields every article with its text, newest first. The text of an article that lacks one is empty.
func AllDocuments(ctx context.Context, r Reader) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for docs, err := range documents(ctx, r, AllArticles(ctx, r)) {
			if err != nil {
				yield(Document{}, err)
				return
			}
			for _, d := range docs {
				if !yield(d, nil) {
					return
				}
			}
		}
	}
}

// documents yields articles with their texts, as many at a time as are read in one call and fit into memory together.
func documents(ctx context.Context, r Reader, articles iter.Seq2[Article, error]) iter.Seq2[[]Document, error] {
	return func(yield func([]Document, error) bool) {
		var docs []Document
		size := 0
		flush := func() bool {
			err := readTexts(ctx, r, docs)
			ok := yield(docs, err) && err == nil
			docs, size = nil, 0
			return ok
		}
		for a, err := range articles {
			if err != nil {
				yield(nil, err)
				return
			}
			if len(docs) > 0 && (len(docs) == articlesAtOnce || size+a.Size > textsAtOnce) && !flush() {
				return
			}
			docs = append(docs, Document{Article: a})
			size += a.Size
		}
		if len(docs) > 0 {
			flush()
		}
	}
}

// readTexts fills in the texts.
func readTexts(ctx context.Context, r Reader, docs []Document) error {
	ids := make([]ArticleID, len(docs))
	for i, d := range docs {
		ids[i] = d.ID
	}
	texts, err := r.Texts(ctx, ids)
	for i, d := range docs {
		docs[i].Text = texts[d.ID]
	}
	return err
}

// AllStatements yields every statement that matches, newest first, with some fields; with all where none is named.
func AllStatements(ctx context.Context, r Reader, where StatementFilter, fields ...Field) iter.Seq2[Statement, error] {
	return Walk(func(p Page) (Slice[Statement], error) {
		return only(someStatements(ctx, r, StatementQuery{Where: where, Page: p}, fields))
	})
}

// AllStances yields every stance edge over the statements that match, by issue, stance, actor.
func AllStances(ctx context.Context, r Reader, where StatementFilter) iter.Seq2[StanceEdge, error] {
	return Walk(func(p Page) (Slice[StanceEdge], error) {
		return only(r.FindStances(ctx, StanceQuery{Where: where, Page: p}))
	})
}

// AllRevisions yields every revision, newest first.
func AllRevisions(ctx context.Context, r Reader) iter.Seq2[Revision, error] {
	return Walk(func(p Page) (Slice[Revision], error) { return r.FindRevisions(ctx, RevisionQuery{Page: p}) })
}

// only takes the single slice of a query without scopes.
func only[T any](slices []Slice[T], err error) (Slice[T], error) {
	if err != nil {
		return Slice[T]{}, err
	}
	if len(slices) != 1 {
		return Slice[T]{}, Errorf(Internal, "the store answered %d slices to a query without scopes", len(slices))
	}
	return slices[0], nil
}

// IssueWithParts gives an issue and all issues that are part of it, however deep, each once, the broader ones first.
func IssueWithParts(ctx context.Context, r Reader, ids []IssueID) ([]IssueID, error) {
	seen := map[IssueID]bool{}
	var all []IssueID
	for len(ids) > 0 {
		var fresh []IssueID
		for _, id := range ids {
			if !seen[id] {
				seen[id] = true
				fresh = append(fresh, id)
			}
		}
		all = append(all, fresh...)
		ids = nil
		if len(fresh) == 0 {
			break
		}
		for part, err := range Walk(func(p Page) (Slice[Issue], error) {
			return r.FindIssues(ctx, IssueQuery{PartOf: fresh, Page: p})
		}) {
			if err != nil {
				return nil, err
			}
			ids = append(ids, part.ID)
		}
	}
	return all, nil
}
