package browser

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stancegraph/graph"
)

func open(t *testing.T) *Browser {
	t.Helper()
	b, err := New("http://localhost:7474/browser/")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAddress(t *testing.T) {
	for address, want := range map[string]string{"": "", "http://localhost:7474/browser": "http://localhost:7474/browser/",
		"https://db.example.org/browser/": "https://db.example.org/browser/", "localhost:7474": "!", "http://": "!", "ftp://x/": "!", "http://x/?a": "!"} {
		b, err := New(address)
		switch {
		case want == "!":
			if graph.CodeOf(err) != graph.Invalid || !strings.Contains(err.Error(), "STANCEGRAPH_NEO4J_BROWSER") {
				t.Errorf("%q: %v", address, err)
			}
		case err != nil || b.address != want:
			t.Errorf("%q: %+v, %v", address, b, err)
		}
	}
	for uri, want := range map[string]string{"bolt://localhost:7687": "http://localhost:7474/browser/", "neo4j://127.0.0.1": "http://127.0.0.1:7474/browser/",
		"bolt://[::1]:7687": "http://[::1]:7474/browser/", "bolt://neo4j:7687": "", "neo4j+s://x.databases.neo4j.io": "", "": "", ":": ""} {
		if got := DefaultAddress(uri); got != want {
			t.Errorf("%q: got %q, want %q", uri, got, want)
		}
	}
}

// The style is what the Browser's parser reads: no comments, each caption in single quotes and without ; : or quotes, one
// label to a rule. What all actors share stands before what makes them differ, for later rules win.
func TestStyle(t *testing.T) {
	rest := strings.TrimSpace(string(style))
	var selectors []string
	for line := range strings.Lines(rest) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		m := regexp.MustCompile(`^(node|relationship)(?:\.([A-Za-z_]+))? \{ ((?:[a-z-]+: [^;:]+; )+)\}$`).FindStringSubmatch(line)
		if m == nil {
			t.Errorf("no rule: %s", line)
			continue
		}
		selectors = append(selectors, m[2])
		for property := range strings.SplitSeq(strings.TrimSuffix(m[3], "; "), "; ") {
			if !regexp.MustCompile(`^(diameter|border-width|shaft-width|font-size|padding): \d+px$|^(border-|text-)?color(-internal|-external)?: #[0-9A-F]{6}$|^caption: '[^'"]+'$`).MatchString(property) {
				t.Errorf("%s: %s", line, property)
			}
		}
	}
	for _, label := range []string{"State", "Organisation", "Group", "Person", "Issue", "Statement", "Article"} {
		if at := slices.Index(selectors, label); at < slices.Index(selectors, "Actor") {
			t.Errorf("%s has no rule, or one before that of Actor", label)
		}
	}
	for _, s := range graph.Stances {
		if !strings.Contains(string(style), "relationship."+strings.ToUpper(string(s))+" {") {
			t.Errorf("%s has no rule", s)
		}
	}
}

// received gives the argument that the Browser takes from a link: it decodes the address as a whole and then looks for the
// end of the argument.
func received(t *testing.T, link string) string {
	t.Helper()
	plain, err := url.PathUnescape(strings.ReplaceAll(link, "+", " "))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`^http://localhost:7474/browser/\?cmd=(?:edit|play)&arg=([^&#]*)$`).FindStringSubmatch(plain)
	if m == nil {
		t.Fatalf("the Browser would not take all of %s", plain)
	}
	return m[1]
}

// Hostile strings, as names and ids that something else than the editor may have stored.
var hostile = []string{"it's", `"`, `\`, `\'`, `\\'`, `\u0027`, `\\u0027`, `\\\u0027`, "a\nb\r\n\t", "AT&T #1; 100 % + ?arg=x&cmd=play", "`x`", "// x", "/* x */",
	"ελ 中 😀 İ", "\u2028\u202e\u0000", "$holders", "') RETURN 1 //", "}) DETACH DELETE n //", "\xff"}

func TestLinks(t *testing.T) {
	b := open(t)
	for _, bad := range hostile {
		title := "Who said " + bad
		f := graph.StatementFilter{Holders: []graph.ActorID{graph.ActorID(bad), "b"}, Issues: []graph.IssueID{graph.IssueID(bad)},
			Reporters: []graph.ActorID{graph.ActorID(bad)}, From: graph.Date(bad), To: "2011-04"}
		for _, link := range []string{b.Actor(graph.ActorID(bad)), b.Issue(graph.IssueID(bad)), b.Statement(graph.StatementID(bad)),
			b.Edge(graph.EdgeKey{Actor: graph.ActorID(bad), Issue: graph.IssueID(bad), Stance: graph.Opposes}),
			b.Stances(title, f), b.Changes(title, f), b.Said(title, f), b.Reported(title, f)} {
			text := received(t, link)
			comment, cypher, _ := strings.Cut(text, "\n")
			if !strings.HasPrefix(comment, "// ") || strings.Contains(comment, `\`) || !strings.HasPrefix(cypher, "MATCH ") || strings.Contains(text, ";") {
				t.Errorf("%q: %s", bad, text)
			}
		}
	}
	if link := b.Stances("", graph.StatementFilter{Issues: make([]graph.IssueID, 5000)}); link != "" {
		t.Errorf("a link of %d bytes", len(link))
	}
	none, err := New("")
	if err != nil || none.Actor("a") != "" {
		t.Errorf("a link to no Browser: %q, %v", none.Actor("a"), err)
	}
}

func TestStancesText(t *testing.T) {
	got := received(t, open(t).Stances("Who opposes “arming”?", graph.StatementFilter{Issues: []graph.IssueID{"arming"}, Stances: []graph.Stance{graph.Opposes}}))
	want := "// Who opposes “arming”?\nMATCH (issue:Issue) WHERE issue.id IN ['arming']\nMATCH (actor:Actor)-[stance:OPPOSES]->(issue:Issue)\n" +
		"RETURN actor, stance, issue\nORDER BY stance.statements DESC, actor.name, issue.name, type(stance)\nLIMIT 100"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func get(t *testing.T, b *Browser, method, path string) *httptest.ResponseRecorder {
	t.Helper()
	h, err := b.Handler()
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, "http://localhost:8080"+path, nil))
	return w
}

func TestHandler(t *testing.T) {
	b := open(t)
	for path, want := range map[string]struct{ contentType, text string }{
		"/neo4j/style.grass": {"text/plain; charset=utf-8", "node.State {"},
		"/neo4j/guide.html":  {"text/html; charset=utf-8", `<a href="http://localhost:8080/neo4j/queries.zip"`},
		"/neo4j/queries.zip": {"application/zip", "PK"},
		"/neo4j/":            {"text/html; charset=utf-8", `href="http://localhost:7474/browser/?cmd=edit&amp;arg=`},
	} {
		w := get(t, b, http.MethodGet, path)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != want.contentType || !strings.Contains(w.Body.String(), want.text) ||
			w.Header().Get("Access-Control-Allow-Origin") != "*" {
			t.Errorf("%s: %d, %v, %.300s", path, w.Code, w.Header(), w.Body)
		}
		// The Browser asks whether it may send Pragma, Cache-Control and sentry-trace.
		if w := get(t, b, http.MethodOptions, path); w.Code != http.StatusNoContent || w.Header().Get("Access-Control-Allow-Headers") != "*" {
			t.Errorf("OPTIONS %s: %d, %v", path, w.Code, w.Header())
		}
	}
	for path, code := range map[string]int{"/neo4j/nothing": http.StatusNotFound, "/neo4j/browser.go": http.StatusNotFound} {
		if w := get(t, b, http.MethodGet, path); w.Code != code {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if w := get(t, b, http.MethodPost, "/neo4j/guide.html"); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
}

// Pages name addresses from which the Browser reads, however the page was asked for; a hostile name of a host does no harm.
func TestHost(t *testing.T) {
	h, err := open(t).Handler()
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]string{"127.0.0.1:8080": "http://localhost:8080/neo4j/", "[::1]:99": "http://localhost:99/neo4j/", "localhost:8080": "http://localhost:8080/neo4j/",
		"db.example.org": "http://db.example.org/neo4j/", "\"><script>x": "http://&#34;&gt;&lt;script&gt;x/neo4j/"} {
		r := httptest.NewRequest(http.MethodGet, "/neo4j/guide.html", nil)
		r.Host = host
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if !strings.Contains(w.Body.String(), want) || strings.Contains(w.Body.String(), "<script") {
			t.Errorf("%s: no %s in %s", host, want, w.Body)
		}
	}
}

// Without a Browser the pages are there and link to none.
func TestHandlerWithoutBrowser(t *testing.T) {
	b, err := New("")
	if err != nil {
		t.Fatal(err)
	}
	if page := get(t, b, http.MethodGet, "/neo4j/").Body.String(); strings.Contains(page, "?cmd=") || !strings.Contains(page, ":play http://localhost:8080/neo4j/guide.html") {
		t.Error(page)
	}
}

func TestFavourites(t *testing.T) {
	data, err := open(t).favourites()
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if !regexp.MustCompile(`^Stancegraph [a-z]+/[a-z-]+\.cypher$`).MatchString(f.Name) {
			t.Errorf("a favourite %q", f.Name)
		}
	}
	if len(z.File) != len(open(t).saved) {
		t.Errorf("%d favourites", len(z.File))
	}
}
