package graph_test

import (
	"testing"

	"stancegraph/graph"
)

var ben = graph.Agent{Name: "ben", Role: graph.Analyst}

// Two analysts code an article by themselves, an adjudicator rules on what they found, and takes that back. Nothing of it counts before.
func TestCoding(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	w.load(reading("v1", peru))
	article := document().ID
	for _, a := range []graph.Agent{ann, ben, vera} {
		if _, err := w.AddUser(ctx, loaderAgent, a.Name, a.Role, "token of "+a.Name, 0); err != nil {
			t.Fatal(err)
		}
	}
	one := []graph.ArticleID{article}
	for _, names := range [][]string{{"ann"}, {"ann", "ann"}, {"ann", "vera"}, {"ann", "nobody"}} {
		_, err := w.Assign(ctx, ann, one, names)
		wantCode(t, err, graph.Invalid, "")
	}
	_, err := w.Assign(ctx, ann, []graph.ArticleID{"none"}, []string{"ann", "ben"})
	wantCode(t, err, graph.NotFound, "none")
	_, err = w.Assign(ctx, vera, one, []string{"ann", "ben"})
	wantCode(t, err, graph.Forbidden, "assigning")
	for attempt, want := range []int{2, 0} {
		if made, err := w.Assign(ctx, ann, one, []string{"ann", "ben"}); err != nil || len(made) != want {
			t.Fatalf("assigned %d time: %v, %v", attempt+1, made, err)
		}
	}
	draft := graph.Draft{Article: article, Holder: "chile", Stance: graph.Opposes, Issue: "quota", Quote: "Chile opposes the quota"}
	both, err := w.Code(ctx, ann, draft)
	wantNil(t, err)
	_, err = w.Code(ctx, ben, draft) // he does not see that she has it already
	wantNil(t, err)
	_, err = w.Code(ctx, ben, draft)
	wantCode(t, err, graph.Conflict, "already")
	draft.Holder, draft.Stance, draft.Quote = "peru", graph.Supports, "backs the quota"
	only, err := w.Code(ctx, ben, draft)
	wantNil(t, err)
	draft.Holder = "nobody"
	_, err = w.Code(ctx, ben, draft)
	wantCode(t, err, graph.Invalid, "nobody")
	draft.Holder, draft.Quote = "peru", "not there"
	_, err = w.Code(ctx, ben, draft)
	wantCode(t, err, graph.Invalid, "does not stand")
	_, err = w.Code(ctx, loaderAgent, graph.Draft{Article: article, Holder: "peru", Stance: graph.Supports, Issue: "quota", Quote: "Peru"})
	wantCode(t, err, graph.Forbidden, "not assigned")
	wantNil(t, w.FinishCoding(ctx, ann, article, true))
	wantCode(t, w.Uncode(ctx, ann, article, both.ID), graph.Conflict, "finished")
	wantNil(t, w.FinishCoding(ctx, ann, article, false))
	wantNil(t, w.FinishCoding(ctx, ann, article, true))
	_, err = w.Adjudicate(ctx, ann, article, graph.Ruling{Accept: []graph.StatementID{both.ID}}, "")
	wantCode(t, err, graph.Conflict, "not everybody")
	if before := w.dump(); w.statement("peru").Status != graph.Suggested || len(before) == 0 {
		t.Error("what was coded counts before it was adjudicated")
	}
	wantNil(t, w.FinishCoding(ctx, ben, article, true))
	wantCode(t, w.FinishCoding(ctx, ben, article, false), graph.Conflict, "stays as it is")
	_, err = w.Adjudicate(ctx, vera, article, graph.Ruling{Accept: []graph.StatementID{both.ID}}, "")
	wantCode(t, err, graph.Forbidden, "adjudicating")
	_, err = w.Adjudicate(ctx, ann, article, graph.Ruling{Accept: []graph.StatementID{"none"}}, "")
	wantCode(t, err, graph.NotFound, "nobody coded")
	rev, err := w.Adjudicate(ctx, ann, article, graph.Ruling{Accept: []graph.StatementID{both.ID}, Reject: []graph.StatementID{only.ID}}, "ann and ben")
	wantNil(t, err)
	if c, p := w.statement("chile"), w.statement("peru"); c.Status != graph.Accepted || p.Status != graph.Rejected || p.Method != graph.MethodRules || c.DecidedBy != "ann" {
		t.Errorf("adjudicated to\n%+v\n%+v", c, p)
	}
	_, err = w.Undo(ctx, ann, rev.ID, "")
	wantNil(t, err)
	if c, p := w.statement("chile"), w.statement("peru"); c.Status != graph.Retracted || p.Status != graph.Suggested {
		t.Errorf("undone to\n%+v\n%+v", c, p)
	}
}

func wantNil(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
