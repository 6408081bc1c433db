package main

import (
	"context"
	"encoding/json"

	"stancegraph/graph"
	"stancegraph/loader/extract"
	"stancegraph/loader/suggest"
)

type suggestCommand struct {
	sourceFlags
	Min  int  `default:"3" help:"Leave out what is seen less often."`
	Top  int  `default:"20" help:"The most suggestions of each kind."`
	JSON bool `name:"json" help:"Print JSON instead of codebook YAML."`
}

func (c suggestCommand) Run(ctx context.Context, io streams) error {
	book, err := loadCodebook(c.Codebook, io.err)
	if err != nil {
		return err
	}
	collector := suggest.New(book, suggest.Options{Min: c.Min, Top: c.Top})
	partial := c.each(ctx, io.err, func(doc graph.Document, found extract.Extraction) error {
		collector.Add(extract.Document{Name: doc.File, Title: doc.Title, Source: doc.Source, Published: doc.Published, Text: doc.Text}, found)
		return nil
	})
	if partial != nil && partial != errPartial {
		return partial
	}
	suggestions := collector.Suggest()
	if c.JSON {
		enc := json.NewEncoder(io.out)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		err = enc.Encode(suggestions)
	} else {
		err = suggestions.WriteYAML(io.out, book)
	}
	if err != nil {
		return err
	}
	return partial
}
