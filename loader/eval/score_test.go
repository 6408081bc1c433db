package eval

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stancegraph/graph"
)

func TestScore(t *testing.T) {
	gold := []Gold{
		{Article: "a", Holder: "peru", Stance: graph.Opposes, Issue: "toll", Speaker: "ruiz", Evidence: "no"},
		{Article: "a", Holder: "peru", Stance: graph.Opposes, Issue: "toll", Evidence: "never"},
		{Article: "a", Holder: "chile", Stance: graph.Supports, Issue: "toll", ReportedBy: "peru"},
		{Article: "a", Holder: "malta", Stance: graph.Supports, Issue: "toll", Optional: true},
		{Article: "b", Holder: "lee", Stance: graph.Opposes, Issue: "toll"},
	}
	found := []Found{
		{Article: "a", Holder: "peru", Stance: graph.Opposes, Issue: "toll", Speaker: "ana-ruiz", Confidence: 0.9, Verbatim: true}, // right
		{Article: "a", Holder: "peru", Stance: graph.Opposes, Issue: "toll", Confidence: 0.4, Verbatim: true},                      // the same triple
		{Article: "a", Holder: "malta", Stance: graph.Supports, Issue: "toll", Confidence: 0.9, Verbatim: true},                    // optional
		{Article: "a", Holder: "chile", Stance: graph.Opposes, Issue: "toll", Confidence: 0.5, Verbatim: true},                     // wrong stance
		{Article: "a", Holder: "", Stance: graph.Opposes, Issue: "toll", Confidence: 0.5},                                          // unresolved: not scored
		{Article: "b", Holder: "ann-lee", Stance: graph.Opposes, Issue: "toll", Confidence: 0.7, Verbatim: true},                   // by name
	}
	r := Score(gold, found)
	if want := (Counts{Right: 2, False: 1, Missed: 1}); r.Triples != want {
		t.Errorf("triples %+v, want %+v", r.Triples, want)
	}
	if want := (Counts{Right: 3}); r.Pairs != want {
		t.Errorf("pairs %+v, want %+v", r.Pairs, want)
	}
	if r.Stance != (Share{2, 3}) || r.Speaker != (Share{1, 1}) || r.Verbatim != (Share{5, 6}) {
		t.Errorf("stance %v speaker %v verbatim %v", r.Stance, r.Speaker, r.Verbatim)
	}
	if p := r.Thresholds[6].Counts; p != (Counts{Right: 2, Missed: 1}) {
		t.Errorf("at 0.6: %+v", p)
	}
	if len(r.Mistakes) != 2 || r.Mistakes[0].Kind != "missed" || r.Mistakes[1].Kind != "false" {
		t.Errorf("mistakes %+v", r.Mistakes)
	}
	if f := (Counts{Right: 1, False: 1, Missed: 3}); f.Precision() != 0.5 || f.Recall() != 0.25 {
		t.Errorf("rates %v %v", f.Precision(), f.Recall())
	}
	sum := Merge(r, r)
	if sum.Triples.Right != 4 || len(sum.ByArticle) != len(r.ByArticle) || sum.Thresholds[0].Right != 2*r.Thresholds[0].Right {
		t.Errorf("merged %+v", sum.Triples)
	}
}

func TestReportRenders(t *testing.T) {
	r := Score([]Gold{{Article: "a", Holder: "peru", Stance: graph.Opposes, Issue: "toll", Evidence: "says  no"}}, nil)
	var text bytes.Buffer
	if err := r.WriteText(&text, true); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"triples (strict)", "missed a: peru opposes toll", "says no"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("missing %q in\n%s", want, text.String())
		}
	}
	raw, err := json.Marshal(r)
	if err != nil || !strings.Contains(string(raw), `"triples":{"right":0,"false":0,"missed":1}`) {
		t.Errorf("%v %s", err, raw)
	}
}

func TestReadGold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gold.jsonl")
	write := func(s string) {
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"article":"a","holder":"peru","stance":"opposes","issue":"toll","speaker":null,"optional":true}` + "\n\n")
	if g, err := ReadGold(path); err != nil || len(g) != 1 || !g[0].Optional {
		t.Errorf("got %v, %v", g, err)
	}
	for _, bad := range []string{"{", `{"article":"a","holder":"peru","stance":"likes","issue":"toll"}`, `{"article":"a"}`} {
		write("\n" + bad)
		if _, err := ReadGold(path); err == nil || !strings.Contains(err.Error(), ":2: ") {
			t.Errorf("%s: %v, want an error at line 2", bad, err)
		}
	}
	if _, err := ReadGold(path + "x"); graph.CodeOf(err) != graph.NotFound {
		t.Errorf("missing file: %v", err)
	}
}

func TestSameName(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		want bool
	}{{"lee", "ann-lee", true}, {"ban", "ban-ki-moon", true}, {"peru", "peru-party-of-the-far-north", false}, {"ann", "lee", false}, {"an-lee", "ann-lee", false}} {
		if got := sameName(tc.a, tc.b); got != tc.want {
			t.Errorf("%s, %s: %v", tc.a, tc.b, got)
		}
	}
}
