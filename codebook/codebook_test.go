package codebook

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stancegraph/graph"
)

const fixture = `
actors:
  - id: league
    name: Harbour League
    kind: group
    aliases: [the leaguers, League council]
  - {id: orlo, name: Mira Orlo, kind: person, aliases: [Mira Orlo], speaks_for: league, role: chair}
  - {id: kadhemi, name: Salim Kadhemi, kind: person, speaks_for: norway}
issues:
  - id: toll
    name: Toll on the Sound
    phrases: [toll on the sound, charging ships in the sound, harbour levy]
  - id: leave
    name: Orlo stepping down
    phrases: [Orlo must go, resignation of Orlo, "Orlo's departure"]
  - {id: truce, name: Ceasefire on the island, phrases: [ceasefire, peace talks, peace plan], part_of: leave}
`

func parse(t *testing.T) *Codebook {
	t.Helper()
	cb, err := Parse("fixture.yaml", []byte(fixture))
	if err != nil {
		t.Fatal(err)
	}
	return cb
}

// TestWarnings holds that what can be passed over does not stop a codebook from being used.
func TestWarnings(t *testing.T) {
	cb, err := Parse("odd.yaml", []byte(`actors:
  - {id: q, name: Q Union, kind: group, aliases: [the dockers], colour: red}
  - {id: r, name: R Union, kind: group, aliases: [The Dockers], member_of: [nobody, nato]}
  - {id: ann, name: Ann Lee, kind: person, speaks_for: atlantis}
note: nothing reads this
`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range cb.Warnings() {
		got = append(got, w.String())
	}
	for _, want := range []string{`2: problem: actor: unknown key "colour"`, `3: problem: actor r: alias "The Dockers" belongs to q as well`, `3: problem: actor r: member_of "nobody" is unknown`,
		`4: problem: actor ann: speaks_for "atlantis" is unknown`, `5: problem: codebook: unknown key "note"`} {
		if !slices.ContainsFunc(got, func(w string) bool { return strings.HasPrefix(w, want) }) {
			t.Errorf("missing %q in %v", want, got)
		}
	}
	if found := cb.Matcher().Actors("the dockers went home"); len(found) != 1 || found[0].Actor != "q" {
		t.Errorf("a shared name: got %v, want the first actor that has it", found)
	}
	if r, _ := cb.Actor("r"); len(r.MemberOf) != 1 || cb.Body("ann") != "ann" {
		t.Errorf("unknown bodies are kept: %v %s", r.MemberOf, cb.Body("ann"))
	}
}

func TestParseReportsAllFaults(t *testing.T) {
	_, err := Parse("bad.yaml", []byte(`actors:
  - {id: a, name: A, kind: planet}
  - {id: a, name: "", kind: group}
  - {id: B c, name: B, kind: group}
  - {id: p, name: P, kind: person, speaks_for: nobody, colour: red}
  - {id: q, name: Q, kind: group, aliases: [same]}
  - {id: r, name: R, kind: group, aliases: [Same]}
issues:
  - {id: i, name: I, part_of: j}
operators:
  - {kind: turn, verb: ""}
`))
	if err == nil {
		t.Fatal("no error")
	}
	if graph.CodeOf(err) != graph.Invalid {
		t.Errorf("code %s, want invalid", graph.CodeOf(err))
	}
	for _, want := range []string{
		`bad.yaml:2: actor a: unknown kind "planet"`, `bad.yaml:3: actor a: empty name`, `bad.yaml:3: actor a: listed twice`,
		`bad.yaml:4: actor id: found "B c", want kebab case such as "b-c"`,
		`bad.yaml:9: issue i: part_of "j" is unknown`,
		`bad.yaml:11: operator: unknown kind "turn", want one of reverse, negate,`, `bad.yaml:11: operator: want one of verb, noun or phrase`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("missing %q in:\n%v", want, err)
		}
	}
}

func TestParseUnreadable(t *testing.T) {
	for _, text := range []string{"", "actors: [", "just words", "- a\n- b", "\x00\xff"} {
		if _, err := Parse("x.yaml", []byte(text)); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none.yaml")); graph.CodeOf(err) != graph.NotFound {
		t.Errorf("missing file: %v, want not found", err)
	}
}

func TestActors(t *testing.T) {
	m := parse(t).Matcher()
	for _, tc := range []struct{ text, want string }{
		{"The leaguers met Orlo in Oslo.", "league/name orlo/surname norway/capital"},
		{"Salim Qadhemi and Salim Kadhimi are one man.", "kadhemi/name kadhemi/name"},
		{"Tell us about the US and the U.S. envoy.", "united-states/name united-states/name"},
		{"British and French ships left; the Americans stayed.", "united-kingdom/adjective france/adjective united-states/people"},
		{"the League council's vote", "league/name"},
		{"orlo in lower case is no name", ""},
	} {
		var got []string
		for _, a := range m.Actors(tc.text) {
			got = append(got, string(a.Actor)+"/"+string(a.How))
			if a.Start < 0 || a.End > len(tc.text) || a.Start >= a.End {
				t.Errorf("%s: span %d-%d", tc.text, a.Start, a.End)
			}
		}
		if s := strings.Join(got, " "); s != tc.want {
			t.Errorf("%s: got %q, want %q", tc.text, s, tc.want)
		}
	}
}

func TestIssues(t *testing.T) {
	m := parse(t).Matcher()
	for _, tc := range []struct{ text, want string }{
		{"They want to charge ships in the Sound.", "toll+ charge ships in the Sound"},
		{"A harbor levy is near.", "toll+ harbor levy"},
		{"Orlo has to resign.", "leave+ resign"},
		{"Orlo wants to stay in power.", "leave- stay in power"},
		{"Both sides agreed a truce.", "truce+ truce"},
		{"The sound of music", ""},
	} {
		var got []string
		for _, x := range m.Issues(tc.text) {
			if !x.Partial {
				sign := map[int]string{1: "+", -1: "-"}[x.Sign]
				got = append(got, string(x.Issue)+sign+" "+tc.text[x.Start:x.End])
			}
		}
		if s := strings.Join(got, "; "); s != tc.want {
			t.Errorf("%s: got %q, want %q", tc.text, s, tc.want)
		}
	}
}

func TestActorExtendsGazetteer(t *testing.T) {
	cb, err := Parse("x.yaml", []byte("actors: [{id: norway, aliases: [the northern crown]}]\nissues: []\n"))
	if err != nil {
		t.Fatal(err)
	}
	a, ok := cb.Actor("norway")
	if !ok || a.Name != "Norway" || a.Kind != graph.State {
		t.Errorf("got %+v", a)
	}
	if got := cb.Matcher().Actors("The northern crown and Norway agree"); len(got) != 2 || got[0].Actor != "norway" || got[1].Actor != "norway" {
		t.Errorf("got %v", got)
	}
}

// Names in a list may share their last word.
func TestActorsSharingAWord(t *testing.T) {
	cb, err := Parse("x.yaml", []byte(`actors:
  - {id: farms, name: farm groups, kind: group}
  - {id: industry, name: industry groups, kind: group}
issues: []
`))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Farm, harbour and industry groups agree": "farms industry",
		"farm or industry groups agree":           "farms industry",
		"the farm and its industry groups":        "industry",
		"a farm and groups":                       "",
	} {
		var got []string
		for _, a := range cb.Matcher().Actors(text) {
			got = append(got, string(a.Actor))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: got %q, want %q", text, s, want)
		}
	}
}

// An actor that the codebook lists under an id of its own has the names that the gazetteer has for it.
func TestActorClaimsGazetteer(t *testing.T) {
	cb, err := Parse("x.yaml", []byte(`actors:
  - {id: crown, name: Norway, kind: state}
  - {id: grand-old, name: Republicans, kind: group, aliases: [congressional Republicans]}
issues: []
`))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]graph.ActorID{"Norwegian officials agree": "crown", "Oslo agrees": "crown", "Republican lawmakers agree": "grand-old"} {
		if got := cb.Matcher().Actors(text); len(got) != 1 || got[0].Actor != want {
			t.Errorf("%s: got %v, want %s", text, got, want)
		}
	}
}

func TestFromGraphAndFingerprint(t *testing.T) {
	cb := parse(t)
	again := FromGraph(cb.Actors(), cb.Issues())
	if got := again.Matcher().Actors("Mira Orlo"); len(got) != 1 || got[0].Actor != "orlo" {
		t.Errorf("got %v", got)
	}
	if again.Body("orlo") != "league" {
		t.Errorf("body %q", again.Body("orlo"))
	}
	other, err := Parse("fixture.yaml", []byte(strings.Replace(fixture, "harbour levy", "harbour fee", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if cb.Fingerprint() == other.Fingerprint() || cb.Fingerprint() != parse(t).Fingerprint() {
		t.Error("the fingerprint must follow the content and nothing else")
	}
}

func TestNear(t *testing.T) {
	near := parse(t).Near("Germny", 2)
	if len(near) == 0 || near[0].ID != "germany" {
		t.Errorf("got %v", near)
	}
	if got := parse(t).Near("zzzzzzzzzzzz", 3); len(got) != 0 {
		t.Errorf("got %v, want none", got)
	}
}

func TestTokens(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"U.S.-led cease-fire, she didn't say.", "us led cease fire , she did n't say ."},
		{"“Enough,” the rebels’ envoy said…", `" enough , " the rebels ' envoy said …`},
		{"Élysée’s 1,200 men", "elysee 's 1,200 men"},
		{"labour organised defence", "labor organized defense"},
	} {
		if got := strings.Join(norms(Tokens(tc.text)), " "); got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.text, got, tc.want)
		}
	}
}

func FuzzTokens(f *testing.F) {
	f.Add("Peru's U.N. envoy “said” he couldn't.")
	f.Add("\xff\xfe''``--…’s")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, tok := range Tokens(text) {
			if tok.Start < last || tok.End <= tok.Start || tok.End > len(text) {
				t.Fatalf("token %+v after %d in %q", tok, last, text)
			}
			last = tok.End
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(fixture))
	f.Fuzz(func(_ *testing.T, raw []byte) { _, _ = Parse("fuzz.yaml", raw) })
}

// FuzzFromGraph holds that actors and issues of any names can be looked for: analysts name them, and not only with words.
func FuzzFromGraph(f *testing.F) {
	f.Add("Peru", "the quota (fishing)", "ending the quota", "Peru ends the fishing quota")
	f.Add("-", "(x)", "\"", "(x)")
	f.Add("", "", "ending", "ending")
	f.Add("of the", "to", "no", "no to the of the")
	f.Add("\x0e\u00fe", "support for Peru", "not", "support for \x0e\u00fe")
	f.Fuzz(func(t *testing.T, actor, issue, phrase, text string) {
		book := FromGraph([]graph.Actor{{ID: "a", Name: actor, Kind: graph.State, Aliases: []string{phrase}}},
			[]graph.Issue{{ID: "i", Name: issue, Phrases: []string{phrase, actor}}, {ID: "j", Name: phrase, PartOf: "i"}})
		for _, m := range book.Matcher().Issues(text) {
			if m.Start < 0 || m.End > len(text) || m.Start > m.End {
				t.Errorf("%+v lies outside of the text", m)
			}
		}
	})
}

// TestGoldCodebooks loads the codebooks of the development data where they are at hand.
func TestGoldCodebooks(t *testing.T) {
	dir := os.Getenv("STANCEGRAPH_GOLD")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "gold")
	}
	paths, _ := filepath.Glob(filepath.Join(dir, "*", "codebook.json"))
	if len(paths) == 0 {
		t.Skipf("no annotated articles at %s: set STANCEGRAPH_GOLD to their folder", dir)
	}
	for _, p := range paths {
		if _, err := Load(p); err != nil {
			t.Errorf("%v", err)
		}
	}
}

// An alias that spells one word of a name does not hide that the other spellings sound alike.
func TestSoundBesideSpelling(t *testing.T) {
	cb, err := Parse("cb.yaml", []byte(`actors:
  - {id: gaddafi, name: Muammar Gaddafi, kind: person, aliases: [Gaddafi]}
  - {id: regime, name: the regime, kind: group, aliases: [Gadhafi regime]}
`))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]graph.ActorID{"Gadhafi refused.": "gaddafi", "The Gadhafi regime refused.": "regime", "Qaddafi refused.": "gaddafi"} {
		m := cb.Matcher().Actors(text)
		if len(m) != 1 || m[0].Actor != want {
			t.Errorf("%q: %+v, want %s", text, m, want)
		}
	}
}
