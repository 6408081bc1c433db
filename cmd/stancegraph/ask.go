package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"stancegraph/ask"
	"stancegraph/graph/neo4jstore/browser"
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
	neo4j, err := flags.browser()
	if err != nil {
		return err
	}
	if link := browserLink(neo4j, ans); link != "" {
		fmt.Fprintf(io.out, "\nSee it in Neo4j Browser:\n%s\n", link)
	}
	return nil
}

// browserLink opens Neo4j Browser with a query that finds what the answer rests on; it is empty where there is no Browser.
func browserLink(neo4j *browser.Browser, ans ask.Answer) string {
	title, where := ans.Question.Reading(), ans.Where
	switch ans.Question.Kind {
	case ask.Position, ask.Whether:
		where.From, where.Stances = "", nil // what was held before still holds, and all stances decide
		return neo4j.Stances(title, where)
	case ask.Changed:
		return neo4j.Changes(title, where)
	case ask.Said:
		return neo4j.Said(title, where)
	case ask.Reports:
		return neo4j.Reported(title, where)
	}
	return neo4j.Stances(title, where)
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
