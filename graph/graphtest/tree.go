package graphtest

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"stancegraph/graph"
)

// A branch is a want with its name in a call.
type branch struct {
	name string
	with []*branch
}

// readTrees makes one call of Read and words what was found. Each argument is a path from a root to a want, such as
// "actors:2/stances/statements:1/in": sets for lists, with a limit behind a colon, and links. Paths that begin alike make one tree.
func (r *runner) readTrees(ctx context.Context, paths []string) string {
	root := &branch{}
	for _, path := range paths {
		at := root
		for name := range strings.SplitSeq(path, "/") {
			if n := len(at.with); n == 0 || at.with[n-1].name != name {
				at.with = append(at.with, &branch{name: name})
			}
			at = at.with[len(at.with)-1]
		}
	}
	found, err := r.store.Read(ctx, wants(root.with)...)
	if err != nil {
		return failure(err)
	}
	var b strings.Builder
	for i, f := range found {
		root.with[i].write(&b, "", f)
	}
	return b.String()
}

func wants(branches []*branch) []graph.Want {
	var out []graph.Want
	for _, b := range branches {
		out = append(out, graph.Want{What: sourceOf(b.name), With: wants(b.with)})
	}
	return out
}

// sourceOf reads what a part of a path says; what is no list is a link.
func sourceOf(text string) graph.Source {
	name, number, _ := strings.Cut(text, ":")
	limit, err := strconv.Atoi(number)
	if err != nil {
		limit = 100
	}
	page := graph.Page{Limit: limit, Total: true}
	switch graph.Set(name) {
	case graph.ActorSet:
		return graph.ActorQuery{Page: page}
	case graph.IssueSet:
		return graph.IssueQuery{Page: page}
	case graph.ArticleSet:
		return graph.ArticleQuery{Page: page}
	case graph.StatementSet:
		return graph.StatementQuery{Page: page}
	case graph.StanceSet:
		return graph.StanceQuery{Page: page}
	case graph.PairSet:
		return graph.PairQuery{Page: page}
	case graph.RevisionSet:
		return graph.RevisionQuery{Page: page}
	case graph.TextSet:
		return graph.Texts{Most: limit}
	}
	return graph.Link(name)
}

// write words what was found of a want, and below it of those under it.
func (b *branch) write(out *strings.Builder, indent string, f graph.Found) {
	fmt.Fprintf(out, "%s%s\n", indent, b.name)
	indent += "  "
	writeSlices(out, indent, f.Actors)
	writeSlices(out, indent, f.Issues)
	writeSlices(out, indent, f.Articles)
	writeSlices(out, indent, f.Statements)
	writeSlices(out, indent, f.Stances)
	writeSlices(out, indent, f.Pairs)
	writeSlices(out, indent, f.Revisions)
	if f.Texts != nil {
		fmt.Fprintf(out, "%s%q\n", indent, f.Texts)
	}
	for i, w := range f.With {
		b.with[i].write(out, indent, w)
	}
}

// writeSlices words each slice on a line: the places of its items, then whether there are more and the total.
func writeSlices[T graphItem](out *strings.Builder, indent string, slices []graph.Slice[T]) {
	for _, s := range slices {
		out.WriteString(indent + "-")
		for _, item := range s.Items {
			out.WriteString(" " + strings.Join(item.Pos(), "|"))
		}
		if s.More {
			out.WriteString(" more")
		}
		if s.Total >= 0 {
			fmt.Fprintf(out, " of %d", s.Total)
		}
		out.WriteString("\n")
	}
}
