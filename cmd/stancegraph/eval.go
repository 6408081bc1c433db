package main

import (
	"context"
	"encoding/json"
	"path/filepath"

	"stancegraph/graph"
	"stancegraph/loader/eval"
	"stancegraph/loader/extract"
)

type evalCommand struct {
	sourceFlags
	Gold   string `required:"" placeholder:"FILE" help:"The annotated statements, one JSON object a line."`
	JSON   bool   `name:"json" help:"Print the report as JSON."`
	Errors bool   `help:"List every statement that was missed or is false."`
}

func (c evalCommand) Run(ctx context.Context, io streams) error {
	gold, err := eval.ReadGold(c.Gold)
	if err != nil {
		return err
	}
	var found []eval.Found
	err = c.each(ctx, io.err, func(doc graph.Document, e extract.Extraction) error {
		for _, f := range e.Findings {
			found = append(found, scored(doc, f))
		}
		return nil
	})
	if err != nil && err != errPartial {
		return err
	}
	partial := err
	report := eval.Score(gold, found)
	if c.JSON {
		enc := json.NewEncoder(io.out)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		err = enc.Encode(report)
	} else {
		err = report.WriteText(io.out, c.Errors)
	}
	if err != nil {
		return err
	}
	return partial
}

// scored is a finding in the form in which it is scored.
func scored(doc graph.Document, f extract.Finding) eval.Found {
	s := f.Statement
	return eval.Found{Article: filepath.Base(doc.File), Source: doc.Source, Holder: s.Holder, Stance: s.Stance, Issue: s.Issue, Speaker: s.Speaker,
		ReportedBy: s.ReportedBy, Quote: s.Quote, Sentence: f.Trace.Sentence.Text, Rule: s.Rule, Confidence: s.Confidence,
		Verbatim: s.Start >= 0 && s.End <= len(doc.Text) && s.Start < s.End && doc.Text[s.Start:s.End] == s.Quote}
}
