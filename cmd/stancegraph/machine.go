package main

import (
	"bytes"
	"context"
	"sync"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader"
	"stancegraph/loader/extract"
	"stancegraph/web"
)

// bookFile is a codebook as it stands in a file.
type bookFile struct {
	name string
	data []byte
}

// machine reads articles by the rules for analysts at the workbench, with the actors and issues that the store holds at the time, so
// that what analysts have changed since is minded. What a store does not hold of a codebook comes from a file, where one is given.
type machine struct {
	store graph.Store
	name  string // of the file
	with  []byte // its content; nil for none

	mu    sync.Mutex // one article at a time: reading takes a processor
	stamp string
	book  *codebook.Codebook
	rules *extract.Engine
}

// ready brings the rules up to date with the vocabulary. The caller holds the lock.
func (m *machine) ready(ctx context.Context) error {
	found, err := m.store.Read(ctx, graph.Want{What: graph.Stamp{}})
	if err != nil || m.rules != nil && found[0].Stamp == m.stamp {
		return err
	}
	var text bytes.Buffer
	if err := codebook.Write(&text, graph.AllActors(ctx, m.store), graph.AllIssues(ctx, m.store), m.name, m.with); err != nil {
		return err
	}
	if m.book, err = codebook.Parse("store", text.Bytes()); err != nil {
		return err
	}
	m.rules, m.stamp = extract.New(m.book), found[0].Stamp
	return nil
}

// known is the vocabulary of the store, of which nothing has to be stored any more.
type known struct{ *codebook.Codebook }

func (known) Actors() []graph.Actor { return nil }
func (known) Issues() []graph.Issue { return nil }

// Import implements [web.Machine].
func (m *machine) Import(ctx context.Context, by graph.Agent, name string, data []byte) (out web.Imported, err error) {
	in := loader.FromBytes(name, data)
	doc, err := loader.ReadArticle(in)
	if err != nil {
		return out, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.ready(ctx); err != nil {
		return out, err
	}
	l := loader.Loader{Reader: m.store, Editor: newEditor(m.store), Agent: by, Vocabulary: known{m.book}, Extractor: m.rules, Workers: 1}
	sum, err := l.Load(ctx, []loader.Input{in})
	if err == nil && sum.Interrupted {
		err = graph.Errorf(graph.Unavailable, "reading the article took too long: split it, or load it with `stancegraph load`")
	}
	out = web.Imported{Article: doc.ID, New: sum.New > 0, Statements: sum.Statements}
	for _, p := range sum.Problems {
		out.Problems = append(out.Problems, p.Reason)
	}
	return out, err
}

// Explain implements [web.Machine].
func (m *machine) Explain(ctx context.Context, a graph.Article, text string, s graph.Statement) ([]web.Reason, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.ready(ctx); err != nil {
		return nil, err
	}
	found, err := m.rules.Extract(ctx, extract.Document{Name: a.File, Title: a.Title, Source: a.Source, Published: a.Published, Text: text})
	if err != nil {
		return nil, err
	}
	for _, f := range found.Findings {
		if o := f.Statement; o.Start == s.Start && o.End == s.End && o.Issue == s.Issue && o.Stance == s.Stance && o.Holder == s.Holder {
			return reasonsOf(f.Trace), nil
		}
	}
	return nil, nil
}

// reasonsOf words a trace for a page.
func reasonsOf(t extract.Trace) (out []web.Reason) {
	for _, p := range t.Parts() {
		out = append(out, web.Reason{What: p.Label, Words: p.Text, Why: p.Why})
	}
	what := "confidence"
	for _, mark := range t.Confidence {
		out = append(out, web.Reason{What: what, Why: mark})
		what = ""
	}
	return append(out, web.Reason{What: "rule", Why: t.Rule})
}
