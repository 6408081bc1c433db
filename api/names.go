package api

import (
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
	word  string
	set   graph.Set
	shelf func(*loader) shelf[K, V]
	key   func(V) K
	into  func(V) K        // what it was merged into
	names func(V) []string // the name first
	index func(*words) index[K, V]
	// paraphrase, where set, finds what words that are no name of anything put in other words, nil for nothing.
	paraphrase func(r *run, w *words, text string) (*V, error)
}

var actorNames = kindOfNamed[graph.ActorID, graph.Actor]{
	word: "actor", set: graph.ActorSet, shelf: actorShelf,
	key:   func(a graph.Actor) graph.ActorID { return a.ID },
	into:  func(a graph.Actor) graph.ActorID { return a.MergedInto },
	names: func(a graph.Actor) []string { return append([]string{a.Name}, a.Aliases...) },
	index: func(w *words) index[graph.ActorID, graph.Actor] { return w.actors },
}

var issueNames = kindOfNamed[graph.IssueID, graph.Issue]{
	word: "issue", set: graph.IssueSet, shelf: issueShelf,
	key:   func(i graph.Issue) graph.IssueID { return i.ID },
	into:  func(i graph.Issue) graph.IssueID { return i.MergedInto },
	names: func(i graph.Issue) []string { return append([]string{i.Name}, i.Phrases...) },
	index: func(w *words) index[graph.IssueID, graph.Issue] { return w.issues },
	paraphrase: func(r *run, w *words, text string) (*graph.Issue, error) {
		return w.paraphrase(r.ctx, r.engine.asker, text)
	},
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
	return keys, nil
}

func (k kindOfNamed[K, V]) ref(r *run, ref input) (key K, err error) {
	switch {
	case ref["id"] != nil:
		key, err = keyOf[K](k.typ(), ref.text("id"))
	case ref["key"] != nil:
		key, err = K(ref.text("key")), checkKey(ref.text("key"))
	default:
		return k.byName(r, ref.text("name"))
	}
	if err != nil {
		return "", err
	}
	v, err := k.meant(r, key)
	switch {
	case err != nil:
		return "", err
	case v == nil || (*v).Gone():
		return "", graph.Errorf(graph.NotFound, "no %s has the key %q", k.word, clip(string(key)))
	}
	return k.key(*v), nil
}

// meant gives what a key means: the object that has it or, of a merged one, the target; nil where there is none.
func (k kindOfNamed[K, V]) meant(r *run, key K) (*V, error) {
	w, err := r.dictionary()
	if err != nil {
		return nil, err
	}
	v := k.index(w).byKey[key]
	if v != nil && k.into(*v) != "" {
		v = k.index(w).byKey[k.into(*v)]
	}
	return v, nil
}

// typ is the type of the schema.
func (k kindOfNamed[K, V]) typ() string { return strings.ToUpper(k.word[:1]) + k.word[1:] }

// byName finds what has a name, alias, phrase or key, in any case and without regard to accents and hyphens. The name
// proper and the key go before an alias. Where nothing has it, the error lists what comes near.
func (k kindOfNamed[K, V]) byName(r *run, name string) (K, error) {
	slug := graph.Slug(name)
	if err := checkKey(name); err != nil || slug == "" {
		return "", invalidf("%q cannot be the name of an %s", clip(name), k.word)
	}
	w, err := r.dictionary()
	if err != nil {
		return "", err
	}
	found := k.index(w).bySlug[slug]
	if proper := slices.DeleteFunc(slices.Clone(found), func(e entry[V]) bool { return !e.proper }); len(proper) > 0 {
		found = proper
	}
	switch {
	case len(found) == 1:
		return k.key(*found[0].of), nil
	case len(found) > 1:
		keys := each(found, func(e entry[V]) string { return string(k.key(*e.of)) })
		return "", invalidf("%q can be several %ss: %s; name one by its key", clip(name), k.word, strings.Join(keys[:min(len(keys), 10)], ", "))
	}
	if v, err := k.meant(r, K(slug)); err != nil || v != nil && !(*v).Gone() {
		return k.keyOrNone(v), err
	}
	if k.paraphrase != nil {
		if v, err := k.paraphrase(r, w, name); v != nil || err != nil {
			return k.keyOrNone(v), err
		}
	}
	hint := "nothing comes near"
	if near := ask.Near(clip(name), each(k.index(w).standing, k.names), nearMatches); len(near) > 0 {
		hint = "near matches: " + strings.Join(near, ", ")
	}
	return "", graph.Errorf(graph.NotFound, "no %s is called %q; %s", k.word, clip(name), hint)
}

func (k kindOfNamed[K, V]) keyOrNone(v *V) (key K) {
	if v != nil {
		key = k.key(*v)
	}
	return key
}

// nearMatches is how many near matches an error lists.
const nearMatches = 3
