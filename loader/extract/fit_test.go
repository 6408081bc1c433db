package extract_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/loader/eval"
	"stancegraph/loader/extract"
)

var update = flag.Bool("update", false, "fit the scorecard afresh and write it")

// lessSure is what a statement of the topics in LESS_SURE counts beside one of those in TOPICS.
const lessSure = 0.4

// foldersOf loads the topics in the folders that an environment variable names, patterns allowed.
func foldersOf(t *testing.T, variable string, trust float64) []*eval.Topic {
	t.Helper()
	var out []*eval.Topic
	for _, pattern := range strings.Fields(os.Getenv(variable)) {
		dirs, err := filepath.Glob(pattern)
		if err != nil || len(dirs) == 0 {
			t.Fatalf("%s: no folder is called %s", variable, pattern)
		}
		for _, dir := range dirs {
			topic, err := eval.LoadTopic(dir, func(p string) (extract.Document, error) { return readArticle(t, p), nil })
			if err != nil {
				t.Fatal(err)
			}
			topic.Trust = trust
			out = append(out, topic)
		}
	}
	return out
}

// TestFit prints how each topic fares with points fitted to the others, and fits points to all; -update writes them.
// TOPICS and LESS_SURE name folders of topics, else the example is taken; the invented sentences are one more topic.
func TestFit(t *testing.T) {
	topics := append(foldersOf(t, "TOPICS", 1), foldersOf(t, "LESS_SURE", lessSure)...)
	if len(topics) == 0 {
		t.Setenv("TOPICS", filepath.Join("..", "..", "examples", "libya-2011"))
		topics = foldersOf(t, "TOPICS", 1)
	}
	sentences := sentenceTopic(t)
	reports, err := eval.CrossValidate(t.Context(), append(topics, sentences))
	if err != nil {
		t.Fatal(err)
	}
	for i, topic := range topics {
		reach, err := topic.Reach(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		logReport(t, topic.Name, reports[i])
		t.Logf("       reach %.3f of %d", reach.Rate(), reach.Of)
	}
	left := eval.Merge(reports[:len(topics)]...)
	logReport(t, "left out", left)
	for _, th := range left.Thresholds {
		t.Logf("   confidence >= %.1f P %.3f R %.3f F1 %.3f", th.Confidence, th.Precision(), th.Recall(), th.F1())
	}
	for _, b := range left.Bins {
		t.Logf("   right at confidence %.1f: %d of %d", b.From, b.Right, b.Of)
	}
	card, err := eval.FitTopics(t.Context(), append(topics, sentences))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		head := "# Points of the scorecard, and what they are for; see docs/extraction.md. Fitted, not written by hand.\n"
		if err := os.WriteFile("scorecard.tsv", []byte(head+card.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, topic := range append(topics, sentences) {
		r, err := topic.Score(t.Context(), extract.New(topic.Codebook).WithScorecard(card))
		if err != nil {
			t.Fatal(err)
		}
		logReport(t, topic.Name+", fitted", r)
		if topic == sentences && r.Triples.F1() < 0.95 {
			t.Errorf("the invented sentences: F1 %.3f with points fitted to them, want 0.95", r.Triples.F1())
		}
	}
}

// sentenceTopic makes a topic of the invented sentences.
func sentenceTopic(t testing.TB) *eval.Topic {
	t.Helper()
	topic := &eval.Topic{Name: "sentences", Codebook: extract.FixtureCodebook(t)}
	for _, c := range extract.Sentences(t) {
		text := strings.ReplaceAll(c.Text, `\n`, "\n")
		topic.Articles = append(topic.Articles, extract.Document{Name: c.Name, Text: text, Published: "2014-05-06"})
		for _, w := range strings.Split(c.Want, "; ") {
			f := strings.Fields(w)
			if len(f) < 3 || f[0][0] == '~' {
				continue
			}
			topic.Gold = append(topic.Gold, eval.Gold{Article: c.Name, Holder: graph.ActorID(f[0]), Stance: graph.Stance(f[1]), Issue: graph.IssueID(f[2]), Evidence: text})
		}
	}
	return topic
}
