package main

import (
	"context"
	"fmt"

	"stancegraph/graph"
)

type checkCommand struct{}

func (checkCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	s, err := flags.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	problems := 0
	for problem, err := range graph.Check(ctx, s) {
		if err != nil {
			return err
		}
		problems++
		fmt.Fprintln(io.out, safe(problem))
	}
	if problems > 0 {
		fmt.Fprintf(io.err, "%s in %s.\n", count(problems, "problem"), flags.place())
		return errPartial
	}
	_, err = fmt.Fprintf(io.out, "%s is sound: every quote stands in its article, every stance edge equals its statements.\n", flags.place())
	return err
}
