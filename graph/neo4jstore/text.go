package neo4jstore

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"stancegraph/graph"
)

//go:embed query/*.cypher query/migration/*.cypher
var queryFiles embed.FS

// queries are the Cypher texts by the names of their files.
type queries map[string]query

// A query is a text some lines of which are optional. Such a line ends with "// when a !b": it is part of the text where tag
// a is set and tag b is not. A line "// include name" stands for the lines of another file, under the same condition.
type query []line

type line struct {
	text string
	when []string
}

func loadQueries(files fs.FS) (queries, error) {
	names, err := fs.Glob(files, "query/*.cypher")
	if err != nil {
		return nil, err
	}
	q := queries{}
	for _, name := range names {
		if q[strings.TrimSuffix(path.Base(name), ".cypher")], err = parseQuery(files, name); err != nil {
			return nil, &graph.Error{Code: graph.Internal, Message: "a query of the program is damaged", Err: err}
		}
	}
	return q, nil
}

func parseQuery(files fs.FS, name string) (query, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	var q query
	for text := range strings.Lines(string(data)) {
		text = strings.TrimRight(text, " \n")
		text, condition, _ := strings.Cut(text, "// when ")
		when := strings.Fields(condition)
		trimmed := strings.TrimSpace(text)
		if other, ok := strings.CutPrefix(trimmed, "// include "); ok {
			included, err := parseQuery(files, "query/"+other+".cypher")
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			for _, l := range included {
				q = append(q, line{l.text, append(slices.Clone(when), l.when...)})
			}
		} else if trimmed != "" && !strings.HasPrefix(trimmed, "//") {
			q = append(q, line{strings.TrimRight(text, " "), when})
		}
	}
	return q, nil
}

// text gives the text of a query with the lines that fit the tags.
func (q queries) text(name string, tags ...string) string {
	var b strings.Builder
	for _, l := range q[name] {
		if l.fits(tags) {
			b.WriteString(l.text)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func (l line) fits(tags []string) bool {
	for _, w := range l.when {
		tag, not := strings.CutPrefix(w, "!")
		if slices.Contains(tags, tag) == not {
			return false
		}
	}
	return true
}
