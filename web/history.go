package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"stancegraph/graph"
)

// Bounds of the history.
const (
	mostRevisions = 25 // on a page
	mostChanges   = 5  // that are shown of one revision
	mostFormer    = 50 // revisions of one object that are looked through for what a change altered
)

// historyPage is what was changed, newest first.
type historyPage struct {
	Who, Object string
	Action      graph.Action
	Actions     []graph.Action
	Entries     []entry
	Next        string // the address of the next part
	To          string // this page, to which undo goes
	Done        graph.RevisionID
	Problem     string // why something could not be undone
	Analyst     bool
}

// entry is a revision with what it altered.
type entry struct {
	graph.Revision
	Altered []altered
	More    int // changes that are left out
}

// altered is what a revision did to one object.
type altered struct {
	graph.Change
	Name    string // of the object
	URL     string
	Fields  []graph.Difference
	Unknown bool // the object was changed too often since to say what this change did
	Later   bool // it was changed again since, so that this change cannot be undone by itself
}

// Created reports whether the object is new.
func (a altered) Created() bool { return a.Before == nil }

var actions = []graph.Action{graph.ActionLoad, graph.ActionVocabulary, graph.ActionAnnotate, graph.ActionReview, graph.ActionAmend, graph.ActionRetract,
	graph.ActionCreate, graph.ActionUpdate, graph.ActionMerge, graph.ActionSplit, graph.ActionUndo}

func (w *workbench) history(r *request) (view, error) {
	q := r.URL.Query()
	page := historyPage{Who: q.Get("who"), Object: q.Get("object"), Action: graph.Action(q.Get("action")), Actions: actions,
		Done: graph.RevisionID(q.Get("undone")), Problem: q.Get("problem"), Analyst: r.analyst()}
	query, err := page.query()
	if err != nil {
		return view{}, err
	}
	if after := q["after"]; len(after) > 0 {
		query.Page.After = after
	}
	found, err := w.reader.FindRevisions(r.Context(), query)
	if err != nil {
		return view{}, err
	}
	page.To = page.path(query.Page.After)
	if found.More {
		page.Next = page.path(found.Items[len(found.Items)-1].Pos())
	}
	page.Entries, err = w.entries(r, found.Items)
	return view{template: "history", title: "History", data: page}, err
}

// query words what is wanted.
func (p historyPage) query() (q graph.RevisionQuery, err error) {
	q.Page.Limit = mostRevisions
	if p.Who != "" {
		q.Who = []string{p.Who}
	}
	if p.Action != "" {
		if !slices.Contains(actions, p.Action) {
			return q, graph.Errorf(graph.Invalid, "%q is no kind of change", string(p.Action))
		}
		q.Actions = []graph.Action{p.Action}
	}
	if p.Object != "" {
		typ, id, ok := strings.Cut(p.Object, ":")
		q.Object = graph.ObjectID{Type: graph.ObjectType(typ), ID: id}
		if _, known := setOf[q.Object.Type]; !ok || !known {
			return q, graph.Errorf(graph.Invalid, "the object is %q: want actor:KEY, issue:KEY, article:KEY or statement:KEY", p.Object)
		}
	}
	return q, nil
}

// path gives the address of the history behind a place.
func (p historyPage) path(after graph.Pos) string {
	q := url.Values{}
	for name, value := range map[string]string{"who": p.Who, "object": p.Object, "action": string(p.Action)} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if after != nil {
		q["after"] = after
	}
	if len(q) == 0 {
		return "/history"
	}
	return "/history?" + q.Encode()
}

var setOf = map[graph.ObjectType]graph.Set{graph.ActorObject: graph.ActorSet, graph.IssueObject: graph.IssueSet, graph.ArticleObject: graph.ArticleSet,
	graph.StatementObject: graph.StatementSet}

// known is an object that was changed, with all that was done to it, newest first.
type known struct {
	name, url string
	now       any
	revision  int
	history   graph.Slice[graph.Revision]
}

// entries finds out what revisions altered, in one read for all objects that are shown.
func (w *workbench) entries(r *request, revisions []graph.Revision) ([]entry, error) {
	wanted := map[graph.ObjectType][]string{}
	for _, rev := range revisions {
		for _, c := range rev.Changes[:min(mostChanges, len(rev.Changes))] {
			if !slices.Contains(wanted[c.Type], c.ID) {
				wanted[c.Type] = append(wanted[c.Type], c.ID)
			}
		}
	}
	objects, err := w.known(r, wanted)
	if err != nil {
		return nil, err
	}
	var out []entry
	for _, rev := range revisions {
		shown := rev.Changes[:min(mostChanges, len(rev.Changes))]
		e := entry{Revision: rev, More: len(rev.Changes) - len(shown)}
		for _, c := range shown {
			e.Altered = append(e.Altered, alteredBy(c, objects[graph.ObjectID{Type: c.Type, ID: c.ID}]))
		}
		out = append(out, e)
	}
	return out, nil
}

func alteredBy(c graph.Change, k known) altered {
	a := altered{Change: c, Name: k.name, URL: k.url, Later: k.revision > c.Revision}
	if a.Name == "" {
		a.Name = c.ID
	}
	if c.Before == nil {
		return a
	}
	fields, ok := graph.Differences(graph.ObjectID{Type: c.Type, ID: c.ID}, k.history.Items, k.now)[c.Revision]
	a.Fields, a.Unknown = fields, !ok
	return a
}

// known reads objects with their revisions.
func (w *workbench) known(r *request, ids map[graph.ObjectType][]string) (map[graph.ObjectID]known, error) {
	history := graph.Want{What: graph.RevisionQuery{Page: graph.Page{Limit: mostFormer}}}
	var wants []graph.Want
	for _, typ := range []graph.ObjectType{graph.ActorObject, graph.IssueObject, graph.ArticleObject, graph.StatementObject} {
		wants = append(wants, graph.Want{What: graph.IDs{Of: setOf[typ], IDs: ids[typ]}, With: []graph.Want{history}})
	}
	found, err := w.reader.Read(r.Context(), wants...)
	if err != nil {
		return nil, err
	}
	out := map[graph.ObjectID]known{}
	put := func(i int, n int, typ graph.ObjectType, id string, k known) {
		k.history = found[i].With[0].Revisions[n]
		out[graph.ObjectID{Type: typ, ID: id}] = k
	}
	for n, a := range found[0].Actors[0].Items {
		put(0, n, graph.ActorObject, string(a.ID), known{name: a.Name, url: actorPath(a.ID), now: a, revision: a.Revision})
	}
	for n, i := range found[1].Issues[0].Items {
		put(1, n, graph.IssueObject, string(i.ID), known{name: i.Name, url: issuePath(i.ID), now: i, revision: i.Revision})
	}
	for n, a := range found[2].Articles[0].Items {
		put(2, n, graph.ArticleObject, string(a.ID), known{name: a.Label(), url: articlePath(a.ID), now: a, revision: a.Revision})
	}
	for n, s := range found[3].Statements[0].Items {
		put(3, n, graph.StatementObject, string(s.ID), known{name: "“" + s.Quote + "”", url: articlePath(s.Article) + "#" + anchor(s.ID), now: s, revision: s.Revision})
	}
	return out, nil
}

// undo turns a revision back, and shows the same part of the history again.
func (w *workbench) undo(r *request) (view, error) {
	if r.user == nil {
		return view{goTo: "/signin?next=" + urlValue(r.URL.RequestURI())}, nil
	}
	r.Body = http.MaxBytesReader(r.w, r.Body, mostBody)
	_, err := w.editor.Undo(r.Context(), *r.user, graph.RevisionID(r.PostFormValue("undo")), r.PostFormValue("why"))
	q := r.URL.Query()
	q.Del("undone")
	q.Del("problem")
	switch code := graph.CodeOf(err); {
	case err == nil:
		q.Del("after") // the undoing is the newest revision
		q.Set("undone", r.PostFormValue("undo"))
	case code == graph.Conflict || code == graph.Invalid:
		q.Set("problem", graph.MessageOf(err))
	default:
		return view{}, err
	}
	return view{goTo: "/history?" + q.Encode()}, nil
}

// plainValue words a value of a field: texts as they are, lists with commas.
func plainValue(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return text
	}
	var texts []string
	if json.Unmarshal(value, &texts) == nil {
		return strings.Join(texts, ", ")
	}
	return string(value)
}

// fieldNames are the words for fields whose names in Go and JSON are two words.
var fieldNames = map[string]string{"heldOn": "held on", "reportedBy": "reported by", "speaksFor": "speaks for", "memberOf": "member of", "partOf": "part of",
	"mergedInto": "merged into", "holderText": "holder in the text"}

func fieldName(field string) string {
	if name, ok := fieldNames[field]; ok {
		return name
	}
	return field
}
