package main

import (
	"io"
	"net/http/httptest"
	"testing"

	"stancegraph/api"
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/browser"
)

// serveDemo serves the example to a browser.
func serveDemo(t *testing.T, o api.Options) (address string, s graph.Store) {
	t.Helper()
	s = openFile(t)
	if err := loadDemo(t.Context(), streams{io.Discard, io.Discard}, s, "here"); err != nil {
		t.Fatal(err)
	}
	neo4j, err := browser.New("")
	if err != nil {
		t.Fatal(err)
	}
	site, err := newSite(s, neo4j, siteOptions{Options: o, graphiql: true})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(site.handler)
	t.Cleanup(func() { site.api.Close(); server.Close() })
	return server.URL, s
}

// Where the network that GraphiQL comes from cannot be reached, its page goes over to the plain console, in which a query can be typed
// and answered, the schema looked up, and a subscription listened to.
func TestConsole(t *testing.T) {
	p := openPage(t, "--host-resolver-rules=MAP cdn.jsdelivr.net 127.0.0.1:1")
	address, s := serveDemo(t, api.Options{Explains: true})
	p.visit(address + "/graphiql")
	p.await(`location.pathname === '/graphiql/console' && document.querySelector('#documentation h2')`)

	p.click("#run")
	p.await(`document.querySelector('#result').textContent.includes('"quote"')`)
	p.fill("#query", `query Who($name: String!) { actor(name: $name) { key kind } }`)
	p.fill("#variables", `{"name": "Turkey"}`)
	p.click("#explain")
	p.click("#run")
	p.await(`document.querySelector('#result').textContent.includes('"key": "turkey"')`)
	p.await(`document.querySelector('#result').textContent.includes('SELECT')`)
	p.picture("console.png")

	p.fill("#variables", `{"name":`)
	p.click("#run")
	p.await(`document.querySelector('#result').textContent.startsWith('The variables are not JSON')`)
	p.fill("#variables", "")
	p.fill("#token", "guess")
	p.click("#run")
	p.await(`document.querySelector('#result').textContent.includes('UNAUTHENTICATED')`)
	p.fill("#token", "")
	p.await(`[...document.querySelectorAll('#documentation button')].some((b) => b.textContent === 'Query')`)

	p.click(`#documentation li button`) // the first is Query
	p.await(`document.querySelector('#documentation dl').textContent.includes('statements(where: StatementFilter')`)
	p.await(`document.querySelector('#documentation dl').textContent.includes('Statements, newest first')`)
	p.picture("documentation.png")

	p.click("#explain")
	p.fill("#query", `subscription { statementChanged { statement { status } revision { who } } }`)
	p.click("#run")
	p.await(`document.querySelector('#result').textContent.includes('Waiting')`)
	statements, err := s.FindStatements(t.Context(), graph.StatementQuery{Page: graph.Page{Limit: 1}})
	if err != nil {
		t.Fatal(err)
	}
	st := statements[0].Items[0]
	if _, _, err := newEditor(s).Review(t.Context(), graph.Agent{Name: "<b>ann</b>", Role: graph.Analyst},
		[]graph.Decision{{Statement: st.ID, Revision: st.Revision, Status: graph.Accepted}}, ""); err != nil {
		t.Fatal(err)
	}
	p.await(`document.querySelector('#result').textContent.includes('"who": "<b>ann</b>"') && !document.querySelector('#result b')`)
	p.click("#stop")
	p.await(`document.querySelector('#stop').disabled`)
}

// The page of GraphiQL lets in no script but those that it names and checks.
func TestGraphiQLPolicy(t *testing.T) {
	address, _ := serveDemo(t, api.Options{})
	p := openPage(t, "--host-resolver-rules=MAP cdn.jsdelivr.net 127.0.0.1:1")
	p.visit(address + "/graphiql/console")
	p.await(`document.querySelector('#documentation h2')`)
	if refused := evaluate[bool](p, `(() => { const s = document.createElement('script'); s.textContent = 'window.foreign = true'; document.body.append(s); return !window.foreign; })()`); !refused {
		t.Error("a foreign script ran in the console")
	}
}
