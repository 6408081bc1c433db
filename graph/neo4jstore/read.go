package neo4jstore

import (
	"cmp"
	"context"
	"fmt"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
	"stancegraph/graph/neo4jstore/query"
)

// plain gives ids as the driver takes them, each once.
func plain[K ~string](ids []K) []string {
	out := make([]string, 0, len(ids))
	seen := make(map[K]bool, len(ids))
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, string(id))
		}
	}
	return out
}

// scanAll reads rows that hold an object each.
func scanAll[T any](rows []bolt.Row, scan func(*scanner) T) ([]T, error) {
	var out []T
	for _, row := range rows {
		s := scanner{values: row}
		out = append(out, scan(&s))
		if s.err != nil {
			return nil, s.err
		}
	}
	return out, nil
}

func actorKey(a graph.Actor) graph.ActorID             { return a.ID }
func issueKey(i graph.Issue) graph.IssueID             { return i.ID }
func articleKey(a graph.Article) graph.ArticleID       { return a.ID }
func statementKey(s graph.Statement) graph.StatementID { return s.ID }
func codingKey(c graph.Coding) graph.CodingID          { return c.ID }
func userKey(u graph.User) string                      { return u.Name }

// Users implements [graph.Reader].
func (s *Store) Users(ctx context.Context) ([]graph.User, error) {
	rows, err := s.db.Read(ctx, "get_users", s.queries.Text("get_users"), nil)
	if err != nil {
		return nil, err
	}
	return scanAll(rows, func(s *scanner) graph.User { return inner(s, scanUser) })
}

// Codings implements [graph.Reader].
func (s *Store) Codings(ctx context.Context, q graph.CodingQuery) ([]graph.Coding, error) {
	sh := newShape()
	anyOf(sh, "ids", q.IDs)
	anyOf(sh, "articles", q.Articles)
	if q.Analyst != "" {
		sh.set("analyst", q.Analyst)
	}
	rows, err := s.db.Read(ctx, "find_codings", s.queries.Text("find_codings", sh.tags...), sh.params)
	if err != nil {
		return nil, err
	}
	return scanAll(rows, func(s *scanner) graph.Coding { return inner(s, scanCoding) })
}

// Read implements [graph.Reader]. Each step is a block of one query.
func (s *Store) Read(ctx context.Context, wants ...graph.Want) ([]graph.Found, error) {
	steps, err := graph.Steps(wants)
	if err != nil || len(steps) == 0 {
		return nil, err
	}
	blocks := make([]query.Block, len(steps))
	params := make([]bolt.Params, len(steps))
	for i, step := range steps {
		name, sh := shapeOf(step)
		sh.selectFields(step, s.properties[step.Gives])
		blocks[i] = query.Block{Step: query.Step{Name: name, Tags: sh.tags}, Parent: step.Parent}
		params[i] = sh.params
	}
	rows, err := s.db.Read(ctx, "read", s.compose(blocks), bolt.Params{"blocks": params})
	if err != nil {
		return nil, err
	}
	taker := newTaker(steps)
	row := scanner{values: rows[0]}
	for i := range steps {
		if taker.take(i, scanAs[[]any](&row)); row.err != nil || taker.err != nil {
			return nil, cmp.Or(row.err, taker.err)
		}
	}
	return taker.answer.Found(), nil
}

// compose gives the text of a query, which is the same for all that ask for the same.
func (s *Store) compose(blocks []query.Block) string {
	key := fmt.Sprint(blocks)
	text, ok := s.composed.Get(key)
	if !ok {
		text = s.queries.Compose(blocks)
		s.composed.Add(key, text)
	}
	return text
}

// A taker hands to an answer what the database gave for each step: pages, each with what it belongs to, its total and its objects.
type taker struct {
	steps   []graph.Step
	answer  *graph.Answer
	numbers []map[string][]int // of each step under which there are lists: the numbers of an object, by its key
	err     error
}

func newTaker(steps []graph.Step) *taker {
	t := &taker{steps: steps, answer: graph.NewAnswer(steps), numbers: make([]map[string][]int, len(steps))}
	for _, s := range steps {
		if s.Listed() {
			t.numbers[s.Parent] = map[string][]int{}
		}
	}
	return t
}

func (t *taker) take(step int, pages []any) {
	next := 0
	for _, v := range pages {
		values, _ := v.([]any)
		page := scanner{values: values}
		in, total, objects := t.owners(step, &page), page.number(), scanAs[[]any](&page)
		for _, owner := range in {
			t.answer.Total(step, owner, total)
			for _, v := range objects {
				columns, _ := v.([]any)
				one := scanner{values: columns}
				object, key := scanObject(t.steps[step].Gives, &one)
				t.answer.Add(step, owner, next, object)
				if numbers := t.numbers[step]; numbers != nil {
					numbers[key] = append(numbers[key], next)
				}
				next++
				t.err = cmp.Or(t.err, one.err)
			}
		}
		t.err = cmp.Or(t.err, page.err)
	}
}

// owners gives the numbers of what a page belongs to: a scope, which the database gives by number, or the objects of the
// parent that have the key that it gives.
func (t *taker) owners(step int, page *scanner) []int {
	if s := t.steps[step]; s.Listed() {
		return t.numbers[s.Parent][page.text()]
	}
	return []int{page.number()}
}

// scanObject reads an object of a set, with the key by which pages name it.
func scanObject(set graph.Set, s *scanner) (object any, key string) {
	switch set {
	case graph.ActorSet:
		a := scanActor(s)
		return a, string(a.ID)
	case graph.IssueSet:
		i := scanIssue(s)
		return i, string(i.ID)
	case graph.ArticleSet:
		a := scanArticle(s)
		return a, string(a.ID)
	case graph.StatementSet:
		st := scanStatement(s)
		return st, string(st.ID)
	case graph.StanceSet:
		e := scanEdge(s)
		return e, string(e.Issue) + "/" + string(e.Stance) + "/" + string(e.Actor)
	case graph.PairSet:
		p := graph.Pair{Issue: graph.IssueID(s.text()), Actor: scanActorID(s)}
		return p, string(p.Issue) + "/" + string(p.Actor)
	case graph.RevisionSet:
		return scanRevision(s), ""
	case graph.FacetSet:
		return graph.FacetCount{Value: s.text(), Statements: s.number()}, ""
	case graph.TextSet:
		return graph.Text{Article: graph.ArticleID(s.text()), Text: s.text()}, ""
	}
	return s.text(), ""
}
