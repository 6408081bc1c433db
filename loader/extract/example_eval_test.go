package extract_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stancegraph/codebook"
	"stancegraph/loader/eval"
	"stancegraph/loader/extract"
)

// TestExample scores the engine on the articles that come with the project, in their own words.
func TestExample(t *testing.T) {
	dir := filepath.Join("..", "..", "examples", "libya-2011")
	cb, err := codebook.Load(filepath.Join(dir, "codebook.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	gold, err := eval.ReadGold(filepath.Join(dir, "gold.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	engine := extract.New(cb)
	paths, _ := filepath.Glob(filepath.Join(dir, "articles", "*.txt"))
	if len(paths) == 0 {
		t.Fatal("no articles")
	}
	var found []eval.Found
	for _, p := range paths {
		doc := readArticle(t, p)
		x, err := engine.Extract(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, asFound(doc, x)...)
	}
	r := eval.Score(gold, found)
	t.Logf("P %.3f R %.3f F1 %.3f", r.Triples.Precision(), r.Triples.Recall(), r.Triples.F1())
	if r.Triples.Precision() < 0.92 || r.Triples.F1() < 0.88 || r.Verbatim.Right != r.Verbatim.Of {
		t.Errorf("want precision 0.92, F1 0.88 and every quote verbatim")
	}
	if os.Getenv("ERRORS") != "" {
		for _, m := range r.Mistakes {
			t.Logf("%s %s: %s %s %s [%s %.2f]\n      %s", strings.ToUpper(m.Kind), m.Article, m.Holder, m.Stance, m.Issue, m.Rule, m.Confidence, m.Text)
		}
	}
}
