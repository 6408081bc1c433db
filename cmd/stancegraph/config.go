package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"
)

// configCommand prints what the other commands would work with.
type configCommand struct {
	listenFlags
}

// Run prints every setting that the environment can give, its value and where that comes from. Secrets are not shown.
func (c configCommand) Run(_ context.Context, io streams, command *kong.Context) error {
	table := tabwriter.NewWriter(io.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "setting\tvalue\tfrom")
	for _, s := range settings(command) {
		fmt.Fprintf(table, "%s\t%s\t%s\n", s.name, safe(s.value), s.from)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(io.out, "\nlimits in force: %s\n", c.Limits)
	return err
}

// shownSetting is one setting as it is in force.
type shownSetting struct{ name, value, from string }

// settings gives all settings of all commands that the environment can give, by name.
func settings(command *kong.Context) (out []shownSetting) {
	given := map[string]*kong.Flag{} // on the command line
	for _, p := range command.Path {
		if p.Flag != nil {
			given[p.Flag.Name] = p.Flag
		}
	}
	seen := map[string]bool{}
	_ = kong.Visit(command.Model, func(n kong.Visitable, next kong.Next) error { // our own visitor gives no error
		if f, ok := n.(*kong.Flag); ok && len(f.Envs) > 0 && !seen[f.Envs[0]] {
			seen[f.Envs[0]] = true
			out = append(out, show(f, given[f.Name]))
		}
		return next(nil)
	})
	slices.SortFunc(out, func(a, b shownSetting) int { return strings.Compare(a.name, b.name) })
	return out
}

func show(f, given *kong.Flag) shownSetting {
	name := f.Envs[0]
	s := shownSetting{name: name, value: f.Default, from: "default"}
	value, set := os.LookupEnv(name)
	switch {
	case given != nil:
		s.value, s.from = textOf(given.Target), "flag --"+given.Name
	case set && value != "":
		s.value, s.from = value, "environment"
		if fromDotEnv[name] {
			s.from = ".env"
		}
	case f.Default == "":
		s.value, s.from = "", "not set"
	}
	s.value = redact(name, s.value)
	return s
}

func textOf(v reflect.Value) string {
	if list, ok := v.Interface().([]string); ok {
		return strings.Join(list, ",")
	}
	return fmt.Sprint(v.Interface())
}

// redact hides what is secret: passwords and keys, and those within addresses.
func redact(name, value string) string {
	if value == "" {
		return ""
	}
	for _, secret := range []string{"PASSWORD", "API_KEY", "TOKEN", "SECRET"} {
		if strings.Contains(name, secret) {
			return "(hidden)"
		}
	}
	return redactURL(value)
}

// redactURL hides the user and password of an address.
func redactURL(value string) string {
	u, err := url.Parse(value)
	if err != nil || u.User == nil {
		return value
	}
	u.User = url.User("(hidden)")
	return strings.ReplaceAll(u.String(), url.PathEscape("(hidden)"), "(hidden)")
}
