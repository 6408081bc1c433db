package graph_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stancegraph/graph"
)

func (w world) split(s graph.Split[graph.ActorID, graph.Actor]) (graph.Halves[graph.Actor], graph.Revision) {
	w.t.Helper()
	halves, rev, err := w.SplitActor(w.t.Context(), ann, s, "two of them")
	if err != nil {
		w.t.Fatal(err)
	}
	return halves, rev
}

// without gives the lines of a state that do not hold a part.
func without(state, part string) string {
	var b strings.Builder
	for line := range strings.Lines(state) {
		if !strings.Contains(line, part) {
			b.WriteString(line)
		}
	}
	return b.String()
}

func TestSplit(t *testing.T) {
	w, actors, found := newSantiago(t)
	before, ids := w.state(), w.ids()
	var chosen []graph.StatementID
	for s, err := range graph.AllStatements(t.Context(), w.store, graph.StatementFilter{Naming: []graph.ActorID{"santiago"}}) {
		if err != nil {
			t.Fatal(err)
		}
		if s.Stance != graph.Mediates {
			chosen = append(chosen, s.ID)
		}
	}
	halves, rev := w.split(graph.Split[graph.ActorID, graph.Actor]{From: w.seen("santiago")[0], New: &graph.Actor{Name: "La Moneda", Kind: graph.Organisation},
		Names: []string{"La Moneda", "Chilean government"}, Statements: chosen})
	w.wantSound()
	if a := w.actor("la-moneda"); !slices.Equal(a.Aliases, []string{"Chilean government"}) || a.DecidedBy != "ann" || !sameJSON(a, halves.Into) {
		t.Errorf("the new one: %+v, told as %+v", a, halves.Into)
	}
	if a := w.actor("santiago"); len(a.Aliases) > 0 || !slices.Equal(a.MemberOf, []graph.ActorID{"oas"}) || a.Revision != 2 || !sameJSON(a, halves.From) {
		t.Errorf("the old one: %+v, told as %+v", a, halves.From)
	}
	if halves.Statements != 2 || !slices.Equal(w.ids(), ids) {
		t.Errorf("%d statements moved, ids %v, were %v", halves.Statements, w.ids(), ids)
	}
	if s := w.statement("la-moneda"); s.Speaker != "ana" || s.Status != graph.Suggested || s.DecidedBy != "ann" {
		t.Errorf("what names it as its holder: %+v", s)
	}

	// A machine that reads as it did, or better, and a codebook leave it.
	split := w.state()
	kept := w.put(actors)
	if len(kept) != 1 || !strings.Contains(kept[0].String(), "decided by ann") || w.state() != split {
		t.Errorf("the codebook that was there before: %v", kept)
	}
	if r := w.load(reading("v2", found...)); len(r.Refused) > 0 || r.Receipt.Created.Statements > 0 || r.Retracted > 0 {
		t.Errorf("the same findings: %+v", r)
	}
	better := slices.Clone(found)
	better[0].Holder = "la-moneda"
	better[1].ReportedBy = []graph.ActorID{"la-moneda"}
	if r := w.load(reading("v3", better...)); len(r.Refused) > 0 || r.Receipt.Created.Statements > 0 || r.Retracted > 0 {
		t.Errorf("under the other name: %+v", r)
	}
	if after := strings.ReplaceAll(w.state(), `"v3"`, `"v1"`); after != split {
		t.Errorf("loading changed\n%s\nto\n%s", split, after)
	}

	undone := w.undo(rev)
	w.wantSound()
	if after := without(strings.ReplaceAll(w.state(), `"v3"`, `"v1"`), `"id":"la-moneda"`); after != before {
		t.Errorf("the split was not undone:\n%s\nwant\n%s", after, before)
	}
	if a := w.actor("la-moneda"); !a.Withdrawn {
		t.Errorf("what the split made is still there: %+v", a)
	}
	w.undo(undone)
	w.wantSound()
	if after := strings.ReplaceAll(w.state(), `"v3"`, `"v1"`); after != split {
		t.Errorf("the split was not done again:\n%s\nwant\n%s", after, split)
	}
}

// What was decided about a moved statement since the split stays when the split is undone; another holder is in the way.
func TestUndoOfASplitKeepsReviews(t *testing.T) {
	w, _, _ := newSantiago(t)
	id := w.statement("santiago").ID
	_, rev := w.split(graph.Split[graph.ActorID, graph.Actor]{From: w.seen("santiago")[0], Into: w.seen("peru")[0], Statements: []graph.StatementID{id}})
	eve := graph.Agent{Name: "eve", Role: graph.Analyst}
	if _, _, err := w.Review(t.Context(), eve, []graph.Decision{{Statement: id, Revision: 2, Status: graph.Accepted}}, ""); err != nil {
		t.Fatal(err)
	}
	undone := w.undo(rev)
	if s := w.statement("santiago"); s.ID != id || s.Status != graph.Accepted || s.DecidedBy != "eve" || s.Revision != 4 {
		t.Errorf("want it back, and accepted: %+v", s)
	}
	w.wantSound()
	again := w.undo(undone)
	holder := graph.ActorID("chile")
	if _, _, err := w.Amend(t.Context(), ann, graph.Amendment{Statement: id, Revision: 5, Holder: &holder}, ""); err != nil {
		t.Fatal(err)
	}
	_, err := w.Undo(t.Context(), ann, again.ID, "")
	wantCode(t, err, graph.Conflict, "was changed by ann")
	w.wantSound()
}

// A filter moves all that match it and name the actor; an actor that is there already gains the names.
func TestSplitByFilter(t *testing.T) {
	w, _, _ := newSantiago(t)
	halves, _ := w.split(graph.Split[graph.ActorID, graph.Actor]{From: w.seen("santiago")[0], Into: w.seen("peru")[0], Names: []string{"La Moneda"},
		Where: &graph.StatementFilter{Stances: []graph.Stance{graph.Mediates}}})
	w.wantSound()
	if halves.Statements != 1 || !slices.Contains(w.actor("peru").Aliases, "La Moneda") || !slices.Equal(w.actor("santiago").Aliases, []string{"Chilean government"}) {
		t.Errorf("%+v", halves)
	}
	if s := w.statement("santiago"); s.Stance == graph.Mediates {
		t.Errorf("what does not match was moved: %+v", s)
	}
}

func TestSplitIssue(t *testing.T) {
	w := newWorld(t)
	w.put(nil, graph.Issue{ID: "quota", Name: "the quota", Phrases: []string{"fishing quota", "import quota"}})
	w.load(reading("v1", chile, peru))
	id, before := w.statement("chile").ID, w.state()
	halves, rev, err := w.SplitIssue(t.Context(), ann, graph.Split[graph.IssueID, graph.Issue]{From: graph.Seen[graph.IssueID]{ID: "quota", Revision: w.issue("quota").Revision},
		New: &graph.Issue{Name: "the import quota", PartOf: "quota"}, Names: []string{"import quota"}, Statements: []graph.StatementID{id}}, "")
	if err != nil {
		t.Fatal(err)
	}
	w.wantSound()
	if s := w.statement("chile"); s.Issue != "the-import-quota" || s.ID != id || halves.Statements != 1 {
		t.Errorf("%+v", s)
	}
	if i := w.issue("the-import-quota"); !slices.Equal(i.Phrases, []string{"import quota"}) || i.PartOf != "quota" || slices.Contains(w.issue("quota").Phrases, "import quota") {
		t.Errorf("%+v %+v", i, w.issue("quota"))
	}
	w.undo(rev)
	w.wantSound()
	if after := without(w.state(), `"id":"the-import-quota"`); after != before {
		t.Errorf("the split was not undone:\n%s\nwant\n%s", after, before)
	}
}

// foreignStatement is one that does not name santiago.
func foreignStatement(w world) (ids []graph.StatementID) {
	for s, err := range graph.AllStatements(w.t.Context(), w.store, graph.StatementFilter{Holders: []graph.ActorID{"chile"}, Stances: []graph.Stance{graph.Opposes}}) {
		if err != nil {
			w.t.Fatal(err)
		}
		ids = append(ids, s.ID)
	}
	return ids
}

func TestSplitRefuses(t *testing.T) {
	w, _, _ := newSantiago(t)
	type S = graph.Split[graph.ActorID, graph.Actor]
	from, peru := w.seen("santiago")[0], w.seen("peru")[0]
	own, foreign := []graph.StatementID{w.statement("santiago").ID}, foreignStatement(w)
	city := &graph.Actor{Name: "the city", Kind: graph.State}
	for name, c := range map[string]struct {
		by   graph.Agent
		s    S
		code graph.Code
		part string
	}{
		"a viewer":             {vera, S{From: from, Into: peru, Statements: own}, graph.Forbidden, "needs the role analyst"},
		"into nothing":         {ann, S{From: from, Statements: own}, graph.Invalid, "name either the other actor"},
		"into two":             {ann, S{From: from, Into: peru, New: city, Statements: own}, graph.Invalid, "name either the other actor"},
		"itself":               {ann, S{From: from, Into: from, Statements: own}, graph.Invalid, "named twice"},
		"nothing chosen":       {ann, S{From: from, Into: peru}, graph.Invalid, "choose statements or names"},
		"chosen twice":         {ann, S{From: from, Into: peru, Statements: own, Where: &graph.StatementFilter{}}, graph.Invalid, "either one by one or by a filter"},
		"a filter of actors":   {ann, S{From: from, Into: peru, Where: &graph.StatementFilter{Naming: []graph.ActorID{"peru"}}}, graph.Invalid, "cannot say which actors"},
		"nothing matches":      {ann, S{From: from, Into: peru, Where: &graph.StatementFilter{Text: "no such words"}}, graph.Invalid, "no statement that names"},
		"another's statement":  {ann, S{From: from, Into: peru, Statements: foreign}, graph.Invalid, "does not name"},
		"an unknown statement": {ann, S{From: from, Into: peru, Statements: []graph.StatementID{"none"}}, graph.NotFound, `no statement "none"`},
		"another's name":       {ann, S{From: from, Into: peru, Names: []string{"Lima"}}, graph.Invalid, `"Lima" is no other name of actor "santiago": those are "La Moneda"`},
		"a name that is taken": {ann, S{From: from, New: &graph.Actor{Name: "Peru", Kind: graph.State, ID: "other"}, Statements: own}, graph.Invalid, "is a name of peru"},
		"a key that is taken":  {ann, S{From: from, New: &graph.Actor{Name: "Peru", Kind: graph.State}, Statements: own}, graph.Conflict, "is there already"},
		"as it was before":     {ann, S{From: graph.Seen[graph.ActorID]{ID: "santiago", Revision: 7}, Into: peru, Statements: own}, graph.Conflict, "santiago"},
		"no kind":              {ann, S{From: from, New: &graph.Actor{Name: "the city"}, Statements: own}, graph.Invalid, "kind"},
	} {
		before := w.dump()
		if _, _, err := w.SplitActor(t.Context(), c.by, c.s, ""); graph.CodeOf(err) != c.code || !strings.Contains(fmt.Sprint(err), c.part) {
			t.Errorf("%s: %v", name, err)
		}
		if w.dump() != before {
			t.Errorf("%s: a refused split changed the graph", name)
		}
	}
}
