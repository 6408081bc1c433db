package web

import (
	"errors"
	"slices"
	"strings"

	"stancegraph/ask"
	"stancegraph/graph"
)

// unclear is a name that stands for nothing yet, or for several, with what may be meant by it.
type unclear struct {
	Name  string
	Near  []choice
	Kinds []graph.Kind // as which an actor of that name can be made
	Issue bool         // an issue of that name can be made
	err   error
}

// choice is an actor or issue that can be meant: its key, its name, and what else tells it apart.
type choice struct{ Key, Name, More string }

func (u *unclear) Error() string { return u.err.Error() }
func (u *unclear) Unwrap() error { return u.err }

// unclearIn gives the name that an error is about, nil where it is about none.
func unclearIn(err error) *unclear {
	u, _ := errors.AsType[*unclear](err)
	return u
}

// answer is what an analyst said about a name that was unclear: the key of what is meant, or "+" and the kind that is to be made.
type answer struct{ name, meant string }

// about gives what was said about a name: a key, or what to make of it; neither where nothing was said.
func (a answer) about(name string) (key, kind string) {
	if a.name != name {
		return "", ""
	}
	if kind, ok := strings.CutPrefix(a.meant, "+"); ok {
		return "", kind
	}
	return a.meant, ""
}

// mostNear is how many near doubles of an unknown name are shown.
const mostNear = 5

// actorNamed finds the actor with a key, name or alias. Of an unknown one the error is an unclear name.
func (w *workbench) actorNamed(r *request, name string, said answer) (graph.ActorID, error) {
	key, kind := said.about(name)
	if kind != "" {
		a, _, err := w.editor.CreateActor(r.Context(), *r.user, graph.Actor{Name: name, Kind: graph.Kind(kind)}, false, "")
		return a.ID, err
	}
	if key == "" {
		key = name
	}
	byKey, err := w.reader.Actors(r.Context(), []graph.ActorID{graph.ActorID(key)})
	if err != nil {
		return "", err
	}
	if len(byKey) == 1 && !byKey[0].Gone() {
		return byKey[0].ID, nil
	}
	similar, err := w.reader.FindActors(r.Context(), graph.ActorQuery{Text: name, Page: graph.Page{Limit: mostSuggested}})
	if err != nil {
		return "", err
	}
	exact := slices.DeleteFunc(slices.Clone(similar.Items), func(a graph.Actor) bool { return !called(name, a.Name, a.Aliases) })
	if len(exact) == 1 {
		return exact[0].ID, nil
	}
	u := &unclear{Name: name, Kinds: graph.Kinds}
	if len(exact) > 1 {
		u.Near, u.Kinds, u.err = actorChoices(exact), nil, graph.Errorf(graph.Invalid, "several actors are called %q: say which one is meant", name)
		return "", u
	}
	near, err := w.nearActors(r, name, similar.Items)
	u.Near, u.err = actorChoices(near), graph.Errorf(graph.Invalid, "no actor is called %q: say who is meant, or make a new one", name)
	return "", errors.Join(err, u)
}

// nearActors gives the actors whose names are near to one: those that contain it, then those with names like it.
func (w *workbench) nearActors(r *request, name string, containing []graph.Actor) ([]graph.Actor, error) {
	if len(containing) >= mostNear {
		return containing[:mostNear], nil
	}
	var names [][]string
	for a, err := range graph.AllActors(r.Context(), w.reader) {
		if err != nil {
			return nil, err
		}
		if !a.Gone() && !slices.ContainsFunc(containing, func(c graph.Actor) bool { return c.ID == a.ID }) {
			names = append(names, append([]string{string(a.ID), a.Name}, a.Aliases...))
		}
	}
	var ids []graph.ActorID
	for _, id := range ask.Near(name, names, mostNear-len(containing)) {
		ids = append(ids, graph.ActorID(id))
	}
	alike, err := w.reader.Actors(r.Context(), ids)
	return append(slices.Clone(containing), alike...), err
}

// issueNamed finds the issue with a key, name or phrase like actorNamed an actor.
func (w *workbench) issueNamed(r *request, name string, said answer) (graph.IssueID, error) {
	key, kind := said.about(name)
	if kind != "" {
		i, _, err := w.editor.CreateIssue(r.Context(), *r.user, graph.Issue{Name: name}, false, "")
		return i.ID, err
	}
	if key == "" {
		key = name
	}
	var near [][]string
	var exact []graph.Issue
	all := map[graph.IssueID]graph.Issue{}
	for i, err := range graph.AllIssues(r.Context(), w.reader) { // issues are few
		switch {
		case err != nil:
			return "", err
		case i.Gone():
		case string(i.ID) == key:
			return i.ID, nil
		case called(name, i.Name, i.Phrases):
			exact = append(exact, i)
		}
		if !i.Gone() {
			all[i.ID] = i
			near = append(near, append([]string{string(i.ID), i.Name}, i.Phrases...))
		}
	}
	if len(exact) == 1 {
		return exact[0].ID, nil
	}
	u := &unclear{Name: name, Issue: len(exact) == 0, err: graph.Errorf(graph.Invalid, "no issue is called %q: say which one is meant, or make a new one", name)}
	if len(exact) > 1 {
		u.err = graph.Errorf(graph.Invalid, "several issues are called %q: say which one is meant", name)
	} else {
		for _, id := range ask.Near(name, near, mostNear) {
			exact = append(exact, all[graph.IssueID(id)])
		}
	}
	u.Near = issueChoices(exact)
	return "", u
}

// called reports whether something has a name, case and accents aside.
func called(name, own string, others []string) bool {
	return slices.ContainsFunc(append([]string{own}, others...), func(n string) bool { return graph.Fold(n) == graph.Fold(name) })
}

func actorChoices(actors []graph.Actor) (out []choice) {
	for _, a := range actors {
		out = append(out, choice{string(a.ID), a.Name, strings.Join(append([]string{string(a.Kind)}, a.Aliases[:min(3, len(a.Aliases))]...), ", ")})
	}
	return out
}

func issueChoices(issues []graph.Issue) (out []choice) {
	for _, i := range issues {
		out = append(out, choice{string(i.ID), i.Name, strings.Join(i.Phrases[:min(3, len(i.Phrases))], ", ")})
	}
	return out
}

func articleChoices(articles []graph.Article) (out []choice) {
	for _, a := range articles {
		out = append(out, choice{string(a.ID), a.Label(), strings.TrimSpace(dateWord(a.Published) + " " + a.Source)})
	}
	return out
}

// mostSuggested is how many names are suggested at once.
const mostSuggested = 12

// suggest gives names that fill in a field while one types: those that contain what was typed, else those like it.
func (w *workbench) suggest(r *request) (view, error) {
	text := strings.TrimSpace(r.URL.Query().Get("text"))
	v := view{template: "suggest", part: true}
	switch r.URL.Query().Get("of") {
	case "issue":
		s, err := w.reader.FindIssues(r.Context(), graph.IssueQuery{Text: text, Page: graph.Page{Limit: mostSuggested}})
		v.data = issueChoices(s.Items)
		return v, err
	case "article":
		s, err := w.reader.FindArticles(r.Context(), graph.ArticleQuery{Text: text, Page: graph.Page{Limit: mostSuggested}})
		v.data = articleChoices(s.Items)
		return v, err
	}
	s, err := w.reader.FindActors(r.Context(), graph.ActorQuery{Text: text, Page: graph.Page{Limit: mostSuggested}})
	found := s.Items
	if err == nil && len(found) == 0 {
		found, err = w.nearActors(r, text, nil)
	}
	v.data = actorChoices(found)
	return v, err
}
