package extract_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/eval"
	"stancegraph/loader/extract"
)

// goldFolder finds the annotated development articles, or skips the test.
func goldFolder(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("STANCEGRAPH_GOLD")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "gold")
	}
	if _, err := os.Stat(filepath.Join(dir, "GUIDELINES.md")); err != nil {
		t.Skipf("no annotated articles at %s: set STANCEGRAPH_GOLD to their folder to score the engine", dir)
	}
	return dir
}

// readArticle cuts the front matter from an article.
func readArticle(t testing.TB, path string) extract.Document {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc := extract.Document{Name: filepath.Base(path), Text: string(raw)}
	head, ok := strings.CutPrefix(doc.Text, "---\n")
	if !ok {
		return doc
	}
	front, body, ok := strings.Cut(head, "\n---\n")
	if !ok {
		return doc
	}
	doc.Text = body
	for line := range strings.SplitSeq(front, "\n") {
		key, value, _ := strings.Cut(line, ":")
		value = strings.Trim(strings.TrimSpace(value), `"`)
		switch strings.TrimSpace(key) {
		case "title":
			doc.Title = value
		case "source":
			doc.Source = value
		case "date":
			doc.Published = graph.Date(value)
		}
	}
	return doc
}

// asFound turns findings into what the scorer takes.
func asFound(doc extract.Document, x extract.Extraction) []eval.Found {
	var out []eval.Found
	for _, f := range x.Findings {
		s := f.Statement
		out = append(out, eval.Found{Article: doc.Name, Source: doc.Source, Holder: s.Holder, Stance: s.Stance, Issue: s.Issue, Speaker: s.Speaker,
			ReportedBy: s.ReportedBy, Quote: s.Quote, Sentence: f.Trace.Sentence.Text, Rule: s.Rule, Confidence: s.Confidence, Verbatim: doc.Text[s.Start:s.End] == s.Quote})
	}
	return out
}

// evaluate runs the engine over one gold set.
func evaluate(t testing.TB, dir, set string) (eval.Report, int) {
	t.Helper()
	cb, err := codebook.Load(filepath.Join(dir, set, "codebook.json"))
	if err != nil {
		t.Fatal(err)
	}
	engine := extract.New(cb)
	gold, err := eval.ReadGold(filepath.Join(dir, set, "gold.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	paths, _ := filepath.Glob(filepath.Join(dir, set, "articles", "*.txt"))
	slices.Sort(paths)
	var found []eval.Found
	words := 0
	for _, p := range paths {
		doc := readArticle(t, p)
		words += len(strings.Fields(doc.Text))
		x, err := engine.Extract(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, asFound(doc, x)...)
	}
	return eval.Score(gold, found), words
}

var goldSets = []string{"seeds", "libya", "syria", "other-conflicts", "brexit", "us-policy", "energy"}

// floors are the figures that the engine reached when they were last raised, less two points: precision and F1.
var floors = map[string]struct{ precision, f1 float64 }{
	"seeds": {0.90, 0.88}, "libya": {0.71, 0.64}, "syria": {0.83, 0.72}, "other-conflicts": {0.75, 0.75}, "brexit": {0.75, 0.69},
	"us-policy": {0.72, 0.62}, "energy": {0.70, 0.55}, "ALL": {0.77, 0.69},
}

func checkFloor(t *testing.T, set string, c eval.Counts) {
	t.Helper()
	if f := floors[set]; c.Precision() < f.precision || c.F1() < f.f1 {
		t.Errorf("%s: precision %.3f F1 %.3f, want at least %.2f and %.2f", set, c.Precision(), c.F1(), f.precision, f.f1)
	}
}

// TestIDsResolve holds that every actor that a finding names is in the codebook, the gazetteer or the extraction.
func TestIDsResolve(t *testing.T) {
	dir := goldFolder(t)
	for _, set := range goldSets {
		cb, err := codebook.Load(filepath.Join(dir, set, "codebook.json"))
		if err != nil {
			t.Fatal(err)
		}
		engine := extract.New(cb)
		paths, _ := filepath.Glob(filepath.Join(dir, "*", "articles", "*.txt"))
		for _, p := range paths {
			x, err := engine.Extract(context.Background(), readArticle(t, p))
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range unresolved(cb, x) {
				t.Errorf("%s with the codebook of %s: %s does not exist", filepath.Base(p), set, id)
			}
		}
	}
}

// unresolved lists the actors that findings name and nobody introduces.
func unresolved(cb *codebook.Codebook, x extract.Extraction) []graph.ActorID {
	known := map[graph.ActorID]bool{"": true}
	for _, a := range x.Actors {
		known[a.ID] = true
	}
	var out []graph.ActorID
	for _, f := range x.Findings {
		s := f.Statement
		for _, id := range slices.Concat([]graph.ActorID{s.Holder, s.Speaker}, s.ReportedBy, s.Parties) {
			if _, ok := cb.Actor(id); !ok && !known[id] {
				out = append(out, id)
			}
		}
	}
	return out
}

func logReport(t testing.TB, name string, r eval.Report) {
	t.Helper()
	t.Logf("%-24s P %.3f R %.3f F1 %.3f   pairs F1 %.3f R %.3f  stance %.3f speaker %.3f (%d) reported %.3f (%d)", name, r.Triples.Precision(), r.Triples.Recall(), r.Triples.F1(),
		r.Pairs.F1(), r.Pairs.Recall(), r.Stance.Rate(), r.Speaker.Rate(), r.Speaker.Of, r.ReportedBy.Rate(), r.ReportedBy.Of)
}

func TestGold(t *testing.T) {
	dir := goldFolder(t)
	var all []eval.Report
	for _, set := range goldSets {
		r, _ := evaluate(t, dir, set)
		logReport(t, set, r)
		if r.Verbatim.Right != r.Verbatim.Of {
			t.Errorf("%s: %d of %d quotes are verbatim, want all", set, r.Verbatim.Right, r.Verbatim.Of)
		}
		checkFloor(t, set, r.Triples)
		all = append(all, r)
		if want := os.Getenv("ERRORS"); want == set || want == "all" {
			for _, m := range r.Mistakes {
				t.Logf("%s %s: %s %s %s [%s %.2f]\n      %s", strings.ToUpper(m.Kind), m.Article, m.Holder, m.Stance, m.Issue, m.Rule, m.Confidence, strings.Join(strings.Fields(m.Text), " "))
			}
		}
	}
	m := eval.Merge(all...)
	checkFloor(t, "ALL", m.Triples)
	logReport(t, "ALL", m)
	if os.Getenv("RULES") != "" {
		for _, n := range m.ByRule {
			t.Logf("   rule %-34s right %3d false %3d", n.Name, n.Right, n.False)
		}
		for _, b := range m.Bins {
			t.Logf("   conf %.1f: %d/%d", b.From, b.Right, b.Of)
		}
	}
}
