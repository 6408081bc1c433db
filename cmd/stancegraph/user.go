package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"text/tabwriter"

	"stancegraph/graph"
)

type userCommand struct {
	Add    userAddCommand    `cmd:"" help:"Add a user, or give one a new role and token. The token is printed once."`
	List   userListCommand   `cmd:"" help:"List the users."`
	Revoke userRevokeCommand `cmd:"" help:"Take a user's token out of use."`
}

type userAddCommand struct {
	Name string `arg:"" help:"Name, as it will stand in the history of changes."`
	Role string `enum:"viewer,analyst,admin" default:"analyst" help:"viewer reads, analyst reviews and annotates, admin also loads and manages."`
}

// newToken makes a token of 160 random bits or more.
func newToken() string { return "sg_" + rand.Text() + rand.Text()[:10] }

func (c userAddCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	s, err := flags.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	token := newToken()
	if _, err := newEditor(s).AddUser(ctx, operator, c.Name, graph.Role(c.Role), token); err != nil {
		return err
	}
	fmt.Fprintf(io.err, "%s may write as %s. The token is shown this once; send it as: Authorization: Bearer TOKEN\n", safe(c.Name), c.Role)
	_, err = fmt.Fprintln(io.out, token)
	return err
}

type userListCommand struct{}

func (userListCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	s, err := flags.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	users, err := s.Users(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(io.out, 0, 0, 2, ' ', 0)
	for _, u := range users {
		state := "active"
		if u.Revoked {
			state = "revoked"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\tsince %s\n", safe(u.Name), u.Role, state, graph.DateOf(u.Created))
	}
	return table.Flush()
}

type userRevokeCommand struct {
	Name string `arg:"" help:"Whose token."`
}

func (c userRevokeCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	s, err := flags.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := newEditor(s).RevokeUser(ctx, operator, c.Name); err != nil {
		return err
	}
	_, err = fmt.Fprintf(io.err, "The token of %s is out of use.\n", safe(c.Name))
	return err
}
