package llm

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"stancegraph/codebook"
)

// similar is how alike evidence and text must be where they are not equal: 1 less the letters to change in each letter.
const similar = 0.95

// maxEvidence is the longest evidence, in bytes, and maxSentences over how many sentences it may run. The shortest stretch that
// carries a stance is far below both.
const (
	maxEvidence  = 800
	maxSentences = 3
)

// span is a stretch of the article, in bytes.
type span struct{ start, end int }

func (s span) within(o span) bool   { return s.start >= o.start && s.end <= o.end }
func (s span) overlaps(o span) bool { return s.start < o.end && o.start < s.end }

// distance is the number of bytes between two spans; 0 where they touch.
func (s span) distance(o span) int { return max(0, s.start-o.end, o.start-s.end) }

// folded is text with one rune for each rune of the original, in which quotation marks, dashes and spaces of all kinds are
// equal to the plain ones.
type folded struct {
	runes []rune
	at    []int // byte offset in the article of each rune, and of the end
}

func fold(text string, base int) folded {
	f := folded{runes: make([]rune, 0, len(text)), at: make([]int, 0, len(text)+1)}
	for i, r := range text {
		f.runes, f.at = append(f.runes, plainRune(r)), append(f.at, base+i)
	}
	f.at = append(f.at, base+len(text))
	return f
}

func plainRune(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '″':
		return '"'
	case '‘', '’', '‚', '‛', '′', '`', '´':
		return '\''
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return '-'
	}
	if unicode.IsSpace(r) || unicode.IsControl(r) {
		return ' '
	}
	return r
}

// places lists where needle stands in the text as whole words: byte for byte or, where that is nowhere, folded.
func places(text string, area span, needle string) []span {
	needle = strings.TrimSpace(needle)
	if needle == "" || len(needle) > area.end-area.start {
		return nil
	}
	if exact := exactPlaces(text, area, needle); len(exact) > 0 {
		return exact
	}
	return foldedPlaces(text, fold(text[area.start:area.end], area.start), fold(needle, 0).runes)
}

func exactPlaces(text string, area span, needle string) []span {
	var out []span
	for from := area.start; ; {
		i := strings.Index(text[from:area.end], needle)
		if i < 0 {
			return out
		}
		s := span{from + i, from + i + len(needle)}
		if s.wholeWords(text) {
			out = append(out, s)
		}
		_, size := utf8.DecodeRuneInString(text[s.start:])
		from = s.start + size
	}
}

func foldedPlaces(text string, in folded, needle []rune) []span {
	var out []span
	for i := 0; i+len(needle) <= len(in.runes); i++ {
		if in.runes[i] == needle[0] && slices.Equal(in.runes[i:i+len(needle)], needle) {
			if s := (span{in.at[i], in.at[i+len(needle)]}); s.wholeWords(text) {
				out = append(out, s)
			}
		}
	}
	return out
}

// wholeWords reports whether a span cuts no word in two.
func (s span) wholeWords(text string) bool { return !cuts(text, s.start) && !cuts(text, s.end) }

// cuts reports whether an offset lies inside a word.
func cuts(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i:])
	return i > 0 && i < len(text) && isWord(before) && isWord(after)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// align finds the one place whose text is like needle up to [similar], and says the same. Ambiguous means that there are
// several such places.
func align(text string, area span, needle string) (found span, ok, ambiguous bool) {
	in, want := fold(text[area.start:area.end], area.start), fold(strings.TrimSpace(needle), 0).runes
	limit := int(float64(len(want)) * (1 - similar))
	if limit == 0 || len(want) > maxEvidence {
		return span{}, false, false
	}
	var all []span
	for _, hit := range nearMatches(in.runes, want, limit) {
		s := widen(text, span{in.at[hit.start], in.at[hit.end]})
		if alike(text[s.start:s.end], needle) && !slices.ContainsFunc(all, s.overlaps) {
			all = append(all, s)
		}
	}
	if len(all) != 1 {
		return span{}, false, len(all) > 1
	}
	return all[0], true, false
}

// nearMatches gives the stretches of text within limit edits of needle, the closest first. It is Sellers' algorithm, which
// also carries along where each stretch began.
func nearMatches(text, needle []rune, limit int) []span {
	cost, begin := make([]int, len(needle)+1), make([]int, len(needle)+1)
	for i := range cost {
		cost[i] = i
	}
	type hit struct {
		span
		cost int
	}
	var hits []hit
	for j, r := range text {
		diagonal, from := 0, j
		cost[0], begin[0] = 0, j+1
		for i := 1; i <= len(needle); i++ {
			best, start := diagonal, from
			if needle[i-1] != r {
				best++
			}
			if c := cost[i] + 1; c < best {
				best, start = c, begin[i]
			}
			if c := cost[i-1] + 1; c < best {
				best, start = c, begin[i-1]
			}
			diagonal, from = cost[i], begin[i]
			cost[i], begin[i] = best, start
		}
		if c := cost[len(needle)]; c <= limit && begin[len(needle)] <= j {
			hits = append(hits, hit{span{begin[len(needle)], j + 1}, c})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.cost - b.cost })
	out := make([]span, len(hits))
	for i, h := range hits {
		out[i] = h.span
	}
	return out
}

// widen takes spaces off the ends of a span and adds the rest of words that it cuts.
func widen(text string, s span) span {
	for s.start < s.end && text[s.start] <= ' ' {
		s.start++
	}
	for s.end > s.start && text[s.end-1] <= ' ' {
		s.end--
	}
	for cuts(text, s.start) {
		_, size := utf8.DecodeLastRuneInString(text[:s.start])
		s.start -= size
	}
	for cuts(text, s.end) {
		_, size := utf8.DecodeRuneInString(text[s.end:])
		s.end += size
	}
	return s
}

// alike reports whether two stretches are similar and say the same: negations, figures and the longer words must agree one
// by one, for a letter or two can turn a sentence into its opposite.
func alike(a, b string) bool {
	x, y := string(fold(a, 0).runes), string(fold(strings.TrimSpace(b), 0).runes)
	longer := max(utf8.RuneCountInString(x), utf8.RuneCountInString(y))
	if 1-float64(levenshtein.ComputeDistance(x, y))/float64(longer) < similar {
		return false
	}
	return slices.EqualFunc(bearing(x), bearing(y), func(p, q string) bool {
		return p == q || !hasDigit(p+q) && len(p) > 5 && len(q) > 5 && levenshtein.ComputeDistance(p, q) <= 1
	})
}

var negations = words("not n't no nor never un non")

// bearing gives the words that a sentence cannot lose without saying something else.
func bearing(s string) []string {
	var out []string
	for _, t := range codebook.Tokens(s) {
		if t.Word && (negations[t.Norm] || len(t.Norm) > 3 || hasDigit(t.Norm)) {
			out = append(out, t.Norm)
		}
	}
	return out
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }
