package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"stancegraph/ask"
	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader"
	"stancegraph/loader/extract"
)

// sourceFlags name the codebook and the articles of the commands that read articles.
type sourceFlags struct {
	Codebook string   `required:"" placeholder:"FILE" help:"The codebook: actors with aliases, issues with phrases (YAML or JSON)."`
	Paths    []string `arg:"" name:"path" help:"Files of articles, folders, patterns (quote them), or - for standard input."`
	extractorFlags
}

// each extracts from every article and hands over what was found. What cannot be read is reported, the rest goes on.
func (c sourceFlags) each(ctx context.Context, stderr io.Writer, use func(doc graph.Document, found extract.Extraction) error) error {
	book, err := loadCodebook(c.Codebook, stderr)
	if err != nil {
		return err
	}
	inputs, problems := loader.Files(c.Paths)
	how, err := c.choose(book, stderr)
	if err != nil {
		return err
	}
	if ok, err := how.announce(ctx, inputs, nil); err != nil || !ok {
		return err
	}
	defer how.account()
	for r := range how.read(ctx, inputs) {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case r.err != nil:
			printProblems(stderr, problems)
			return fmt.Errorf("%s: %w", r.path, r.err)
		case r.problem != "":
			problems = append(problems, loader.Problem{Path: r.path, Reason: r.problem})
			continue
		}
		if err := use(r.doc, r.found); err != nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	printProblems(stderr, problems)
	if len(problems) > 0 {
		return errPartial
	}
	return nil
}

// loadCodebook reads a codebook and says which of its entries are passed over.
func loadCodebook(path string, stderr io.Writer) (*codebook.Codebook, error) {
	book, err := codebook.Load(path)
	if err != nil {
		return nil, err
	}
	for _, w := range book.Warnings() {
		fmt.Fprintf(stderr, "%s:%d: %s; %s\n", safe(path), w.Line, safe(w.What), w.Do)
	}
	return book, nil
}

type extractCommand struct{ sourceFlags }

// extractedLine is a line of extract, as docs/design.md sets it out.
type extractedLine struct {
	Article    string          `json:"article"`
	Holder     *graph.ActorID  `json:"holder"`
	HolderText string          `json:"holder_text,omitempty"`
	Stance     graph.Stance    `json:"stance"`
	Issue      graph.IssueID   `json:"issue"`
	Speaker    *graph.ActorID  `json:"speaker"`
	ReportedBy *graph.ActorID  `json:"reported_by"`
	Reporters  []graph.ActorID `json:"reporters,omitempty"` // the whole chain, where it is longer than one
	Parties    []graph.ActorID `json:"parties,omitempty"`
	Evidence   string          `json:"evidence"`
	Start      int             `json:"start"`
	End        int             `json:"end"`
	HeldOn     graph.Date      `json:"held_on,omitempty"`
	Confidence float64         `json:"confidence"`
	Rule       string          `json:"rule"`
}

func newExtractedLine(article string, s graph.Statement) extractedLine {
	line := extractedLine{Article: article, Holder: optional(s.Holder), Stance: s.Stance, Issue: s.Issue, Speaker: optional(s.Speaker),
		Parties: s.Parties, Evidence: s.Quote, Start: s.Start, End: s.End, HeldOn: s.HeldOn, Confidence: s.Confidence, Rule: s.Rule}
	if s.Holder == "" {
		line.HolderText = s.HolderText
	}
	if len(s.ReportedBy) > 0 {
		line.ReportedBy = &s.ReportedBy[0]
	}
	if len(s.ReportedBy) > 1 {
		line.Reporters = s.ReportedBy
	}
	return line
}

func optional(id graph.ActorID) *graph.ActorID {
	if id == "" {
		return nil
	}
	return &id
}

func (c extractCommand) Run(ctx context.Context, io streams) error {
	enc := json.NewEncoder(io.out)
	enc.SetEscapeHTML(false)
	return c.each(ctx, io.err, func(doc graph.Document, found extract.Extraction) error {
		for _, f := range found.Findings {
			if err := enc.Encode(newExtractedLine(filepath.Base(doc.File), f.Statement)); err != nil {
				return err
			}
		}
		return nil
	})
}

type explainCommand struct {
	sourceFlags
	Omitted bool `default:"true" negatable:"" help:"Also list the sentences that name an actor and an issue and gave nothing."`
}

func (c explainCommand) Run(ctx context.Context, io streams) error {
	return c.each(ctx, io.err, func(doc graph.Document, found extract.Extraction) error {
		fmt.Fprintf(io.out, "%s: %s\n", safe(doc.File), count(len(found.Findings), "statement"))
		for i, f := range found.Findings {
			s := f.Statement
			holder := string(s.Holder)
			if holder == "" {
				holder = fmt.Sprintf("unresolved (%q)", s.HolderText)
			}
			fmt.Fprintf(io.out, "\n%d. %s %s %s, %.2f\n%s", i+1, safe(holder), ask.Verb(s.Stance), s.Issue, s.Confidence, indent(f.Trace.String()))
		}
		if c.Omitted && len(found.Omissions) > 0 {
			fmt.Fprintf(io.out, "\nLeft out: %s that name an actor and an issue\n", count(len(found.Omissions), "sentence"))
			for _, o := range found.Omissions {
				fmt.Fprintf(io.out, "  bytes %d to %d: %s\n    %s\n", o.Start, o.End, safe(o.Sentence), safe(o.Reason))
			}
		}
		_, err := fmt.Fprintln(io.out)
		return err
	})
}

// indent makes text safe for a terminal, line by line, and moves it to the right.
func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		fmt.Fprintf(&b, "   %s%s\n", line[:len(line)-len(strings.TrimLeft(line, " "))], safe(line))
	}
	return b.String()
}
