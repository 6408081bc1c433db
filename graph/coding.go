package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// CodingID names a coding by the hash of its article and analyst.
type CodingID string

// CodingKey gives the id of an analyst's coding of an article.
func CodingKey(article ArticleID, analyst string) CodingID {
	return CodingID(hash("coding", string(article), analyst))
}

// Coding is what one analyst finds in one article by herself. Several analysts are given the same article, and nobody sees what
// another found until all of them have finished; then it tells how far they agree. Codings are no part of the graph: what is found
// counts for nothing until it is adjudicated, see [Editor.Adjudicate]. They are not in the log of revisions, which everybody may read.
type Coding struct {
	ID         CodingID    `json:"id"`
	Article    ArticleID   `json:"article"`
	Analyst    string      `json:"analyst"`
	AssignedBy string      `json:"assignedBy"`
	Assigned   time.Time   `json:"assigned"`
	Finished   time.Time   `json:"finished,omitzero"` // zero while she is at it
	Codes      []Statement `json:"codes,omitempty"`   // as she would add them, in the order of the text
	Revision   int         `json:"revision"`
}

// CodingQuery asks for codings, ordered by article, then analyst. The zero value asks for all.
type CodingQuery struct {
	IDs      []CodingID  // any of these; empty means any
	Articles []ArticleID // of any of these; empty means any
	Analyst  string      // of her; empty means any
}

// Opened reports whether all codings of an article have finished, so that they may be seen.
func Opened(codings []Coding) bool {
	for _, c := range codings {
		if c.Finished.IsZero() {
			return false
		}
	}
	return len(codings) > 0
}

// Meant gives codings with what the actors and issues that they name are by now: what was merged means the target, as it does where a
// codebook or reading names it. A code gets the id under which the graph knows, or would know, its statement; what is then in a coding
// twice is in it once. What an analyst changes in her own coding she names as it is stored.
func Meant(ctx context.Context, r Reader, codings []Coding) ([]Coding, error) {
	meant, err := meaning(ctx, r, codings)
	if err != nil {
		return nil, fmt.Errorf("read what is coded: %w", err)
	}
	out := slices.Clone(codings)
	for i := range out {
		out[i].Codes = nil
		for _, s := range codings[i].Codes {
			s = meant(s)
			if !slices.ContainsFunc(out[i].Codes, func(o Statement) bool { return o.ID == s.ID }) {
				out[i].Codes = append(out[i].Codes, s)
			}
		}
		SortByPlace(out[i].Codes)
	}
	return out, nil
}

// keyFields are what the key of a statement is made of.
var keyFields = []Field{"article", "start", "end", "holder", "holderText", "stance", "issue"}

// meaning gives the function that tells what a code of some codings means by now.
func meaning(ctx context.Context, r Reader, codings []Coding) (func(Statement) Statement, error) {
	m := meanings{newKnown(terms[ActorID, Actor]{typ: ActorObject, read: r.Actors, parts: (*Actor).parts}),
		newKnown(terms[IssueID, Issue]{typ: IssueObject, read: r.Issues, parts: (*Issue).parts})}
	var all Batch
	for _, c := range codings {
		all.Statements = append(all.Statements, c.Codes...)
	}
	if len(all.Statements) == 0 {
		return func(s Statement) Statement { return s }, nil
	}
	needs := all.Needs()
	if err := errors.Join(m.actors.read(ctx, needs.Actors), m.issues.read(ctx, needs.Issues)); err != nil {
		return nil, err
	}
	if err := m.readMerged(ctx, r); err != nil {
		return nil, err
	}
	stored, asNow := map[StatementID]Statement{}, map[StatementID]StatementID{}
	for s, err := range AllStatements(ctx, r, StatementFilter{Articles: needs.Articles}, keyFields...) {
		if err != nil {
			return nil, err
		}
		stored[s.ID] = s
		asNow[StatementKey(&s)] = s.ID
	}
	return func(s Statement) Statement { return m.identified(s, stored, asNow) }, nil
}

// withoutTimes leaves out when what was done.
func (c Coding) withoutTimes() Coding {
	c.Assigned, c.Finished = time.Time{}, time.Time{}
	c.Codes = slices.Clone(c.Codes)
	for i := range c.Codes {
		c.Codes[i].FirstSeen = time.Time{}
	}
	return c
}

// milliseconds gives the coding with times as stores keep them.
func (c Coding) milliseconds() Coding {
	c.Assigned = Millisecond(c.Assigned)
	if !c.Finished.IsZero() {
		c.Finished = Millisecond(c.Finished)
	}
	for i := range c.Codes {
		c.Codes[i].FirstSeen = Millisecond(c.Codes[i].FirstSeen)
	}
	return c
}

// Validate reports the first rule that the coding breaks, given the text of its article.
func (c Coding) Validate(text string) error {
	if c.ID != CodingKey(c.Article, c.Analyst) {
		return Errorf(Invalid, "coding %q is not the one of article %q by %q", c.ID, c.Article, c.Analyst)
	}
	if len(c.Codes) > MaxList {
		return Errorf(Invalid, "a coding of %d statements: at most %d are allowed", len(c.Codes), MaxList)
	}
	for _, s := range c.Codes {
		if s.Article != c.Article {
			return Errorf(Invalid, "coding %q holds a statement of another article", c.ID)
		}
		if err := s.Validate(text); err != nil {
			return err
		}
	}
	return firstError(checkRevision(c.Revision), checkName("the analyst's name", c.Analyst), checkName("the name of who assigned", c.AssignedBy))
}

// checkThere makes sure that what a code names is there. It may be gone: a coding stays as it is when that is merged or withdrawn.
func checkThere(s Statement, from string, actors map[ActorID]Actor, issues map[IssueID]Issue) error {
	if _, ok := issues[s.Issue]; !ok {
		return Errorf(Invalid, "%s refers to issue %q, which does not exist", from, s.Issue)
	}
	for _, id := range s.actors() {
		if _, ok := actors[id]; !ok {
			return Errorf(Invalid, "%s refers to actor %q, which does not exist", from, id)
		}
	}
	return nil
}
