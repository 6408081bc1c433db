package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"stancegraph/graph"
)

// form is a statement as an analyst fills it in, by names; what could not be used comes back as it was, with the reason.
type form struct {
	Quote, Start, End string // of the quote, in bytes of the text as the page shows it
	Holder            string
	Stance            graph.Stance
	Issue             graph.IssueID
	Speaker           string
	ReportedBy        string // several are separated by semicolons
	Parties           string // the same
	HeldOn            string
	Note              string
	Issues            []graph.Issue // that can be chosen
	Problem           string
}

// mostBody bounds a form that is sent, in bytes.
const mostBody = 64 << 10

func readForm(r *request) form {
	r.Body = http.MaxBytesReader(r.w, r.Body, mostBody)
	value := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	return form{Quote: r.PostFormValue("quote"), Start: value("start"), End: value("end"), Holder: value("holder"), Stance: graph.Stance(value("stance")),
		Issue: graph.IssueID(value("issue")), Speaker: value("speaker"), ReportedBy: value("reported"), Parties: value("parties"),
		HeldOn: value("heldon"), Note: r.PostFormValue("note")}
}

// formOf fills a form with a statement.
func formOf(c card) form {
	names := func(ids []graph.ActorID) string {
		var out []string
		for _, id := range ids {
			out = append(out, c.Actors[id].Name)
		}
		return strings.Join(out, "; ")
	}
	return form{Holder: c.Actors[c.Holder].Name, Stance: c.Stance, Issue: c.Issue, Speaker: c.Actors[c.Speaker].Name, ReportedBy: names(c.ReportedBy),
		Parties: names(c.Statement.Parties), HeldOn: string(c.HeldOn), Note: c.Note}
}

// withIssues adds the issues that can be chosen.
func (w *workbench) withIssues(r *request, f form) (form, error) {
	s, err := w.reader.FindIssues(r.Context(), graph.IssueQuery{Page: graph.Page{Limit: manyRows}})
	f.Issues = s.Items
	return f, err
}

// draft gives the statement that a form stands for.
func (w *workbench) draft(r *request, f form, article graph.ArticleID, text string) (d graph.Draft, err error) {
	d = graph.Draft{Article: article, Stance: f.Stance, Issue: f.Issue, Note: f.Note}
	if f.Stance == "" {
		return d, graph.Errorf(graph.Invalid, "choose a stance")
	}
	if f.Holder == "" {
		return d, graph.Errorf(graph.Invalid, "say whose stance it is")
	}
	place, err := f.place(text)
	if err != nil {
		return d, err
	}
	d.Quote, d.Start, d.End = place.Quote, place.Start, place.End
	holders, err := w.actorsNamed(r, f.Holder)
	if err != nil {
		return d, err
	}
	d.Holder = holders[0]
	speakers, err := w.actorsNamed(r, f.Speaker)
	if err != nil {
		return d, err
	}
	if len(speakers) > 0 {
		d.Speaker = speakers[0]
	}
	if d.ReportedBy, err = w.actorsNamed(r, f.ReportedBy); err != nil {
		return d, err
	}
	if d.Parties, err = w.actorsNamed(r, f.Parties); err != nil {
		return d, err
	}
	d.HeldOn, err = graph.ParseDate(f.HeldOn)
	return d, err
}

// place finds the quote in the article. Browsers show \r\n as \n, and count so.
func (f form) place(text string) (graph.Place, error) {
	if f.Start == "" && f.End == "" {
		return graph.Place{Quote: f.Quote}, nil
	}
	start, err := strconv.Atoi(f.Start)
	end, err2 := strconv.Atoi(f.End)
	if err != nil || err2 != nil || start < 0 || end <= start {
		return graph.Place{}, graph.Errorf(graph.Invalid, "select the words in the text again")
	}
	start, end = asStored(text, start), asStored(text, end)
	if end > len(text) || shown(text[start:end]) != shown(f.Quote) {
		return graph.Place{}, graph.Errorf(graph.Invalid, "these words do not stand there in the article: select them again")
	}
	return graph.Place{Quote: text[start:end], Start: start, End: end}, nil
}

// shown gives text as browsers hold it.
func shown(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// asStored turns an offset into the shown text into one into the text; one beyond its end stays beyond it.
func asStored(text string, offset int) int {
	at := 0
	for ; offset > 0 && at < len(text); offset-- {
		if strings.HasPrefix(text[at:], "\r\n") {
			at++
		}
		at++
	}
	return at + offset
}

// actorsNamed finds the actors with some names, which semicolons separate: by key, name or alias. An empty text names none.
func (w *workbench) actorsNamed(r *request, text string) (out []graph.ActorID, err error) {
	for name := range strings.SplitSeq(text, ";") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		id, err := w.actorNamed(r, name)
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, nil
}

func (w *workbench) actorNamed(r *request, name string) (graph.ActorID, error) {
	byKey, err := w.reader.Actors(r.Context(), []graph.ActorID{graph.ActorID(name)})
	if err != nil {
		return "", err
	}
	if len(byKey) == 1 && !byKey[0].Gone() {
		return byKey[0].ID, nil
	}
	similar, err := w.reader.FindActors(r.Context(), graph.ActorQuery{Text: name, Page: graph.Page{Limit: mostSuggested}})
	if err != nil {
		return "", err
	}
	var exact []graph.ActorID
	var names []string
	for _, a := range similar.Items {
		names = append(names, a.Name+" ("+string(a.ID)+")")
		if slices.ContainsFunc(append([]string{a.Name}, a.Aliases...), func(n string) bool { return graph.Fold(n) == graph.Fold(name) }) {
			exact = append(exact, a.ID)
		}
	}
	switch {
	case len(exact) == 1:
		return exact[0], nil
	case len(exact) > 1:
		return "", graph.Errorf(graph.Invalid, "several actors are called %q: use the key of one of %s", name, strings.Join(names, ", "))
	case len(names) > 0:
		return "", graph.Errorf(graph.Invalid, "no actor is called %q: is it one of %s?", name, strings.Join(names[:min(5, len(names))], ", "))
	}
	return "", graph.Errorf(graph.Invalid, "no actor is called %q: make it with `stancegraph actor add`", name)
}

// mostSuggested is how many names are suggested at once.
const mostSuggested = 20

// suggest gives names that begin to fill in a field, as options of a list.
func (w *workbench) suggest(r *request) (view, error) {
	text := r.URL.Query().Get("text")
	s, err := w.reader.FindActors(r.Context(), graph.ActorQuery{Text: text, Page: graph.Page{Limit: mostSuggested}})
	return view{template: "suggest", data: s.Items}, err
}

// annotate adds the statement that an analyst filled in on an article's page.
func (w *workbench) annotate(r *request) (view, error) {
	id := graph.ArticleID(r.PathValue("key"))
	if r.user == nil {
		return view{goTo: "/signin?next=" + urlValue(articlePath(id))}, nil
	}
	texts, err := w.reader.Texts(r.Context(), []graph.ArticleID{id})
	if err != nil {
		return view{}, err
	}
	f := readForm(r)
	d, err := w.draft(r, f, id, texts[id])
	var s graph.Statement
	if err == nil {
		s, _, err = w.editor.Annotate(r.Context(), *r.user, d, "")
	}
	if code := graph.CodeOf(err); err != nil && code != graph.Forbidden && statusOf[code] != 0 {
		f.Problem = graph.MessageOf(err)
		v, failed := w.articleWith(r, id, f)
		v.status = statusOf[code]
		return v, failed
	}
	return view{goTo: articlePath(id) + "#" + anchor(s.ID)}, err
}

// amend corrects the statement that a review shows, by what of the form differs from it.
func (w *workbench) amend(r *request) (graph.Revision, error) {
	f := readForm(r)
	revision, err := strconv.Atoi(r.PostFormValue("revision"))
	if err != nil {
		return graph.Revision{}, graph.Errorf(graph.Invalid, "want the revision of the statement, not %q", r.PostFormValue("revision"))
	}
	id := graph.StatementID(r.PostFormValue("statement"))
	statements, err := w.reader.Statements(r.Context(), []graph.StatementID{id})
	if err == nil && len(statements) == 0 {
		err = graph.Errorf(graph.NotFound, "there is no statement %q", string(id))
	}
	if err != nil {
		return graph.Revision{}, err
	}
	s := statements[0]
	d, err := w.draft(r, f, s.Article, "")
	if err != nil {
		return graph.Revision{}, err
	}
	a := graph.Amendment{Statement: id, Revision: revision}
	a.Holder, a.Stance, a.Issue = ifOther(d.Holder, s.Holder), ifOther(d.Stance, s.Stance), ifOther(d.Issue, s.Issue)
	a.Speaker, a.HeldOn, a.Note = ifOther(d.Speaker, s.Speaker), ifOther(d.HeldOn, s.HeldOn), ifOther(d.Note, s.Note)
	if !slices.Equal(d.ReportedBy, s.ReportedBy) {
		a.ReportedBy = &d.ReportedBy
	}
	if !slices.Equal(d.Parties, s.Parties) {
		a.Parties = &d.Parties
	}
	_, rev, err := w.editor.Amend(r.Context(), *r.user, a, "")
	return rev, err
}

func ifOther[T comparable](now, before T) *T {
	if now == before {
		return nil
	}
	return &now
}
