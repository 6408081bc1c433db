package api

import (
	"context"
	"iter"
	"slices"
	"strings"

	"stancegraph/ask"
	"stancegraph/graph"
)

// text gives an argument of the call as text, "" where it is absent or null.
func (c *call) text(name string) string {
	s, _ := c.field.args[name].(string)
	return s
}

// input gives an argument of the call that is an input object, nil where it is absent or null.
func (c *call) input(name string) input {
	m, _ := c.field.args[name].(map[string]any)
	return m
}

// input is a coerced input object.
type input map[string]any

func (in input) text(name string) string {
	s, _ := in[name].(string)
	return s
}

func (in input) items(name string) []any {
	items, _ := in[name].([]any)
	return items
}

// flag gives a field that is a truth value, false where it is absent.
func (in input) flag(name string) bool {
	yes, _ := in[name].(bool)
	return yes
}

// textGiven gives a text that is neither absent nor null.
func (in input) textGiven(name string) *string {
	if s, ok := in[name].(string); ok {
		return &s
	}
	return nil
}

// textsGiven gives a list of texts that is neither absent nor null.
func (in input) textsGiven(name string) *[]string {
	if in[name] == nil {
		return nil
	}
	texts := inputTexts(in.items(name))
	return &texts
}

func inputTexts(items []any) []string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i], _ = item.(string)
	}
	return out
}

// named is what names are looked up in.
type named interface {
	graph.Actor | graph.Issue
	Gone() bool
}

// kindOfNamed says how to find one kind of named object.
type kindOfNamed[K ~string, V named] struct {
	typ, word string
	shelf     func(*loader) *shelf[K, V]
	key       func(V) K
	into      func(V) K        // what it was merged into
	names     func(V) []string // the name first
	find      func(ctx context.Context, r graph.Reader, text string) iter.Seq2[V, error]
	// paraphrase, where set, finds what words that are no name of anything put in other words.
	paraphrase func(r *run, words string) (v V, ok bool, err error)
}

var actorNames = kindOfNamed[graph.ActorID, graph.Actor]{
	typ: "Actor", word: "actor", shelf: actorShelf,
	key:   func(a graph.Actor) graph.ActorID { return a.ID },
	into:  func(a graph.Actor) graph.ActorID { return a.MergedInto },
	names: func(a graph.Actor) []string { return append([]string{a.Name}, a.Aliases...) },
	find: func(ctx context.Context, r graph.Reader, text string) iter.Seq2[graph.Actor, error] {
		return graph.Walk(func(p graph.Page) (graph.Slice[graph.Actor], error) {
			return r.FindActors(ctx, graph.ActorQuery{Text: text, Page: p})
		})
	},
}

var issueNames = kindOfNamed[graph.IssueID, graph.Issue]{
	typ: "Issue", word: "issue", shelf: issueShelf,
	key:   func(i graph.Issue) graph.IssueID { return i.ID },
	into:  func(i graph.Issue) graph.IssueID { return i.MergedInto },
	names: func(i graph.Issue) []string { return append([]string{i.Name}, i.Phrases...) },
	find: func(ctx context.Context, r graph.Reader, text string) iter.Seq2[graph.Issue, error] {
		return graph.Walk(func(p graph.Page) (graph.Slice[graph.Issue], error) {
			return r.FindIssues(ctx, graph.IssueQuery{Text: text, Page: p})
		})
	},
	paraphrase: func(r *run, words string) (graph.Issue, bool, error) { return r.engine.asker.Issue(r.ctx, words) },
}

// refs finds the keys that references name. A key or id that does not exist is an error like an unknown name, for a
// filter that silently matches nothing misleads.
func (k kindOfNamed[K, V]) refs(r *run, items []any) ([]K, error) {
	keys := make([]K, len(items))
	for i, item := range items {
		ref, _ := item.(map[string]any)
		var err error
		if keys[i], err = k.ref(r, ref); err != nil {
			return nil, err
		}
	}
	found, err := k.meant(r, keys)
	if err != nil {
		return nil, err
	}
	for i, v := range found {
		if v == nil || (*v).Gone() {
			return nil, graph.Errorf(graph.NotFound, "no %s has the key %q", k.word, clip(string(keys[i])))
		}
		keys[i] = k.key(*v)
	}
	return keys, nil
}

// meant gives what keys mean: the objects that have them or, of merged ones, the targets; nil for each that does not exist.
func (k kindOfNamed[K, V]) meant(r *run, keys []K) ([]*V, error) {
	s := k.shelf(r.load)
	if err := s.need(r.ctx, keys); err != nil {
		return nil, err
	}
	to := slices.Clone(keys)
	for i, key := range keys {
		if v := s.held[key]; v != nil && k.into(*v) != "" {
			to[i] = k.into(*v)
		}
	}
	if err := s.need(r.ctx, to); err != nil {
		return nil, err
	}
	return each(to, func(key K) *V { return s.held[key] }), nil
}

func (k kindOfNamed[K, V]) ref(r *run, ref input) (K, error) {
	switch {
	case ref["id"] != nil:
		return keyOf[K](k.typ, ref.text("id"))
	case ref["key"] != nil:
		return K(ref.text("key")), checkKey(ref.text("key"))
	}
	v, err := k.byName(r, ref.text("name"))
	if err != nil {
		return "", err
	}
	return k.key(*v), nil
}

// byName finds what has a name, alias, phrase or key, in any case and without regard to accents and hyphens. The name
// proper and the key go before an alias. Where nothing has it, the error lists what comes near.
func (k kindOfNamed[K, V]) byName(r *run, name string) (*V, error) {
	wanted := graph.Slug(name)
	if err := checkKey(name); err != nil || wanted == "" {
		return nil, invalidf("%q cannot be the name of an %s", clip(name), k.word)
	}
	var proper, other []V
	consider := func(v V) {
		for i, n := range k.names(v) {
			if i == 0 && string(k.key(v)) == wanted || graph.Slug(n) == wanted {
				if i == 0 {
					proper = append(proper, v)
				} else {
					other = append(other, v)
				}
				return
			}
		}
	}
	for v, err := range k.find(r.ctx, r.engine.reader, strings.TrimSpace(name)) {
		if err != nil {
			return nil, err
		}
		consider(v)
	}
	if len(proper)+len(other) == 0 {
		found, err := k.meant(r, []K{K(wanted)})
		if err != nil {
			return nil, err
		}
		if v := found[0]; v != nil && !(*v).Gone() {
			proper = append(proper, *v)
		}
	}
	return k.choose(r, name, append(proper, other...), len(proper))
}

// choose takes the one candidate, or the one whose name proper it is.
func (k kindOfNamed[K, V]) choose(r *run, name string, found []V, proper int) (*V, error) {
	switch {
	case len(found) == 1 || proper == 1:
		return k.shelf(r.load).put(&found[0]), nil
	case len(found) > 1:
		keys := make([]string, len(found))
		for i, v := range found {
			keys[i] = string(k.key(v))
		}
		return nil, invalidf("%q can be several %ss: %s; name one by its key", clip(name), k.word, strings.Join(keys[:min(len(keys), 10)], ", "))
	}
	if k.paraphrase != nil && r.engine.asker != nil {
		if v, ok, err := k.paraphrase(r, name); ok || err != nil {
			return k.shelf(r.load).put(&v), err
		}
	}
	near, err := k.near(r, name)
	if err != nil {
		return nil, err
	}
	hint := "nothing comes near"
	if len(near) > 0 {
		hint = "near matches: " + strings.Join(near, ", ")
	}
	return nil, graph.Errorf(graph.NotFound, "no %s is called %q; %s", k.word, clip(name), hint)
}

// nearMatches is how many near matches an error lists.
const nearMatches = 3

// near gives the proper names of what is called most like name.
func (k kindOfNamed[K, V]) near(r *run, name string) ([]string, error) {
	var named [][]string
	for v, err := range k.find(r.ctx, r.engine.reader, "") {
		if err != nil {
			return nil, err
		}
		named = append(named, k.names(v))
	}
	return ask.Near(clip(name), named, nearMatches), nil
}
