package api

import (
	"fmt"

	"stancegraph/graph"
)

// hit is an object that a search found, with where.
type hit struct {
	graph.Hit
	words graph.Words
}

// searchKinds are the kinds of what a search finds: in the schema, and in the domain.
var searchKinds = map[string]graph.Set{"ACTOR": graph.ActorSet, "ISSUE": graph.IssueSet, "ARTICLE": graph.ArticleSet, "STATEMENT": graph.StatementSet}

func searchFields() table {
	match := func(get func(graph.Match) any) resolver {
		return resolver{get: batch(func(c *call, hits []*hit) ([]any, error) {
			return list(hits, func(h *hit) any {
				m, err := h.match(c)
				if err != nil {
					return err
				}
				return get(m)
			}), nil
		}).get}
	}
	return table{
		"Query.search":           single(search),
		"SearchHit.node":         plain(func(h *hit) any { return h.Object }),
		"SearchHit.field":        match(func(m graph.Match) any { return enum(m.Field) }),
		"SearchHit.start":        match(func(m graph.Match) any { return m.Start }),
		"SearchHit.end":          match(func(m graph.Match) any { return m.End }),
		"SearchHit.excerpt":      match(func(m graph.Match) any { return m.Excerpt }),
		"SearchHit.excerptStart": match(func(m graph.Match) any { return m.ExcerptStart }),
	}
}

// match tells where the words stand in the hit.
func (h *hit) match(c *call) (graph.Match, error) {
	text := ""
	if a, ok := h.Object.(*graph.Article); ok {
		if text, ok = c.load.texts[a.ID]; !ok {
			return graph.Match{}, &codedError{codeLimit, fmt.Sprintf("the texts have more than %d bytes together: ask for fewer articles", c.engine.limits.Reply)}
		}
	}
	m, ok := h.Match(h.words, text)
	if !ok {
		return m, graph.Errorf(graph.Internal, "internal error: the index of %s is out of step", h.Of)
	}
	return m, nil
}

// search reads a page of hits of all kinds, in one read.
func search(c *call) (any, error) {
	words, err := graph.ParseWords(c.text("text"))
	if err != nil {
		return nil, err
	}
	s := graph.Search{Words: words, Statuses: graph.CountedStatuses}
	kinds, _ := c.field.args["in"].([]any)
	for _, k := range inputTexts(kinds) {
		s.Of = append(s.Of, searchKinds[k])
	}
	if statuses, _ := c.field.args["status"].([]any); len(statuses) > 0 {
		s.Statuses = lower[graph.Status](statuses)
	}
	key := keyOfList("Search", describe(s))
	if s.Page, err = c.pageOf(); err == nil {
		s.Page, err = c.cursors(s.Page, key)
	}
	if err != nil {
		return nil, err
	}
	queries, err := s.Queries()
	if err != nil {
		return nil, err
	}
	found, err := c.read(each(queries, c.hitsOf)...)
	if err != nil {
		return nil, err
	}
	hits, err := s.Hits(found)
	return connect(hits, s.Page, key, func(h *graph.Hit) any { return &hit{*h, words} }), err
}

// hitsOf wants the hits of one kind, with what is asked of them.
func (c *call) hitsOf(query graph.Source) *fetch {
	typ := ""
	switch query.(type) {
	case graph.ActorQuery:
		typ = "Actor"
	case graph.IssueQuery:
		typ = "Issue"
	case graph.ArticleQuery:
		typ = "Article"
	case graph.StatementQuery:
		typ = "Statement"
	}
	f := c.below(&fetch{what: query}, typ)
	if typ == "Article" && c.asksMatch() {
		f.with = join(f.with, textsOfArticles().wants(c, f))
	}
	return f
}

// asksMatch reports whether it is asked where the words stand in the hits.
func (c *call) asksMatch() bool {
	for _, f := range c.field.objects("SearchHit") {
		if f.name != "node" && f.name != "__typename" {
			return true
		}
	}
	return false
}
