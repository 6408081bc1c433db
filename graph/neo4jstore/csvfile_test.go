package neo4jstore

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"stancegraph/graph"
)

// An export has a column for every property that is written to a database.
func TestExportHasEveryProperty(t *testing.T) {
	actor := graph.Actor{Kind: graph.Person, SpeaksFor: []graph.Tie{{}}, MemberOf: []graph.ActorID{"a"}}
	for _, test := range []struct {
		kind csvKind
		row  row
		not  string // what is in the row for other reasons
	}{
		{csvActors[graph.Person], actorRow(actor), "kind"}, {csvSpeaks, speakerRows(actor)[0], ""}, {csvMembers, memberRows(actor)[0], ""},
		{csvIssues, issueRow(graph.Issue{}), ""}, {csvParts, partRows(graph.Issue{PartOf: "i"})[0], ""},
		{csvArticles, articleRow(graph.Document{}), ""}, {csvStatements, statementRow(graph.Statement{}), "reporters parties"},
		{csvUsers, userRow(graph.User{}), ""}, {csvRevisions, revisionRow(graph.Revision{}), ""},
		{csvChanged["actor"], changeRow(graph.Revision{}, graph.Change{}), "absent"}, {csvEdges[graph.Supports], edgeFigures(graph.StanceEdge{}), ""},
	} {
		for _, name := range slices.Sorted(maps.Keys(test.row)) {
			if !slices.Contains(test.kind.contents, name) && !slices.Contains(strings.Fields(test.not), name) {
				t.Errorf("%s.csv has no column for %s", test.kind.file, name)
			}
		}
	}
}

func TestCSVValue(t *testing.T) {
	for want, v := range map[string]any{
		``: nil, `""`: "", `"a ""b"" \"`: `a "b" \`, "\"a\r\n,b\"": "a\r\n,b", `1e-300`: 1e-300, `0.12345678901234566`: 0.12345678901234566, `0`: 0.0,
		`-3`: -3, `true`: true, "\"a;b\x00\"\"c\"": []string{"a;b", `"c`}, `"x"`: []string{"x"},
	} {
		if got := csvValue(v); got != want {
			t.Errorf("%#v: %q, want %q", v, got, want)
		}
	}
	if got := csvValue([]string{}); got != "" {
		t.Errorf("an empty list: %q", got)
	}
}
