package graph_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"stancegraph/graph"
)

var epoch = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

func TestDate(t *testing.T) {
	for _, good := range []string{"", "2011", "2011-04", "2011-04-13", " 2012-02-29 "} {
		if d, err := graph.ParseDate(good); err != nil || string(d) != strings.TrimSpace(good) {
			t.Errorf("%q: %v %v", good, d, err)
		}
	}
	for _, bad := range []string{"11", "2011-4", "2011-13", "2011-02-29", "2011-04-13T00:00", "0000", "13 April 2011", "2011-04-1", "20110413"} {
		if d, err := graph.ParseDate(bad); graph.CodeOf(err) != graph.Invalid {
			t.Errorf("%q was read as %q", bad, d)
		}
	}
	cases := []struct {
		date, from, to graph.Date
		in             bool
	}{
		{"2011-04-13", "", "", true}, {"", "", "", true}, {"", "2011", "", false}, {"", "", "2011", false},
		{"2011-04-13", "2011-04", "2011-04", true}, {"2011-04-30", "", "2011-04", true}, {"2011-05-01", "", "2011-04", false},
		{"2011", "2011", "2011", true}, {"2011", "", "2011-12", false}, {"2011-04", "", "2011-04-29", false},
		{"2011", "2011-01-01", "", false}, {"2011-04", "2011-04", "2011", true}, {"2011-04-13", "2011-04-13", "2011-04-13", true},
	}
	for _, c := range cases {
		if got := c.date.In(c.from, c.to); got != c.in {
			t.Errorf("%q in %q..%q: %v", c.date, c.from, c.to, got)
		}
	}
}

func TestSlug(t *testing.T) {
	cases := map[string]string{"António Guterres": "antonio-guterres", "U.S. — Congress": "us-congress", "Côte d’Ivoire": "cote-divoire",
		"  Åsa  Öberg ": "asa-oberg", "北京": "北京", "!?": "", "Al-Qaeda": "al-qaeda"}
	for name, want := range cases {
		if got := graph.Slug(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// Slugs are ids: whatever the name, the actor that gets one is valid or there is none.
func FuzzSlug(f *testing.F) {
	f.Add("António Guterres")
	f.Add("ǅungla İstanbul ß")
	f.Fuzz(func(t *testing.T, name string) {
		slug := graph.Slug(name)
		if slug == "" || len(slug) > graph.MaxIDLength || !utf8.ValidString(name) {
			return
		}
		if strings.IndexFunc(slug, unicode.IsUpper) >= 0 && slug != strings.ToLower(slug) {
			t.Errorf("%q has capitals", slug)
		}
		a := graph.Actor{ID: graph.ActorID(slug), Name: "n", Kind: graph.State}
		if err := a.Validate(); err != nil {
			t.Errorf("slug of %q: %v", name, err)
		}
	})
}

func TestKeysTellPartsApart(t *testing.T) {
	if graph.ArticleKey("ab", "c", "d") == graph.ArticleKey("a", "bc", "d") {
		t.Error("parts run together")
	}
	s := graph.Statement{Article: "a", Start: 1, End: 12, Holder: "x", Stance: graph.Supports, Issue: "i"}
	seen := map[graph.StatementID]bool{graph.StatementKey(&s): true}
	for _, change := range []func(*graph.Statement){
		func(s *graph.Statement) { s.Article = "b" }, func(s *graph.Statement) { s.Start, s.End = 11, 2 },
		func(s *graph.Statement) { s.Holder = "y" }, func(s *graph.Statement) { s.Holder, s.HolderText = "", "x" },
		func(s *graph.Statement) { s.Stance = graph.Opposes }, func(s *graph.Statement) { s.Issue = "j" },
	} {
		o := s
		change(&o)
		if key := graph.StatementKey(&o); seen[key] {
			t.Errorf("%+v has a key that was there before", o)
		} else {
			seen[key] = true
		}
	}
	s.Status, s.Confidence, s.Note, s.Quote = graph.Accepted, 0.3, "n", "q"
	if !seen[graph.StatementKey(&s)] {
		t.Error("the key depends on what may change")
	}
}

func said(day string, stance graph.Stance, more ...func(*graph.Statement)) graph.Statement {
	s := graph.Statement{ID: graph.StatementID("s" + day + string(stance)), Holder: "chile", Issue: "quota", Stance: stance,
		HeldOn: graph.Date(day), Status: graph.Suggested, Confidence: 0.5}
	for _, m := range more {
		m(&s)
	}
	return s
}

func reported(s *graph.Statement) { s.ReportedBy = []graph.ActorID{"peru"}; s.ID += "r" }
func rejected(s *graph.Statement) { s.Status = graph.Rejected }
func sure(s *graph.Statement)     { s.Confidence = 0.9; s.ID += "c" }
func numbered(n string) func(*graph.Statement) {
	return func(s *graph.Statement) { s.ID += graph.StatementID(n) }
}

// path words a history as "stance since..until".
func path(h []graph.Position) string {
	var out []string
	for _, p := range h {
		word := string(p.Stance) + " " + string(p.Since) + ".." + string(p.Until)
		if p.Reported {
			word += " reported"
		}
		out = append(out, word)
	}
	return strings.Join(out, ", ")
}

func TestHistory(t *testing.T) {
	cases := []struct {
		name string
		in   []graph.Statement
		want string
	}{
		{"nothing", nil, ""},
		{"a change and back", []graph.Statement{said("2011-05-01", graph.Supports), said("2011-03-01", graph.Opposes), said("2011-06-01", graph.Opposes), said("2011-05-09", graph.Supports)},
			"opposes 2011-03-01..2011-03-01, supports 2011-05-01..2011-05-09, opposes 2011-06-01..2011-06-01"},
		{"rejected ones do not count", []graph.Statement{said("2011-03-01", graph.Opposes), said("2011-05-01", graph.Supports, rejected)}, "opposes 2011-03-01..2011-03-01"},
		{"own words go before reports", []graph.Statement{said("2011-03-01", graph.Opposes), said("2011-05-01", graph.Supports, reported)}, "opposes 2011-03-01..2011-03-01"},
		{"reports where there is nothing else", []graph.Statement{said("2011-05-01", graph.Supports, reported)}, "supports 2011-05-01..2011-05-01 reported"},
		{"undated where nothing is dated", []graph.Statement{said("", graph.Supports)}, "supports .."},
		{"dated before undated", []graph.Statement{said("", graph.Supports), said("2011", graph.Opposes)}, "opposes 2011..2011"},
		{"the majority of a day", []graph.Statement{said("2011-05-01", graph.Opposes, sure), said("2011-05-01", graph.Supports), said("2011-05-01", graph.Supports, numbered("2"))},
			"supports 2011-05-01..2011-05-01"},
		{"the surer one of a day", []graph.Statement{said("2011-05-01", graph.Opposes, sure), said("2011-05-01", graph.Supports)}, "opposes 2011-05-01..2011-05-01"},
	}
	for _, c := range cases {
		if got := path(graph.History(c.in)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPositionAt(t *testing.T) {
	in := []graph.Statement{said("2011-03-01", graph.Opposes), said("2011-05-20", graph.Supports)}
	for at, want := range map[graph.Date]graph.Stance{"2011-02": "", "2011-03-01": graph.Opposes, "2011-05-19": graph.Opposes, "2011-05": graph.Supports, "": graph.Supports} {
		p, ok := graph.PositionAt(in, at)
		if p.Stance != want || ok != (want != "") {
			t.Errorf("at %q: %v %v, want %q", at, p, ok, want)
		}
	}
}

func TestTurnsLeaveMediationAndReportsOut(t *testing.T) {
	in := []graph.Statement{said("2011-03-01", graph.Undecided), said("2011-04-01", graph.Mediates), said("2011-05-01", graph.Opposes, reported),
		said("2011-06-01", graph.Supports)}
	turns := graph.Turns(in)
	if len(turns) != 1 || turns[0].From.Stance != graph.Undecided || turns[0].To.Stance != graph.Supports {
		t.Errorf("%+v", turns)
	}
}

// The history does not depend on the order of the statements, its runs alternate and its dates ascend.
func TestHistoryProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	days := []string{"", "2011", "2011-03", "2011-03-01", "2011-03-02", "2011-04-01"}
	for range 500 {
		var in []graph.Statement
		for n := range r.IntN(12) {
			s := said(days[r.IntN(len(days))], graph.Stances[r.IntN(4)], numbered(string(rune('a'+n))))
			if r.IntN(4) == 0 {
				reported(&s)
			}
			s.Confidence = float64(r.IntN(3)) / 2
			in = append(in, s)
		}
		want := path(graph.History(in))
		r.Shuffle(len(in), func(i, j int) { in[i], in[j] = in[j], in[i] })
		h := graph.History(in)
		if got := path(h); got != want {
			t.Fatalf("the order of statements matters: %q and %q", got, want)
		}
		for i := 1; i < len(h); i++ {
			if h[i].Stance == h[i-1].Stance || h[i].Since <= h[i-1].Until {
				t.Fatalf("runs do not alternate and ascend: %q", want)
			}
		}
	}
}

func TestRevisionIDsFollowFromTheStates(t *testing.T) {
	a := []graph.Change{{Type: graph.StatementObject, ID: "s", Revision: 2}}
	b := slices.Clone(a)
	b[0].Revision = 3
	one, again, other := graph.NewRevision("review", "ann", epoch, "", a), graph.NewRevision("load", "bob", epoch.AddDate(1, 0, 0), "x", a), graph.NewRevision("review", "ann", epoch, "", b)
	if one.ID != again.ID || one.ID == other.ID {
		t.Errorf("%s %s %s", one.ID, again.ID, other.ID)
	}
}
