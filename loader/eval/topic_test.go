package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/loader/extract"
)

// writeTopic makes a folder of a small annotated topic.
func writeTopic(t *testing.T, name, issue string, gold ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), name)
	if err := os.MkdirAll(filepath.Join(dir, "articles"), 0o755); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"codebook.yaml":  fmt.Sprintf("issues:\n  - {id: %s, name: %s, phrases: [%s]}\n", issue, issue, issue),
		"gold.jsonl":     strings.Join(gold, "\n") + "\n",
		"articles/a.txt": fmt.Sprintf("Peru opposes the %s. Chile welcomed the %s. Malta lies far from the %s.", issue, issue, issue),
	}
	for path, text := range files {
		if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func readText(path string) (extract.Document, error) {
	text, err := os.ReadFile(path)
	return extract.Document{Name: filepath.Base(path), Text: string(text)}, err
}

func line(holder, stance, issue, evidence string) string {
	return fmt.Sprintf(`{"article":"a.txt","holder":%q,"stance":%q,"issue":%q,"evidence":%q}`, holder, stance, issue, evidence)
}

func TestCrossValidate(t *testing.T) {
	var topics []*Topic
	for _, issue := range []string{"toll", "dredging", "lighthouse"} {
		topic, err := LoadTopic(writeTopic(t, issue, issue, line("peru", "opposes", issue, "Peru opposes"), line("chile", "supports", issue, "welcomed")), readText)
		if err != nil {
			t.Fatal(err)
		}
		topics = append(topics, topic)
	}
	if s, err := topics[0].Reach(t.Context()); err != nil || s != (Share{2, 2}) {
		t.Errorf("reach %v %v, want 2 of 2", s, err)
	}
	reports, err := CrossValidate(t.Context(), topics)
	if err != nil || len(reports) != 3 {
		t.Fatal(reports, err)
	}
	if m := Merge(reports...); m.Triples.Right != 6 || m.Triples.False != 0 {
		t.Errorf("left out: %+v, want 6 right and none false", m.Triples)
	}
}

func TestLoadTopicFaults(t *testing.T) {
	good := line("peru", "opposes", "toll", "Peru opposes")
	for name, spoil := range map[string]func(dir string) error{
		"codebook.yaml":          func(dir string) error { return os.Remove(filepath.Join(dir, "codebook.yaml")) },
		"gold.jsonl":             func(dir string) error { return os.Remove(filepath.Join(dir, "gold.jsonl")) },
		"found no articles":      func(dir string) error { return os.RemoveAll(filepath.Join(dir, "articles")) },
		"not an annotated state": func(dir string) error { return os.WriteFile(filepath.Join(dir, "gold.jsonl"), []byte("{"), 0o644) },
	} {
		dir := writeTopic(t, "toll", "toll", good)
		if err := spoil(dir); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadTopic(dir, readText); err == nil || !strings.Contains(graph.MessageOf(err), name) {
			t.Errorf("want an error about %s, got %v", name, err)
		}
	}
}

func TestExplainMissed(t *testing.T) {
	r := Score([]Gold{{Article: "a.txt", Holder: "peru", Stance: graph.Opposes, Issue: "toll", Evidence: "says no"}}, nil)
	r.Explain([]Omitted{{"a.txt", "Peru says yes.", "other"}, {"a.txt", "Peru says no to it.", "no cue"}})
	if len(r.Mistakes) != 1 || r.Mistakes[0].Why != "no cue" {
		t.Errorf("got %+v", r.Mistakes)
	}
}
