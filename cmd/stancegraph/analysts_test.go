package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"stancegraph/graph"
)

// Two analysts decide about the same statements at the same moment, each on a server of its own, again and again. Of every
// two one is told who was faster and what changed; whatever was acknowledged is in the history exactly once, and nothing else.
func TestFaultTwoAnalysts(t *testing.T) {
	newProgram(t, newCorpus(t, 3)).onEachStore(t, raceAnalysts)
}

func raceAnalysts(t *testing.T, fresh func(*testing.T) program) {
	p := fresh(t).on(limits + ",time=30s") // a Neo4j that was just started plans its first write for long
	p.mustLoad(t)
	statements := p.graph(t).statements
	analysts := []*analyst{p.newAnalyst(t, "ann"), p.newAnalyst(t, "bob")}
	random := random(t)
	var acknowledged []graph.Statement
	conflicts := 0
	for range *rounds {
		target := pickOne(random, statements).ID
		edits := [2]graph.Statement{}
		for i := range edits {
			edits[i] = pickOne(random, statements)
			edits[i].ID, edits[i].Revision = target, analysts[i].revision(t, target)+1
			edits[i].Status, edits[i].DecidedBy = pickOne(random, anyStatus), analysts[i].name
			edits[i].Note = fmt.Sprint("note ", random.Uint32())
		}
		var errs [2]*replyError
		var both sync.WaitGroup
		for i, a := range analysts {
			both.Go(func() { errs[i] = a.review(t, edits[i]) })
		}
		both.Wait()
		for i, err := range errs {
			if err == nil {
				acknowledged = append(acknowledged, edits[i])
				continue
			}
			conflicts++
			err.mustBeConflict(t, edits[i], edits[1-i])
			if errs[1-i] != nil {
				t.Fatalf("both were refused: %v, %v", errs[0], errs[1])
			}
		}
	}
	t.Logf("%d changes were acknowledged, %d refused", len(acknowledged), conflicts)
	if conflicts == 0 {
		t.Error("nobody was refused: the test shows nothing")
	}
	p.mustBeSound(t)
	p.mustRecord(t, acknowledged, nil)
}

var anyStatus = []graph.Status{graph.Suggested, graph.Accepted, graph.Rejected, graph.Retracted}

func pickOne[T any](random *rand.Rand, from []T) T { return from[random.IntN(len(from))] }

// limits lets a server be asked as often as a test can.
const limits = "STANCEGRAPH_LIMITS=requests=none"

// analyst is somebody who works with a server of her own.
type analyst struct{ name, token, url string }

func (p program) newAnalyst(t *testing.T, name string) *analyst {
	t.Helper()
	return &analyst{name, p.token(t, name), p.serve(t)}
}

// token makes a user who may review.
func (p program) token(t *testing.T, name string) string {
	t.Helper()
	o := p.run(t, "user", "add", name, "--role", "analyst")
	if o.status != exitOK {
		t.Fatal(o)
	}
	return strings.TrimSpace(o.out)
}

// serve starts a server and gives its address.
func (p program) serve(t *testing.T) string {
	t.Helper()
	server := exec.CommandContext(context.WithoutCancel(t.Context()), p.path, "serve", "--addr", "127.0.0.1:0")
	server.Dir, server.Env = p.dir, append([]string{limits}, p.env...) // the last one counts
	messages, err := server.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(os.Interrupt)
		if err := server.Wait(); err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	lines := bufio.NewScanner(messages)
	for lines.Scan() {
		if _, rest, found := strings.Cut(lines.Text(), "Serving GraphQL at "); found {
			url, _, _ := strings.Cut(rest, " ")
			go func() {
				for lines.Scan() { // so that the server does not wait for a reader
				}
			}()
			return url
		}
	}
	t.Fatal("the server said nothing")
	return ""
}

// replyError is an error in a GraphQL reply.
type replyError struct {
	Message    string
	Extensions struct {
		Code, Object string
		Revision     int
	}
}

// keptConnections lets many analysts ask again and again without using up the ports of the machine.
var keptConnections = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}

// ask sends a request and gives its data, or its first error.
func (a *analyst) ask(t *testing.T, query string, variables any, data any) *replyError {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, a.url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+a.token)
	response, err := keptConnections.Do(request)
	if err != nil {
		return &replyError{Message: err.Error()}
	}
	defer response.Body.Close() //nolint:errcheck // it was only read
	reply := struct {
		Data   any
		Errors []replyError
	}{Data: data}
	if err := json.NewDecoder(response.Body).Decode(&reply); err != nil {
		return &replyError{Message: err.Error()}
	}
	if len(reply.Errors) > 0 {
		return &reply.Errors[0]
	}
	return nil
}

// revision gives the revision at which a statement is.
func (a *analyst) revision(t *testing.T, id graph.StatementID) int {
	t.Helper()
	var data struct{ Statement struct{ Revision int } }
	if err := a.ask(t, `query($id: ID!) { statement(id: $id) { revision } }`, map[string]any{"id": id}, &data); err != nil {
		t.Fatalf("%+v", err)
	}
	return data.Statement.Revision
}

// review decides about a statement as it was before an edit.
func (a *analyst) review(t *testing.T, edit graph.Statement) *replyError {
	decision := map[string]any{"statement": edit.ID, "revision": edit.Revision - 1, "status": strings.ToUpper(string(edit.Status)), "note": edit.Note}
	return a.ask(t, `mutation($d: Decision!) { review(input: {decisions: [$d]}) { revision { id } } }`, map[string]any{"d": decision}, nil)
}

// mustBeConflict fails unless the error says that the other edit came first.
func (e *replyError) mustBeConflict(t *testing.T, edit, other graph.Statement) {
	t.Helper()
	if x := e.Extensions; x.Code != "CONFLICT" || x.Object == "" || x.Revision != edit.Revision {
		t.Errorf("the error carries %+v", x)
	}
	for _, want := range []string{string(edit.ID), "was changed by " + other.DecidedBy + " at 20", " → " + "“" + other.Note + "”", "read it again and decide"} {
		if !strings.Contains(e.Message, want) {
			t.Errorf("%q does not say %q", e.Message, want)
		}
	}
}

// contents is what a dump holds of statements and their history.
type contents struct {
	statements []graph.Statement
	revisions  []graph.Revision
}

func (p program) graph(t *testing.T) (c contents) {
	t.Helper()
	for line := range strings.Lines(p.run(t, "dump").out) {
		var l struct {
			Statement *graph.Statement
			Revision  *graph.Revision
		}
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		if l.Statement != nil {
			c.statements = append(c.statements, *l.Statement)
		}
		if l.Revision != nil {
			c.revisions = append(c.revisions, *l.Revision)
		}
	}
	return c
}

// mustRecord fails unless the history of the statements holds the acknowledged edits, each once, of the unknown ones each once
// at most, no others, and ends in the statements.
func (p program) mustRecord(t *testing.T, acknowledged, unknown []graph.Statement) {
	t.Helper()
	h := p.history(t)
	recorded := map[string]bool{}
	for at, who := range h.by {
		s := h.is[at]
		if len(who) != 1 || s.Revision != at.revision || at.revision > 1 && s.DecidedBy != who[0] {
			t.Errorf("%v is recorded by %v as %+v", at, who, s)
		}
		if at.revision > 1 {
			recorded[editKey(s)] = true
		}
	}
	for _, edit := range acknowledged {
		if !recorded[editKey(edit)] {
			t.Errorf("it is not in the history, and was acknowledged: %s", editKey(edit))
		}
		delete(recorded, editKey(edit))
	}
	for _, edit := range unknown {
		delete(recorded, editKey(edit))
	}
	for edit := range recorded {
		t.Errorf("it is in the history, and was refused: %s", edit)
	}
}

func editKey(s graph.Statement) string {
	return fmt.Sprintf("%s %d %s by %s, %s", s.ID, s.Revision, s.Status, s.DecidedBy, s.Note)
}

// A state is a statement at one of its revisions.
type state struct {
	id       graph.StatementID
	revision int
}

// history is what statements were, and who made them so.
type history struct {
	is map[state]graph.Statement
	by map[state][]string
}

func (p program) history(t *testing.T) history {
	t.Helper()
	h := history{map[state]graph.Statement{}, map[state][]string{}}
	c := p.graph(t)
	for _, s := range c.statements {
		h.is[state{s.ID, s.Revision}] = s
	}
	for _, rev := range c.revisions {
		for _, change := range rev.Changes {
			if change.Type != graph.StatementObject {
				continue
			}
			at := state{graph.StatementID(change.ID), change.Revision}
			h.by[at] = append(h.by[at], rev.Who)
			if change.Before != nil {
				var before graph.Statement
				if err := json.Unmarshal(change.Before, &before); err != nil {
					t.Fatal(err)
				}
				h.is[state{before.ID, before.Revision}] = before
			}
		}
	}
	return h
}
