package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Assign gives articles to analysts, each of whom then codes them by herself. Those who have an article already keep what they did.
// The role analyst is needed. [Invalid]: fewer than two analysts, or one who may not annotate. [NotFound]: no such article.
// [Conflict]: everybody who had an article has finished with it, and so its codings are open.
func (e *Editor) Assign(ctx context.Context, by Agent, articles []ArticleID, analysts []string) ([]Coding, error) {
	if err := require(by, Analyst, "assigning"); err != nil {
		return nil, err
	}
	if err := e.checkCoders(ctx, analysts); err != nil {
		return nil, err
	}
	var out []Coding
	err := e.writeCodings(ctx, articles, func(all map[ArticleID][]Coding) ([]Coding, error) {
		out = nil
		for _, article := range articles {
			if Opened(all[article]) {
				return nil, Errorf(Conflict, "everybody has finished with article %s: assign another one", article)
			}
			for _, name := range analysts {
				if !slices.ContainsFunc(all[article], func(c Coding) bool { return c.Analyst == name }) {
					out = append(out, Coding{ID: CodingKey(article, name), Article: article, Analyst: name, AssignedBy: by.Name, Assigned: Millisecond(e.now()), Revision: 1})
				}
			}
		}
		return out, nil
	})
	return out, err
}

// checkCoders makes sure that articles can be given to some analysts.
func (e *Editor) checkCoders(ctx context.Context, names []string) error {
	users, err := e.store.Users(ctx)
	if err != nil {
		return fmt.Errorf("read users: %w", err)
	}
	if len(slices.Compact(slices.Sorted(slices.Values(names)))) != len(names) || len(names) < 2 {
		return Errorf(Invalid, "an article is coded by two analysts or more: name them, each once")
	}
	for _, name := range names {
		i := slices.IndexFunc(users, func(u User) bool { return u.Name == name })
		if i < 0 || !users[i].MayCode() {
			return Errorf(Invalid, "%q is no analyst: make one with `stancegraph user add`", name)
		}
	}
	return nil
}

// writeCodings writes what make gives for the codings of some articles, which nobody changes meanwhile.
func (e *Editor) writeCodings(ctx context.Context, articles []ArticleID, make func(map[ArticleID][]Coding) ([]Coding, error)) error {
	_, err := e.store.WriteAll(ctx, batches(func(write func(Batch) error) error {
		there, err := e.store.Articles(ctx, articles)
		if err != nil {
			return err
		}
		for _, id := range articles {
			if !slices.ContainsFunc(there, func(a Article) bool { return a.ID == id }) {
				return Errorf(NotFound, "no article %q", id)
			}
		}
		found, err := e.store.Codings(ctx, CodingQuery{Articles: articles})
		if err != nil {
			return err
		}
		all := map[ArticleID][]Coding{}
		for _, c := range found {
			all[c.Article] = append(all[c.Article], c)
		}
		codings, err := make(all)
		if err != nil || len(codings) == 0 {
			return err
		}
		return write(Batch{Codings: codings})
	}))
	return err
}

// changeCoding changes an analyst's own coding of an article, as long as not everybody has finished.
func (e *Editor) changeCoding(ctx context.Context, by Agent, article ArticleID, f func(*Coding) error) error {
	if err := require(by, Analyst, "coding"); err != nil {
		return err
	}
	return e.writeCodings(ctx, []ArticleID{article}, func(all map[ArticleID][]Coding) ([]Coding, error) {
		i := slices.IndexFunc(all[article], func(c Coding) bool { return c.Analyst == by.Name })
		switch {
		case i < 0:
			return nil, Errorf(Forbidden, "article %s is not assigned to %s", article, by.Name)
		case Opened(all[article]):
			return nil, Errorf(Conflict, "everybody has finished with article %s: what was coded stays as it is", article)
		}
		c := all[article][i]
		c.Codes = slices.Clone(c.Codes)
		c.Revision++
		err := f(&c)
		return []Coding{c}, err
	})
}

// Code adds a statement to what an analyst finds in an article that was assigned to her. The role analyst is needed, and the errors
// are those of [Editor.Annotate], besides [Forbidden] where it is not hers and [Conflict] where she or everybody has finished.
func (e *Editor) Code(ctx context.Context, by Agent, d Draft) (Statement, error) {
	article, text, err := e.article(ctx, d.Article)
	if err != nil {
		return Statement{}, err
	}
	s, err := d.statement(article, text, by, e.now())
	if err != nil {
		return s, err
	}
	if err := e.checkNamed(ctx, s); err != nil {
		return s, err
	}
	return s, e.changeCoding(ctx, by, d.Article, func(c *Coding) error {
		switch {
		case !c.Finished.IsZero():
			return Errorf(Conflict, "you have finished with this article: take that back first")
		case slices.ContainsFunc(c.Codes, func(o Statement) bool { return o.ID == s.ID }):
			return Errorf(Conflict, "you have coded the same statement already")
		}
		c.Codes = append(c.Codes, s)
		SortByPlace(c.Codes)
		return nil
	})
}

// checkNamed makes sure that what a statement names is there.
func (e *Editor) checkNamed(ctx context.Context, s Statement) error {
	named, err := NamedIn(ctx, e.store, []Statement{s})
	if err != nil {
		return err
	}
	b := Batch{Statements: []Statement{s}}
	return b.checkReferences(Current{Actors: named.Actors, Issues: named.Issues, Articles: named.Articles})
}

// Uncode takes a statement out of what an analyst found. [NotFound]: it is not there.
func (e *Editor) Uncode(ctx context.Context, by Agent, article ArticleID, id StatementID) error {
	return e.changeCoding(ctx, by, article, func(c *Coding) error {
		if !c.Finished.IsZero() {
			return Errorf(Conflict, "you have finished with this article: take that back first")
		}
		before := len(c.Codes)
		c.Codes = slices.DeleteFunc(c.Codes, func(s Statement) bool { return s.ID == id })
		if len(c.Codes) == before {
			return Errorf(NotFound, "you have not coded a statement %q", id)
		}
		return nil
	})
}

// FinishCoding says that an analyst has finished with an article, or takes that back, which can be done until everybody has.
func (e *Editor) FinishCoding(ctx context.Context, by Agent, article ArticleID, finished bool) error {
	return e.changeCoding(ctx, by, article, func(c *Coding) error {
		if finished == !c.Finished.IsZero() {
			return Errorf(Conflict, "that has been said already")
		}
		c.Finished = time.Time{}
		if finished {
			c.Finished = Millisecond(e.now())
		}
		return nil
	})
}

// SortByPlace orders statements as they stand in the text, longer ones first where several begin at one place.
func SortByPlace(statements []Statement) {
	slices.SortStableFunc(statements, func(a, b Statement) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), strings.Compare(string(a.ID), string(b.ID)))
	})
}
