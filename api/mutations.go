package api

import (
	"cmp"
	"slices"

	"stancegraph/graph"
)

// payload is what a mutation gives back.
type payload struct {
	statements []any
	term       any   // the actor or issue
	merged     []any // actors or issues
	moved      int   // statements
	revision   *graph.Revision
}

func mutations() table {
	revision := plain(func(p *payload) any { return p.revision })
	statement := plain(func(p *payload) any { return p.statements[0] })
	statements := plain(func(p *payload) any { return p.statements })
	return table{
		"Mutation.annotate":         single(annotate),
		"Mutation.review":           single(review),
		"Mutation.amend":            single(amend),
		"Mutation.retract":          single(retract),
		"Mutation.undo":             single(undo),
		"AnnotatePayload.statement": statement,
		"AnnotatePayload.revision":  revision,
		"AmendPayload.statement":    statement,
		"AmendPayload.revision":     revision,
		"ReviewPayload.statements":  statements,
		"ReviewPayload.revision":    revision,
		"RetractPayload.statements": statements,
		"RetractPayload.revision":   revision,
		"UndoPayload.revision":      revision,
	}
}

// writer gives who makes the change. Whether the role allows it is decided by the editor.
func (c *call) writer() (graph.Agent, error) {
	switch {
	case c.engine.editor == nil:
		return graph.Agent{}, graph.Errorf(graph.Forbidden, "this server only reads")
	case c.req.agent == nil:
		return graph.Agent{}, &codedError{codeUnauthenticated, "changes need a token, sent as Authorization: Bearer TOKEN"}
	}
	return *c.req.agent, nil
}

// changed forgets what was read before the change, and reads what is asked of what came out of it.
func (c *call) changed(rev graph.Revision, statements []graph.Statement, more ...*fetch) (*payload, error) {
	c.load, c.words = newLoader(), nil
	ids := each(statements, func(s graph.Statement) graph.StatementID { return s.ID })
	err := c.more(append(more, c.below(&fetch{what: graph.IDsOf(graph.StatementSet, ids)}, "Statement"),
		c.below(&fetch{what: graph.IDsOf(graph.RevisionSet, []graph.RevisionID{rev.ID})}, "Revision"))...)
	p := &payload{revision: c.load.revisions.put(rev.ID, &rev)}
	for i := range statements {
		p.statements = append(p.statements, c.load.statements.put(statements[i].ID, &statements[i]))
	}
	return p, err
}

// more reads what is needed of objects that are at hand themselves, if anything is.
func (c *call) more(fetches ...*fetch) error {
	fetches = slices.DeleteFunc(fetches, func(f *fetch) bool { return len(f.with) == 0 })
	if len(fetches) == 0 {
		return nil
	}
	_, err := c.read(fetches...)
	return err
}

func annotate(c *call) (any, error) {
	by, err := c.writer()
	if err != nil {
		return nil, err
	}
	in := c.input("input")
	draft, err := c.draft(in)
	if err != nil {
		return nil, err
	}
	s, rev, err := c.engine.editor.Annotate(c.ctx, by, draft, in.text("why"))
	if err != nil {
		return nil, err
	}
	return c.changed(rev, []graph.Statement{s})
}

func (c *call) draft(in input) (d graph.Draft, err error) {
	place, err := in.place()
	if err != nil {
		return d, err
	}
	d = graph.Draft{Stance: lower[graph.Stance]([]any{in["stance"]})[0], Quote: place.Quote, Start: place.Start, End: place.End, Note: in.text("note")}
	d.HeldOn, _ = in["heldOn"].(graph.Date)
	if d.Article, err = keyOf[graph.ArticleID]("Article", in.text("article")); err != nil {
		return d, err
	}
	if d.Issue, err = oneRef(c, issueNames, in["issue"]); err != nil {
		return d, err
	}
	if d.Holder, err = oneRef(c, actorNames, in["holder"]); err != nil {
		return d, err
	}
	if d.Speaker, err = oneRef(c, actorNames, in["speaker"]); err != nil {
		return d, err
	}
	if d.ReportedBy, err = actorNames.refs(c.run, in.items("reportedBy")); err != nil {
		return d, err
	}
	d.Parties, err = actorNames.refs(c.run, in.items("parties"))
	return d, err
}

// oneRef finds the key that a reference names, "" for a null one.
func oneRef[K ~string, V named](c *call, k kindOfNamed[K, V], ref any) (key K, err error) {
	if ref == nil {
		return "", nil
	}
	keys, err := k.refs(c.run, []any{ref})
	if err != nil {
		return "", err
	}
	return keys[0], nil
}

// place gives a quote with its place.
func (in input) place() (graph.Place, error) {
	start, hasStart := in["start"].(int)
	end, hasEnd := in["end"].(int)
	if hasStart != hasEnd {
		return graph.Place{}, invalidf("give both start and end, or neither")
	}
	if hasStart && end <= start {
		return graph.Place{}, invalidf("the quote's place %d to %d is empty", start, end)
	}
	return graph.Place{Quote: in.text("quote"), Start: start, End: end}, nil
}

func review(c *call) (any, error) {
	by, err := c.writer()
	if err != nil {
		return nil, err
	}
	in := c.input("input")
	items, err := c.upToPage(in, "decisions")
	if err != nil {
		return nil, err
	}
	decisions := make([]graph.Decision, len(items))
	for i, d := range items {
		key, err := keyOf[graph.StatementID]("Statement", d.text("statement"))
		if err != nil {
			return nil, err
		}
		revision, _ := d["revision"].(int)
		decisions[i] = graph.Decision{Statement: key, Revision: revision, Status: lower[graph.Status]([]any{d["status"]})[0]}
		if note, given := d["note"].(string); given {
			decisions[i].Note = &note
		}
	}
	statements, rev, err := c.engine.editor.Review(c.ctx, by, decisions, in.text("why"))
	if err != nil {
		return nil, err
	}
	return c.changed(rev, statements)
}

func amend(c *call) (any, error) {
	by, err := c.writer()
	if err != nil {
		return nil, err
	}
	in := c.input("input")
	a, err := c.amendment(in)
	if err != nil {
		return nil, err
	}
	s, rev, err := c.engine.editor.Amend(c.ctx, by, a, in.text("why"))
	if err != nil {
		return nil, err
	}
	return c.changed(rev, []graph.Statement{s})
}

func (c *call) amendment(in input) (a graph.Amendment, err error) {
	if a.Statement, err = keyOf[graph.StatementID]("Statement", in.text("statement")); err != nil {
		return a, err
	}
	a.Revision, _ = in["revision"].(int)
	holder, err1 := given(in["holder"], func(ref any) (graph.ActorID, error) { return oneRef(c, actorNames, ref) })
	issue, err2 := given(in["issue"], func(ref any) (graph.IssueID, error) { return oneRef(c, issueNames, ref) })
	speaker, err3 := given(in["speaker"], func(ref any) (graph.ActorID, error) { return oneRef(c, actorNames, ref) })
	reporters, err4 := given(in["reportedBy"], func(any) ([]graph.ActorID, error) { return actorNames.refs(c.run, in.items("reportedBy")) })
	parties, err5 := given(in["parties"], func(any) ([]graph.ActorID, error) { return actorNames.refs(c.run, in.items("parties")) })
	quote, err6 := given(in["quote"], func(any) (graph.Place, error) { return in.place() })
	if err := cmp.Or(err1, err2, err3, err4, err5, err6); err != nil {
		return a, err
	}
	a.Holder, a.Issue, a.Speaker, a.ReportedBy, a.Parties, a.Quote = holder, issue, speaker, reporters, parties, quote
	if in["quote"] == nil && (in["start"] != nil || in["end"] != nil) {
		return a, invalidf("start and end go with a quote")
	}
	if none, _ := in["noSpeaker"].(bool); none {
		if speaker != nil {
			return a, invalidf("give either a speaker or noSpeaker")
		}
		a.Speaker = new(graph.ActorID)
	}
	if in["stance"] != nil {
		a.Stance = &lower[graph.Stance]([]any{in["stance"]})[0]
	}
	if day, ok := in["heldOn"].(graph.Date); ok {
		a.HeldOn = &day
	}
	if note, ok := in["note"].(string); ok {
		a.Note = &note
	}
	return a, nil
}

// given applies a function to a field of an input that is neither absent nor null.
func given[T any](field any, f func(any) (T, error)) (*T, error) {
	if field == nil {
		return nil, nil
	}
	v, err := f(field)
	if err != nil {
		return nil, err
	}
	return &v, nil
}

func retract(c *call) (any, error) {
	by, err := c.writer()
	if err != nil {
		return nil, err
	}
	in := c.input("input")
	items, err := c.upToPage(in, "statements")
	if err != nil {
		return nil, err
	}
	seen := make([]graph.Seen[graph.StatementID], len(items))
	for i, item := range items {
		if seen[i].ID, err = keyOf[graph.StatementID]("Statement", item.text("statement")); err != nil {
			return nil, err
		}
		seen[i].Revision, _ = item["revision"].(int)
	}
	statements, rev, err := c.engine.editor.Retract(c.ctx, by, seen, in.text("why"))
	if err != nil {
		return nil, err
	}
	return c.changed(rev, statements)
}

// upToPage gives a list of inputs that may be as long as a page.
func (c *call) upToPage(in input, name string) ([]input, error) {
	items := in.items(name)
	if limit := c.engine.limits.Page; len(items) > limit {
		return nil, invalidf("%d %s: at most %d are allowed at a time", len(items), name, limit)
	}
	return each(items, func(item any) input {
		m, _ := item.(map[string]any)
		return input(m)
	}), nil
}

func undo(c *call) (any, error) {
	by, err := c.writer()
	if err != nil {
		return nil, err
	}
	in := c.input("input")
	key, err := keyOf[graph.RevisionID]("Revision", in.text("revision"))
	if err != nil {
		return nil, err
	}
	rev, err := c.engine.editor.Undo(c.ctx, by, key, in.text("why"))
	if err != nil {
		return nil, err
	}
	return c.changed(rev, nil)
}
