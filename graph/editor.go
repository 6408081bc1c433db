package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

// Undo turns a revision back, as a new revision. Statements that it created are retracted and what it changed gets its
// former state; actors, issues and articles that it created stay, for others may refer to them by now. The role analyst is
// needed, for vocabulary the role admin. [Conflict]: something that the revision changed has changed again since.
func (e *Editor) Undo(ctx context.Context, by Agent, id RevisionID, why string) (Revision, error) {
	revs, err := e.store.Revisions(ctx, []RevisionID{id})
	if err != nil {
		return Revision{}, fmt.Errorf("undo: %w", err)
	}
	if len(revs) == 0 {
		return Revision{}, Errorf(NotFound, "no revision %q", id)
	}
	role := Analyst
	if revs[0].Action == ActionVocabulary {
		role = Admin
	}
	if err := firstError(require(by, role, "undoing this"), checkWhy(why)); err != nil {
		return Revision{}, err
	}
	b, changes, err := e.inverse(ctx, by, revs[0])
	if err != nil {
		return Revision{}, err
	}
	if len(changes) == 0 {
		return Revision{}, Errorf(Invalid, "revision %s holds nothing that can be undone", id)
	}
	rev := NewRevision(ActionUndo, by.Name, e.now(), why, changes)
	rev.Undoes = id
	b.Revisions = []Revision{rev}
	_, err = e.store.Write(ctx, b)
	if CodeOf(err) == Conflict { // somebody was faster by a moment: the second look says who
		_, _, again := e.inverse(ctx, by, revs[0])
		err = cmp.Or(again, err)
	}
	if err != nil {
		return Revision{}, err
	}
	return rev, nil
}

// inverse makes the batch that turns a revision back.
func (e *Editor) inverse(ctx context.Context, by Agent, rev Revision) (b Batch, changes []Change, err error) {
	var ids []StatementID
	for _, c := range rev.Changes {
		if c.Type == StatementObject {
			ids = append(ids, StatementID(c.ID))
		}
	}
	statements, err := e.statements(ctx, ids)
	if err != nil {
		return Batch{}, nil, err
	}
	for _, c := range rev.Changes {
		switch c.Type {
		case StatementObject:
			err = e.inverseStatement(ctx, by, c, statements[StatementID(c.ID)], &b, &changes)
		case ActorObject:
			err = inverseObject(ctx, e, e.store.Actors, c, &b.Actors, &changes, func(a *Actor) *int { return &a.Revision })
		case IssueObject:
			err = inverseObject(ctx, e, e.store.Issues, c, &b.Issues, &changes, func(i *Issue) *int { return &i.Revision })
		}
		if err != nil {
			return Batch{}, nil, err
		}
	}
	return b, changes, nil
}

func (e *Editor) inverseStatement(ctx context.Context, by Agent, c Change, current Statement, b *Batch, changes *[]Change) error {
	if current.Revision != c.Revision {
		return e.statementConflict(ctx, current, c.Revision)
	}
	former := current
	former.Status, former.DecidedBy = Retracted, by.Name
	if c.Before != nil {
		former = Statement{}
		if err := json.Unmarshal(c.Before, &former); err != nil {
			return &Error{Internal, "the record of the revision is damaged", err}
		}
	}
	former.Revision = current.Revision + 1
	b.Statements = append(b.Statements, former)
	*changes = append(*changes, change(StatementObject, c.ID, former.Revision, &current))
	return nil
}

// inverseObject restores an actor or issue; one that the revision created stays.
func inverseObject[K ~string, T any](ctx context.Context, e *Editor, read func(context.Context, []K) ([]T, error), c Change,
	out *[]T, changes *[]Change, revision func(*T) *int) error {
	if c.Before == nil {
		return nil
	}
	found, err := read(ctx, []K{K(c.ID)})
	if err != nil || len(found) == 0 {
		return errors.Join(err, Errorf(NotFound, "no %s %q", c.Type, c.ID))
	}
	current := found[0]
	if held := *revision(&current); held != c.Revision {
		return e.conflict(ctx, ObjectID{c.Type, c.ID}, current, c.Revision, held)
	}
	var former T
	if err := json.Unmarshal(c.Before, &former); err != nil {
		return &Error{Internal, "the record of the revision is damaged", err}
	}
	*revision(&former) = c.Revision + 1
	*out = append(*out, former)
	*changes = append(*changes, change(c.Type, c.ID, c.Revision+1, &current))
	return nil
}
