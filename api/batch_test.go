package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"stancegraph/api"
	"stancegraph/graph"
)

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

// TestReads runs the queries of testdata/reads.txtar over SQLite. Each is a section named by the number of database statements
// that it may take, and what it is about; the number must be the same on a small and on a large graph.
func TestReads(t *testing.T) { runReads(t, sqlite) }

func runReads(t *testing.T, open func(testing.TB) graph.Store) {
	archive, err := txtar.ParseFile("testdata/reads.txtar")
	if err != nil || len(archive.Files) == 0 {
		t.Fatal("no queries", err)
	}
	f := fill(t, open(t))
	f.crowd(t, 1)
	few := measureReads(t, f, archive.Files)
	f.crowd(t, 30)
	many := measureReads(t, f, archive.Files)
	for i, section := range archive.Files {
		number, _, _ := strings.Cut(section.Name, " ")
		if want, err := strconv.Atoi(number); err != nil || few[i].statements != want || many[i].statements != want {
			t.Errorf("%s: took %d statements on a small graph and %d on a large one", section.Name, few[i].statements, many[i].statements)
		}
		if many[i].size < few[i].size {
			t.Errorf("%s: %d bytes, and %d on the large graph", section.Name, few[i].size, many[i].size)
		}
	}
}

// reads is what a query cost.
type reads struct{ statements, size int }

// measureReads runs each query twice and measures the second run: in the first the vocabulary is read, too.
func measureReads(t *testing.T, f *fixture, queries []txtar.File) (out []reads) {
	t.Helper()
	h := f.handler(t, api.Options{Limits: api.Limits{Time: time.Minute}})
	for _, q := range queries {
		body, _ := json.Marshal(map[string]string{"query": f.expand(string(q.Data))})
		var last reads
		for range 2 {
			last = reads{}
			r := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r.WithContext(graph.WithTrace(r.Context(), func(graph.TracedQuery) { last.statements++ })))
			if strings.Contains(w.Body.String(), `"errors"`) {
				t.Fatalf("%s: %.500s", q.Name, w.Body)
			}
			last.size = w.Body.Len()
		}
		out = append(out, last)
	}
	return out
}

// TestCountsOnlyWhenAsked makes sure that totalCount is what makes a store count.
func TestCountsOnlyWhenAsked(t *testing.T) {
	f := fill(t, sqlite(t))
	for query, want := range map[string]int{`{statements{nodes{quote}} stances{nodes{count}}}`: 0, `{statements{totalCount} stances{totalCount}}`: 2} {
		c := &counting{Reader: f.store}
		h, err := api.New(c, f.editor, nil, api.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if data(t, h, query, nil); c.totals != want {
			t.Errorf("%s: %d totals", query, c.totals)
		}
	}
}

// counting counts the totals that are asked of a store.
type counting struct {
	graph.Reader
	totals int
}

func (c *counting) Read(ctx context.Context, wants ...graph.Want) ([]graph.Found, error) {
	steps, err := graph.Steps(wants)
	for _, s := range steps {
		if s.Page().Total {
			c.totals++
		}
	}
	if err != nil {
		return nil, err
	}
	return c.Reader.Read(ctx, wants...)
}
