package eval

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract"
)

// Topic is a set of annotated articles about one subject, with its codebook.
type Topic struct {
	Name     string
	Codebook *codebook.Codebook
	Articles []extract.Document
	Gold     []Gold
	Trust    float64 // how much its annotation counts in a fit, beside others; 0 means 1

	examples []extract.Labelled // candidates of the rules, with what the annotation says of them
}

// label collects the candidates of the rules in all articles of a topic.
func (t *Topic) label(ctx context.Context) error {
	if t.examples != nil {
		return nil
	}
	engine := extract.New(t.Codebook)
	for _, doc := range t.Articles {
		found, err := engine.Candidates(ctx, doc)
		if err != nil {
			return err
		}
		t.examples = append(t.examples, extract.Label(found, func(x extract.Example) (required, optional, here bool) { return t.annotated(doc, x) })...)
	}
	return nil
}

// annotated says whether the annotation has a candidate, and whether from the candidate's sentence.
func (t *Topic) annotated(doc extract.Document, x extract.Example) (required, optional, here bool) {
	for _, g := range t.Gold {
		if g.Article != doc.Name || g.Stance != x.Stance || g.Issue != x.Issue || !sameName(string(g.Holder), x.Holder) {
			continue
		}
		required, optional = required || !g.Optional, optional || g.Optional
		for from := 0; ; {
			at := strings.Index(doc.Text[from:], g.Evidence)
			if at < 0 || g.Evidence == "" {
				break
			}
			start := from + at
			here = here || start < x.End && x.Start < start+len(g.Evidence)
			from = start + len(g.Evidence)
		}
	}
	return required, optional, here
}

// Reach counts the required triples for which the rules have a candidate at all: the most that any scorecard can find.
func (t *Topic) Reach(ctx context.Context) (Share, error) {
	if err := t.label(ctx); err != nil {
		return Share{}, err
	}
	required, reached := map[triple]bool{}, map[triple]bool{}
	for _, g := range t.Gold {
		if g.Optional {
			continue
		}
		k := triple{g.Article, string(g.Holder), g.Stance, g.Issue}
		required[k] = true
		for _, x := range t.examples {
			if x.Right && x.Article == g.Article && x.Stance == g.Stance && x.Issue == g.Issue && sameName(string(g.Holder), x.Holder) {
				reached[k] = true
				break
			}
		}
	}
	return Share{len(reached), len(required)}, nil
}

// FitTopics fits a scorecard to annotated topics. The error is the context's.
func FitTopics(ctx context.Context, topics []*Topic) (extract.Scorecard, error) {
	var all []extract.Labelled
	for _, t := range topics {
		if err := t.label(ctx); err != nil {
			return extract.Scorecard{}, err
		}
		for _, x := range t.examples {
			x.Weight *= cmp.Or(t.Trust, 1)
			all = append(all, x)
		}
	}
	return extract.Fit(all), nil
}

// Score runs an engine over the articles of a topic and scores what it finds.
func (t *Topic) Score(ctx context.Context, engine extract.Extractor) (Report, error) {
	var found []Found
	for _, doc := range t.Articles {
		x, err := engine.Extract(ctx, doc)
		if err != nil {
			return Report{}, err
		}
		for _, f := range x.Findings {
			found = append(found, FoundIn(doc, f))
		}
	}
	return Score(t.Gold, found), nil
}

// FoundIn puts a finding into the form in which it is scored.
func FoundIn(doc extract.Document, f extract.Finding) Found {
	s := f.Statement
	return Found{Article: filepath.Base(doc.Name), Source: doc.Source, Holder: s.Holder, Stance: s.Stance, Issue: s.Issue, Speaker: s.Speaker,
		ReportedBy: s.ReportedBy, Quote: s.Quote, Sentence: f.Trace.Sentence.Text, Rule: s.Rule, Confidence: s.Confidence,
		Verbatim: s.Start >= 0 && s.End <= len(doc.Text) && s.Start < s.End && doc.Text[s.Start:s.End] == s.Quote}
}

// OmittedIn gives the sentences of a document that gave nothing.
func OmittedIn(doc extract.Document, e extract.Extraction) []Omitted {
	var out []Omitted
	for _, o := range e.Omissions {
		out = append(out, Omitted{filepath.Base(doc.Name), o.Sentence, o.Reason})
	}
	return out
}

// CrossValidate scores each topic with a scorecard that was fitted to the other topics, so that it shows what the engine
// does on a topic whose annotation it has not seen. The rules and the lexicon are the same throughout.
func CrossValidate(ctx context.Context, topics []*Topic) ([]Report, error) {
	out := make([]Report, len(topics))
	for i, t := range topics {
		others := slices.Concat(topics[:i], topics[i+1:])
		card, err := FitTopics(ctx, others)
		if err != nil {
			return nil, err
		}
		if out[i], err = t.Score(ctx, extract.New(t.Codebook).WithScorecard(card)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// LoadTopic reads a folder with codebook.json or codebook.yaml, gold.jsonl and articles/*.txt. The read function turns
// one file into a document.
func LoadTopic(dir string, read func(path string) (extract.Document, error)) (*Topic, error) {
	t := &Topic{Name: filepath.Base(dir)}
	path := filepath.Join(dir, "codebook.json")
	if _, err := os.Stat(path); err != nil {
		path = filepath.Join(dir, "codebook.yaml")
	}
	var err error
	if t.Codebook, err = codebook.Load(path); err != nil {
		return nil, err
	}
	if t.Gold, err = ReadGold(filepath.Join(dir, "gold.jsonl")); err != nil {
		return nil, err
	}
	paths, err := filepath.Glob(filepath.Join(dir, "articles", "*.txt"))
	if err != nil || len(paths) == 0 {
		return nil, graph.Errorf(graph.NotFound, "%s: found no articles/*.txt", dir)
	}
	slices.Sort(paths)
	for _, p := range paths {
		doc, err := read(p)
		if err != nil {
			return nil, err
		}
		t.Articles = append(t.Articles, doc)
	}
	return t, nil
}
