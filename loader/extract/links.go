package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// linkLength and nameLength bound, in bytes, how long an inserted list of links and the name before it may be.
const (
	linkLength = 600
	nameLength = 60
)

// blankLinks puts spaces for the links that some sites insert behind a name, as in
// "Ann Lee Ann Maria LeeBridge talks stall Mayor under fire MORE said", so that no headline of another article is read.
// The text keeps its length.
func blankLinks(text string) string {
	const end = " MORE"
	if !strings.Contains(text, end) {
		return text
	}
	var out []byte
	from := 0
	for {
		i := strings.Index(text[from:], end)
		if i < 0 {
			break
		}
		more := from + i + len(end)
		if start := linkStart(text[max(from, more-linkLength):more]); start > 0 && !letterAt(text, more) {
			if out == nil {
				out = []byte(text)
			}
			for k := max(from, more-linkLength) + start; k < more; k++ {
				out[k] = ' '
			}
		}
		from = more
	}
	if out == nil {
		return text
	}
	return string(out)
}

// linkStart gives where in a line the links begin: behind a name whose last word comes again with a headline stuck to it.
func linkStart(s string) int {
	s, cut := afterBreak(s)
	for i := 1; i < len(s); i++ {
		if !asciiLower(s[i-1]) || !asciiUpper(s[i]) && !digit(s[i]) {
			continue
		}
		first := strings.LastIndexByte(s[:i], ' ') + 1
		name := s[first:i]
		if len(name) < 3 || !asciiUpper(name[0]) {
			continue
		}
		near := max(0, first-nameLength)
		if k := strings.Index(s[near:first], name+" "); k >= 0 {
			return cut + near + k + len(name)
		}
	}
	return 0
}

// afterBreak cuts everything up to the last end of a line.
func afterBreak(s string) (string, int) {
	k := strings.LastIndexByte(s, '\n') + 1
	return s[k:], k
}

func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[min(i, len(s)):])
	return unicode.IsLetter(r)
}

func asciiUpper(b byte) bool { return 'A' <= b && b <= 'Z' }
func asciiLower(b byte) bool { return 'a' <= b && b <= 'z' }
func digit(b byte) bool      { return '0' <= b && b <= '9' }
