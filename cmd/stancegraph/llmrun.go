package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"

	"stancegraph/graph"
	"stancegraph/loader"
	"stancegraph/loader/extract"
	"stancegraph/loader/llm"
)

// found is what reading one file gave. The error of a file that is no article is among the problems.
type found struct {
	path    string
	doc     graph.Document
	found   extract.Extraction
	problem string
	err     error
}

// read reads files and extracts from them, as many at a time as the extractor likes, and hands them over in their order.
func (f finder) read(ctx context.Context, inputs []loader.Input) iter.Seq[found] {
	return func(yield func(found) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		queue := make(chan chan found, f.workers-1) // the one that is waited for comes on top
		go func() {
			defer close(queue)
			for _, in := range inputs {
				one := make(chan found, 1)
				select {
				case queue <- one:
					go func() { one <- f.readOne(ctx, in) }()
				case <-ctx.Done():
					return
				}
			}
		}()
		for one := range queue {
			if !yield(<-one) {
				return
			}
		}
	}
}

func (f finder) readOne(ctx context.Context, in loader.Input) found {
	r := found{path: in.Path}
	var err error
	if r.doc, err = loader.ReadArticle(in); err != nil {
		r.problem = graph.MessageOf(err)
		return r
	}
	r.found, err = f.Extract(ctx, extractable(r.doc))
	if graph.CodeOf(err) == graph.Invalid {
		r.problem = graph.MessageOf(err)
	} else {
		r.err = err
	}
	return r
}

func extractable(doc graph.Document) extract.Document {
	return extract.Document{Name: doc.File, Title: doc.Title, Source: doc.Source, Published: doc.Published, Text: doc.Text}
}

// announce says what the model will have to do, before it begins; ok is false where nothing more is wanted. Stored, if not
// nil, tells which articles need not be read.
func (f finder) announce(ctx context.Context, inputs []loader.Input, stored graph.Reader) (ok bool, err error) {
	if f.model == nil {
		return true, nil
	}
	var sum llm.Estimate
	for chunk := range slices.Chunk(inputs, 64) {
		docs, err := f.unread(ctx, chunk, stored)
		if err != nil {
			return false, err
		}
		for _, d := range docs {
			sum.Add(f.model.Estimate(extractable(d)))
		}
	}
	fmt.Fprintf(f.log, "Language model %s: %s to read, %s, %d answered already.\nAbout %s, repairs not counted%s.\n", safe(f.flags.Model), count(sum.Articles, "article"),
		count(sum.Requests, "request"), sum.Cached, sum.Tokens, f.costs("; about %.4f", sum.Cost))
	if limit := float64(f.flags.MaxCost); limit > 0 && sum.Cost > limit {
		fmt.Fprintf(f.log, "That is more than --max-cost %.4f: it will stop on the way.\n", limit)
	}
	return !f.flags.Estimate, nil
}

// unread gives the articles among files that this extractor has not read into the store. What cannot be read is passed over.
func (f finder) unread(ctx context.Context, inputs []loader.Input, stored graph.Reader) ([]graph.Document, error) {
	var docs []graph.Document
	var ids []graph.ArticleID
	for _, in := range inputs {
		if in.Path == loader.Stdin || ctx.Err() != nil {
			continue // standard input can be read once only
		}
		if d, err := loader.ReadArticle(in); err == nil {
			docs, ids = append(docs, d), append(ids, d.ID)
		}
	}
	if stored == nil {
		return docs, ctx.Err()
	}
	known, err := stored.Articles(ctx, ids)
	return slices.DeleteFunc(docs, func(d graph.Document) bool {
		return slices.ContainsFunc(known, func(a graph.Article) bool { return a.ID == d.ID && a.Extracted == f.Fingerprint() })
	}), err
}

// costs words an amount, where prices are known.
func (f finder) costs(format string, amount float64) string {
	if f.flags.PriceInput == 0 && f.flags.PriceOutput == 0 {
		return ""
	}
	return fmt.Sprintf(format, amount)
}

// account says what the model did and took.
func (f finder) account() {
	if f.model == nil || f.flags.Estimate {
		return
	}
	r := f.model.Report()
	fmt.Fprintf(f.log, "Language model %s: %s read, %s, %d answered already, %d tried again; %s%s.\n", safe(f.flags.Model), count(r.Articles, "article"),
		count(r.Requests, "request"), r.Cached, r.Retries, r.Tokens, f.costs("; cost %.4f", r.Cost))
	if r.Uncertain > 0 {
		fmt.Fprintf(f.log, "At most %.4f on top for requests whose answer never came.\n", r.Uncertain)
	}
	fmt.Fprintf(f.log, "It gave %s: %d accepted, %d mended in a second round.\n", count(r.Records, "statement"), r.Accepted, r.Repaired)
	writeDropped(f.log, r.Dropped)
}

func writeDropped(w io.Writer, dropped []llm.Count) {
	if len(dropped) > 0 {
		fmt.Fprintln(w, "Dropped:")
	}
	for _, d := range dropped {
		fmt.Fprintf(w, "  %5d  %s\n", d.N, d.Reason)
	}
}
