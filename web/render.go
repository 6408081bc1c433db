package web

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"strings"

	"stancegraph/ask"
	"stancegraph/graph"
)

//go:embed templates
var templates embed.FS

// pages are the templates of the pages, each with the layout and the parts that several share.
type pages map[string]*template.Template

// shared are the templates that every page has at hand.
var shared = []string{"templates/layout.html", "templates/parts.html"}

func parsePages() (pages, error) {
	files, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		return nil, err
	}
	out := pages{}
	for _, file := range files {
		name := strings.TrimSuffix(path.Base(file), ".html")
		if out[name], err = template.New("layout.html").Funcs(functions(filter{})).ParseFS(templates, append(shared, file)...); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// functions are what templates can call. Links carry the filter of the page.
func functions(f filter) template.FuncMap {
	return template.FuncMap{
		"link":       f.link,
		"actorURL":   func(id graph.ActorID) string { return f.link(actorPath(id)) },
		"issueURL":   func(id graph.IssueID) string { return f.link(issuePath(id)) },
		"compareURL": func(ids ...graph.ActorID) string { return comparePath(f, "", ids...) },
		"article":    func(id graph.ArticleID) string { return articlePath(id) },
		"quoteURL":   func(s graph.Statement) string { return articlePath(s.Article) + "#" + anchor(s.ID) },
		"anchor":     anchor,
		"verb":       ask.Verb,
		"date":       dateWord,
		"glyph":      func(s graph.Stance) string { return glyphs[s] },
		"percent":    func(p float64) string { return fmt.Sprintf("%.0f %%", 100*p) },
		"count":      count,
		"kinds":      func() []graph.Kind { return graph.Kinds },
		"stances":    func() []graph.Stance { return graph.Stances },
		"ordinal":    func(i int) int { return i + 1 },
		"wayColour":  func(a agreement) string { c := wayColour[a]; return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) },
		"wayDashes":  dashes,
		"under":      func(y, r float64) string { return fmt.Sprintf("%.1f", y+r+15) }, // a circle, where its name stands
		"legend":     legend,
		"seen":       seen,
		"figure":     figure,
		"whyURL":     func(id graph.StatementID) string { return "/statements/" + url.PathEscape(string(id)) + "/why" },
		"plainValue": plainValue,
		"fieldName":  fieldName,
		"statement":  func(c cards, s graph.Statement) card { return card{s, c.Named} },
	}
}

// glyphs tell stances apart for whoever does not see their colours.
var glyphs = map[graph.Stance]string{graph.Supports: "+", graph.Opposes: "−", graph.Mediates: "⇄", graph.Undecided: "?"}

// anchor is where a statement stands on its article's page.
func anchor(id graph.StatementID) string { return "s-" + string(id) }

func dateWord(d graph.Date) string {
	if d == "" {
		return "undated"
	}
	return string(d)
}

// count says how many of something there are; nouns get an s.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// frame is what the layout shows around a page.
type frame struct {
	Title  string
	Path   string
	User   *graph.Agent
	Filter filter
	Wide   string // the address of the page without the filter
	// Imports says that whoever sees the page can load articles.
	Imports bool
	Data    any
}

// render sends a page. It is made whole before anything is sent, so that nobody gets half of one.
func (w *workbench) render(r *request, v view) {
	var out bytes.Buffer
	whole := "layout.html"
	if v.part {
		whole = "main"
	}
	page, err := w.pages[v.template].Clone()
	if err == nil {
		err = page.Funcs(functions(r.filter)).ExecuteTemplate(&out, whole, frame{v.title, r.URL.Path, r.user, r.filter, r.filter.wide(r.URL), w.o.Machine != nil && r.analyst(), v.data})
	}
	if err != nil {
		w.o.Log.LogAttrs(r.Context(), slog.LevelError, "page cannot be shown", slog.String("template", v.template), slog.Any("err", err))
		http.Error(r.w, "internal error", http.StatusInternalServerError)
		return
	}
	r.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	r.w.WriteHeader(cmp.Or(v.status, http.StatusOK))
	_, _ = r.w.Write(out.Bytes()) // the client is gone: nobody to tell
}
