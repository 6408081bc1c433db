package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"stancegraph/graph"
)

type userCommand struct {
	Add    userAddCommand    `cmd:"" help:"Add a user, or give one a new role and token. The token is printed once."`
	List   userListCommand   `cmd:"" help:"List the users."`
	Revoke userRevokeCommand `cmd:"" help:"Take a user's token out of use."`
}

type userAddCommand struct {
	Name    string   `arg:"" help:"Name, as it will stand in the history of changes."`
	Expires lifetime `placeholder:"TIME" help:"How long the token is good for, such as 90d or 12h; for ever where it is not said."`
	Role    string   `enum:"viewer,analyst,admin" default:"analyst" help:"viewer reads, analyst reviews and annotates, admin also loads and manages."`
}

// lifetime is a time span that may be given in days, such as 90d, which Go's own durations cannot.
type lifetime time.Duration

// UnmarshalText reads a lifetime; only one above zero is one.
func (l *lifetime) UnmarshalText(text []byte) error {
	d, err := time.ParseDuration(string(text))
	if days, ok := strings.CutSuffix(string(text), "d"); ok {
		var n int
		n, err = strconv.Atoi(days)
		d = time.Duration(n) * 24 * time.Hour
	}
	const longest = 36_500 * 24 * time.Hour // a hundred years
	if err != nil || d <= 0 || d > longest {
		return fmt.Errorf("%q is not how long a token can be good for: want days or hours, such as 90d or 12h", text)
	}
	*l = lifetime(d)
	return nil
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
	if _, err := newEditor(s).AddUser(ctx, operator, c.Name, graph.Role(c.Role), token, time.Duration(c.Expires)); err != nil {
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
		fmt.Fprintf(table, "%s\t%s\t%s\tsince %s\t%s\n", safe(u.Name), u.Role, tokenState(u), graph.DateOf(u.Created), tokenEnd(u))
	}
	return table.Flush()
}

func tokenState(u graph.User) string {
	switch {
	case u.Revoked:
		return "revoked"
	case u.Expired(time.Now()):
		return "expired"
	}
	return "active"
}

func tokenEnd(u graph.User) string {
	if u.Expires.IsZero() {
		return "does not expire"
	}
	return "until " + u.Expires.Format("2006-01-02 15:04 UTC")
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
