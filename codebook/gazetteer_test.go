package codebook_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/biter777/countries"
	"github.com/goccy/go-yaml"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// These tests hold gazetteer.yaml to two libraries and to itself. They read the file, not the code that uses it.

type gazetteerState struct {
	ID, ISO, Name, Capital             string
	Aliases, Adjectives, People, Seats []string
}

type gazetteerBody struct {
	ID, Name, Kind, Capital string
	Aliases, Adjectives     []string
}

type gazetteerFile struct {
	States []gazetteerState
	Bodies []gazetteerBody
	Masks  []string
}

func readGazetteer(t *testing.T) gazetteerFile {
	t.Helper()
	raw, err := os.ReadFile("gazetteer.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var g gazetteerFile
	if err := yaml.UnmarshalWithOptions(raw, &g, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	return g
}

// unMembers are the 193 members of the United Nations by ISO code; observers lists the two observer states.
const (
	unMembers = `AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH CM CA CF TD CL CN
		CO KM CG CD CR CI HR CU CY CZ DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR GA GM GE DE GH GR GD GT GN GW GY HT HN HU
		IS IN ID IR IQ IE IL IT JM JP JO KZ KE KI KP KR KW KG LA LV LB LS LR LY LI LT LU MG MW MY MV ML MT MH MR MU MX FM MD
		MC MN ME MA MZ MM NA NR NP NL NZ NI NE NG MK NO OM PK PW PA PG PY PE PH PL PT QA RO RU RW KN LC VC WS SM ST SA SN RS
		SC SL SG SK SI SB SO ZA SS ES LK SD SR SE CH SY TJ TZ TH TL TG TO TT TN TR TM TV UG UA AE GB US UY UZ VU VE VN YE ZM ZW`
	observers = `VA PS`
	disputed  = `XK TW`
)

func TestGazetteerHasEveryState(t *testing.T) {
	have := map[string]bool{}
	for _, s := range readGazetteer(t).States {
		have[s.ISO] = true
	}
	if n := len(strings.Fields(unMembers)); n != 193 {
		t.Fatalf("the list of members has %d codes, want 193", n)
	}
	want := strings.Fields(unMembers + " " + observers + " " + disputed)
	for _, iso := range want {
		if !have[iso] {
			t.Errorf("no state with ISO code %s", iso)
		}
	}
	if len(have) != len(want) {
		t.Errorf("%d states, want %d", len(have), len(want))
	}
}

func TestGazetteerCodesAreKnownAndUnique(t *testing.T) {
	owner := map[string]string{}
	for _, s := range readGazetteer(t).States {
		if c := countries.ByName(s.ISO); !c.IsValid() || c.Alpha2() != s.ISO {
			t.Errorf("%s: %q is not an ISO 3166-1 code", s.ID, s.ISO)
		}
		if other := owner[s.ISO]; other != "" {
			t.Errorf("%s and %s share the code %s", other, s.ID, s.ISO)
		}
		owner[s.ISO] = s.ID
	}
}

// cldrExceptions are CLDR short names that no newspaper writes.
var cldrExceptions = map[string]string{
	"CD": "Congo - Kinshasa: a label for lists",
	"CG": "Congo - Brazzaville: a label for lists",
	"MM": "Myanmar (Burma): two names in one; both are aliases",
}

func TestGazetteerNamesAgreeWithCLDR(t *testing.T) {
	for _, s := range readGazetteer(t).States {
		want := display.English.Regions().Name(language.MustParseRegion(s.ISO))
		found := s.Name == want || slices.Contains(s.Aliases, want)
		if _, excepted := cldrExceptions[s.ISO]; found == excepted {
			t.Errorf("%s: CLDR calls it %q; found among its names: %v, listed as an exception: %v", s.ID, want, found, excepted)
		}
	}
}

// capitalExceptions are states whose capital here is not what the library says.
var capitalExceptions = map[string]string{
	"BE": "none: Brussels in news is the European Union",
	"BI": "Gitega since 2019",
	"GY": "the library adds the country",
	"KZ": "Astana again since 2022",
	"MM": "one word in the official spelling",
	"PS": "Ramallah is where the government sits",
	"PW": "Ngerulmud, in the state of Melekeok",
	"SC": "Port Victoria: Victoria alone is a first name",
}

func TestGazetteerCapitalsAgreeWithLibrary(t *testing.T) {
	for _, s := range readGazetteer(t).States {
		want := countries.ByName(s.ISO).Capital().String()
		agrees := fold(s.Capital) == fold(want)
		if _, excepted := capitalExceptions[s.ISO]; agrees == excepted {
			t.Errorf("%s: capital %q, the library says %q, listed as an exception: %v", s.ID, s.Capital, want, excepted)
		}
	}
}

func TestGazetteerIDs(t *testing.T) {
	form := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	for _, e := range readGazetteer(t).entries() {
		if !form.MatchString(e.id) {
			t.Errorf("id %q is not in kebab case", e.id)
		}
		if seen[e.id] {
			t.Errorf("id %q is used twice", e.id)
		}
		seen[e.id] = true
	}
	for _, id := range []string{"france", "united-kingdom", "united-states", "russia", "nato", "united-nations",
		"european-union", "african-union", "arab-league", "un-security-council", "us-congress"} {
		if !seen[id] {
			t.Errorf("no entry %q, which codebooks rely on", id)
		}
	}
}

func TestGazetteerBodyKinds(t *testing.T) {
	for _, b := range readGazetteer(t).Bodies {
		if !slices.Contains([]string{"organisation", "group", "state"}, b.Kind) {
			t.Errorf("%s: kind %q, want organisation, group or state", b.ID, b.Kind)
		}
	}
}

func TestGazetteerSharesNoName(t *testing.T) {
	owners := map[string][]string{}
	for _, e := range readGazetteer(t).entries() {
		for _, n := range e.names {
			if !slices.Contains(owners[n], e.id) {
				owners[n] = append(owners[n], e.id)
			}
		}
	}
	for _, n := range readGazetteer(t).Masks {
		if owners[n] != nil {
			t.Errorf("mask %q is also a name of %s", n, owners[n])
		}
	}
	var shared []string
	for n, ids := range owners {
		if len(ids) > 1 {
			shared = append(shared, n+": "+strings.Join(ids, ", "))
		}
	}
	slices.Sort(shared)
	for _, s := range shared {
		t.Errorf("name shared by two entries: %s", s)
	}
}

func TestGazetteerNamesAreClean(t *testing.T) {
	for _, e := range readGazetteer(t).entries() {
		if len(e.names) == 0 || e.names[0] == "" {
			t.Errorf("%s has no name", e.id)
		}
		for _, n := range e.names {
			if n == "" || n != strings.Join(strings.Fields(n), " ") || n != norm.NFC.String(n) {
				t.Errorf("%s: %q is empty, not normalised, or has stray space", e.id, n)
			}
			if r := []rune(n); len(r) < 2 {
				t.Errorf("%s: %q is too short to look for", e.id, n)
			}
		}
		for list, names := range e.lists {
			if sorted := slices.Sorted(slices.Values(names)); len(slices.Compact(sorted)) != len(names) {
				t.Errorf("%s: %s names something twice: %v", e.id, list, names)
			}
		}
	}
}

// A mask that holds no name of the file masks nothing.
func TestGazetteerMasksHoldAName(t *testing.T) {
	g := readGazetteer(t)
	names := map[string]bool{}
	for _, e := range g.entries() {
		for _, n := range e.names {
			names[n] = true
		}
	}
	if sorted := slices.Sorted(slices.Values(g.Masks)); len(slices.Compact(sorted)) != len(g.Masks) {
		t.Error("a mask is listed twice")
	}
	for _, m := range g.Masks {
		if !holdsName(m, names) {
			t.Errorf("mask %q holds no name of the gazetteer", m)
		}
	}
}

// holdsName reports whether a shorter run of m's words is one of the names, a possessive ending aside.
func holdsName(m string, names map[string]bool) bool {
	words := strings.FieldsFunc(m, func(r rune) bool { return r == ' ' || r == '-' })
	for i := range words {
		for j := i + 1; j <= len(words); j++ {
			run := strings.TrimSuffix(strings.Join(words[i:j], " "), "'s")
			if run != m && names[run] {
				return true
			}
		}
	}
	return false
}

type gazetteerEntry struct {
	id    string
	names []string // the name first
	lists map[string][]string
}

// entries gives states and bodies alike, in file order.
func (g gazetteerFile) entries() []gazetteerEntry {
	var out []gazetteerEntry
	for _, s := range g.States {
		out = append(out, entry(s.ID, s.Name, s.Capital, map[string][]string{
			"aliases": append([]string{s.Name}, s.Aliases...), "adjectives": s.Adjectives, "people": s.People, "seats": s.Seats}))
	}
	for _, b := range g.Bodies {
		out = append(out, entry(b.ID, b.Name, b.Capital, map[string][]string{
			"aliases": append([]string{b.Name}, b.Aliases...), "adjectives": b.Adjectives}))
	}
	return out
}

func entry(id, name, capital string, lists map[string][]string) gazetteerEntry {
	names := []string{name}
	for _, key := range []string{"aliases", "adjectives", "people", "seats"} {
		names = append(names, lists[key]...)
	}
	if capital != "" {
		names = append(names, capital)
	}
	return gazetteerEntry{id: id, names: names, lists: lists}
}

// fold takes the accents off.
func fold(s string) string {
	out, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		return s
	}
	return out
}
