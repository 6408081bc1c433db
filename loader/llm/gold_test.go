package llm

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader"
	"stancegraph/loader/eval"
	"stancegraph/loader/extract"
)

// goldFolder finds the annotated development articles, or skips the test.
func goldFolder(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("STANCEGRAPH_GOLD")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "gold")
	}
	if _, err := os.Stat(filepath.Join(dir, "GUIDELINES.md")); err != nil {
		t.Skipf("no annotated articles at %s: set STANCEGRAPH_GOLD to their folder to hold the checks against them", dir)
	}
	return dir
}

// mentionOf gives the words of the article by which the matcher knows an actor or one who speaks for it, nearest to a place.
func (a *article) mentionOf(id graph.ActorID, at span) string {
	best, text := -1, ""
	for _, m := range a.actors {
		if m.Actor != id && a.e.cb.Body(m.Actor) != id || m.How == codebook.ByAdjective {
			continue
		}
		if d := (span{m.Start, m.End}).distance(at); best < 0 || d < best {
			best, text = d, a.doc.Text[m.Start:m.End]
		}
	}
	return text
}

// personIn gives the words of the article for a person, whom the codebook need not list: then the last name does.
func (a *article) personIn(id graph.ActorID, at span) string {
	if id == "" {
		return ""
	}
	if text := a.mentionOf(id, at); text != "" {
		return text
	}
	last := string(id[strings.LastIndexByte(string(id), '-')+1:])
	last = strings.ToUpper(last[:1]) + last[1:]
	if strings.Contains(a.doc.Text, last) {
		return last
	}
	return ""
}

// Annotated statements are what a perfect model would say. The checks must let them pass; what they refuse of them, they
// would take from any model.
func TestTheChecksLetTrueStatementsPass(t *testing.T) {
	dir := goldFolder(t)
	total := map[string]int{}
	for _, set := range []string{"seeds", "libya", "syria", "other-conflicts", "brexit", "us-policy", "energy"} {
		cb, err := codebook.Load(filepath.Join(dir, set, "codebook.json"))
		if err != nil {
			t.Fatal(err)
		}
		gold, err := eval.ReadGold(filepath.Join(dir, set, "gold.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		e, err := New(Config{Codebook: cb, BaseURL: "http://localhost:1", Model: "perfect"})
		if err != nil {
			t.Fatal(err)
		}
		judgeGold(t, e, filepath.Join(dir, set, "articles"), gold, total)
	}
	t.Logf("%v", total)
	if n := total["statements"]; n == 0 || float64(total["accepted"]) < 0.95*float64(n) || float64(total["holder right"]) < 0.97*float64(total["accepted"]) {
		t.Errorf("the checks refuse too many true statements, or name other holders: %v", total)
	}
}

func judgeGold(t *testing.T, e *Extractor, folder string, gold []eval.Gold, total map[string]int) {
	t.Helper()
	for _, g := range gold {
		inputs, _ := loader.Files([]string{filepath.Join(folder, g.Article)})
		if len(inputs) != 1 {
			t.Fatalf("no article %s", g.Article)
		}
		d, err := loader.ReadArticle(inputs[0])
		if err != nil {
			total["article not readable"]++
			continue
		}
		a := e.open(extract.Document{Text: d.Text, Published: d.Published})
		area := span{0, len(d.Text)}
		at := places(d.Text, area, g.Evidence)
		if len(at) == 0 {
			total["evidence unlike the text"]++
			continue
		}
		mention := a.mentionOf(g.Holder, at[0])
		if mention == "" {
			total["holder unknown to the matcher"]++
			continue
		}
		r := record{Evidence: g.Evidence, Holder: mention, Issue: string(g.Issue), Stance: string(g.Stance)}
		if who := a.personIn(g.Speaker, at[0]); who != "" {
			r.Speaker = &who
		}
		if by := a.mentionOf(g.ReportedBy, at[0]); g.ReportedBy != "" && by != "" {
			r.ReportedBy = &by
		}
		total["statements"]++
		found, why := a.check(r, window{0, len(a.sentences)})
		if why != nil {
			total[string(why.reason)]++
			if os.Getenv("ERRORS") != "" {
				t.Logf("%s %s %s %s: %s", g.Article, g.Holder, g.Stance, g.Issue, why.detail)
			}
			continue
		}
		total["accepted"]++
		if found[0].Statement.Holder == g.Holder {
			total["holder right"]++
		}
	}
}
