package ask_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stancegraph/ask"
	"stancegraph/graph"
	"stancegraph/graph/sqlitestore"
)

var update = flag.Bool("update", false, "rewrite the expected answers")

// report is one article of the fixture with the statements that it carries.
type report struct {
	date       graph.Date
	text       string
	statements []graph.Statement
}

func s(holder graph.ActorID, stance graph.Stance, issue graph.IssueID, quote string, more ...func(*graph.Statement)) graph.Statement {
	st := graph.Statement{Holder: holder, Stance: stance, Issue: issue, Quote: quote, Confidence: 0.8}
	for _, m := range more {
		m(&st)
	}
	return st
}

func spoken(by graph.ActorID) func(*graph.Statement) {
	return func(s *graph.Statement) { s.Speaker = by }
}
func reportedBy(by graph.ActorID) func(*graph.Statement) {
	return func(s *graph.Statement) { s.ReportedBy = []graph.ActorID{by} }
}

var reports = []report{
	{"2011-03-20", "Italy hesitates over arms for the rebels. Belgium is against them.", []graph.Statement{
		s("italy", graph.Undecided, "arming", "Italy hesitates"), s("belgium", graph.Opposes, "arming", "Belgium is against them")}},
	{"2011-04-13", "Italy wants to arm the rebels, Mr Frattini says. Qatar arms them, Libya charges. Qatar agrees.", []graph.Statement{
		s("italy", graph.Supports, "arming", "Italy wants to arm the rebels", spoken("franco-frattini")),
		s("qatar", graph.Supports, "arming", "Qatar arms them", reportedBy("libya")), s("qatar", graph.Supports, "arming", "Qatar agrees")}},
	{"2011-05-02", "Turkey offers to mediate. Russia condemns the air strikes. Mr Lavrov says so.", []graph.Statement{
		s("turkey", graph.Mediates, "settlement", "Turkey offers to mediate"),
		s("russia", graph.Opposes, "air-strikes", "Russia condemns the air strikes", spoken("sergei-lavrov"))}},
}

func fixture(t testing.TB) *ask.Asker {
	t.Helper()
	store, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	clock := func() time.Time { return time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC) }
	editor, loader := graph.NewEditor(store, clock), graph.Agent{Name: "loader", Role: graph.Admin}
	var actors []graph.Actor
	for _, name := range []string{"Italy", "Belgium", "Qatar", "Libya", "Turkey", "Russia"} {
		actors = append(actors, graph.Actor{ID: graph.ActorID(strings.ToLower(name)), Name: name, Kind: graph.State})
	}
	actors = append(actors, person("Franco Frattini", "italy"), person("Sergei Lavrov", "russia"))
	issues := []graph.Issue{
		{ID: "arming", Name: "arming the rebels", Phrases: []string{"giving weapons to the rebels"}},
		{ID: "air-strikes", Name: "the air campaign", Phrases: []string{"air strikes in Libya", "NATO bombing"}},
		{ID: "settlement", Name: "a negotiated settlement", Phrases: []string{"cease-fire", "peace talks"}},
	}
	if _, err := editor.PutVocabulary(t.Context(), loader, actors, issues); err != nil {
		t.Fatal(err)
	}
	var readings []graph.Reading
	for n, r := range reports {
		for i := range r.statements {
			st := &r.statements[i]
			st.Start = strings.Index(r.text, st.Quote)
			st.End, st.HeldOn = st.Start+len(st.Quote), r.date
		}
		readings = append(readings, graph.Reading{Document: graph.NewDocument(graph.Article{Title: fmt.Sprint("Report ", n+1), Source: "Wire", Published: r.date}, r.text),
			Extracted: "v1", Method: graph.MethodRules, Statements: r.statements})
	}
	report, err := editor.Load(t.Context(), loader, readings)
	if err != nil || len(report.Refused) > 0 {
		t.Fatalf("%+v %v", report, err)
	}
	return ask.New(store)
}

func person(name string, body graph.ActorID) graph.Actor {
	return graph.Actor{ID: graph.ActorID(graph.Slug(name)), Name: name, Kind: graph.Person, SpeaksFor: []graph.Tie{{Body: body, Role: "minister"}}}
}

// The questions, how they are read and what is answered stand in a file that a person can check. Run with -update to renew it.
func TestQuestions(t *testing.T) {
	const file = "testdata/questions.txt"
	want, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	asker := fixture(t)
	var got strings.Builder
	for line := range strings.Lines(string(want)) {
		question, ok := strings.CutPrefix(line, "? ")
		if !ok {
			continue
		}
		question = strings.TrimSpace(question)
		fmt.Fprintf(&got, "? %s\n", question)
		ans, err := asker.Ask(t.Context(), question)
		if err != nil {
			fmt.Fprintf(&got, "  not read: %s\n", err)
			if e, ok := errors.AsType[*ask.NotUnderstood](err); ok && len(e.Near) > 0 {
				fmt.Fprintf(&got, "  near: %s\n", strings.Join(e.Near, ", "))
			}
			continue
		}
		fmt.Fprintf(&got, "  read as: %s\n  answer: %s\n", ans.Question.Reading(), ans.Text)
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}

func TestReportsAreKeptApart(t *testing.T) {
	ans, err := fixture(t).Ask(t.Context(), "who supports arming the rebels?")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range ans.Evidence {
		got = append(got, fmt.Sprintf("%s reported=%v %q", e.Edge.Actor, e.Reported, e.Statements[0].Quote))
	}
	want := []string{`italy reported=false "Italy wants to arm the rebels"`, `qatar reported=false "Qatar agrees"`, `qatar reported=true "Qatar arms them"`}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestUnknownNamesGetNearMatches(t *testing.T) {
	_, err := fixture(t).Ask(t.Context(), "who opposes arming the rebbels?")
	e, ok := errors.AsType[*ask.NotUnderstood](err)
	if !ok || !slices.Contains(e.Near, "arming the rebels") || graph.CodeOf(err) != graph.Invalid {
		t.Errorf("%+v", err)
	}
}

// An answer names a hundred, quotes fifty of them and says how many it leaves out.
func TestManyHolders(t *testing.T) {
	store, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	editor, loader := graph.NewEditor(store, time.Now), graph.Agent{Name: "loader", Role: graph.Admin}
	var actors []graph.Actor
	var statements []graph.Statement
	var text strings.Builder
	for i := range 130 {
		a := graph.Actor{ID: graph.ActorID(fmt.Sprintf("party-%03d", i)), Name: fmt.Sprintf("Party %03d", i), Kind: graph.Group}
		actors = append(actors, a)
		for range 2 + 6*((i+1)%2) { // the others' word counts, too
			st := s(a.ID, graph.Opposes, "toll", "It is against the toll.")
			st.Start, st.End = text.Len(), text.Len()+len(st.Quote)
			if len(statements)%2 == 1 {
				st.ReportedBy = []graph.ActorID{"party-000"}
			}
			text.WriteString(st.Quote + " ")
			statements = append(statements, st)
		}
	}
	if _, err := editor.PutVocabulary(t.Context(), loader, actors, []graph.Issue{{ID: "toll", Name: "the toll"}}); err != nil {
		t.Fatal(err)
	}
	r := graph.Reading{Document: graph.NewDocument(graph.Article{Title: "Toll", Published: "2020-01-01"}, text.String()), Extracted: "v1", Method: graph.MethodRules, Statements: statements}
	if report, err := editor.Load(t.Context(), loader, []graph.Reading{r}); err != nil || len(report.Refused) > 0 {
		t.Fatalf("%+v %v", report, err)
	}
	ans, err := ask.New(store).Ask(t.Context(), "who opposes the toll?")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(ans.Text, "Party 000, Party 001, ") || !strings.Contains(ans.Text, "Party 099. By others' word: Party 000, ") || !strings.HasSuffix(ans.Text, "Party 099. And 30 more.") {
		t.Error(ans.Text)
	}
	if len(ans.Edges) != 100 || ans.More != 30 || ans.Unquoted() != 80 || len(ans.Evidence) != 100 {
		t.Errorf("%d edges, %d more, %d without quotes, %d quoted", len(ans.Edges), ans.More, ans.Unquoted(), len(ans.Evidence))
	}
	for i, e := range ans.Evidence {
		if want := 1 + 3*((i+1)%2); e.Count != want || len(e.Statements) != min(3, want) || e.Reported != (i >= 50) || e.Statements[0].Reported() != e.Reported {
			t.Errorf("%s: %d of %d statements, reported %v", e.Edge.Actor, len(e.Statements), e.Count, e.Reported)
		}
	}
}

func FuzzQuestion(f *testing.F) {
	f.Add("who opposed arming the rebels on 31 February 2011?")
	f.Add("what is’s 's A position I between 2011 and")
	f.Add("ſtance of İtaly \xff on \x00 arming\u202e")
	asker := fixture(f)
	f.Fuzz(func(t *testing.T, question string) {
		if len(question) > 2000 {
			return
		}
		if _, err := asker.Ask(t.Context(), question); err != nil && graph.CodeOf(err) != graph.Invalid {
			t.Errorf("%q: %v", question, err)
		}
	})
}
