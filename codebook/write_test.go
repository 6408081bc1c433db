package codebook_test

import (
	"bytes"
	"encoding/json"
	"iter"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"stancegraph/codebook"
	"stancegraph/graph"
)

func all[T any](items ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
	}
}

// written gives the actors and issues as they are after they were written and read again.
func written(t *testing.T, actors []graph.Actor, issues []graph.Issue, with string) *codebook.Codebook {
	t.Helper()
	var b bytes.Buffer
	if err := codebook.Write(&b, all(actors...), all(issues...), "with.yaml", []byte(with)); err != nil {
		t.Fatal(err)
	}
	book, err := codebook.Parse("written.yaml", b.Bytes())
	if err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	for _, w := range book.Warnings() {
		if !strings.Contains(w.What, "belongs to") {
			t.Errorf("%s\n%s", w, b.String())
		}
	}
	return book
}

func wantSame[T any](t *testing.T, got, want []T) {
	t.Helper()
	x, _ := json.MarshalIndent(got, "", " ")
	y, _ := json.MarshalIndent(want, "", " ")
	if !bytes.Equal(x, y) {
		t.Errorf("read\n%s\nwant\n%s", x, y)
	}
}

// What a graph holds is read again as it was: odd words, ties with dates, actors of the gazetteer with fewer names.
func TestWrite(t *testing.T) {
	odd := []string{"no", "12", "2011-04-13", "a: b", "- c", "#d", "it's \"quoted\"", "é 😀", "{e}", "[f]", "*g", "&h", "!i", "null", "~", "true", "%j", "@k", "`l`", "m\tn", "o\np", "x|y", ">", "? q", "1e3", "0x1f", ".inf", "y\u2028z", "a\\b"}
	actors := []graph.Actor{
		{ID: "france", Name: "French Republic", Kind: graph.State, Aliases: []string{"the French"}},
		{ID: "nato", Name: "NATO", Kind: graph.Organisation},
		{ID: "ærø", Name: "Ærø", Kind: graph.Group, Aliases: odd, MemberOf: []graph.ActorID{"nato", "france"}},
		{ID: "juppe", Name: "Alain Juppé", Kind: graph.Person, SpeaksFor: []graph.Tie{{Body: "france", Role: "foreign minister", From: "2011-02-27", To: "2012"}, {Body: "nato", Role: "yes"}, {Body: "france"}}},
		{ID: "x", Name: "merged", Kind: graph.Group, MergedInto: "nato"},
	}
	issues := []graph.Issue{
		{ID: "arming", Name: "arming the rebels: yes or no", Phrases: odd, PartOf: "war"},
		{ID: "war", Name: "the war"},
		{ID: "gone", Name: "gone", Decisions: graph.Decisions{Withdrawn: true}},
	}
	with := `
title: "Libya: 2011"
issues:
  - {id: arming, name: arming, phrases: [arms], against: [disarming, "no: arms"]}
  - {id: war, name: war}
cues:
  - {stance: opposes, verb: grumble over, example: "Ann grumbled: over the quota."}
operators: [{kind: reverse, verb: hollow out}]
synonyms:
  - [quota, allotment]
`
	book := written(t, actors, issues, with)
	wantSame(t, book.Actors(), actors[:4])
	wantSame(t, book.Issues(), issues[:2])
	if got := book.Matcher().Actors("La France and the French Republic"); len(got) == 0 || slices.ContainsFunc(got, func(m codebook.ActorMatch) bool { return m.Actor != "france" }) {
		t.Errorf("matched %v", got)
	}
	var b bytes.Buffer
	if err := codebook.Write(&b, all(actors...), all(issues...), "with.yaml", []byte(with)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Libya: 2011", "disarming", "grumble over", "hollow out", "allotment"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("lacks %q of the other codebook:\n%s", want, b.String())
		}
	}
}

// The example's codebook, written and read again, says the same.
func TestWriteExample(t *testing.T) {
	data, err := os.ReadFile("../examples/libya-2011/codebook.yaml")
	if err != nil {
		t.Fatal(err)
	}
	book, err := codebook.Parse("codebook.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	again := written(t, book.Actors(), book.Issues(), string(data))
	wantSame(t, again.Actors(), book.Actors())
	wantSame(t, again.Issues(), book.Issues())
}

func TestScalar(t *testing.T) {
	for _, text := range []string{"Null", "yes", "a: b", "# x", "1984", "O’Brien", "- x", `say "no"`, "x ", "é", "al-Qadi", "[a]", "null", "~", "*a", "x\ty", "👍"} {
		var back string
		if err := yaml.Unmarshal([]byte(codebook.Scalar(text)), &back); err != nil || back != text {
			t.Errorf("Scalar(%q) = %s, read back as %q, %v", text, codebook.Scalar(text), back, err)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	err := codebook.Write(&bytes.Buffer{}, all[graph.Actor](), all[graph.Issue](), "with.yaml", []byte("issues: [{id: A}]"))
	if graph.CodeOf(err) != graph.Invalid || !strings.Contains(err.Error(), "with.yaml:1") {
		t.Errorf("got %v", err)
	}
}
