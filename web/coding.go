package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	measure "stancegraph/agreement"
	"stancegraph/graph"
)

// codingPage is what analysts code by themselves: what is one's own to do, and how far they agree where all have finished.
type codingPage struct {
	Mine    []assigned
	Open    []assigned // articles with which all have finished
	Groups  []group
	Article string // to assign
	Coders  []string
	Problem string
}

// assigned is an article with those who have it.
type assigned struct {
	graph.Article
	Codings []graph.Coding
	Done    bool // the reader's own part of it
	Differ  int  // places where they do not agree, once all have finished
}

// group is some analysts with how far they agree over all articles with which they have finished.
type group struct {
	Analysts []string
	Articles int
	Figures  []measure.Figure
}

func (w *workbench) coding(r *request) (view, error) { return w.codingWith(r, "") }

func (w *workbench) codingWith(r *request, problem string) (view, error) {
	if !r.analyst() {
		return view{goTo: "/signin?next=/coding"}, nil
	}
	all, err := w.reader.Codings(r.Context(), graph.CodingQuery{})
	if err != nil {
		return view{}, err
	}
	if all, err = graph.Meant(r.Context(), w.reader, all); err != nil {
		return view{}, err
	}
	var ids []graph.ArticleID
	byArticle := map[graph.ArticleID][]graph.Coding{}
	for _, c := range all {
		byArticle[c.Article] = append(byArticle[c.Article], c)
		ids = append(ids, c.Article)
	}
	articles, err := w.reader.Articles(r.Context(), ids)
	if err != nil {
		return view{}, err
	}
	page := codingPage{Article: cmp.Or(r.PostFormValue("article"), r.URL.Query().Get("article")), Problem: problem}
	if page.Coders, err = w.coders(r); err != nil {
		return view{}, err
	}
	units := map[string][]measure.Unit{}
	for _, a := range articles {
		codings := byArticle[a.ID]
		item := assigned{Article: a, Codings: codings}
		if graph.Opened(codings) {
			found := measure.Units(codings)
			item.Differ = len(slices.DeleteFunc(slices.Clone(found), measure.Unit.Agreed))
			page.Open = append(page.Open, item)
			page.group(codings).Articles++
			key := strings.Join(page.group(codings).Analysts, "\x00")
			units[key] = append(units[key], found...)
		} else if i := slices.IndexFunc(codings, func(c graph.Coding) bool { return c.Analyst == r.user.Name }); i >= 0 {
			item.Done = !codings[i].Finished.IsZero()
			page.Mine = append(page.Mine, item)
		}
	}
	for i := range page.Groups {
		page.Groups[i].Figures = measure.Figures(units[strings.Join(page.Groups[i].Analysts, "\x00")])
	}
	v := view{template: "coding", title: "Double coding", data: page}
	if problem != "" {
		v.status = statusOf[graph.Invalid]
	}
	return v, nil
}

// group gives the group of the analysts who coded an article.
func (p *codingPage) group(codings []graph.Coding) *group {
	var names []string
	for _, c := range codings {
		names = append(names, c.Analyst)
	}
	i := slices.IndexFunc(p.Groups, func(g group) bool { return slices.Equal(g.Analysts, names) })
	if i < 0 {
		i = len(p.Groups)
		p.Groups = append(p.Groups, group{Analysts: names})
	}
	return &p.Groups[i]
}

// coders gives the names of those who can code.
func (w *workbench) coders(r *request) (names []string, err error) {
	users, err := w.reader.Users(r.Context())
	for _, u := range users {
		if u.MayCode() {
			names = append(names, u.Name)
		}
	}
	return names, err
}

// assign gives articles to analysts.
func (w *workbench) assign(r *request) (view, error) {
	r.limitBody(mostBody)
	if r.user == nil {
		return view{goTo: "/signin?next=/coding"}, nil
	}
	_ = r.PostFormValue("article") // reads the form
	articles, err := w.articlesNamed(r, r.PostForm["article"])
	if err == nil {
		_, err = w.editor.Assign(r.Context(), *r.user, articles, r.PostForm["analysts"])
	}
	if code := graph.CodeOf(err); err != nil && code != graph.Forbidden && statusOf[code] != 0 {
		return w.codingWith(r, graph.MessageOf(err))
	}
	return view{goTo: "/coding"}, err
}

// articlesNamed finds articles by their keys or titles.
func (w *workbench) articlesNamed(r *request, names []string) (ids []graph.ArticleID, err error) {
	if len(names) == 0 {
		return nil, graph.Errorf(graph.Invalid, "no article is chosen")
	}
	known, err := w.reader.Articles(r.Context(), each(names, func(name string) graph.ArticleID { return graph.ArticleID(name) }))
	if err != nil {
		return nil, err
	}
	byKey := byID(known, func(a graph.Article) graph.ArticleID { return a.ID })
	for _, name := range names {
		if a, ok := byKey[graph.ArticleID(name)]; ok {
			ids = append(ids, a.ID)
			continue
		}
		called, err := w.articlesCalled(r, strings.TrimSpace(name))
		switch {
		case err != nil:
			return nil, err
		case len(called) == 0:
			return nil, graph.Errorf(graph.Invalid, "there is no article %q: choose it in the list of articles", name)
		case len(called) > 1:
			return nil, graph.Errorf(graph.Invalid, "several articles are called %q: choose one in the list of articles", name)
		}
		ids = append(ids, called[0].ID)
	}
	return ids, nil
}

// articlesCalled finds the articles with a title.
func (w *workbench) articlesCalled(r *request, title string) (called []graph.Article, err error) {
	if title == "" {
		return nil, nil
	}
	found, err := w.reader.FindArticles(r.Context(), graph.ArticleQuery{Text: title, Page: graph.Page{Limit: manyRows}})
	for _, a := range found.Items {
		if graph.Fold(a.Label()) == graph.Fold(title) {
			called = append(called, a)
		}
	}
	return called, err
}

// visibleTo gives what of all codings of some articles an analyst may see: where not everybody has finished, her own.
func visibleTo(analyst string, all []graph.Coding) (out []graph.Coding) {
	of := map[graph.ArticleID][]graph.Coding{}
	for _, c := range all {
		of[c.Article] = append(of[c.Article], c)
	}
	for _, c := range all {
		if c.Analyst == analyst || graph.Opened(of[c.Article]) {
			out = append(out, c)
		}
	}
	return out
}

// hidden says why nothing can be seen of an article's codings.
func hidden(id graph.ArticleID, codings []graph.Coding) error {
	if len(codings) == 0 {
		return graph.Errorf(graph.NotFound, "nobody codes an article %q", string(id))
	}
	return graph.Errorf(graph.Forbidden, "this article is being coded: what was found can be seen when all have finished")
}

func codingPath(id graph.ArticleID) string { return "/coding/" + string(id) }

// codePage is an article as one analyst codes it, who sees nobody else's statements there.
type codePage struct {
	articlePage
	Finished bool
}

// rulingPage is an article with what all found who coded it, place by place.
type rulingPage struct {
	graph.Article
	Analysts []string
	Units    []ruledUnit
	Figures  []measure.Figure
	Undo     graph.RevisionID
}

// ruledUnit is one place with what each analyst found there.
type ruledUnit struct {
	Found  []foundCode
	Agreed bool
	All    []graph.StatementID
}

// foundCode is what one analyst found; without a statement, nothing.
type foundCode struct {
	Analyst string
	Card    card
	Status  graph.Status // of the statement in the graph; empty where there is none
}

func (w *workbench) code(r *request) (view, error) {
	return w.codeWith(r, graph.ArticleID(r.PathValue("key")), form{})
}

func (w *workbench) codeWith(r *request, id graph.ArticleID, f form) (view, error) {
	if !r.analyst() {
		return view{goTo: "/signin?next=" + urlValue(codingPath(id))}, nil
	}
	codings, err := w.reader.Codings(r.Context(), graph.CodingQuery{Articles: []graph.ArticleID{id}})
	if err != nil {
		return view{}, err
	}
	found, err := w.reader.Read(r.Context(), graph.Want{What: graph.IDsOf(graph.ArticleSet, []graph.ArticleID{id}), With: []graph.Want{{What: graph.Texts{}}}})
	if err == nil && len(found[0].Articles[0].Items) == 0 || len(codings) == 0 {
		err = hidden(id, nil)
	}
	if err != nil {
		return view{}, err
	}
	article := found[0].Articles[0].Items[0]
	if graph.Opened(codings) {
		return w.ruling(r, article, codings)
	}
	visible := visibleTo(r.user.Name, codings)
	if len(visible) == 0 {
		return view{}, hidden(id, codings)
	}
	own := visible[0]
	page := codePage{articlePage{Article: article, Segments: segments(found[0].With[0].Texts[id], own.Codes)}, !own.Finished.IsZero()}
	if !page.Finished {
		page.Form = &f
	}
	page.Cards, err = newCards(r.Context(), w.reader, own.Codes)
	return view{template: "code", title: "Coding " + article.Label(), data: page}, err
}

func (w *workbench) ruling(r *request, article graph.Article, codings []graph.Coding) (view, error) {
	codings, err := graph.Meant(r.Context(), w.reader, codings)
	if err != nil {
		return view{}, err
	}
	var all []graph.Statement
	var ids []graph.StatementID
	page := rulingPage{Article: article, Undo: graph.RevisionID(r.URL.Query().Get("undo"))}
	for _, c := range codings {
		page.Analysts = append(page.Analysts, c.Analyst)
		all = append(all, c.Codes...)
	}
	for _, s := range all {
		ids = append(ids, s.ID)
	}
	names, err := graph.NamedIn(r.Context(), w.reader, all)
	if err != nil {
		return view{}, err
	}
	stored, err := w.reader.Statements(r.Context(), ids)
	if err != nil {
		return view{}, err
	}
	status := map[graph.StatementID]graph.Status{}
	for _, s := range stored {
		status[s.ID] = s.Status
	}
	units := measure.Units(codings)
	page.Figures = measure.Figures(units)
	for _, u := range units {
		ruled := ruledUnit{Agreed: u.Agreed()}
		for i, s := range u {
			code := foundCode{Analyst: page.Analysts[i]}
			if s != nil {
				code.Card, code.Status = card{*s, names}, status[s.ID]
				ruled.All = append(ruled.All, s.ID)
			}
			ruled.Found = append(ruled.Found, code)
		}
		page.Units = append(page.Units, ruled)
	}
	return view{template: "ruling", title: "Adjudicate " + article.Label(), data: page}, nil
}

// changeCode does what a form on the page of a coding asks for.
func (w *workbench) changeCode(r *request) (view, error) {
	id := graph.ArticleID(r.PathValue("key"))
	if r.user == nil {
		return view{goTo: "/signin?next=" + urlValue(codingPath(id))}, nil
	}
	r.limitBody(mostBody)
	switch action := r.PostFormValue("action"); action {
	case "finish", "resume":
		return view{goTo: codingPath(id)}, w.editor.FinishCoding(r.Context(), *r.user, id, action == "finish")
	case "remove":
		return view{goTo: codingPath(id)}, w.editor.Uncode(r.Context(), *r.user, id, graph.StatementID(r.PostFormValue("statement")))
	case "rule":
		return w.rule(r, id)
	case "undo":
		_, err := w.editor.Undo(r.Context(), *r.user, graph.RevisionID(r.PostFormValue("undo")), "")
		return view{goTo: codingPath(id)}, err
	}
	return w.fillIn(r, id, codingPath(id), w.codeWith, func(d graph.Draft) (graph.Statement, error) {
		return w.editor.Code(r.Context(), *r.user, d)
	})
}

// rule records which of the statements at one place stands: the one that was chosen, or none.
func (w *workbench) rule(r *request, id graph.ArticleID) (view, error) {
	var ruling graph.Ruling
	chosen := graph.StatementID(r.PostFormValue("statement"))
	if chosen != "" {
		ruling.Accept = []graph.StatementID{chosen}
	}
	for _, text := range r.PostForm["all"] {
		if other := graph.StatementID(text); other != chosen && !slices.Contains(ruling.Reject, other) {
			ruling.Reject = append(ruling.Reject, other)
		}
	}
	rev, err := w.editor.Adjudicate(r.Context(), *r.user, id, ruling, "adjudicated")
	return view{goTo: codingPath(id) + "?undo=" + urlValue(string(rev.ID))}, err
}

// figure words a coefficient, which cannot always be told.
func figure(value *float64) string {
	if value == nil {
		return "–"
	}
	return fmt.Sprintf("%.2f", *value)
}
