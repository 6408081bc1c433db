package graphtest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
)

// Differential makes the same random changes, through an editor each, to two empty stores and compares what every change
// and every read of them answers. The seed decides about everything, so that a failure can be repeated.
func Differential(t *testing.T, seed uint64, steps int, stores [2]graph.Store) {
	d := &differential{rand: rand.New(rand.NewPCG(seed, 1)), stores: stores, now: epoch}
	clock := func() time.Time { return d.now }
	d.editors = [2]*graph.Editor{graph.NewEditor(stores[0], clock), graph.NewEditor(stores[1], clock)}
	for step := range steps {
		d.now = epoch.Add(time.Duration(step) * 1234567 * time.Microsecond)
		d.same(t, step, "change", d.change(t.Context(), step))
		for range 10 {
			d.same(t, step, "read", d.read(t.Context()))
		}
	}
	d.same(t, steps, "dump", func(i int) string {
		var b bytes.Buffer
		err := graph.Dump(t.Context(), stores[i], &b, false)
		return fmt.Sprintf("%v\n%s", err, b.String())
	})
	for i, s := range stores {
		for problem, err := range graph.Check(t.Context(), s) {
			t.Errorf("seed %d, store %d: check: %s %v", seed, i, problem, err)
		}
	}
}

type differential struct {
	rand    *rand.Rand
	stores  [2]graph.Store
	editors [2]*graph.Editor
	now     time.Time
	issued  []graph.RevisionID // revisions to undo
}

// same runs an act on both stores and compares what they answer.
func (d *differential) same(t *testing.T, step int, what string, act func(store int) string) {
	t.Helper()
	if a, b := act(0), act(1); a != b {
		t.Fatalf("step %d: the stores differ in a %s\nfirst:  %s\nsecond: %s", step, what, a, b)
	}
}

var (
	someActors  = []graph.ActorID{"france", "russia", "qatar", "ntc", "nato", "libya", "ærø", "z"}
	someIssues  = []graph.IssueID{"arming", "talks", "war", "über"}
	someSources = []string{"Wire", "Other", "Ünion's \"daily\""}
	someWords   = strings.Fields("Russia rejects ARMS “for” the rebels; Élan 😀 é says \t talks, not \n war")
)

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// some picks each with a chance of one in n.
func some[T any](r *rand.Rand, n int, from []T) []T {
	var out []T
	for _, x := range from {
		if r.IntN(n) == 0 {
			out = append(out, x)
		}
	}
	return out
}

func (d *differential) date() graph.Date {
	day := time.Date(2011, time.Month(1+d.rand.IntN(4)), 1+d.rand.IntN(28), 0, 0, 0, 0, time.UTC)
	full := graph.DateOf(day)
	return pick(d.rand, []graph.Date{full, full, full, full[:7], full[:4], ""})
}

// change prepares a random change and gives the act that makes it.
func (d *differential) change(ctx context.Context, step int) func(store int) string {
	kind := d.rand.IntN(15)
	if step == 0 {
		kind = 0
	}
	switch kind {
	case 0, 1:
		actors, issues := d.vocabulary()
		return func(i int) string {
			return answer(d.editors[i].PutVocabulary(ctx, admin, actors, issues))
		}
	case 2, 3, 4, 5:
		readings := d.readings()
		return func(i int) string { return answer(d.editors[i].Load(ctx, admin, readings)) }
	case 6, 7:
		decisions := d.decisions(ctx)
		return func(i int) string {
			statements, rev, err := d.editors[i].Review(ctx, ann, decisions, "because")
			d.issue(i, rev, err)
			return answer(statements, err)
		}
	case 8:
		draft := d.draft(ctx)
		return func(i int) string {
			s, rev, err := d.editors[i].Annotate(ctx, ann, draft, "")
			d.issue(i, rev, err)
			return answer(s, err)
		}
	case 9:
		a := d.amendment(ctx)
		return func(i int) string {
			s, rev, err := d.editors[i].Amend(ctx, ann, a, "")
			d.issue(i, rev, err)
			return answer(s, err)
		}
	case 10, 11:
		return d.changeTerms(ctx)
	default:
		id := graph.RevisionID("none")
		if len(d.issued) > 0 {
			id = pick(d.rand, d.issued)
			if d.rand.IntN(2) == 0 {
				id = d.issued[len(d.issued)-1]
			}
		}
		return func(i int) string {
			rev, err := d.editors[i].Undo(ctx, ann, id, "a mistake")
			d.issue(i, rev, err)
			return answer(rev, err)
		}
	}
}

var (
	admin = graph.Agent{Name: "loader", Role: graph.Admin}
	ann   = graph.Agent{Name: "ann", Role: graph.Analyst}
)

func (d *differential) issue(store int, rev graph.Revision, err error) {
	if store == 0 && err == nil {
		d.issued = append(d.issued, rev.ID)
	}
}

func answer[T any](result T, err error) string {
	if err != nil {
		return fmt.Sprintf("%s: %s", graph.CodeOf(err), graph.MessageOf(err))
	}
	text, _ := json.Marshal(result)
	return string(text)
}

func (d *differential) vocabulary() ([]graph.Actor, []graph.Issue) {
	var actors []graph.Actor
	for _, id := range someActors {
		actors = append(actors, graph.Actor{ID: id, Name: strings.ToUpper(string(id)), Kind: pick(d.rand, graph.Kinds[:3]),
			Aliases: some(d.rand, 5, someWords), MemberOf: some(d.rand, 8, someActors)})
	}
	actors = append(actors, graph.Actor{ID: "lavrov", Name: "Sergei Lavrov", Kind: graph.Person,
		SpeaksFor: []graph.Tie{{Body: pick(d.rand, someActors), Role: "minister", From: d.date()}}})
	var issues []graph.Issue
	for n, id := range someIssues {
		issue := graph.Issue{ID: id, Name: "the " + string(id), Phrases: some(d.rand, 5, someWords)}
		if n > 0 && d.rand.IntN(2) == 0 {
			issue.PartOf = someIssues[n-1]
		}
		issues = append(issues, issue)
	}
	return actors, issues
}

func (d *differential) readings() []graph.Reading {
	var out []graph.Reading
	for range 1 + d.rand.IntN(4) {
		n := d.rand.IntN(40)
		text := strings.Join(someWords, " ") + fmt.Sprint(n/2) // every second text is a copy
		doc := graph.NewDocument(graph.Article{Title: fmt.Sprint("Report ", n), Source: someSources[n%3], Published: d.date()}, text)
		if slices.ContainsFunc(out, func(r graph.Reading) bool { return r.Document.ID == doc.ID }) {
			continue
		}
		r := graph.Reading{Document: doc, Extracted: fmt.Sprint("v", d.rand.IntN(2)), Method: graph.MethodRules}
		for range d.rand.IntN(6) {
			r.Statements = append(r.Statements, d.statement(text))
		}
		out = append(out, r)
	}
	return out
}

func (d *differential) statement(text string) graph.Statement {
	quote := pick(d.rand, someWords)
	start := strings.Index(text, quote)
	s := graph.Statement{Stance: pick(d.rand, graph.Stances), Issue: pick(d.rand, someIssues), HeldOn: d.date(), Quote: quote, Start: start,
		End: start + len(quote), Confidence: float64(d.rand.IntN(101)) / 100, Rule: "r", ReportedBy: some(d.rand, 12, someActors)}
	switch d.rand.IntN(8) {
	case 0:
		s.HolderText = "a diplomat"
	case 1:
		s.Holder, s.Speaker = pick(d.rand, someActors), "lavrov"
	case 2:
		s.Holder, s.Stance, s.Parties = pick(d.rand, someActors), graph.Mediates, some(d.rand, 4, someActors)
	case 3:
		s.Holder = "atlantis" // does not exist
	default:
		s.Holder = pick(d.rand, someActors)
	}
	return s
}

// sample gives some statements that the first store holds.
func (d *differential) sample(ctx context.Context, n int) []graph.Statement {
	page, err := d.stores[0].FindStatements(ctx, graph.StatementQuery{Page: graph.Page{Limit: 200}})
	if err != nil || len(page[0].Items) == 0 {
		return nil
	}
	var out []graph.Statement
	for range n {
		out = append(out, pick(d.rand, page[0].Items))
	}
	return out
}

func (d *differential) decisions(ctx context.Context) []graph.Decision {
	var out []graph.Decision
	for _, s := range d.sample(ctx, 1+d.rand.IntN(3)) {
		note := "a note"
		decision := graph.Decision{Statement: s.ID, Revision: s.Revision, Status: pick(d.rand, []graph.Status{graph.Accepted, graph.Rejected, graph.Retracted})}
		switch d.rand.IntN(5) {
		case 0:
			decision.Revision++ // never seen
		case 1:
			decision.Note = &note
		}
		out = append(out, decision)
	}
	return out
}

func (d *differential) draft(ctx context.Context) graph.Draft {
	for _, s := range d.sample(ctx, 1) {
		return graph.Draft{Article: s.Article, Holder: pick(d.rand, someActors), Stance: pick(d.rand, graph.Stances), Issue: s.Issue,
			Quote: s.Quote, Start: s.Start, End: s.End, HeldOn: d.date()}
	}
	return graph.Draft{Article: "none"}
}

func (d *differential) amendment(ctx context.Context) (a graph.Amendment) {
	for _, s := range d.sample(ctx, 1) {
		a.Statement, a.Revision = s.ID, s.Revision
	}
	holder, speaker, stance, day := pick(d.rand, someActors), pick(d.rand, someActors), pick(d.rand, graph.Stances), d.date()
	reporters := some(d.rand, 4, someActors)
	a.Holder, a.Stance, a.HeldOn, a.ReportedBy = &holder, &stance, &day, &reporters
	if d.rand.IntN(2) == 0 {
		a.Speaker = &speaker
	}
	return a
}

// read prepares a random read and gives the act that makes it.
func (d *differential) read(ctx context.Context) func(store int) string {
	f := d.filter()
	p := graph.Page{Limit: 1 + d.rand.IntN(6), Backward: d.rand.IntN(3) == 0, Total: d.rand.IntN(2) == 0}
	switch d.rand.IntN(9) {
	case 8:
		return d.search(ctx, p)
	case 5:
		q := graph.FacetQuery{By: pick(d.rand, []graph.Facet{graph.ByStance, graph.ByStatus, graph.ByKind, graph.ByIssue, graph.ByHolder, graph.BySource, graph.ByMethod,
			graph.ByYear, graph.ByMonth}), Where: f, Limit: p.Limit}
		return func(i int) string { return answer(d.stores[i].Read(ctx, graph.Want{What: q})) }
	case 3, 4:
		w := d.tree(f, p)
		return func(i int) string {
			return answer(d.stores[i].Read(ctx, w, graph.Want{What: graph.ActorQuery{Page: p}}))
		}
	case 0:
		q := graph.StanceQuery{Where: f, Scopes: d.scopes(), Page: p}
		if d.rand.IntN(2) == 0 {
			q.Page.After = graph.Pos{string(pick(d.rand, someIssues)), string(pick(d.rand, graph.Stances)), string(pick(d.rand, someActors))}
		}
		return func(i int) string { return answer(d.stores[i].FindStances(ctx, q)) }
	case 1:
		q := graph.ActorQuery{Kinds: some(d.rand, 3, graph.Kinds), MergedInto: some(d.rand, 16, someActors), Gone: d.rand.IntN(2) == 0, Page: p}
		return func(i int) string { return answer(d.stores[i].FindActors(ctx, q)) }
	case 2:
		q := graph.ArticleQuery{Sources: some(d.rand, 3, someSources), From: d.date(), Page: p}
		return func(i int) string { return answer(d.stores[i].FindArticles(ctx, q)) }
	default:
		order := d.rand.IntN(3)
		q := graph.StatementQuery{Where: f, Scopes: d.scopes(), Oldest: order == 0, Unsure: order == 1, Page: p}
		for _, s := range d.sample(ctx, d.rand.IntN(2)) {
			q.Page.After = s.Pos()
			if q.Unsure {
				q.Page.After = s.PosBySureness()
			}
		}
		return func(i int) string { return answer(d.stores[i].FindStatements(ctx, q)) }
	}
}

// tree gives a random tree of wants. There are few shapes of it, since a database that plans each of them once is slow to do so.
func (d *differential) tree(f graph.StatementFilter, p graph.Page) graph.Want {
	said := graph.Want{What: graph.StatementQuery{Where: f, Page: p}, With: []graph.Want{{What: pick(d.rand, []graph.Link{graph.Holder, graph.Speaker, graph.Parties, graph.Reporters})}}}
	history := graph.Want{What: graph.StatementQuery{Where: f, Page: p}, With: []graph.Want{{What: graph.RevisionQuery{Page: p}, With: []graph.Want{{What: graph.ChangedStatements}}}}}
	pair := graph.Want{What: graph.PairQuery{Where: f, Contested: d.rand.IntN(2) == 0, Page: p}, With: []graph.Want{said}}
	edge := graph.Want{What: graph.StanceQuery{Where: d.filter(), Page: p}, With: []graph.Want{said}}
	return pick(d.rand, []graph.Want{
		{What: graph.ActorQuery{Page: p}, With: []graph.Want{edge, {What: pick(d.rand, []graph.Link{graph.Memberships, graph.Bodies, graph.MergeTarget, graph.MergeSources})}}},
		{What: graph.IssueQuery{Page: p}, With: []graph.Want{{What: graph.IssueQuery{Page: p}}, pair}},
		{What: graph.ArticleQuery{Page: p}, With: []graph.Want{said, {What: graph.Texts{}}}},
		pair, edge, history,
		{What: graph.ActorQuery{Page: p}, With: []graph.Want{{What: graph.RevisionQuery{Page: p}}}},
		{What: graph.IssueQuery{Page: p}, With: []graph.Want{{What: graph.RevisionQuery{Page: p}}}},
	})
}

func (d *differential) filter() graph.StatementFilter {
	var f graph.StatementFilter
	for range d.rand.IntN(3) {
		switch d.rand.IntN(14) {
		case 0:
			f.Holders = some(d.rand, 2, someActors)
		case 1:
			f.Kinds = some(d.rand, 2, graph.Kinds)
		case 2:
			f.Issues = some(d.rand, 2, someIssues)
		case 3:
			f.Stances = some(d.rand, 2, graph.Stances)
		case 4:
			f.Statuses = some(d.rand, 2, []graph.Status{graph.Suggested, graph.Accepted, graph.Rejected, graph.Retracted})
		case 5:
			f.Sources = some(d.rand, 2, someSources)
		case 6:
			f.Methods = []string{pick(d.rand, []string{graph.MethodRules, graph.MethodAnalyst})}
		case 7:
			f.Reporters = some(d.rand, 2, someActors)
		case 8:
			f.Reports = graph.Reports(d.rand.IntN(3))
		case 9:
			f.From, f.To = d.date(), d.date()
		case 13:
			f.AsOf = d.date()
		case 10:
			f.Text = pick(d.rand, someWords)
		case 12:
			f.Naming = some(d.rand, 4, someActors)
		case 11:
			f.Speakers = []graph.ActorID{"lavrov"}
		}
	}
	return f
}

func (d *differential) scopes() []graph.Scope {
	if d.rand.IntN(2) == 0 {
		return nil
	}
	var out []graph.Scope
	byIssue, byStance := d.rand.IntN(2) == 0, d.rand.IntN(2) == 0
	for range 1 + d.rand.IntN(4) {
		s := graph.Scope{Holder: pick(d.rand, someActors)}
		if byIssue {
			s.Issue = pick(d.rand, someIssues)
		}
		if byStance {
			s.Stance = pick(d.rand, graph.Stances)
		}
		out = append(out, s)
	}
	return out
}
