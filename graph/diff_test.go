package graph_test

import (
	"fmt"
	"testing"

	"stancegraph/graph"
)

// What each change altered follows from what it kept of the state before, a part of it too, and from the object as it is now.
func TestDifferences(t *testing.T) {
	object := graph.ObjectID{Type: graph.StatementObject, ID: "s"}
	revision := func(n int, partial bool, before string) graph.Revision {
		c := graph.Change{Type: object.Type, ID: object.ID, Revision: n, Partial: partial}
		if before != "" {
			c.Before = []byte(before)
		}
		return graph.Revision{Changes: []graph.Change{{Type: graph.ActorObject, ID: "s", Revision: n}, c}}
	}
	history := []graph.Revision{
		revision(4, false, `{"holder":"b","status":"accepted","reportedBy":["x"],"revision":3}`),
		revision(3, true, `{"holder":"a","note":""}`),
		revision(2, false, `{"holder":"a","status":"suggested","reportedBy":["x"],"revision":1}`),
		revision(1, false, ""),
	}
	now := map[string]any{"holder": "b", "status": "accepted", "note": "no", "reportedBy": []string{}, "revision": 4}
	found := graph.Differences(object, history, now)
	for n, want := range map[int]string{4: `note:  "no"; reportedBy: ["x"] `, 3: `holder: "a" "b"`, 2: `status: "suggested" "accepted"`, 1: ""} {
		got := ""
		for i, d := range found[n] {
			if i > 0 {
				got += "; "
			}
			got += fmt.Sprintf("%s: %s %s", d.Field, d.Before, d.After)
		}
		if got != want {
			t.Errorf("revision %d altered %q, want %q", n, got, want)
		}
	}
}
