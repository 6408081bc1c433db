package codebook

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is one word or mark of a text.
type Token struct {
	Start, End int    // byte offsets into the text
	Norm       string // lower case, unaccented, one spelling; "U.N." is "un", all dashes are "-", all double quotes are `"`
	Upper      bool   // begins with a capital
	Caps       bool   // all capitals, at least two letters: an acronym or a headline
	Word       bool   // letters or digits, rather than a mark
	Joined     bool   // follows the token before it after a hyphen: "cease-fire" is two tokens, the second joined
	Line       bool   // the first token of its line
}

// maxWord is the longest word, in bytes, that is looked at; the rest of a longer one is passed over.
const maxWord = 64

// Tokens cuts a text into words and marks. Possessive endings and "n't" are tokens of their own. It takes linear time.
func Tokens(text string) []Token {
	s := scanner{text: text, out: make([]Token, 0, len(text)/5+4), line: true}
	for s.pos < len(text) {
		s.next()
	}
	return s.out
}

type scanner struct {
	text   string
	pos    int
	out    []Token
	line   bool
	joined bool
}

func (s *scanner) next() {
	r, size := utf8.DecodeRuneInString(s.text[s.pos:])
	switch {
	case r == '\n':
		s.line, s.joined = true, false
		s.pos += size
	case unicode.IsSpace(r) || r == '\u00a0' || r == '\ufeff':
		s.joined = false
		s.pos += size
	case isWordRune(r):
		s.word()
	case isApostrophe(r) && s.suffix():
	default:
		s.mark(r, size)
	}
}

func (s *scanner) emit(start, end int, norm string, word bool) {
	t := Token{Start: start, End: end, Norm: norm, Word: word, Joined: s.joined, Line: s.line}
	if word {
		t.Upper, t.Caps = capitals(s.text[start:end])
	}
	s.out = append(s.out, t)
	s.line, s.joined = false, false
}

func capitals(w string) (upper, caps bool) {
	letters, capital := 0, 0
	for i, r := range w {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if unicode.IsUpper(r) {
			capital++
			upper = upper || i == 0
		}
	}
	return upper, letters > 1 && capital == letters
}

// word reads a run of letters and digits, with inner full stops for acronyms and inner marks for numbers.
func (s *scanner) word() {
	start := s.pos
	end := s.run(start)
	if dotted := s.acronym(start); dotted > end {
		s.pos = dotted
		s.emit(start, dotted, strings.ToLower(strings.ReplaceAll(s.text[start:dotted], ".", "")), true)
		return
	}
	s.pos = end
	whole := s.text[start:end]
	if n := len(whole); n > 2 && s.contracted(end) && (whole[n-1] == 'n' || whole[n-1] == 'N') {
		s.emit(start, end-1, Norm(whole[:n-1]), true)
		s.out[len(s.out)-1].Word = true
		stop := end + apostropheSize(s.text[end:]) + 1
		s.emit(end-1, stop, "n't", true)
		s.pos = stop
		return
	}
	s.emit(start, end, Norm(whole[:min(len(whole), maxWord)]), true)
}

// contracted reports whether "'t" stands at i.
func (s *scanner) contracted(i int) bool {
	n := apostropheSize(s.text[i:])
	return n > 0 && i+n < len(s.text) && (s.text[i+n] == 't' || s.text[i+n] == 'T') && !wordAt(s.text, i+n+1)
}

func (s *scanner) run(i int) int {
	for i < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[i:])
		inner := (r == ',' || r == '.') && i > 0 && isDigit(s.text, i-1) && isDigit(s.text, i+1)
		if !isWordRune(r) && !inner {
			return i
		}
		i += size
	}
	return i
}

// acronym gives the end of a dotted acronym at i ("U.N.", "U.S.A."), or i.
func (s *scanner) acronym(i int) int {
	end, letters := i, 0
	for end+1 < len(s.text) && isLetterByte(s.text[end]) && s.text[end+1] == '.' {
		end, letters = end+2, letters+1
	}
	if letters < 2 {
		return i
	}
	if end < len(s.text) && isLetterByte(s.text[end]) && !wordAt(s.text, end+1) {
		end++
	}
	return end
}

// suffix reads "'s", "'ve" and the like, and the bare apostrophe of a plural possessive.
func (s *scanner) suffix() bool {
	n := apostropheSize(s.text[s.pos:])
	if len(s.out) == 0 || s.out[len(s.out)-1].End != s.pos || !s.out[len(s.out)-1].Word {
		return false
	}
	end := s.run(s.pos + n)
	switch strings.ToLower(s.text[s.pos+n : end]) {
	case "s", "ve", "re", "ll", "d", "m":
		s.emit(s.pos, end, "'"+strings.ToLower(s.text[s.pos+n:end]), true)
		s.pos = end
		return true
	}
	return false
}

func (s *scanner) mark(r rune, size int) {
	start := s.pos
	rest := s.text[start:]
	switch {
	case r == '-' && !strings.HasPrefix(rest, "--") && s.glued(size):
		s.pos += size
		s.joined = true
		return
	case strings.HasPrefix(rest, "..."):
		size = 3
		r = '…'
	case strings.HasPrefix(rest, "--"), strings.HasPrefix(rest, "``"), strings.HasPrefix(rest, "''"):
		size = 2
	}
	s.pos += size
	s.emit(start, s.pos, markNorm(r, size), false)
}

// glued reports whether the hyphen at the position joins two words.
func (s *scanner) glued(size int) bool {
	return len(s.out) > 0 && s.out[len(s.out)-1].End == s.pos && s.out[len(s.out)-1].Word && wordAt(s.text, s.pos+size)
}

func markNorm(r rune, size int) string {
	switch r {
	case '-', '–', '—', '―', '‒', '−':
		return "-"
	case '"', '“', '”', '„', '«', '»', '`':
		return `"`
	case '\'', '’', '‘':
		if size == 2 {
			return `"`
		}
		return "'"
	}
	return string(r)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

func isLetterByte(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

func isDigit(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

func wordAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[min(i, len(s)):])
	return i < len(s) && isWordRune(r)
}

func apostropheSize(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	if s != "" && isApostrophe(r) {
		return size
	}
	return 0
}

// Norm is the form in which words are compared: lower case, without accents, in one of the two English spellings.
// Lexicon, codebook and text all go through it, so it need only be consistent, not right.
func Norm(word string) string {
	w := fold(word)
	if w == "" {
		return word // nothing but accents
	}
	if len(w) < 6 {
		if w == "centre" {
			return "center"
		}
		return w
	}
	for _, p := range spellings {
		if stem, ok := strings.CutSuffix(w, p.from); ok && len(stem) >= 2 {
			return stem + p.to
		}
	}
	return w
}

var spellings = []struct{ from, to string }{
	{"isation", "ization"}, {"isations", "izations"}, {"ising", "izing"}, {"ised", "ized"}, {"ises", "izes"}, {"ise", "ize"},
	{"our", "or"}, {"ours", "ors"}, {"oured", "ored"}, {"ouring", "oring"}, {"ourable", "orable"}, {"fence", "fense"}, {"icence", "icense"},
	{"gramme", "gram"}, {"grammes", "grams"}, {"entre", "enter"}, {"eptical", "eptical"}, {"uminium", "uminum"},
}

// fold lowers a word and takes its accents away.
func fold(word string) string {
	ascii, lower := true, true
	for i := 0; i < len(word); i++ {
		ascii = ascii && word[i] < utf8.RuneSelf
		lower = lower && !(word[i] >= 'A' && word[i] <= 'Z')
	}
	if ascii && lower {
		return word
	}
	if ascii {
		return strings.ToLower(word)
	}
	var b strings.Builder
	for _, r := range word {
		if unicode.IsMark(r) {
			continue
		}
		b.WriteString(baseLetter(unicode.ToLower(r)))
	}
	return b.String()
}

func baseLetter(r rune) string {
	const table = "aàáâãäåāăą cçćĉċč dďđ eèéêëēĕėęě gĝğġģ hĥħ iìíîïĩīĭįı lĺļľł nñńņňŋ oòóôõöøōŏő rŕŗř sśŝşšș tţťŧț uùúûüũūŭůűų yýÿŷ zźżž"
	if r < utf8.RuneSelf {
		return string(r)
	}
	if i := strings.IndexRune(table, r); i >= 0 {
		return table[strings.LastIndexByte(table[:i], ' ')+1:][:1]
	}
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	}
	return string(r)
}
