package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"stancegraph/api"
	"stancegraph/graph"
)

// event is one of a stream.
type event struct{ name, data string }

// subscriber reads a stream from a real server.
type subscriber struct {
	t      *testing.T
	events chan event
	leave  context.CancelFunc
	status int
}

// subscribe opens a stream; the server has answered when it returns.
func subscribe(t *testing.T, server *httptest.Server, query, token string) *subscriber {
	t.Helper()
	ctx, leave := context.WithCancel(t.Context())
	t.Cleanup(leave)
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+"/graphql", strings.NewReader(string(body)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	s := &subscriber{t, make(chan event, 10_000), leave, w.StatusCode}
	go s.read(w.Body)
	return s
}

func (s *subscriber) read(body io.ReadCloser) {
	defer body.Close()
	defer close(s.events)
	var e event
	for lines := bufio.NewScanner(body); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ":")
		switch {
		case lines.Text() == "" && e.name != "":
			s.events <- e
			e = event{}
		case name == "event":
			e.name = strings.TrimSpace(value)
		case name == "data":
			e.data = strings.TrimSpace(value)
		}
	}
}

// next waits for an event.
func (s *subscriber) next() event {
	s.t.Helper()
	select {
	case e, open := <-s.events:
		if !open {
			return event{"closed", ""}
		}
		return e
	case <-time.After(time.Minute):
		s.t.Fatal("no event came")
	}
	return event{}
}

func (s *subscriber) want(name, data string) {
	s.t.Helper()
	if e := s.next(); e.name != name || e.data != data {
		s.t.Errorf("got %s %s\nwant %s %s", e.name, e.data, name, data)
	}
}

// nothing makes sure that no event comes for a while.
func (s *subscriber) nothing() {
	s.t.Helper()
	select {
	case e := <-s.events:
		s.t.Errorf("an event came: %v", e)
	case <-time.After(300 * time.Millisecond):
	}
}

// serveStreams serves a store to subscribers.
func serveStreams(t *testing.T, store graph.Store, o api.Options) (*fixture, *api.API, *httptest.Server) {
	t.Helper()
	f := fill(t, store)
	o.Poll = 20 * time.Millisecond
	h := f.handler(t, o)
	server := httptest.NewServer(h)
	t.Cleanup(func() { h.Close(); server.Close() })
	return f, h, server
}

func TestSubscriptions(t *testing.T) { subscriptions(t, sqlite) }

// subscriptions holds subscriptions over a store against what is written to it, by the API and past it.
func subscriptions(t *testing.T, open func(testing.TB) graph.Store) {
	// What comes is tested, not how soon: a server that plans its first queries on a busy machine takes long.
	f, _, server := serveStreams(t, open(t), api.Options{Limits: api.Limits{Time: time.Minute}})
	all := subscribe(t, server, `subscription { statementChanged { created statement { quote status } revision { action who } } }`, "")
	norland := subscribe(t, server, `subscription Mine($s: [Stance!]) { statementChanged(where: {actor: {name: "Norland"}, stance: $s}) { statement { holder { name } status } } }`, "")
	accepted := subscribe(t, server, `subscription { change: statementChanged(where: {status: ACCEPTED}) { statement { issue { key } } } }`, "")
	for _, s := range []*subscriber{all, norland, accepted} {
		if s.status != http.StatusOK {
			t.Fatal(s.status)
		}
	}
	decide := func(name string, revision int, status graph.Status) {
		t.Helper()
		_, _, err := f.editor.Review(t.Context(), graph.Agent{Name: "ann", Role: graph.Analyst},
			[]graph.Decision{{Statement: f.statements[name].ID, Revision: revision, Status: status}}, "")
		if err != nil {
			t.Fatal(err)
		}
	}
	// Past the API, as another process writes.
	decide("fishers-oppose", 1, graph.Accepted)
	all.want("next", `{"data":{"statementChanged":{"created":false,"statement":{"quote":"The fishers object to every search of their boats","status":"ACCEPTED"},"revision":{"action":"REVIEW","who":"ann"}}}}`)
	accepted.want("next", `{"data":{"change":{"statement":{"issue":{"key":"searching-ships"}}}}}`)
	norland.nothing()
	decide("norland-supports", 1, graph.Rejected)
	all.next()
	norland.want("next", `{"data":{"statementChanged":{"statement":{"holder":{"name":"Norland"},"status":"REJECTED"}}}}`)
	accepted.nothing()
	// Through the API.
	w := post(server.Config.Handler, f.expand(`{"query":"mutation{annotate(input:{article:\"{{a3}}\",holder:{key:\"fishers\"},stance:OPPOSES,issue:{key:\"closing-strait\"},quote:\"The fishers object\"}){statement{id}}}"}`), "token of ann")
	if !strings.Contains(w.Body.String(), `"id"`) {
		t.Fatal(w.Body)
	}
	all.want("next", `{"data":{"statementChanged":{"created":true,"statement":{"quote":"The fishers object","status":"ACCEPTED"},"revision":{"action":"ANNOTATE","who":"ann"}}}}`)
	accepted.want("next", `{"data":{"change":{"statement":{"issue":{"key":"closing-strait"}}}}}`)
}

func TestLoadProgress(t *testing.T) {
	f, _, server := serveStreams(t, sqlite(t), api.Options{})
	s := subscribe(t, server, `subscription { loadProgress { running articles statements } }`, "")
	text := "Norland will shut the strait."
	doc := graph.NewDocument(graph.Article{File: "new.txt", Source: "Strait Gazette", Published: "2021-05-30"}, text)
	st := graph.Statement{Article: doc.ID, Holder: "norland", Stance: graph.Supports, Issue: "closing-strait", Quote: text, End: len(text), Confidence: 0.5}
	st.ID = graph.StatementKey(&st)
	_, err := f.editor.Load(t.Context(), loaderAgent, []graph.Reading{{Document: doc, Extracted: "x", Method: graph.MethodRules, Statements: []graph.Statement{st}}})
	if err != nil {
		t.Fatal(err)
	}
	s.want("next", `{"data":{"loadProgress":{"running":true,"articles":1,"statements":1}}}`)
	s.want("next", `{"data":{"loadProgress":{"running":false,"articles":1,"statements":1}}}`)
}

// What goes wrong before the first event, and operations of other kinds, as the protocol wants them.
func TestStreamsOfOtherKinds(t *testing.T) {
	_, h, server := serveStreams(t, sqlite(t), api.Options{})
	for query, want := range map[string]string{
		`{ __typename }`: `{"data":{"__typename":"Query"}}`,
		`{ nope }`:       `{"errors":[{"message":"Cannot query field \"nope\" on type \"Query\". Did you mean \"node\" or \"nodes\"?","locations":[{"line":1,"column":3}],"extensions":{"code":"VALIDATION_FAILED"}}]}`,
	} {
		s := subscribe(t, server, query, "")
		s.want("next", want)
		s.want("complete", "")
		s.want("closed", "")
	}
	for query, code := range map[string]string{
		`subscription { statementChanged(where: {actor: {name: "Nowhere"}}) { created } }`: "NOT_FOUND",
		`subscription { statementChanged { created } loadProgress { running } }`:           "VALIDATION_FAILED",
		`subscription { __typename }`:                                            "VALIDATION_FAILED",
		`subscription { loadProgress { running } statementChanged { created } }`: "VALIDATION_FAILED",
	} {
		s := subscribe(t, server, query, "")
		if e := s.next(); e.name != "next" || !strings.Contains(e.data, code) || strings.Contains(e.data, `"data"`) {
			t.Errorf("%s: %v", query, e)
		}
		s.want("complete", "")
	}
	if w := post(h, `{"query":"subscription{loadProgress{running}}"}`, ""); w.Code != http.StatusNotAcceptable || !strings.Contains(w.Body.String(), "text/event-stream") {
		t.Errorf("without Accept: %d %s", w.Code, w.Body)
	}
	w := send(h, http.MethodGet, "/graphql?query=mutation{undo(input:{revision:\"x\"}){revision{key}}}", "", "Accept", "text/event-stream")
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("a mutation by GET: %d", w.Code)
	}
}

// So many subscriptions may be open, of one client and in all; they end when the token does, when the reader leaves and when the
// server shuts down, and leave nothing behind.
func TestSubscriptionsEnd(t *testing.T) {
	before := runtime.NumGoroutine()
	const query = `subscription { statementChanged { created } }`
	f, h, server := serveStreams(t, sqlite(t), api.Options{Limits: api.Limits{Streams: 2, Subscribers: 3}})
	first, second := subscribe(t, server, query, ""), subscribe(t, server, query, "")
	if s := subscribe(t, server, query, ""); s.status != http.StatusTooManyRequests {
		t.Errorf("a third of one client: %d", s.status)
	}
	ann := subscribe(t, server, query, "token of ann")
	if s := subscribe(t, server, query, "token of vera"); s.status != http.StatusServiceUnavailable {
		t.Errorf("a fourth: %d", s.status)
	}
	if n := h.Subscribers(); n != 3 {
		t.Errorf("%d subscribers", n)
	}
	if err := f.editor.RevokeUser(t.Context(), loaderAgent, "ann"); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1100 * time.Millisecond) // so long users are remembered
	_, _, err := f.editor.Review(t.Context(), graph.Agent{Name: "adam", Role: graph.Admin},
		[]graph.Decision{{Statement: f.statements["fishers-oppose"].ID, Revision: 1, Status: graph.Accepted}}, "")
	if err != nil {
		t.Fatal(err)
	}
	if e := ann.next(); !strings.Contains(e.data, "UNAUTHENTICATED") {
		t.Errorf("after the token was revoked: %v", e)
	}
	ann.want("complete", "")
	first.next()
	second.next()
	second.leave()
	await(t, func() bool { return h.Subscribers() == 1 })
	h.Close()
	first.want("closed", "")
	if s := subscribe(t, server, query, ""); s.status != http.StatusServiceUnavailable {
		t.Errorf("after the end: %d", s.status)
	}
	await(t, func() bool { return h.Subscribers() == 0 })
	server.CloseClientConnections()
	server.Close()
	await(t, func() bool { return runtime.NumGoroutine() <= before+3 }) // those of the store stay
}

// await waits until something holds.
func await(t *testing.T, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			buf := make([]byte, 1<<16)
			t.Fatalf("never came true\n%s", buf[:runtime.Stack(buf, true)])
		}
	}
}

// stuck is a client that takes nothing any more.
type stuck struct {
	*httptest.ResponseRecorder
	wait chan bool
}

func (s stuck) Write(b []byte) (int, error) {
	if strings.HasPrefix(string(b), "event") {
		<-s.wait
	}
	return s.ResponseRecorder.Write(b)
}

// A reader that does not keep up is told so and dropped; the others go on.
func TestSlowReader(t *testing.T) {
	f, h, server := serveStreams(t, sqlite(t), api.Options{Limits: api.Limits{Events: 100}})
	const query = `subscription { statementChanged { statement { revision } } }`
	quick := subscribe(t, server, query, "")
	r := httptest.NewRequest(http.MethodGet, "/graphql?query="+strings.ReplaceAll(query, " ", "%20"), nil)
	r.Header.Set("Accept", "text/event-stream")
	w := stuck{httptest.NewRecorder(), make(chan bool)}
	ended := make(chan bool)
	go func() {
		h.ServeHTTP(w, r)
		close(ended)
	}()
	await(t, func() bool { return h.Subscribers() == 2 })
	editor := graph.NewEditor(f.store, time.Now)
	const rounds = 15 // of changes to all statements, more than may wait
	for n := range rounds {
		var decisions []graph.Decision
		for _, name := range slices.Sorted(maps.Keys(f.statements)) {
			st := f.statements[name]
			if name == "velland-rejected" { // is at another revision
				continue
			}
			decisions = append(decisions, graph.Decision{Statement: st.ID, Revision: n + 1, Status: []graph.Status{graph.Accepted, graph.Rejected}[n%2]})
		}
		if _, _, err := editor.Review(t.Context(), graph.Agent{Name: "ann", Role: graph.Analyst}, decisions, ""); err != nil {
			t.Fatal(err)
		}
		for range decisions {
			if e := quick.next(); e.name != "next" {
				t.Fatalf("in round %d: %v", n, e)
			}
		}
	}
	close(w.wait)
	<-ended
	if body := w.Body.String(); !strings.Contains(body, "TOO_SLOW") || !strings.HasSuffix(body, "event: complete\ndata:\n\n") {
		t.Errorf("…%s", body[max(0, len(body)-500):])
	}
}
