package graph_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/sqlitestore"
)

var (
	loaderAgent = graph.Agent{Name: "loader", Role: graph.Admin}
	ann         = graph.Agent{Name: "ann", Role: graph.Analyst}
	vera        = graph.Agent{Name: "vera", Role: graph.Viewer}
)

const text = "Chile opposes the quota. Peru, Chile says, backs the quota."

// world is an editor on an empty store, with a clock that moves a second with each look at it.
type world struct {
	*graph.Editor
	store graph.Store
	t     *testing.T
}

func newWorld(t *testing.T) world {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	now := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	w := world{graph.NewEditor(s, func() time.Time { now = now.Add(time.Second); return now }), s, t}
	_, err = w.PutVocabulary(t.Context(), loaderAgent, []graph.Actor{
		{ID: "chile", Name: "Chile", Kind: graph.State}, {ID: "peru", Name: "Peru", Kind: graph.State},
	}, []graph.Issue{{ID: "quota", Name: "the quota"}})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func document() graph.Document {
	return graph.NewDocument(graph.Article{File: "a.txt", Source: "Wire", Published: "2020-01-05"}, text)
}

func quoted(holder graph.ActorID, stance graph.Stance, quote string) graph.Statement {
	start := strings.Index(text, quote)
	return graph.Statement{Holder: holder, Stance: stance, Issue: "quota", Quote: quote, Start: start, End: start + len(quote), HeldOn: "2020-01-05", Confidence: 0.5}
}

// reading is what an extractor of some version finds.
func reading(version string, statements ...graph.Statement) graph.Reading {
	return graph.Reading{Document: document(), Extracted: version, Method: graph.MethodRules, Statements: statements}
}

var (
	chile = quoted("chile", graph.Opposes, "Chile opposes the quota")
	peru  = quoted("peru", graph.Supports, "backs the quota")
)

func (w world) load(readings ...graph.Reading) graph.LoadReport {
	w.t.Helper()
	report, err := w.Load(w.t.Context(), loaderAgent, readings)
	if err != nil {
		w.t.Fatal(err)
	}
	return report
}

func (w world) statement(holder graph.ActorID) graph.Statement {
	w.t.Helper()
	pages, err := w.store.FindStatements(w.t.Context(), graph.StatementQuery{Where: graph.StatementFilter{Holders: []graph.ActorID{holder}}, Page: graph.Page{Limit: 9}})
	if err != nil || len(pages[0].Items) != 1 {
		w.t.Fatalf("want one statement of %s: %v %v", holder, pages, err)
	}
	return pages[0].Items[0]
}

func (w world) dump() string {
	w.t.Helper()
	var b bytes.Buffer
	if err := graph.Dump(context.Background(), w.store, &b, true); err != nil {
		w.t.Fatal(err)
	}
	return b.String()
}

func wantCode(t *testing.T, err error, code graph.Code, part string) {
	t.Helper()
	if err == nil || graph.CodeOf(err) != code || !strings.Contains(err.Error(), part) {
		t.Errorf("got error %v, want %s with %q", err, code, part)
	}
}

func TestLoadingTwiceChangesNothing(t *testing.T) {
	w := newWorld(t)
	if r := w.load(reading("v1", chile, peru)); r.Receipt.Created.Statements != 2 || r.Receipt.Created.Revisions != 1 {
		t.Errorf("first load: %+v", r)
	}
	before := w.dump()
	if r := w.load(reading("v1", chile, peru)); r.Unchanged != 1 || r.Receipt != (graph.Receipt{}) {
		t.Errorf("second load: %+v", r)
	}
	if after := w.dump(); after != before {
		t.Errorf("the second load changed the graph:\n%s\nwas\n%s", after, before)
	}
}

func TestAnotherCodebookRetractsAndRevives(t *testing.T) {
	w := newWorld(t)
	w.load(reading("v1", chile, peru))
	if r := w.load(reading("v2", chile)); r.Retracted != 1 {
		t.Errorf("not found again: %+v", r)
	}
	if s := w.statement("peru"); s.Status != graph.Retracted || s.Revision != 2 {
		t.Errorf("want it retracted: %+v", s)
	}
	w.load(reading("v3", chile, peru))
	if s := w.statement("peru"); s.Status != graph.Suggested || s.Revision != 3 {
		t.Errorf("want it suggested again: %+v", s)
	}
}

// A reading answers for the suggestions of its own methods: it retracts and refreshes no others.
func TestAReadingAnswersForItsMethods(t *testing.T) {
	w := newWorld(t)
	by := func(version, method string, statements ...graph.Statement) graph.Reading {
		return graph.Reading{Document: document(), Extracted: version, Method: method, Statements: statements}
	}
	surer := chile
	surer.Confidence, surer.Rule, surer.Speaker = 0.9, "better", "peru"
	w.load(by("r1", graph.MethodRules, chile))
	if r := w.load(by("m1", graph.MethodModel, peru)); r.Retracted != 0 || r.Receipt.Created.Statements != 1 {
		t.Errorf("the model retracted what the rules found: %+v", r)
	}
	if s := w.statement("peru"); s.Method != graph.MethodModel {
		t.Errorf("want the method of the reading: %+v", s)
	}
	w.load(by("m2", graph.MethodModel, surer, peru))
	if s := w.statement("chile"); s.Confidence != 0.5 || s.Method != graph.MethodRules || s.Revision != 1 {
		t.Errorf("the model overwrote what the rules found: %+v", s)
	}
	w.load(by("r2", graph.MethodRules, surer))
	if s := w.statement("chile"); s.Confidence != 0.9 || s.Rule != "better" || s.Speaker != "peru" || s.Revision != 2 {
		t.Errorf("the rules did not refresh their own: %+v", s)
	}
	if s := w.statement("peru"); s.Status != graph.Suggested {
		t.Errorf("the rules retracted what the model found: %+v", s)
	}
	both := by("b1", graph.MethodRules, surer)
	both.Methods = []string{graph.MethodRules, graph.MethodModel}
	if r := w.load(both); r.Retracted != 1 || w.statement("peru").Status != graph.Retracted || w.statement("chile").Revision != 2 {
		t.Errorf("a reading of both methods: %+v", r)
	}
	w.load(by("r3", graph.MethodRules, surer, peru))
	if s := w.statement("peru"); s.Status != graph.Suggested || s.Method != graph.MethodRules {
		t.Errorf("want it suggested again, by the rules: %+v", s)
	}
}

func TestAMethodIsNotForged(t *testing.T) {
	w := newWorld(t)
	forged := chile
	forged.Method = graph.MethodAnalyst
	w.load(reading("v1", forged))
	if s := w.statement("chile"); s.Method != graph.MethodRules {
		t.Errorf("a reading of rules left a statement by %q", s.Method)
	}
}

func TestAMachineLeavesDecisionsAlone(t *testing.T) {
	w := newWorld(t)
	w.load(reading("v1", chile, peru))
	for _, d := range []graph.Decision{
		{Statement: w.statement("chile").ID, Revision: 1, Status: graph.Rejected},
		{Statement: w.statement("peru").ID, Revision: 1, Status: graph.Accepted},
	} {
		if _, _, err := w.Review(t.Context(), ann, []graph.Decision{d}, ""); err != nil {
			t.Fatal(err)
		}
	}
	w.load(reading("v2", chile)) // finds the rejected one, and the accepted one no more
	if s := w.statement("chile"); s.Status != graph.Rejected || s.DecidedBy != "ann" {
		t.Errorf("a rejected statement came back: %+v", s)
	}
	if s := w.statement("peru"); s.Status != graph.Accepted {
		t.Errorf("an accepted statement was withdrawn: %+v", s)
	}
}

func TestLoadReportsWhatItRefuses(t *testing.T) {
	w := newWorld(t)
	wrong := chile
	wrong.Quote = "Chile opposes the quotA"
	stranger := quoted("atlantis", graph.Supports, "quota")
	cut := chile
	cut.End++
	r := w.load(reading("v1", wrong, stranger, cut, peru))
	if len(r.Refused) != 3 || r.Receipt.Created.Statements != 1 {
		t.Fatalf("%+v", r)
	}
	for i, part := range []string{"does not stand in the article", "atlantis", "does not stand in the article"} {
		if r.Refused[i].File != "a.txt" || !strings.Contains(r.Refused[i].Reason, part) {
			t.Errorf("refusal %d: %+v, want %q", i, r.Refused[i], part)
		}
	}
}

func TestLoadLearnsPersonsOnce(t *testing.T) {
	w := newWorld(t)
	r := reading("v1", chile)
	r.Statements[0].Speaker = "ana-diaz"
	r.Actors = []graph.Actor{{ID: "ana-diaz", Name: "Ana Díaz", Kind: graph.Person, SpeaksFor: []graph.Tie{{Body: "chile", Role: "minister"}}}}
	lost := graph.Actor{ID: "x", Name: "X", Kind: graph.Person, SpeaksFor: []graph.Tie{{Body: "atlantis"}}}
	r.Actors = append(r.Actors, lost)
	report := w.load(r)
	if report.Receipt.Created.Actors != 1 || len(report.Refused) != 1 || !strings.Contains(report.Refused[0].Reason, "atlantis") {
		t.Errorf("%+v", report)
	}
}

func TestReviewConflicts(t *testing.T) {
	w := newWorld(t)
	w.load(reading("v1", chile))
	d := graph.Decision{Statement: w.statement("chile").ID, Revision: 1, Status: graph.Accepted}
	if _, _, err := w.Review(t.Context(), ann, []graph.Decision{d}, "read it"); err != nil {
		t.Fatal(err)
	}
	bob := graph.Agent{Name: "bob", Role: graph.Analyst}
	_, _, err := w.Review(t.Context(), bob, []graph.Decision{{Statement: d.Statement, Revision: 1, Status: graph.Rejected}}, "")
	wantCode(t, err, graph.Conflict, "was changed by ann at 2020-01-01 00:00:04 UTC: status suggested → accepted; read it again")
	if c, ok := errors.AsType[*graph.Changed](err); !ok || c.Saw != 1 || c.Revision != 2 || c.Object.ID != string(d.Statement) {
		t.Errorf("the conflict carries %+v", c)
	}
	if s := w.statement("chile"); s.Status != graph.Accepted {
		t.Errorf("the conflict changed the statement: %+v", s)
	}
}

func TestUndo(t *testing.T) {
	w := newWorld(t)
	w.load(reading("v1", chile, peru))
	before := w.statement("chile")
	note := "doubtful"
	_, rev, err := w.Review(t.Context(), ann, []graph.Decision{{Statement: before.ID, Revision: 1, Status: graph.Rejected, Note: &note}}, "")
	if err != nil {
		t.Fatal(err)
	}
	undo, err := w.Undo(t.Context(), ann, rev.ID, "a slip")
	if err != nil {
		t.Fatal(err)
	}
	after := w.statement("chile")
	after.Revision = before.Revision
	if after.Status != before.Status || after.Note != "" || after.DecidedBy != "" {
		t.Errorf("after undo %+v, want %+v", after, before)
	}
	if _, err := w.Undo(t.Context(), ann, undo.ID, ""); err != nil { // an undo can be undone
		t.Fatal(err)
	}
	if s := w.statement("chile"); s.Status != graph.Rejected || s.Note != note {
		t.Errorf("after undoing the undo: %+v", s)
	}
	_, err = w.Undo(t.Context(), ann, rev.ID, "")
	wantCode(t, err, graph.Conflict, "was changed 2 times since you saw it, last by ann at ")
	_, _, err = w.Review(t.Context(), ann, []graph.Decision{{Statement: before.ID, Revision: 9, Status: graph.Rejected}}, "")
	wantCode(t, err, graph.Conflict, "is at revision 4, you named 9")
}

func TestUndoOfALoadRetractsItsStatements(t *testing.T) {
	w := newWorld(t)
	w.load(reading("v1", chile, peru))
	revs, err := w.store.FindRevisions(t.Context(), graph.RevisionQuery{Page: graph.Page{Limit: 1}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Undo(t.Context(), ann, revs.Items[0].ID, ""); err != nil {
		t.Fatal(err)
	}
	w.load(reading("v2", chile, peru))
	if s := w.statement("chile"); s.Status != graph.Retracted {
		t.Errorf("a load brought back what an analyst undid: %+v", s)
	}
}

func TestUndoOfVocabulary(t *testing.T) {
	w := newWorld(t)
	if _, err := w.PutVocabulary(t.Context(), loaderAgent, []graph.Actor{{ID: "chile", Name: "Chile", Kind: graph.State, Aliases: []string{"Santiago"}}}, nil); err != nil {
		t.Fatal(err)
	}
	revs, err := w.store.FindRevisions(t.Context(), graph.RevisionQuery{Page: graph.Page{Limit: 1}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Undo(t.Context(), ann, revs.Items[0].ID, "")
	wantCode(t, err, graph.Forbidden, "role admin")
	if _, err := w.Undo(t.Context(), loaderAgent, revs.Items[0].ID, ""); err != nil {
		t.Fatal(err)
	}
	actors, err := w.store.Actors(t.Context(), []graph.ActorID{"chile"})
	if err != nil || len(actors[0].Aliases) != 0 || actors[0].Revision != 3 {
		t.Errorf("%+v %v", actors, err)
	}
}

func TestAnnotate(t *testing.T) {
	w := newWorld(t)
	w.load(reading("v1"))
	draft := graph.Draft{Article: document().ID, Holder: "peru", Stance: graph.Supports, Issue: "quota", Quote: "backs the quota"}
	s, _, err := w.Annotate(t.Context(), ann, draft, "missed")
	if err != nil {
		t.Fatal(err)
	}
	if s.Start != 43 || s.End != 58 || s.Status != graph.Accepted || s.HeldOn != "2020-01-05" || s.DecidedBy != "ann" || s.Confidence != 1 {
		t.Errorf("%+v", s)
	}
	_, _, err = w.Annotate(t.Context(), ann, draft, "")
	wantCode(t, err, graph.Conflict, "already there")
	cases := []struct {
		change func(*graph.Draft)
		code   graph.Code
		part   string
	}{
		{func(d *graph.Draft) { d.Quote = "the quota" }, graph.Invalid, "2 times"},
		{func(d *graph.Draft) { d.Quote = "the Quota" }, graph.Invalid, "does not stand"},
		{func(d *graph.Draft) { d.Start, d.End = 1, 16 }, graph.Invalid, "does not stand in the article at bytes 1 to 16"},
		{func(d *graph.Draft) { d.Start, d.End = 1, 9999 }, graph.Invalid, "outside the article"},
		{func(d *graph.Draft) { d.Quote = "" }, graph.Invalid, "no quote"},
		{func(d *graph.Draft) { d.Stance = "" }, graph.Invalid, "want supports, opposes, mediates or undecided"},
		{func(d *graph.Draft) { d.Holder = "" }, graph.Invalid, "no holder"},
		{func(d *graph.Draft) { d.Holder = "atlantis" }, graph.Invalid, "atlantis"},
		{func(d *graph.Draft) { d.Issue = "atlantis" }, graph.Invalid, "atlantis"},
		{func(d *graph.Draft) { d.Article = "none" }, graph.NotFound, "no article"},
		{func(d *graph.Draft) { d.HeldOn = "yesterday" }, graph.Invalid, "not a date"},
		{func(d *graph.Draft) { d.Note = strings.Repeat("x", graph.MaxNoteLength+1) }, graph.Invalid, "note"},
	}
	for _, c := range cases {
		d := draft
		c.change(&d)
		_, _, err := w.Annotate(t.Context(), ann, d, "")
		wantCode(t, err, c.code, c.part)
	}
}

func TestRoles(t *testing.T) {
	w := newWorld(t)
	acts := map[string]func(graph.Agent) error{
		"load":       func(a graph.Agent) error { _, err := w.Load(t.Context(), a, nil); return err },
		"vocabulary": func(a graph.Agent) error { _, err := w.PutVocabulary(t.Context(), a, nil, nil); return err },
		"annotate":   func(a graph.Agent) error { _, _, err := w.Annotate(t.Context(), a, graph.Draft{}, ""); return err },
		"review":     func(a graph.Agent) error { _, _, err := w.Review(t.Context(), a, nil, ""); return err },
		"add user":   func(a graph.Agent) error { _, err := w.AddUser(t.Context(), a, "x", graph.Viewer, "t", 0); return err },
		"revoke":     func(a graph.Agent) error { return w.RevokeUser(t.Context(), a, "x") },
	}
	forAnalysts := map[string]bool{"load": true, "annotate": true, "review": true}
	for name, act := range acts {
		for _, agent := range []graph.Agent{vera, ann, {Name: "nobody"}, {Name: "odd", Role: "root"}} {
			allowed := forAnalysts[name] && agent == ann
			if got := graph.CodeOf(act(agent)) == graph.Forbidden; got == allowed {
				t.Errorf("%s as %q: forbidden is %v", name, agent.Role, got)
			}
		}
	}
}

func TestUsers(t *testing.T) {
	w := newWorld(t)
	if _, err := w.AddUser(t.Context(), loaderAgent, "ann", graph.Analyst, "first", 0); err != nil {
		t.Fatal(err)
	}
	if err := w.RevokeUser(t.Context(), loaderAgent, "ann"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddUser(t.Context(), loaderAgent, "ann", graph.Admin, "second", time.Hour); err != nil {
		t.Fatal(err)
	}
	users, err := w.store.Users(t.Context())
	if err != nil || len(users) != 1 || users[0].Revoked || users[0].Role != graph.Admin || users[0].TokenHash != graph.HashToken("second") || users[0].Expires.IsZero() {
		t.Errorf("%+v %v", users, err)
	}
	wantCode(t, w.RevokeUser(t.Context(), loaderAgent, "bob"), graph.NotFound, "bob")
	eve, err := w.AddUser(t.Context(), loaderAgent, "eve", graph.Viewer, "third", time.Hour)
	if err != nil || eve.Expired(eve.Created.Add(time.Hour-1)) || !eve.Expired(eve.Created.Add(time.Hour)) {
		t.Errorf("%+v %v", eve, err)
	}
	_, err = w.AddUser(t.Context(), loaderAgent, "bob", graph.Viewer, "t", -1)
	wantCode(t, err, graph.Invalid, "cannot last")
	_, err = w.AddUser(t.Context(), loaderAgent, "bob", "root", "t", 0)
	wantCode(t, err, graph.Invalid, "root")
}

// A damaged graph is told of: the check must be able to fail.
func TestCheckFindsDamage(t *testing.T) {
	w := newWorld(t)
	w.load(reading("v1", chile, peru))
	for problem, err := range graph.Check(t.Context(), w.store) {
		t.Errorf("a sound graph: %q %v", problem, err)
	}
	for problem, err := range graph.Check(t.Context(), damaged{w.store}) {
		if err != nil || !strings.Contains(problem, "stance edge chile opposes quota says") {
			t.Errorf("got %q %v", problem, err)
		}
		return
	}
	t.Error("the check found nothing in a damaged graph")
}

// damaged counts one statement too many on every edge.
type damaged struct{ graph.Store }

func (d damaged) FindStances(ctx context.Context, q graph.StanceQuery) ([]graph.Slice[graph.StanceEdge], error) {
	slices, err := d.Store.FindStances(ctx, q)
	for _, s := range slices {
		for i := range s.Items {
			s.Items[i].Statements++
		}
	}
	return slices, err
}
