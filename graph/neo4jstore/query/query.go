// Package query holds the Cypher of the Neo4j store, a file for each thing that is done, and puts together its texts.
//
// A query is a text some lines of which are optional. Such a line ends with "// when a !b": it is part of the text where tag a
// is set and tag b is not. A line "// include name" stands for the lines of another file, and can have a condition too. Tags come
// from the shape of what is asked, values are always parameters: the server sees few different texts, and no value ever
// becomes part of one. A server keeps a plan for each text and also for how long the lists and strings are that parameters hold, by
// powers of ten, so these are handed over inside one parameter, where it does not look.
//
// Beside the queries of the program stand those for people: saved/ holds queries to keep in Neo4j Browser, link/ those that
// links into it carry. The program does not run them.
package query

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

//go:embed *.cypher migration/*.cypher link/*.cypher saved/*/*.cypher
var files embed.FS

// Set is all queries by the names of their files, without the ending.
type Set map[string][]line

type line struct {
	text string
	when []string
}

// Load reads the queries of the store.
func Load() (Set, error) { return load("") }

// LoadLinks reads the queries that links into Neo4j Browser carry, with their values filled in.
func LoadLinks() (Set, error) { return load("link/") }

func load(folder string) (Set, error) {
	names, err := fs.Glob(files, folder+"*.cypher")
	if err != nil {
		return nil, err
	}
	q := Set{}
	for _, name := range names {
		if q[strings.TrimSuffix(path.Base(name), ".cypher")], err = parse(files, name); err != nil {
			return nil, err
		}
	}
	return q, nil
}

// A Migration is one step of the schema. Its statements may be repeated.
type Migration struct {
	Name       string
	Statements []string
}

// Migrations lists the steps in their order; the number of a step is its place, counted from 1.
func Migrations() ([]Migration, error) {
	names, err := fs.Glob(files, "migration/*.cypher") // sorted by name, and so by number
	if err != nil {
		return nil, err
	}
	var out []Migration
	for _, name := range names {
		lines, err := parse(files, name)
		if err != nil {
			return nil, err
		}
		m := Migration{Name: strings.TrimSuffix(path.Base(name), ".cypher")}
		for text := range strings.SplitSeq(Set{"": lines}.Text(""), ";") {
			if text = strings.TrimSpace(text); text != "" {
				m.Statements = append(m.Statements, text)
			}
		}
		out = append(out, m)
	}
	return out, nil
}

func parse(files fs.FS, name string) ([]line, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	var q []line
	for text := range strings.Lines(string(data)) {
		text = strings.TrimRight(text, " \n")
		text, condition, _ := strings.Cut(text, "// when ")
		when := strings.Fields(condition)
		trimmed := strings.TrimSpace(text)
		if other, ok := strings.CutPrefix(trimmed, "// include "); ok {
			included, err := parse(files, other+".cypher")
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

// Text gives the text of a query with the lines that fit the tags.
func (q Set) Text(name string, tags ...string) string {
	var b strings.Builder
	for _, l := range q[name] {
		if l.fits(tags) {
			b.WriteString(l.text)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

var quoted = regexp.MustCompile(`'(\w+)'`)

// Properties lists the properties that the text which gives an object names, in its order.
func (q Set) Properties(name string) (out []string) {
	for _, m := range quoted.FindAllStringSubmatch(q.Text(name), -1) {
		out = append(out, m[1])
	}
	return out
}

// A Step is one query of a script.
type Step struct {
	Name string
	Tags []string
}

// Script joins queries that return nothing into one text, so that they take one round trip. They run one after the other: each
// is a subquery that is called once. The parameter rows is a list with the rows of each.
func (q Set) Script(steps []Step) string {
	var b strings.Builder
	for i, s := range steps {
		text := strings.ReplaceAll(q.Text(s.Name, s.Tags...), "$rows", fmt.Sprintf("$rows[%d]", i))
		fmt.Fprintf(&b, "CALL () {\n%s}\n", text)
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
