package api

import (
	"cmp"
	"context"

	"stancegraph/graph"
)

// termMutations are the resolvers of the mutations of actors and issues.
func termMutations() table {
	t := table{
		"Mutation.createActor": single(createActor),
		"Mutation.updateActor": single(updateActor),
		"Mutation.mergeActors": single(func(c *call) (any, error) { return merge(c, actorNames, (*graph.Editor).MergeActors) }),
		"Mutation.splitActor":  single(func(c *call) (any, error) { return split(c, actorNames, newActor, (*graph.Editor).SplitActor) }),
		"Mutation.createIssue": single(createIssue),
		"Mutation.updateIssue": single(updateIssue),
		"Mutation.mergeIssues": single(func(c *call) (any, error) { return merge(c, issueNames, (*graph.Editor).MergeIssues) }),
		"Mutation.splitIssue":  single(func(c *call) (any, error) { return split(c, issueNames, newIssue, (*graph.Editor).SplitIssue) }),
	}
	for typ, field := range map[string]string{"Actor": "actor", "Issue": "issue"} {
		for _, payloadType := range []string{"Create" + typ, "Update" + typ, "Merge" + typ + "s", "Split" + typ} {
			t[payloadType+"Payload."+field] = plain(func(p *payload) any { return p.term })
			t[payloadType+"Payload.revision"] = plain(func(p *payload) any { return p.revision })
		}
		t["Merge"+typ+"sPayload.merged"] = plain(func(p *payload) any { return p.merged })
		for _, payloadType := range []string{"Merge" + typ + "s", "Split" + typ} {
			t[payloadType+"Payload.statements"] = plain(func(p *payload) any { return p.moved })
		}
		t["Split"+typ+"Payload.from"] = plain(func(p *payload) any { return p.merged[0] })
	}
	return t
}

// changedTerms gives the payload of a change of an actor or issue, and of those whose statements went over to it.
func changedTerms[K ~string, V named](c *call, k kindOfNamed[K, V], item V, merged []V, rev graph.Revision) (*payload, error) {
	ids := each(append([]V{item}, merged...), k.key)
	p, err := c.changed(rev, nil, c.below(&fetch{what: graph.IDsOf(k.set, ids)}, k.typ()))
	if err != nil {
		return nil, err
	}
	p.term = k.shelf(c.load).put(k.key(item), &item)
	for i := range merged {
		p.merged = append(p.merged, k.shelf(c.load).put(k.key(merged[i]), &merged[i]))
	}
	return p, nil
}

// movedTerms is like changedTerms, and tells how many statements went over.
func movedTerms[K ~string, V named](c *call, k kindOfNamed[K, V], into V, from []V, statements int, rev graph.Revision, err error) (*payload, error) {
	if err != nil {
		return nil, err
	}
	p, err := changedTerms(c, k, into, from, rev)
	if err == nil {
		p.moved = statements
	}
	return p, err
}

// changedTerm gives the payload of a change of one actor or issue.
func changedTerm[K ~string, V named](c *call, k kindOfNamed[K, V], item V, rev graph.Revision, err error) (*payload, error) {
	if err != nil {
		return nil, err
	}
	return changedTerms(c, k, item, nil, rev)
}

func createActor(c *call) (any, error) {
	by, err := c.writer()
	if err != nil {
		return nil, err
	}
	in := c.input("input")
	a, err := newActor(c, in)
	if err != nil {
		return nil, err
	}
	made, rev, err := c.engine.editor.CreateActor(c.ctx, by, a, in.flag("allowNamesake"), in.text("why"))
	return changedTerm(c, actorNames, made, rev, err)
}

// newActor reads an actor as an analyst wants it.
func newActor(c *call, in input) (a graph.Actor, err error) {
	a = graph.Actor{ID: graph.ActorID(in.text("key")), Name: in.text("name"), Kind: lower[graph.Kind]([]any{in["kind"]})[0],
		Aliases: inputTexts(in.items("aliases"))}
	if a.SpeaksFor, err = c.ties(in); err != nil {
		return a, err
	}
	a.MemberOf, err = actorNames.refs(c.run, in.items("memberOf"))
	return a, err
}

// ties reads whom a person speaks for.
func (c *call) ties(in input) ([]graph.Tie, error) {
	ties := []graph.Tie{}
	for _, item := range in.items("speaksFor") {
		tie, _ := item.(map[string]any)
		body, err := oneRef(c, actorNames, tie["body"])
		if err != nil {
			return nil, err
		}
		from, _ := tie["from"].(graph.Date)
		to, _ := tie["to"].(graph.Date)
		ties = append(ties, graph.Tie{Body: body, Role: input(tie).text("role"), From: from, To: to})
	}
	return ties, nil
}

func updateActor(c *call) (any, error) {
	by, err := c.writer()
	if err != nil {
		return nil, err
	}
	in := c.input("input")
	seen, err := seenObject(actorNames, in, "actor")
	ties, err1 := given(in["speaksFor"], func(any) ([]graph.Tie, error) { return c.ties(in) })
	memberOf, err2 := given(in["memberOf"], func(any) ([]graph.ActorID, error) { return actorNames.refs(c.run, in.items("memberOf")) })
	if err := cmp.Or(err, err1, err2); err != nil {
		return nil, err
	}
	u := graph.ActorUpdate{Actor: seen, Name: in.textGiven("name"), Aliases: in.textsGiven("aliases"), SpeaksFor: ties, MemberOf: memberOf,
		Namesake: in.flag("allowNamesake")}
	if in["kind"] != nil {
		u.Kind = &lower[graph.Kind]([]any{in["kind"]})[0]
	}
	a, rev, err := c.engine.editor.UpdateActor(c.ctx, by, u, in.text("why"))
	return changedTerm(c, actorNames, a, rev, err)
}

func createIssue(c *call) (any, error) {
	by, err := c.writer()
	if err != nil {
		return nil, err
	}
	in := c.input("input")
	i, err := newIssue(c, in)
	if err != nil {
		return nil, err
	}
	made, rev, err := c.engine.editor.CreateIssue(c.ctx, by, i, in.flag("allowNamesake"), in.text("why"))
	return changedTerm(c, issueNames, made, rev, err)
}

// newIssue reads an issue as an analyst wants it.
func newIssue(c *call, in input) (i graph.Issue, err error) {
	i = graph.Issue{ID: graph.IssueID(in.text("key")), Name: in.text("name"), Phrases: inputTexts(in.items("phrases"))}
	i.PartOf, err = oneRef(c, issueNames, in["partOf"])
	return i, err
}

func updateIssue(c *call) (any, error) {
	by, err := c.writer()
	if err != nil {
		return nil, err
	}
	in := c.input("input")
	seen, err := seenObject(issueNames, in, "issue")
	partOf, err1 := given(in["partOf"], func(ref any) (graph.IssueID, error) { return oneRef(c, issueNames, ref) })
	if err := cmp.Or(err, err1); err != nil {
		return nil, err
	}
	if in.flag("noPartOf") {
		if partOf != nil {
			return nil, invalidf("give either partOf or noPartOf")
		}
		partOf = new(graph.IssueID)
	}
	i, rev, err := c.engine.editor.UpdateIssue(c.ctx, by, graph.IssueUpdate{Issue: seen, Name: in.textGiven("name"), Phrases: in.textsGiven("phrases"),
		PartOf: partOf, Namesake: in.flag("allowNamesake")}, in.text("why"))
	return changedTerm(c, issueNames, i, rev, err)
}

// seenObject reads an actor or issue with its revision.
func seenObject[K ~string, V named](k kindOfNamed[K, V], in input, id string) (s graph.Seen[K], err error) {
	s.Revision, _ = in["revision"].(int)
	s.ID, err = keyOf[K](k.typ(), in.text(id))
	return s, err
}

func merge[K ~string, V named](c *call, k kindOfNamed[K, V],
	do func(*graph.Editor, context.Context, graph.Agent, graph.Merge[K], string) (graph.Merged[V], graph.Revision, error)) (any, error) {
	by, err := c.writer()
	if err != nil {
		return nil, err
	}
	in := c.input("input")
	items, err := c.upToPage(in, "from")
	if err != nil {
		return nil, err
	}
	var m graph.Merge[K]
	into, _ := in["into"].(map[string]any)
	if m.Into, err = seenObject(k, into, "id"); err != nil {
		return nil, err
	}
	for _, item := range items {
		seen, err := seenObject(k, item, "id")
		if err != nil {
			return nil, err
		}
		m.From = append(m.From, seen)
	}
	made, rev, err := do(c.engine.editor, c.ctx, by, m, in.text("why"))
	return movedTerms(c, k, made.Into, made.From, made.Statements, rev, err)
}

func split[K ~string, V named](c *call, k kindOfNamed[K, V], create func(*call, input) (V, error),
	do func(*graph.Editor, context.Context, graph.Agent, graph.Split[K, V], string) (graph.Halves[V], graph.Revision, error)) (any, error) {
	by, err := c.writer()
	if err != nil {
		return nil, err
	}
	in := c.input("input")
	from, _ := in["from"].(map[string]any)
	s := graph.Split[K, V]{Names: inputTexts(in.items("names"))}
	if s.From, err = seenObject(k, from, "id"); err != nil {
		return nil, err
	}
	if into, ok := in["into"].(map[string]any); ok {
		if s.Into, err = seenObject(k, into, "id"); err != nil {
			return nil, err
		}
	}
	if other, ok := in["create"].(map[string]any); ok {
		made, err := create(c, other)
		if err != nil {
			return nil, err
		}
		s.New, s.Namesake = &made, input(other).flag("allowNamesake")
	}
	if _, err := c.upToPage(in, "statements"); err != nil {
		return nil, err
	}
	for _, id := range inputTexts(in.items("statements")) {
		key, err := keyOf[graph.StatementID]("Statement", id)
		if err != nil {
			return nil, err
		}
		s.Statements = append(s.Statements, key)
	}
	if where, ok := in["where"].(map[string]any); ok {
		f, err := c.filterOf(where)
		if err != nil {
			return nil, err
		}
		s.Where = &f.StatementFilter
	}
	made, rev, err := do(c.engine.editor, c.ctx, by, s, in.text("why"))
	return movedTerms(c, k, made.Into, []V{made.From}, made.Statements, rev, err)
}
