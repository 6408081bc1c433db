package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"stancegraph/graph"
	"stancegraph/loader"
	"stancegraph/loader/eval"
	"stancegraph/loader/extract"
)

type evalCommand struct {
	Codebook string   `placeholder:"FILE" help:"The codebook of the articles."`
	Gold     string   `placeholder:"FILE" help:"The annotated statements, one JSON object a line."`
	JSON     bool     `name:"json" help:"Print the report as JSON."`
	Errors   bool     `help:"List every statement that was missed or is false, and why it was missed."`
	Topics   bool     `help:"The paths are folders, each with codebook.json or .yaml, gold.jsonl and articles/*.txt: score each topic with points fitted to the others."`
	Fit      string   `placeholder:"FILE" help:"With --topics: write the points fitted to all of them, for --scorecard."`
	Paths    []string `arg:"" name:"path" help:"Files of articles, folders, patterns (quote them), or - for standard input; folders of topics with --topics."`
	extractorFlags
}

func (c evalCommand) Run(ctx context.Context, io streams) error {
	switch {
	case c.Topics && (c.Codebook != "" || c.Gold != ""):
		return graph.Errorf(graph.Invalid, "--topics takes codebook and gold from each folder: leave out --codebook and --gold")
	case c.Topics:
		return c.topics(ctx, io)
	case c.Codebook == "" || c.Gold == "":
		return graph.Errorf(graph.Invalid, "eval needs --codebook FILE and --gold FILE, or --topics with folders")
	case c.Fit != "":
		return graph.Errorf(graph.Invalid, "--fit needs --topics")
	}
	gold, err := eval.ReadGold(c.Gold)
	if err != nil {
		return err
	}
	var found []eval.Found
	var omitted []eval.Omitted
	partial := sourceFlags{c.Codebook, c.Paths, c.extractorFlags}.each(ctx, io.err, func(doc graph.Document, e extract.Extraction) error {
		for _, f := range e.Findings {
			found = append(found, eval.FoundIn(readable(doc), f))
		}
		omitted = append(omitted, eval.OmittedIn(readable(doc), e)...)
		return nil
	})
	if partial != nil && partial != errPartial {
		return partial
	}
	report := eval.Score(gold, found)
	report.Explain(omitted)
	if err := c.print(io.out, report); err != nil {
		return err
	}
	return partial
}

// readable is an article as an extractor reads it.
func readable(doc graph.Document) extract.Document {
	return extract.Document{Name: doc.File, Title: doc.Title, Source: doc.Source, Published: doc.Published, Text: doc.Text}
}

func (c evalCommand) print(out io.Writer, report any) error {
	if r, ok := report.(eval.Report); ok && !c.JSON {
		return r.WriteText(out, c.Errors)
	}
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(report)
}

// topicLine is what is said of one topic: with the points in use, and with points that were fitted without it.
type topicLine struct {
	Topic   string       `json:"topic"`
	Reach   eval.Share   `json:"reach"`
	Score   eval.Report  `json:"score"`
	LeftOut *eval.Report `json:"left_out,omitempty"` // nil of a single topic: there are no others to fit to
}

func (c evalCommand) topics(ctx context.Context, io streams) error {
	var topics []*eval.Topic
	for _, dir := range c.Paths {
		t, err := eval.LoadTopic(dir, readTopicArticle)
		if err != nil {
			return err
		}
		topics = append(topics, t)
	}
	card, err := c.scorecard()
	if err != nil {
		return err
	}
	var left []eval.Report
	if len(topics) > 1 {
		if left, err = eval.CrossValidate(ctx, topics); err != nil {
			return err
		}
	}
	var lines []topicLine
	for i, t := range topics {
		line := topicLine{Topic: t.Name}
		if left != nil {
			line.LeftOut = &left[i]
		}
		if line.Reach, err = t.Reach(ctx); err != nil {
			return err
		}
		if line.Score, err = t.Score(ctx, extract.New(t.Codebook).WithScorecard(card)); err != nil {
			return err
		}
		lines = append(lines, line)
	}
	if c.JSON {
		err = c.print(io.out, lines)
	} else {
		err = writeTopics(io.out, lines)
	}
	if err != nil || c.Fit == "" {
		return err
	}
	return writeScorecard(ctx, c.Fit, topics)
}

func writeTopics(out io.Writer, lines []topicLine) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\tstatements\tprecision\trecall\tF1\tleft out: precision\trecall\tF1\tpairs F1\tin reach\t")
	row := func(name string, n int, s eval.Report, left *eval.Report, reach eval.Share) {
		without := "-\t-\t-\t-"
		if left != nil {
			without = fmt.Sprintf("%.3f\t%.3f\t%.3f\t%.3f", left.Triples.Precision(), left.Triples.Recall(), left.Triples.F1(), left.Pairs.F1())
		}
		fmt.Fprintf(w, "%s\t%d\t%.3f\t%.3f\t%.3f\t%s\t%.3f\t\n", name, n, s.Triples.Precision(), s.Triples.Recall(), s.Triples.F1(), without, reach.Rate())
	}
	var all, left []eval.Report
	var reach eval.Share
	for _, l := range lines {
		row(l.Topic, l.Reach.Of, l.Score, l.LeftOut, l.Reach)
		all = append(all, l.Score)
		if l.LeftOut != nil {
			left = append(left, *l.LeftOut)
		}
		reach.Right, reach.Of = reach.Right+l.Reach.Right, reach.Of+l.Reach.Of
	}
	if len(lines) > 1 {
		together := eval.Merge(left...)
		row("together", reach.Of, eval.Merge(all...), &together, reach)
	}
	return w.Flush()
}

func writeScorecard(ctx context.Context, path string, topics []*eval.Topic) error {
	card, err := eval.FitTopics(ctx, topics)
	if err != nil {
		return err
	}
	var names []string
	for _, t := range topics {
		names = append(names, t.Name)
	}
	text := "# Points of the scorecard, and what they are for. Fitted to: " + strings.Join(names, ", ") + ".\n" + card.String()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		return &graph.Error{Code: graph.Invalid, Message: path + " cannot be written", Err: err}
	}
	return nil
}

func readTopicArticle(path string) (extract.Document, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return extract.Document{}, &graph.Error{Code: graph.NotFound, Message: "cannot read " + path, Err: err}
	}
	doc, err := loader.ParseArticle(filepath.Base(path), data)
	if err != nil {
		return extract.Document{}, graph.Errorf(graph.CodeOf(err), "%s: %s", path, graph.MessageOf(err))
	}
	return readable(doc), nil
}
