package api

import (
	"context"
	"crypto/subtle"
	"net/http"
	"strings"
	"time"

	"stancegraph/graph"
)

// usersFor is how long the users of the store are remembered: a revoked token works so long at most.
const usersFor = time.Second

// tokens knows who a token belongs to.
type tokens struct {
	reader graph.Reader
	turn   chan struct{} // holds one item while somebody reads or looks at the users
	users  []graph.User
	read   time.Time
}

// agent gives who sent the request: nil for whoever brought no token.
func (t *tokens) agent(ctx context.Context, header http.Header) (*graph.Agent, error) {
	value := header.Get("Authorization")
	if value == "" {
		return nil, nil
	}
	scheme, token, _ := strings.Cut(value, " ")
	if token = strings.TrimSpace(token); !strings.EqualFold(scheme, "Bearer") || token == "" {
		return nil, &codedError{codeUnauthenticated, "want Authorization: Bearer TOKEN"}
	}
	users, err := t.known(ctx)
	if err != nil {
		return nil, err
	}
	hash := []byte(graph.HashToken(token))
	var found graph.User
	for _, u := range users {
		if subtle.ConstantTimeCompare(hash, []byte(u.TokenHash)) == 1 && !u.Revoked {
			found = u
		}
	}
	switch {
	case found.Name == "":
		return nil, &codedError{codeUnauthenticated, "the token is unknown or was revoked"}
	case found.Expired(time.Now()):
		return nil, &codedError{codeUnauthenticated, "the token expired on " + string(graph.DateOf(found.Expires)) + ": ask for a new one"}
	}
	return &graph.Agent{Name: found.Name, Role: found.Role}, nil
}

func (t *tokens) known(ctx context.Context) ([]graph.User, error) {
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
