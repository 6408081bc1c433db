package web

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/sqlitestore"
)

// Where an actor stands is the position that all statements of the pair give, however few of them are read.
func TestStandings(t *testing.T) {
	s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	editor, admin := graph.NewEditor(s, time.Now), graph.Agent{Name: "loader", Role: graph.Admin}
	var actors []graph.Actor
	for i := range 40 {
		actors = append(actors, graph.Actor{ID: graph.ActorID(fmt.Sprint("a", i)), Name: fmt.Sprint("Actor ", i), Kind: graph.State})
	}
	issues := []graph.Issue{{ID: "toll", Name: "Toll"}, {ID: "pact", Name: "Pact"}}
	if _, err := editor.PutVocabulary(t.Context(), admin, actors, issues); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 7))
	for _, day := range []graph.Date{"", "2011", "2011-03-01", "2011-03-02"} {
		text := "On " + string(day) + strings.Repeat(" somebody said something.", 400)
		r := graph.Reading{Method: graph.MethodRules, Document: graph.NewDocument(graph.Article{Title: "On " + string(day), Published: day}, text)}
		for n := range 600 {
			holder := random.IntN(len(actors)) * random.IntN(len(actors)) / len(actors) // of some there is much, of others little
			statement := graph.Statement{Holder: actors[holder].ID, Stance: graph.Stances[random.IntN(4)], Issue: issues[random.IntN(2)].ID,
				Quote: text[n : n+20], Start: n, End: n + 20, HeldOn: day, Confidence: random.Float64()}
			if random.IntN(3) == 0 {
				statement.ReportedBy = []graph.ActorID{"a39"}
			}
			r.Statements = append(r.Statements, statement)
		}
		report, err := editor.Load(t.Context(), admin, []graph.Reading{r})
		if err != nil || len(report.Refused) > 0 {
			t.Fatal(report.Refused, err)
		}
	}
	for _, where := range []graph.StatementFilter{{}, {To: "2011-03-01"}, {Reports: graph.ReportsOnly}} {
		all, err := standings(t.Context(), s, where)
		if err != nil || len(all) < 40 {
			t.Fatal(len(all), err)
		}
		for _, got := range all {
			histories, err := graph.Histories(t.Context(), s, where, []graph.Scope{{Holder: got.Actor, Issue: got.Issue}})
			if err != nil {
				t.Fatal(err)
			}
			if want, _ := graph.PositionAt(histories[0], ""); got.Stance != want.Stance || got.Reported != want.Reported {
				t.Errorf("%+v: %s stands at %s on %s, reported %v; %d statements say %s, %v", where, got.Actor, got.Stance, got.Issue, got.Reported, len(histories[0]), want.Stance, want.Reported)
			}
		}
	}
}
