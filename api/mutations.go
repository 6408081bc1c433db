package api

import (
	"log/slog"

	"stancegraph/graph"
)

// payload is what a mutation gives back.
type payload struct {
	statements []any
	revision   *graph.Revision
}

func mutations() table {
	revision := plain(func(p *payload) any { return p.revision })
	return table{
		"Mutation.annotate":         single(annotate),
		"Mutation.review":           single(review),
		"Mutation.undo":             single(undo),
		"AnnotatePayload.statement": plain(func(p *payload) any { return p.statements[0] }),
		"AnnotatePayload.revision":  revision,
		"ReviewPayload.statements":  plain(func(p *payload) any { return p.statements }),
		"ReviewPayload.revision":    revision,
		"UndoPayload.revision":      revision,
	}
}

// writer gives who makes the change. Whether the role allows it is decided by the editor.
func (c *call) writer() (graph.Agent, error) {
	switch {
	case c.engine.editor == nil:
		return graph.Agent{}, graph.Errorf(graph.Forbidden, "this server only reads")
	case c.agent == nil:
		return graph.Agent{}, &codedError{codeUnauthenticated, "changes need a token, sent as Authorization: Bearer TOKEN"}
	}
	return *c.agent, nil
}

// changed forgets what was read before the change, keeps what came out of it, and notes it in the log.
func (c *call) changed(rev graph.Revision, statements []graph.Statement) *payload {
	c.load = newLoader(c.engine.reader)
	p := &payload{revision: c.load.revisions.put(&rev)}
	for i := range statements {
		p.statements = append(p.statements, c.load.statements.put(&statements[i]))
	}
	c.engine.log.LogAttrs(c.ctx, slog.LevelInfo, "change", slog.String("request", c.id), slog.String("who", rev.Who),
		slog.String("action", string(rev.Action)), slog.String("revision", string(rev.ID)), slog.Int("objects", len(rev.Changes)))
	return p
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
	return c.changed(rev, []graph.Statement{s}), nil
}

func (c *call) draft(in input) (d graph.Draft, err error) {
	start, hasStart := in["start"].(int)
	end, hasEnd := in["end"].(int)
	if hasStart != hasEnd {
		return d, invalidf("give both start and end, or neither")
	}
	if hasStart && end <= start {
		return d, invalidf("the quote's place %d to %d is empty", start, end)
	}
	d = graph.Draft{Stance: lower[graph.Stance]([]any{in["stance"]})[0], Quote: in.text("quote"), Start: start, End: end, Note: in.text("note")}
	d.HeldOn, _ = in["heldOn"].(graph.Date)
	if d.Article, err = keyOf[graph.ArticleID]("Article", in.text("article")); err != nil {
		return d, err
	}
	issues, err := issueNames.refs(c.run, []any{in["issue"]})
	if err != nil {
		return d, err
	}
	d.Issue = issues[0]
	holders, err := actorNames.refs(c.run, []any{in["holder"]})
	if err != nil {
		return d, err
	}
	d.Holder = holders[0]
	if in["speaker"] != nil {
		speakers, err := actorNames.refs(c.run, []any{in["speaker"]})
		if err != nil {
			return d, err
		}
		d.Speaker = speakers[0]
	}
	if d.ReportedBy, err = actorNames.refs(c.run, in.items("reportedBy")); err != nil {
		return d, err
	}
	d.Parties, err = actorNames.refs(c.run, in.items("parties"))
	return d, err
}

func review(c *call) (any, error) {
	by, err := c.writer()
	if err != nil {
		return nil, err
	}
	in := c.input("input")
	items := in.items("decisions")
	if limit := c.engine.limits.Page; len(items) > limit {
		return nil, invalidf("%d decisions: at most %d are allowed at a time", len(items), limit)
	}
	decisions := make([]graph.Decision, len(items))
	for i, item := range items {
		m, _ := item.(map[string]any)
		d := input(m)
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
	return c.changed(rev, statements), nil
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
	return c.changed(rev, nil), nil
}
