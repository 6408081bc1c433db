package codebook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"stancegraph/graph"
)

// Remark is something about a codebook that an analyst should look at, though it parses.
type Remark struct {
	Line    int    // of the codebook file
	Problem bool   // texts are read wrongly because of it; otherwise a note
	What    string // what is found
	Do      string // what to do about it
}

// String gives the remark in one line, without the file's name.
func (r Remark) String() string {
	kind := "note"
	if r.Problem {
		kind = "problem"
	}
	return fmt.Sprintf("%d: %s: %s; %s", r.Line, kind, r.What, r.Do)
}

// Checker looks for what a codebook says twice, says against itself or says too vaguely. With texts to read it also finds
// what is never used. It is not safe for concurrent use.
//
// What makes texts be read wrongly is a problem: one name of two actors, phrases of two issues that match the same words,
// a phrase that points the other way of its issue, a cue that contradicts another one, phrases and aliases that are too
// general or too short. What may be meant so is a note: a name taken from the gazetteer, persons without a body, entries
// that the lexicon has already, entries that no text used.
type Checker struct {
	cb      *Codebook
	places  places
	remarks []Remark
	use     *usage
	single  map[graph.IssueID]*Matcher // matchers of one issue each
}

// NewChecker makes a checker for a codebook in YAML or JSON; name stands for it in the error, which is that of [Parse].
func NewChecker(name string, data []byte) (*Checker, error) {
	cb, err := Parse(name, data)
	if err != nil {
		return nil, err
	}
	c := &Checker{cb: cb}
	if file, err := parser.ParseBytes(data, 0); err == nil && len(file.Docs) > 0 {
		c.places = placesIn(file.Docs[0].Body)
	}
	return c, nil
}

// Remarks gives all remarks in the order of their lines, problems first.
func (c *Checker) Remarks() []Remark {
	c.remarks = c.cb.Warnings()
	c.checkNames()
	c.checkPersons()
	c.checkPhrases()
	c.checkCues()
	c.checkOperators()
	c.checkUse()
	slices.SortStableFunc(c.remarks, func(a, b Remark) int {
		if a.Line == b.Line && a.Problem != b.Problem {
			return map[bool]int{true: -1, false: 1}[a.Problem]
		}
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.What, b.What))
	})
	return slices.CompactFunc(c.remarks, func(a, b Remark) bool { return a == b })
}

func (c *Checker) problem(line int, do, format string, args ...any) {
	c.remarks = append(c.remarks, Remark{line, true, fmt.Sprintf(format, args...), do})
}

func (c *Checker) note(line int, do, format string, args ...any) {
	c.remarks = append(c.remarks, Remark{line, false, fmt.Sprintf(format, args...), do})
}

// places tells on which line something stands. The zero value knows none.
type places map[string]int

func (p places) set(key string, n ast.Node) {
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return
	}
	if _, known := p[key]; !known {
		p[key] = n.GetToken().Position.Line
	}
}

// of gives the line of the most exact of several keys, or 1.
func (p places) of(keys ...string) int {
	for _, k := range keys {
		if line, ok := p[k]; ok {
			return line
		}
	}
	return 1
}

// placesIn notes the lines of all entries of a codebook.
func placesIn(root ast.Node) places {
	p := places{}
	for _, a := range items(value(root, "actors")) {
		id := placeKey("actor", textOf(value(a, "id")))
		p.set(id, a)
		p.set(id, value(a, "id"))
		p.set(placeKey(id, textOf(value(a, "name"))), value(a, "name"))
		p.texts(id, value(a, "aliases"))
	}
	for _, i := range items(value(root, "issues")) {
		id := placeKey("issue", textOf(value(i, "id")))
		p.set(id, value(i, "id"))
		p.set(placeKey(id, textOf(value(i, "name"))), value(i, "name"))
		p.texts(id, value(i, "phrases"))
		p.texts(id, value(i, "against"))
	}
	p.expressions("cue", value(root, "cues"))
	p.expressions("operator", value(root, "operators"))
	return p
}

// expressions notes the lines of a list of cues or operators.
func (p places) expressions(what string, list ast.Node) {
	for k, q := range items(list) {
		p.set(placeKey(what, fmt.Sprint(k)), q)
		for _, part := range []string{"verb", "noun", "phrase"} {
			p.set(placeKey(what, fmt.Sprint(k)), value(q, part))
		}
	}
}

func (p places) texts(id string, n ast.Node) {
	if _, list := n.(*ast.SequenceNode); !list && n != nil {
		p.set(placeKey(id, textOf(n)), n)
	}
	for _, item := range items(n) {
		p.set(placeKey(id, textOf(item)), item)
	}
}

func placeKey(parts ...string) string { return strings.Join(parts, "\x00") }

func textOf(n ast.Node) string {
	if n == nil {
		return ""
	}
	return (&reader{}).text(n, "")
}

func (c *Checker) lineOfName(id graph.ActorID, name string) int {
	actor := placeKey("actor", string(id))
	return c.places.of(placeKey(actor, name), actor)
}

func (c *Checker) lineOfPhrase(id graph.IssueID, phrase string) int {
	issue := placeKey("issue", string(id))
	return c.places.of(placeKey(issue, phrase), issue)
}
