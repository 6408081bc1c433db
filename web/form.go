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
	Issue             string
	Speaker           string
	ReportedBy        string // several are separated by semicolons
	Parties           string // the same
	HeldOn            string
	Note              string
	Problem           string
	Unclear           *unclear // a name that has to be made clear
	said              answer   // what was said about the name that was unclear before
	versions          map[string]version
}

// A version is a field of a form that somebody else has filled in otherwise meanwhile.
type version struct{ Name, Label, Mine, Now string }

// Version gives both versions of a field, nil where there is one.
func (f form) Version(name string) *version {
	if v, ok := f.versions[name]; ok {
		return &v
	}
	return nil
}

// against notes where a form differs from what is there now.
func (f form) against(now form) form {
	f.versions = map[string]version{}
	for _, v := range []version{{"holder", "Holder", f.Holder, now.Holder}, {"stance", "Stance", string(f.Stance), string(now.Stance)}, {"issue", "Issue", f.Issue, now.Issue},
		{"speaker", "Speaker", f.Speaker, now.Speaker}, {"reported", "Reported by", f.ReportedBy, now.ReportedBy}, {"parties", "Between", f.Parties, now.Parties},
		{"heldon", "Held on", f.HeldOn, now.HeldOn}, {"note", "Note", f.Note, now.Note}} {
		if v.Mine != v.Now {
			f.versions[v.Name] = v
		}
	}
	return f
}

// mostBody bounds a form that is sent, in bytes.
const mostBody = 64 << 10

// limitBody bounds what is read of a form.
func (r *request) limitBody(most int64) { r.Body = http.MaxBytesReader(r.w, r.Body, most) }

func readForm(r *request) form {
	value := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	return form{Quote: r.PostFormValue("quote"), Start: value("start"), End: value("end"), Holder: value("holder"), Stance: graph.Stance(value("stance")),
		Issue: value("issue"), Speaker: value("speaker"), ReportedBy: value("reported"), Parties: value("parties"),
		HeldOn: value("heldon"), Note: r.PostFormValue("note"), said: answer{value("unclear"), value("meant")}}
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
	return form{Holder: c.Actors[c.Holder].Name, Stance: c.Stance, Issue: c.Issues[c.Issue].Name, Speaker: c.Actors[c.Speaker].Name, ReportedBy: names(c.ReportedBy),
		Parties: names(c.Statement.Parties), HeldOn: string(c.HeldOn), Note: c.Note}
}

// draft gives the statement that a form stands for. Actors and issues that the analyst wants are made.
func (w *workbench) draft(r *request, f form, article graph.ArticleID, text string) (d graph.Draft, err error) {
	d = graph.Draft{Article: article, Stance: f.Stance, Note: f.Note}
	switch {
	case f.Stance == "":
		return d, graph.Errorf(graph.Invalid, "choose a stance")
	case f.Holder == "":
		return d, graph.Errorf(graph.Invalid, "say whose stance it is")
	case f.Issue == "":
		return d, graph.Errorf(graph.Invalid, "say what the stance is about")
	}
	place, err := f.place(text)
	if err != nil {
		return d, err
	}
	d.Quote, d.Start, d.End = place.Quote, place.Start, place.End
	if d.HeldOn, err = graph.ParseDate(f.HeldOn); err != nil {
		return d, err
	}
	return d, w.names(r, f, &d)
}

// names finds what a form names.
func (w *workbench) names(r *request, f form, d *graph.Draft) (err error) {
	one := func(text string) (id graph.ActorID) {
		if err == nil && text != "" {
			id, err = w.actorNamed(r, text, f.said)
		}
		return id
	}
	several := func(text string) (ids []graph.ActorID) {
		for name := range strings.SplitSeq(text, ";") {
			if id := one(strings.TrimSpace(name)); id != "" {
				ids = append(ids, id)
			}
		}
		return ids
	}
	d.Holder, d.Speaker = one(f.Holder), one(f.Speaker)
	d.ReportedBy, d.Parties = several(f.ReportedBy), several(f.Parties)
	if err == nil {
		d.Issue, err = w.issueNamed(r, f.Issue, f.said)
	}
	return err
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

// readSeen reads a statement and the revision of it that was shown, written as one.
func readSeen(text string) (graph.StatementID, int, error) {
	id, number, _ := strings.Cut(text, ".")
	revision, err := strconv.Atoi(number)
	if err != nil {
		return "", 0, graph.Errorf(graph.Invalid, "want a statement and its revision, not %q", text)
	}
	return graph.StatementID(id), revision, nil
}

// seen writes what readSeen reads.
func seen(s graph.Statement) string { return string(s.ID) + "." + strconv.Itoa(s.Revision) }

// annotate adds the statement that an analyst filled in on an article's page.
func (w *workbench) annotate(r *request) (view, error) {
	id := graph.ArticleID(r.PathValue("key"))
	return w.fillIn(r, id, articlePath(id), w.articleWith, func(d graph.Draft) (graph.Statement, error) {
		s, _, err := w.editor.Annotate(r.Context(), *r.user, d, "")
		return s, err
	})
}

// fillIn adds a statement that an analyst filled in on a page at a path, and goes back there, or shows the page again with what
// could not be used.
func (w *workbench) fillIn(r *request, id graph.ArticleID, path string, again func(*request, graph.ArticleID, form) (view, error), add func(graph.Draft) (graph.Statement, error)) (view, error) {
	r.limitBody(mostBody)
	if r.user == nil {
		return view{goTo: "/signin?next=" + urlValue(path)}, nil
	}
	texts, err := w.reader.Texts(r.Context(), []graph.ArticleID{id})
	if err != nil {
		return view{}, err
	}
	f := readForm(r)
	d, err := w.draft(r, f, id, texts[id])
	var s graph.Statement
	if err == nil {
		s, err = add(d)
	}
	if code := graph.CodeOf(err); err != nil && code != graph.Forbidden && statusOf[code] != 0 {
		f.Problem, f.Unclear = graph.MessageOf(err), unclearIn(err)
		v, failed := again(r, id, f)
		v.status = statusOf[code]
		return v, failed
	}
	return view{goTo: path + "#" + anchor(s.ID)}, err
}

// amend corrects the statement that a review shows, by what of the form differs from it.
func (w *workbench) amend(r *request) (graph.Revision, error) {
	f := readForm(r)
	id, revision, err := readSeen(r.PostFormValue("statement"))
	if err != nil {
		return graph.Revision{}, err
	}
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
