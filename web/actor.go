package web

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"stancegraph/graph"
)

// actorPage is what is known of one actor.
type actorPage struct {
	graph.Actor
	Offices   []office
	MemberOf  []graph.Actor
	Standings []onIssue // by issue
	Allies    []neighbour
	Opponents []neighbour
	Spoken    cards // for others
	Newest    cards
	Total     int
}

// office is a tie of a person to a body.
type office struct {
	graph.Tie
	Of graph.Actor
}

// onIssue is where an actor stands on an issue, since when, and by which words.
type onIssue struct {
	Issue    graph.Issue
	Position graph.Position
	Turns    int
	Count    int
	Words    graph.Statement // that decided
}

// neighbour is another actor with positions on the same issues.
type neighbour struct {
	graph.Actor
	Same, Against int // shared issues on which both are on one side, and on opposite ones
}

func (w *workbench) actor(r *request) (view, error) {
	a, err := w.oneActor(r, graph.ActorID(r.PathValue("key")))
	if err != nil {
		return view{}, err
	}
	page := actorPage{Actor: a}
	own, spoken := r.filter.where(), r.filter.where()
	own.Holders, spoken.Speakers = []graph.ActorID{a.ID}, []graph.ActorID{a.ID}
	err = together(func() error {
		l, err := readLedger(r.Context(), w.reader, r.filter.where())
		if err != nil {
			return err
		}
		shared := map[graph.IssueID]bool{}
		for _, s := range l.all {
			shared[s.Issue] = shared[s.Issue] || s.Actor == a.ID
		}
		all, err := l.settle(r.Context(), func(s standing) bool { return shared[s.Issue] })
		if err != nil {
			return err
		}
		return w.neighbours(r, &page, all)
	}, func() (err error) {
		page.Standings, err = w.onIssues(r, a.ID)
		return err
	}, func() (err error) {
		page.Newest, page.Total, err = w.statements(r, own)
		return err
	}, func() (err error) {
		if a.Kind == graph.Person {
			page.Spoken, _, err = w.statements(r, spoken)
		}
		return err
	}, func() error { return w.ties(r, &page) })
	return view{template: "actor", title: a.Name, data: page}, err
}

// together reads the parts of a page side by side.
func together(parts ...func() error) error {
	errs := make([]error, len(parts))
	var done sync.WaitGroup
	for i, part := range parts {
		done.Go(func() { errs[i] = part() })
	}
	done.Wait()
	return cmp.Or(errs...)
}

// ties reads the bodies that an actor speaks for or is a member of.
func (w *workbench) ties(r *request, page *actorPage) error {
	ids := slices.Clone(page.Actor.MemberOf)
	for _, t := range page.SpeaksFor {
		ids = append(ids, t.Body)
	}
	bodies, err := w.reader.Actors(r.Context(), ids)
	if err != nil {
		return err
	}
	for _, b := range bodies {
		if slices.Contains(page.Actor.MemberOf, b.ID) {
			page.MemberOf = append(page.MemberOf, b)
		}
		for _, t := range page.SpeaksFor {
			if t.Body == b.ID {
				page.Offices = append(page.Offices, office{t, b})
			}
		}
	}
	return nil
}

// onIssues gives the positions of an actor with the words that they rest on.
func (w *workbench) onIssues(r *request, id graph.ActorID) ([]onIssue, error) {
	where, ok := r.filter.where().Counted()
	if !ok {
		return nil, nil
	}
	where.Holders = []graph.ActorID{id}
	said := map[graph.IssueID][]graph.Statement{}
	for s, err := range graph.AllStatements(r.Context(), w.reader, where, graph.PositionFields...) {
		if err != nil {
			return nil, err
		}
		said[s.Issue] = append(said[s.Issue], s)
	}
	issueIDs := slices.Sorted(maps.Keys(said))
	positions := map[graph.IssueID]graph.Position{}
	var decisive []graph.StatementID
	for _, issue := range issueIDs {
		positions[issue], _ = graph.PositionAt(said[issue], "")
		decisive = append(decisive, positions[issue].Statement)
	}
	found, err := w.reader.Read(r.Context(), graph.Want{What: graph.IDsOf(graph.IssueSet, issueIDs)}, graph.Want{What: graph.IDsOf(graph.StatementSet, decisive)})
	if err != nil {
		return nil, err
	}
	words := map[graph.StatementID]graph.Statement{}
	for _, s := range found[1].Statements[0].Items {
		words[s.ID] = s
	}
	var out []onIssue
	for _, i := range found[0].Issues[0].Items {
		p := positions[i.ID]
		out = append(out, onIssue{Issue: i, Position: p, Turns: len(graph.Turns(said[i.ID])), Count: len(said[i.ID]), Words: words[p.Statement]})
	}
	slices.SortFunc(out, func(a, b onIssue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Issue.ID, b.Issue.ID))
	})
	return out, nil
}

// sides are the stances that can agree or disagree; mediating and being undecided are neither.
var sides = map[graph.Stance]int{graph.Supports: 1, graph.Opposes: -1}

// neighbours finds who stands with an actor and who against it, by the issues on which both have taken a side; all are where everybody stands on those.
func (w *workbench) neighbours(r *request, page *actorPage, all []standing) error {
	mine := map[graph.IssueID]int{}
	for _, s := range all {
		if s.Actor == page.ID {
			mine[s.Issue] = sides[s.Stance]
		}
	}
	same, against := map[graph.ActorID]int{}, map[graph.ActorID]int{}
	for _, s := range all {
		switch product := mine[s.Issue] * sides[s.Stance]; {
		case s.Actor == page.ID:
		case product > 0:
			same[s.Actor]++
		case product < 0:
			against[s.Actor]++
		}
	}
	const most = 10
	var err error
	if page.Allies, err = w.rank(r, same, against, most); err != nil {
		return err
	}
	page.Opponents, err = w.rank(r, against, same, most)
	return err
}

// rank gives those with more of one count than of the other, the clearest first.
func (w *workbench) rank(r *request, more, less map[graph.ActorID]int, most int) ([]neighbour, error) {
	lead := map[graph.ActorID]int{}
	for id, n := range more {
		if n > less[id] {
			lead[id] = n - less[id]
		}
	}
	actors, err := w.reader.Actors(r.Context(), foremost(lead, most))
	var out []neighbour
	for _, a := range actors {
		out = append(out, neighbour{a, more[a.ID], less[a.ID]})
	}
	return out, err
}

// listPage is a list of actors, issues or articles, and the address of its next part.
type listPage[T any] struct {
	Items []T
	Text  string
	Total int
	Next  string
}

// mostListed is how many items a list shows at once.
const mostListed = 100

func (w *workbench) actors(r *request) (view, error) {
	return listView(r, "actors", "Actors", func(text string, p graph.Page) (graph.Slice[graph.Actor], error) {
		q := graph.ActorQuery{Text: text, Page: p}
		if r.filter.Kind != "" {
			q.Kinds = []graph.Kind{r.filter.Kind}
		}
		return w.reader.FindActors(r.Context(), q)
	})
}

func (w *workbench) issues(r *request) (view, error) {
	return listView(r, "issues", "Issues", func(text string, p graph.Page) (graph.Slice[graph.Issue], error) {
		return w.reader.FindIssues(r.Context(), graph.IssueQuery{Text: text, Page: p})
	})
}

// articlesPage is a list of articles, and who can code them.
type articlesPage struct {
	listPage[graph.Article]
	Coders []string // none for whoever may not assign articles
}

func (w *workbench) articles(r *request) (view, error) {
	v, err := listView(r, "articles", "Articles", func(text string, p graph.Page) (graph.Slice[graph.Article], error) {
		q := graph.ArticleQuery{From: r.filter.From, To: r.filter.To, Text: text, Page: p}
		if r.filter.Source != "" {
			q.Sources = []string{r.filter.Source}
		}
		return w.reader.FindArticles(r.Context(), q)
	})
	if err != nil {
		return view{}, err
	}
	page := articlesPage{listPage: v.data.(listPage[graph.Article])}
	if r.analyst() {
		page.Coders, err = w.coders(r)
	}
	v.data = page
	return v, err
}

// listView shows one part of a list. Where it begins stands in the address.
func listView[T interface{ Pos() graph.Pos }](r *request, template, title string, find func(text string, p graph.Page) (graph.Slice[T], error)) (view, error) {
	q := r.URL.Query()
	page := listPage[T]{Text: q.Get("text")}
	p := graph.Page{Limit: mostListed, Total: true}
	if after := q["after"]; len(after) > 0 {
		p.After = after
	}
	s, err := find(page.Text, p)
	if err != nil {
		return view{}, err
	}
	page.Items, page.Total = s.Items, s.Total
	if s.More {
		next := r.filter.values()
		if page.Text != "" {
			next.Set("text", page.Text)
		}
		next["after"] = s.Items[len(s.Items)-1].Pos()
		page.Next = r.URL.Path + "?" + next.Encode()
	}
	return view{template: template, title: title, data: page}, nil
}
