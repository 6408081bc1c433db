package neo4jstore

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/internal/bolt"
)

// inspectPage is how many objects are inspected at a time.
const inspectPage = 1000

// Inspect implements [graph.Inspector]: every node has the labels and properties that the store would write, copies for indexes
// and searches among them; a statement's copies of ids are those that its relationships lead to; a stance edge is there once,
// with its label and nothing else.
func (s *Store) Inspect(ctx context.Context) iter.Seq2[graph.Finding, error] {
	return func(yield func(graph.Finding, error) bool) {
		for _, kind := range []struct {
			query string
			look  func(*scanner) []graph.Finding
		}{{"inspect_actors", inspectActor}, {"inspect_issues", inspectIssue}, {"inspect_articles", inspectArticle}, {"inspect_statements", inspectStatement}} {
			if !s.inspect(ctx, kind.query, kind.look, yield) {
				return
			}
		}
	}
}

// inspect looks at all objects of one kind; it tells whether to go on.
func (s *Store) inspect(ctx context.Context, query string, look func(*scanner) []graph.Finding, yield func(graph.Finding, error) bool) bool {
	last := ""
	for {
		rows, err := s.db.Read(ctx, query, s.queries.Text(query), bolt.Params{"last": last, "limit": inspectPage})
		if err != nil {
			return yield(graph.Finding{}, err) && false
		}
		for _, row := range rows {
			r := scanner{values: row}
			last = r.text()
			findings := look(&r)
			if r.err != nil {
				return yield(graph.Finding{}, r.err) && false
			}
			for _, f := range findings {
				if !yield(f, nil) {
					return false
				}
			}
		}
		if len(rows) < inspectPage {
			return true
		}
	}
}

func inspectActor(r *scanner) []graph.Finding {
	labels, stored, edges := r.texts(), scanAs[map[string]any](r), scanAs[[]any](r)
	a := inner(r, scanActor)
	want := actorRow(a)
	delete(want, "kind") // is a label
	label, _ := kindLabel(a.Kind)
	what := "actor " + string(a.ID)
	return slices.Concat(wrongLabels(what, labels, "Actor", label), wrongProperties(what, stored, want), wrongEdges(a.ID, edges))
}

func inspectIssue(r *scanner) []graph.Finding {
	labels, stored := r.texts(), scanAs[map[string]any](r)
	i := inner(r, scanIssue)
	what := "issue " + string(i.ID)
	return slices.Concat(wrongLabels(what, labels, "Issue"), wrongProperties(what, stored, issueRow(i)))
}

func inspectArticle(r *scanner) []graph.Finding {
	labels, stored := r.texts(), scanAs[map[string]any](r)
	a := inner(r, scanArticle)
	want := articleRow(graph.Document{Article: a})
	delete(want, "text")
	delete(want, "textTerms")
	what := "article " + string(a.ID)
	return slices.Concat(wrongLabels(what, labels, "Article"), wrongProperties(what, stored, want))
}

func inspectStatement(r *scanner) []graph.Finding {
	labels, stored := r.texts(), scanAs[map[string]any](r)
	articles, issues, holders, speakers := r.texts(), r.texts(), r.texts(), r.texts()
	s := inner(r, scanStatement)
	want := statementRow(s)
	delete(want, "reporters") // are relationships
	delete(want, "parties")
	what := "statement " + string(s.ID)
	return slices.Concat(wrongLabels(what, labels, "Statement"), wrongProperties(what, stored, want),
		wrongCopy(what, "article", string(s.Article), "IN", articles), wrongCopy(what, "issue", string(s.Issue), "ABOUT", issues),
		wrongCopy(what, "holder", string(s.Holder), "HELD_BY", holders), wrongCopy(what, "speaker", string(s.Speaker), "SPOKEN_BY", speakers))
}

func finding(format string, args ...any) graph.Finding {
	return graph.Finding{Text: fmt.Sprintf(format, args...)}
}

func wrongLabels(what string, labels []string, want ...string) []graph.Finding {
	slices.Sort(labels)
	slices.Sort(want)
	if slices.Equal(labels, want) {
		return nil
	}
	return []graph.Finding{finding("%s has the labels %s, want %s", what, strings.Join(labels, ", "), strings.Join(want, ", "))}
}

// wrongCopy compares an id that a statement keeps with what its relationships of a type lead to.
func wrongCopy(what, property, id, relationship string, to []string) []graph.Finding {
	if strings.Join(to, " ") == id {
		return nil
	}
	return []graph.Finding{finding("%s has the %s %q, and %s leads to %q", what, property, id, relationship, to)}
}

// wrongProperties compares what is stored of an object with what the store would write.
func wrongProperties(what string, stored, want map[string]any) (out []graph.Finding) {
	for _, name := range different(stored, want) {
		out = append(out, finding("%s has the property %s = %s, want %s", what, name, worded(stored[name]), worded(want[name])))
	}
	return out
}

// different names the properties that differ. Absent ones and empty lists are the same.
func different(stored, want map[string]any) (names []string) {
	all := maps.Clone(want)
	maps.Copy(all, stored)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if !reflect.DeepEqual(plainValue(stored[name]), plainValue(want[name])) {
			names = append(names, name)
		}
	}
	return names
}

// plainValue gives a value as the driver reads it.
func plainValue(v any) any {
	switch x := v.(type) {
	case int:
		return int64(x)
	case []string:
		list := make([]any, len(x))
		for i, text := range x {
			list[i] = text
		}
		return plainValue(list)
	case []any:
		if len(x) == 0 {
			return nil
		}
	}
	return v
}

func worded(v any) string {
	if v = plainValue(v); v == nil {
		return "nothing"
	}
	const enough = 80
	text, _ := json.Marshal(v) // what the driver reads is plain
	if len(text) > enough {
		return strings.ToValidUTF8(string(text[:enough]), "") + "…"
	}
	return string(text)
}

// wrongEdges looks at an actor's stance edges for what a reader does not see.
func wrongEdges(actor graph.ActorID, edges []any) (out []graph.Finding) {
	seen := map[graph.EdgeKey]bool{}
	for _, v := range edges {
		values, _ := v.([]any)
		r := scanner{values: values}
		key := graph.EdgeKey{Issue: graph.IssueID(r.text()), Stance: graph.Stance(r.text()), Actor: actor}
		stored := scanAs[map[string]any](&r)
		if seen[key] {
			out = append(out, edgeFinding(key, "is there more than once"))
		}
		seen[key] = true
		statements, _ := stored["statements"].(int64)
		want := edgeFigures(graph.StanceEdge{})
		for name := range want {
			want[name] = stored[name] // whether the figures are right is for graph.Check to say
		}
		want["label"] = edgeLabel(key.Stance, int(statements))
		for _, name := range different(stored, want) {
			out = append(out, edgeFinding(key, "has the property %s = %s, want %s", name, worded(stored[name]), worded(want[name])))
		}
	}
	return out
}

func edgeFinding(key graph.EdgeKey, format string, args ...any) graph.Finding {
	f := finding("stance edge %s %s %s "+format, append([]any{key.Actor, key.Stance, key.Issue}, args...)...)
	f.Edge = &key
	return f
}
