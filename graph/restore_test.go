package graph_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"stancegraph/graph"
	"stancegraph/graph/graphtest"
	"stancegraph/graph/sqlitestore"
)

func openStore(t testing.TB) graph.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() }) //nolint:errcheck // nothing is under way
	return s
}

func dumpOf(t testing.TB, s graph.Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := graph.Dump(t.Context(), s, &b, false); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// restore restores a dump and gives its problems, a line each.
func restore(ctx context.Context, t testing.TB, s graph.Store, from io.Reader) (graph.RestoreReport, string, error) {
	t.Helper()
	in, err := graph.OpenDump(from)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	report, err := graph.NewEditor(s, time.Now).Restore(ctx, loaderAgent, in, graph.RestoreWatch{
		Problem: func(line int, reason string) { fmt.Fprintf(&b, "%d: %s\n", line, reason) }})
	return report, b.String(), err
}

func TestRestoreNeedsAdmin(t *testing.T) {
	in, err := graph.OpenDump(strings.NewReader(`{"stancegraph":{"version":1}}`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := graph.NewEditor(openStore(t), time.Now).Restore(t.Context(), ann, in, graph.RestoreWatch{}); graph.CodeOf(err) != graph.Forbidden {
		t.Error(err)
	}
}

func TestOpenDumpRefuses(t *testing.T) {
	for input, want := range map[string]string{
		"":                                    "empty",
		"\n\n":                                "empty",
		"hello\n":                             `not a dump: it starts with "hello`,
		"{}\n":                                "not a dump",
		`{"actor":{"id":"x"}}`:                "not a dump",
		`{"stancegraph":{}}`:                  "not a dump",
		"\xff\xfe":                            "not a dump",
		`{"stancegraph":{"version":2,"x":1}}`: "version 2 and this program reads versions up to 1",
		`{"stancegraph":{"version":1,"canonical":true}}`: "without --canonical",
	} {
		if _, err := graph.OpenDump(strings.NewReader(input)); graph.CodeOf(err) != graph.Invalid || !strings.Contains(graph.MessageOf(err), want) {
			t.Errorf("%q: %v, want %q", input, err, want)
		}
	}
}

// Each bad line is told, with what was found and what was expected, and the rest is restored.
func TestRestoreTellsBadLines(t *testing.T) {
	doc := graph.NewDocument(graph.Article{Revision: 1}, "France is for talks.")
	article := fmt.Sprintf(`{"article":{"id":"t","size":%d,"textHash":%q,"revision":1,"text":%q}}`, doc.Size, doc.TextHash, doc.Text)
	statement := `{"statement":{"id":"ID","article":"t","holder":"france","stance":"supports","issue":"talks","quote":"France is for talks","start":0,"end":19,"status":"accepted","confidence":1,"method":"analyst","firstSeen":"2011-04-13T12:00:00Z","revision":1}}`
	with := func(id string, change ...string) string {
		return strings.NewReplacer(append([]string{"ID", id}, change...)...).Replace(statement)
	}
	coding := func(analyst string, change ...string) string {
		code := strings.TrimSuffix(strings.TrimPrefix(with("c", change...), `{"statement":`), "}")
		return fmt.Sprintf(`{"coding":{"id":%q,"article":"t","analyst":%q,"assignedBy":"x","assigned":"2011-04-13T12:00:00Z","codes":[%s],"revision":2}}`, graph.CodingKey("t", analyst), analyst, code)
	}
	lines := []struct{ line, want string }{
		{`{"stancegraph":{"version":1}}`, ""},
		{`{"actor":{"id":"france","name":"France","kind":"state","revision":3}}`, ""},
		{`{"actor":{"id":"france","name":"France","kind":"state","revision":3}}`, ""}, // the same again
		{`{"actor":{"id":"france","name":"Frankreich","kind":"state","revision":3}}`, `actor "france" stands on line 2 already`},
		{`{"actor":{"id":"chad","name":"Chad","kind":"planet","revision":1}}`, `kind "planet": want state`},
		{`{"actor":{"id":"peru","name":"Peru","kind":"state","memberOf":["chad"],"revision":1}}`, `refers to actor "chad", which does not exist`},
		{`{"actor":{"id":"mali","name":"Mali","kind":"state","revision":0}}`, "revision 0: want 1 or more"},
		{`{"actor":{"id":"mali","name":"Mali","kind":"state","revison":1}}`, `unknown field "revison"`},
		{`{"actor":{"id":"mali","name":17,"kind":"state","revision":1}}`, `the field "actor.name" holds a number`},
		{"{\"actor\":{\"id\":\"mali\",\"name\":\"M\xffli\",\"kind\":\"state\",\"revision\":1}}", "byte 32 is not UTF-8"},
		{`{"actor":{"id":"mali"`, "cut off"},
		{`{"issue":{"id":"talks","name":"talks","partOf":"peace","revision":1}}`, ""}, // forward
		{`{"issue":{"id":"peace","name":"peace","revision":1}}`, ""},
		{`{"issue":{"id":"war","name":"war","partOf":"hell","revision":1}}`, `refers to issue "hell"`},
		{article, ""},
		{strings.Replace(strings.Replace(article, `"t"`, `"u"`, 1), "for talks", "for_talks", 1), `the text of article "u" was altered`},
		{with("s1"), ""},
		{with("s2", `"end":19`, `"end":18`), "the quote does not stand in the article at bytes 0 to 18"},
		{with("s3", `"end":19`, `"end":190`), "lies outside the article of 20 bytes"},
		{with("s4", `"holder":"france"`, `"holder":"chad"`), `refers to actor "chad"`},
		{with("s5", `"article":"t"`, `"article":"u"`), `refers to article "u"`},
		{with("s6", `"supports"`, `"loves"`), `stance "loves"`},
		{with("s7", `"confidence":1`, `"confidence":2`), "confidence 2: want 0 to 1"},
		{with("s8", `"stance"`, `"reportedBy":[""],"stance"`), "without an id"},
		{with("", `"2011-04-13T12:00:00Z"`, `"yesterday"`), "yesterday"},
		{with(""), "the statement has no id"},
		{coding("ann"), ""},
		{coding("ben", `"holder":"france"`, `"holder":"chad"`), `refers to actor "chad", which does not exist`},
		{coding("cleo", `"issue":"talks"`, `"issue":"war"`), `refers to issue "war", which does not exist`},
		{coding("dora", `"end":19`, `"end":18`), "the quote does not stand in the article at bytes 0 to 18"},
		{`[1, 2]`, "holds a array"},
		{`{}`, "found 0 objects"},
		{`{"user":{"name":"a","role":"admin","tokenHash":"","created":"2011-04-13T12:00:00Z","revision":1},"end":{"objects":1}}`, "found 2 objects"},
		{`{"issue":{"id":"x","name":"x","revision":1}} {}`, "more than one JSON value"},
		{``, ""},
		{`{"stance":{"issue":"talks","stance":"supports","actor":"chad","statements":1,"accepted":0,"reported":0,"articles":1}}`, "no statement that was restored counts towards it"},
		{`{"stance":{"issue":"talks","stance":"supports","actor":"france","statements":2,"accepted":1,"reported":0,"articles":1}}`, "the dump says"},
		{`{"user":{"name":"ann","role":"king","tokenHash":"","created":"2011-04-13T12:00:00Z","revision":1}}`, `role "king"`},
		{`{"user":{"name":"ann","role":"admin","tokenHash":"","created":"2011-04-13T12:00:00Z","revision":1}}`, ""},
		{`{"revision":{"id":"","action":"load","who":"x","when":"2011-04-13T12:00:00Z","changes":null}}`, "the revision has no id"},
		{`{"revision":{"id":"r","action":"load","who":"x","when":"2011-04-13T12:00:00Z","changes":[{"type":"statement","id":"s1","revision":1}]}}`, ""},
		{`{"stancegraph":{"version":1}}`, "a second head"},
		{`{"end":{"objects":99}}`, "says that it holds 99 objects, and 40 were read"},
		{`{"actor":{"id":"mali","name":"Mali","kind":"state","revision":1}}`, "more behind the end"},
	}
	var dump strings.Builder
	want := map[string]string{}
	for i, l := range lines {
		fmt.Fprintln(&dump, l.line)
		if l.want != "" {
			want[fmt.Sprint(i+1)] = l.want
		}
	}
	s := openStore(t)
	report, problems, err := restore(t.Context(), t, s, strings.NewReader(dump.String()))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(problems) {
		number, reason, _ := strings.Cut(line, ": ")
		if w, ok := want[number]; !ok || !strings.Contains(reason, w) {
			t.Errorf("line %s: %s\nwant %q", number, reason, w)
		}
		delete(want, number)
	}
	if len(want) > 0 {
		t.Errorf("not told: %v", want)
	}
	if report.Created != (graph.Counts{Actors: 1, Issues: 2, Articles: 1, Statements: 1, Codings: 1, Users: 1, Revisions: 1}) || report.Unchanged.Actors != 1 {
		t.Errorf("%+v", report)
	}
	for problem, err := range graph.Check(t.Context(), s) {
		t.Error(problem, err)
	}
}

// What is there already is never overwritten.
func TestRestoreNeverOverwrites(t *testing.T) {
	s := openStore(t)
	graphtest.Rich(t, s)
	before := dumpOf(t, s)
	changed := strings.NewReplacer(`"revision":1}}`, `"revision":2}}`, `"revision":2}}`, `"revision":3}}`).Replace(before)
	report, problems, err := restore(t.Context(), t, s, strings.NewReader(changed))
	if err != nil || report.Created.Sum() > 0 || report.Problems == 0 || strings.Count(problems, "a restore never overwrites") != report.Problems {
		t.Errorf("%+v, %v\n%s", report, err, problems)
	}
	if dumpOf(t, s) != before {
		t.Error("the graph has changed")
	}
}

// A restore that breaks off, wherever, goes on when it is run again.
func TestRestoreGoesOn(t *testing.T) {
	from := openStore(t)
	graphtest.Rich(t, from)
	want := dumpOf(t, from)
	for at := 100; at < len(want); at += len(want) / 7 {
		s := openStore(t)
		report, problems, err := restore(t.Context(), t, s, io.MultiReader(strings.NewReader(want[:at]), iotest.ErrReader(errors.New("pulled the plug"))))
		if err != nil || report.Ended || !strings.Contains(problems, "pulled the plug") {
			t.Fatalf("%+v, %v\n%s", report, err, problems)
		}
		if _, problems, err = restore(t.Context(), t, s, strings.NewReader(want)); err != nil || problems != "" {
			t.Fatal(problems, err)
		}
		if dumpOf(t, s) != want {
			t.Errorf("cut off at byte %d and run again, the graph differs", at)
		}
	}
	_, problems, err := restore(t.Context(), t, openStore(t), strings.NewReader(want[:strings.LastIndex(want, `{"end"`)]))
	if err != nil || !strings.Contains(problems, "without its last line") {
		t.Errorf("%v, %s", err, problems)
	}
}

func TestRestoreIsInterrupted(t *testing.T) {
	from, s := openStore(t), openStore(t)
	graphtest.Rich(t, from)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	report, problems, err := restore(ctx, t, s, strings.NewReader(dumpOf(t, from)))
	if !errors.Is(err, context.Canceled) || report.Created.Sum() > 0 || problems != "" {
		t.Errorf("%+v, %v, %s", report, err, problems)
	}
}

// Into a store that holds other statements the edges of the dump are not compared: they differ rightly.
func TestRestoreBesideAnotherGraph(t *testing.T) {
	w := newWorld(t)
	w.load(reading("v1", chile, peru))
	from := openStore(t)
	graphtest.Rich(t, from)
	report, problems, err := restore(t.Context(), t, w.store, strings.NewReader(dumpOf(t, from)))
	if err != nil || problems != "" || report.Compared {
		t.Errorf("%+v, %v\n%s", report, err, problems)
	}
	for problem, err := range graph.Check(t.Context(), w.store) {
		t.Error(problem, err)
	}
}

// A line that is far too long is told and passed over without being held.
func TestRestoreLongLine(t *testing.T) {
	long := io.MultiReader(strings.NewReader("{\"stancegraph\":{\"version\":1}}\n{\"actor\":\""), io.LimitReader(endless{}, 300<<20),
		strings.NewReader("\"}\n{\"actor\":{\"id\":\"mali\",\"name\":\"Mali\",\"kind\":\"state\",\"revision\":1}}\n{\"end\":{\"objects\":2}}\n"))
	report, problems, err := restore(t.Context(), t, openStore(t), long)
	if err != nil || report.Created.Actors != 1 || problems != "2: the line has 314572813 bytes: at most 268435456 are read\n" {
		t.Errorf("%+v, %v\n%s", report, err, problems)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// However a dump is damaged, a restore does not crash, what it leaves is sound, and a second one changes nothing.
func TestRestoreDamaged(t *testing.T) {
	from := openStore(t)
	graphtest.Fill(t, 7, 12, from)
	dump := []byte(dumpOf(t, from))
	random := rand.New(rand.NewPCG(1, 2))
	for range 25 {
		damaged := bytes.Clone(dump)
		for range 1 + random.IntN(40) {
			at := 40 + random.IntN(len(damaged)-40)
			switch random.IntN(3) {
			case 0:
				damaged[at] = byte(random.IntN(256))
			case 1:
				damaged = append(damaged[:at], damaged[min(at+random.IntN(60), len(damaged)):]...)
			default:
				damaged[at] = damaged[random.IntN(len(damaged))]
			}
		}
		s := openStore(t)
		if _, _, err := restore(t.Context(), t, s, bytes.NewReader(damaged)); err != nil {
			t.Fatal(err)
		}
		for problem, err := range graph.Check(t.Context(), s) {
			t.Fatal(problem, err)
		}
		again, _, err := restore(t.Context(), t, s, bytes.NewReader(damaged))
		if err != nil || again.Created.Sum() > 0 {
			t.Fatalf("a second restore created %+v, %v", again.Created, err)
		}
	}
}
