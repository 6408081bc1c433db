package api

import (
	"strings"

	"stancegraph/graph"
)

func queries() table {
	return table{
		"Query.actor":      single(func(c *call) (any, error) { return byIDOrName(c, actorNames) }),
		"Query.issue":      single(func(c *call) (any, error) { return byIDOrName(c, issueNames) }),
		"Query.article":    single(func(c *call) (any, error) { return byID(c, "Article", articleShelf) }),
		"Query.statement":  single(func(c *call) (any, error) { return byID(c, "Statement", statementShelf) }),
		"Query.actors":     single(actors),
		"Query.issues":     single(issues),
		"Query.articles":   single(articles),
		"Query.statements": single(func(c *call) (any, error) { return onlyCell(c, c.statements) }),
		"Query.stances":    single(func(c *call) (any, error) { return onlyCell(c, c.stances) }),
		"Query.node":       single(node),
		"Query.nodes":      single(nodes),
	}
}

// byID reads one object by global id or key.
func byID[K ~string, V any](c *call, typ string, from func(*loader) *shelf[K, V]) (any, error) {
	key, err := keyOf[K](typ, c.text("id"))
	if err != nil {
		return nil, err
	}
	s := from(c.load)
	err = s.need(c.ctx, []K{key})
	return s.get(key), err
}

// byIDOrName reads one object by exactly one of the arguments id and name.
func byIDOrName[K ~string, V named](c *call, k kindOfNamed[K, V]) (any, error) {
	hasID, hasName := c.field.args["id"] != nil, c.field.args["name"] != nil
	switch {
	case hasID == hasName:
		return nil, invalidf("give either the id or the name of the %s", k.word)
	case hasID:
		key, err := keyOf[K](k.typ, c.text("id"))
		if err != nil {
			return nil, err
		}
		found, err := k.meant(c.run, []K{key})
		if err != nil || found[0] == nil {
			return nil, err
		}
		return found[0], nil
	}
	v, err := k.byName(c.run, c.text("name"))
	if err != nil {
		return nil, err
	}
	return v, nil
}

// onlyCell reads a list that no parent narrows.
func onlyCell(c *call, read func([]scoped) ([]any, error)) (any, error) {
	f, err := c.filter()
	if err != nil {
		return nil, err
	}
	cells, err := read([]scoped{{filter: f}})
	if err != nil {
		return nil, err
	}
	return cells[0], nil
}

// searchText reads the field text of a filter.
func searchText(in input) (string, error) {
	t := in.text("text")
	if strings.ContainsRune(t, 0) {
		return "", invalidf("a text to search for cannot hold a NUL byte")
	}
	return t, nil
}

// page reads the page of a list that is named by its query.
func (c *call) page(list string, query any) (graph.Page, listKey, error) {
	p, err := c.pageOf()
	k := keyOfList(list, describe(query))
	if err == nil {
		p, err = c.cursors(p, k)
	}
	return p, k, err
}

func actors(c *call) (any, error) {
	in := c.input("where")
	t, err := searchText(in)
	if err != nil {
		return nil, err
	}
	q := graph.ActorQuery{Kinds: lower[graph.Kind](in.items("kind")), Text: t}
	p, k, err := c.page("Actor", q)
	if err != nil {
		return nil, err
	}
	q.Page = p
	s, err := c.engine.reader.FindActors(c.ctx, q)
	if err != nil {
		return nil, err
	}
	return connect(s, p, k, func(a *graph.Actor) any { return c.load.actors.put(a) }), nil
}

func issues(c *call) (any, error) {
	in := c.input("where")
	t, err := searchText(in)
	if err != nil {
		return nil, err
	}
	q := graph.IssueQuery{Text: t}
	if q.PartOf, err = issueNames.refs(c.run, in.items("partOf")); err != nil {
		return nil, err
	}
	p, k, err := c.page("Issue", q)
	if err != nil {
		return nil, err
	}
	q.Page = p
	s, err := c.engine.reader.FindIssues(c.ctx, q)
	if err != nil {
		return nil, err
	}
	return connect(s, p, k, func(i *graph.Issue) any { return c.load.issues.put(i) }), nil
}

func articles(c *call) (any, error) {
	in := c.input("where")
	t, err := searchText(in)
	if err != nil {
		return nil, err
	}
	q := graph.ArticleQuery{Sources: inputTexts(in.items("source")), Text: t}
	q.From, _ = in["from"].(graph.Date)
	q.To, _ = in["to"].(graph.Date)
	p, k, err := c.page("Article", q)
	if err != nil {
		return nil, err
	}
	q.Page = p
	s, err := c.engine.reader.FindArticles(c.ctx, q)
	if err != nil {
		return nil, err
	}
	return connect(s, p, k, func(a *graph.Article) any { return c.load.articles.put(a) }), nil
}

// objectName names any object that has a global id.
type objectName struct{ typ, key string }

func node(c *call) (any, error) {
	typ, key, ok := splitID(c.text("id"))
	if !ok {
		return nil, nil
	}
	cells, err := c.objects([]objectName{{typ, key}})
	if err != nil {
		return nil, err
	}
	return cells[0], nil
}

func nodes(c *call) (any, error) {
	ids, _ := c.field.args["ids"].([]any)
	if limit := c.engine.limits.Page; len(ids) > limit {
		return nil, invalidf("%d ids: at most %d are allowed", len(ids), limit)
	}
	names := make([]objectName, len(ids))
	for i, id := range inputTexts(ids) {
		names[i].typ, names[i].key, _ = splitID(id)
	}
	return c.objects(names)
}

// objects reads objects of any type, those of one type in one call; nil for each that does not exist.
func (c *call) objects(names []objectName) ([]any, error) {
	keys := map[string][]string{}
	for _, n := range names {
		keys[n.typ] = append(keys[n.typ], n.key)
	}
	var edgeKeys []graph.EdgeKey
	for _, key := range keys["StanceEdge"] {
		if k, ok := parseEdgeID(key); ok {
			edgeKeys = append(edgeKeys, k)
		}
	}
	edges, err := c.edges(edgeKeys)
	if err != nil {
		return nil, err
	}
	for _, err := range []error{
		needAll(c, &c.load.actors, keys["Actor"]), needAll(c, &c.load.issues, keys["Issue"]),
		needAll(c, &c.load.articles, keys["Article"]), needAll(c, &c.load.statements, keys["Statement"]),
		needAll(c, &c.load.revisions, keys["Revision"]),
	} {
		if err != nil {
			return nil, err
		}
	}
	return list(names, func(n objectName) any { return c.objectNamed(n, edges) }), nil
}

func needAll[K ~string, V any](c *call, s *shelf[K, V], keys []string) error {
	return s.need(c.ctx, each(keys, func(k string) K { return K(k) }))
}

// objectNamed gives one object that was read.
func (c *call) objectNamed(n objectName, edges map[graph.EdgeKey]*edge) any {
	switch n.typ {
	case "Actor":
		return c.load.actors.get(graph.ActorID(n.key))
	case "Issue":
		return c.load.issues.get(graph.IssueID(n.key))
	case "Article":
		return c.load.articles.get(graph.ArticleID(n.key))
	case "Statement":
		return c.load.statements.get(graph.StatementID(n.key))
	case "Revision":
		return c.load.revisions.get(graph.RevisionID(n.key))
	}
	if k, ok := parseEdgeID(n.key); ok {
		if e := edges[k]; e != nil {
			return e
		}
	}
	return nil
}
