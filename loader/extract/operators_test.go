package extract

import (
	"slices"
	"strings"
	"testing"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// TestOperators holds that every operator of the lexicon does in its example what its kind says, and that the example reads
// otherwise where the operator is passed over.
func TestOperators(t *testing.T) {
	for _, e := range codebook.OperatorEntries() {
		with, without := proposed(t, e, true), proposed(t, e, false)
		if !does(e.Kind, with, without) {
			t.Errorf("%s %q (%s): %s\n   with it %q\nwithout it %q", e.Class, e.Form, e.Kind, e.Example, with, without)
		}
	}
}

// does reports whether what the rules propose with and without an operator differs as its kind says.
func does(kind codebook.OpKind, with, without []string) bool {
	gains := func(what string) bool { return anyHas(with, what) && !anyHas(without, what) }
	loses := func(what string) bool { return !anyHas(with, what) && anyHas(without, what) }
	switch kind {
	case codebook.OpReverse:
		return gains(" opposes toll") || turned(with, without)
	case codebook.OpNegate:
		return gains(" opposes toll") || loses(" supports toll") || turned(with, without)
	case codebook.OpPseudo:
		return gains("league supports toll")
	case codebook.OpDeontic:
		return gains("league supports toll") || gains("duty, supports")
	case codebook.OpFail:
		return loses("supports toll cue strong")
	case codebook.OpHedge:
		return gains("only possible")
	case codebook.OpIf:
		return loses("peru opposes toll")
	case codebook.OpReport, codebook.OpSource:
		return gains("malta opposes toll <")
	case codebook.OpClaim:
		return anyHas(with, "malta opposes toll <") && gains("inside a claim")
	case codebook.OpDeny:
		return loses("malta opposes toll")
	case "plain":
		return anyHas(with, "malta opposes toll <league")
	case "invert":
		return anyHas(with, "league opposes toll")
	}
	return false
}

// turned reports whether a holder takes the other side with an operator.
func turned(with, without []string) bool {
	return slices.ContainsFunc(with, func(l string) bool {
		holder, rest, _ := strings.Cut(l, " ")
		stance, _, _ := strings.Cut(rest, " ")
		same, other := holder+" "+stance, holder+" "+string(graph.Stance(stance).Reverse())
		return anyHas(without, other) && !anyHas(without, same)
	})
}

func anyHas(lines []string, what string) bool {
	return slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, what) })
}

// proposed gives what the rules propose for the example of an entry, as "holder stance issue [<reporter] [mark]", with the
// operator or without it. That its words may be a cue as well is left aside.
func proposed(t *testing.T, e codebook.OperatorEntry, with bool) []string {
	t.Helper()
	r := newRun(engine(t), Document{Text: e.Example, Published: "2014-05-06"})
	if err := r.annotate(t.Context()); err != nil {
		t.Fatal(err)
	}
	var out []string
	from, to := place(e)
	for n, s := range r.sentences {
		s.cues = slices.DeleteFunc(s.cues, func(c codebook.Cue) bool { return c.Start < to && from < c.End && !strings.HasPrefix(c.Form, "not ") })
		if !with {
			s.ops = slices.DeleteFunc(s.ops, func(o codebook.Operator) bool {
				return likeKind(o.Kind, e.Kind) && s.tokens[o.First].Start < to && from < s.tokens[o.Last].End
			})
			s.parse()
			s.affirm()
		}
		s.frames = nil
		s.attribute(r.engine.lexicon)
		r.byQuote = follow(r.sentences)
		for _, c := range r.candidates(s, n) {
			if c.rule != near {
				out = append(out, c.line())
			}
		}
	}
	return out
}

// place gives the bytes of an example in which the words of its entry stand.
func place(e codebook.OperatorEntry) (from, to int) {
	words := strings.Fields(e.Form)
	from = strings.Index(e.Example, words[0])
	to = from
	for _, w := range words {
		to += strings.Index(e.Example[to:], w) + len(w)
	}
	return from, to
}

// likeKind reports whether an operator of one kind can do the work of another: a claim is a report as well.
func likeKind(kind, other codebook.OpKind) bool {
	return kind == other || other == codebook.OpReport && kind == codebook.OpClaim
}

// line says what a candidate proposes, with the marks that operators make.
func (c *candidate) line() string {
	line := string(c.holder) + " " + string(c.stance) + " " + string(c.issue.Issue)
	for _, by := range c.reported {
		line += " <" + string(by)
	}
	for _, m := range c.marks {
		if m == "only possible" || m == "inside a claim" || m == "duty, supports" || strings.HasPrefix(m, "cue ") {
			line += " " + m
		}
	}
	return line
}

// TestOtherSpeech holds that verbs which the lexicon does not list as relaying plainly or as standing before their speaker do
// neither: without it, any verb would pass in their examples.
func TestOtherSpeech(t *testing.T) {
	for _, e := range []codebook.OperatorEntry{
		{Kind: "plain", Form: "know", Example: "Malta, the leaguers will know, opposes the sound toll."},
		{Kind: "invert", Form: "know", Example: `"We oppose the sound toll," know the leaguers.`},
	} {
		if got := proposed(t, e, true); does(e.Kind, got, nil) {
			t.Errorf("%s: got %q", e.Example, got)
		}
	}
}

// TestOwnOperators holds that a codebook can add operators of each shape.
func TestOwnOperators(t *testing.T) {
	own := "operators:\n  - {kind: reverse, verb: squidge}\n  - {kind: reverse, noun: squidgeing of}\n  - {kind: deontic, phrase: oughter}\n" +
		"  - {kind: report, verb: burble}\n  - {kind: negate, phrase: nowise}\n  - {kind: source, phrase: in the murmur of}\n"
	with, without := New(must(codebook.Parse("own.yaml", []byte(fixture+own)))), engine(t)
	for text, want := range map[string]string{
		"Peru wants to squidge the sound toll.":                   "peru opposes toll",
		"Peru backed the squidgeing of the sound toll.":           "peru opposes toll",
		`"Malta oughter back the sound toll," Orlo said.`:         "league supports toll orlo",
		"The leaguers burble that Malta opposes the sound toll.":  "malta opposes toll <league",
		"The leaguers are nowise ready to accept the sound toll.": "league opposes toll",
		"Malta opposes the sound toll, in the murmur of Peru.":    "malta opposes toll <peru",
	} {
		if got, before := strings.Join(foundBy(t, with, text), "; "), strings.Join(foundBy(t, without, text), "; "); got != want || got == before {
			t.Errorf("%s: got %q, without the operators %q, want %q", text, got, before, want)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
