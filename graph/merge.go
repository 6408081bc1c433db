package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// Merge says that some actors, or issues, are in truth another one, each as the analyst saw it.
type Merge[K ~string] struct {
	From []Seen[K]
	Into Seen[K]
}

// Merged is what a merge made.
type Merged[T any] struct {
	Into       T
	From       []T // as they stay, in the order in which they were named
	Statements int // that were moved, of any status
}

// MergeActors says that several actors are one. Everything that refers to a merged one refers to the target from then on:
// statements of any status, which keep their ids, ties, memberships and earlier merges. Names, ties and memberships of the
// merged ones are added to the target's; its own name and kind stay. A reading or codebook that names a merged actor means
// the target. All of it happens in one transaction, however many statements there are; a thousand are held in memory at a time.
//
// The role analyst is needed: whoever may amend each statement may amend all of them, and undo takes it back. [NotFound]: no such
// actor. [Invalid]: an actor is named twice, or what comes out breaks a rule. [Conflict]: as with [Editor.UpdateActor].
func (e *Editor) MergeActors(ctx context.Context, by Agent, m Merge[ActorID], why string) (Merged[Actor], Revision, error) {
	return merge(ctx, e, e.actors(), by, m, why)
}

// MergeIssues says that several issues are one, like [Editor.MergeActors]. The parts of the merged ones become the target's; it
// stays part of what it was part of.
func (e *Editor) MergeIssues(ctx context.Context, by Agent, m Merge[IssueID], why string) (Merged[Issue], Revision, error) {
	return merge(ctx, e, e.issues(), by, m, why)
}

func merge[K ~string, T term](ctx context.Context, e *Editor, v terms[K, T], by Agent, m Merge[K], why string) (Merged[T], Revision, error) {
	if err := firstError(require(by, Analyst, "merging "+string(v.typ)+"s"), checkWhy(why), m.check(v.typ)); err != nil {
		return Merged[T]{}, Revision{}, err
	}
	var run merging[K, T]
	rev, err := e.inOne(ctx, func(write func(Batch) error) (Revision, bool, error) {
		run = merging[K, T]{ctx: ctx, editor: e, terms: v, by: by, Merge: m, write: write}
		rev, err := run.run(why)
		return rev, run.refused != nil, err
	})
	if err != nil {
		return Merged[T]{}, Revision{}, err
	}
	return run.out, rev, nil
}

// inOne lets f write what it has to in one transaction, anew where somebody else was faster. Final says that this would not help.
func (e *Editor) inOne(ctx context.Context, f func(write func(Batch) error) (rev Revision, final bool, err error)) (rev Revision, err error) {
	var refused error
	rev, err = retryConflicts(func() (Revision, error) {
		_, err := e.store.WriteAll(ctx, batches(func(write func(Batch) error) error {
			var final bool
			var err error
			if rev, final, err = f(write); final {
				refused = err
			}
			return err
		}))
		if refused != nil {
			return rev, nil
		}
		return rev, err
	})
	return rev, cmp.Or(err, refused)
}

func (m Merge[K]) check(typ ObjectType) error {
	if len(m.From) == 0 {
		return Errorf(Invalid, "there is nothing to merge")
	}
	named := map[K]bool{m.Into.ID: true}
	for _, s := range m.From {
		if named[s.ID] {
			return Errorf(Invalid, "%s %q is named twice", typ, s.ID)
		}
		named[s.ID] = true
	}
	return nil
}

// to gives what an id means after the merge.
func (m Merge[K]) to(id K) K {
	if slices.ContainsFunc(m.From, func(s Seen[K]) bool { return s.ID == id }) {
		return m.Into.ID
	}
	return id
}

// merging is the state of one attempt to merge.
type merging[K ~string, T term] struct {
	Merge[K]
	ctx     context.Context
	editor  *Editor
	terms   terms[K, T]
	by      Agent
	write   func(Batch) error
	refused error // an object is not as the analyst saw it
	out     Merged[T]
	changes []Change
}

// run writes first what refers to the merged objects, so that nothing does when they go.
func (m *merging[K, T]) run(why string) (Revision, error) {
	v := m.terms
	into, from, err := m.seen()
	if m.refused = err; err != nil {
		return Revision{}, err
	}
	united := into
	v.unite(&united, from)
	united = m.next(united, into)
	if err := m.moveTerms(united); err != nil {
		return Revision{}, err
	}
	if err := m.moveStatements(); err != nil {
		return Revision{}, err
	}
	var gone []T
	for _, item := range from {
		rest := v.rest(item, m.Into.ID)
		*v.parts(&rest).revision = *v.parts(&item).revision
		gone = append(gone, m.next(rest, item))
	}
	rev := NewRevision(ActionMerge, m.by.Name, m.editor.now(), why, m.changes)
	m.out.Into, m.out.From = united, gone
	b := v.batch(gone)
	b.Revisions = []Revision{rev}
	return rev, m.write(b)
}

// seen reads the objects, which must be as the analyst saw them.
func (m *merging[K, T]) seen() (into T, from []T, err error) {
	if into, err = m.terms.seen(m.ctx, m.editor, m.Into); err != nil {
		return into, nil, err
	}
	for _, s := range m.From {
		item, err := m.terms.seen(m.ctx, m.editor, s)
		if err != nil {
			return into, nil, err
		}
		from = append(from, item)
	}
	return into, from, nil
}

// next gives the next state of an object, as the analyst's decision, and records it.
func (m *merging[K, T]) next(after, before T) T {
	p := m.terms.parts(&after)
	*p.revision++
	p.decisions.DecidedBy = m.by.Name
	m.changes = append(m.changes, change(m.terms.typ, string(*p.id), *p.revision, &before))
	return after
}

// moveTerms writes the target and all else of its kind that refers to the merged ones.
func (m *merging[K, T]) moveTerms(united T) error {
	v := m.terms
	moved, items := map[K]T{m.Into.ID: united}, []T{united}
	for item, err := range v.all(m.ctx) {
		if err != nil {
			return fmt.Errorf("merge: %w", err)
		}
		after := item
		v.redirect(&after, m.to)
		p := v.parts(&after)
		if m.to(*p.id) == m.Into.ID || sameObject(after, item) {
			continue
		}
		*p.revision++
		m.changes = append(m.changes, change(v.typ, string(*p.id), *p.revision, &item))
		moved[*p.id] = after
		items = append(items, after)
	}
	for _, item := range items {
		if err := firstError(item.Validate(), v.check(m.ctx, item, moved)); err != nil {
			return err
		}
	}
	return m.write(v.batch(items))
}

// moveStatements writes the statements that name the merged ones, a page at a time.
func (m *merging[K, T]) moveStatements() error {
	ids := make([]K, len(m.From))
	for i, s := range m.From {
		ids[i] = s.ID
	}
	var page []Statement
	for s, err := range AllStatements(m.ctx, m.editor.store, m.terms.naming(StatementFilter{}, ids)) {
		if err != nil {
			return fmt.Errorf("merge: %w", err)
		}
		after := m.terms.move(s, m.to)
		after.Revision++
		page = append(page, after)
		m.changes = append(m.changes, Change{Type: StatementObject, ID: string(s.ID), Revision: after.Revision, Before: altered(s, after), Partial: true})
		m.out.Statements++
		if len(page) == walkPage {
			if err := m.write(Batch{Statements: page}); err != nil {
				return err
			}
			page = nil
		}
	}
	if len(page) == 0 {
		return nil
	}
	return m.write(Batch{Statements: page})
}
