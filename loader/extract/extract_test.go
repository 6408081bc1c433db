package extract

import (
	"context"
	"fmt"
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

func engine(t testing.TB) *Engine {
	t.Helper()
	cb, err := codebook.Parse("fixture.yaml", []byte(fixture))
	if err != nil {
		t.Fatal(err)
	}
	return New(cb)
}

// found gives what a text says as "holder stance issue [speaker] [<reporter]", sorted.
func found(t testing.TB, text string) []string {
	t.Helper()
	x, err := engine(t).Extract(context.Background(), Document{Text: text, Published: "2014-05-06"})
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
	for _, tc := range []struct{ name, text, want string }{
		{"verb", "Norway opposes the sound toll.", "norway opposes toll"},
		{"list", "Norway, Denmark and Sweden have condemned the sound toll.", "denmark opposes toll; norway opposes toll; sweden opposes toll"},
		{"nominal", "Chile voiced support for the sound toll.", "chile supports toll"},
		{"possessor", "Peru's opposition to the sound toll is old.", "peru opposes toll"},
		{"adjective", "Malta is opposed to the sound toll.", "malta opposes toll"},
		{"passive", "The sound toll was rejected by Peru and Chile.", "chile opposes toll; peru opposes toll"},
		{"reversal", "Peru called for an end to the sound toll.", "peru opposes toll"},
		{"twice reversed", "Peru rejected calls to abolish the sound toll.", "peru supports toll"},
		{"negation", "Peru does not support the sound toll.", "peru opposes toll"},
		{"not oppose is not support", "Peru does not oppose the sound toll.", ""},
		{"verbs of a list govern their own objects", "Peru urged the islanders to end the queues, accept the sound toll and wait.", "peru supports toll"},
		{"anaphor", "The sound toll was debated at noon. Peru rejected the measure.", "peru opposes toll"},
		{"anaphor behind an adjective", "The sound toll was debated at noon. Peru welcomed the latest move.", "peru supports toll"},
		{"pronoun as the object of a stance", "The sound toll was debated at noon. Peru opposes it.", "peru opposes toll"},
		{"an anaphor needs a stance", "The sound toll was debated at noon. Peru printed the measure.", ""},
		{"a list between dashes", "Three states - Peru, Chile and Malta - warned that the sound toll would undermine trade.", "chile opposes toll; malta opposes toll; peru opposes toll"},
		{"the subject of a judging verb", "Peru warned that the sound toll would undermine peace talks.", "peru opposes toll"},
		{"who names a thing", "Peru called the sound toll \"sinister\".", "peru opposes toll"},
		{"somebody of a body", "A Malta senator is proposing the sound toll.", "~A Malta senator supports toll"},
		{"like is no verb between nouns", "Items like the sound toll wait.", ""},
		{"envoy of an office holder", "Chilean president Rosa Quill spoke. Quill's personal envoy Ben Tarrow opposes the sound toll.", "chile opposes toll ben-tarrow"},
		{"legislative act", "Peru voted against the sound toll.", "peru opposes toll"},
		{"a duty that leaves it open", "Peru said the sound toll must be resolved in court.", ""},
		{"directive", "Peru urged Malta to scrap the sound toll.", "peru opposes toll"},
		{"duty", `"The sound toll must stop," said Chilean foreign minister Ana Ruiz.`, "chile opposes toll ana-ruiz"},
		{"judgement", `"The sound toll is illegal," Ruiz said after Chilean foreign minister Ana Ruiz arrived.`, "chile opposes toll ana-ruiz"},
		{"reported", "Orlo said Peru was arming the leaguers.", "peru supports arming orlo <league"},
		{"own body", "Mira Orlo said the leaguers opposed the sound toll.", "league opposes toll orlo"},
		{"nobody's speaker", "Peter Dane denounced the sound toll.", "dane opposes toll"},
		{"undecided", "Peru has yet to decide on the sound toll.", "peru undecided toll"},
		{"mediates", "Norway brokered a ceasefire on the island.", "norway mediates truce"},
		{"welcomes mediation", "Peru welcomed Norway's efforts to mediate a ceasefire.", "norway mediates truce; peru supports truce"},
		{"departure", "Peru said Haro must go.", "peru supports leave"},
		{"question", "Does Peru oppose the sound toll?", ""},
		{"denial", "Peru denied that it was arming the leaguers.", ""},
		{"no stance", "Peru borders Chile. The sound toll is old.", ""},
		{"whether", "Reporters asked whether Peru would support the sound toll.", ""},
		{"relative", "Peru, which backs the sound toll, held a vote.", "peru supports toll"},
		{"pronoun", "Peru signed. It also opposes the sound toll.", "peru opposes toll"},
		{"unknown holder", "Several fishmongers denounced the sound toll.", "~Several fishmongers opposes toll"},
	} {
		if got := strings.Join(found(t, tc.text), "; "); got != tc.want {
			t.Errorf("%s: %s\n got %q\nwant %q", tc.name, tc.text, got, tc.want)
		}
	}
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

// TestHostile holds that odd input neither fails nor takes more than linear time.
func TestHostile(t *testing.T) {
	e := engine(t)
	for name, text := range map[string]string{
		"one line":      strings.Repeat("Peru opposes the sound toll and ", 20000),
		"quotes":        strings.Repeat(`"`, 50000),
		"nested quotes": strings.Repeat(`Orlo said "`, 10000) + "the sound toll",
		"no words":      strings.Repeat("\n\n.\x00\xff", 50000),
		"one word":      strings.Repeat("a", 1<<20),
		"commas":        strings.Repeat("Peru, ", 50000),
		"brackets":      strings.Repeat("(", 50000) + strings.Repeat(")", 50000),
		"names":         strings.Repeat("Ana Bo Cy Di Ed Flo Gus Hal ", 20000),
	} {
		start := time.Now()
		if _, err := e.Extract(context.Background(), Document{Text: text}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%s: took %v for %d bytes", name, d, len(text))
		}
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
