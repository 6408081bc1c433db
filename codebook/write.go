package codebook

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/parser"

	"stancegraph/graph"
)

// Write writes actors and issues of a graph as a codebook, which stores the same ones when it is loaded; those that are gone are left
// out. What a graph does not hold comes from another codebook, whose file is with: the words against an issue, cues, operators,
// synonyms, title and description, without comments. With may be empty. Name stands for it in the error, which is that of [Parse].
func Write(w io.Writer, actors iter.Seq2[graph.Actor, error], issues iter.Seq2[graph.Issue, error], name string, with []byte) error {
	rest, err := newRest(name, with)
	if err != nil {
		return err
	}
	b := &bookWriter{Writer: bufio.NewWriter(w), rest: rest}
	b.line(0, "actors:")
	for a, err := range actors {
		if err != nil {
			return err
		}
		if !a.Gone() {
			b.actor(a)
		}
	}
	b.line(0, "issues:")
	for i, err := range issues {
		if err != nil {
			return err
		}
		if !i.Gone() {
			b.issue(i)
		}
	}
	for _, part := range rest.parts {
		b.line(0, "%s", part)
	}
	return b.Flush()
}

// bookWriter writes the lines of a codebook. The writer beneath keeps its first error.
type bookWriter struct {
	*bufio.Writer
	rest rest
}

func (b *bookWriter) line(indent int, format string, args ...any) {
	fmt.Fprintf(b, strings.Repeat(" ", indent)+format+"\n", args...)
}

// text writes a key with a text, unless that is empty.
func (b *bookWriter) text(indent int, key, text string) {
	if text != "" {
		b.line(indent, "%s: %s", key, Scalar(text))
	}
}

// texts writes a key with a list, unless that is empty.
func (b *bookWriter) texts(key string, texts []string) {
	if len(texts) > 0 {
		b.line(4, "%s:", key)
	}
	for _, t := range texts {
		b.line(6, "- %s", Scalar(t))
	}
}

func (b *bookWriter) actor(a graph.Actor) {
	b.line(2, "- id: %s", Scalar(string(a.ID)))
	b.text(4, "name", a.Name)
	b.text(4, "kind", string(a.Kind))
	b.texts("aliases", a.Aliases)
	if b.rest.hasMore(a) {
		b.line(4, "own_names: true")
	}
	if len(a.SpeaksFor) > 0 {
		b.line(4, "speaks_for:")
	}
	for _, t := range a.SpeaksFor {
		b.line(6, "- body: %s", Scalar(string(t.Body)))
		b.text(8, "role", t.Role)
		b.text(8, "from", string(t.From))
		b.text(8, "to", string(t.To))
	}
	var bodies []string
	for _, id := range a.MemberOf {
		bodies = append(bodies, string(id))
	}
	b.texts("member_of", bodies)
}

func (b *bookWriter) issue(i graph.Issue) {
	b.line(2, "- id: %s", Scalar(string(i.ID)))
	b.text(4, "name", i.Name)
	b.texts("phrases", i.Phrases)
	b.texts("against", b.rest.against[i.ID])
	b.text(4, "part_of", string(i.PartOf))
}

// rest is what a codebook says that a graph does not hold.
type rest struct {
	builtin *gazetteer
	against map[graph.IssueID][]string
	parts   []string // of the file, each with its key
}

func newRest(name string, with []byte) (r rest, err error) {
	r.against = map[graph.IssueID][]string{}
	if r.builtin, err = loadGazetteer(); err != nil || len(with) == 0 {
		return r, err
	}
	book, err := Parse(name, with)
	if err != nil {
		return r, err
	}
	for _, i := range book.issues {
		r.against[i.ID] = i.Against
	}
	file, err := parser.ParseBytes(with, 0)
	if err != nil {
		return r, err
	}
	for _, part := range mappingValues(file.Docs[0].Body) {
		if key := keyOf(part); key != "actors" && key != "issues" {
			r.parts = append(r.parts, part.String())
		}
	}
	return r, nil
}

// hasMore reports whether the gazetteer has names of an actor that it has not.
func (r rest) hasMore(a graph.Actor) bool {
	built, ok := r.builtin.actor(a.ID)
	names := append([]string{a.Name}, a.Aliases...)
	return ok && slices.ContainsFunc(append([]string{built.Name}, built.Aliases...), func(n string) bool { return !slices.Contains(names, n) })
}

var (
	plainScalar = regexp.MustCompile(`^\p{L}[\p{L}\p{N} .'’/-]*$`)
	reserved    = wordSet("true false yes no on off null y n ~ nan inf")
)

// Scalar writes a text as YAML, in quotation marks where it needs them.
func Scalar(text string) string {
	if plainScalar.MatchString(text) && !strings.HasSuffix(text, " ") && !reserved[strings.ToLower(text)] {
		return text
	}
	return strconv.Quote(text)
}
