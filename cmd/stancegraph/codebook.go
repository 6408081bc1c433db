package main

import (
	"context"
	"fmt"
	"os"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader"
)

type codebookCommand struct {
	Check  codebookCheckCommand  `cmd:"" help:"Find overlaps, contradictions, vague and, given articles, unused entries."`
	Export codebookExportCommand `cmd:"" help:"Print the actors and issues of the store as a codebook."`
}

type codebookExportCommand struct {
	With string `placeholder:"FILE" help:"A codebook, for what a store does not hold: words against an issue, cues, operators, synonyms."`
}

func (c codebookExportCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	var with []byte
	if c.With != "" {
		var err error
		if with, err = os.ReadFile(c.With); err != nil {
			return &graph.Error{Code: graph.NotFound, Message: "cannot read codebook " + c.With, Err: err}
		}
	}
	s, err := flags.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	return codebook.Write(io.out, graph.AllActors(ctx, s), graph.AllIssues(ctx, s), c.With, with)
}

type codebookCheckCommand struct {
	File   string   `arg:"" help:"The codebook (YAML or JSON)."`
	Paths  []string `arg:"" optional:"" name:"path" help:"Articles, as for extract: also say what they do not use."`
	Strict bool     `help:"Let notes count as problems."`
}

func (c codebookCheckCommand) Run(ctx context.Context, io streams) error {
	data, err := os.ReadFile(c.File)
	if err != nil {
		return &graph.Error{Code: graph.NotFound, Message: "cannot read codebook " + c.File, Err: err}
	}
	checker, err := codebook.NewChecker(c.File, data)
	if err != nil {
		return err
	}
	partial, err := c.read(ctx, io, checker)
	if err != nil {
		return err
	}
	problems, notes := 0, 0
	for _, r := range checker.Remarks() {
		if r.Problem {
			problems++
		} else {
			notes++
		}
		fmt.Fprintf(io.out, "%s:%s\n", safe(c.File), safe(r.String()))
	}
	fmt.Fprintf(io.err, "%s and %s in %s.\n", count(problems, "problem"), count(notes, "note"), safe(c.File))
	if problems > 0 || c.Strict && notes > 0 {
		return errPartial
	}
	return partial
}

// read reads the articles. What cannot be read is reported, the rest goes on, and partial says so.
func (c codebookCheckCommand) read(ctx context.Context, io streams, checker *codebook.Checker) (partial, err error) {
	if len(c.Paths) == 0 {
		return nil, nil
	}
	inputs, problems := loader.Files(c.Paths)
	for _, in := range inputs {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		doc, err := loader.ReadArticle(in)
		if err != nil {
			problems = append(problems, loader.Problem{Path: in.Path, Reason: graph.MessageOf(err)})
			continue
		}
		checker.Read(doc.Text)
	}
	printProblems(io.err, problems)
	if len(problems) > 0 {
		partial = errPartial
	}
	return partial, nil
}
