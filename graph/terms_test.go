package graph_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"stancegraph/graph"
)

// state is all that a graph says, but for its history: revisions, their numbers, and who last decided.
func (w world) state() string {
	w.t.Helper()
	var b strings.Builder
	put := func(item any, err error) {
		text, _ := json.Marshal(item)
		if fmt.Fprintf(&b, "%s\n", text); err != nil {
			w.t.Fatal(err)
		}
	}
	for a, err := range graph.AllActors(w.t.Context(), w.store) {
		a.Revision, a.DecidedBy = 0, ""
		put(a, err)
	}
	for i, err := range graph.AllIssues(w.t.Context(), w.store) {
		i.Revision, i.DecidedBy = 0, ""
		put(i, err)
	}
	for s, err := range graph.AllStatements(w.t.Context(), w.store, graph.StatementFilter{}) {
		s.Revision = 0
		put(s, err)
	}
	for e, err := range graph.AllStances(w.t.Context(), w.store, graph.StatementFilter{}) {
		put(e, err)
	}
	return b.String()
}

func (w world) wantSound() {
	w.t.Helper()
	for problem, err := range graph.Check(w.t.Context(), w.store) {
		w.t.Errorf("check: %s %v", problem, err)
	}
	w.wantOneRecordEach()
}

func (w world) actor(id graph.ActorID) graph.Actor {
	w.t.Helper()
	found, err := w.store.Actors(w.t.Context(), []graph.ActorID{id})
	if err != nil || len(found) != 1 {
		w.t.Fatalf("no actor %s: %v", id, err)
	}
	return found[0]
}

func (w world) issue(id graph.IssueID) graph.Issue {
	w.t.Helper()
	found, err := w.store.Issues(w.t.Context(), []graph.IssueID{id})
	if err != nil || len(found) != 1 {
		w.t.Fatalf("no issue %s: %v", id, err)
	}
	return found[0]
}

func (w world) seen(ids ...graph.ActorID) (seen []graph.Seen[graph.ActorID]) {
	for _, id := range ids {
		seen = append(seen, graph.Seen[graph.ActorID]{ID: id, Revision: w.actor(id).Revision})
	}
	return seen
}

// merge merges actors, the last into the first.
func (w world) merge(into graph.ActorID, from ...graph.ActorID) (graph.Merged[graph.Actor], graph.Revision) {
	w.t.Helper()
	m, rev, err := w.MergeActors(w.t.Context(), ann, graph.Merge[graph.ActorID]{Into: w.seen(into)[0], From: w.seen(from...)}, "one and the same")
	if err != nil {
		w.t.Fatal(err)
	}
	return m, rev
}

func (w world) undo(rev graph.Revision) graph.Revision {
	w.t.Helper()
	undone, err := w.Undo(w.t.Context(), ann, rev.ID, "")
	if err != nil {
		w.t.Fatal(err)
	}
	return undone
}

func (w world) put(actors []graph.Actor, issues ...graph.Issue) []graph.Kept {
	w.t.Helper()
	report, err := w.PutVocabulary(w.t.Context(), loaderAgent, actors, issues)
	if err != nil {
		w.t.Fatal(err)
	}
	return report.Kept
}

// santiago is a second name of Chile that a codebook lists as an actor, with everything that can refer to an actor.
func newSantiago(t *testing.T) (w world, actors []graph.Actor, found []graph.Statement) {
	w = newWorld(t)
	actors = []graph.Actor{
		{ID: "santiago", Name: "Santiago", Kind: graph.State, Aliases: []string{"La Moneda", "Chilean government"}, MemberOf: []graph.ActorID{"oas"}},
		{ID: "oas", Name: "OAS", Kind: graph.Organisation},
		{ID: "ana", Name: "Ana", Kind: graph.Person, SpeaksFor: []graph.Tie{{Body: "santiago", Role: "minister"}, {Body: "chile", Role: "minister"}, {Body: "peru", Role: "guest"}}},
		{ID: "fleet", Name: "the fleet", Kind: graph.Group, MemberOf: []graph.ActorID{"peru", "santiago"}},
		{ID: "capital", Name: "the capital", Kind: graph.State},
	}
	w.put(actors)
	own, told, between := chile, peru, peru
	own.Holder, own.Speaker = "santiago", "ana"
	told.ReportedBy = []graph.ActorID{"santiago"}
	between.Holder, between.Stance, between.Parties, between.ReportedBy = "chile", graph.Mediates, []graph.ActorID{"santiago", "peru", "chile"}, []graph.ActorID{"santiago", "oas"}
	found = []graph.Statement{own, told, between, chile}
	w.load(reading("v1", found...))
	return w, actors, found
}

func TestMergeMovesEverything(t *testing.T) {
	w, _, _ := newSantiago(t)
	w.merge("santiago", "capital")
	before := w.state()
	ids := w.ids()
	merged, rev := w.merge("chile", "santiago")
	w.wantSound()
	if a := w.actor("chile"); !slices.Equal(a.Aliases, []string{"Santiago", "La Moneda", "Chilean government", "the capital"}) || !slices.Equal(a.MemberOf, []graph.ActorID{"oas"}) ||
		a.Name != "Chile" || a.DecidedBy != "ann" || !sameJSON(a, merged.Into) {
		t.Errorf("the target: %+v, told as %+v", a, merged.Into)
	}
	if a := w.actor("santiago"); a.MergedInto != "chile" || len(a.Aliases)+len(a.MemberOf) > 0 || a.Name != "Santiago" || !sameJSON(a, merged.From[0]) {
		t.Errorf("the merged one: %+v, told as %+v", a, merged.From)
	}
	if a := w.actor("capital"); a.MergedInto != "chile" {
		t.Errorf("what was merged into it before: %+v", a)
	}
	if a := w.actor("ana"); !slices.Equal(a.SpeaksFor, []graph.Tie{{Body: "chile", Role: "minister"}, {Body: "peru", Role: "guest"}}) {
		t.Errorf("ties: %+v", a)
	}
	if a := w.actor("fleet"); !slices.Equal(a.MemberOf, []graph.ActorID{"peru", "chile"}) {
		t.Errorf("memberships: %+v", a)
	}
	if merged.Statements != 3 || !slices.Equal(w.ids(), ids) {
		t.Errorf("%d statements moved, ids %v, were %v", merged.Statements, w.ids(), ids)
	}
	for s, err := range graph.AllStatements(t.Context(), w.store, graph.StatementFilter{Stances: []graph.Stance{graph.Mediates}}) {
		if err != nil || !slices.Equal(s.Parties, []graph.ActorID{"chile", "peru"}) || !slices.Equal(s.ReportedBy, []graph.ActorID{"oas"}) {
			t.Errorf("the holder is no reporter, and nobody a party twice: %+v %v", s, err)
		}
	}
	undone := w.undo(rev)
	w.wantSound()
	if after := w.state(); after != before {
		t.Errorf("the merge was not undone:\n%s\nwant\n%s", after, before)
	}
	w.undo(undone)
	w.wantSound()
	if a := w.actor("santiago"); a.MergedInto != "chile" {
		t.Errorf("the merge was not done again: %+v", a)
	}
}

func (w world) ids() (ids []graph.StatementID) {
	for s, err := range graph.AllStatements(w.t.Context(), w.store, graph.StatementFilter{}) {
		if err != nil {
			w.t.Fatal(err)
		}
		ids = append(ids, s.ID)
	}
	return ids
}

func sameJSON(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

// What was decided about a moved statement since the merge stays when the merge is undone; another holder is in the way.
func TestUndoOfAMergeKeepsReviews(t *testing.T) {
	w, _, _ := newSantiago(t)
	id := w.statement("santiago").ID
	_, rev := w.merge("chile", "santiago")
	if _, _, err := w.Review(t.Context(), ann, []graph.Decision{{Statement: id, Revision: 2, Status: graph.Rejected}}, ""); err != nil {
		t.Fatal(err)
	}
	undone := w.undo(rev)
	if s := w.statement("santiago"); s.ID != id || s.Status != graph.Rejected || s.Revision != 4 || s.Speaker != "ana" {
		t.Errorf("want it back, and rejected: %+v", s)
	}
	again := w.undo(undone)
	holder := graph.ActorID("peru")
	if _, _, err := w.Amend(t.Context(), ann, graph.Amendment{Statement: id, Revision: 5, Holder: &holder}, ""); err != nil {
		t.Fatal(err)
	}
	_, err := w.Undo(t.Context(), ann, rev.ID, "")
	wantCode(t, err, graph.Conflict, "actor chile was changed")
	_, err = w.Undo(t.Context(), ann, again.ID, "")
	wantCode(t, err, graph.Conflict, "was changed by ann")
	w.wantSound()
}

// A load that names the merged actor means the target, and brings back nothing that an analyst rejected, whichever of the names
// the extractor finds.
func TestLoadAfterMerge(t *testing.T) {
	w, actors, found := newSantiago(t)
	_, _, err := w.Review(t.Context(), ann, []graph.Decision{{Statement: w.statement("santiago").ID, Revision: 1, Status: graph.Rejected}}, "")
	if err != nil {
		t.Fatal(err)
	}
	w.merge("chile", "santiago")
	before := w.state()
	if kept := w.put(actors); len(kept) > 0 {
		t.Errorf("the codebook that was there before is told to say otherwise: %v", kept)
	}
	if r := w.load(reading("v2", found...)); len(r.Refused) > 0 || r.Receipt.Created.Statements > 0 || r.Retracted > 0 {
		t.Errorf("the same findings: %+v", r)
	}
	if after := w.state(); strings.ReplaceAll(after, `"v2"`, `"v1"`) != before {
		t.Errorf("loading the same changed\n%s\nto\n%s", before, after)
	}
	better := slices.Clone(found[:3])
	better[0].Holder = "chile" // is the first and the last of found: the rejected one is left alone
	better[1].ReportedBy = []graph.ActorID{"chile"}
	if r := w.load(reading("v3", better...)); len(r.Refused) > 0 || r.Receipt.Created.Statements > 0 {
		t.Errorf("under the other name: %+v", r)
	}
	elsewhere := reading("v1", found[0])
	elsewhere.Document = graph.NewDocument(graph.Article{File: "b.txt", Published: "2020-02-01"}, text)
	w.load(elsewhere)
	w.load(elsewhere)
	moved := elsewhere
	moved.Extracted, moved.Statements = "v2", []graph.Statement{chile}
	if r := w.load(moved); r.Receipt.Created.Statements > 0 || r.Retracted > 0 {
		t.Errorf("what was loaded under the merged name is not known under the target's: %+v", r)
	}
	w.wantSound()
	pages, err := w.store.FindStances(t.Context(), graph.StanceQuery{Where: graph.StatementFilter{Holders: []graph.ActorID{"chile"}, Stances: []graph.Stance{graph.Opposes}}, Page: graph.Page{Limit: 9}})
	if err != nil || len(pages[0].Items) != 1 || pages[0].Items[0].Articles != 1 {
		t.Errorf("two copies of one text are one article: %+v %v", pages, err)
	}
}

// A load that was worked out before a merge is worked out anew.
func TestLoadOvertakenByMerge(t *testing.T) {
	w, _, found := newSantiago(t)
	late := w.overtake(func() { w.merge("chile", "santiago") })
	r := reading("v1", found...)
	r.Document = graph.NewDocument(graph.Article{File: "b.txt"}, text)
	if _, err := late.Load(t.Context(), loaderAgent, []graph.Reading{r}); err != nil {
		t.Fatal(err)
	}
	w.wantSound()
}

func TestMergeIssues(t *testing.T) {
	w := newWorld(t)
	w.put(nil, graph.Issue{ID: "limits", Name: "catch limits", Phrases: []string{"limiting the catch"}, PartOf: "quota"},
		graph.Issue{ID: "north", Name: "limits in the north", PartOf: "limits"}, graph.Issue{ID: "sea", Name: "rules at sea"})
	limited := chile
	limited.Issue = "limits"
	w.load(reading("v1", limited, peru))
	before := w.state()
	seen := func(id graph.IssueID) graph.Seen[graph.IssueID] {
		return graph.Seen[graph.IssueID]{ID: id, Revision: w.issue(id).Revision}
	}
	merge := func(into graph.IssueID, from ...graph.IssueID) (graph.Revision, error) {
		m := graph.Merge[graph.IssueID]{Into: seen(into)}
		for _, id := range from {
			m.From = append(m.From, seen(id))
		}
		_, rev, err := w.MergeIssues(t.Context(), ann, m, "")
		return rev, err
	}
	rev, err := merge("limits", "quota") // the whole into its part
	if err != nil {
		t.Fatal(err)
	}
	w.wantSound()
	if i := w.issue("limits"); i.PartOf != "" || !slices.Equal(i.Phrases, []string{"limiting the catch", "the quota"}) {
		t.Errorf("the target: %+v", i)
	}
	if w.statement("peru").Issue != "limits" {
		t.Error("a statement did not move")
	}
	if r := w.load(reading("v2", limited, peru)); r.Receipt.Created.Statements > 0 || r.Retracted > 0 {
		t.Errorf("the same findings: %+v", r)
	}
	w.undo(rev)
	if after := w.state(); after != before {
		t.Errorf("not undone:\n%s\nwant\n%s", after, before)
	}
	whole := graph.IssueID("north")
	if _, _, err := w.UpdateIssue(t.Context(), ann, graph.IssueUpdate{Issue: seen("sea"), PartOf: &whole}, ""); err != nil {
		t.Fatal(err)
	}
	_, err = merge("sea", "limits")
	wantCode(t, err, graph.Invalid, "would be part of itself")
	if _, err = merge("sea", "limits", "north"); err != nil {
		t.Fatal(err)
	}
	if i := w.issue("sea"); i.PartOf != "quota" {
		t.Errorf("the target takes the place of the merged: %+v", i)
	}
	w.wantSound()
}

func TestDecisionsStand(t *testing.T) {
	w := newWorld(t)
	name, aliases := "Republic of Chile", []string{"Chileans"}
	a, rev, err := w.UpdateActor(t.Context(), ann, graph.ActorUpdate{Actor: w.seen("chile")[0], Name: &name, Aliases: &aliases}, "their own name")
	if err != nil || a.DecidedBy != "ann" || rev.Action != graph.ActionUpdate || rev.Why != "their own name" {
		t.Fatal(a, rev, err)
	}
	book := []graph.Actor{{ID: "chile", Name: "Chile", Kind: graph.State, Aliases: []string{"Chileans", "Santiago"}, MemberOf: []graph.ActorID{"peru"}}}
	for range 2 {
		kept := w.put(book)
		want := []string{`actor chile: the codebook says name Chile; decided by ann`, `actor chile: the codebook says aliases "Santiago"; decided by ann`}
		if len(kept) != 2 || kept[0].String() != want[0] || kept[1].String() != want[1] {
			t.Errorf("told %v, want %v", kept, want)
		}
	}
	if a := w.actor("chile"); a.Name != name || !slices.Equal(a.Aliases, aliases) || !slices.Equal(a.MemberOf, []graph.ActorID{"peru"}) || a.Revision != 3 {
		t.Errorf("what the analyst left open follows the codebook, nothing else: %+v", a)
	}
	_, err = w.Undo(t.Context(), ann, rev.ID, "")
	wantCode(t, err, graph.Conflict, "actor chile was changed by loader")
	w.wantSound()
}

func TestCreatedAndWithdrawn(t *testing.T) {
	w := newWorld(t)
	a, rev, err := w.CreateActor(t.Context(), ann, graph.Actor{Name: "Río Club", Kind: graph.Group, MemberOf: []graph.ActorID{"chile"}}, false, "")
	if err != nil || a.ID != "rio-club" || a.Revision != 1 {
		t.Fatal(a, err)
	}
	w.load(reading("v1", chile))
	holder := a.ID
	s, amended, err := w.Amend(t.Context(), ann, graph.Amendment{Statement: w.statement("chile").ID, Revision: 1, Holder: &holder}, "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Undo(t.Context(), ann, rev.ID, "")
	wantCode(t, err, graph.Conflict, `refer to actor "rio-club"`)
	w.undo(amended)
	undone := w.undo(rev)
	if a := w.actor("rio-club"); !a.Withdrawn || a.Revision != 2 {
		t.Errorf("want it withdrawn: %+v", a)
	}
	if kept := w.put([]graph.Actor{{ID: "rio-club", Name: "Río Club", Kind: graph.Group}, {ID: "eva", Name: "Eva", Kind: graph.Person, SpeaksFor: []graph.Tie{{Body: "rio-club"}}}}); len(kept) != 1 ||
		!strings.Contains(kept[0].String(), "withdrawn by ann") || len(w.actor("eva").SpeaksFor) > 0 {
		t.Errorf("a codebook brought it back: %v", kept)
	}
	found := chile
	found.Holder = "rio-club"
	if r := w.load(reading("v2", found)); len(r.Refused) != 1 || !strings.Contains(r.Refused[0].Reason, "was withdrawn by ann") {
		t.Errorf("a reading names it: %+v", r)
	}
	again, _, err := w.CreateActor(t.Context(), ann, graph.Actor{Name: "Río Club", Kind: graph.Group}, false, "")
	if err != nil || again.Withdrawn || again.Revision != 3 {
		t.Errorf("created again: %+v %v", again, err)
	}
	_, err = w.Undo(t.Context(), ann, undone.ID, "")
	wantCode(t, err, graph.Conflict, "was changed by ann")
	w.wantSound()
	_ = s
}

func TestMergeRefuses(t *testing.T) {
	w, _, _ := newSantiago(t)
	for name, c := range map[string]struct {
		by   graph.Agent
		m    graph.Merge[graph.ActorID]
		code graph.Code
		part string
	}{
		"a viewer":          {vera, graph.Merge[graph.ActorID]{Into: w.seen("chile")[0], From: w.seen("peru")}, graph.Forbidden, "needs the role analyst"},
		"nothing":           {ann, graph.Merge[graph.ActorID]{Into: w.seen("chile")[0]}, graph.Invalid, "nothing to merge"},
		"itself":            {ann, graph.Merge[graph.ActorID]{Into: w.seen("chile")[0], From: w.seen("peru", "chile")}, graph.Invalid, "named twice"},
		"unknown":           {ann, graph.Merge[graph.ActorID]{Into: w.seen("chile")[0], From: []graph.Seen[graph.ActorID]{{ID: "atlantis", Revision: 1}}}, graph.NotFound, "atlantis"},
		"a person's office": {ann, graph.Merge[graph.ActorID]{Into: w.seen("chile")[0], From: w.seen("ana")}, graph.Invalid, "only a person speaks for a body"},
	} {
		before := w.dump()
		if _, _, err := w.MergeActors(t.Context(), c.by, c.m, ""); graph.CodeOf(err) != c.code || !strings.Contains(fmt.Sprint(err), c.part) {
			t.Errorf("%s: %v", name, err)
		}
		if w.dump() != before {
			t.Errorf("%s: a refused merge changed the graph", name)
		}
	}
}
