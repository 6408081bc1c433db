package api

import (
	"context"
	"errors"
	"sync"

	"stancegraph/graph"
)

// vocabulary keeps the actors and issues of the graph, so that the names in a query are looked up without reading. They hold
// while the graph's stamp is the same, which every read that they led to checks along the way.
type vocabulary struct {
	mu   sync.Mutex
	last *words // nil: to be read
}

// words are all names of a graph as it once was.
type words struct {
	stamp  string
	actors index[graph.ActorID, graph.Actor]
	issues index[graph.IssueID, graph.Issue]
	parts  map[graph.IssueID][]graph.IssueID // direct ones, by name

	mu          sync.Mutex
	paraphrased map[string]*graph.Issue // nil for words that paraphrase nothing
}

// index finds named objects by key and by name.
type index[K ~string, V any] struct {
	standing []V // not merged or withdrawn, by name
	byKey    map[K]*V
	bySlug   map[string][]entry[V] // of those that stand
}

// entry is an object with a name.
type entry[V any] struct {
	of     *V
	proper bool // it is the name proper or the key, and no alias
}

// errRenamed means that names may stand for something else since they were looked up.
var errRenamed = errors.New("actors or issues have changed since their names were looked up")

// maxParaphrases is how many paraphrases are remembered.
const maxParaphrases = 1000

// everything is a page without an end.
const everything = 1 << 30

// of gives the words of the graph, those that were read last where there are some.
func (v *vocabulary) of(ctx context.Context, r graph.Reader) (*words, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.last != nil {
		return v.last, nil
	}
	page := graph.Page{Limit: everything}
	found, err := r.Read(ctx, graph.Want{What: graph.Stamp{}}, graph.Want{What: graph.ActorQuery{Gone: true, Page: page}}, graph.Want{What: graph.IssueQuery{Gone: true, Page: page}})
	if err != nil {
		return nil, err
	}
	w := &words{stamp: found[0].Stamp, parts: map[graph.IssueID][]graph.IssueID{}, paraphrased: map[string]*graph.Issue{}}
	w.actors = indexOf(actorNames, found[1].Actors[0].Items)
	w.issues = indexOf(issueNames, found[2].Issues[0].Items)
	for _, i := range w.issues.standing {
		w.parts[i.PartOf] = append(w.parts[i.PartOf], i.ID)
	}
	v.last = w
	return w, nil
}

// forget has the words read anew, if they are still the ones that were found to be old.
func (v *vocabulary) forget(old *words) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.last == old {
		v.last = nil
	}
}

func indexOf[K ~string, V named](k kindOfNamed[K, V], all []V) index[K, V] {
	x := index[K, V]{byKey: map[K]*V{}, bySlug: map[string][]entry[V]{}}
	for i := range all {
		v := &all[i]
		x.byKey[k.key(*v)] = v
		if (*v).Gone() {
			continue
		}
		x.standing = append(x.standing, *v)
		seen := map[string]bool{}
		for n, name := range append([]string{string(k.key(*v))}, k.names(*v)...) {
			if slug := graph.Slug(name); slug != "" && !seen[slug] {
				seen[slug] = true
				x.bySlug[slug] = append(x.bySlug[slug], entry[V]{v, n < 2})
			}
		}
	}
	return x
}

// withParts gives some issues and all that are part of them, however deep, each once, the broader ones first.
func (w *words) withParts(ids []graph.IssueID) []graph.IssueID {
	seen := map[graph.IssueID]bool{}
	var all []graph.IssueID
	for len(ids) > 0 {
		var next []graph.IssueID
		for _, id := range ids {
			if !seen[id] {
				seen[id] = true
				all = append(all, id)
				next = append(next, w.parts[id]...)
			}
		}
		ids = next
	}
	return all
}

// paraphrase finds the issue that some words put in other words, nil where there is none.
func (w *words) paraphrase(ctx context.Context, asker Asker, text string) (*graph.Issue, error) {
	w.mu.Lock()
	issue, known := w.paraphrased[text]
	w.mu.Unlock()
	if known || asker == nil {
		return issue, nil
	}
	found, ok, err := asker.Issue(ctx, text)
	if err != nil {
		return nil, err
	}
	if ok {
		issue = w.issues.byKey[found.ID]
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.paraphrased) < maxParaphrases {
		w.paraphrased[text] = issue
	}
	return issue, nil
}

// dictionary gives what names are looked up in. A change makes sure of it before; a read as it reads.
func (r *run) dictionary() (*words, error) {
	if r.words != nil {
		return r.words, nil
	}
	w, err := r.engine.words.of(r.ctx, r.engine.reader)
	if err != nil {
		return nil, err
	}
	r.words, r.sure = w, false
	if r.mutation {
		err = r.verify()
	}
	return w, err
}

// verify makes sure that the names still stand for what they were found to stand for.
func (r *run) verify() error {
	if r.words == nil || r.sure {
		return nil
	}
	_, err := r.read()
	return err
}

// resolveRoot resolves a root field. Where names were looked up that have changed since, it begins anew.
func (r *run) resolveRoot(f *field, parent any) any {
	const attempts = 5
	for attempt := 1; ; attempt++ {
		r.words, r.sure = nil, false
		cell := r.resolve(f, []any{parent})[0]
		failure, _ := cell.(error)
		if failure != nil && !errors.Is(failure, errRenamed) { // perhaps only for what the names stood for
			if err := r.verify(); err != nil {
				failure = err
			}
		}
		if !errors.Is(failure, errRenamed) {
			return cell
		}
		if attempt == attempts {
			return &graph.Error{Code: graph.Unavailable, Message: "actors and issues change all the time: try again", Err: failure}
		}
		r.engine.words.forget(r.words)
	}
}
