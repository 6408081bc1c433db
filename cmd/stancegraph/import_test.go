package main

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/browser"
)

// serveExample serves the example from a store, with users ann and ben, who are analysts, and vera, a viewer; their tokens are "token of ann" and so on.
func serveExample(t *testing.T, s graph.Store) *httptest.Server {
	t.Helper()
	book, err := demoBook()
	if err == nil {
		err = loadDemo(t.Context(), streams{io.Discard, io.Discard}, s, "here")
	}
	if err != nil {
		t.Fatal(err)
	}
	for name, role := range map[string]graph.Role{"ann": graph.Analyst, "ben": graph.Analyst, "vera": graph.Viewer} {
		if _, err := newEditor(s).AddUser(t.Context(), operator, name, role, "token of "+name, 0); err != nil {
			t.Fatal(err)
		}
	}
	neo4j, err := browser.New("")
	if err != nil {
		t.Fatal(err)
	}
	site, err := newSite(s, neo4j, siteOptions{book: book})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(site.api.Close)
	server := httptest.NewServer(site.handler)
	t.Cleanup(server.Close)
	return server
}

// importer sends articles to the workbench as a browser without scripts does.
type importer struct {
	t      *testing.T
	server string
	client *http.Client
}

func newImporter(t *testing.T, server, user string) importer {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	i := importer{t, server, &http.Client{Jar: jar}}
	reply, err := i.client.PostForm(server+"/signin", url.Values{"token": {"token of " + user}, "next": {"/"}})
	if err != nil {
		t.Fatal(err)
	}
	reply.Body.Close() //nolint:errcheck,gosec // only the cookie is of interest
	return i
}

// send sends files, and fields besides.
func (i importer) send(files map[string]string, fields map[string]string) (status int, page string) {
	i.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, content := range files {
		part, err := form.CreateFormFile("files", name)
		if err == nil {
			_, err = io.WriteString(part, content)
		}
		if err != nil {
			i.t.Fatal(err)
		}
	}
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			i.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		i.t.Fatal(err)
	}
	reply, err := i.client.Post(i.server+"/import", form.FormDataContentType(), &body)
	if err != nil {
		i.t.Fatal(err)
	}
	defer reply.Body.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(reply.Body)
	if err != nil {
		i.t.Fatal(err)
	}
	return reply.StatusCode, string(text)
}

const importedText = "Germany opposes arming the rebels, its foreign minister said on Monday. France backs the no-fly zone."

// Articles are loaded at the workbench as the command line loads them; what cannot be used is told file by file, and nothing that comes
// with them becomes markup.
func TestImportArticles(t *testing.T) {
	s := openFile(t)
	server := serveExample(t, s)
	ann := newImporter(t, server.URL, "ann")
	status, page := ann.send(map[string]string{"one.txt": "---\ntitle: First\ndate: 2011-05-01\n---\n" + importedText}, nil)
	if status != http.StatusOK || !strings.Contains(page, "New, ") || !strings.Contains(page, "Germany opposes arming the rebels") {
		t.Fatalf("%d\n%s", status, page)
	}
	if _, page = ann.send(map[string]string{"two.txt": "---\ntitle: First\ndate: 2011-05-01\n---\n" + importedText}, nil); !strings.Contains(page, "Already there, 0 new suggestions") {
		t.Errorf("a second time:\n%s", page)
	}
	hostile := map[string]string{"title": `"><script>alert(1)</script>` + "\n---\nsource: Forged", "source": "Wire\r\nurl: javascript:alert(2)", "date": "2011-05-02", "url": "javascript:alert(3)",
		"text": "<script>alert(4)</script> " + importedText}
	status, page = ann.send(map[string]string{`../../<img src=x onerror=alert(5)>.txt`: "Russia rejects it.\x00", "..\\..\\utf16.txt": "\xff\xfeR\x00", "empty.txt": "", "bomb.txt.gz": "no gzip"}, hostile)
	if status != http.StatusOK || strings.Count(page, `class="problem"`) != 4 || strings.Contains(page, "<script>alert") || strings.Contains(page, "<img") || strings.Contains(page, `href="javascript:`) || strings.Contains(page, "..") {
		t.Errorf("%d\n%s", status, page)
	}
	found, err := s.FindArticles(t.Context(), graph.ArticleQuery{From: "2011-05-02", To: "2011-05-02", Text: "alert", Page: graph.Page{Limit: 9}})
	if err != nil || len(found.Items) != 1 || found.Items[0].Source == "Forged" || !strings.HasPrefix(found.Items[0].Source, "Wire") {
		t.Errorf("what was pasted is stored as %+v, %v", found.Items, err)
	}
	revisions, err := s.FindRevisions(t.Context(), graph.RevisionQuery{Who: []string{"ann"}, Page: graph.Page{Limit: 9}})
	if err != nil || len(revisions.Items) != 2 {
		t.Errorf("ann has made %d revisions, %v", len(revisions.Items), err)
	}
	if status, page = ann.send(map[string]string{"long.txt": strings.Repeat("word ", 4<<20)}, nil); status != http.StatusBadRequest || !strings.Contains(page, "more than 16 MiB") {
		t.Errorf("too much: %d %s", status, page)
	}
	if status, page = ann.send(map[string]string{"long.txt": strings.Repeat("word ", 1<<19)}, nil); status != http.StatusOK || !strings.Contains(page, "longer than an article can be") {
		t.Errorf("too long: %d %s", status, page)
	}
	if status, _ = ann.send(nil, nil); status != http.StatusBadRequest {
		t.Errorf("nothing: %d", status)
	}
	for _, name := range []string{"vera", "nobody"} {
		if status, _ = newImporter(t, server.URL, name).send(map[string]string{"a.txt": importedText}, nil); status != http.StatusForbidden {
			t.Errorf("%s may load articles: %d", name, status)
		}
	}
}

// The machine says why it suggested the example's statements, by the words of the article.
func TestMachineExplains(t *testing.T) {
	s := openFile(t)
	book, err := demoBook()
	if err != nil {
		t.Fatal(err)
	}
	if err := loadDemo(t.Context(), streams{io.Discard, io.Discard}, s, "here"); err != nil {
		t.Fatal(err)
	}
	m := &machine{store: s, name: book.name, with: book.data}
	all, explained := 0, 0
	for st, err := range graph.AllStatements(t.Context(), s, graph.StatementFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		all++
		articles, err := s.Articles(t.Context(), []graph.ArticleID{st.Article})
		if err != nil {
			t.Fatal(err)
		}
		texts, err := s.Texts(t.Context(), []graph.ArticleID{st.Article})
		if err != nil {
			t.Fatal(err)
		}
		reasons, err := m.Explain(t.Context(), articles[0], texts[st.Article], st)
		if err != nil {
			t.Fatal(err)
		}
		if len(reasons) > 0 {
			explained++
		}
	}
	if all < 20 || explained < all*95/100 { // persons that articles introduced are known by now, which can change a reading
		t.Errorf("%d of %d statements are explained", explained, all)
	}
}
