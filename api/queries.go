package api

import (
	"cmp"
	"strings"

	"stancegraph/graph"
)

func queries() table {
	return table{
		"Query.actor":      single(func(c *call) (any, error) { return byIDOrName(c, actorNames) }),
		"Query.issue":      single(func(c *call) (any, error) { return byIDOrName(c, issueNames) }),
		"Query.article":    single(func(c *call) (any, error) { return byID(c, "Article", graph.ArticleSet, articleShelf) }),
		"Query.statement":  single(func(c *call) (any, error) { return byID(c, "Statement", graph.StatementSet, statementShelf) }),
		"Query.actors":     single(actors),
		"Query.issues":     single(issues),
		"Query.articles":   single(articles),
		"Query.statements": single(allStatements),
		"Query.stances":    single(allStances),
		"Query.node":       single(node),
		"Query.nodes":      single(nodes),
	}
}

// byID reads one object by global id or key.
func byID[K ~string, V any](c *call, typ string, set graph.Set, from func(*loader) shelf[K, V]) (any, error) {
	key, err := keyOf[K](typ, c.text("id"))
	if err != nil {
		return nil, err
	}
	return byKey(c, typ, set, from, key)
}

func byKey[K ~string, V any](c *call, typ string, set graph.Set, from func(*loader) shelf[K, V], key K) (any, error) {
	_, err := c.read(c.with(&fetch{what: graph.IDsOf(set, []K{key})}, typ, c.field.kids[typ]))
	return from(c.load).get(key), err
}

// byIDOrName reads one object by exactly one of the arguments id and name.
func byIDOrName[K ~string, V named](c *call, k kindOfNamed[K, V]) (any, error) {
	hasID, hasName := c.field.args["id"] != nil, c.field.args["name"] != nil
	switch {
	case hasID == hasName:
		return nil, invalidf("give either the id or the name of the %s", k.word)
	case hasID:
		key, err := keyOf[K](k.typ(), c.text("id"))
		if err != nil {
			return nil, err
		}
		v, err := k.meant(c.run, key)
		if v == nil || err != nil {
			return nil, cmp.Or(err, c.verify())
		}
		return byKey(c, k.typ(), k.set, k.shelf, k.key(*v))
	}
	key, err := k.byName(c.run, c.text("name"))
	if err != nil {
		return nil, err
	}
	return byKey(c, k.typ(), k.set, k.shelf, key)
}

// searchText reads the field text of a filter.
func searchText(in input) (string, error) {
	t := in.text("text")
	if strings.ContainsRune(t, 0) {
		return "", invalidf("a text to search for cannot hold a NUL byte")
	}
	return t, nil
}

func actors(c *call) (any, error) {
	in := c.input("where")
	t, err := searchText(in)
	if err != nil {
		return nil, err
	}
	q := graph.ActorQuery{Kinds: lower[graph.Kind](in.items("kind")), Text: t}
	return wholeList(c, "Actor", keyOfList("Actor", describe(q)), func(p graph.Page) *fetch { q.Page = p; return &fetch{what: q} },
		func(f graph.Found) graph.Slice[graph.Actor] { return f.Actors[0] }, func(a *graph.Actor) any { return c.load.actors.get(a.ID) })
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
	return wholeList(c, "Issue", keyOfList("Issue", describe(q)), func(p graph.Page) *fetch { q.Page = p; return &fetch{what: q} },
		func(f graph.Found) graph.Slice[graph.Issue] { return f.Issues[0] }, func(i *graph.Issue) any { return c.load.issues.get(i.ID) })
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
	return wholeList(c, "Article", keyOfList("Article", describe(q)), func(p graph.Page) *fetch { q.Page = p; return &fetch{what: q} },
		func(f graph.Found) graph.Slice[graph.Article] { return f.Articles[0] }, func(a *graph.Article) any { return c.load.articles.get(a.ID) })
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

// sets are the kinds of objects that have ids of their own, by type.
var sets = map[string]graph.Set{"Actor": graph.ActorSet, "Article": graph.ArticleSet, "Issue": graph.IssueSet, "Revision": graph.RevisionSet, "Statement": graph.StatementSet}

// objects reads objects of any type in one call; nil for each that does not exist.
func (c *call) objects(names []objectName) ([]any, error) {
	keys := map[string][]string{}
	for _, n := range names {
		keys[n.typ] = append(keys[n.typ], n.key)
	}
	var fetches []*fetch
	for _, typ := range sortedKeys(sets) {
		if len(keys[typ]) > 0 {
			fetches = append(fetches, c.with(&fetch{what: graph.IDsOf(sets[typ], keys[typ])}, typ, c.field.kids[typ]))
		}
	}
	var edges []graph.EdgeKey
	for _, key := range keys["StanceEdge"] {
		if k, ok := parseEdgeID(key); ok {
			edges = append(edges, k)
		}
	}
	if len(edges) > 0 {
		fetches = append(fetches, c.with(edgesByKey(edges, plainFilter()), "StanceEdge", c.field.kids["StanceEdge"]))
	}
	if len(fetches) > 0 {
		if _, err := c.read(fetches...); err != nil {
			return nil, err
		}
	}
	return list(names, func(n objectName) any { return c.object(n.typ, n.key) }), nil
}

// object gives one object that was read, nil where there is none.
func (c *call) object(typ, key string) any {
	switch typ {
	case "Actor":
		return c.load.actors.get(graph.ActorID(key))
	case "Issue":
		return c.load.issues.get(graph.IssueID(key))
	case "Article":
		return c.load.articles.get(graph.ArticleID(key))
	case "Statement":
		return c.load.statements.get(graph.StatementID(key))
	case "Revision":
		return c.load.revisions.get(graph.RevisionID(key))
	case "StanceEdge":
		if k, ok := parseEdgeID(key); ok && c.load.edges[k] != nil {
			return &edge{*c.load.edges[k], plainFilter()}
		}
	}
	return nil
}
