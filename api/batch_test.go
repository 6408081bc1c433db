package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"stancegraph/api"
	"stancegraph/graph"
)

// counter counts the calls that reach a store.
type counter struct {
	graph.Reader
	mu    sync.Mutex
	calls []string
}

func (c *counter) note(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = append(c.calls, name)
}

func (c *counter) Actors(ctx context.Context, ids []graph.ActorID) ([]graph.Actor, error) {
	c.note("Actors")
	return c.Reader.Actors(ctx, ids)
}

func (c *counter) Issues(ctx context.Context, ids []graph.IssueID) ([]graph.Issue, error) {
	c.note("Issues")
	return c.Reader.Issues(ctx, ids)
}

func (c *counter) Articles(ctx context.Context, ids []graph.ArticleID) ([]graph.Article, error) {
	c.note("Articles")
	return c.Reader.Articles(ctx, ids)
}

func (c *counter) Statements(ctx context.Context, ids []graph.StatementID) ([]graph.Statement, error) {
	c.note("Statements")
	return c.Reader.Statements(ctx, ids)
}

func (c *counter) Revisions(ctx context.Context, ids []graph.RevisionID) ([]graph.Revision, error) {
	c.note("Revisions")
	return c.Reader.Revisions(ctx, ids)
}

func (c *counter) Texts(ctx context.Context, ids []graph.ArticleID) (map[graph.ArticleID]string, error) {
	c.note("Texts")
	return c.Reader.Texts(ctx, ids)
}

func (c *counter) Users(ctx context.Context) ([]graph.User, error) {
	c.note("Users")
	return c.Reader.Users(ctx)
}

func (c *counter) FindActors(ctx context.Context, q graph.ActorQuery) (graph.Slice[graph.Actor], error) {
	c.note("FindActors")
	return c.Reader.FindActors(ctx, q)
}

func (c *counter) FindIssues(ctx context.Context, q graph.IssueQuery) (graph.Slice[graph.Issue], error) {
	c.note("FindIssues")
	return c.Reader.FindIssues(ctx, q)
}

func (c *counter) FindArticles(ctx context.Context, q graph.ArticleQuery) (graph.Slice[graph.Article], error) {
	c.note("FindArticles")
	return c.Reader.FindArticles(ctx, q)
}

func (c *counter) FindRevisions(ctx context.Context, q graph.RevisionQuery) (graph.Slice[graph.Revision], error) {
	c.note("FindRevisions")
	return c.Reader.FindRevisions(ctx, q)
}

func (c *counter) FindStatements(ctx context.Context, q graph.StatementQuery) ([]graph.Slice[graph.Statement], error) {
	c.note("FindStatements")
	if q.Page.Total {
		c.note("count")
	}
	return c.Reader.FindStatements(ctx, q)
}

func (c *counter) FindStances(ctx context.Context, q graph.StanceQuery) ([]graph.Slice[graph.StanceEdge], error) {
	c.note("FindStances")
	if q.Page.Total {
		c.note("count")
	}
	return c.Reader.FindStances(ctx, q)
}

// crowd adds n actors who each say two things about each issue, in articles of their own.
func (f *fixture) crowd(t testing.TB, n int) {
	t.Helper()
	var actors []graph.Actor
	var readings []graph.Reading
	for i := range n {
		id := graph.ActorID(fmt.Sprintf("town-%02d", i))
		speaker := graph.ActorID(fmt.Sprintf("mayor-%02d", i))
		actors = append(actors, graph.Actor{ID: id, Name: fmt.Sprintf("Town %02d", i), Kind: graph.State, MemberOf: []graph.ActorID{"harbour-league"}},
			graph.Actor{ID: speaker, Name: fmt.Sprintf("Mayor %02d", i), Kind: graph.Person, SpeaksFor: []graph.Tie{{Body: id, Role: "mayor"}}})
		for k, stance := range []graph.Stance{graph.Opposes, graph.Supports} {
			quote := fmt.Sprintf("The mayor of town %02d has spoken", i)
			doc := graph.NewDocument(graph.Article{Title: fmt.Sprintf("Town %02d speaks", i), Source: "Town Crier", Published: graph.Date(fmt.Sprintf("2021-0%d-01", k+1))}, quote+strings.Repeat("!", k)+"\n")
			r := graph.Reading{Document: doc, Extracted: "crowd", Method: graph.MethodRules}
			for _, issue := range []graph.IssueID{"closing-strait", "searching-ships"} {
				r.Statements = append(r.Statements, graph.Statement{Holder: id, Stance: stance, Issue: issue, Speaker: speaker, Quote: quote, End: len(quote),
					HeldOn: doc.Published, Confidence: 0.5, ReportedBy: nil, Parties: []graph.ActorID{"sudria"}})
			}
			readings = append(readings, r)
		}
	}
	if _, err := f.editor.PutVocabulary(context.Background(), loaderAgent, actors, nil); err != nil {
		t.Fatal(err)
	}
	report, err := f.editor.Load(context.Background(), loaderAgent, readings)
	if err != nil || len(report.Refused) > 0 {
		t.Fatal(err, report.Refused)
	}
}

// TestCallsDoNotGrowWithRows runs queries on a small and on a large graph: the store calls must be the same.
func TestCallsDoNotGrowWithRows(t *testing.T) {
	small, large := fill(t, sqlite(t)), fill(t, sqlite(t))
	small.crowd(t, 1)
	large.crowd(t, 45)
	for name, c := range map[string]struct {
		query string
		calls int // at most
	}{
		"mission": {`{stances(where:{issue:{name:"closing the strait"},stance:OPPOSES}){
			nodes{actor{name} first last statements(first:3){nodes{quote speaker{name} article{title published}}}}}}`, 8},
		"statements": {`{statements(first:100){nodes{holder{name memberOf{name}} issue{name partOf{name}} speaker{name speaksFor{body{name}}}
			reportedBy{name} parties{name} article{title text}}}}`, 9},
		"actors":   {`{actors(first:100){nodes{stances(first:2){nodes{issue{name} statements(first:2){nodes{quote article{title}}}}} positions{stance statement{quote}}}}}`, 7},
		"issues":   {`{issues{nodes{parts{name} statements(first:50){totalCount nodes{holder{name}}}}}}`, 5},
		"articles": {`{articles(first:100){nodes{statements{nodes{holder{name}}}}}}`, 3},
		"changes":  {`{changes(first:100){nodes{actor{name} issue{name} from{statement{article{title}}} to{statement{article{title}}}}}}`, 6},
		"unasked":  {`{statements(first:100){nodes{__typename}}}`, 1},
	} {
		t.Run(name, func(t *testing.T) {
			few, fewRows := countCalls(t, small, c.query)
			many, manyRows := countCalls(t, large, c.query)
			if !slices.Equal(few, many) {
				t.Errorf("calls grew from\n%v to\n%v", few, many)
			}
			if len(many) > c.calls {
				t.Errorf("%d calls, want at most %d: %v", len(many), c.calls, many)
			}
			if manyRows <= fewRows && name != "unasked" {
				t.Errorf("the large graph gave %d bytes, the small one %d: the test proves nothing", manyRows, fewRows)
			}
		})
	}
}

// TestCountsOnlyWhenAsked makes sure that totalCount is what makes a store count.
func TestCountsOnlyWhenAsked(t *testing.T) {
	f := fill(t, sqlite(t))
	without, _ := countCalls(t, f, `{statements{nodes{quote}} stances{nodes{count}}}`)
	with, _ := countCalls(t, f, `{statements{totalCount} stances{totalCount}}`)
	if slices.Contains(without, "count") || strings.Count(strings.Join(with, " "), "count") != 2 {
		t.Errorf("counted: without %v, with %v", without, with)
	}
}

func countCalls(t *testing.T, f *fixture, query string) (calls []string, size int) {
	t.Helper()
	c := &counter{Reader: f.store}
	h, err := api.New(c, f.editor, nil, api.Options{})
	if err != nil {
		t.Fatal(err)
	}
	body, _ := json.Marshal(map[string]string{"query": query})
	w := post(h, string(body), "")
	if strings.Contains(w.Body.String(), `"errors"`) {
		t.Fatalf("%.500s", w.Body)
	}
	slices.Sort(c.calls)
	return c.calls, w.Body.Len()
}
