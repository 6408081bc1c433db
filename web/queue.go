package web

import (
	"net/url"

	"stancegraph/graph"
)

// queue is which suggestions are reviewed, those of an actor, an issue or an article or all of them, in which order and from where.
// It stands in the address of the page, so that skipping needs no memory on the server.
type queue struct {
	Actor   graph.ActorID
	Issue   graph.IssueID
	Article graph.ArticleID
	Newest  bool // by date; else the least sure first
	Many    bool // several at once
	After   graph.Pos
}

// manyAtOnce is how many suggestions are shown where several are.
const manyAtOnce = 20

func readQueue(q url.Values) queue {
	out := queue{Actor: graph.ActorID(q.Get("actor")), Issue: graph.IssueID(q.Get("issue")), Article: graph.ArticleID(q.Get("article")),
		Newest: q.Get("order") == "newest", Many: q.Get("many") != ""}
	if after := q["after"]; len(after) > 0 {
		out.After = after
	}
	return out
}

// where narrows to the queue, whatever the status.
func (q queue) where(f filter) graph.StatementFilter {
	where := f.where()
	where.Statuses = nil
	if q.Actor != "" {
		where.Holders = []graph.ActorID{q.Actor}
	}
	if q.Issue != "" {
		where.Issues = []graph.IssueID{q.Issue}
	}
	if q.Article != "" {
		where.Articles = []graph.ArticleID{q.Article}
	}
	return where
}

// pos is the place of a statement in the order of the queue.
func (q queue) pos(s graph.Statement) graph.Pos {
	if q.Newest {
		return s.Pos()
	}
	return s.PosBySureness()
}

// behind is the queue from behind a place.
func (q queue) behind(pos graph.Pos) queue {
	q.After = pos
	return q
}

// whole is the queue from its beginning.
func (q queue) whole() queue { return q.behind(nil) }

// link gives the address of the queue.
func (q queue) link(f filter, more url.Values) string {
	values := f.values()
	set := func(name, value string) {
		if value != "" {
			values.Set(name, value)
		}
	}
	set("actor", string(q.Actor))
	set("issue", string(q.Issue))
	set("article", string(q.Article))
	if q.Newest {
		values.Set("order", "newest")
	}
	if q.Many {
		values.Set("many", "1")
	}
	if q.After != nil {
		values["after"] = q.After
	}
	for name, value := range more {
		values[name] = value
	}
	if len(values) == 0 {
		return "/review"
	}
	return "/review?" + values.Encode()
}
