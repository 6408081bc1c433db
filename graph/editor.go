package graph

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"time"
)

// Editor is the one way to change a graph. It validates, checks that the role allows the change, compares revisions,
// records who did what, when and why, and hands one atomic batch to the store. It is safe for concurrent use.
type Editor struct {
	store Store
	now   func() time.Time
}

// NewEditor makes an editor of a store. The clock dates the revisions.
func NewEditor(s Store, now func() time.Time) *Editor { return &Editor{store: s, now: now} }

func require(by Agent, want Role, what string) error {
	if by.Role.Allows(want) {
		return nil
	}
	return Errorf(Forbidden, "%s needs the role %s; %q has the role %q", what, want, by.Name, by.Role)
}

func checkWhy(why string) error { return checkText("the reason", why, MaxNoteLength) }

// Draft is a statement as an analyst writes it. Start and End may both be 0 where the quote stands in the article only once.
type Draft struct {
	Article    ArticleID
	Holder     ActorID
	Stance     Stance
	Issue      IssueID
	Speaker    ActorID
	ReportedBy []ActorID
	Parties    []ActorID
	Quote      string
	Start, End int
	HeldOn     Date // where empty, the article's date of publication
	Note       string
}

// Annotate adds a statement that an analyst found. It is accepted at once. The role analyst is needed.
// [NotFound]: no such article. [Invalid]: a rule is broken, the quote does not stand in the text, or an actor or issue does
// not exist. [Conflict]: the statement is already there.
func (e *Editor) Annotate(ctx context.Context, by Agent, d Draft, why string) (Statement, Revision, error) {
	if err := firstError(require(by, Analyst, "annotating"), checkWhy(why)); err != nil {
		return Statement{}, Revision{}, err
	}
	article, text, err := e.article(ctx, d.Article)
	if err != nil {
		return Statement{}, Revision{}, err
	}
	s, err := d.statement(article, text, by, e.now())
	if err != nil {
		return Statement{}, Revision{}, err
	}
	existing, err := e.store.Statements(ctx, []StatementID{s.ID})
	if err != nil {
		return Statement{}, Revision{}, fmt.Errorf("annotate: %w", err)
	}
	if len(existing) > 0 {
		return Statement{}, Revision{}, Errorf(Conflict, "the same statement is already there as %s, status %s: review it instead", s.ID, existing[0].Status)
	}
	rev := NewRevision(ActionAnnotate, by.Name, e.now(), why, []Change{change[Statement](StatementObject, string(s.ID), 1, nil)})
	receipt, err := e.store.Write(ctx, Batch{Statements: []Statement{s}, Revisions: []Revision{rev}})
	if CodeOf(err) == Conflict || err == nil && receipt.Created.Statements == 0 {
		err = Errorf(Conflict, "somebody else has just added the same statement as %s: review it instead", s.ID)
	}
	if err != nil {
		return Statement{}, Revision{}, err
	}
	return s, rev, nil
}

func (e *Editor) article(ctx context.Context, id ArticleID) (Article, string, error) {
	articles, err := e.store.Articles(ctx, []ArticleID{id})
	if err != nil {
		return Article{}, "", fmt.Errorf("read article: %w", err)
	}
	if len(articles) == 0 {
		return Article{}, "", Errorf(NotFound, "no article %q", id)
	}
	texts, err := e.store.Texts(ctx, []ArticleID{id})
	if err != nil {
		return Article{}, "", fmt.Errorf("read article: %w", err)
	}
	return articles[0], texts[id], nil
}

func (d Draft) statement(article Article, text string, by Agent, now time.Time) (Statement, error) {
	s := Statement{
		Article: d.Article, Holder: d.Holder, Stance: d.Stance, Issue: d.Issue, Speaker: d.Speaker,
		ReportedBy: d.ReportedBy, Parties: d.Parties, Quote: d.Quote, HeldOn: d.HeldOn, Note: d.Note,
		Status: Accepted, Confidence: 1, Method: MethodAnalyst, DecidedBy: by.Name, FirstSeen: Millisecond(now), Revision: 1,
	}
	place, err := Place{d.Quote, d.Start, d.End}.find(text)
	if err != nil {
		return s, err
	}
	s.Start, s.End = place.Start, place.End
	if s.HeldOn == "" {
		s.HeldOn = article.Published
	}
	if s.Holder == "" {
		return s, Errorf(Invalid, "the statement has no holder")
	}
	s.ID = StatementKey(&s)
	return s, s.Validate(text)
}

// Decision is an analyst's word on a statement as she saw it.
type Decision struct {
	Statement StatementID
	Revision  int    // the revision of the statement that the analyst saw
	Status    Status // what it shall be
	Note      *string
}

// Review records decisions, all or none. The role analyst is needed. [NotFound]: no such statement. [Conflict]: somebody
// changed a statement after the revision that the analyst saw; the message says who, when, and what, and [Changed] is in the
// chain.
func (e *Editor) Review(ctx context.Context, by Agent, decisions []Decision, why string) ([]Statement, Revision, error) {
	return e.review(ctx, by, ActionReview, decisions, why)
}

func (e *Editor) review(ctx context.Context, by Agent, action Action, decisions []Decision, why string) ([]Statement, Revision, error) {
	if err := firstError(require(by, Analyst, "reviewing"), checkWhy(why), checkDecisions(decisions)); err != nil {
		return nil, Revision{}, err
	}
	out, changes, err := e.decide(ctx, by, decisions)
	if err != nil {
		return nil, Revision{}, err
	}
	rev := NewRevision(action, by.Name, e.now(), why, changes)
	_, err = e.store.Write(ctx, Batch{Statements: out, Revisions: []Revision{rev}})
	if CodeOf(err) == Conflict { // somebody was faster by a moment: the second look says who
		_, _, again := e.decide(ctx, by, decisions)
		err = cmp.Or(again, err)
	}
	if err != nil {
		return nil, Revision{}, err
	}
	return out, rev, nil
}

// decide gives the statements as the decisions make them.
func (e *Editor) decide(ctx context.Context, by Agent, decisions []Decision) (out []Statement, changes []Change, err error) {
	ids := make([]StatementID, len(decisions))
	for i, d := range decisions {
		ids[i] = d.Statement
	}
	current, err := e.statements(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	for _, d := range decisions {
		before := current[d.Statement]
		if before.Revision != d.Revision {
			return nil, nil, e.statementConflict(ctx, before, d.Revision)
		}
		after := before
		after.Status, after.DecidedBy, after.Revision = d.Status, by.Name, before.Revision+1
		if d.Note != nil {
			after.Note = *d.Note
		}
		out = append(out, after)
		changes = append(changes, change(StatementObject, string(after.ID), after.Revision, &before))
	}
	return out, changes, nil
}

func checkDecisions(decisions []Decision) error {
	if len(decisions) == 0 {
		return Errorf(Invalid, "there is nothing to review")
	}
	seen := map[StatementID]bool{}
	for _, d := range decisions {
		if !d.Status.Valid() {
			return Errorf(Invalid, "status %q: want suggested, accepted, rejected or retracted", d.Status)
		}
		if seen[d.Statement] {
			return Errorf(Invalid, "statement %q is named twice", d.Statement)
		}
		seen[d.Statement] = true
		if d.Note != nil {
			if err := checkText("the note", *d.Note, MaxNoteLength); err != nil {
				return err
			}
		}
	}
	return nil
}

// statements reads statements that must all exist.
func (e *Editor) statements(ctx context.Context, ids []StatementID) (map[StatementID]Statement, error) {
	found, err := e.store.Statements(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read statements: %w", err)
	}
	m := make(map[StatementID]Statement, len(found))
	for _, s := range found {
		m[s.ID] = s
	}
	for _, id := range ids {
		if _, ok := m[id]; !ok {
			return nil, Errorf(NotFound, "no statement %q", id)
		}
	}
	return m, nil
}

func (e *Editor) statementConflict(ctx context.Context, now Statement, saw int) error {
	return e.conflict(ctx, ObjectID{StatementObject, string(now.ID)}, now, saw, now.Revision)
}

// batches is the sequence of what f writes; see [Writer.WriteAll]. An error of f ends it.
func batches(f func(write func(Batch) error) error) iter.Seq2[Batch, error] {
	return func(yield func(Batch, error) bool) {
		stopped := false
		err := f(func(b Batch) error {
			if stopped = !yield(b, nil); stopped {
				return Errorf(Internal, "the store wants no more batches") // never seen: the store has its own error
			}
			return nil
		})
		if err != nil && !stopped {
			yield(Batch{}, err)
		}
	}
}
