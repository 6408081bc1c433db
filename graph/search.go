package graph

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Search asks for whatever holds some words: actors, issues, articles, then statements, each kind in the order of its list.
// A statement is searched in its quote, an article in title and text, an actor in name and aliases, an issue in name and phrases.
// Merged and withdrawn actors and issues are not found.
type Search struct {
	Words    Words
	Of       []Set    // only these kinds; empty means all
	Statuses []Status // of statements; empty means any
	Page     Page
}

// searchable are the sets that can be searched, in the order of hits.
var searchable = []Set{ActorSet, IssueSet, ArticleSet, StatementSet}

// A Hit is an object that a search found.
type Hit struct {
	Of     Set
	Object any // *Actor, *Issue, *Article or *Statement
	pos    Pos
}

// Pos gives the hit's place: by the rank of its kind, then as in the list of the kind.
func (h Hit) Pos() Pos { return append(Pos{strconv.Itoa(slices.Index(searchable, h.Of))}, h.pos...) }

// part is what a search reads of one set.
type part struct {
	of      Set
	page    Page
	counted bool // only for the total: the page lies elsewhere
}

// parts tells what is read for the page.
func (s Search) parts() ([]part, error) {
	if err := s.Page.validate(3); err != nil {
		return nil, err
	}
	after, before := -1, len(searchable)
	for _, bound := range []struct {
		pos  Pos
		rank *int
	}{{s.Page.After, &after}, {s.Page.Before, &before}} {
		if bound.pos == nil {
			continue
		}
		var err error
		if *bound.rank, err = strconv.Atoi(bound.pos[0]); err != nil || *bound.rank < 0 || *bound.rank >= len(searchable) {
			return nil, Errorf(Invalid, "the cursor is damaged")
		}
	}
	var out []part
	for rank, set := range searchable {
		if len(s.Of) > 0 && !slices.Contains(s.Of, set) {
			continue
		}
		p := part{set, Page{Limit: s.Page.Limit, Backward: s.Page.Backward, Total: s.Page.Total}, rank < after || rank > before}
		if rank == after {
			p.page.After = s.Page.After[1:]
		}
		if rank == before {
			p.page.Before = s.Page.Before[1:]
		}
		if p.counted {
			p.page.Limit = 1
		}
		if !p.counted || s.Page.Total {
			out = append(out, p)
		}
	}
	return out, nil
}

// Queries gives what is to be read for the page of hits, in one call; [Search.Hits] makes it of what is found.
func (s Search) Queries() ([]Source, error) {
	parts, err := s.parts()
	out := make([]Source, len(parts))
	for i, p := range parts {
		switch p.of {
		case ActorSet:
			out[i] = ActorQuery{Words: s.Words, Page: p.page}
		case IssueSet:
			out[i] = IssueQuery{Words: s.Words, Page: p.page}
		case ArticleSet:
			out[i] = ArticleQuery{Words: s.Words, Page: p.page}
		case StatementSet:
			out[i] = StatementQuery{Words: s.Words, Where: StatementFilter{Statuses: s.Statuses}, Page: p.page}
		}
	}
	return out, err
}

// Hits makes the page of hits of what was found of [Search.Queries].
func (s Search) Hits(found []Found) (Slice[Hit], error) {
	parts, err := s.parts()
	if err != nil {
		return Slice[Hit]{}, err
	}
	out := Slice[Hit]{Total: -1}
	if s.Page.Total {
		out.Total = 0
	}
	for i, p := range parts {
		hits := hitsOf(p.of, found[i])
		if s.Page.Total {
			out.Total += hits.Total
		}
		if !p.counted {
			out.Items, out.More = append(out.Items, hits.Items...), out.More || hits.More
		}
	}
	if over := len(out.Items) - s.Page.Limit; over > 0 {
		out.More = true
		if s.Page.Backward {
			out.Items = out.Items[over:]
		} else {
			out.Items = out.Items[:s.Page.Limit]
		}
	}
	return out, nil
}

func hitsOf(set Set, f Found) Slice[Hit] {
	switch set {
	case ActorSet:
		return hits(set, f.Actors[0])
	case IssueSet:
		return hits(set, f.Issues[0])
	case ArticleSet:
		return hits(set, f.Articles[0])
	}
	return hits(set, f.Statements[0])
}

func hits[T interface{ Pos() Pos }](set Set, s Slice[T]) Slice[Hit] {
	out := Slice[Hit]{More: s.More, Total: s.Total}
	for i := range s.Items {
		out.Items = append(out.Items, Hit{set, &s.Items[i], s.Items[i].Pos()})
	}
	return out
}

// SearchField is a field in which words are found.
type SearchField string

// The fields.
const (
	InName   SearchField = "name"
	InAlias  SearchField = "alias"
	InPhrase SearchField = "phrase"
	InTitle  SearchField = "title"
	InText   SearchField = "text"
	InQuote  SearchField = "quote"
)

// A Match is where words were found in a hit.
type Match struct {
	Field        SearchField
	Start, End   int    // bytes of the field's text; of the alias or phrase, where it is one
	Excerpt      string // the piece of that text around it
	ExcerptStart int    // where the excerpt begins in that text
}

// Match tells where the words stand in the hit: in the first of its fields that holds all of them or else the first that holds any, and there at
// the first place of the longest one. The text is that of an article. It is not ok where no field holds any.
func (h Hit) Match(w Words, text string) (m Match, ok bool) {
	try := func(field SearchField, texts ...string) (all bool) {
		for _, t := range texts {
			start, end, all, any := w.find(t)
			if all || any && !ok {
				m, ok = Match{Field: field, Start: start, End: end}, true
				m.Excerpt, m.ExcerptStart = excerpt(t, start, end)
			}
			if all {
				return true
			}
		}
		return false
	}
	switch o := h.Object.(type) {
	case *Actor:
		_ = try(InName, o.Name) || try(InAlias, o.Aliases...)
	case *Issue:
		_ = try(InName, o.Name) || try(InPhrase, o.Phrases...)
	case *Article:
		_ = try(InTitle, o.Title) || try(InText, text)
	case *Statement:
		try(InQuote, o.Quote)
	}
	return m, ok
}

// excerptAround is how many bytes an excerpt shows before and behind what was found.
const excerptAround = 100

// excerpt cuts a piece of a text around a place, at white space where there is some.
func excerpt(text string, start, end int) (piece string, at int) {
	const space = " \t\r\n"
	from, to := max(0, start-excerptAround), min(len(text), end+excerptAround)
	if from > 0 {
		for !utf8.RuneStart(text[from]) {
			from++
		}
		if i := strings.IndexAny(text[from:start], space); i >= 0 {
			from += i + 1
		}
	}
	if to < len(text) {
		for !utf8.RuneStart(text[to]) {
			to--
		}
		if i := strings.LastIndexAny(text[end:to], space); i >= 0 {
			to = end + i
		}
	}
	return text[from:to], from
}
