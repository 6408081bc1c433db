package main

import (
	"io"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"stancegraph/ask"
	"stancegraph/graph/neo4jstore/browser"
	"stancegraph/graph/sqlitestore"
)

// Each kind of question has a link with a query for just that question.
func TestBrowserLink(t *testing.T) {
	s, err := sqlitestore.Open(t.Context(), filepath.Join(t.TempDir(), "graph.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := loadDemo(t.Context(), streams{io.Discard, io.Discard}, s, "here"); err != nil {
		t.Fatal(err)
	}
	neo4j, err := browser.New("http://localhost:7474/browser/")
	if err != nil {
		t.Fatal(err)
	}
	for question, want := range map[string][]string{
		"who opposed arming the rebels in April 2011?":                        {"// who opposes “arming the rebels” in 2011-04\n", "[stance:OPPOSES]", "issue.id IN ['arming-rebels']", "heldOn >= '2011-04'"},
		"what does Russia oppose?":                                            {"[stance:OPPOSES]", "actor.id IN ['russia']"},
		"what is Turkey's position on the NATO-led air campaign in May 2011?": {"SUPPORTS|OPPOSES", "actor.id IN ['turkey']", "issue.id IN ['air-campaign']", "<= '2011-05~'"},
		"does Italy support arming the rebels?":                               {"SUPPORTS|OPPOSES", "actor.id IN ['italy']"},
		"who changed position on arming the rebels?":                          {"size(stances) > 1", "issue.id IN ['arming-rebels']"},
		"what did Sergei Lavrov say about arming the rebels?":                 {"SPOKEN_BY|HELD_BY", "holder.id IN ['sergei-lavrov']"},
		"what does Libya say that Qatar does?":                                {"reporter.id IN ['libya']", "holder.id IN ['qatar']"},
		"who mediates?":                                                       {"[stance:MEDIATES]"},
	} {
		ans, err := ask.New(s).Ask(t.Context(), question)
		if err != nil {
			t.Errorf("%s: %v", question, err)
			continue
		}
		link, err := url.Parse(browserLink(neo4j, ans))
		if err != nil || link.Query().Get("cmd") != "edit" {
			t.Errorf("%s: %s, %v", question, link, err)
			continue
		}
		for _, part := range want {
			if !strings.Contains(link.Query().Get("arg"), part) {
				t.Errorf("%s: no %s in\n%s", question, part, link.Query().Get("arg"))
			}
		}
	}
}
