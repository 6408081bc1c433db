package web

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"html/template"
	"math"
	"net/url"
	"slices"
	"strconv"

	"stancegraph/graph"
)

// Bounds of the network.
const (
	mostNodes = 40
	mostLinks = 300
)

// network is who agrees with whom, and on how much, laid out for a picture.
type network struct {
	Nodes []node // by id
	Links []link // those over most issues first
	More  int    // links that are left out
	Rest  int    // actors that are left out
}

// node is an actor in the network.
type node struct {
	graph.Actor
	Statements int
	X, Y, R    float64 // of the circle, in units of the picture
}

// link is what two actors have in common: the issues on which both have taken a side.
type link struct {
	A, B          int // in Nodes
	Agree, Differ int
}

// Way names how the two relate.
func (l link) Way() agreement {
	switch {
	case l.Differ == 0:
		return agree
	case l.Agree == 0:
		return differ
	}
	return neither
}

// networkQuery is which network is wanted, as its address says.
type networkQuery struct {
	Issues []graph.IssueID // none: all
	Show   string          // "agree", "differ" or empty for both
	Least  int             // issues in common
}

func readNetworkQuery(q url.Values) (n networkQuery, err error) {
	for _, id := range q["issue"] {
		if id != "" && !slices.Contains(n.Issues, graph.IssueID(id)) {
			n.Issues = append(n.Issues, graph.IssueID(id))
		}
	}
	if len(n.Issues) > mostCompared {
		return n, graph.Errorf(graph.Invalid, "at most %d issues can be chosen", mostCompared)
	}
	if n.Show = q.Get("show"); n.Show != "" && n.Show != string(agree) && n.Show != string(differ) {
		return n, graph.Errorf(graph.Invalid, "show is %q: want agree, differ or nothing", n.Show)
	}
	n.Least = 1
	if text := q.Get("least"); text != "" {
		if n.Least, err = strconv.Atoi(text); err != nil || n.Least < 1 || n.Least > mostCompared {
			return n, graph.Errorf(graph.Invalid, "least is %q: want a number from 1 to %d", text, mostCompared)
		}
	}
	return n, nil
}

// Chosen reports whether an issue was chosen.
func (n networkQuery) Chosen(id graph.IssueID) bool { return slices.Contains(n.Issues, id) }

// path gives the address of the network in some form: "", ".svg" or ".png".
func (n networkQuery) path(f filter, form string) string {
	q := f.values()
	for _, id := range n.Issues {
		q.Add("issue", string(id))
	}
	if n.Show != "" {
		q.Set("show", n.Show)
	}
	if n.Least > 1 {
		q.Set("least", strconv.Itoa(n.Least))
	}
	if len(q) == 0 {
		return "/network" + form
	}
	return "/network" + form + "?" + q.Encode()
}

// wanted reports whether a link is shown.
func (n networkQuery) wanted(l link) bool {
	switch agreement(n.Show) {
	case agree:
		return l.Agree >= n.Least
	case differ:
		return l.Differ >= n.Least
	}
	return l.Agree+l.Differ >= n.Least
}

// newNetwork finds out who agrees with whom on the chosen issues. The actors with most statements are in it.
func newNetwork(ctx context.Context, r graph.Reader, f filter, q networkQuery) (n network, err error) {
	where := f.where()
	where.Issues = q.Issues
	l, err := readLedger(ctx, r, where)
	if err != nil {
		return n, err
	}
	counts := map[graph.ActorID]int{}
	for _, s := range l.all {
		counts[s.Actor] += s.Statements
	}
	ids := foremost(counts, mostNodes)
	n.Rest = len(counts) - len(ids)
	slices.Sort(ids)
	actors, err := r.Actors(ctx, ids)
	if err != nil {
		return n, err
	}
	place := map[graph.ActorID]int{}
	for i, a := range actors {
		place[a.ID] = i
		n.Nodes = append(n.Nodes, node{Actor: a, Statements: counts[a.ID]})
	}
	all, err := l.settle(ctx, func(s standing) bool { _, ok := place[s.Actor]; return ok })
	if err != nil {
		return n, err
	}
	n.Links = linksOf(all, place)
	n.Links = slices.DeleteFunc(n.Links, func(l link) bool { return !q.wanted(l) })
	if n.More = len(n.Links) - mostLinks; n.More > 0 {
		n.Links = n.Links[:mostLinks]
	}
	n.place()
	return n, nil
}

// linksOf counts on how many issues each two actors are on one side and on opposite ones; place has the numbers of them all.
func linksOf(all []standing, place map[graph.ActorID]int) []link {
	camps := map[graph.IssueID][]standing{}
	for _, s := range all {
		if sides[s.Stance] != 0 {
			camps[s.Issue] = append(camps[s.Issue], s)
		}
	}
	found := map[[2]int]*link{}
	for _, members := range camps {
		for i, s := range members {
			for _, t := range members[:i] {
				key := [2]int{min(place[s.Actor], place[t.Actor]), max(place[s.Actor], place[t.Actor])}
				if found[key] == nil {
					found[key] = &link{A: key[0], B: key[1]}
				}
				if s.Stance == t.Stance {
					found[key].Agree++
				} else {
					found[key].Differ++
				}
			}
		}
	}
	out := make([]link, 0, len(found))
	for _, l := range found {
		out = append(out, *l)
	}
	slices.SortFunc(out, func(a, b link) int {
		return cmp.Or(cmp.Compare(b.Agree+b.Differ, a.Agree+a.Differ), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	return out
}

// networkPage shows the network as a picture and as a table.
type networkPage struct {
	network
	networkQuery
	Choices []graph.Issue
	Picture template.HTML
	SVG     string // where the picture can be had
	PNG     string
	only    graph.IssueID
	filter  filter
}

// Width and Height of the picture, in its units.
func (networkPage) Width() int { return pictureWidth }

// Height is that of the picture.
func (networkPage) Height() int { return pictureHeight }

// Evidence gives the address of what a link rests on.
func (p networkPage) Evidence(l link) string {
	return comparePath(p.filter, p.only, p.Nodes[l.A].ID, p.Nodes[l.B].ID)
}

// Label words a link.
func (n network) Label(l link) string {
	a, b := n.Nodes[l.A].Name, n.Nodes[l.B].Name
	switch l.Way() {
	case agree:
		return fmt.Sprintf("%s and %s agree on %s", a, b, count(l.Agree, "issue"))
	case differ:
		return fmt.Sprintf("%s and %s differ on %s", a, b, count(l.Differ, "issue"))
	}
	return fmt.Sprintf("%s and %s agree on %d and differ on %s", a, b, l.Agree, count(l.Differ, "issue"))
}

// NodeLabel words an actor.
func (n network) NodeLabel(a node) string {
	return fmt.Sprintf("%s, %s: %s", a.Name, a.Kind, count(a.Statements, "statement"))
}

// Apart lists who has nothing in common with anybody, as far as links are shown.
func (n network) Apart() (out []node) {
	tied := map[int]bool{}
	for _, l := range n.Links {
		tied[l.A], tied[l.B] = true, true
	}
	for i, a := range n.Nodes {
		if !tied[i] {
			out = append(out, a)
		}
	}
	return out
}

// Weight is how thick a link is drawn.
func (l link) Weight() float64 { return 1 + 1.5*math.Log2(float64(l.Agree+l.Differ)) }

// key is a line of the legend.
type key struct {
	Way  agreement
	Text string
}

// Dashes are those of the lines that it explains.
func (k key) Dashes() string { return dashes(k.Way) }

func legend() []key {
	return []key{{agree, "agree on all that both took a side on"}, {differ, "differ on all"}, {neither, "agree on some, differ on others"}}
}

// dashes gives the lengths of dash and gap as SVG wants them.
func dashes(a agreement) string {
	if d := wayDashes[a]; len(d) == 2 {
		return fmt.Sprintf("%g %g", d[0], d[1])
	}
	return "none"
}

// networkOf reads the network that an address asks for.
func (w *workbench) networkOf(r *request) (page networkPage, err error) {
	if page.networkQuery, err = readNetworkQuery(r.URL.Query()); err != nil {
		return page, err
	}
	page.filter = r.filter
	if len(page.Issues) == 1 {
		page.only = page.Issues[0]
	}
	page.network, err = newNetwork(r.Context(), w.reader, r.filter, page.networkQuery)
	return page, err
}

func (w *workbench) networkPage(r *request) (view, error) {
	page, err := w.networkOf(r)
	if err != nil {
		return view{}, err
	}
	issues, err := w.reader.FindIssues(r.Context(), graph.IssueQuery{Page: graph.Page{Limit: manyRows}})
	if err != nil {
		return view{}, err
	}
	page.Choices = issues.Items
	page.SVG, page.PNG = page.path(r.filter, ".svg"), page.path(r.filter, ".png")
	data, err := w.svgOf(page)
	page.Picture = template.HTML(data) //nolint:gosec // a template of ours has just escaped it
	return view{template: "network", title: "Network", data: page}, err
}

// svgOf draws the network as SVG. Its colours are those of the light theme, which the style sheet of a page overrides.
func (w *workbench) svgOf(page networkPage) ([]byte, error) {
	t, err := w.pages["network"].Clone()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = t.Funcs(functions(page.filter)).ExecuteTemplate(&out, "picture", page)
	return out.Bytes(), err
}

// networkFile gives the picture by itself.
func (w *workbench) networkFile(name, contentType string, draw func(networkPage) ([]byte, error)) func(*request) (view, error) {
	return func(r *request) (view, error) {
		page, err := w.networkOf(r)
		if err != nil {
			return view{}, err
		}
		data, err := draw(page)
		return view{file: &file{name, contentType, data}}, err
	}
}
