package web

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"stancegraph/graph"
)

// An entry is split in three steps: the page narrows what names it and lets choose among that; a preview says what will change; then it
// changes. Each step sends all that was chosen before.

// splitPage is the form that splits an actor or issue.
type splitPage struct {
	entryPage
	Narrow     filter
	Words      string // that the quote holds
	Names      []chosen
	Into, As   string // the name or key of the other one, and what it is made as: a kind, "issue", or empty where it is there
	Ways       []string
	Statements cards
	Moves      map[graph.StatementID]bool
	All        bool // all that match, whether they are shown or not
	Matching   int
	Preview    *splitPreview
}

// chosen is something to choose.
type chosen struct {
	Value  string
	Chosen bool
}

// splitPreview is what a split would change.
type splitPreview struct {
	IntoName     string
	IntoRevision int // 0 where it is new
	Moved, Stay  int
	Gained       []string
	Counted      []movedCount
}

// movedCount says how many of the statements that count would move, on an issue or of an actor.
type movedCount struct {
	Name         string
	Stance       graph.Stance
	Before, Left int
}

func (w *workbench) splitForm(r *request) (view, error) {
	if !r.analyst() {
		return view{goTo: "/signin?next=" + urlValue(r.URL.RequestURI())}, nil
	}
	page, err := w.splitPage(r)
	return splitView(page), err
}

func splitView(page splitPage) view {
	return view{template: "split", title: "Split " + page.Name, data: page}
}

// splitPage reads the entry that the address names and what names it; of a form, what is chosen.
func (w *workbench) splitPage(r *request) (page splitPage, err error) {
	if page.entryPage, err = w.entryPage(r); err != nil {
		return page, err
	}
	page.Narrow, page.Words, page.To = r.filter, r.URL.Query().Get("text"), page.To+"/split"
	if q := r.URL.Query(); len(q) > 0 {
		page.To += "?" + q.Encode()
	}
	found, err := w.reader.FindStatements(r.Context(), graph.StatementQuery{Where: page.where(), Page: graph.Page{Limit: mostListed, Total: true}})
	if err != nil {
		return page, err
	}
	page.Matching = found[0].Total
	if page.Statements, err = newCards(r.Context(), w.reader, found[0].Items); err != nil {
		return page, err
	}
	names, ways := "phrases", []string{"issue"}
	if page.Type == graph.ActorObject {
		names, ways = "aliases", each(graph.Kinds, func(k graph.Kind) string { return string(k) })
	}
	page.Ways = ways
	_ = r.ParseForm() // what cannot be read was not chosen
	for _, n := range linesOf[string](fieldValue(page.Fields, names)) {
		page.Names = append(page.Names, chosen{n, slices.Contains(r.PostForm["name"], n)})
	}
	page.Into, page.As, page.Why, page.All = strings.TrimSpace(r.PostFormValue("into")), r.PostFormValue("as"), strings.TrimSpace(r.PostFormValue("why")), r.PostFormValue("all") != ""
	page.Moves = map[graph.StatementID]bool{}
	for _, id := range r.PostForm["statement"] {
		page.Moves[graph.StatementID(id)] = true
	}
	return page, nil
}

// where gives the filter for what the page shows.
func (p splitPage) where() graph.StatementFilter {
	where := p.Narrow.where()
	where.Text = p.Words
	if p.Type == graph.ActorObject {
		where.Naming = []graph.ActorID{graph.ActorID(p.ID)}
	} else {
		where.Issues = []graph.IssueID{graph.IssueID(p.ID)}
	}
	return where
}

// split previews a split, or carries it out.
func (w *workbench) split(r *request) (view, error) {
	if r.user == nil {
		return view{goTo: "/signin?next=" + urlValue(r.URL.RequestURI())}, nil
	}
	r.Body = http.MaxBytesReader(r.w, r.Body, mostBody)
	page, err := w.splitPage(r)
	if err != nil {
		return view{}, err
	}
	if r.PostFormValue("step") == "back" {
		return splitView(page), nil
	}
	var rev graph.Revision
	if page.Type == graph.ActorObject {
		rev, err = splitting[graph.ActorID, graph.Actor]{w, r, &page, graph.Actor{Name: page.Into, Kind: graph.Kind(page.As)}, w.actorNamed, w.actorEntry, w.editor.SplitActor}.run()
	} else {
		rev, err = splitting[graph.IssueID, graph.Issue]{w, r, &page, graph.Issue{Name: page.Into}, w.issueNamed, w.issueEntry, w.editor.SplitIssue}.run()
	}
	if err == nil && rev.ID != "" {
		return view{goTo: "/codebook?done=" + urlValue(string(rev.ID))}, nil
	}
	status := 0
	if code := graph.CodeOf(err); code == graph.Invalid || code == graph.Conflict {
		page.Problem, page.Preview, status, err = graph.MessageOf(err), nil, statusOf[code], nil
	}
	v := splitView(page)
	v.status = status
	return v, err
}

// splitting is a split of an actor, or of an issue.
type splitting[K ~string, T any] struct {
	w     *workbench
	r     *request
	page  *splitPage
	other T
	named func(*request, string, answer) (K, error)
	entry func(*request, K) (entryHead, error)
	do    func(context.Context, graph.Agent, graph.Split[K, T], string) (graph.Halves[T], graph.Revision, error)
}

// entryHead is what a preview tells of an entry.
type entryHead struct {
	name     string
	revision int
	names    []string
}

func (w *workbench) actorEntry(r *request, id graph.ActorID) (entryHead, error) {
	a, err := w.oneActor(r, id)
	return entryHead{a.Name, a.Revision, append(a.Aliases, a.Name)}, err
}

func (w *workbench) issueEntry(r *request, id graph.IssueID) (entryHead, error) {
	i, err := w.oneIssue(r, id)
	return entryHead{i.Name, i.Revision, append(i.Phrases, i.Name)}, err
}

// run previews the split where the form does not say that it was seen. Then the revision is empty.
func (s splitting[K, T]) run() (rev graph.Revision, err error) {
	page := s.page
	if page.Into == "" {
		return rev, graph.Errorf(graph.Invalid, "name the other %s", page.Type)
	}
	split := graph.Split[K, T]{From: graph.Seen[K]{ID: K(page.ID)}}
	if split.From.Revision, err = strconv.Atoi(s.r.PostFormValue("revision")); err != nil {
		return rev, graph.Errorf(graph.Invalid, "want the revision, not %q", s.r.PostFormValue("revision"))
	}
	for _, n := range page.Names {
		if n.Chosen {
			split.Names = append(split.Names, n.Value)
		}
	}
	if page.All {
		where := page.where()
		if where.Naming = nil; page.Type == graph.IssueObject {
			where.Issues = nil
		}
		split.Where = &where
	} else {
		for _, id := range s.r.PostForm["statement"] {
			split.Statements = append(split.Statements, graph.StatementID(id))
		}
	}
	head := entryHead{name: page.Into}
	if page.As != "" {
		split.New = &s.other
	} else {
		id, err := s.named(s.r, page.Into, answer{})
		if u := unclearIn(err); u != nil && (u.Issue || len(u.Kinds) > 0) {
			return rev, graph.Errorf(graph.Invalid, "no %s is called %q%s: name another one, or say that it is to be made", page.Type, page.Into, near(u))
		}
		if err != nil {
			return rev, err
		}
		if head, err = s.entry(s.r, id); err != nil {
			return rev, err
		}
		split.Into = graph.Seen[K]{ID: id, Revision: head.revision}
	}
	if s.r.PostFormValue("step") == "split" {
		if seen := s.r.PostFormValue("intorevision"); seen != "" && seen != "0" {
			if split.Into.Revision, err = strconv.Atoi(seen); err != nil {
				return rev, graph.Errorf(graph.Invalid, "want the revision, not %q", seen)
			}
		}
		_, rev, err = s.do(s.r.Context(), *s.r.user, split, page.Why)
		return rev, err
	}
	if len(split.Names) == 0 && !page.All && len(split.Statements) == 0 {
		return rev, graph.Errorf(graph.Invalid, "choose statements or names that mean %s", page.Into)
	}
	page.Preview = &splitPreview{IntoName: head.name, IntoRevision: head.revision,
		Gained: slices.DeleteFunc(slices.Clone(split.Names), func(n string) bool { return slices.Contains(head.names, n) })}
	return rev, s.w.previewMoves(s.r, page)
}

// near names what may be meant.
func near(u *unclear) string {
	if len(u.Near) == 0 {
		return ""
	}
	return " (near: " + strings.Join(each(u.Near, func(c choice) string { return c.Name }), ", ") + ")"
}

// previewMoves counts what would move, and what would be left of what the entry holds, or is held about.
func (w *workbench) previewMoves(r *request, page *splitPage) error {
	moves := page.Moves
	if page.All {
		moves = map[graph.StatementID]bool{}
		for s, err := range graph.AllStatements(r.Context(), w.reader, page.where(), "id") {
			if err != nil {
				return err
			}
			moves[s.ID] = true
		}
	}
	counts := map[graph.EdgeKey]*movedCount{}
	for s, err := range graph.AllStatements(r.Context(), w.reader, splitPage{entryPage: page.entryPage}.where(), "id", "stance", "status", "holder", "issue") {
		if err != nil {
			return err
		}
		if moves[s.ID] {
			page.Preview.Moved++
		} else {
			page.Preview.Stay++
		}
		if !s.Status.Counts() || s.Holder == "" || page.Type == graph.ActorObject && string(s.Holder) != page.ID {
			continue
		}
		key := graph.EdgeKey{Issue: s.Issue, Stance: s.Stance, Actor: s.Holder}
		if counts[key] == nil {
			counts[key] = &movedCount{Stance: s.Stance}
		}
		counts[key].Before++
		if !moves[s.ID] {
			counts[key].Left++
		}
	}
	maps.DeleteFunc(counts, func(_ graph.EdgeKey, c *movedCount) bool { return c.Before == c.Left })
	keys := slices.Collect(maps.Keys(counts))
	named, err := graph.NamedIn(r.Context(), w.reader, each(keys, func(k graph.EdgeKey) graph.Statement { return graph.Statement{Holder: k.Actor, Issue: k.Issue} }))
	if err != nil {
		return err
	}
	for k, c := range counts {
		if c.Name = named.Issues[k.Issue].Name; page.Type == graph.IssueObject {
			c.Name = named.Actors[k.Actor].Name
		}
		page.Preview.Counted = append(page.Preview.Counted, *c)
	}
	slices.SortFunc(page.Preview.Counted, func(a, b movedCount) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), slices.Index(graph.Stances, a.Stance)-slices.Index(graph.Stances, b.Stance))
	})
	return nil
}
