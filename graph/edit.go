package graph

import (
	"context"
	"slices"
	"strings"
)

// CreateActor adds an actor that an analyst wants; where it has no id, one is made of the name. All of it is the analyst's
// decision, which no codebook overwrites. The role analyst is needed. [Invalid]: a rule is broken, a body does not exist, or another
// actor has one of the names and no namesake is meant; the message names it. [Conflict]: the id is taken.
func (e *Editor) CreateActor(ctx context.Context, by Agent, a Actor, namesake bool, why string) (Actor, Revision, error) {
	return create(ctx, e, e.actors(), by, a, namesake, why)
}

// CreateIssue adds an issue like [Editor.CreateActor] an actor.
func (e *Editor) CreateIssue(ctx context.Context, by Agent, i Issue, namesake bool, why string) (Issue, Revision, error) {
	return create(ctx, e, e.issues(), by, i, namesake, why)
}

func create[K ~string, T term](ctx context.Context, e *Editor, v terms[K, T], by Agent, item T, namesake bool, why string) (T, Revision, error) {
	if err := require(by, Analyst, "creating an "+string(v.typ)); err != nil {
		return item, Revision{}, err
	}
	return edit(ctx, e, v, ActionCreate, by, why, func() (T, *T, error) {
		unique := item.names()
		if namesake {
			unique = nil
		}
		return v.made(ctx, by, item, unique)
	})
}

// made gives a new object as an analyst decided it, and one that was withdrawn in whose place it comes. Unique are those of its names that
// nothing else may have.
func (v terms[K, T]) made(ctx context.Context, by Agent, item T, unique []string) (T, *T, error) {
	p := v.parts(&item)
	if *p.id == "" {
		*p.id = K(Slug(*p.name))
	}
	*p.mergedInto, *p.decisions, *p.revision = "", Decisions{DecidedBy: by.Name}, 1
	p.decisions.decide(v.fields...)
	before, err := v.one(ctx, *p.id)
	if err != nil {
		return item, nil, err
	}
	if before != nil {
		old := v.parts(before)
		switch {
		case !(*before).Gone():
			return item, nil, Errorf(Conflict, "%s %q is there already (%s): update it, or choose another key", v.typ, *p.id, *old.name)
		case !old.decisions.Withdrawn:
			return item, nil, Errorf(Conflict, "%s %q %s; or choose another key", v.typ, *p.id, v.fate(before))
		}
		*p.revision = *old.revision + 1
	}
	if len(unique) > 0 {
		err = v.checkNames(ctx, *p.id, unique)
	}
	return item, before, err
}

// edit writes one object as make gives it, with the revision that records it. Make is called when no other write can come in
// between.
func edit[K ~string, T term](ctx context.Context, e *Editor, v terms[K, T], action Action, by Agent, why string, make func() (after T, before *T, err error)) (out T, rev Revision, err error) {
	if err := checkWhy(why); err != nil {
		return out, rev, err
	}
	_, err = e.store.WriteAll(ctx, batches(func(write func(Batch) error) error {
		after, before, err := make()
		if err != nil {
			return err
		}
		p := v.parts(&after)
		if err := firstError(after.Validate(), v.check(ctx, after, nil)); err != nil {
			return err
		}
		rev = NewRevision(action, by.Name, e.now(), why, []Change{change(v.typ, string(*p.id), *p.revision, before)})
		b := v.batch([]T{after})
		b.Revisions = []Revision{rev}
		out = after
		return write(b)
	}))
	if err != nil {
		return *new(T), Revision{}, err
	}
	return out, rev, nil
}

// ActorUpdate changes an actor as an analyst saw it. What is nil stays as it is; lists replace those that are there.
type ActorUpdate struct {
	Actor     Seen[ActorID]
	Name      *string
	Kind      *Kind
	Aliases   *[]string
	SpeaksFor *[]Tie
	MemberOf  *[]ActorID
	Namesake  bool // another actor may have a name that is new here
}

// UpdateActor changes an actor. The fields that are given are decided thereby: no codebook overwrites them. The role analyst
// is needed. [NotFound]: no such actor. [Invalid]: a rule is broken, an actor does not exist, nothing is different, or another
// actor has a new name and no namesake is meant. [Conflict]: somebody changed the actor after the revision that the analyst saw; the
// message says who, when, and what, and [Changed] is in the chain; or it is gone.
func (e *Editor) UpdateActor(ctx context.Context, by Agent, u ActorUpdate, why string) (Actor, Revision, error) {
	return update(ctx, e, e.actors(), by, u.Actor, u.Namesake, why, func(a *Actor) (fields []Field) {
		assign(&a.Name, u.Name, NameField, &fields)
		assign(&a.Kind, u.Kind, KindField, &fields)
		assign(&a.Aliases, u.Aliases, AliasesField, &fields)
		assign(&a.SpeaksFor, u.SpeaksFor, SpeaksForField, &fields)
		assign(&a.MemberOf, u.MemberOf, MemberOfField, &fields)
		return fields
	})
}

// IssueUpdate changes an issue as an analyst saw it. What is nil stays as it is; the list replaces the one that is there.
type IssueUpdate struct {
	Issue    Seen[IssueID]
	Name     *string
	Phrases  *[]string
	PartOf   *IssueID // empty: part of none
	Namesake bool     // another issue may have a name or phrase that is new here
}

// UpdateIssue changes an issue like [Editor.UpdateActor] an actor. [Invalid] also: the issue would be part of itself.
func (e *Editor) UpdateIssue(ctx context.Context, by Agent, u IssueUpdate, why string) (Issue, Revision, error) {
	return update(ctx, e, e.issues(), by, u.Issue, u.Namesake, why, func(i *Issue) (fields []Field) {
		assign(&i.Name, u.Name, NameField, &fields)
		assign(&i.Phrases, u.Phrases, PhrasesField, &fields)
		assign(&i.PartOf, u.PartOf, PartOfField, &fields)
		return fields
	})
}

// assign sets a field for which there is something, and notes it.
func assign[T any](to *T, from *T, f Field, fields *[]Field) {
	if from != nil {
		*to, *fields = *from, append(*fields, f)
	}
}

func update[K ~string, T term](ctx context.Context, e *Editor, v terms[K, T], by Agent, seen Seen[K], namesake bool, why string, apply func(*T) []Field) (T, Revision, error) {
	if err := require(by, Analyst, "updating an "+string(v.typ)); err != nil {
		return *new(T), Revision{}, err
	}
	return edit(ctx, e, v, ActionUpdate, by, why, func() (after T, _ *T, err error) {
		before, err := v.seen(ctx, e, seen)
		if err != nil {
			return after, nil, err
		}
		after = before
		p := v.parts(&after)
		p.decisions.decide(apply(&after)...)
		if sameObject(after, before) {
			return after, nil, Errorf(Invalid, "the update changes nothing about %s %q", v.typ, seen.ID)
		}
		p.decisions.DecidedBy = by.Name
		*p.revision++
		if !namesake {
			err = v.checkNames(ctx, seen.ID, fresh(before.names(), after.names()))
		}
		return after, &before, err
	})
}

// checkCircle makes sure that an issue is not part of itself, through others. Changed are issues that are written with it.
func (e *Editor) checkCircle(ctx context.Context, i Issue, changed map[IssueID]Issue) error {
	passed := []string{string(i.ID)}
	for id := i.PartOf; id != ""; {
		if passed = append(passed, string(id)); id == i.ID {
			return Errorf(Invalid, "issue %q would be part of itself: %s", i.ID, strings.Join(passed, " is part of "))
		}
		whole, ok := changed[id]
		if !ok {
			found, err := e.issues().one(ctx, id)
			if err != nil || found == nil { // one that is not there is told of elsewhere
				return err
			}
			whole = *found
		}
		if slices.Contains(passed, string(whole.PartOf)) && whole.PartOf != i.ID {
			return nil // a circle that this issue is not in
		}
		id = whole.PartOf
	}
	return nil
}
