package web

import (
	"context"
	"embed"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"stancegraph/ask"
	"stancegraph/graph"
)

// Asker answers plain questions.
type Asker interface {
	Ask(ctx context.Context, question string) (ask.Answer, error)
}

// Options of [New]. The zero value is the default.
type Options struct {
	Closed bool // reading needs a sign-in, too
	Secure bool // it is served over HTTPS, so cookies are sent over nothing else
	// Machine reads articles for analysts; nil means that none can be loaded here, and no suggestion be explained.
	Machine Machine
	Log     *slog.Logger     // nil means no log
	Now     func() time.Time // nil means time.Now
}

// workbench serves the pages.
type workbench struct {
	reader  graph.Reader
	editor  *graph.Editor
	asker   Asker
	pages   pages
	tokens  *graph.Tokens
	claims  claims
	tallies tallies
	o       Options
}

//go:embed static
var static embed.FS

// limit bounds one request.
const limit = 10 * time.Second

// New makes the handler of the workbench, at / and below. The error is one in its templates.
func New(reader graph.Reader, editor *graph.Editor, asker Asker, o Options) (http.Handler, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	pages, err := parsePages()
	if err != nil {
		return nil, err
	}
	w := &workbench{reader: reader, editor: editor, asker: asker, pages: pages, tokens: graph.NewTokens(reader), o: o}
	mux := http.NewServeMux()
	mux.Handle("GET /static/", http.HandlerFunc(serveStatic))
	mux.Handle("GET /{$}", w.page(w.home))
	mux.Handle("GET /ask", w.page(w.ask))
	mux.Handle("GET /evidence", w.page(w.evidence))
	mux.Handle("GET /compare", w.page(w.compare))
	mux.Handle("GET /network", w.page(w.networkPage))
	mux.Handle("GET /network.svg", w.page(w.networkFile("network.svg", "image/svg+xml", w.svgOf)))
	mux.Handle("GET /network.png", w.page(w.networkFile("network.png", "image/png", pngOf)))
	mux.Handle("GET /history", w.page(w.history))
	mux.Handle("POST /history", w.page(w.undo))
	mux.Handle("GET /codebook", w.page(w.codebook))
	mux.Handle("GET /codebook.yaml", w.page(w.codebookFile))
	mux.Handle("GET /codebook/{kind}", w.page(w.codebookEntry))
	mux.Handle("POST /codebook/{kind}", w.page(w.changeEntry))
	mux.Handle("GET /codebook/{kind}/{key}", w.page(w.codebookEntry))
	mux.Handle("POST /codebook/{kind}/{key}", w.page(w.changeEntry))
	mux.Handle("GET /codebook/{kind}/{key}/split", w.page(w.splitForm))
	mux.Handle("POST /codebook/{kind}/{key}/split", w.page(w.split))
	mux.Handle("GET /actors", w.page(w.actors))
	mux.Handle("GET /actors/{key}", w.page(w.actor))
	mux.Handle("GET /issues", w.page(w.issues))
	mux.Handle("GET /issues/{key}", w.page(w.issue))
	mux.Handle("GET /articles", w.page(w.articles))
	mux.Handle("GET /articles/{key}", w.page(w.article))
	mux.Handle("POST /articles/{key}", w.page(w.annotate))
	mux.Handle("GET /statements/{key}/why", w.page(w.why))
	mux.Handle("GET /suggest", w.page(w.suggest))
	mux.Handle("GET /review", w.page(w.review))
	mux.Handle("POST /review", w.page(w.decide))
	mux.Handle("GET /coding", w.page(w.coding))
	mux.Handle("POST /coding", w.page(w.assign))
	mux.Handle("GET /coding.csv", w.page(w.codes))
	mux.Handle("GET /coding/{key}/codes.csv", w.page(w.codesOfArticle))
	mux.Handle("GET /coding/{key}", w.page(w.code))
	mux.Handle("POST /coding/{key}", w.page(w.changeCode))
	mux.Handle("GET /import", w.page(w.importForm))
	mux.Handle("POST /import", w.page(w.importFiles))
	mux.Handle("GET /signin", w.page(w.signinForm))
	mux.Handle("POST /signin", w.page(w.signin))
	mux.Handle("POST /signout", w.page(w.signout))
	mux.Handle("/", w.page(func(*request) (view, error) { return view{}, errNoPage }))
	return http.NewCrossOriginProtection().Handler(mux), nil
}

// serveStatic serves a file of ours, which is another one after an update at most.
func serveStatic(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "max-age=300")
	http.ServeFileFS(w, r, static, strings.TrimPrefix(r.URL.Path, "/"))
}

// request is a request for a page.
type request struct {
	*http.Request
	w      http.ResponseWriter
	user   *graph.Agent // nil for whoever has not signed in
	filter filter
}

// analyst reports whether whoever asks may change statements.
func (r *request) analyst() bool { return r.user != nil && r.user.Role.Allows(graph.Analyst) }

// view is what a page shows.
type view struct {
	template string // "home" for templates/home.html
	title    string
	data     any
	status   int    // of HTTP; 0 where all is well
	goTo     string // another page to go to instead
	file     *file  // to save, instead of a page
	part     bool   // without the layout: for a script that puts it into a page
}

// file is what a browser saves under a name.
type file struct {
	name, contentType string
	data              []byte
}

// page makes a page of a function.
func (w *workbench) page(f func(*request) (view, error)) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), limit)
		defer cancel()
		header := rw.Header()
		header.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "same-origin")
		header.Set("Cache-Control", "no-store")
		req := &request{Request: r.WithContext(ctx), w: rw}
		v, err := w.visit(req, f)
		if err != nil {
			w.fail(req, err)
			return
		}
		if v.goTo != "" {
			http.Redirect(rw, r, v.goTo, http.StatusSeeOther)
			return
		}
		if v.file != nil {
			header.Set("Content-Type", v.file.contentType)
			header.Set("Content-Disposition", `attachment; filename="`+v.file.name+`"`)
			_, _ = rw.Write(v.file.data) // the client is gone: nobody to tell
			return
		}
		w.render(req, v)
	})
}

// visit finds out who asks and what for, and lets the page answer.
func (w *workbench) visit(r *request, f func(*request) (view, error)) (v view, err error) {
	if r.user, err = w.signedIn(r); err != nil {
		return view{}, err
	}
	if w.o.Closed && r.user == nil && r.URL.Path != "/signin" {
		return view{goTo: "/signin?next=" + urlValue(r.URL.RequestURI())}, nil
	}
	if r.filter, err = readFilter(r.URL.Query()); err != nil {
		return view{}, err
	}
	return f(r)
}

var errNoPage = graph.Errorf(graph.NotFound, "there is no such page")

var statusOf = map[graph.Code]int{graph.NotFound: http.StatusNotFound, graph.Invalid: http.StatusBadRequest, graph.Conflict: http.StatusConflict,
	graph.Forbidden: http.StatusForbidden, graph.Unavailable: http.StatusServiceUnavailable}

// fail shows an error: what may be shown, and nothing else.
func (w *workbench) fail(r *request, err error) {
	status := http.StatusInternalServerError
	message := graph.MessageOf(err)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		status, message = http.StatusServiceUnavailable, "the page took too long: narrow the filter"
	default:
		if s, ok := statusOf[graph.CodeOf(err)]; ok {
			status = s
		}
	}
	if status >= 500 && r.Context().Err() == nil {
		w.o.Log.LogAttrs(r.Context(), slog.LevelError, "page failed", slog.String("path", r.URL.Path), slog.Any("err", err))
	}
	w.render(r, view{template: "error", title: http.StatusText(status), data: message, status: status})
}
