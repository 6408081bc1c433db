package api

import (
	"context"
	"net/http"
	"strings"
	"time"

	"stancegraph/graph"
)

// agentOf gives who sent a request: nil for whoever brought no token.
func agentOf(ctx context.Context, tokens *graph.Tokens, header http.Header) (*graph.Agent, error) {
	value := header.Get("Authorization")
	if value == "" {
		return nil, nil
	}
	scheme, token, _ := strings.Cut(value, " ")
	if token = strings.TrimSpace(token); !strings.EqualFold(scheme, "Bearer") || token == "" {
		return nil, &codedError{codeUnauthenticated, "want Authorization: Bearer TOKEN"}
	}
	user, ok, err := tokens.User(ctx, token)
	switch {
	case err != nil:
		return nil, err
	case !ok:
		return nil, &codedError{codeUnauthenticated, "the token is unknown or was revoked"}
	case user.Expired(time.Now()):
		return nil, &codedError{codeUnauthenticated, "the token expired on " + string(graph.DateOf(user.Expires)) + ": ask for a new one"}
	}
	return &graph.Agent{Name: user.Name, Role: user.Role}, nil
}
