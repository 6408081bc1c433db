package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"stancegraph"
	"stancegraph/api"
	"stancegraph/ask"
	"stancegraph/graph"
)

// ask sends a query and gives the data, which must come without errors.
func data(t testing.TB, h http.Handler, query string, variables map[string]any) map[string]any {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	w := post(h, string(body), "")
	var reply struct {
		Data   map[string]any
		Errors []any
	}
	if err := json.Unmarshal(w.Body.Bytes(), &reply); err != nil || len(reply.Errors) > 0 {
		t.Fatalf("%s\n%v %.600s", query, err, w.Body)
	}
	return reply.Data
}

var lists = []string{"actors", "issues", "articles", "statements", "stances", "changes"}

// page reads one page of a list: what its items are, and where it ends or starts.
func page(t testing.TB, h http.Handler, list string, args map[string]any) (items []string, info map[string]any) {
	t.Helper()
	d := data(t, h, fmt.Sprintf(`query($first:Int,$after:String,$last:Int,$before:String){%s(first:$first,after:$after,last:$last,before:$before){
		edges{cursor} nodes{__typename} pageInfo{hasNextPage hasPreviousPage startCursor endCursor}}}`, list), args)
	c := d[list].(map[string]any)
	for _, e := range c["edges"].([]any) {
		items = append(items, e.(map[string]any)["cursor"].(string))
	}
	if len(items) != len(c["nodes"].([]any)) {
		t.Fatalf("%s: %d edges but %d nodes", list, len(items), len(c["nodes"].([]any)))
	}
	return items, c["pageInfo"].(map[string]any)
}

// TestPagesMakeTheWholeList walks every list forward and backward with pages of every size.
func TestPagesMakeTheWholeList(t *testing.T) {
	f := fill(t, sqlite(t))
	f.crowd(t, 4)
	h := f.handler(t, api.Options{})
	for _, list := range lists {
		whole, info := page(t, h, list, map[string]any{"first": 100})
		if len(whole) < 3 && list != "issues" || info["hasNextPage"] != false {
			t.Fatalf("%s: %d items, %v", list, len(whole), info)
		}
		for size := 1; size <= 7; size++ {
			var forward, backward []string
			args := map[string]any{"first": size}
			for more := true; more; {
				items, info := page(t, h, list, args)
				forward = append(forward, items...)
				more, args["after"] = info["hasNextPage"].(bool), info["endCursor"]
			}
			args = map[string]any{"last": size}
			for more := true; more; {
				items, info := page(t, h, list, args)
				backward = append(items, backward...)
				more, args["before"] = info["hasPreviousPage"].(bool), info["startCursor"]
			}
			if !slices.Equal(forward, whole) || !slices.Equal(backward, whole) {
				t.Errorf("%s, pages of %d: forward %d, backward %d, whole %d items", list, size, len(forward), len(backward), len(whole))
			}
		}
	}
}

// TestPagesStandInserts writes between pages: nothing that was there is lost or comes twice.
func TestPagesStandInserts(t *testing.T) {
	f := fill(t, sqlite(t))
	f.crowd(t, 3)
	h := f.handler(t, api.Options{})
	whole, _ := page(t, h, "statements", map[string]any{"first": 100})
	var walked []string
	args := map[string]any{"first": 2}
	for i := 0; ; i++ {
		items, info := page(t, h, "statements", args)
		walked = append(walked, items...)
		if !info["hasNextPage"].(bool) {
			break
		}
		args["after"] = info["endCursor"]
		quote := "The fishers object to every search of their boats"[:11+i]
		_, _, err := f.editor.Annotate(t.Context(), graph.Agent{Name: "ann", Role: graph.Analyst}, graph.Draft{
			Article: f.articles["a3"], Holder: "fishers", Stance: graph.Opposes, Issue: "closing-strait", Quote: quote,
			HeldOn: graph.Date(fmt.Sprintf("20%02d-01-01", 10+i%15))}, "")
		if err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]int{}
	for _, c := range walked {
		seen[c]++
	}
	for _, c := range whole {
		if seen[c] != 1 {
			t.Errorf("%s came %d times", c, seen[c])
		}
	}
	if len(seen) != len(walked) {
		t.Error("something came twice")
	}
}

var idPattern = regexp.MustCompile(`"id":"([^"]+)"`)

// TestEveryIDLoadsAgain collects the ids of all kinds of objects and reads them through nodes.
func TestEveryIDLoadsAgain(t *testing.T) {
	f := fill(t, sqlite(t))
	h := f.handler(t, api.Options{})
	types := map[string]bool{}
	for _, query := range []string{`{actors{nodes{id}} issues{nodes{id}} articles{nodes{id}} statements{nodes{id}} stances{nodes{id}}}`,
		`{statement(id:"{{velland-rejected}}"){revisions{nodes{id}}}}`} {
		b, _ := json.Marshal(data(t, h, f.expand(query), nil))
		var ids []any
		for _, m := range idPattern.FindAllSubmatch(b, -1) {
			ids = append(ids, string(m[1]))
		}
		d := data(t, h, `query($ids:[ID!]!){nodes(ids:$ids){__typename id}}`, map[string]any{"ids": ids})
		for i, n := range d["nodes"].([]any) {
			o, ok := n.(map[string]any)
			if !ok || o["id"] != ids[i] {
				t.Fatalf("%s came back as %v", ids[i], n)
			}
			types[o["__typename"].(string)] = true
		}
	}
	if len(types) != 6 {
		t.Errorf("only %v were looked at", types)
	}
}

// TestManyAtOnce asks and changes from many goroutines; it is worth most with -race.
func TestManyAtOnce(t *testing.T) {
	f := fill(t, sqlite(t))
	h := f.handler(t, api.Options{})
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			for n := range 10 {
				if d := data(t, h, `{nodes(ids:["QWN0b3I6bm9ybGFuZA"]){id} stances{nodes{stance actor{kind} statements{nodes{status}}}} __schema{types{kind}}}`, nil); len(d) != 3 {
					t.Error("incomplete")
				}
				body := fmt.Sprintf(`{"query":"mutation{review(input:{decisions:[{statement:\"%s\",revision:%d,status:ACCEPTED}]}){revision{id}}}"}`,
					f.statements["fishers-oppose"].ID, n+1)
				if w := post(h, body, "token of ann"); !strings.Contains(w.Body.String(), "CONFLICT") && strings.Contains(w.Body.String(), "errors") {
					t.Errorf("%d: %s", i, w.Body)
				}
			}
		})
	}
	wait.Wait()
}

// TestExampleQueriesFitTheSchema runs the queries of the examples, on a graph that knows none of their names.
func TestExampleQueriesFitTheSchema(t *testing.T) {
	h := fill(t, sqlite(t)).handler(t, api.Options{})
	files, err := fs.Glob(stancegraph.Examples, "examples/*/queries/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatal("no queries", err)
	}
	for _, file := range files {
		text, err := fs.ReadFile(stancegraph.Examples, file)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := json.Marshal(map[string]string{"query": string(text)})
		if w := post(h, string(body), ""); !strings.Contains(w.Body.String(), `"data"`) {
			t.Errorf("%s: %s", file, w.Body)
		}
	}
}

// TestAnswersGiveTheirQuery runs the query that each answer to a plain question stands for.
func TestAnswersGiveTheirQuery(t *testing.T) {
	h := fill(t, sqlite(t)).handler(t, api.Options{})
	for _, question := range []string{"who opposes closing the strait?", "what is Norland's position on closing the strait in May 2021?",
		"does Sudria support closing the strait?", "what does Velland support?", "who changed position on closing the strait?",
		"what did Áda Moren say about closing the strait?", "what does Sudria say that Velland does?"} {
		d := data(t, h, `query($q:String!){ask(question:$q){graphql text stances{actor{name}} statements{quote} positions{stance} changes{to{stance}}}}`, map[string]any{"q": question})
		query, ok := d["ask"].(map[string]any)["graphql"].(string)
		if !ok {
			t.Errorf("%s was not understood: %v", question, d)
			continue
		}
		data(t, h, query, nil)
	}
}

// crowd answers every question with a hundred stances and some more.
type crowd struct{ api.Asker }

func (crowd) Ask(context.Context, string) (ask.Answer, error) {
	return ask.Answer{Question: ask.Question{Kind: ask.Who}, Text: "Many.", Edges: make([]graph.StanceEdge, 100), More: 30}, nil
}

func TestAnswersSayWhatTheyLeaveOut(t *testing.T) {
	s := sqlite(t)
	h, err := api.New(s, nil, crowd{}, api.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := data(t, h, `{ask(question:"who?"){text moreStances stances{count}}}`, nil)
	if a := d["ask"].(map[string]any); a["moreStances"] != 30. || len(a["stances"].([]any)) != 100 {
		t.Errorf("%v", d)
	}
}
