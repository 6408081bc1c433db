package web

import (
	"cmp"
	"net/url"
	"strings"

	"stancegraph/graph"
)

// reviewPage is a suggestion with what surrounds it in its article, or several.
type reviewPage struct {
	Card          card
	Before, After string // text around the quote
	Many          cards  // instead, where several are shown
	Progress      progress
	Queue         queue
	Ways          []way
	Skip          string // the address of what comes behind
	Restart       string // the address of the queue's beginning
	To            string // this queue
	Done          string // what the last decision was
	Undo          graph.RevisionID
	Conflict      string
	Form          form
	Explains      bool // there is a machine to ask why it suggested something
}

// way is another queue to go to.
type way struct {
	Label, Link string
	Current     bool
}

// surroundings is how much text is shown on either side of a quote, in bytes.
const surroundings = 400

func (w *workbench) review(r *request) (view, error) {
	if !r.analyst() {
		return view{goTo: "/signin?next=" + urlValue(r.URL.RequestURI())}, nil
	}
	query := r.URL.Query()
	q := readQueue(query)
	page := reviewPage{Queue: q, To: q.link(r.filter, nil), Restart: q.whole().link(r.filter, nil), Done: query.Get("done"), Undo: graph.RevisionID(query.Get("undo")), Conflict: query.Get("conflict"), Explains: w.o.Machine != nil}
	shown, err := w.next(r, q, &page.Progress)
	if err != nil {
		return view{}, err
	}
	page.Ways = q.ways(r.filter, shown)
	if n := len(shown.Statements); n > 0 {
		page.Skip = q.behind(q.pos(shown.Statements[n-1])).link(r.filter, nil)
	}
	if q.Many {
		page.Many = shown
	} else if len(shown.Statements) > 0 {
		err = w.showOne(r, &page, shown)
	}
	return view{template: "review", title: "Review", data: page}, err
}

// showOne adds the text around a suggestion, and the form to correct it.
func (w *workbench) showOne(r *request, page *reviewPage, shown cards) error {
	s := shown.Statements[0]
	texts, err := w.reader.Texts(r.Context(), []graph.ArticleID{s.Article})
	if err != nil {
		return err
	}
	page.Card = card{s, shown.Named}
	page.Before, page.After = around(texts[s.Article], s.Start, s.End)
	page.Form = formOf(page.Card)
	return nil
}

// next finds the suggestions that an analyst is shown next, and which nobody else is shown, and tells how far the queue has come.
func (w *workbench) next(r *request, q queue, p *progress) (cards, error) {
	where := q.where(r.filter)
	name, now := tallyName(where), w.o.Now()
	wants := []graph.Want{{With: named}}
	var known bool
	if *p, known = w.tallies.get(name, now); !known {
		wants = append(wants, graph.Want{What: graph.FacetQuery{By: graph.ByStatus, Where: where, Limit: len(graph.Statuses)}})
	}
	where.Statuses = []graph.Status{graph.Suggested}
	most, others := 1, 4 // suggestions that others may hold
	if q.Many {
		most, others = manyAtOnce, manyAtOnce
	}
	after := q.After
	for {
		wants[0].What = graph.StatementQuery{Where: where, Unsure: !q.Newest, Page: graph.Page{Limit: most + others, After: after}}
		found, err := w.reader.Read(r.Context(), wants...)
		if err != nil {
			return cards{}, err
		}
		if len(wants) > 1 {
			*p = progressOf(found[1].Facets[0].Items)
			w.tallies.counted(name, *p, now)
			wants = wants[:1]
		}
		shown, more := cardsOf(found[0]), found[0].Statements[0].More
		read := shown.Statements
		shown.Statements = w.claims.take(r.user.Name, now, read, most)
		switch n := len(shown.Statements); {
		case n == 0 && more:
		case known && (n == 0 || n > p.Left): // what is remembered is not so any more
			w.tallies.forget()
			return w.next(r, q, p)
		default:
			return shown, nil
		}
		after = q.pos(read[len(read)-1])
	}
}

// ways are the queues that one can go to from here: the other orders, and those of what the suggestion at hand names.
func (q queue) ways(f filter, shown cards) []way {
	var out []way
	add := func(label string, current bool, change func(*queue)) {
		other := q.whole()
		change(&other)
		out = append(out, way{label, other.link(f, nil), current})
	}
	add("Least sure first", !q.Newest, func(o *queue) { o.Newest = false })
	add("Newest first", q.Newest, func(o *queue) { o.Newest = true })
	add("One at a time", !q.Many, func(o *queue) { o.Many = false })
	add("Several at once", q.Many, func(o *queue) { o.Many = true })
	if q.Actor != "" || q.Issue != "" || q.Article != "" {
		add("All suggestions", false, func(o *queue) { o.Actor, o.Issue, o.Article = "", "", "" })
	}
	if len(shown.Statements) == 0 {
		return out
	}
	s := shown.Statements[0]
	if a, ok := shown.Actors[s.Holder]; ok {
		add("Those of "+a.Name, q.Actor == a.ID, func(o *queue) { o.Actor = a.ID })
	}
	add("Those on "+shown.Issues[s.Issue].Name, q.Issue == s.Issue, func(o *queue) { o.Issue = s.Issue })
	add("Those in this article", q.Article == s.Article, func(o *queue) { o.Article = s.Article })
	return out
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
	return strings.ToValidUTF8(before, ""), strings.ToValidUTF8(after, "")
}

// decide carries out what the analyst decided, and goes on to the next suggestion. What was decided about is no suggestion any more, so
// the queue begins at the same place.
func (w *workbench) decide(r *request) (view, error) {
	r.limitBody(mostBody)
	if r.user == nil {
		return view{goTo: "/signin?next=" + urlValue(r.URL.RequestURI())}, nil
	}
	q := readQueue(r.URL.Query())
	done, rev, err := w.carryOut(r)
	if status := graph.Status(r.PostFormValue("status")); err == nil && (status == graph.Accepted || status == graph.Rejected) {
		w.tallies.decided(tallyName(q.where(r.filter)), status, len(r.PostForm["statement"]))
	} else {
		w.tallies.forget()
	}
	more := url.Values{"done": {done}}
	if rev != "" {
		more.Set("undo", string(rev))
	}
	conflict := graph.CodeOf(err) == graph.Conflict
	if unclearIn(err) != nil || conflict && done == corrected {
		return w.correctAgain(r, q, err)
	}
	if conflict {
		more, err = url.Values{"conflict": {graph.MessageOf(err)}}, nil
	}
	return view{goTo: q.link(r.filter, more)}, err
}

// corrected is what the form of a correction asks for.
const corrected = "corrected"

// carryOut does what a form of the page asks for, and tells what was done and by which revision it can be turned back.
func (w *workbench) carryOut(r *request) (done string, rev graph.RevisionID, err error) {
	if undo := r.PostFormValue("undo"); undo != "" {
		_, err := w.editor.Undo(r.Context(), *r.user, graph.RevisionID(undo), "")
		return "undone", "", err
	}
	status := r.PostFormValue("status")
	if status == corrected {
		rev, err := w.amend(r)
		return status, rev.ID, err
	}
	decisions, err := readDecisions(r, graph.Status(status))
	if err != nil {
		return "", "", err
	}
	_, made, err := w.editor.Review(r.Context(), *r.user, decisions, "")
	if done = status; len(decisions) > 1 {
		done = count(len(decisions), "suggestion") + " " + status
	}
	return done, made.ID, err
}

// readDecisions reads what is decided about the suggestions that were shown and ticked, each named with the revision that was shown.
func readDecisions(r *request, status graph.Status) ([]graph.Decision, error) {
	if status != graph.Accepted && status != graph.Rejected {
		return nil, graph.Errorf(graph.Invalid, "want accepted or rejected, not %q", string(status))
	}
	named := r.PostForm["statement"]
	if len(named) > manyAtOnce {
		return nil, graph.Errorf(graph.Invalid, "at most %d suggestions are decided about at once", manyAtOnce)
	}
	var out []graph.Decision
	for _, text := range named {
		id, revision, err := readSeen(text)
		if err != nil {
			return nil, err
		}
		out = append(out, graph.Decision{Statement: id, Revision: revision, Status: status})
	}
	if len(out) == 0 {
		return nil, graph.Errorf(graph.Invalid, "tick the suggestions that are meant")
	}
	return out, nil
}

// correctAgain shows the form of a correction once more, with what has to be made clear or, where somebody was faster, with both versions.
func (w *workbench) correctAgain(r *request, q queue, why error) (view, error) {
	id, _, err := readSeen(r.PostFormValue("statement"))
	if err != nil {
		return view{}, err
	}
	found, err := w.reader.Read(r.Context(), graph.Want{What: graph.IDsOf(graph.StatementSet, []graph.StatementID{id}), With: named})
	if err != nil {
		return view{}, err
	}
	page := reviewPage{Queue: q, To: q.link(r.filter, nil)}
	if err := w.showOne(r, &page, cardsOf(found[0])); err != nil {
		return view{}, err
	}
	now := page.Form
	page.Form = readForm(r)
	page.Form.Problem, page.Form.Unclear = graph.MessageOf(why), unclearIn(why)
	if graph.CodeOf(why) == graph.Conflict {
		page.Form = page.Form.against(now)
		page.Conflict, page.Form.Problem = page.Form.Problem, "Choose, field by field, between your version and the one that is there now. What does not differ is the same in both."
	}
	return view{template: "review", title: "Review", data: page, status: cmp.Or(statusOf[graph.CodeOf(why)], 400)}, nil
}
