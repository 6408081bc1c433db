package graph

import (
	"cmp"
	"context"
	"fmt"
	"strings"
)

// Amendment corrects a statement as an analyst saw it. What is nil stays as it is.
type Amendment struct {
	Statement  StatementID
	Revision   int // the revision of the statement that the analyst saw
	Holder     *ActorID
	Stance     *Stance
	Issue      *IssueID
	Speaker    *ActorID // empty: nobody but the holder
	ReportedBy *[]ActorID
	Parties    *[]ActorID
	HeldOn     *Date
	Quote      *Place
	Note       *string
}

// Place is where words stand in an article. Start and End may both be 0 where the quote stands there only once.
type Place struct {
	Quote      string
	Start, End int // byte offsets, the end exclusive
}

// find gives the place with its offsets.
func (p Place) find(text string) (Place, error) {
	if p.Start != 0 || p.End != 0 || p.Quote == "" {
		return p, nil
	}
	switch n := strings.Count(text, p.Quote); n {
	case 0:
		return p, Errorf(Invalid, "the quote does not stand in the article")
	case 1:
		p.Start = strings.Index(text, p.Quote)
		p.End = p.Start + len(p.Quote)
		return p, nil
	default:
		return p, Errorf(Invalid, "the quote stands in the article %d times: say where it starts and ends", n)
	}
}

// Amend corrects a statement. It is accepted thereby, and keeps its id, so that a machine that finds the former reading again
// leaves it alone. The role analyst is needed. [NotFound]: no such statement. [Invalid]: a rule is broken, an actor or issue does not
// exist, or nothing is different. [Conflict]: somebody changed the statement after the revision that the analyst saw; the
// message says who, when, and what, and [Changed] is in the chain.
func (e *Editor) Amend(ctx context.Context, by Agent, a Amendment, why string) (Statement, Revision, error) {
	if err := firstError(require(by, Analyst, "amending"), checkWhy(why)); err != nil {
		return Statement{}, Revision{}, err
	}
	after, before, err := e.amend(ctx, by, a)
	if err != nil {
		return Statement{}, Revision{}, err
	}
	rev := NewRevision(ActionAmend, by.Name, e.now(), why, []Change{change(StatementObject, string(after.ID), after.Revision, &before)})
	_, err = e.store.Write(ctx, Batch{Statements: []Statement{after}, Revisions: []Revision{rev}})
	if CodeOf(err) == Conflict { // somebody was faster by a moment: the second look says who
		_, _, again := e.amend(ctx, by, a)
		err = cmp.Or(again, err)
	}
	if err != nil {
		return Statement{}, Revision{}, err
	}
	return after, rev, nil
}

// amend gives the statement as the amendment makes it, and as it is.
func (e *Editor) amend(ctx context.Context, by Agent, a Amendment) (after, before Statement, err error) {
	current, err := e.statements(ctx, []StatementID{a.Statement})
	if err != nil {
		return after, before, err
	}
	before = current[a.Statement]
	if before.Revision != a.Revision {
		return after, before, e.statementConflict(ctx, before, a.Revision)
	}
	_, text, err := e.article(ctx, before.Article)
	if err != nil {
		return after, before, err
	}
	after, err = a.apply(before, text)
	if err != nil {
		return after, before, err
	}
	if sameObject(after, before) {
		return after, before, Errorf(Invalid, "the amendment changes nothing: to accept the statement as it is, review it")
	}
	after.Status, after.DecidedBy, after.Revision = Accepted, by.Name, before.Revision+1
	return after, before, after.Validate(text)
}

func (a Amendment) apply(s Statement, text string) (Statement, error) {
	if a.Holder != nil {
		s.Holder = *a.Holder
		if s.Holder == "" {
			return s, Errorf(Invalid, "the statement has no holder")
		}
	}
	set(&s.Stance, a.Stance)
	set(&s.Issue, a.Issue)
	set(&s.Speaker, a.Speaker)
	set(&s.ReportedBy, a.ReportedBy)
	set(&s.Parties, a.Parties)
	set(&s.HeldOn, a.HeldOn)
	set(&s.Note, a.Note)
	if a.Quote != nil {
		place, err := a.Quote.find(text)
		if err != nil {
			return s, err
		}
		s.Quote, s.Start, s.End = place.Quote, place.Start, place.End
	}
	return s, nil
}

// set overwrites where there is something to overwrite with.
func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// Seen names an object as an analyst saw it.
type Seen[K ~string] struct {
	ID       K
	Revision int
}

// Retract withdraws statements, all or none: they are kept, and count no more. A reason has to be given. The role analyst is
// needed. The errors are those of [Editor.Review].
func (e *Editor) Retract(ctx context.Context, by Agent, seen []Seen[StatementID], why string) ([]Statement, Revision, error) {
	if strings.TrimSpace(why) == "" {
		return nil, Revision{}, Errorf(Invalid, "a retraction needs a reason")
	}
	decisions := make([]Decision, len(seen))
	for i, s := range seen {
		decisions[i] = Decision{Statement: s.ID, Revision: s.Revision, Status: Retracted}
	}
	out, rev, err := e.review(ctx, by, ActionRetract, decisions, why)
	if err != nil {
		return nil, Revision{}, fmt.Errorf("retract: %w", err)
	}
	return out, rev, nil
}
