package sqlitestore_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"stancegraph/graph"
	"stancegraph/graph/graphtest"
	"stancegraph/graph/sqlitestore"
)

// openBoth opens a store and the file under it.
func openBoth(t *testing.T) (graph.Store, func(query string)) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "graph.db")
	s, err := sqlitestore.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() }) //nolint:errcheck // nothing is under way
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() }) //nolint:errcheck // nothing is under way
	return s, func(query string) {
		t.Helper()
		result, err := db.ExecContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := result.RowsAffected(); n == 0 || err != nil {
			t.Fatalf("%s: %d rows, %v", query, n, err)
		}
	}
}

// Stance edges that were damaged behind the store's back are found and counted anew.
func TestRepair(t *testing.T) {
	s, exec := openBoth(t)
	graphtest.Rich(t, s)
	const nth = "(issue, stance, actor) IN (SELECT issue, stance, actor FROM stance_edges ORDER BY issue, stance, actor LIMIT 1 OFFSET "
	graphtest.Repair(t, s, func() {
		exec("UPDATE stance_edges SET last_own = '1999' WHERE " + nth + "1)")
		exec("UPDATE stance_edges SET statements = statements + 1, accepted = 9 WHERE " + nth + "0)")
		exec("UPDATE stance_edges SET first_date = '1999', last_date = '' WHERE " + nth + "2)")
		exec("UPDATE stance_edges SET actor = 'nobody' WHERE " + nth + "4)") // one is missing, one is superfluous
		exec("DELETE FROM stance_edges WHERE " + nth + "6)")
		exec("INSERT INTO stance_edges SELECT issue, 'loves', actor, 1, 0, 0, 1, '', '', '' FROM stance_edges LIMIT 1")
	}, 7)
}

// What cannot be counted anew is told and left.
func TestRepairLeavesTheRest(t *testing.T) {
	s, exec := openBoth(t)
	graphtest.Rich(t, s)
	exec("UPDATE texts SET text = 'F' || substr(text, 2) WHERE article = 'odd'")
	exec("UPDATE statements SET holder = 'atlantis' WHERE id = 's-odd'")
	exec("PRAGMA foreign_keys = OFF; UPDATE statements SET article = 'gone' WHERE id = 's-copy'")
	exec("PRAGMA foreign_keys = OFF; UPDATE codings SET article = 'gone' WHERE analyst = 'bob'")
	exec(`UPDATE codings SET codes = replace(codes, 'curly', 'CURLY') WHERE article = 'odd'`)
	var left, repaired []string
	for f, err := range graph.NewEditor(s, nil).Repair(t.Context(), graph.Agent{Role: graph.Admin}) {
		if err != nil {
			t.Fatal(err)
		}
		if f.Repaired {
			repaired = append(repaired, f.Text)
		} else {
			left = append(left, f.Text)
		}
	}
	for i, want := range []string{"the text of article odd", "statement s-odd refers to actor \"atlantis\"", "statement s-bare: the quote does not stand", "statement s-copy refers to article \"gone\"",
		"coding " + string(graph.CodingKey("odd", "bob")) + " refers to article \"gone\"", "statement c1 of coding " + string(graph.CodingKey("odd", "Ann O'Hara")) + ": the quote does not stand"} {
		if i >= len(left) || !strings.HasPrefix(left[i], want) {
			t.Errorf("finding %d: %q, want %q", i, left, want)
		}
	}
	if len(repaired) != 2 { // of s-odd's former holder, which has none, and of the new one
		t.Errorf("repaired %q", repaired)
	}
}

func TestRepairNeedsAdmin(t *testing.T) {
	for _, err := range graph.NewEditor(open(t), nil).Repair(t.Context(), graph.Agent{Name: "ann", Role: graph.Analyst}) {
		if graph.CodeOf(err) != graph.Forbidden {
			t.Error(err)
		}
	}
}

// Whatever refers to an actor or issue that was merged or withdrawn is found.
func TestCheckFindsWhatRefersToTheGone(t *testing.T) {
	s, exec := openBoth(t)
	graphtest.Rich(t, s)
	exec("UPDATE statements SET holder = 'a-merged' WHERE id = 's-odd'")
	exec(`UPDATE statements SET parties = '["z-back"]' WHERE id = 's-copy'`)
	exec("UPDATE issues SET merged_into = 'z-back' WHERE id = 'a-merged'")
	exec(`UPDATE actors SET member_of = '["a-merged"]' WHERE id = 'aa-person'`)
	found := map[string]bool{}
	for problem, err := range graph.Check(t.Context(), s) {
		if err != nil {
			t.Fatal(err)
		}
		found[strings.SplitN(problem, ",", 2)[0]] = true
	}
	for _, want := range []string{`actor aa-person refers to actor "a-merged"`, `issue a-merged refers to issue "z-back"`,
		`statement s-odd refers to actor "a-merged"`, `statement s-copy refers to actor "z-back"`} {
		if !found[want] {
			t.Errorf("check does not find %s: %v", want, found)
		}
	}
}
