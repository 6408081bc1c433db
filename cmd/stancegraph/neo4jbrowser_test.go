package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"
	"stancegraph/graph/neo4jstore/browser"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

// The colours of graph/neo4jstore/browser/style.grass that the example must show.
const (
	blue, orange, yellow, red = "#4C8EDA", "#F79767", "#FFC454", "#C62828"
)

// TestNeo4jBrowser opens the example in the real Neo4j Browser: our style and guide come, a query of the guide and the link of
// ask give a picture in our colours and captions, names that try to break out of a link do not, and the favourites arrive.
func TestNeo4jBrowser(t *testing.T) {
	c := neo4jtest.Config(t)
	p := openPage(t)
	flags := storeFlags{URI: c.URI, Username: cmp.Or(c.Username, "neo4j"), Password: c.Password, Database: cmp.Or(c.Database, "neo4j"),
		Browser: os.Getenv("STANCEGRAPH_NEO4J_BROWSER")}
	neo4j, err := flags.browser()
	if err != nil {
		t.Fatal(err)
	}
	if reply, err := http.Get(neo4j.Address()); err != nil {
		missing(t, "set STANCEGRAPH_NEO4J_BROWSER to where Neo4j Browser is, as make neo4j prints it: "+err.Error())
	} else {
		reply.Body.Close() //nolint:errcheck // nothing was read
	}
	s, err := flags.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // nothing is under way
	if err := loadDemo(t.Context(), streams{io.Discard, io.Discard}, s, "here"); err != nil {
		t.Fatal(err)
	}
	ours, atConnect := serveFor(t, s, neo4j, c)
	connect(p, neo4j.Address(), flags)
	playGuide(p, neo4j, ours, atConnect)
	runFromGuide(p)
	followAsk(p, flags)
	followHostile(p, neo4j)
	dropFavourites(p, ours)
}

// serveFor serves our handler, where the server's setting tells its Browser to look if that place is free, and says whether
// it is so.
func serveFor(t *testing.T, s graph.Store, neo4j *browser.Browser, c neo4jstore.Config) (address string, atConnect bool) {
	t.Helper()
	site, err := newSite(s, neo4j, siteOptions{})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(site.handler)
	if port := portAtConnect(t, neo4j, c); port != "" {
		if listener, err := net.Listen("tcp", "127.0.0.1:"+port); err == nil {
			atConnect = true
			server.Listener.Close() //nolint:errcheck // it served nobody
			server.Listener = listener
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	return "http://localhost:" + port + browser.Path, atConnect
}

// portAtConnect asks the server for its setting browser.post_connect_cmd, over HTTP, and gives the port in it.
// It is empty where the setting is not as script/neo4j.sh makes it.
func portAtConnect(t *testing.T, neo4j *browser.Browser, c neo4jstore.Config) string {
	t.Helper()
	u, err := url.Parse(neo4j.Address())
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/db/" + cmp.Or(c.Database, "neo4j") + "/query/v2"
	body := strings.NewReader(`{"statement": "SHOW SETTINGS 'browser.post_connect_cmd' YIELD value"}`)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, u.String(), body)
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth(cmp.Or(c.Username, "neo4j"), c.Password)
	r.Header.Set("Content-Type", "application/json")
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer reply.Body.Close() //nolint:errcheck // it has been read
	var out struct{ Data struct{ Values [][]string } }
	if err := json.NewDecoder(reply.Body).Decode(&out); err != nil || len(out.Data.Values) != 1 {
		t.Fatalf("the server does not tell its settings: %s, %v, %v", reply.Status, out, err)
	}
	want := regexp.MustCompile(`^style http://localhost:(\d+)/neo4j/style\.grass; play http://localhost:\d+/neo4j/guide\.html$`)
	m := want.FindStringSubmatch(out.Data.Values[0][0])
	if m == nil {
		t.Logf("the server's Browser runs %q at connect, not what script/neo4j.sh makes it run", out.Data.Values[0][0])
		return ""
	}
	return m[1]
}

func connect(p page, address string, flags storeFlags) {
	p.t.Helper()
	p.visit(address)
	p.enter(`input[data-testid="username"]`, flags.Username)
	p.enter(`input[data-testid="password"]`, flags.Password)
	p.click(`button[data-testid="connect"]`)
	p.await(connected)
}

// connected holds once the Browser is; what is run before is lost.
const connected = `document.querySelector('button[name="DBMS"] i.check')`

// playGuide waits for style and guide, or asks for them where the server's setting does not.
func playGuide(p page, neo4j *browser.Browser, ours string, atConnect bool) {
	p.t.Helper()
	if !atConnect {
		p.visit(neo4j.Address() + "?cmd=edit&arg=" + url.QueryEscape(":style "+ours+"style.grass"))
		runEditor(p)
		p.await(`document.body.innerText.includes('node.State {')`)
		p.visit(neo4j.Address() + "?cmd=play&arg=" + url.QueryEscape(ours+"guide.html"))
	}
	awaitGuide(p)
	p.picture("guide.png")
}

func awaitGuide(p page) {
	p.t.Helper()
	p.await(`document.querySelector('pre.runnable') && document.body.innerText.includes('Who stands where')`)
	p.await(still)
}

// still holds where nothing on the page moves any more.
const still = `(async () => {
	const places = () => [...document.querySelectorAll('article, g.node, g.layer')].map(e => JSON.stringify(e.getBoundingClientRect())).join();
	const before = places();
	await new Promise(done => setTimeout(done, 400));
	return before == places();
})()`

// runEditor runs what is in the editor.
func runEditor(p page) {
	p.t.Helper()
	p.await(connected)
	p.await(still)
	p.await(`document.querySelector('.view-line') && document.querySelector('.view-line').textContent.trim() != ''`)
	p.click(`[data-testid="editor-Run"]`)
}

// A drawing is what the Browser shows in its newest picture: nodes by caption and stance edges by caption, with colours.
type drawing struct{ Nodes, Edges map[string]string }

// drawn gives the newest picture once it has all the nodes that it will have.
func drawn(p page, nodes int) drawing {
	p.t.Helper()
	const of = `(() => {
		const svg = [...document.querySelectorAll('svg')].find(s => s.querySelector('g.node'));
		const read = (item, shape) => [...(svg ? svg.querySelectorAll('g.' + item) : [])].map(g => [
			[...g.querySelectorAll('text')].map(t => t.textContent.trim()).join(' '), g.querySelector(shape + '.b-outline').getAttribute('fill')]);
		return {nodes: Object.fromEntries(read('node', 'circle')), edges: Object.fromEntries(read('relationship', 'path'))};
	})()`
	p.await(fmt.Sprintf(`Object.keys(%s.nodes).length == %d && Object.keys(%s.edges).every(c => c != '')`, of, nodes, of))
	p.await(still)
	return evaluate[drawing](p, of)
}

// has compares the colours of what bears these captions.
func has(p page, what string, got, want map[string]string) {
	p.t.Helper()
	for caption, colour := range want {
		if got[caption] != colour {
			p.t.Errorf("%s %q has colour %q, want %q; there are %v", what, caption, got[caption], colour, got)
		}
	}
}

// runFromGuide runs the map of an issue, on the second page of the guide, by its arrow.
func runFromGuide(p page) {
	p.t.Helper()
	p.click(`[data-testid="nextSlide"]`)
	p.await(`document.querySelector('pre.runnable').textContent.includes('whole:Issue')`)
	p.click(`pre.runnable i`)
	d := drawn(p, 9)
	has(p, "node", d.Nodes, map[string]string{"Russia": blue, "National Transitional Council": orange, "arming the rebels": yellow})
	has(p, "edge", d.Edges, map[string]string{"opposes ×2": red, "supports ×3": "#2E7D32", "undecided ×2": "#9E9E9E"})
	const banner = `[...document.querySelectorAll('span')].find(s => s.textContent.startsWith('To help make'))`
	evaluate[bool](p, banner+`?.nextElementSibling.click() || true`)
	p.await(still)
	p.keep("neo4j-browser.png")
}

// followAsk opens the link that ask prints and runs its query.
func followAsk(p page, flags storeFlags) {
	p.t.Helper()
	var out bytes.Buffer
	if err := (askCommand{Question: []string{"who opposed arming the rebels?"}}).Run(p.t.Context(), streams{&out, io.Discard}, &flags); err != nil {
		p.t.Fatal(err)
	}
	_, link, found := strings.Cut(out.String(), "See it in Neo4j Browser:\n")
	if !found {
		p.t.Fatalf("no link in\n%s", out.String())
	}
	p.visit(strings.TrimSpace(link))
	runEditor(p)
	d := drawn(p, 3)
	has(p, "node", d.Nodes, map[string]string{"Russia": blue, "Belgium": blue, "arming the rebels": yellow})
	has(p, "edge", d.Edges, map[string]string{"opposes ×2": red, "opposes ×1": red})
	p.picture("ask.png")
}

// followHostile opens a link with a name and an id that try to end the text and run something else.
func followHostile(p page, neo4j *browser.Browser) {
	p.t.Helper()
	const bad = "it's \\' \\u0027 \"`;&cmd=play&arg=x#y\n') MATCH (n) DETACH DELETE n // % + ὐ 😀"
	p.visit(neo4j.Stances("who "+bad, graph.StatementFilter{Holders: []graph.ActorID{bad}}))
	runEditor(p)
	p.await(`document.body.innerText.includes('no changes, no records')`)
}

// dropFavourites drops the zip of favourites on the page and looks for its folders.
func dropFavourites(p page, ours string) {
	p.t.Helper()
	evaluate[bool](p, fmt.Sprintf(`(async () => {
		const zip = await (await fetch('%squeries.zip')).blob();
		const data = new DataTransfer();
		data.items.add(new File([zip], 'stancegraph-queries.zip'));
		for (const type of ['dragenter', 'dragover', 'drop'])
			document.querySelector('.filedrop').dispatchEvent(new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer: data}));
		return true;
	})()`, ours))
	p.click(`button[name="Favorites"]`)
	p.await(`document.body.innerText.includes('Stancegraph upkeep')`)
	lines := strings.Split(evaluate[string](p, `document.body.innerText`), "\n")
	for _, folder := range []string{"Stancegraph positions", "Stancegraph evidence", "Stancegraph upkeep"} {
		if n := len(slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return l != folder })); n != 1 {
			p.t.Errorf("%d folders %s", n, folder)
		}
	}
	p.picture("favourites.png")
}
