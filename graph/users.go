package graph

import (
	"context"
	"fmt"
	"slices"
	"time"
)

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
