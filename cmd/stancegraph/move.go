package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"stancegraph/graph"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

type dumpCommand struct {
	Canonical bool `help:"Leave out the times of runs and the users, so that equal graphs give equal bytes."`
}

func (c dumpCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	s, err := flags.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	bar := newByteBar(io.err, -1, "dumping")
	defer bar.Exit() //nolint:errcheck // only the display could fail
	return graph.Dump(ctx, s, withProgress(io.out, bar), c.Canonical)
}

// withProgress counts on the bar what is written, unless it is written to a terminal, where it would be in the way.
func withProgress(w io.Writer, bar *progressbar.ProgressBar) io.Writer {
	if isTerminal(w) {
		return w
	}
	return io.MultiWriter(w, bar)
}

type restoreCommand struct {
	File string `arg:"" optional:"" default:"-" help:"What dump wrote, plain or gzipped; standard input where none is named."`
}

func (c restoreCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	in, size, err := openDump(c.File)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // it was only read
	bar := newByteBar(io.err, size, "restoring")
	defer bar.Exit() //nolint:errcheck // only the display could fail
	dump, err := readHead(in, bar)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	s, err := flags.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	start := time.Now()
	watch := graph.RestoreWatch{
		Problem: func(line int, reason string) {
			_ = bar.Clear()
			fmt.Fprintf(io.err, "%s:%d: %s\n", safe(c.File), line, safe(reason))
		},
		Progress: func(r graph.RestoreReport) {
			bar.Describe(fmt.Sprintf("restoring: %d objects, %d problems", r.Created.Sum()+r.Unchanged.Sum(), r.Problems))
		}}
	report, err := newEditor(s).Restore(ctx, operator, dump, watch)
	_ = bar.Clear()
	return reportRestore(ctx, io, report, err, flags.place(), time.Since(start))
}

// openDump opens a file, or standard input; the size is -1 where it is not known.
func openDump(path string) (io.ReadCloser, int64, error) {
	if path == "-" {
		return os.Stdin, -1, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, fmt.Errorf("the dump cannot be opened: %w", err)
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return f, -1, err
	}
	return f, info.Size(), nil
}

// readHead begins to read a dump, through gzip where it starts like one, counting on the bar what is read.
func readHead(in io.Reader, bar *progressbar.ProgressBar) (*graph.DumpReader, error) {
	packed := bufio.NewReaderSize(io.TeeReader(in, bar), 1<<16)
	if start, _ := packed.Peek(2); string(start) != "\x1f\x8b" {
		return graph.OpenDump(packed)
	}
	plain, err := gzip.NewReader(packed)
	if err != nil {
		return nil, fmt.Errorf("a damaged gzip file: %w", err)
	}
	return graph.OpenDump(plain)
}

func reportRestore(ctx context.Context, io streams, r graph.RestoreReport, err error, place string, took time.Duration) error {
	if err != nil && ctx.Err() == nil && r.Created.Sum()+r.Unchanged.Sum() == 0 {
		return err
	}
	fmt.Fprintf(io.err, "Restored into %s in %.1f s: %s; %s %s there already.\n", place, took.Seconds(), wordCounts(r.Created),
		count(r.Unchanged.Sum(), "object"), be(r.Unchanged.Sum()))
	switch {
	case err != nil && ctx.Err() != nil:
		fmt.Fprintf(io.err, "Interrupted at line %d. Run the same command again to go on.\n", r.Lines)
		return errPartial
	case err != nil:
		return fmt.Errorf("%w\nrun the same command again to go on", err)
	case r.Ended && !r.Compared:
		fmt.Fprintln(io.err, "The stance edges were not compared with those of the dump: the store holds other statements too.")
	}
	if r.Problems > 0 {
		fmt.Fprintf(io.err, "%s, listed above: the rest is restored.\n", count(r.Problems, "problem"))
		return errPartial
	}
	return nil
}

func be(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

func wordCounts(c graph.Counts) string {
	return fmt.Sprintf("%s, %s, %s, %s, %s, %s", count(c.Actors, "actor"), count(c.Issues, "issue"), count(c.Articles, "article"),
		count(c.Statements, "statement"), count(c.Users, "user"), count(c.Revisions, "revision"))
}

// newByteBar makes a progress bar over bytes, -1 of them where it is not known how many; on anything but a terminal it stays silent.
func newByteBar(w io.Writer, size int64, what string) *progressbar.ProgressBar {
	if !isTerminal(w) {
		return progressbar.DefaultBytesSilent(size, what)
	}
	return progressbar.NewOptions64(size, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(what), progressbar.OptionShowBytes(true),
		progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetWidth(24), progressbar.OptionFullWidth())
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// spin shows that something goes on, on a terminal, until it is stopped.
func spin(w io.Writer, what string) (stop func()) {
	if !isTerminal(w) {
		return func() {}
	}
	bar := progressbar.NewOptions(-1, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(what), progressbar.OptionClearOnFinish())
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				_ = bar.Add(1) // only the display could fail
			case <-done:
				_ = bar.Finish()
				return
			}
		}
	}()
	return func() { close(done); <-ended }
}
