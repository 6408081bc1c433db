package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Split says that some of what names an actor, or issue, means another one in truth, as the analyst saw it: the counterpart of [Merge].
type Split[K ~string, T any] struct {
	From       Seen[K]
	Into       Seen[K]          // the other one, where it is there already; else
	New        *T               // it is made, as by [Editor.CreateActor]
	Namesake   bool             // something else may have a name of what is made
	Names      []string         // of From's aliases or phrases, those that are the other one's
	Statements []StatementID    // those that mean the other one; or
	Where      *StatementFilter // all of From's that match
}

// Halves is what a split made.
type Halves[T any] struct {
	From, Into T
	Statements int // that were moved
}

// SplitActor says that an actor was taken for two. The statements that are chosen name the other one from then on, wherever they named
// this one, and keep their ids and status; a machine that reads them again leaves them as they are. So does a codebook with the names
// that went over. All of it happens in one transaction, as with [Editor.MergeActors].
//
// The role analyst is needed, and undo takes it back: a statement that was decided about since keeps the decision. [NotFound]: no such
// actor or statement. [Invalid]: nothing is chosen, what is chosen is not this actor's, or a rule is broken. [Conflict]: as with
// [Editor.UpdateActor] and [Editor.CreateActor].
func (e *Editor) SplitActor(ctx context.Context, by Agent, s Split[ActorID, Actor], why string) (Halves[Actor], Revision, error) {
	return split(ctx, e, e.actors(), by, s, why)
}

// SplitIssue says that an issue was taken for two, like [Editor.SplitActor].
func (e *Editor) SplitIssue(ctx context.Context, by Agent, s Split[IssueID, Issue], why string) (Halves[Issue], Revision, error) {
	return split(ctx, e, e.issues(), by, s, why)
}

func split[K ~string, T term](ctx context.Context, e *Editor, v terms[K, T], by Agent, s Split[K, T], why string) (Halves[T], Revision, error) {
	if err := firstError(require(by, Analyst, "splitting an "+string(v.typ)), checkWhy(why), s.check(v.typ)); err != nil {
		return Halves[T]{}, Revision{}, err
	}
	var run splitting[K, T]
	rev, err := e.inOne(ctx, func(write func(Batch) error) (Revision, bool, error) {
		run = splitting[K, T]{ctx: ctx, editor: e, terms: v, by: by, Split: s, write: write}
		rev, err := run.run(why)
		return rev, run.refused != nil, err
	})
	if err != nil {
		return Halves[T]{}, Revision{}, err
	}
	return run.out, rev, nil
}

func (s Split[K, T]) check(typ ObjectType) error {
	switch {
	case (s.Into.ID == "") == (s.New == nil):
		return Errorf(Invalid, "name either the other %s that is meant, or what it shall be", typ)
	case s.Into.ID == s.From.ID:
		return Errorf(Invalid, "%s %q is named twice", typ, s.From.ID)
	case len(s.Statements) > 0 && s.Where != nil:
		return Errorf(Invalid, "choose statements either one by one or by a filter")
	case len(s.Names) == 0 && len(s.Statements) == 0 && s.Where == nil:
		return Errorf(Invalid, "choose statements or names that mean the other %s", typ)
	case s.Where != nil && len(s.Where.Naming) > 0:
		return Errorf(Invalid, "the filter of a split cannot say which actors are named")
	case s.Where != nil && typ == IssueObject && len(s.Where.Issues) > 0:
		return Errorf(Invalid, "the filter cannot name issues: all statements are on the issue that is split")
	case s.Where != nil:
		return s.Where.validate()
	}
	return nil
}

// splitting is the state of one attempt to split.
type splitting[K ~string, T term] struct {
	Split[K, T]
	ctx     context.Context
	editor  *Editor
	terms   terms[K, T]
	by      Agent
	write   func(Batch) error
	refused error // an object is not as the analyst saw it
	out     Halves[T]
	changes []Change
}

// run writes the two first, so that the statements can refer to them. The changes begin with them, which undo relies on.
func (s *splitting[K, T]) run(why string) (Revision, error) {
	if s.refused = s.halve(); s.refused != nil {
		return Revision{}, s.refused
	}
	if err := s.write(s.terms.batch([]T{s.out.From, s.out.Into})); err != nil {
		return Revision{}, err
	}
	if err := s.moveStatements(); err != nil {
		return Revision{}, err
	}
	if s.out.Statements == 0 && (s.Where != nil || len(s.Names) == 0) {
		s.refused = Errorf(Invalid, "no statement that names %s %q is chosen", s.terms.typ, s.From.ID)
		return Revision{}, s.refused
	}
	rev := NewRevision(ActionSplit, s.by.Name, s.editor.now(), why, s.changes)
	return rev, s.write(Batch{Revisions: []Revision{rev}})
}

// halve makes the two, with the names that each has.
func (s *splitting[K, T]) halve() error {
	v := s.terms
	from, err := v.seen(s.ctx, s.editor, s.From)
	if err != nil {
		return err
	}
	after := from
	names, field := v.otherNames(&after)
	for _, n := range s.Names {
		if !slices.Contains(*names, n) {
			return Errorf(Invalid, "%q is no other name of %s %q: those are %s", n, v.typ, s.From.ID, strings.Join(quoted(*names), ", "))
		}
	}
	*names = slices.DeleteFunc(slices.Clone(*names), func(n string) bool { return slices.Contains(s.Names, n) })
	into, before, err := s.other()
	if err != nil {
		return err
	}
	gained, _ := v.otherNames(&into)
	*gained = others(*v.parts(&into).name, union(*gained, s.Names))
	if len(s.Names) > 0 {
		v.parts(&after).decisions.decide(field)
		v.parts(&into).decisions.decide(field)
	}
	for _, half := range []struct {
		after  *T
		before *T
	}{{&after, &from}, {&into, before}} {
		p := v.parts(half.after)
		p.decisions.DecidedBy = s.by.Name
		if half.before != nil {
			*p.revision = *v.parts(half.before).revision + 1
		}
		if err := firstError((*half.after).Validate(), v.check(s.ctx, *half.after, nil)); err != nil {
			return err
		}
		s.changes = append(s.changes, change(v.typ, string(*p.id), *p.revision, half.before))
	}
	s.out.From, s.out.Into = after, into
	return nil
}

// other gives the other one, and as it was before; nil where it is new.
func (s *splitting[K, T]) other() (into T, before *T, err error) {
	if s.New == nil {
		into, err = s.terms.seen(s.ctx, s.editor, s.Into)
		was := into
		return into, &was, err
	}
	unique := fresh(s.Names, (*s.New).names())
	if s.Namesake {
		unique = nil
	}
	return s.terms.made(s.ctx, s.by, *s.New, unique)
}

// moveStatements writes the chosen statements, a page at a time.
func (s *splitting[K, T]) moveStatements() error {
	into := *s.terms.parts(&s.out.Into).id
	to := func(id K) K {
		if id == s.From.ID {
			return into
		}
		return id
	}
	move := func(page []Statement) error {
		var moved []Statement
		for _, before := range page {
			after := s.terms.move(before, to)
			if sameObject(after, before) {
				s.refused = Errorf(Invalid, "statement %q does not name %s %q", before.ID, s.terms.typ, s.From.ID)
				return s.refused
			}
			if after.Status != Retracted { // what a machine withdrew it may suggest again
				after.DecidedBy = s.by.Name
			}
			after.Revision++
			moved = append(moved, after)
			s.changes = append(s.changes, Change{Type: StatementObject, ID: string(after.ID), Revision: after.Revision, Before: altered(before, after), Partial: true})
		}
		s.out.Statements += len(moved)
		return s.write(Batch{Statements: moved})
	}
	for ids := range slices.Chunk(slices.Compact(slices.Sorted(slices.Values(s.Statements))), walkPage) {
		current, err := s.editor.statements(s.ctx, ids)
		if err == nil {
			err = move(inIDOrder(current, ids))
		}
		if err != nil {
			if CodeOf(err) == NotFound {
				s.refused = err
			}
			return err
		}
	}
	if s.Where == nil {
		return nil
	}
	var page []Statement
	for found, err := range AllStatements(s.ctx, s.editor.store, s.terms.naming(*s.Where, []K{s.From.ID})) {
		if err != nil {
			return fmt.Errorf("split: %w", err)
		}
		if page = append(page, found); len(page) == walkPage {
			if err := move(page); err != nil {
				return err
			}
			page = nil
		}
	}
	if len(page) == 0 {
		return nil
	}
	return move(page)
}

func inIDOrder(found map[StatementID]Statement, ids []StatementID) []Statement {
	out := make([]Statement, len(ids))
	for i, id := range ids {
		out[i] = found[id]
	}
	return out
}

// quoted gives texts in quotation marks, "none" where there are none.
func quoted(texts []string) []string {
	if len(texts) == 0 {
		return []string{"none"}
	}
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = fmt.Sprintf("%q", t)
	}
	return out
}
