package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"stancegraph/ask"
)

type askCommand struct {
	Question []string `arg:"" help:"The question, in English: who opposed arming the rebels?"`
}

func (c askCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	s, err := flags.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	ans, err := ask.New(s).Ask(ctx, strings.Join(c.Question, " "))
	if e, ok := errors.AsType[*ask.NotUnderstood](err); ok {
		printNotUnderstood(io.err, e)
		return errPartial
	}
	if err != nil {
		return err
	}
	printAnswer(io.out, ans)
	return nil
}

// printNotUnderstood says what was not read and what can be asked.
func printNotUnderstood(w io.Writer, e *ask.NotUnderstood) {
	fmt.Fprintf(w, "stancegraph: %s.\n", safe(e.Error()))
	if len(e.Near) > 0 {
		fmt.Fprintf(w, "Did you mean: %s?\n", safe(strings.Join(e.Near, ", ")))
	}
	fmt.Fprintln(w, "Questions that can be read:")
	for _, q := range ask.Examples {
		fmt.Fprintln(w, "  "+q)
	}
	if len(e.Issues) > 0 {
		fmt.Fprintf(w, "Issues of this graph: %s.\n", safe(strings.Join(e.Issues, ", ")))
	}
}
