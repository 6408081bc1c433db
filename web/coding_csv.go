package web

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"stancegraph/graph"
)

// codeColumns head a file of codes. Actors and issues stand by their keys, holder and issue by their names besides; start and end
// count bytes of the article's text. Decided is what became of the statement in the graph, empty while nobody has decided.
var codeColumns = []string{"article", "title", "analyst", "holder", "holder_name", "stance", "issue", "issue_name", "speaker", "reported_by",
	"quote", "start", "end", "held_on", "decided"}

// codes gives the codes of all articles as CSV, as far as they may be seen.
func (w *workbench) codes(r *request) (view, error) {
	return w.codesFile(r, "/coding", graph.CodingQuery{}, "codes.csv")
}

// codesOfArticle gives those of one article.
func (w *workbench) codesOfArticle(r *request) (view, error) {
	id := graph.ArticleID(r.PathValue("key"))
	return w.codesFile(r, codingPath(id), graph.CodingQuery{Articles: []graph.ArticleID{id}}, "codes-"+fileWord(string(id))+".csv")
}

// codesFile gives codes by article, analyst and place in the text. Whoever has not signed in gets to the page that shows them.
func (w *workbench) codesFile(r *request, page string, q graph.CodingQuery, name string) (view, error) {
	if !r.analyst() {
		return view{goTo: "/signin?next=" + urlValue(page)}, nil
	}
	all, err := w.reader.Codings(r.Context(), q)
	if err != nil {
		return view{}, err
	}
	codings := visibleTo(r.user.Name, all)
	if len(q.Articles) > 0 && len(codings) == 0 {
		return view{}, hidden(q.Articles[0], all)
	}
	if codings, err = graph.Meant(r.Context(), w.reader, codings); err != nil {
		return view{}, err
	}
	data, err := w.codesCSV(r, codings)
	return view{file: &file{name, "text/csv; charset=utf-8; header=present", data}}, err
}

// codesCSV writes a line for each code.
func (w *workbench) codesCSV(r *request, codings []graph.Coding) ([]byte, error) {
	var all []graph.Statement
	var ids []graph.StatementID
	for _, c := range codings {
		for _, s := range c.Codes {
			all, ids = append(all, s), append(ids, s.ID)
		}
	}
	names, err := graph.NamedIn(r.Context(), w.reader, all)
	if err != nil {
		return nil, err
	}
	stored, err := w.reader.Statements(r.Context(), ids)
	if err != nil {
		return nil, err
	}
	decided := map[graph.StatementID]string{}
	for _, s := range stored {
		if s.Status != graph.Suggested {
			decided[s.ID] = string(s.Status)
		}
	}
	var out bytes.Buffer
	lines := csv.NewWriter(&out)
	_ = lines.Write(codeColumns) // a buffer takes all
	for _, c := range codings {
		for _, s := range c.Codes {
			reporters := strings.Join(each(s.ReportedBy, func(id graph.ActorID) string { return string(id) }), ";")
			_ = lines.Write(each([]string{string(c.Article), names.Articles[c.Article].Label(), c.Analyst, string(s.Holder), names.Actors[s.Holder].Name,
				string(s.Stance), string(s.Issue), names.Issues[s.Issue].Name, string(s.Speaker), reporters,
				s.Quote, strconv.Itoa(s.Start), strconv.Itoa(s.End), string(s.HeldOn), decided[s.ID]}, harmless))
		}
	}
	lines.Flush()
	return out.Bytes(), lines.Error()
}

// harmless puts an apostrophe before what a spreadsheet would calculate.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// fileWord leaves of a text what a file can be called by everywhere.
func fileWord(text string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' {
			return c
		}
		return '-'
	}, text)
}
