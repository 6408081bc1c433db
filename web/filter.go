package web

import (
	"net/url"

	"stancegraph/graph"
)

// filter is what narrows a page, as its address says.
type filter struct {
	From, To graph.Date
	Kind     graph.Kind
	Source   string
	Status   graph.Status // suggested or accepted; empty: both
}

// readFilter reads a filter from an address. The error says which part of it cannot be read.
func readFilter(q url.Values) (f filter, err error) {
	if f.From, err = graph.ParseDate(q.Get("from")); err != nil {
		return f, err
	}
	if f.To, err = graph.ParseDate(q.Get("to")); err != nil {
		return f, err
	}
	if f.Kind = graph.Kind(q.Get("kind")); f.Kind != "" && !f.Kind.Valid() {
		return f, graph.Errorf(graph.Invalid, "%q is no kind of actor: want state, organisation, group or person", string(f.Kind))
	}
	f.Source = q.Get("source")
	if f.Status = graph.Status(q.Get("status")); f.Status != "" && !f.Status.Counts() {
		return f, graph.Errorf(graph.Invalid, "%q is no status that counts: want suggested or accepted", string(f.Status))
	}
	return f, nil
}

// where gives the filter for statements.
func (f filter) where() graph.StatementFilter {
	where := graph.StatementFilter{From: f.From, To: f.To}
	if f.Kind != "" {
		where.Kinds = []graph.Kind{f.Kind}
	}
	if f.Source != "" {
		where.Sources = []string{f.Source}
	}
	if f.Status != "" {
		where.Statuses = []graph.Status{f.Status}
	}
	return where
}

// values gives the filter as it stands in an address.
func (f filter) values() url.Values {
	q := url.Values{}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	set("from", string(f.From))
	set("to", string(f.To))
	set("kind", string(f.Kind))
	set("source", f.Source)
	set("status", string(f.Status))
	return q
}

// Narrows reports whether the filter leaves anything out.
func (f filter) Narrows() bool { return f != filter{} }

// link gives the address of a page with the filter, and more parameters, given as name, value, name, value.
func (f filter) link(path string, more ...string) string {
	q := f.values()
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// wide gives the address of a page without the filter.
func (f filter) wide(u *url.URL) string {
	q := u.Query()
	for name := range f.values() {
		q.Del(name)
	}
	if len(q) == 0 {
		return u.Path
	}
	return u.Path + "?" + q.Encode()
}

func urlValue(s string) string { return url.QueryEscape(s) }

func actorPath(id graph.ActorID) string     { return "/actors/" + url.PathEscape(string(id)) }
func issuePath(id graph.IssueID) string     { return "/issues/" + url.PathEscape(string(id)) }
func articlePath(id graph.ArticleID) string { return "/articles/" + url.PathEscape(string(id)) }
