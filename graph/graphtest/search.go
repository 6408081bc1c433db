package graphtest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"stancegraph/graph"
)

// search searches and words the hits: the object, and where the words stand in it, in brackets within the excerpt.
func (r *runner) search(ctx context.Context, text string, s graph.Search) string {
	hits, texts, err := search(ctx, r.store, text, s)
	if err != nil {
		return failure(err)
	}
	var b strings.Builder
	for _, h := range hits.Items {
		pos := h.Pos()
		id := pos[len(pos)-1]
		words, _ := graph.ParseWords(text) // was read before
		m, ok := h.Match(words, texts[graph.ArticleID(id)])
		if !ok {
			fmt.Fprintf(&b, "%s %s: not found in it\n", h.Of, id)
			continue
		}
		from, to := m.Start-m.ExcerptStart, m.End-m.ExcerptStart
		fmt.Fprintf(&b, "%s %s: %s %d..%d %s[%s]%s (%s)\n", h.Of, id, m.Field, m.Start, m.End, m.Excerpt[:from], m.Excerpt[from:to], m.Excerpt[to:], strings.Join(pos, "|"))
	}
	if hits.More {
		b.WriteString("more\n")
	}
	if hits.Total >= 0 {
		fmt.Fprintf(&b, "total %d\n", hits.Total)
	}
	if b.Len() == 0 {
		return "none\n"
	}
	return b.String()
}

// search reads a page of hits, and the texts of its articles.
func search(ctx context.Context, r graph.Reader, text string, s graph.Search) (hits graph.Slice[graph.Hit], texts map[graph.ArticleID]string, err error) {
	if s.Words, err = graph.ParseWords(text); err != nil {
		return hits, nil, err
	}
	queries, err := s.Queries()
	if err != nil {
		return hits, nil, err
	}
	wants := make([]graph.Want, len(queries))
	for i, q := range queries {
		wants[i].What = q
		if _, ok := q.(graph.ArticleQuery); ok {
			wants[i].With = []graph.Want{{What: graph.Texts{}}}
		}
	}
	found, err := r.Read(ctx, wants...)
	if err != nil {
		return hits, nil, err
	}
	for i := range queries {
		for _, with := range found[i].With {
			texts = with.Texts
		}
	}
	hits, err = s.Hits(found)
	return hits, texts, err
}

// search prepares a random search.
func (d *differential) search(ctx context.Context, p graph.Page) func(store int) string {
	words := some(d.rand, 4, append([]string{`"rejects arms"`, "report", "lavr", "the", "e"}, someWords...))
	s := graph.Search{Of: some(d.rand, 2, []graph.Set{graph.ActorSet, graph.IssueSet, graph.ArticleSet, graph.StatementSet}), Page: p}
	if d.rand.IntN(2) == 0 {
		s.Statuses = graph.CountedStatuses
	}
	return func(i int) string {
		hits, texts, err := search(ctx, d.stores[i], strings.Join(words, " "), s)
		return answer([]any{hits, texts}, err)
	}
}

// Found tells how many hits searches for some texts have.
func Found(t *testing.T, r graph.Reader, texts ...string) string {
	t.Helper()
	var b strings.Builder
	for _, text := range texts {
		hits, _, err := search(t.Context(), r, text, graph.Search{Page: graph.Page{Limit: 1, Total: true}})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s: %d\n", text, hits.Total)
	}
	return b.String()
}
