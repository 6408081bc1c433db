package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
	"time"

	"stancegraph/graph"
)

// importPage takes articles in and shows what was found in those that came.
type importPage struct {
	Pasted  pasted // as it was sent, where it could not be used
	Results []result
	Most    int // files at once
	MiB     int // of them together
}

// pasted is an article that was pasted: the text, with what is said of it beside it.
type pasted struct{ Title, Source, Date, URL, Text string }

// result is what became of one file.
type result struct {
	Name string
	Imported
	Cards   cards // what was suggested, at most mostFound
	Queue   string
	Problem string
}

// Bounds of one import. Scripts send file by file, so that they bound only a file there.
const (
	mostFiles   = 50
	mostImport  = 16 << 20 // bytes
	mostFound   = 10       // suggestions that are shown of an article
	importLimit = 45 * time.Second
)

func (w *workbench) importForm(r *request) (view, error) {
	if !r.analyst() {
		return view{goTo: "/signin?next=/import"}, nil
	}
	if w.o.Machine == nil {
		return view{}, errNoPage
	}
	return w.importView(importPage{}), nil
}

func (w *workbench) importView(page importPage) view {
	page.Most, page.MiB = mostFiles, mostImport>>20
	return view{template: "import", title: "Load articles", data: page}
}

// importFiles reads the files that were sent, and a text that was pasted, one after the other. What is wrong with one does not stop the
// others.
func (w *workbench) importFiles(r *request) (view, error) {
	switch {
	case w.o.Machine == nil:
		return view{}, errNoPage
	case !r.analyst():
		return view{}, graph.Errorf(graph.Forbidden, "loading articles needs the role analyst: sign in")
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), importLimit)
	defer cancel()
	r.Request = r.WithContext(ctx)
	r.limitBody(mostImport)
	const inMemory = 4 << 20
	if err := r.ParseMultipartForm(inMemory); err != nil {
		if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
			return view{}, graph.Errorf(graph.Invalid, "this is more than %d MiB: send fewer files at once, or use `stancegraph load`", mostImport>>20)
		}
		return view{}, graph.Errorf(graph.Invalid, "the form cannot be read: send it again")
	}
	defer r.MultipartForm.RemoveAll() //nolint:errcheck // the system does so, too
	page := importPage{Pasted: pasted{r.PostFormValue("title"), r.PostFormValue("source"), r.PostFormValue("date"), r.PostFormValue("url"), r.PostFormValue("text")}}
	files := r.MultipartForm.File["files"]
	if len(files) > mostFiles {
		return view{}, graph.Errorf(graph.Invalid, "%d files: at most %d are taken at once", len(files), mostFiles)
	}
	for _, f := range files {
		if f.Size > 0 || f.Filename != "" {
			if err := w.importOne(r, &page, f.Filename, func() ([]byte, error) { return contentOf(f) }); err != nil {
				return view{}, err
			}
		}
	}
	if strings.TrimSpace(page.Pasted.Text) != "" {
		if err := w.importOne(r, &page, cmp.Or(strings.TrimSpace(page.Pasted.Title), "pasted"), func() ([]byte, error) { return page.Pasted.file(), nil }); err != nil {
			return view{}, err
		}
		if page.Results[len(page.Results)-1].Problem == "" {
			page.Pasted = pasted{}
		}
	}
	if len(page.Results) == 0 {
		return view{}, graph.Errorf(graph.Invalid, "choose files, or paste a text")
	}
	return w.importView(page), nil
}

func contentOf(f *multipart.FileHeader) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close() //nolint:errcheck // it was only read
	return io.ReadAll(in)
}

// file gives a pasted article as a file: what is said of it as front matter, unless the text brings its own.
func (p pasted) file() []byte {
	text := strings.ReplaceAll(p.Text, "\r\n", "\n") // as forms send line ends
	var head strings.Builder
	for _, field := range []struct{ name, value string }{{"title", p.Title}, {"source", p.Source}, {"date", p.Date}, {"url", p.URL}} {
		if value := strings.TrimSpace(field.value); value != "" {
			quoted, _ := json.Marshal(value) // a text cannot fail, and what is quoted so is YAML
			fmt.Fprintf(&head, "%s: %s\n", field.name, quoted)
		}
	}
	if head.Len() == 0 || strings.HasPrefix(text, "---\n") {
		return []byte(text)
	}
	return []byte("---\n" + head.String() + "---\n" + text)
}

// importOne loads one file, and notes what became of it. The error is one that the next file would meet, too.
func (w *workbench) importOne(r *request, page *importPage, name string, content func() ([]byte, error)) error {
	out := result{Name: path.Base(strings.ReplaceAll(name, `\`, "/"))}
	data, err := content()
	if err == nil {
		out.Imported, err = w.o.Machine.Import(r.Context(), *r.user, out.Name, data)
	}
	switch {
	case graph.CodeOf(err) == graph.Invalid:
		out.Problem = graph.MessageOf(err)
	case err != nil:
		return err
	default:
		q := queue{Article: out.Article}
		out.Queue = q.link(filter{}, nil)
		if out.Cards, err = w.suggestedIn(r, out.Article); err != nil {
			return err
		}
	}
	page.Results = append(page.Results, out)
	return nil
}

// suggestedIn reads the first suggestions in an article.
func (w *workbench) suggestedIn(r *request, id graph.ArticleID) (cards, error) {
	where := graph.StatementFilter{Articles: []graph.ArticleID{id}, Statuses: []graph.Status{graph.Suggested}}
	found, err := w.reader.Read(r.Context(), graph.Want{What: graph.StatementQuery{Where: where, Page: graph.Page{Limit: mostFound}}, With: named})
	if err != nil {
		return cards{}, err
	}
	return cardsOf(found[0]), nil
}
