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

// What two analysts coded under names that were merged since means the target: they agree, and a ruling on either, by the id that it had
// or has, decides about the one statement of the target. Once the merge is undone, the names mean themselves again.
func TestCodedBeforeAMerge(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	_, err := w.PutVocabulary(ctx, loaderAgent, []graph.Actor{{ID: "republic", Name: "The Republic", Kind: graph.State}}, []graph.Issue{{ID: "limit", Name: "the limit"}})
	wantNil(t, err)
	w.load(reading("v1", chile))
	article := document().ID
	for _, name := range []string{"ann", "ben"} {
		_, err := w.AddUser(ctx, loaderAgent, name, graph.Analyst, "token of "+name, 0)
		wantNil(t, err)
	}
	_, err = w.Assign(ctx, ann, []graph.ArticleID{article}, []string{"ann", "ben"})
	wantNil(t, err)
	code := func(by graph.Agent, holder graph.ActorID, issue graph.IssueID, quote string) graph.Statement {
		s, err := w.Code(ctx, by, graph.Draft{Article: article, Holder: holder, Stance: graph.Opposes, Issue: issue, Quote: quote})
		wantNil(t, err)
		return s
	}
	hers := code(ann, "republic", "limit", chile.Quote)
	his := code(ben, "chile", "limit", chile.Quote)
	code(ben, "republic", "quota", chile.Quote)
	other := code(ben, "republic", "quota", "the quota. Peru")
	meant := func() []graph.Coding {
		codings, err := w.store.Codings(ctx, graph.CodingQuery{})
		wantNil(t, err)
		out, err := graph.Meant(ctx, w.store, codings)
		wantNil(t, err)
		return out
	}
	if c := meant(); c[0].Codes[0].Holder != "republic" || len(c[1].Codes) != 3 {
		t.Errorf("before a merge it means %+v", c)
	}
	_, actors, err := w.MergeActors(ctx, ann, graph.Merge[graph.ActorID]{From: []graph.Seen[graph.ActorID]{{ID: "republic", Revision: 1}}, Into: graph.Seen[graph.ActorID]{ID: "chile", Revision: 1}}, "")
	wantNil(t, err)
	_, issues, err := w.MergeIssues(ctx, ann, graph.Merge[graph.IssueID]{From: []graph.Seen[graph.IssueID]{{ID: "limit", Revision: 1}}, Into: graph.Seen[graph.IssueID]{ID: "quota", Revision: 1}}, "")
	wantNil(t, err)
	stored := w.statement("chile")
	c := meant()
	if len(c[0].Codes) != 1 || len(c[1].Codes) != 2 || c[0].Codes[0].ID != stored.ID || c[1].Codes[0].ID != stored.ID || c[0].Codes[0].Holder != "chile" || c[0].Codes[0].Issue != "quota" {
		t.Errorf("after the merges it means %+v", c)
	}
	w.wantSound()
	wantNil(t, w.FinishCoding(ctx, ann, article, true))
	wantNil(t, w.FinishCoding(ctx, ben, article, true))
	rev, err := w.Adjudicate(ctx, ann, article, graph.Ruling{Accept: []graph.StatementID{hers.ID}, Reject: []graph.StatementID{his.ID, other.ID}}, "")
	wantNil(t, err)
	now, err := w.store.Statements(ctx, []graph.StatementID{stored.ID})
	wantNil(t, err)
	if len(rev.Changes) != 2 || len(now) != 1 || now[0].Status != graph.Accepted || now[0].Method != graph.MethodRules {
		t.Errorf("the ruling changed %+v", rev.Changes)
	}
	_, err = w.Adjudicate(ctx, ann, article, graph.Ruling{Accept: []graph.StatementID{stored.ID}}, "")
	wantCode(t, err, graph.Invalid, "changes nothing")
	w.wantSound()
	for _, r := range []graph.Revision{issues, actors} {
		_, err = w.Undo(ctx, ann, r.ID, "")
		wantNil(t, err)
	}
	if c := meant(); c[0].Codes[0].Holder != "republic" || len(c[1].Codes) != 3 {
		t.Errorf("after the merges were undone it means %+v", c)
	}
	w.wantSound()
}

// What was coded as an analyst has corrected a statement to be is that statement.
func TestCodedAsCorrected(t *testing.T) {
	w := newWorld(t)
	w.load(reading("v1", chile))
	s, holder := w.statement("chile"), graph.ActorID("peru")
	corrected, _, err := w.Amend(t.Context(), ann, graph.Amendment{Statement: s.ID, Revision: s.Revision, Holder: &holder}, "")
	wantNil(t, err)
	code := corrected
	code.ID = graph.StatementKey(&code)
	meant, err := graph.Meant(t.Context(), w.store, []graph.Coding{{Article: s.Article, Analyst: "ben", Codes: []graph.Statement{code}}})
	wantNil(t, err)
	if got := meant[0].Codes[0].ID; got != s.ID || code.ID == s.ID {
		t.Errorf("the code is of %s, the corrected statement %s", got, s.ID)
	}
}

func wantNil(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
