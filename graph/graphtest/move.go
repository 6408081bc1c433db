package graphtest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"stancegraph/graph"
)

// Fill makes some random changes to an empty store; the seed decides about everything.
func Fill(t testing.TB, seed uint64, steps int, store graph.Store) {
	d := &differential{rand: rand.New(rand.NewPCG(seed, 1)), stores: [2]graph.Store{store, store}, now: epoch}
	d.editors[0] = graph.NewEditor(store, func() time.Time { return d.now })
	for step := range steps {
		d.now = epoch.Add(time.Duration(step) * 1234567 * time.Microsecond)
		d.change(t.Context(), step)(0)
	}
}

// rich is what [Fill] leaves out: every field, odd letters, circles of actors, and objects that were changed often.
const rich = `
restoring
actor id=ünion kind=organisation name="Ünïon \"quoted\" 😀\u2028" aliases="b|a; ,|B\t" memberOf=zz|ünion revision=4
actor id=zz kind=group name="\tAbove, \"all\"" memberOf=ünion
actor id=aa-person kind=person name="A Person" speaksFor=zz|ünion role="head 'of' it; and more" from=2010-02 to=2011 revision=2
issue id=a-part name="a part" partOf=whole revision=3
actor id=a-merged kind=group name="Above all" mergedInto=zz decided=aliases|kind|memberOf|name|speaksFor decidedBy="Ann O'Hara" revision=3
actor id=z-back kind=state name="Withdrawn" withdrawn=yes decidedBy=bob revision=2
issue id=a-merged name="a merged part" mergedInto=whole decided=name|phrases decidedBy=bob revision=2
issue id=z-back name="withdrawn" withdrawn=yes revision=2
issue id=whole name="the whole; all of it" phrases="z|a\nb|\"c\""
article id=odd file="a,b.txt" title="Title 😀 \"x\"" source="S" published=2011-04 url="http://example.org/?a=1&b=<2>" extracted=v1 text="Line one\r\n\ttabs\u00a0and “curly” quotes \\ 😀 e\u0301, \"straight\"\n\n" revision=5
article id=bare text="bare"
statement id=s-odd article=odd holder=ünion holderText="the Ünion" stance=mediates issue=a-part speaker=aa-person reportedBy=aa-person|zz|aa-person parties=zz|ünion quote="“curly”" start=21 end=32 heldOn=2011-04-01 status=accepted confidence=0.12345678901234567 method=rules rule=r.1 note="a\nnote, \"quoted\" \\" decidedBy="Ann O'Hara" revision=9
statement id=s-bare article=odd holderText="somebody" stance=undecided issue=whole quote=Line start=0 end=4 confidence=0
statement id=s-copy article=bare holder=ünion stance=mediates issue=a-part quote="bare" start=0 end=4 status=suggested confidence=1e-300
coding article=odd analyst="Ann O'Hara" finished=yes revision=3 codes="[{\"id\":\"c1\",\"article\":\"odd\",\"holder\":\"zz\",\"stance\":\"opposes\",\"issue\":\"whole\",\"reportedBy\":[\"ünion\"],\"quote\":\"“curly”\",\"start\":21,\"end\":32,\"status\":\"accepted\",\"confidence\":1,\"method\":\"analyst\",\"firstSeen\":\"2011-04-13T12:00:00Z\",\"revision\":1}]"
coding article=odd analyst=bob
user name="Ann O'Hara" role=analyst token=a revoked=yes revision=2
user name="bob; \"x\"" role=admin token=b
revision id=rich-1 action=load who=loader why="first\nload" changes=article:odd:1|statement:s-odd:1|statement:s-odd:2|statement:never-there:1|odd-type:x:1|article:gone:3
revision id=rich-2 action=undo who="Ann O'Hara" minute=5 why="" undoes=rich-1 changes=statement:s-odd:9 before="{\"id\":\"s-odd\",\"note\":\"<&>\\u2028\"}"
revision id=rich-3 action=review who=nobody
`

// Rich fills an empty store with something of everything.
func Rich(t testing.TB, store graph.Store) {
	t.Helper()
	Fill(t, 20110413, 40, store)
	b, err := parseBatch(rich)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Write(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	editor := graph.NewEditor(store, func() time.Time { return epoch })
	if _, err := editor.AddUser(t.Context(), admin, "zoe", graph.Analyst, "token", time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := editor.RevokeUser(t.Context(), admin, "zoe"); err != nil {
		t.Fatal(err)
	}
}

// Move dumps a graph and restores it into an empty store. The dump of that is the same to the byte, a second restore changes
// nothing, and the new graph is as sound as the old.
func Move(t testing.TB, from, to graph.Store) {
	t.Helper()
	want := dumped(t, from)
	for attempt := range 2 {
		report, err := restored(t, to, want)
		if err != nil || !report.Compared || !report.Ended {
			t.Fatalf("restore %d: %+v, %v", attempt+1, report, err)
		}
		if made := report.Created.Sum(); (made == 0) != (attempt == 1) {
			t.Errorf("restore %d created %d objects", attempt+1, made)
		}
		if got := dumped(t, to); got != want {
			t.Fatalf("restore %d: the dump differs: %s", attempt+1, firstDifference(got, want))
		}
	}
	if a, b := problems(t, from), problems(t, to); a != b {
		t.Errorf("check says of the first store\n%s\nand of the second\n%s", a, b)
	}
}

func dumped(t testing.TB, s graph.Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := graph.Dump(t.Context(), s, &b, false); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func restored(t testing.TB, s graph.Store, dump string) (graph.RestoreReport, error) {
	t.Helper()
	in, err := graph.OpenDump(strings.NewReader(dump))
	if err != nil {
		t.Fatal(err)
	}
	editor := graph.NewEditor(s, time.Now)
	return editor.Restore(t.Context(), admin, in, graph.RestoreWatch{Problem: func(line int, reason string) { t.Errorf("line %d: %s", line, reason) }})
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n%s\nwant\n%s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

func problems(t testing.TB, s graph.Store) string {
	t.Helper()
	var b strings.Builder
	for problem, err := range graph.Check(t.Context(), s) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, problem)
	}
	return b.String()
}

// Repair has a store with a graph that a damage is then done to count its stance edges anew: all that [graph.Check] finds is
// repaired, and the graph is what it was.
func Repair(t testing.TB, s graph.Store, damage func(), findings int) {
	t.Helper()
	want := dumped(t, s)
	if found := problems(t, s); found != "" {
		t.Fatalf("not sound before the damage: %s", found)
	}
	damage()
	found := problems(t, s)
	if n := strings.Count(found, "\n"); n != findings {
		t.Errorf("check finds %d problems, want %d:\n%s", n, findings, found)
	}
	var told strings.Builder
	for f, err := range graph.NewEditor(s, time.Now).Repair(t.Context(), admin) {
		if err != nil || !f.Repaired {
			t.Errorf("not repaired: %s %v", f.Text, err)
		}
		fmt.Fprintln(&told, f.Text)
	}
	if told.String() != found {
		t.Errorf("repair tells\n%s\nand check\n%s", told.String(), found)
	}
	if left := problems(t, s); left != "" {
		t.Errorf("after the repair there is left: %s", left)
	}
	if got := dumped(t, s); got != want {
		t.Errorf("the graph is not what it was: %s", firstDifference(got, want))
	}
}
