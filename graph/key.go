package graph

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

var keyEncoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// hash gives 26 characters for any list of strings. Each part is preceded by its length, so no two lists run together.
func hash(parts ...string) string {
	h := sha256.New()
	var length [8]byte
	for _, p := range parts {
		binary.BigEndian.PutUint64(length[:], uint64(len(p)))
		h.Write(length[:])
		h.Write([]byte(p))
	}
	return keyEncoding.EncodeToString(h.Sum(nil)[:16])
}

// ArticleKey is the same for the same text from the same place, whatever its file is called.
func ArticleKey(source, url, text string) ArticleID {
	return ArticleID(hash("article", source, url, text))
}

// StatementKey is the same for the same reading of the same words. It is computed once, when the statement is first
// written; amending the statement later does not change its id, so that a machine that finds it again leaves it alone.
// It begins as the article's does: what is loaded together lies together in the stores' indexes, and loading does not slow
// down as a graph grows.
func StatementKey(s *Statement) StatementID {
	holder := string(s.Holder)
	if holder == "" {
		holder = "~" + s.HolderText
	}
	own := hash("statement", string(s.Article), strconv.Itoa(s.Start), strconv.Itoa(s.End), holder, string(s.Stance), string(s.Issue))
	const shared = 10 // characters: 50 bits of the article, 80 of the statement
	return StatementID(string(s.Article)[:min(shared, len(s.Article))] + own[shared:])
}

// Slug turns a name into an id in kebab case: "António Guterres" becomes "antonio-guterres". It is empty where the name
// has no letter or digit.
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range name {
		if base, ok := unaccented[r]; ok {
			r = base
		}
		switch {
		case r == '\'' || r == '’' || r == '.':
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	return b.String()
}

// Fold is the form in which stores compare text for a search: lower case, letter by letter.
func Fold(s string) string { return strings.ToLower(s) }

// unaccented maps the accented Latin letters of names to their base letters.
var unaccented = func() map[rune]rune {
	const table = "aàáâãäåāăą cçćĉċč dďđ eèéêëēĕėęě gĝğġģ hĥħ iìíîïĩīĭįı jĵ kķ lĺļľł nñńņňŋ oòóôõöøōŏő rŕŗř sśŝşšș tţťŧț uùúûüũūŭůűų wŵ yýÿŷ zźżž"
	m := make(map[rune]rune)
	for group := range strings.FieldsSeq(table) {
		base, size := utf8.DecodeRuneInString(group)
		for _, r := range group[size:] {
			m[r], m[unicode.ToUpper(r)] = base, base
		}
	}
	return m
}()
