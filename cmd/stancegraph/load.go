package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader"

	"github.com/schollz/progressbar/v3"
)

type loadCommand struct{ sourceFlags }

func (c loadCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	book, err := loadCodebook(c.Codebook, io.err)
	if err != nil {
		return err
	}
	how, err := c.choose(book, io.err)
	if err != nil {
		return err
	}
	inputs, problems := loader.Files(c.Paths)
	s, err := flags.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	if ok, err := how.announce(ctx, inputs, s); err != nil || !ok {
		return err
	}
	sum, err := loadWith(ctx, io, s, book, how, inputs)
	how.account()
	sum.Problems = append(problems, sum.Problems...)
	printProblems(io.err, sum.Problems)
	for _, k := range sum.Kept {
		fmt.Fprintf(io.err, "%s: %s\n", safe(c.Codebook), safe(k.String()))
	}
	if err != nil {
		return cutOff(err, sum)
	}
	if err := printSummary(io.err, sum, flags.place()); err != nil {
		return err
	}
	if sum.Interrupted || len(sum.Problems) > 0 {
		return errPartial
	}
	return nil
}

// cutOff adds to an error of the store how far the load got.
func cutOff(err error, sum loader.Summary) error {
	how := fmt.Sprintf("%d of %d files were loaded before. Run the same command again to go on.", sum.Done, sum.Files)
	if e, ok := errors.AsType[*graph.Error](err); ok {
		return &graph.Error{Code: e.Code, Message: e.Message + "\n" + how, Err: e.Err}
	}
	return fmt.Errorf("%w\n%s", err, how)
}

// load loads inputs by the rules.
func load(ctx context.Context, io streams, s graph.Store, book *codebook.Codebook, inputs []loader.Input) (loader.Summary, error) {
	return loadWith(ctx, io, s, book, rules(book, io.err), inputs)
}

// loadWith loads inputs, with a progress bar where standard error is a terminal.
func loadWith(ctx context.Context, io streams, s graph.Store, book *codebook.Codebook, how finder, inputs []loader.Input) (loader.Summary, error) {
	bar := newBar(io.err, len(inputs), "loading")
	l := loader.Loader{Reader: s, Editor: newEditor(s), Agent: graph.Agent{Name: "loader", Role: graph.Admin}, Vocabulary: book,
		Extractor: how, Methods: how.methods, Workers: how.workers, Batch: how.batch,
		Progress: func(sum loader.Summary) {
			_ = bar.Set(sum.Done) // only the display could fail
			bar.Describe(fmt.Sprintf("loading: %d statements, %d problems", sum.Statements, len(sum.Problems)))
		}}
	sum, err := l.Load(ctx, inputs)
	_ = bar.Exit()
	return sum, err
}

// newBar makes a progress bar; on anything but a terminal it stays silent.
func newBar(w io.Writer, total int, what string) *progressbar.ProgressBar {
	if !isTerminal(w) {
		return progressbar.DefaultSilent(int64(total), what)
	}
	return progressbar.NewOptions(total, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(what), progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetWidth(24), progressbar.OptionFullWidth())
}

func printProblems(w io.Writer, problems []loader.Problem) {
	for _, p := range problems {
		fmt.Fprintf(w, "%s: %s\n", safe(p.Path), safe(p.Reason))
	}
}

// printSummary prints what a load did as a table.
func printSummary(w io.Writer, sum loader.Summary, place string) error {
	rows := []struct {
		name   string
		number int
		remark string
	}{
		{"articles", sum.New, "new"},
		{"", sum.Unchanged, "already there"},
		{"", sum.Reread, "read again with another codebook or extractor"},
		{"statements", sum.Statements, "new, suggested"},
		{"", sum.Unresolved, "of these with a holder still to be resolved"},
		{"", sum.Retracted, "no longer found, retracted"},
		{"actors", sum.Actors, "new"},
		{"kept", len(sum.Kept), "as analysts decided, whatever the codebook says; listed above"},
		{"problems", len(sum.Problems), "listed above"},
	}
	var b strings.Builder
	table := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		if r.number > 0 || r.name != "" && r.name != "kept" {
			fmt.Fprintf(table, "%s\t%7d\t%s\n", r.name, r.number, r.remark)
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	seconds := sum.Elapsed.Seconds()
	fmt.Fprintf(w, "%sLoaded into %s in %.1f s", b.String(), place, seconds)
	if sum.Words > 0 && seconds > 0 {
		fmt.Fprintf(w, ", %.0f words a second", float64(sum.Words)/seconds)
	}
	fmt.Fprintln(w, ".")
	switch {
	case sum.Stopped != nil:
		fmt.Fprintf(w, "Stopped after %d of %d files: %s.\nRun the same command again to go on where it stopped.\n", sum.Done, sum.Files, safe(graph.MessageOf(sum.Stopped)))
	case sum.Interrupted:
		fmt.Fprintf(w, "Interrupted after %d of %d files. Run the same command again to go on where it stopped.\n", sum.Done, sum.Files)
	}
	return nil
}
