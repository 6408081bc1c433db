package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"stancegraph/graph"
)

// The review queue shows one suggestion at a time. What is next stands in the address of the page: the narrowing, and after which
// statement to go on, so that skipping needs no memory on the server.

// reviewPage is a suggestion with what surrounds it in its article.
type reviewPage struct {
	Card          card
	Before, After string // text around the quote
	Left          int    // suggestions in the queue, this one included
	Skip          string // the address of the next one
	To            string // this queue
	Done          string // what the last decision was
	Undo          graph.RevisionID
	Conflict      string
	Form          form
}

// queue is which suggestions are reviewed: those of an actor, an issue or an article, or all, newest first.
type queue struct {
	Actor   graph.ActorID
	Issue   graph.IssueID
	Article graph.ArticleID
	After   graph.Pos
}

func readQueue(q url.Values) queue {
	out := queue{Actor: graph.ActorID(q.Get("actor")), Issue: graph.IssueID(q.Get("issue")), Article: graph.ArticleID(q.Get("article"))}
	if after := q["after"]; len(after) > 0 {
		out.After = after
	}
	return out
}

func (q queue) where(f filter) graph.StatementFilter {
	where := f.where()
	where.Statuses = []graph.Status{graph.Suggested}
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

// link gives the address of the queue behind a place.
func (q queue) link(f filter, after graph.Pos, more url.Values) string {
	values := f.values()
	for name, value := range map[string]string{"actor": string(q.Actor), "issue": string(q.Issue), "article": string(q.Article)} {
		if value != "" {
			values.Set(name, value)
		}
	}
	if after != nil {
		values["after"] = after
	}
	for name, value := range more {
		values[name] = value
	}
	if len(values) == 0 {
		return "/review"
	}
	return "/review?" + values.Encode()
}

// surroundings is how much text is shown on either side of a quote, in bytes.
const surroundings = 400

func (w *workbench) review(r *request) (view, error) {
	if !r.analyst() {
		return view{goTo: "/signin?next=" + urlValue(r.URL.RequestURI())}, nil
	}
	query := r.URL.Query()
	q := readQueue(query)
	page := reviewPage{To: q.link(r.filter, q.After, nil), Done: query.Get("done"), Undo: graph.RevisionID(query.Get("undo")), Conflict: query.Get("conflict")}
	found, err := w.reader.FindStatements(r.Context(), graph.StatementQuery{Where: q.where(r.filter), Page: graph.Page{Limit: 1, After: q.After, Total: true}})
	if err != nil {
		return view{}, err
	}
	page.Left = found[0].Total
	if len(found[0].Items) == 0 {
		return view{template: "review", title: "Review", data: page}, nil
	}
	s := found[0].Items[0]
	shown, err := newCards(r.Context(), w.reader, found[0].Items)
	if err != nil {
		return view{}, err
	}
	texts, err := w.reader.Texts(r.Context(), []graph.ArticleID{s.Article})
	if err != nil {
		return view{}, err
	}
	page.Card, page.Skip = card{s, shown.Named}, q.link(r.filter, s.Pos(), nil)
	page.Before, page.After = around(texts[s.Article], s.Start, s.End)
	if page.Form, err = w.withIssues(r, formOf(page.Card)); err != nil {
		return view{}, err
	}
	return view{template: "review", title: "Review", data: page}, nil
}

// around gives the text on either side of a quote, cut between words.
func around(text string, start, end int) (before, after string) {
	from, to := max(0, start-surroundings), min(len(text), end+surroundings)
	before, after = text[from:start], text[end:to]
	if from > 0 {
		_, before, _ = strings.Cut(before, " ")
	}
	if i := strings.LastIndex(after, " "); to < len(text) && i >= 0 {
		after = after[:i]
	}
	return before, after
}

// decide carries out what the analyst decided, and goes on to the next suggestion. The one decided about is none any more, so the
// queue begins at the same place.
func (w *workbench) decide(r *request) (view, error) {
	r.Body = http.MaxBytesReader(r.w, r.Body, mostBody)
	if r.user == nil {
		return view{goTo: "/signin?next=" + urlValue(r.URL.RequestURI())}, nil
	}
	q := readQueue(r.URL.Query())
	more := url.Values{}
	var err error
	if undo := r.PostFormValue("undo"); undo != "" {
		_, err = w.editor.Undo(r.Context(), *r.user, graph.RevisionID(undo), "")
		more.Set("done", "undone")
	} else {
		var rev graph.Revision
		status := r.PostFormValue("status")
		if status == "corrected" {
			rev, err = w.amend(r)
		} else {
			rev, err = w.decideOne(r, graph.Status(status))
		}
		more.Set("done", status)
		more.Set("undo", string(rev.ID))
	}
	if graph.CodeOf(err) == graph.Conflict {
		more, err = url.Values{"conflict": {graph.MessageOf(err)}}, nil
	}
	return view{goTo: q.link(r.filter, q.After, more)}, err
}

func (w *workbench) decideOne(r *request, status graph.Status) (graph.Revision, error) {
	revision, err := strconv.Atoi(r.PostFormValue("revision"))
	if err != nil || status != graph.Accepted && status != graph.Rejected {
		return graph.Revision{}, graph.Errorf(graph.Invalid, "want the revision of the statement, and accepted or rejected, not %q and %q", r.PostFormValue("revision"), string(status))
	}
	id := graph.StatementID(r.PostFormValue("statement"))
	note := r.PostFormValue("note")
	d := graph.Decision{Statement: id, Revision: revision, Status: status}
	if note != "" {
		d.Note = &note
	}
	_, rev, err := w.editor.Review(r.Context(), *r.user, []graph.Decision{d}, "")
	return rev, err
}
