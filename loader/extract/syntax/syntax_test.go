package syntax

import (
	"strings"
	"testing"

	"github.com/jdkato/prose/tag"
)

// parse tags and parses a sentence whose words and marks are set apart by spaces.
func parse(sentence string) *Tree {
	var words []Word
	for _, x := range tag.NewPerceptronTagger().Tag(strings.Fields(sentence)) {
		n := strings.ToLower(x.Text)
		if n == "``" || n == "''" {
			n = `"`
		}
		words = append(words, Word{x.Text, n, x.Tag, x.Text[0] >= 'A' && x.Text[0] <= 'Z'})
	}
	return Parse(words, nil)
}

// find gives the group whose last word is w.
func find(t *testing.T, tree *Tree, w string) int {
	t.Helper()
	for k, g := range tree.Groups {
		if strings.HasSuffix(" "+tree.words(g), " "+w) {
			return k
		}
	}
	t.Fatalf("no group ends with %q in\n%s", w, tree)
	return -1
}

func TestSubjects(t *testing.T) {
	for _, tc := range []struct{ sentence, verb, subjects string }{
		{"Peru opposes the toll .", "opposes", "Peru"},
		{"Peru and Chile oppose the toll .", "oppose", "Peru, Chile"},
		{"Peru , Chile and Malta have opposed the toll .", "have opposed", "Peru, Chile, Malta"},
		{"Leaders of the league opposed the toll .", "opposed", "Leaders"},
		{"In Lima , Malta rejected the toll .", "rejected", "Malta"},
		{"Ann Lee , the envoy of Peru , rejected the toll .", "rejected", "Ann Lee"},
		{"Lee , who for months has been fighting against the bill , accused the Senate .", "has been fighting", "Lee"},
		{"Lee , who for months has been fighting against the bill , accused the Senate .", "accused", "Lee"},
		{"Peru , which opposes the toll , sent nobody .", "opposes", "Peru"},
		{"Peru has condemned calls to arm the rebels and backs the talks .", "backs", "Peru"},
		{"Peru drafted a plan , and Chile signed the pact .", "signed", "Chile"},
		{"Peru said Chile opposed the toll .", "opposed", "Chile"},
		{"Peru announced Monday that it will open an office .", "will open", "it"},
		{"`` We oppose it , '' said Ann Lee , a senior fellow .", "said", "Ann Lee"},
		{"`` We oppose it , '' Lee said .", "said", "Lee"},
		{"Peru urged Malta to sign the pact .", "to sign", "Malta"},
		{"Peru , calling the toll a disgrace , left .", "left", "Peru"},
		{"Peru and about 30 other states have opposed the toll .", "have opposed", "Peru, about 30 other states"},
		{"Peru sent an open letter to Malta calling on it to sign .", "calling", "Peru"},
		{"Peru wrote a letter urging action .", "urging", "Peru"},
		{"Peru met a group urging action .", "urging", "a group"},
		{"Chile , as well as Denmark , rejected the toll .", "rejected", "Chile, Denmark"},
	} {
		tree := parse(tc.sentence)
		var got []string
		for _, n := range tree.Groups[find(t, tree, tc.verb)].Subj {
			got = append(got, tree.words(tree.Groups[n]))
		}
		if s := strings.Join(got, ", "); s != tc.subjects {
			t.Errorf("%s\n subject of %q: got %q, want %q\n%s", tc.sentence, tc.verb, s, tc.subjects, tree)
		}
	}
}

// TestWays holds the way from a word up to the root.
func TestWays(t *testing.T) {
	for _, tc := range []struct{ sentence, from, way string }{
		{"Peru opposes the toll .", "the toll", "object opposes"},
		{"Peru expressed its opposition to the toll .", "the toll", "of-prep to, behind its opposition, object expressed"},
		{"Peru rejected calls to lift the embargo .", "the embargo", "object to lift, complement calls, object rejected"},
		{"Peru wants the toll abolished .", "abolished", "reduced the toll, object wants"},
		{"The toll was rejected by Peru .", "The toll", "subject was rejected"},
		{"Peru said that it opposed the toll .", "the toll", "object opposed, complement said"},
		{"Peru accused Malta of arming the rebels .", "the rebels", "object arming, complement of, behind Malta, object accused"},
		{"Peru backed a plan that would ban the toll .", "the toll", "object would ban, relative a plan, object backed"},
		{"Peru is strongly opposed to the toll .", "the toll", "of-prep to, behind is strongly opposed"},
		{"`` We oppose the toll , '' said Ann Lee .", "the toll", "object oppose, complement said"},
		{"Peru , a critic of the toll , left .", "the toll", "of-prep of, behind a critic, apposed Peru, subject left"},
	} {
		tree := parse(tc.sentence)
		var got []string
		tree.Climb(find(t, tree, tc.from), func(from, to int) bool {
			got = append(got, tree.Groups[from].Tie.String()+" "+tree.words(tree.Groups[to]))
			return true
		})
		if s := strings.Join(got, ", "); s != tc.way {
			t.Errorf("%s\n from %q: got %q\nwant %q\n%s", tc.sentence, tc.from, s, tc.way, tree)
		}
	}
}

func TestVerbGroups(t *testing.T) {
	for _, tc := range []struct {
		sentence, verb   string
		form             Form
		passive, negated bool
	}{
		{"Peru has never been asked .", "has never been asked", Finite, true, true},
		{"Peru wo n't sign off on it .", "wo n't sign off", Finite, false, true},
		{"Peru agreed to sign .", "to sign", Infinitive, false, false},
		{"Peru opposes signing it .", "signing", Gerund, false, false},
		{"A plan backed by Peru failed .", "backed", Participle, true, false},
		{"Peru is still weighing it .", "is still weighing", Finite, false, false},
	} {
		tree := parse(tc.sentence)
		g := tree.Groups[find(t, tree, tc.verb)]
		if g.Kind != Verb || g.Form != tc.form || g.Passive != tc.passive || g.Negated != tc.negated {
			t.Errorf("%s: got %+v\n%s", tc.sentence, g, tree)
		}
	}
}

// FuzzParse holds that no words and tags make the parser fail, and that no climb goes in circles.
func FuzzParse(f *testing.F) {
	f.Add("Peru said Chile opposes it .", "NNP VBD NNP VBZ PRP .")
	f.Add(`" that who and , to`, `'' IN WP CC , TO`)
	f.Fuzz(func(t *testing.T, texts, tags string) {
		tt := strings.Fields(tags)
		var words []Word
		for i, w := range strings.Fields(texts) {
			if i == 120 {
				break
			}
			tag := "NN"
			if len(tt) > 0 {
				tag = tt[i%len(tt)]
			}
			words = append(words, Word{Text: w, Norm: strings.ToLower(w), Tag: tag})
		}
		tree := Parse(words, []Span{{1, 3}, {2, 5}, {-1, 4}, {3, 999}})
		for i := range words {
			g := tree.At(i)
			if g < 0 {
				t.Fatalf("word %d stands in no group", i)
			}
			for n, k := 0, g; k >= 0; n, k = n+1, tree.Groups[k].Gov {
				if n > len(tree.Groups) {
					t.Fatalf("the climb from word %d goes in a circle\n%s", i, tree)
				}
			}
		}
	})
}
