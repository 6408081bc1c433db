package ask

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stancegraph/codebook"
	"stancegraph/graph"

	"github.com/agnivade/levenshtein"
)

// spans finds the actors and issues that a question names, in order, none overlapping; issues go first.
func (p *parser) spans(text string, actors []span, kind Kind) []span {
	out := p.issueSpans(text, actors, kind)
	for _, a := range actors {
		out = insert(out, a)
	}
	return out
}

// actorSpans finds actors, in whatever case the question is typed.
func (p *parser) actorSpans(text string) (out []span) {
	for _, variant := range []string{text, titleCase(text), upperNames(text)} {
		for _, m := range p.book.Matcher().Actors(variant) {
			a, ok := p.actor(m.Actor)
			if ok && !common[strings.ToLower(text[m.Start:m.End])] {
				out = insert(out, span{start: m.Start, end: m.End, actor: a})
			}
		}
	}
	return out
}

// insert adds a span where it overlaps none, and keeps the order.
func insert(spans []span, s span) []span {
	for _, o := range spans {
		if s.start < o.end && o.start < s.end {
			return spans
		}
	}
	spans = append(spans, s)
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	return spans
}

// common are words that look like names once they are written with capitals.
var common = map[string]bool{"us": true, "who": true, "it": true, "is": true, "in": true, "on": true, "the": true, "may": true}

// titleCase and upperNames write a question typed in lower case as names are written, byte for byte as long.
func titleCase(text string) string { return mapWords(text, true) }

func upperNames(text string) string { return mapWords(text, false) }

func mapWords(text string, firstOnly bool) string {
	b := []byte(text)
	start := true
	for i, c := range b {
		letter := c < 128 && unicode.IsLetter(rune(c))
		if letter && (start || !firstOnly) {
			b[i] = byte(unicode.ToUpper(rune(c)))
		}
		start = !letter && c != '\'' && c < 128
	}
	return string(b)
}

// issueSpans finds issues: names, phrases and ids as they stand before paraphrases.
func (p *parser) issueSpans(text string, actors []span, kind Kind) []span {
	var out []span
	folded := strings.ToLower(text)
	type named struct {
		words string
		issue graph.Issue
	}
	var names []named
	for _, i := range p.issues {
		for _, words := range append([]string{i.Name, strings.ReplaceAll(string(i.ID), "-", " "), string(i.ID)}, i.Phrases...) {
			names = append(names, named{strings.ToLower(words), i})
		}
	}
	slices.SortStableFunc(names, func(a, b named) int { return cmp.Compare(len(b.words), len(a.words)) })
	if len(folded) == len(text) {
		for _, n := range names {
			if at := indexWords(folded, n.words); at >= 0 {
				out = insert(out, span{start: at, end: at + len(n.words), issue: n.issue})
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	if kind.namesStance() {
		text = maskOpening(text, actors)
	}
	return p.paraphrases(text)
}

var word = regexp.MustCompile(`[\pL\pN'’-]+`)

// maskOpening blanks the words with which a question opens, up to the first that is neither grammar, nor an actor, nor a
// stance: in "who supported arming the rebels" the issue is not "supported the rebels".
func maskOpening(text string, actors []span) string {
	for _, m := range word.FindAllStringIndex(text, -1) {
		named := slices.ContainsFunc(actors, func(a span) bool { return m[0] < a.end && a.start < m[1] })
		if !named && !opens(strings.ToLower(text[m[0]:m[1]])) {
			return strings.Repeat(" ", m[0]) + text[m[0]:]
		}
	}
	return ""
}

func opens(word string) bool {
	for _, w := range stanceWords {
		word = w.words.ReplaceAllString(word, "")
	}
	return leftOver(word) == ""
}

// indexWords finds words where they stand as whole words; -1 where they do not.
func indexWords(text, words string) int {
	if words == "" {
		return -1
	}
	for from := 0; ; {
		at := strings.Index(text[from:], words)
		if at < 0 {
			return -1
		}
		start, end := from+at, from+at+len(words)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if !isWordRune(before) && !isWordRune(after) {
			return start
		}
		from = end
	}
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// paraphrases gives the issue that the question paraphrases best.
func (p *parser) paraphrases(text string) []span {
	matches := p.book.Matcher().Issues(text)
	if len(matches) == 0 {
		return nil
	}
	slices.SortStableFunc(matches, func(a, b codebook.IssueMatch) int {
		return cmp.Or(compareBool(a.Partial, b.Partial), cmp.Compare(b.Score, a.Score), cmp.Compare(b.End-b.Start, a.End-a.Start))
	})
	best := matches[0]
	for _, i := range p.issues {
		if i.ID == best.Issue {
			return []span{{start: best.Start, end: best.End, issue: i, against: best.Sign < 0, partial: best.Partial}}
		}
	}
	return nil
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

func (p *parser) actor(id graph.ActorID) (graph.Actor, bool) {
	for _, a := range p.actors {
		if a.ID == id {
			return a, true
		}
	}
	return p.book.Actor(id)
}

// NotUnderstood says why a question was not read and what can be asked.
type NotUnderstood struct {
	Words  string   // what was not understood, if it could be told
	Near   []string // names that come near
	Issues []string // the issues that can be asked about
}

// Error words it for a person.
func (e *NotUnderstood) Error() string {
	if e.Words == "" {
		return "the question cannot be read"
	}
	return "“" + e.Words + "” cannot be read in this question"
}

// Unwrap gives the code.
func (e *NotUnderstood) Unwrap() error { return graph.Errorf(graph.Invalid, "%s", e.Error()) }

// maxIssues bounds how many issues an error lists.
const maxIssues = 12

func (p *parser) notUnderstood(words string) error {
	e := &NotUnderstood{Words: words}
	for _, i := range p.issues[:min(maxIssues, len(p.issues))] {
		e.Issues = append(e.Issues, i.Name)
	}
	if words != "" {
		e.Near = p.near(words, 3)
	}
	return e
}

// near lists up to n names of actors and issues that come nearest to some words.
func (p *parser) near(words string, n int) []string {
	var named [][]string
	for _, i := range p.issues {
		named = append(named, append([]string{i.Name, strings.ReplaceAll(string(i.ID), "-", " ")}, i.Phrases...))
	}
	for _, a := range p.actors {
		named = append(named, append([]string{a.Name}, a.Aliases...))
	}
	return Near(words, named, n)
}

// Near lists up to n things whose names come nearest to some words, nearest first; none where nothing is near. Each thing is
// given by its names, of which the first is listed.
func Near(words string, named [][]string, n int) []string {
	type scored struct {
		name  string
		score float64
	}
	var all []scored
	for _, names := range named {
		best := 0.0
		for _, name := range names {
			best = max(best, similarity(strings.ToLower(words), strings.ToLower(name)))
		}
		const enough = 0.5
		if best >= enough {
			all = append(all, scored{names[0], best})
		}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.name, b.name)) })
	var out []string
	for _, s := range all[:min(n, len(all))] {
		out = append(out, s.name)
	}
	return out
}

// similarity is 1 for equal strings and falls with the edits that lead from one to the other; sharing words counts, too.
func similarity(a, b string) float64 {
	longest := max(len([]rune(a)), len([]rune(b)))
	if longest == 0 {
		return 0
	}
	edits := 1 - float64(levenshtein.ComputeDistance(a, b))/float64(longest)
	return max(edits, sharedWords(a, b))
}

// sharedWords is the share of the shorter string's words that have a near double in the other.
func sharedWords(a, b string) float64 {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	shared := 0
	for _, w := range x {
		if slices.ContainsFunc(y, func(v string) bool { return len(w) > 3 && levenshtein.ComputeDistance(w, v) <= len(w)/4 }) {
			shared++
		}
	}
	if len(x) == 0 {
		return 0
	}
	const discount = 0.9 // words out of their order are worth a little less
	return discount * float64(shared) / float64(len(x))
}
