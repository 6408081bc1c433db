package suggest

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// WriteYAML writes the suggestions as a codebook that parses by itself. Counts and examples are comments. Actors and
// issues that the codebook cb has stand there under their own ids with only what is new, to be copied into their entries.
func (s Suggestions) WriteYAML(w io.Writer, cb *codebook.Codebook) error {
	y := &writer{Writer: bufio.NewWriter(w), cb: cb}
	y.line(0, "# Suggestions from %s, %s. Delete what is wrong, copy the rest into the codebook:", plural(s.Articles, "article"), plural(s.Words, "word"))
	y.line(0, "# an entry whose id the codebook has already gives lines for that entry, every other one is new.")
	y.actors(s)
	y.issues(s.Issues)
	y.cues(s.Cues)
	return y.Flush()
}

type writer struct {
	*bufio.Writer
	cb *codebook.Codebook
}

func (y *writer) line(indent int, format string, args ...any) {
	y.WriteString(strings.Repeat(" ", indent))
	fmt.Fprintf(y, format, args...)
	y.WriteByte('\n')
}

// head begins a list; an empty one is written as such.
func (y *writer) head(key string, n int) {
	y.line(0, "")
	if n == 0 {
		y.line(0, "%s: []", key)
		return
	}
	y.line(0, "%s:", key)
}

func (y *writer) evidence(indent int, e Evidence, more string) {
	y.line(indent, "# %s in %s%s", plural(e.Mentions, "mention"), plural(e.Articles, "article"), more)
	for _, x := range e.Examples {
		y.line(indent, "#   %s", oneLine(x))
	}
}

func (y *writer) actors(s Suggestions) {
	y.head("actors", len(s.Aliases)+len(s.Actors))
	byActor := map[graph.ActorID][]Alias{}
	var ids []graph.ActorID
	for _, a := range s.Aliases {
		if byActor[a.Actor] == nil {
			ids = append(ids, a.Actor)
		}
		byActor[a.Actor] = append(byActor[a.Actor], a)
	}
	for _, id := range ids {
		a, _ := y.cb.Actor(id)
		y.line(2, "# other names of a known actor")
		y.line(2, "- id: %s", id)
		y.line(4, "name: %s", codebook.Scalar(a.Name))
		y.line(4, "kind: %s", a.Kind)
		y.line(4, "aliases:")
		for _, alias := range byActor[id] {
			y.evidence(6, alias.Evidence, ": "+oneLine(alias.Why))
			y.line(6, "- %s", codebook.Scalar(alias.Name))
		}
	}
	for _, a := range s.Actors {
		y.actor(a)
	}
}

func (y *writer) actor(a Actor) {
	more := fmt.Sprintf(", %d of them speaking, taking a stance or with an office", a.Acts)
	if a.Note != "" {
		more += "; " + a.Note
	}
	y.evidence(2, a.Evidence, more)
	y.line(2, "- id: %s", a.ID)
	y.line(4, "name: %s", codebook.Scalar(a.Name))
	y.line(4, "kind: %s", a.Kind)
	if len(a.Aliases) > 0 {
		y.line(4, "aliases: [%s]", strings.Join(scalars(a.Aliases), ", "))
	}
	if a.SpeaksFor != "" {
		y.line(4, "speaks_for: %s", a.SpeaksFor)
	}
	if a.Role != "" {
		y.line(4, "role: %s", codebook.Scalar(a.Role))
	}
}

func (y *writer) issues(list []Issue) {
	y.head("issues", len(list))
	for _, i := range list {
		what := "more phrases of a known issue"
		if i.New {
			what = "perhaps a new issue"
		}
		y.line(2, "# %s: %s about %s", what, plural(i.Mentions, "mention"), strings.Join(i.Heads[:min(len(i.Heads), 6)], ", "))
		y.line(2, "- id: %s", i.ID)
		y.line(4, "name: %s", codebook.Scalar(i.Name))
		y.line(4, "phrases:")
		for _, p := range i.Phrases {
			y.evidence(6, p.Evidence, ", with "+joined(p.Actors))
			y.line(6, "- %s", codebook.Scalar(p.Text))
		}
	}
}

func joined(ids []graph.ActorID) string {
	var out []string
	for _, id := range ids {
		out = append(out, string(id))
	}
	return strings.Join(out, ", ")
}

// cues writes those whose stance could be guessed, and the others as comments: an analyst has to decide.
func (y *writer) cues(list []Cue) {
	guessed := 0
	for _, c := range list {
		if c.Stance != "" {
			guessed++
		}
	}
	y.head("cues", guessed)
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Cue) int { return cmp.Compare(rank(a), rank(b)) })
	for _, c := range list {
		y.evidence(2, c.Evidence, "; stance: "+c.Why)
		if c.Stance == "" {
			y.line(2, "# - {stance: ?, %s: %s}", c.Part, codebook.Scalar(c.Form))
			continue
		}
		y.line(2, "- {stance: %s, %s: %s}", c.Stance, c.Part, codebook.Scalar(c.Form))
	}
}

func rank(c Cue) int {
	if c.Stance == "" {
		return 1
	}
	return 0
}

func scalars(texts []string) []string {
	var out []string
	for _, t := range texts {
		out = append(out, codebook.Scalar(t))
	}
	return out
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
