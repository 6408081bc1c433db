package main

import (
	"context"
	"fmt"
	"iter"

	"stancegraph/graph"
)

type checkCommand struct {
	Repair bool `help:"Count stance edges anew that are not what their statements say."`
}

func (c checkCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	s, err := flags.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	defer spin(io.err, "checking")()
	problems, repaired := 0, 0
	for f, err := range c.findings(ctx, s) {
		if err != nil {
			return err
		}
		if f.Repaired {
			repaired++
			fmt.Fprintf(io.out, "repaired: %s\n", safe(f.Text))
			continue
		}
		problems++
		fmt.Fprintln(io.out, safe(f.Text))
	}
	if repaired > 0 {
		fmt.Fprintf(io.err, "%s repaired in %s.\n", count(repaired, "problem"), flags.place())
	}
	if problems > 0 {
		fmt.Fprintf(io.err, "%s in %s.\n", count(problems, "problem"), flags.place())
		return errPartial
	}
	_, err = fmt.Fprintf(io.out, "%s is sound: every quote stands in its article, every stance edge equals its statements.\n", flags.place())
	return err
}

// findings yields what is wrong, and with --repair what became of it.
func (c checkCommand) findings(ctx context.Context, s graph.Store) iter.Seq2[graph.Repair, error] {
	if c.Repair {
		return newEditor(s).Repair(ctx, operator)
	}
	return func(yield func(graph.Repair, error) bool) {
		for text, err := range graph.Check(ctx, s) {
			if !yield(graph.Repair{Finding: graph.Finding{Text: text}}, err) {
				return
			}
		}
	}
}
