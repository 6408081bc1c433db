package extract

import (
	"fmt"
	"strings"
	"testing"
)

func TestParseScorecard(t *testing.T) {
	c, err := ParseScorecard("# comment\n1.50\tcue strong\n\n-0.25\tfar\n")
	if err != nil || c.odds([]string{"cue strong", "far", "unknown"}) != 1.25 {
		t.Errorf("got %v %v", c, err)
	}
	again, err := ParseScorecard(c.String())
	if err != nil || again.String() != c.String() || again.fingerprint() != c.fingerprint() {
		t.Errorf("not the same when read again: %v\n%s", err, again)
	}
	for text, want := range map[string]string{
		"much\tcue":       "line 1: found",
		"1.0 no tab here": "line 1: found",
		"1\ta\n2\ta":      `line 2: "a" stands twice`,
	} {
		if _, err := ParseScorecard(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

func TestBuiltinScorecard(t *testing.T) {
	c := BuiltinScorecard()
	if c.points["rules say so"] <= 0 || c.points[base] >= 0 {
		t.Errorf("rules say so %+.2f, every candidate %+.2f: want points for the one and against the other", c.points["rules say so"], c.points[base])
	}
	if !strings.Contains(fmt.Sprint(c.explain([]string{base, "rules say so"})), base) {
		t.Errorf("explain leaves out the heaviest: %v", c.explain([]string{base, "rules say so"}))
	}
}

// TestFitLearns holds that marks of right examples earn points, that of wrong ones lose them, and that what annotators
// may differ on counts for nothing.
func TestFitLearns(t *testing.T) {
	var xs []Labelled
	for i := range 200 {
		marks := []string{"noise " + string(rune('a'+i%7))}
		right := i%4 == 0
		if right == (i%9 != 0) {
			marks = append(marks, "good sign")
		}
		xs = append(xs, Labelled{Example: Example{Marks: marks}, Right: right, Weight: 1})
		xs = append(xs, Labelled{Example: Example{Marks: []string{"doubtful"}}, Right: true})
	}
	c := Fit(xs)
	if c.points["good sign"] < 1 || c.points["doubtful"] != 0 {
		t.Errorf("good sign %+.2f, doubtful %+.2f", c.points["good sign"], c.points["doubtful"])
	}
	if with, without := share(c.odds([]string{"good sign"})), share(c.odds(nil)); with < 0.5 || without > 0.2 {
		t.Errorf("with the sign %.2f, without %.2f", with, without)
	}
	if c.String() != Fit(xs).String() {
		t.Error("fitted twice, the points differ")
	}
}

func TestLabel(t *testing.T) {
	xs := []Example{{Holder: "here"}, {Holder: "elsewhere"}, {Holder: "optional"}, {Holder: "wrong"}}
	got := Label(xs, func(x Example) (required, optional, here bool) {
		return x.Holder == "here" || x.Holder == "elsewhere", x.Holder == "optional", x.Holder == "here"
	})
	for i, want := range []Labelled{{Right: true, Weight: 1}, {Right: true, Weight: weightElsewhere}, {Weight: 0}, {Weight: 1}} {
		if got[i].Right != want.Right || got[i].Weight != want.Weight {
			t.Errorf("%s: got %v %v, want %v %v", xs[i].Holder, got[i].Right, got[i].Weight, want.Right, want.Weight)
		}
	}
}
