package graph

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"
)

// PutVocabulary stores the actors and issues of a codebook. New ones are created. For known ones the codebook's name, kind
// and ties hold, and its aliases and phrases are added to those already there; none is taken away. The role admin is needed.
// [Invalid]: the first actor or issue that breaks a rule, or refers to one that does not exist.
func (e *Editor) PutVocabulary(ctx context.Context, by Agent, actors []Actor, issues []Issue) (Receipt, error) {
	if err := require(by, Admin, "changing the vocabulary"); err != nil {
		return Receipt{}, err
	}
	var sum Receipt
	_, err := retryConflicts(func() (Receipt, error) {
		receipt, err := e.putVocabulary(ctx, by, actors, issues)
		sum.Created.Add(receipt.Created)
		sum.Replaced.Add(receipt.Replaced)
		return receipt, err
	})
	return sum, err
}

func (e *Editor) putVocabulary(ctx context.Context, by Agent, actors []Actor, issues []Issue) (Receipt, error) {
	needs := (&Batch{Actors: actors, Issues: issues}).Needs()
	storedActors, err1 := e.store.Actors(ctx, needs.Actors)
	storedIssues, err2 := e.store.Issues(ctx, needs.Issues)
	if err := errors.Join(err1, err2); err != nil {
		return Receipt{}, fmt.Errorf("put vocabulary: %w", err)
	}
	var b Batch
	var changes []Change
	b.Actors, err1 = vocabulary(actors, storedActors, ActorObject, mergeActor, func(a *Actor) (string, *int) { return string(a.ID), &a.Revision }, &changes)
	b.Issues, err2 = vocabulary(issues, storedIssues, IssueObject, mergeIssue, func(i *Issue) (string, *int) { return string(i.ID), &i.Revision }, &changes)
	if err := firstError(err1, err2); err != nil {
		return Receipt{}, err
	}
	if b.Empty() {
		return Receipt{}, nil
	}
	b.Revisions = []Revision{NewRevision(ActionVocabulary, by.Name, e.now(), "", changes)}
	receipt, err := e.store.Write(ctx, b)
	if written := receipt.Created.Actors + receipt.Replaced.Actors + receipt.Created.Issues + receipt.Replaced.Issues; err == nil && written < len(b.Actors)+len(b.Issues) {
		err = Errorf(Conflict, "another vocabulary was stored at the same time")
	}
	return receipt, err
}

// vocabulary gives what is to be written so that a store that holds some items holds wanted as well, and records it.
func vocabulary[T interface{ Validate() error }](wanted, held []T, typ ObjectType, merge func(stored, wanted T) T,
	key func(*T) (id string, revision *int), changes *[]Change) ([]T, error) {
	stored := make(map[string]T, len(held))
	for _, item := range held {
		id, _ := key(&item)
		stored[id] = item
	}
	var out []T
	for _, item := range wanted {
		if err := item.Validate(); err != nil {
			return nil, err
		}
		id, revision := key(&item)
		old, exists := stored[id]
		if !exists {
			*revision = 1
			out = append(out, item)
			*changes = append(*changes, change[T](typ, id, 1, nil))
			continue
		}
		merged := merge(old, item)
		if reflect.DeepEqual(merged, old) {
			continue
		}
		_, revision = key(&merged)
		*revision++
		out = append(out, merged)
		*changes = append(*changes, change(typ, id, *revision, &old))
	}
	return out, nil
}

func mergeActor(stored, a Actor) Actor {
	stored.Name, stored.Kind = a.Name, a.Kind
	stored.Aliases = union(stored.Aliases, a.Aliases)
	stored.MemberOf = union(stored.MemberOf, a.MemberOf)
	if len(a.SpeaksFor) > 0 {
		stored.SpeaksFor = a.SpeaksFor
	}
	return stored
}

func mergeIssue(stored, i Issue) Issue {
	stored.Name = i.Name
	stored.Phrases = union(stored.Phrases, i.Phrases)
	if i.PartOf != "" {
		stored.PartOf = i.PartOf
	}
	return stored
}

// union gives a followed by what b adds to it.
func union[T comparable](a, b []T) []T {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

// AddUser creates a user, or gives a known one a new role and token. The token is good for so long, for ever where that is 0.
// The role admin is needed.
func (e *Editor) AddUser(ctx context.Context, by Agent, name string, role Role, token string, lasts time.Duration) (User, error) {
	if err := firstError(require(by, Admin, "managing users"), checkName("the user's name", name)); err != nil {
		return User{}, err
	}
	if !role.Valid() {
		return User{}, Errorf(Invalid, "role %q: want viewer, analyst or admin", role)
	}
	if lasts < 0 {
		return User{}, Errorf(Invalid, "a token cannot last for %s: want a time above zero", lasts)
	}
	now := Millisecond(e.now())
	u := User{Name: name, Role: role, TokenHash: HashToken(token), Created: now, Revision: 1}
	if lasts > 0 {
		u.Expires = now.Add(lasts)
	}
	return u, e.changeUser(ctx, name, func(stored User, exists bool) (User, error) {
		if exists {
			u.Revision, u.Created = stored.Revision+1, stored.Created
		}
		return u, nil
	})
}

// RevokeUser takes a user's token out of use. The user stays listed. The role admin is needed.
func (e *Editor) RevokeUser(ctx context.Context, by Agent, name string) error {
	if err := require(by, Admin, "managing users"); err != nil {
		return err
	}
	return e.changeUser(ctx, name, func(stored User, exists bool) (User, error) {
		if !exists {
			return User{}, Errorf(NotFound, "no user %q", name)
		}
		stored.Revoked = true
		stored.Revision++
		return stored, nil
	})
}

func (e *Editor) changeUser(ctx context.Context, name string, to func(stored User, exists bool) (User, error)) error {
	users, err := e.store.Users(ctx)
	if err != nil {
		return fmt.Errorf("read users: %w", err)
	}
	var stored User
	i := slices.IndexFunc(users, func(u User) bool { return u.Name == name })
	if i >= 0 {
		stored = users[i]
	}
	u, err := to(stored, i >= 0)
	if err != nil {
		return err
	}
	_, err = e.store.Write(ctx, Batch{Users: []User{u}})
	return err
}
