package graph

import (
	"context"
	"crypto/subtle"
	"time"
)

// usersFor is how long the users of a store are remembered: a revoked token works so long at most.
const usersFor = time.Second

// Tokens knows whom tokens belong to. Safe for concurrent use.
type Tokens struct {
	reader Reader
	turn   chan struct{} // holds one item while somebody reads or looks at the users
	users  []User
	read   time.Time
}

// NewTokens gives the tokens of the users in a store.
func NewTokens(r Reader) *Tokens { return &Tokens{reader: r, turn: make(chan struct{}, 1)} }

// User gives the user whom a token belongs to; ok is false where it is unknown or was revoked. It may have expired, see
// [User.Expired]. Comparing takes as long whatever the token.
func (t *Tokens) User(ctx context.Context, token string) (found User, ok bool, err error) {
	users, err := t.known(ctx)
	if err != nil {
		return User{}, false, err
	}
	hash := []byte(HashToken(token))
	for _, u := range users {
		if subtle.ConstantTimeCompare(hash, []byte(u.TokenHash)) == 1 && !u.Revoked {
			found, ok = u, true
		}
	}
	return found, ok, nil
}

func (t *Tokens) known(ctx context.Context) ([]User, error) {
	select {
	case t.turn <- struct{}{}:
		defer func() { <-t.turn }()
	case <-ctx.Done(): // the store does not answer to whoever has the turn
		return nil, ctx.Err()
	}
	if time.Since(t.read) < usersFor {
		return t.users, nil
	}
	users, err := t.reader.Users(ctx)
	if err != nil {
		return nil, err
	}
	t.users, t.read = users, time.Now()
	return users, nil
}
