package extract

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stancegraph/codebook"
	"stancegraph/graph"
)

const fixture = `
actors:
  - {id: league, name: Harbour League, kind: group, aliases: [the leaguers]}
  - {id: orlo, name: Mira Orlo, kind: person, speaks_for: league, role: chair}
  - {id: dane, name: Peter Dane, kind: person}
issues:
  - {id: toll, name: Toll on the Sound, phrases: [toll on the sound, sound toll, charging ships in the sound]}
  - {id: arming, name: Arming the leaguers, phrases: [arming the leaguers, weapons for the leaguers]}
  - {id: leave, name: King Haro leaving, phrases: [Haro must go, resignation of Haro, "Haro's departure"]}
  - {id: truce, name: Ceasefire on the island, phrases: [ceasefire, peace talks, peace plan]}
`

// FixtureCodebook is the codebook of the invented sentences.
func FixtureCodebook(t testing.TB) *codebook.Codebook {
	t.Helper()
	cb, err := codebook.Parse("fixture.yaml", []byte(fixture))
	if err != nil {
		t.Fatal(err)
	}
	return cb
}

var fixtureEngine = sync.OnceValue(func() *Engine {
	cb, err := codebook.Parse("fixture.yaml", []byte(fixture))
	if err != nil {
		panic(err)
	}
	return New(cb)
})

func engine(testing.TB) *Engine { return fixtureEngine() }

// found gives what a text says as "holder stance issue [speaker] [<reporter]", sorted.
func found(t testing.TB, text string) []string {
	t.Helper()
	return foundBy(t, engine(t), text)
}

// foundBy does the work of found with an engine.
func foundBy(t testing.TB, e *Engine, text string) []string {
	t.Helper()
	x, err := e.Extract(context.Background(), Document{Text: text, Published: "2014-05-06"})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range x.Findings {
		s := f.Statement
		if text[s.Start:s.End] != s.Quote {
			t.Errorf("quote %q is not at %d-%d", s.Quote, s.Start, s.End)
		}
		line := fmt.Sprintf("%s %s %s", s.Holder, s.Stance, s.Issue)
		if s.Holder == "" {
			line = fmt.Sprintf("~%s %s %s", s.HolderText, s.Stance, s.Issue)
		}
		if s.Speaker != "" {
			line += " " + string(s.Speaker)
		}
		for _, by := range s.ReportedBy {
			line += " <" + string(by)
		}
		if !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	slices.Sort(out)
	return out
}

func TestExtract(t *testing.T) {
	for _, tc := range Sentences(t) {
		if got := strings.Join(found(t, tc.Text), "; "); got != tc.Want {
			t.Errorf("%s: %s\n got %q\nwant %q", tc.Name, tc.Text, got, tc.Want)
		}
	}
}

// SentenceCase is an invented sentence and what must be found in it.
type SentenceCase struct{ Name, Text, Want string }

// Sentences reads the invented sentences and what must be found in each.
func Sentences(t testing.TB) []SentenceCase {
	t.Helper()
	raw, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []SentenceCase
	for block := range strings.SplitSeq(strings.TrimSpace(string(raw)), "\n\n") {
		lines := strings.Split(block, "\n")
		if strings.HasPrefix(lines[0], "#") {
			continue
		}
		if len(lines) != 3 {
			t.Fatalf("testdata/sentences.txt: found %d lines, want name, text and statements: %q", len(lines), block)
		}
		c := SentenceCase{lines[0], lines[1], lines[2]}
		if c.Want == "-" {
			c.Want = ""
		}
		out = append(out, c)
	}
	return out
}

func TestLearnsPersons(t *testing.T) {
	text := "Chilean foreign minister Ana Ruiz arrived. Ruiz said Chile opposed the sound toll.\n\nBen Holt, a spokesman for the leaguers, backed the sound toll."
	x, err := engine(t).Extract(context.Background(), Document{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range x.Actors {
		got = append(got, fmt.Sprint(a.ID, " ", a.SpeaksFor[0].Body))
	}
	if s := strings.Join(got, "; "); s != "ana-ruiz chile; ben-holt league" {
		t.Errorf("got %q", s)
	}
}

func TestOmissions(t *testing.T) {
	x, err := engine(t).Extract(context.Background(), Document{Text: "Peru lies near the sound toll."})
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Omissions) != 1 || x.Omissions[0].Actors[0] != "peru" || x.Omissions[0].Issues[0] != "toll" || x.Omissions[0].Reason == "" {
		t.Errorf("got %+v", x.Omissions)
	}
}

func TestTrace(t *testing.T) {
	x, err := engine(t).Extract(context.Background(), Document{Text: "Peru called for an end to the sound toll."})
	if err != nil || len(x.Findings) != 1 {
		t.Fatal(err, x.Findings)
	}
	s := x.Findings[0].Trace.String()
	for _, want := range []string{`"Peru"`, "subject of the verb", `"sound toll"`, "advocate: supports", `"end to"`, "confidence", "rule"} {
		if !strings.Contains(s, want) {
			t.Errorf("missing %s in\n%s", want, s)
		}
	}
}

func TestDeterministic(t *testing.T) {
	text := strings.Repeat("Norway, Denmark and Peru condemned the sound toll. They urged Malta to drop weapons for the leaguers. ", 20)
	first := found(t, text)
	for range 3 {
		if again := found(t, text); !slices.Equal(first, again) {
			t.Fatalf("got %v, then %v", first, again)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	e := engine(t)
	text := strings.Repeat("Norway and Peru condemned the sound toll. Orlo said they were arming the leaguers. ", 30)
	want, err := e.Extract(context.Background(), Document{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			got, err := e.Extract(context.Background(), Document{Text: text})
			if err != nil || len(got.Findings) != len(want.Findings) {
				t.Errorf("got %d findings, %v, want %d", len(got.Findings), err, len(want.Findings))
			}
		})
	}
	wait.Wait()
}

func TestSplit(t *testing.T) {
	for _, tc := range []struct {
		text string
		want []string
	}{
		{"Mr. Dane met Gen. Holt. They talked.", []string{"Mr. Dane met Gen. Holt.", "They talked."}},
		{"\"No,\" she said. \"Never.\" He left.", []string{`"No," she said.`, `"Never."`, "He left."}},
		{"HEADING WORDS\n\nThe U.S. envoy came. So what?", []string{"HEADING WORDS", "The U.S. envoy came.", "So what?"}},
		{"OSLO (Wire) - Norway agreed.", []string{"Norway agreed."}},
	} {
		var got []string
		for _, s := range split(tc.text) {
			got = append(got, s.text[s.start():s.end()])
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%q: got %q, want %q", tc.text, got, tc.want)
		}
	}
}

func TestEvaluate(t *testing.T) {
	support := &codebook.Cue{CueEntry: codebook.CueEntry{Stance: graph.Supports, Weight: 1}}
	oppose := &codebook.Cue{CueEntry: codebook.CueEntry{Stance: graph.Opposes, Weight: 1}}
	reverse := element{kind: codebook.OpReverse}
	for i, tc := range []struct {
		sign     int
		elements []element
		want     graph.Stance
	}{
		{1, []element{{cue: support}}, graph.Supports},
		{-1, []element{{cue: support}}, graph.Opposes},
		{1, []element{reverse, {cue: support}}, graph.Opposes},
		{1, []element{reverse, {cue: support}, {cue: oppose}}, graph.Supports},
		{1, []element{{cue: support, negated: true}}, graph.Opposes},
		{1, []element{{cue: oppose, negated: true}}, graph.Undecided},
		{1, []element{{kind: codebook.OpDeontic, negated: true}}, graph.Opposes},
	} {
		if got := evaluate(tc.sign, tc.elements, false).stance; got != tc.want {
			t.Errorf("case %d: got %s, want %s", i, got, tc.want)
		}
	}
}

// hostile texts, of a size that grows with n: one line without end, quotes in quotes, names without a verb.
func hostile(n int) map[string]string {
	return map[string]string{
		"one line":      strings.Repeat("Peru opposes the sound toll and ", 200*n),
		"quotes":        strings.Repeat(`"`, 500*n),
		"nested quotes": strings.Repeat(`Orlo said "`, 100*n) + "the sound toll",
		"no words":      strings.Repeat("\n\n.\x00\xff", 500*n),
		"one word":      strings.Repeat("a", 10_000*n),
		"commas":        strings.Repeat("Peru, ", 500*n),
		"brackets":      strings.Repeat("(", 500*n) + strings.Repeat(")", 500*n),
		"names":         strings.Repeat("Ana Bo Cy Di Ed Flo Gus Hal ", 200*n),
	}
}

// Hostile texts are read to their end. That the time grows with the text and no faster is what BenchmarkHostile shows.
func TestHostile(t *testing.T) {
	e := engine(t)
	for name, text := range hostile(25) {
		if _, err := e.Extract(t.Context(), Document{Text: text}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// BenchmarkHostile reads hostile texts and such of twice the size by turns: the ratio of the times is near 2.
func BenchmarkHostile(b *testing.B) {
	e := engine(b)
	half, whole := hostile(50), hostile(100)
	for _, name := range slices.Sorted(maps.Keys(half)) {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			var took [2]time.Duration
			for b.Loop() {
				for i, text := range []string{half[name], whole[name]} {
					start := time.Now()
					if _, err := e.Extract(b.Context(), Document{Text: text}); err != nil {
						b.Fatal(err)
					}
					took[i] += time.Since(start)
				}
			}
			b.ReportMetric(took[1].Seconds()/took[0].Seconds(), "times-for-twice")
		})
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := engine(t).Extract(ctx, Document{Text: "Peru opposes the sound toll."}); err == nil {
		t.Error("no error from a cancelled context")
	}
}

func FuzzExtract(f *testing.F) {
	f.Add("Norway, which backs the sound toll, said “we must arm the leaguers”. He didn't.")
	f.Add("PERU (X) - It's: \"Orlo said (that) the sound toll, Peru's, must go,\" said Ana Ruiz, the Chilean envoy.")
	e := engine(f)
	f.Fuzz(func(t *testing.T, text string) {
		x, err := e.Extract(context.Background(), Document{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range x.Findings {
			s := g.Statement
			if s.Start < 0 || s.End > len(text) || s.Start >= s.End || text[s.Start:s.End] != s.Quote {
				t.Fatalf("quote %q at %d-%d of %q", s.Quote, s.Start, s.End, text)
			}
			if !s.Stance.Valid() || s.Issue == "" || s.Confidence <= 0 || s.Confidence > 1 {
				t.Fatalf("statement %+v", s)
			}
		}
	})
}

func BenchmarkExtract(b *testing.B) {
	e := engine(b)
	text := strings.Repeat("Norway, Denmark and Peru condemned the sound toll on Monday, saying that it was illegal. \"We will not accept it,\" said Chilean foreign minister Ana Ruiz, who met Orlo in Oslo. "+
		"The leaguers have long urged Malta to send weapons, but the king of the island has not decided whether to agree to a ceasefire.\n\n", 40)
	words := len(strings.Fields(text))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Extract(context.Background(), Document{Text: text}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

// The noun "drop" ends nothing: what is said of "it" behind it keeps its sign.
func TestPronounIsNotReversed(t *testing.T) {
	for text, want := range map[string]graph.Stance{
		"Norway spoke of its arms drop and insisted it was in line with the treaty.": graph.Supports,
		"Norway spoke of its arms drop and insisted it was illegal.":                 graph.Opposes,
	} {
		cb, err := codebook.Parse("cb.yaml", []byte("issues: [{id: arming, name: arming the rebels, phrases: [giving weapons to the rebels, arms drop]}]\n"))
		if err != nil {
			t.Fatal(err)
		}
		found, err := New(cb).Extract(t.Context(), Document{Text: text})
		if err != nil || len(found.Findings) != 1 || found.Findings[0].Statement.Stance != want {
			t.Errorf("%q: %+v %v, want %s", text, found.Findings, err, want)
		}
	}
}
