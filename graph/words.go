package graph

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A full-text search goes by terms: words of letters and digits, lower case, Latin letters without accents. Both stores index
// the terms that [Terms] makes, so that both split and fold words in the same way.

const (
	// termLength is how many letters of a word tell it from others.
	termLength = 64
	// between stands between texts that are indexed together; no phrase reaches over it.
	between = '\x1f'
	// boundary is the term of between. It is in no search, for it is no letter.
	boundary = "¶"
)

// Bounds of a search.
const (
	SearchBytes = 200 // of its text
	SearchWords = 10
)

// word is a word of a text: its term, and where it stands.
type word struct {
	term       string
	start, end int // bytes
}

// words gives the words of a text.
func words(text string) iter.Seq[word] {
	return func(yield func(word) bool) {
		var term []byte
		start, letters := 0, 0
		done := func(end int) bool { // of a word, if there is one
			w := word{string(term), start, end}
			term, letters = term[:0], 0
			return w.term == "" || yield(w)
		}
		for i, r := range text {
			switch {
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				if letters == 0 {
					start = i
				}
				if letters++; letters <= termLength {
					term = utf8.AppendRune(term, plainLetter(r))
				}
			case letters > 0 && unicode.Is(unicode.M, r): // an accent that is written apart
			case !done(i):
				return
			case r == between && !yield(word{boundary, i, i + 1}):
				return
			}
		}
		done(len(text))
	}
}

// plainLetter gives a letter in lower case, without its accent.
func plainLetter(r rune) rune {
	r = unicode.ToLower(r)
	if base, ok := unaccented[r]; ok {
		return base
	}
	return r
}

// Terms gives the terms of some texts, with spaces between, as stores index them.
func Terms(texts ...string) string {
	var b strings.Builder
	for w := range words(strings.Join(texts, string(between))) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.term)
	}
	return b.String()
}

// Words are what a full-text search is for: phrases that must all be found, in any order.
type Words []Phrase

// A Phrase is terms that follow one another.
type Phrase struct {
	Terms  []string
	Prefix bool // of the single term that it has: any longer one will do
}

// ParseWords reads what a person searches for. Each word is a phrase, and so is what stands between quotation marks. The last word is
// the beginning of one, unless it is quoted or a single letter. The error is [Invalid].
func ParseWords(text string) (Words, error) {
	if len(text) > SearchBytes {
		return nil, Errorf(Invalid, "the text to search for has %d bytes: at most %d are allowed", len(text), SearchBytes)
	}
	parts := strings.Split(strings.NewReplacer("“", `"`, "”", `"`, "„", `"`).Replace(text), `"`)
	var out Words
	n, open := 0, false
	for i, part := range parts {
		var terms []string
		for w := range words(strings.ReplaceAll(part, string(between), " ")) {
			terms = append(terms, w.term)
		}
		n += len(terms)
		quoted := i%2 == 1 && i < len(parts)-1 // a mark that is not closed yet quotes nothing
		switch {
		case len(terms) == 0:
		case quoted:
			out, open = append(out, Phrase{Terms: terms}), false
		default:
			for _, t := range terms {
				out, open = append(out, Phrase{Terms: []string{t}}), true
			}
		}
	}
	switch {
	case n == 0:
		return nil, Errorf(Invalid, "the text to search for holds no word: give letters or digits")
	case n > SearchWords:
		return nil, Errorf(Invalid, "the text to search for has %d words: at most %d are allowed", n, SearchWords)
	}
	last := &out[len(out)-1]
	last.Prefix = open && utf8.RuneCountInString(last.Terms[0]) > 1
	return out, nil
}

// String words a search as the full-text indexes of both stores read it. It holds no letter that means anything to them.
func (w Words) String() string {
	parts := make([]string, len(w))
	for i, p := range w {
		if parts[i] = `"` + strings.Join(p.Terms, " ") + `"`; p.Prefix {
			parts[i] = p.Terms[0] + "*"
		}
	}
	return strings.Join(parts, " AND ")
}

// at reports whether some words begin with the phrase.
func (p Phrase) at(in []word) bool {
	if len(in) < len(p.Terms) {
		return false
	}
	for i, t := range p.Terms {
		if in[i].term != t && !(p.Prefix && strings.HasPrefix(in[i].term, t)) {
			return false
		}
	}
	return true
}

// find gives the first place of a phrase in some words.
func (p Phrase) find(in []word) (start, end int, ok bool) {
	for i := range in {
		if p.at(in[i:]) {
			return in[i].start, in[i+len(p.Terms)-1].end, true
		}
	}
	return 0, 0, false
}

// find gives the first place in a text of the longest of the phrases that it holds, and tells whether it holds all of them.
func (w Words) find(text string) (start, end int, all, any bool) {
	in := slices.Collect(words(text))
	longest := -1
	all = true
	for _, p := range w {
		from, to, ok := p.find(in)
		if length := len(strings.Join(p.Terms, " ")); ok && length > longest {
			start, end, longest = from, to, length
		}
		all = all && ok
	}
	return start, end, all, longest >= 0
}
