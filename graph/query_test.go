package graph

import "testing"

func TestOnEdges(t *testing.T) {
	for _, c := range []struct {
		name string
		f    StatementFilter
		want bool
	}{
		{"nothing", StatementFilter{}, true},
		{"what an edge knows", StatementFilter{Holders: []ActorID{"a"}, Issues: []IssueID{"i"}, Stances: []Stance{Opposes}, Kinds: []Kind{State}}, true},
		{"all statuses that count", StatementFilter{Statuses: []Status{Accepted, Rejected, Suggested}}, true},
		{"one of them", StatementFilter{Statuses: []Status{Suggested}}, false},
		{"one of them twice", StatementFilter{Statuses: []Status{Suggested, Suggested}}, false},
		{"none of them", StatementFilter{Statuses: []Status{Rejected}}, false},
		{"dates", StatementFilter{From: "2011"}, false},
		{"own words", StatementFilter{Reports: OwnOnly}, false},
	} {
		if got := c.f.OnEdges(); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
