package llm

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"stancegraph/graph"
	"stancegraph/loader/extract"
)

func TestAlign(t *testing.T) {
	const said = "The harbour board of Norland said on Tuesday that it would not accept 12 new berths without a study of the seabed"
	for _, c := range []struct {
		name, text, needle string
		want               string // empty: none
		ambiguous          bool
	}{
		{"spelling", "Well. " + said + ". Yes.", strings.Replace(said, "harbour", "harbor", 1), said, false},
		{"a comma more", said + ".", strings.Replace(said, "Tuesday", "Tuesday,", 1), said, false},
		{"line breaks", strings.ReplaceAll(said, " that ", "\n   that ") + ".", said, strings.ReplaceAll(said, " that ", "\n   that "), false},
		{"a negation lost", said, strings.Replace(said, " not", "", 1), "", false},
		{"a negation added", strings.Replace(said, " not", "", 1), said, "", false},
		{"another figure", said, strings.Replace(said, "12", "13", 1), "", false},
		{"another word", said, strings.Replace(said, "seabed", "coast", 1), "", false},
		{"an opposite", "The harbour board of Norland thinks that the plan for the new berths is lawful in every respect", "The harbour board of Norland thinks that the plan for the new berths is unlawful in every respect", "", false},
		{"twice", said + ". " + said + ".", strings.Replace(said, "harbour", "harbor", 1), "", true},
		{"half of it", said[:60], said, "", false},
		{"short", "accept new berths", "accept nev berths", "", false},
	} {
		got, ok, ambiguous := align(c.text, span{0, len(c.text)}, c.needle)
		if ok != (c.want != "") || ambiguous != c.ambiguous || ok && c.text[got.start:got.end] != c.want {
			t.Errorf("%s: %v %v %v %q", c.name, got, ok, ambiguous, c.text[got.start:got.end])
		}
	}
}

func TestPlaces(t *testing.T) {
	text := "Ann’s “plan” – a plan.\u00a0Plan B, replanned, a plan"
	for needle, want := range map[string]int{"plan": 3, "Ann's \"plan\" - a plan": 1, "a plan. Plan B": 1, "lan": 0, "": 0, "no plan": 0, "Ann’s": 1, " a plan ": 2} {
		got := places(text, span{0, len(text)}, needle)
		if len(got) != want {
			t.Errorf("%q stands at %v, want %d places", needle, got, want)
		}
		for _, s := range got {
			if !utf8.ValidString(text[s.start:s.end]) {
				t.Errorf("%q cuts a letter: %v", needle, s)
			}
		}
	}
	if got := places(text, span{0, 10}, "a plan"); len(got) != 0 {
		t.Errorf("found outside of the window: %v", got)
	}
}

func TestSplit(t *testing.T) {
	text := "PARIS (Wire) - Mr. Lee of the U.N. said \"no. Never.\" Then he left.\n\nA heading\n\nIt cost 3.5 million. Was it worth it? “Yes,” she said. “We hope so.”\nA line of\nverse. Word " + strings.Repeat("word ", 299)
	var got []string
	for _, s := range split(text) {
		got = append(got, oneLine(text[s.start:s.end]))
	}
	want := []string{`PARIS (Wire) - Mr. Lee of the U.N. said "no.`, `Never."`, "Then he left.", "A heading", "It cost 3.5 million.", "Was it worth it?", "“Yes,” she said.", "“We hope so.”", "A line of verse."}
	if len(got) != len(want)+3 {
		t.Fatalf("%d sentences: %q", len(got), got)
	}
	for i, w := range want {
		if got[i] != w {
			t.Errorf("sentence %d is %q, want %q", i+1, got[i], w)
		}
	}
}

// Whatever the article and the model say: no failure, and no quote that is not in the article.
func FuzzChecks(f *testing.F) {
	f.Add(report, `{"persons":[{"name":"Moira Pell","role":"minister","speaks_for_mention":"Peru"}],"statements":[{"evidence":"Chile opposes the fishing quota","sentences":[1],"holder_mention":"Chile","issue_id":"quota","stance":"opposes"}]}`)
	f.Add("Chile\xffopposes “the’ quota.", `{"statements":[{"evidence":"opposes \"the' quota","sentences":[-1],"holder_mention":"Chile","issue_id":"quota","stance":"mediates","speaker_mention":"the","confidence":-3e300}]}`)
	f.Add("a a a a a a\n\n\"\"\" Peru’s 's talks between Peru and Chile", `{"persons":[{"name":"A A","speaks_for_mention":"a"}],"statements":[{"evidence":"a a","holder_mention":"a","issue_id":"border-talks","stance":"supports","reported_by_mention":"Peru"}]}`)
	cb := book(f)
	e, err := New(Config{Codebook: cb, BaseURL: "http://localhost:1", Model: "m"})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text, said string) {
		if len(text) > 4000 || len(said) > 4000 || !utf8.ValidString(text) {
			return // the loader refuses such texts
		}
		a := e.open(doc(text))
		for _, w := range windows(len(a.sentences), 3, 1) {
			p, refused, _ := a.judge(said, w, maxRecords, nil)
			verify(t, extract.Extraction{Findings: p.findings}, text)
			for _, r := range refused {
				a.omission(r)
			}
			repairPrompt("", refused)
		}
		for _, actor := range a.newActors() {
			if err := actor.Validate(); err != nil && len(actor.ID) < graph.MaxIDLength {
				t.Error(err)
			}
		}
	})
}

func TestTheSchemaIsStrict(t *testing.T) {
	raw, err := answerSchema(book(t).Issues())
	if err != nil {
		t.Fatal(err)
	}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		m, ok := v.(map[string]any)
		if !ok {
			return
		}
		if m["type"] == "object" {
			properties, _ := m["properties"].(map[string]any)
			required, _ := m["required"].([]any)
			if m["additionalProperties"] != false || len(required) != len(properties) {
				t.Errorf("%s is not strict: %v", path, m)
			}
		}
		for k, child := range m {
			walk(path+"/"+k, child)
		}
	}
	var schema any
	if err := json.Unmarshal(raw, &schema); err != nil {
		t.Fatal(err)
	}
	walk("", schema)
	if !strings.Contains(string(raw), `"enum":["quota","border-talks"]`) {
		t.Errorf("%s", raw)
	}
	if many, _ := answerSchema(make([]graph.Issue, maxEnum+1)); strings.Contains(string(many), `"enum":["",`) {
		t.Error("too many issues for an enumeration")
	}
}
