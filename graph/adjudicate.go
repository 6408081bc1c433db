package graph

import (
	"context"
	"fmt"
)

// Ruling says which of the statements that analysts coded in an article stand, and which do not.
type Ruling struct {
	Accept, Reject []StatementID
}

// Adjudicate records a ruling as one revision, which can be undone: what was coded becomes statements of the graph, accepted or
// rejected, or decides about those that are there. A statement may be named as it was coded or as [Meant] gives it. The role analyst is needed. [NotFound]: no analyst coded such a statement.
// [Conflict]: not everybody has finished with the article.
func (e *Editor) Adjudicate(ctx context.Context, by Agent, article ArticleID, r Ruling, why string) (Revision, error) {
	if err := firstError(require(by, Analyst, "adjudicating"), checkWhy(why)); err != nil {
		return Revision{}, err
	}
	var rev Revision
	_, err := e.store.WriteAll(ctx, batches(func(write func(Batch) error) error {
		codings, err := e.store.Codings(ctx, CodingQuery{Articles: []ArticleID{article}})
		if err != nil {
			return fmt.Errorf("read codings: %w", err)
		}
		if !Opened(codings) {
			return Errorf(Conflict, "not everybody has finished with article %s", article)
		}
		ruled, changes, err := e.rule(ctx, by, codings, r)
		if err != nil {
			return err
		}
		rev = NewRevision(ActionReview, by.Name, e.now(), why, changes)
		return write(Batch{Statements: ruled, Revisions: []Revision{rev}})
	}))
	return rev, err
}

// rule gives the statements as a ruling makes them; those that are so already are left out.
func (e *Editor) rule(ctx context.Context, by Agent, codings []Coding, r Ruling) (out []Statement, changes []Change, err error) {
	coded, err := e.coded(ctx, codings)
	if err != nil {
		return nil, nil, err
	}
	var ids []StatementID
	for _, s := range coded {
		ids = append(ids, s.ID)
	}
	stored, err := e.store.Statements(ctx, ids)
	if err != nil {
		return nil, nil, fmt.Errorf("read statements: %w", err)
	}
	there, ruled := byKey(stored, func(s Statement) StatementID { return s.ID }), map[StatementID]bool{}
	for _, of := range []struct {
		status Status
		ids    []StatementID
	}{{Accepted, r.Accept}, {Rejected, r.Reject}} {
		for _, id := range of.ids {
			s, ok := coded[id]
			if !ok {
				return nil, nil, Errorf(NotFound, "nobody coded a statement %q in this article", id)
			}
			if ruled[s.ID] { // another id of one that is accepted
				continue
			}
			ruled[s.ID] = true
			var before *Statement
			if now, ok := there[s.ID]; ok {
				if now.Status == of.status {
					continue
				}
				s, before = now, &now
				s.Revision++
			}
			s.Status, s.DecidedBy = of.status, by.Name
			out = append(out, s)
			changes = append(changes, change(StatementObject, string(s.ID), s.Revision, before))
		}
	}
	if len(out) == 0 {
		return nil, nil, Errorf(Invalid, "the ruling changes nothing")
	}
	return out, changes, nil
}

// coded gives what was coded as it is meant by now, by the ids that it has and had.
func (e *Editor) coded(ctx context.Context, codings []Coding) (map[StatementID]Statement, error) {
	meant, err := meaning(ctx, e.store, codings)
	if err != nil {
		return nil, fmt.Errorf("read what is coded: %w", err)
	}
	out := map[StatementID]Statement{}
	for _, c := range codings {
		for _, s := range c.Codes {
			now := meant(s)
			out[s.ID], out[now.ID] = now, now
		}
	}
	return out, nil
}
