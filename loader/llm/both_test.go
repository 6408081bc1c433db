package llm

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/loader/extract"
)

// fixed is an extractor that finds the same in every document.
type fixed struct {
	found extract.Extraction
	err   error
	name  string
}

func (f fixed) Extract(context.Context, extract.Document) (extract.Extraction, error) {
	return f.found, f.err
}
func (f fixed) Fingerprint() string { return f.name }

func found(method string, holder graph.ActorID, stance graph.Stance, start, end int, confidence float64) extract.Finding {
	return extract.Finding{Statement: graph.Statement{Holder: holder, Stance: stance, Issue: "quota", Start: start, End: end, Confidence: confidence, Method: method, Rule: "r"}}
}

func rule(holder graph.ActorID, stance graph.Stance, start, end int, confidence float64) extract.Finding {
	return found(graph.MethodRules, holder, stance, start, end, confidence)
}

func model(holder graph.ActorID, stance graph.Stance, start, end int, confidence float64) extract.Finding {
	return found(graph.MethodModel, holder, stance, start, end, confidence)
}

func TestMerge(t *testing.T) {
	for _, c := range []struct {
		name         string
		rules, model []extract.Finding
		want         string
	}{
		{"agreed", []extract.Finding{rule("chile", graph.Opposes, 0, 20, .6)}, []extract.Finding{model("chile", graph.Opposes, 10, 30, .5)}, "rules chile opposes 0-20 0.80 r, model agrees"},
		{"agreed on words nearby", []extract.Finding{rule("chile", graph.Opposes, 0, 20, .6)}, []extract.Finding{model("chile", graph.Opposes, 220, 230, .5)}, "rules chile opposes 0-20 0.80 r, model agrees"},
		{"far apart", []extract.Finding{rule("chile", graph.Opposes, 0, 20, .6)}, []extract.Finding{model("chile", graph.Opposes, 221, 230, .5)},
			"rules chile opposes 0-20 0.60 r; llm chile opposes 221-230 0.50 r"},
		{"agreed once", []extract.Finding{rule("chile", graph.Opposes, 0, 20, .6)}, []extract.Finding{model("chile", graph.Opposes, 0, 10, .5), model("chile", graph.Opposes, 11, 20, .5)},
			"rules chile opposes 0-20 0.80 r, model agrees"},
		{"nearest of two", []extract.Finding{rule("chile", graph.Opposes, 0, 20, .6), rule("chile", graph.Opposes, 60, 80, .6)}, []extract.Finding{model("chile", graph.Opposes, 70, 90, .5)},
			"rules chile opposes 0-20 0.60 r; rules chile opposes 60-80 0.80 r, model agrees"},
		{"contradiction", []extract.Finding{rule("chile", graph.Opposes, 0, 20, .6)}, []extract.Finding{model("chile", graph.Supports, 0, 20, .8)},
			"rules chile opposes 0-20 0.30 disputed: r; llm chile supports 0-20 0.40 disputed: r"},
		{"contradiction far apart", []extract.Finding{rule("chile", graph.Opposes, 0, 20, .6)}, []extract.Finding{model("chile", graph.Supports, 900, 920, .8)},
			"rules chile opposes 0-20 0.60 r; llm chile supports 900-920 0.80 r"},
		{"mediating goes with others", []extract.Finding{rule("chile", graph.Opposes, 0, 20, .6)}, []extract.Finding{model("chile", graph.Mediates, 0, 20, .8)},
			"llm chile mediates 0-20 0.80 r; rules chile opposes 0-20 0.60 r"},
		{"other holders", []extract.Finding{rule("chile", graph.Opposes, 0, 20, .6)}, []extract.Finding{model("peru", graph.Supports, 0, 20, .8)},
			"rules chile opposes 0-20 0.60 r; llm peru supports 0-20 0.80 r"},
		{"sure", []extract.Finding{rule("chile", graph.Opposes, 0, 20, .98)}, []extract.Finding{model("chile", graph.Opposes, 0, 20, .98)}, "rules chile opposes 0-20 0.99 r, model agrees"},
		{"agreed and disputed", []extract.Finding{rule("chile", graph.Opposes, 0, 20, .6)}, []extract.Finding{model("chile", graph.Opposes, 0, 20, .5), model("chile", graph.Undecided, 0, 20, .4)},
			"rules chile opposes 0-20 0.40 disputed: r, model agrees; llm chile undecided 0-20 0.20 disputed: r"},
		{"nothing", nil, nil, ""},
	} {
		b := Both{fixed{found: extract.Extraction{Findings: c.rules}}, fixed{found: extract.Extraction{Findings: c.model}}}
		x, err := b.Extract(t.Context(), extract.Document{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range x.Findings {
			s := f.Statement
			got = append(got, fmt.Sprintf("%s %s %s %d-%d %.2f %s", s.Method, s.Holder, s.Stance, s.Start, s.End, s.Confidence, s.Rule))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, s, c.want)
		}
	}
}

func TestMergeKeepsPersonsAndOmissions(t *testing.T) {
	ann := graph.Actor{ID: "ann-lee", Name: "Ann Lee", Kind: graph.Person}
	annOf := ann
	annOf.SpeaksFor = []graph.Tie{{Body: "chile"}}
	bo := graph.Actor{ID: "bo-day", Name: "Bo Day", Kind: graph.Person}
	spoken := model("chile", graph.Opposes, 0, 20, .5)
	spoken.Statement.Speaker = "ann-lee"
	b := Both{
		Rules: fixed{found: extract.Extraction{Findings: []extract.Finding{rule("chile", graph.Opposes, 0, 20, .5)}, Actors: []graph.Actor{bo, ann},
			Omissions: []extract.Omission{{Start: 30, End: 60, Reason: "found by the model"}, {Start: 70, End: 90, Reason: "left"}}}},
		Model: fixed{found: extract.Extraction{Findings: []extract.Finding{spoken, model("peru", graph.Opposes, 35, 40, .5)}, Actors: []graph.Actor{annOf},
			Omissions: []extract.Omission{{Start: 5, End: 9, Reason: "dropped"}}}},
	}
	x, err := b.Extract(t.Context(), extract.Document{})
	if err != nil || len(x.Actors) != 2 || x.Actors[0].ID != "ann-lee" || len(x.Actors[0].SpeaksFor) != 1 {
		t.Errorf("%+v %v", x.Actors, err)
	}
	if x.Findings[0].Statement.Speaker != "ann-lee" {
		t.Errorf("want the speaker of the model: %+v", x.Findings[0].Statement)
	}
	if len(x.Omissions) != 2 || x.Omissions[0].Reason != "dropped" || x.Omissions[1].Reason != "left" {
		t.Errorf("%+v", x.Omissions)
	}
}

func TestBothFailsWithEither(t *testing.T) {
	gone := errors.New("gone")
	for _, b := range []Both{{fixed{err: gone}, fixed{}}, {fixed{}, fixed{err: gone}}} {
		if _, err := b.Extract(t.Context(), extract.Document{}); !errors.Is(err, gone) {
			t.Error(err)
		}
	}
	if fp := (Both{fixed{name: "a"}, fixed{name: "b"}}).Fingerprint(); fp != "both-a-b" {
		t.Error(fp)
	}
}

// The rules and a model on a real sentence: they agree on one statement and differ on another.
func TestBothOnText(t *testing.T) {
	text := "Chile opposes the fishing quota.\n\nPeru welcomed the fishing quota."
	s := serve(t, always(ans(rec("Chile", "opposes", "quota", "opposes the fishing quota", 1), rec("Peru", "opposes", "quota", "welcomed the fishing quota", 2))))
	e, _ := newExtractor(t, s, nil)
	x, err := Both{extract.New(book(t)), e}.Extract(t.Context(), doc(text))
	if err != nil || len(x.Findings) != 3 {
		t.Fatalf("%s %v", lines(x), err)
	}
	if r := x.Findings[0].Statement.Rule; !strings.HasSuffix(r, "model agrees") {
		t.Error(r)
	}
	for _, f := range x.Findings[1:] {
		if !strings.HasPrefix(f.Statement.Rule, Disputed) {
			t.Errorf("%+v", f.Statement)
		}
	}
}
