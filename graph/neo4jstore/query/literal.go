package query

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

var parameter = regexp.MustCompile(`\$(\w+)`)

// Raw is a value that [Fill] writes as it is.
type Raw string

// Fill puts values, strings or lists of strings, in the place of parameters: for texts that a person looks at, changes and
// runs in Neo4j Browser, which cannot be handed parameters. Queries of the program are never filled. A parameter without
// a value stays.
func Fill(text string, values map[string]any) string {
	return parameter.ReplaceAllStringFunc(text, func(name string) string {
		switch v := values[name[1:]].(type) {
		case Raw:
			return string(v)
		case string:
			return Literal(v)
		case []string:
			items := make([]string, len(v))
			for i, item := range v {
				items[i] = Literal(item)
			}
			return "[" + strings.Join(items, ", ") + "]"
		}
		return name
	})
}

// Literal writes a string so that Cypher, in all versions, reads that string and nothing else. What would end a parameter of a
// web address, and what cannot be seen, is written as \uXXXX; a quotation mark never is, for Cypher 5 replaces these before it
// looks for the end of the string. It passes over pairs of backslashes, as it must.
func Literal(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch {
		case r == '\\' || r == '\'':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < 0x10000 && (strings.ContainsRune("&#;`", r) || !unicode.IsPrint(r)):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

// Comment makes a text fit to stand behind "//" in a query: one line, in which Cypher 5 finds no \uXXXX that breaks it, and
// nothing that would end a parameter of a web address.
func Comment(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case strings.ContainsRune("\\&#;`", r) || !unicode.IsPrint(r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
