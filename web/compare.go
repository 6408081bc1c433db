package web

import (
	"cmp"
	"slices"
	"strings"

	"stancegraph/graph"
)

// Bounds of a comparison.
const (
	mostSides    = 6
	mostMembers  = 20 // of one side
	mostCompared = 200
)

// comparePage holds actors, or coalitions of them, against each other, issue by issue.
type comparePage struct {
	Sides  []side
	Issues []graph.Issue // that can be chosen
	Only   graph.IssueID // the one that was chosen, if any
	Groups []comparisons
	More   int // issues that are left out
}

// Empty numbers the fields in which further sides can be written.
func (p comparePage) Empty() (numbers []int) {
	for n := len(p.Sides) + 1; n <= min(mostSides, max(2, len(p.Sides)+1)); n++ {
		numbers = append(numbers, n)
	}
	return numbers
}

// side is one actor, or several who are looked at together.
type side struct {
	Members []graph.Actor
}

// Text gives the names, as they stand in the form.
func (s side) Text() string {
	return strings.Join(each(s.Members, func(a graph.Actor) string { return a.Name }), "; ")
}

// value is the side as it stands in an address.
func (s side) value() string {
	return strings.Join(each(s.Members, func(a graph.Actor) string { return string(a.ID) }), ";")
}

// agreement is how sides relate to each other on an issue.
type agreement string

// The agreements, in the order in which they are shown.
const (
	differ  agreement = "differ"
	agree   agreement = "agree"
	neither agreement = "neither" // somebody mediates, is undecided, or a side is divided
	single  agreement = "single"  // one side alone has said something
)

// comparisons are the issues on which sides relate in one way.
type comparisons struct {
	Agreement agreement
	Issues    []comparison
}

// titles words the agreements: above a list of issues, and with a number before it.
var titles = map[agreement][2]string{differ: {"They differ", "they differ on"}, agree: {"They agree", "they agree on"},
	neither: {"Neither", "neither: a side is divided, mediates or is undecided"}, single: {"Only one of them", "of only one of them"}}

// Title stands above the issues, Short in the sum at the head of the page.
func (c comparisons) Title() string { return titles[c.Agreement][0] }

// Short words it behind a number.
func (c comparisons) Short() string { return titles[c.Agreement][1] }

// comparison is where each side stands on one issue.
type comparison struct {
	Issue graph.Issue
	Sides []sidePosition
	count int // statements
}

// sidePosition is where the members of a side stand who have a position.
type sidePosition struct {
	Side    side
	Members []memberPosition
}

type memberPosition struct {
	graph.Actor
	standing
	Words *graph.Statement // the newest with this stance, the actor's own where there are any
}

// direction gives 1 where all members who take a side support, -1 where they oppose, and 0 where they are divided or take none.
func (s sidePosition) direction() int {
	sum, taken := 0, 0
	for _, m := range s.Members {
		if d := sides[m.Stance]; d != 0 {
			sum, taken = sum+d, taken+1
		}
	}
	if taken == 0 || sum != taken && sum != -taken {
		return 0
	}
	return sum / taken
}

// Divided reports whether members take opposite sides.
func (s sidePosition) Divided() bool {
	has := func(stance graph.Stance) bool {
		return slices.ContainsFunc(s.Members, func(m memberPosition) bool { return m.Stance == stance })
	}
	return has(graph.Supports) && has(graph.Opposes)
}

// agreement tells how the sides relate: those differ of whom any two take opposite sides.
func (c comparison) agreement() agreement {
	support, against, none, silent := 0, 0, 0, 0
	for _, s := range c.Sides {
		switch d := s.direction(); {
		case len(s.Members) == 0:
			silent++
		case d > 0:
			support++
		case d < 0:
			against++
		default:
			none++
		}
	}
	switch {
	case silent >= len(c.Sides)-1:
		return single
	case support > 0 && against > 0:
		return differ
	case none == 0:
		return agree
	}
	return neither
}

func (w *workbench) compare(r *request) (view, error) {
	texts := slices.DeleteFunc(r.URL.Query()["side"], func(t string) bool { return strings.Trim(t, "; ") == "" })
	if len(texts) > mostSides {
		return view{}, graph.Errorf(graph.Invalid, "at most %d sides can be compared at once", mostSides)
	}
	page := comparePage{Only: graph.IssueID(r.URL.Query().Get("issue"))}
	var err error
	var named bool
	if page.Sides, page.Issues, named, err = w.sides(r, texts); err != nil {
		return view{}, err
	}
	if named {
		return view{goTo: comparePath(r.filter, page.Only, each(page.Sides, side.value)...)}, nil
	}
	title := "Compare"
	if len(page.Sides) > 1 {
		title = strings.Join(each(page.Sides, side.Text), " and ")
		err = w.compareSides(r, &page)
	}
	return view{template: "compare", title: title, data: page}, err
}

// comparePath gives the address of a comparison of sides, each an actor or several with semicolons between them; on one issue, unless
// that is empty.
func comparePath[K ~string](f filter, issue graph.IssueID, sides ...K) string {
	q := f.values()
	q["side"] = each(sides, func(s K) string { return string(s) })
	if issue != "" {
		q.Set("issue", string(issue))
	}
	return "/compare?" + q.Encode()
}

// sides reads who is meant by keys, and the issues that can be chosen. Named says that somebody was given by a name, or by the key of
// an actor that was merged, so that there is a better address.
func (w *workbench) sides(r *request, texts []string) (out []side, issues []graph.Issue, named bool, err error) {
	keys := each(texts, splitNames)
	all := slices.Concat(keys...)
	found, err := w.reader.Read(r.Context(), graph.Want{What: graph.IDsOf(graph.ActorSet, all)}, graph.Want{What: graph.IssueQuery{Page: graph.Page{Limit: manyRows}}})
	if err != nil {
		return nil, nil, false, err
	}
	actors := byID(found[0].Actors[0].Items, func(a graph.Actor) graph.ActorID { return a.ID })
	for i, members := range keys {
		if len(members) > mostMembers {
			return nil, nil, false, graph.Errorf(graph.Invalid, "a side can have at most %d actors", mostMembers)
		}
		s := side{}
		for _, key := range members {
			a, ok := actors[graph.ActorID(key)]
			named = named || !ok || a.Gone()
			s.Members = append(s.Members, a)
		}
		if named {
			if s, err = w.sideNamed(r, texts[i]); err != nil {
				return nil, nil, false, err
			}
		}
		out = append(out, s)
	}
	return out, found[1].Issues[0].Items, named, nil
}

// sideNamed finds the actors that an analyst named.
func (w *workbench) sideNamed(r *request, text string) (s side, err error) {
	for _, name := range splitNames(text) {
		id, err := w.actorNamed(r, string(name), answer{})
		if err != nil {
			return s, err
		}
		a, err := w.oneActor(r, id)
		if err != nil {
			return s, err
		}
		s.Members = append(s.Members, a)
	}
	return s, nil
}

// splitNames separates keys or names.
func splitNames(text string) (out []graph.ActorID) {
	for name := range strings.SplitSeq(text, ";") {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(out, graph.ActorID(name)) {
			out = append(out, graph.ActorID(name))
		}
	}
	return out
}

// compareSides fills in where the sides stand.
func (w *workbench) compareSides(r *request, page *comparePage) error {
	where := r.filter.where()
	for _, s := range page.Sides {
		where.Holders = append(where.Holders, each(s.Members, func(a graph.Actor) graph.ActorID { return a.ID })...)
	}
	if page.Only != "" {
		where.Issues = []graph.IssueID{page.Only}
	}
	l, err := readLedger(r.Context(), w.reader, where)
	if err != nil {
		return err
	}
	perIssue := map[graph.IssueID]int{}
	for _, s := range l.all {
		perIssue[s.Issue] += s.Statements
	}
	ids := foremost(perIssue, mostCompared)
	page.More = len(perIssue) - len(ids)
	all, err := l.settle(r.Context(), func(s standing) bool { return slices.Contains(ids, s.Issue) })
	if err != nil {
		return err
	}
	words, issues, err := w.words(r, where, all, ids)
	if err != nil {
		return err
	}
	at := byID(all, func(s standing) pair { return s.pair })
	groups := map[agreement][]comparison{}
	for _, i := range issues {
		c := comparison{Issue: i, count: perIssue[i.ID]}
		for _, s := range page.Sides {
			c.Sides = append(c.Sides, positionsOf(s, i.ID, at, words))
		}
		groups[c.agreement()] = append(groups[c.agreement()], c)
	}
	for _, a := range []agreement{differ, agree, neither, single} {
		slices.SortFunc(groups[a], func(a, b comparison) int {
			return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.Issue.ID, b.Issue.ID))
		})
		page.Groups = append(page.Groups, comparisons{a, groups[a]})
	}
	return nil
}

func positionsOf(s side, issue graph.IssueID, at map[pair]standing, words map[pair]graph.Statement) sidePosition {
	p := sidePosition{Side: s}
	for _, a := range s.Members {
		key := pair{a.ID, issue}
		if st, ok := at[key]; ok {
			m := memberPosition{Actor: a, standing: st}
			if said, ok := words[key]; ok {
				m.Words = &said
			}
			p.Members = append(p.Members, m)
		}
	}
	return p
}

// words reads, for each standing, the newest statement with its stance, and the issues.
func (w *workbench) words(r *request, where graph.StatementFilter, all []standing, issues []graph.IssueID) (map[pair]graph.Statement, []graph.Issue, error) {
	where, ok := where.Counted()
	if !ok || len(all) == 0 {
		return nil, nil, nil
	}
	wants := []graph.Want{{What: graph.IDsOf(graph.IssueSet, issues)}}
	for _, reports := range []graph.Reports{graph.OwnOnly, graph.ReportsOnly} {
		q := graph.StatementQuery{Where: where, Page: graph.Page{Limit: 1}}
		q.Where.Reports = reports
		for _, s := range all {
			if s.Reported == (reports == graph.ReportsOnly) {
				q.Scopes = append(q.Scopes, graph.Scope{Holder: s.Actor, Issue: s.Issue, Stance: s.Stance})
			}
		}
		if len(q.Scopes) > 0 {
			wants = append(wants, graph.Want{What: q})
		}
	}
	found, err := w.reader.Read(r.Context(), wants...)
	if err != nil {
		return nil, nil, err
	}
	out := map[pair]graph.Statement{}
	for _, f := range found[1:] {
		for _, slice := range f.Statements {
			for _, s := range slice.Items {
				out[pair{s.Holder, s.Issue}] = s
			}
		}
	}
	return out, found[0].Issues[0].Items, nil
}

// each applies a function to all items.
func each[A, B any](items []A, f func(A) B) []B {
	out := make([]B, len(items))
	for i, item := range items {
		out[i] = f(item)
	}
	return out
}

func byID[K comparable, T any](items []T, key func(T) K) map[K]T {
	out := make(map[K]T, len(items))
	for _, item := range items {
		out[key(item)] = item
	}
	return out
}
