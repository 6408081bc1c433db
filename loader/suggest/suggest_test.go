package suggest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract"
)

// collect reads texts as articles.
func collect(t testing.TB, opts Options, texts ...string) Suggestions {
	t.Helper()
	cb := book(t)
	engine, c := extract.New(cb), New(cb, opts)
	for i, text := range texts {
		doc := extract.Document{Name: fmt.Sprintf("%d.txt", i), Text: text}
		found, err := engine.Extract(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		c.Add(doc, found)
	}
	return c.Suggest()
}

func TestAliases(t *testing.T) {
	tests := []struct {
		name, text string
		actor      graph.ActorID
		want       string // no alias if empty
	}{
		{"acronym", "The Harbour Workers Council (HWC) met on the pier again.", "dockers", "HWC"},
		{"acronym of something else", "The Harbour Workers Council (XYZ) met on the pier again.", "", ""},
		{"known as", "Ana Maria Ruiz, also known as Estrella, sailed home with the crew.", "ana-ruiz", "Estrella"},
		{"middle name left out", "Yesterday the deputies heard Ana Ruiz and went home.", "ana-ruiz", "Ana Ruiz"},
		{"other order", "They saw the Workers Harbour Council at the pier.", "dockers", "Workers Harbour Council"},
		{"part of a body's name", "They saw the Workers Council at the pier again.", "dockers", "Workers Council"},
		{"a misspelling", "They saw Ana Mariah Ruiz at the pier again.", "ana-ruiz", "Ana Mariah Ruiz"},
		{"the name itself", "They saw Ana Maria Ruiz at the pier again.", "", ""},
		{"another person", "They saw Olga Petersen at the pier again.", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := collect(t, Options{Min: 1}, tt.text).Aliases
			switch {
			case tt.want == "" && len(got) > 0:
				t.Errorf("got %+v, want none", got)
			case tt.want != "" && (len(got) != 1 || got[0].Actor != tt.actor || got[0].Name != tt.want):
				t.Errorf("got %+v, want %s of %s", got, tt.want, tt.actor)
			}
		})
	}
}

func TestActors(t *testing.T) {
	tests := []struct {
		name, text string
		want       Actor // no actor if it has no name
	}{
		{"title before", "On Monday Peruvian transport minister Olga Petersen said the pier was closed. Petersen added that it was old.",
			Actor{ID: "olga-petersen", Name: "Olga Petersen", Kind: graph.Person, SpeaksFor: "peru", Role: "transport minister"}},
		{"apposition", "They met Olga Petersen, a spokeswoman for the Harbour Workers Council, at noon. Olga Petersen said nothing new.",
			Actor{ID: "olga-petersen", Name: "Olga Petersen", Kind: graph.Person, SpeaksFor: "dockers", Role: "spokeswoman"}},
		{"former office", "They met Olga Petersen, a former minister of Peru, at noon. Olga Petersen said nothing new.",
			Actor{ID: "olga-petersen", Name: "Olga Petersen", Kind: graph.Person, Role: "former minister"}},
		{"speaks for itself", "Later Sen. Olga Petersen said that it was late. Petersen warned of rain.",
			Actor{ID: "olga-petersen", Name: "Olga Petersen", Kind: graph.Person, Role: "senator"}},
		{"body with acronym", "The National Lighthouse Union (NLU) said it would wait. The National Lighthouse Union opposes haste.",
			Actor{ID: "national-lighthouse-union", Name: "National Lighthouse Union", Kind: graph.Organisation, Aliases: []string{"NLU"}}},
		{"group", "The Free Anglers Front said it would wait. Then the Free Anglers Front rejected haste.",
			Actor{ID: "free-anglers-front", Name: "Free Anglers Front", Kind: graph.Group}},
		{"place", "They live in Oldenport. Boats sail from Oldenport. Rain fell in Oldenport today.", Actor{}},
		{"reporter", "The BBC's Olga Petersen said it rained. The BBC's Olga Petersen said it snowed.", Actor{}},
		{"months and days", "On Monday they said so. In March they said no. Then Monday said more.", Actor{}},
		{"well known without a codebook", "Then Angela Merkel said no. Then Angela Merkel said yes.", Actor{}},
		{"a first word is no name", "Rain fell and said nothing. Rain said it. Rain rejected it. They like rain.", Actor{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := collect(t, Options{Min: 2}, tt.text, tt.text).Actors
			if tt.want.Name == "" {
				if len(got) > 0 {
					t.Errorf("got %+v, want none", got)
				}
				return
			}
			if len(got) != 1 {
				t.Fatalf("got %+v, want one actor", got)
			}
			a := got[0]
			a.Evidence, a.Acts = Evidence{}, 0
			if fmt.Sprintf("%+v", a) != fmt.Sprintf("%+v", tt.want) {
				t.Errorf("got  %+v\nwant %+v", a, tt.want)
			}
		})
	}
}

func TestRelativeIsNoAlias(t *testing.T) {
	got := collect(t, Options{Min: 2}, "On the pier Bruno Ruiz said it rained.", "On the pier Bruno Ruiz said it snowed.")
	if len(got.Aliases) != 0 || len(got.Actors) != 1 || got.Actors[0].Note != "now read as ana-ruiz" {
		t.Errorf("got %+v and %+v, want an actor of its own with a note", got.Aliases, got.Actors)
	}
}

func TestPhrases(t *testing.T) {
	tests := []struct {
		name, text string
		issue      graph.IssueID // none if empty
		fresh      bool
		phrase     string
	}{
		{"new issue", "Chile supports the coastal lighthouse.", "lighthouse", true, "coastal lighthouse"},
		{"known issue", "Chile supports the coastal railway.", "railway", false, "coastal railway"},
		{"with a preposition", "Chile opposes a ferry for tourists.", "ferry", true, "ferry for tourists"},
		{"found already", "Chile opposes the fishing quota.", "", false, ""},
		{"says nothing", "Chile supports the plan.", "", false, ""},
		{"a name", "Chile supports Peru.", "", false, ""},
		{"no actor", "They support the coastal lighthouse.", "", false, ""},
		{"actor in a place", "In Chile they support the coastal lighthouse.", "", false, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := collect(t, Options{Min: 1}, tt.text).Issues
			if tt.issue == "" {
				if len(got) > 0 {
					t.Errorf("got %+v, want none", got)
				}
				return
			}
			if len(got) != 1 || got[0].ID != tt.issue || got[0].New != tt.fresh || got[0].Phrases[0].Text != tt.phrase {
				t.Errorf("got %+v, want %q for %s", got, tt.phrase, tt.issue)
			}
		})
	}
}

func TestCues(t *testing.T) {
	stated := strings.Repeat("Chile opposes the fishing quota.\n\n", 4)
	tests := []struct {
		name, text string
		part, form string
		stance     graph.Stance
	}{
		{"verb", "Chile huffled the fishing quota.", "", "", ""},
		{"verb of the list", "Chile inspected the fishing quota.", "verb", "inspect", ""},
		{"verb with preposition", "Chile occupied itself. Chile pondered over the fishing quota.", "", "", ""},
		{"stance of the same actor", stated + "Chile inspected the fishing quota.", "verb", "inspect", graph.Opposes},
		{"adjective", "Chile is thirsty for the fishing quota.", "phrase", "thirsty for", ""},
		{"noun", "Chile's giggles about the fishing quota went on.", "noun", "giggle about", ""},
		{"says nothing", "Chile has the fishing quota.", "", "", ""},
		{"too far away", "Chile, as they said, and as others said before, inspected the fishing quota.", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := collect(t, Options{Min: 1}, tt.text).Cues
			if tt.form == "" {
				if len(got) > 0 {
					t.Errorf("got %+v, want none", got)
				}
				return
			}
			if len(got) != 1 || got[0].Part != tt.part || got[0].Form != tt.form || got[0].Stance != tt.stance {
				t.Errorf("got %+v, want %s %q %q", got, tt.part, tt.form, tt.stance)
			}
		})
	}
}

func TestMinAndTop(t *testing.T) {
	text := "On Monday Olga Petersen said no. Then Bruno Lindqvist said no. Then Olga Petersen said yes."
	if got := collect(t, Options{Min: 3}, text).Actors; len(got) != 0 {
		t.Errorf("min 3: got %+v, want none", got)
	}
	if got := collect(t, Options{Min: 1}, text).Actors; len(got) != 2 || got[0].Name != "Olga Petersen" {
		t.Errorf("min 1: got %+v, want two, the most frequent first", got)
	}
	if got := collect(t, Options{Min: 1, Top: 1}, text).Actors; len(got) != 1 {
		t.Errorf("top 1: got %+v, want one", got)
	}
}

// everything has a suggestion of each kind.
var everything = strings.Repeat("Chile opposes the fishing quota.\n\n", 3) +
	"Chile inspected the fishing quota: 'it is #1', they said. Chile is thirsty for the fishing quota. Peru inspected the fishing quota.\n\n" +
	"Ana Ruiz said no. The Harbour Workers Council (HWC) met on the pier. On Monday Peruvian transport minister Olga Petersen said the pier was closed.\n\n" +
	"Chile supports the coastal railway. Chile opposes the coastal lighthouse. Norway supports a ferry for tourists. The Null Council said so. France's Yes Party (YES) said so."

func TestOutputParses(t *testing.T) {
	for _, opts := range []Options{{Min: 1}, {}} {
		s := collect(t, opts, everything)
		var out bytes.Buffer
		if err := s.WriteYAML(&out, book(t)); err != nil {
			t.Fatal(err)
		}
		if _, err := codebook.Parse("suggested.yaml", out.Bytes()); err != nil {
			t.Errorf("%v in\n%s", err, out.String())
		}
	}
}

// The lines of a fragment go into the entries with the same id, everything else is new.
func TestPastingParses(t *testing.T) {
	s := collect(t, Options{Min: 1}, everything)
	if len(s.Aliases) == 0 || len(s.Actors) == 0 || len(s.Issues) < 2 || len(s.Cues) == 0 {
		t.Fatalf("want suggestions of each kind: %+v", s)
	}
	var out bytes.Buffer
	if err := s.WriteYAML(&out, book(t)); err != nil {
		t.Fatal(err)
	}
	pasted := paste(t, []byte(bookText), out.Bytes())
	cb, err := codebook.Parse("pasted.yaml", pasted)
	if err != nil {
		t.Fatalf("%v in\n%s", err, pasted)
	}
	for _, a := range s.Aliases {
		if found := cb.Matcher().Actors(a.Name); len(found) == 0 || found[0].Actor != a.Actor {
			t.Errorf("%q is not read as %s after pasting", a.Name, a.Actor)
		}
	}
	for _, i := range s.Issues {
		for _, p := range i.Phrases {
			if !slices.ContainsFunc(cb.Matcher().Issues(p.Text), func(m codebook.IssueMatch) bool { return m.Issue == i.ID }) {
				t.Errorf("%q is not read as %s after pasting", p.Text, i.ID)
			}
		}
	}
}

// paste does what an analyst does: it adds the entries of a fragment to a codebook.
func paste(t *testing.T, into, fragment []byte) []byte {
	t.Helper()
	var book, more map[string][]map[string]any
	for data, v := range map[*[]byte]any{&into: &book, &fragment: &more} {
		if err := yaml.Unmarshal(*data, v); err != nil {
			t.Fatal(err)
		}
	}
	for _, key := range []string{"actors", "issues", "cues"} {
		for _, entry := range more[key] {
			i := slices.IndexFunc(book[key], func(e map[string]any) bool { return entry["id"] != nil && e["id"] == entry["id"] })
			if i < 0 {
				book[key] = append(book[key], entry)
				continue
			}
			for _, list := range []string{"aliases", "phrases"} {
				if lines, ok := entry[list].([]any); ok {
					old, _ := book[key][i][list].([]any)
					book[key][i][list] = append(old, lines...)
				}
			}
		}
	}
	out, err := yaml.Marshal(book)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSameTwice(t *testing.T) {
	texts := []string{everything, invented(30), everything}
	one, err := json.Marshal(collect(t, Options{Min: 1}, texts...))
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if again, _ := json.Marshal(collect(t, Options{Min: 1}, texts...)); !bytes.Equal(one, again) {
			t.Fatalf("not the same twice:\n%s\n%s", one, again)
		}
	}
}

func TestTallyIsBounded(t *testing.T) {
	tally := newTally(func(n *name) *seen { return &n.seen })
	none := func() string { return "" }
	for i := range 3 * maxEntries {
		tally.at("frequent").note(i+1, none)
		tally.at(fmt.Sprint("rare", i)).note(i+1, none)
		if len(tally.byKey) > maxEntries {
			t.Fatalf("%d entries, want at most %d", len(tally.byKey), maxEntries)
		}
	}
	if n := tally.at("frequent"); n.articles != 3*maxEntries || len(n.examples) > 2 {
		t.Errorf("frequent: %d articles, %d examples; want all counted and two kept", n.articles, len(n.examples))
	}
}

func FuzzCollect(f *testing.F) {
	f.Add(everything)
	f.Add("A (B) C. D. E (F), known as G, known as H: Mr. I. J. al-K-L 'M's")
	f.Add("The U.S. (U.S.) said\x00 “x” (A")
	f.Fuzz(func(t *testing.T, text string) {
		s := collect(t, Options{Min: 1}, text)
		var out bytes.Buffer
		if err := s.WriteYAML(&out, book(t)); err != nil {
			t.Fatal(err)
		}
		if _, err := codebook.Parse("suggested.yaml", out.Bytes()); err != nil {
			t.Errorf("%v in\n%s", err, out.String())
		}
	})
}
