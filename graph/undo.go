package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
)

// Undo turns a revision back, as a new revision. Statements that it created are retracted, actors and issues that an analyst
// created are withdrawn, and what it changed gets its former state; articles, and actors and issues that a load or codebook
// created, stay, for others may refer to them by now. Of statements that a merge or split moved only that is turned back: what was
// decided about them since stays. The role analyst is needed, for vocabulary the role admin. [Conflict]: something that the
// revision changed has changed again since, or something refers to what would be withdrawn.
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
	var rev Revision
	_, err = e.store.WriteAll(ctx, batches(func(write func(Batch) error) error {
		u := undoing{ctx: ctx, editor: e, by: by, undone: revs[0], write: write}
		rev, err = u.run(why)
		return err
	}))
	if err != nil {
		return Revision{}, err
	}
	return rev, nil
}

// undoing is the state of one attempt to undo.
type undoing struct {
	ctx     context.Context
	editor  *Editor
	by      Agent
	undone  Revision
	write   func(Batch) error
	next    Batch               // actors and issues that stand come first, for statements may refer to them
	last    Batch               // those that are gone come last, once nothing refers to them
	moved   map[ObjectID]string // what the undone merge or split made statements name instead of what
	changes []Change            // by the place of the change that they turn back; empty where nothing is
}

func (u *undoing) run(why string) (Revision, error) {
	u.moved, u.changes = map[ObjectID]string{}, make([]Change, len(u.undone.Changes))
	if c := u.undone.Changes; u.undone.Action == ActionSplit && len(c) > 1 {
		u.moved[ObjectID{c[0].Type, c[0].ID}] = c[1].ID
	}
	if err := u.turnTerms(); err != nil {
		return Revision{}, err
	}
	if err := u.turnStatements(); err != nil {
		return Revision{}, err
	}
	changes := slices.DeleteFunc(u.changes, func(c Change) bool { return c.ID == "" })
	if len(changes) == 0 {
		return Revision{}, Errorf(Invalid, "revision %s holds nothing that can be undone", u.undone.ID)
	}
	if !u.last.Empty() && !u.next.Empty() {
		if err := u.write(u.next); err != nil {
			return Revision{}, err
		}
		u.next = Batch{}
	}
	b := Batch{Actors: append(u.next.Actors, u.last.Actors...), Issues: append(u.next.Issues, u.last.Issues...), Statements: u.next.Statements}
	rev := NewRevision(ActionUndo, u.by.Name, u.editor.now(), why, changes)
	rev.Undoes = u.undone.ID
	b.Revisions = []Revision{rev}
	return rev, u.write(b)
}

// turnTerms turns back what was done to actors and issues.
func (u *undoing) turnTerms() error {
	for place, c := range u.undone.Changes {
		var err error
		switch c.Type {
		case ActorObject:
			err = turnTerm(u, u.editor.actors(), place, &u.next.Actors, &u.last.Actors)
		case IssueObject:
			err = turnTerm(u, u.editor.issues(), place, &u.next.Issues, &u.last.Issues)
		}
		if err != nil {
			return err
		}
	}
	turned := own(u.next.Issues, issueID)
	for _, i := range u.next.Issues {
		if err := u.editor.checkCircle(u.ctx, i, turned); err != nil {
			return err
		}
	}
	return nil
}

// turnTerm gives an actor or issue its former state. One that an analyst created is withdrawn, another that was created stays.
func turnTerm[K ~string, T term](u *undoing, v terms[K, T], place int, stand, gone *[]T) error {
	c := u.undone.Changes[place]
	if c.Before == nil && u.undone.Action != ActionCreate && u.undone.Action != ActionSplit {
		return nil
	}
	current, err := v.one(u.ctx, K(c.ID))
	if err != nil {
		return err
	}
	if current == nil {
		return Errorf(NotFound, "no %s %q", c.Type, c.ID)
	}
	if held := *v.parts(current).revision; held != c.Revision {
		return u.editor.conflict(u.ctx, ObjectID{c.Type, c.ID}, *current, c.Revision, held)
	}
	former := *current
	if c.Before == nil {
		p := v.parts(&former)
		p.decisions.Withdrawn, p.decisions.DecidedBy = true, u.by.Name
	} else if former, err = formerOf[T](c); err != nil {
		return err
	}
	*v.parts(&former).revision = c.Revision + 1
	u.changes[place] = change(c.Type, c.ID, c.Revision+1, current)
	if former.Gone() {
		*gone = append(*gone, former)
		return nil
	}
	if into := *v.parts(current).mergedInto; into != "" {
		u.moved[ObjectID{c.Type, c.ID}] = string(into)
	}
	*stand = append(*stand, former)
	return nil
}

// formerOf reads the state that a change ended.
func formerOf[T any](c Change) (former T, err error) {
	if err := json.Unmarshal(c.Before, &former); err != nil {
		return former, &Error{Internal, "the record of the revision is damaged", err}
	}
	return former, nil
}

// turnStatements turns back what was done to statements. It writes each time there are enough of them.
func (u *undoing) turnStatements() error {
	var places []int
	for place, c := range u.undone.Changes {
		if c.Type == StatementObject {
			places = append(places, place)
		}
	}
	for page := range slices.Chunk(places, walkPage) {
		if len(u.next.Statements) > 0 {
			if err := u.write(u.next); err != nil {
				return err
			}
			u.next = Batch{}
		}
		ids := make([]StatementID, len(page))
		for i, place := range page {
			ids[i] = StatementID(u.undone.Changes[place].ID)
		}
		current, err := u.editor.statements(u.ctx, ids)
		if err != nil {
			return err
		}
		for i, place := range page {
			if err := u.turnStatement(place, current[ids[i]]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (u *undoing) turnStatement(place int, current Statement) error {
	c := u.undone.Changes[place]
	former := current
	var err error
	switch {
	case c.Partial:
		former.ReportedBy, former.Parties = slices.Clone(current.ReportedBy), slices.Clone(current.Parties)
		if err = json.Unmarshal(c.Before, &former); err != nil {
			return &Error{Internal, "the record of the revision is damaged", err}
		}
		if current.Revision != c.Revision {
			former.DecidedBy = current.DecidedBy
		}
		if current.Revision != c.Revision && !sameObject(former.moved(movedTo[ActorID](u, ActorObject), movedTo[IssueID](u, IssueObject)), current) {
			return u.editor.statementConflict(u.ctx, current, c.Revision)
		}
	case current.Revision != c.Revision:
		return u.editor.statementConflict(u.ctx, current, c.Revision)
	case c.Before == nil:
		former.Status, former.DecidedBy = Retracted, u.by.Name
	default:
		if former, err = formerOf[Statement](c); err != nil {
			return err
		}
	}
	former.Revision = current.Revision + 1
	u.next.Statements = append(u.next.Statements, former)
	turned := change(StatementObject, c.ID, former.Revision, &current)
	if turned.Partial = c.Partial; c.Partial {
		turned.Before = altered(current, former)
	}
	u.changes[place] = turned
	return nil
}

// movedTo gives what ids meant after the undone merge or split.
func movedTo[K ~string](u *undoing, typ ObjectType) func(K) K {
	return func(id K) K {
		if into, ok := u.moved[ObjectID{typ, string(id)}]; ok {
			return K(into)
		}
		return id
	}
}
