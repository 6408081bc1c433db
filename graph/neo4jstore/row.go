package neo4jstore

import (
	"encoding/json"
	"fmt"
	"maps"

	"stancegraph/graph"
)

// The functions below give objects as rows that the queries write_… unwind. A nil makes the property absent.

type row = map[string]any

func optional[K ~string](value K) any {
	if value == "" {
		return nil
	}
	return string(value)
}

func actorRow(a graph.Actor) row {
	r := row{"id": string(a.ID), "name": a.Name, "kind": string(a.Kind), "aliases": a.Aliases, "revision": a.Revision, "folded": foldAll(a.Name, a.Aliases),
		"terms": namesTerms(a.Name, a.Aliases)}
	maps.Copy(r, decisionsRow(a.Decisions))
	return r
}

// decisionsRow gives what analysts decided about an actor or issue.
func decisionsRow(d graph.Decisions) row {
	r := row{"decided": nil, "decidedBy": optional(d.DecidedBy), "withdrawn": nil}
	if len(d.Decided) > 0 {
		r["decided"] = plain(d.Decided)
	}
	if d.Withdrawn {
		r["withdrawn"] = true
	}
	return r
}

// mergedRows tie an actor or issue to the one that it was merged into, if any.
func mergedRows[K ~string](id, into K) []row {
	if into == "" {
		return nil
	}
	return []row{{"from": string(id), "to": string(into)}}
}

// speakerRows tie a person to the bodies that the person speaks for.
func speakerRows(a graph.Actor) (rows []row) {
	for i, t := range a.SpeaksFor {
		rows = append(rows, row{"from": string(a.ID), "to": string(t.Body), "order": i, "role": optional(t.Role), "since": optional(t.From), "until": optional(t.To)})
	}
	return rows
}

// memberRows tie an actor to what it is a member of.
func memberRows(a graph.Actor) (rows []row) {
	for i, id := range a.MemberOf {
		rows = append(rows, row{"from": string(a.ID), "to": string(id), "order": i})
	}
	return rows
}

func issueRow(i graph.Issue) row {
	r := row{"id": string(i.ID), "name": i.Name, "phrases": i.Phrases, "revision": i.Revision, "folded": foldAll(i.Name, i.Phrases),
		"terms": namesTerms(i.Name, i.Phrases)}
	maps.Copy(r, decisionsRow(i.Decisions))
	return r
}

// partRows tie an issue to the one that it is part of, if any.
func partRows(i graph.Issue) []row {
	if i.PartOf == "" {
		return nil
	}
	return []row{{"from": string(i.ID), "to": string(i.PartOf)}}
}

// articleRow gives an article; its text is written only where it is created.
func articleRow(d graph.Document) row {
	return row{"id": string(d.ID), "file": optional(d.File), "title": d.Title, "source": d.Source, "published": string(d.Published), "url": optional(d.URL),
		"size": d.Size, "textHash": d.TextHash, "extracted": optional(d.Extracted), "revision": d.Revision, "text": d.Text, "folded": folded(d.Title),
		"terms": graph.Terms(d.Title), "textTerms": graph.Terms(d.Text)}
}

// statementRow gives a statement with all that it refers to.
func statementRow(s graph.Statement) row {
	return row{"id": string(s.ID), "name": caption(s), "article": string(s.Article), "holder": optional(s.Holder), "holderText": optional(s.HolderText),
		"stance": string(s.Stance), "issue": string(s.Issue), "speaker": optional(s.Speaker), "quote": s.Quote, "start": s.Start, "end": s.End,
		"heldOn": string(s.HeldOn), "status": string(s.Status), "confidence": s.Confidence, "method": s.Method, "rule": optional(s.Rule),
		"note": optional(s.Note), "decidedBy": optional(s.DecidedBy), "firstSeen": graph.FormatTime(s.FirstSeen), "revision": s.Revision,
		"folded": folded(s.Quote), "terms": graph.Terms(s.Quote), "reporters": ordered(s.ReportedBy), "parties": ordered(s.Parties)}
}

// caption is what Neo4j Browser writes on a statement's node.
func caption(s graph.Statement) string {
	holder := string(s.Holder)
	if holder == "" {
		holder = s.HolderText
	}
	return holder + " " + string(s.Stance) + " " + string(s.Issue)
}

// ordered gives actors with their places in a list.
func ordered(ids []graph.ActorID) []any {
	out := make([]any, len(ids))
	for i, id := range ids {
		out[i] = row{"actor": string(id), "order": i}
	}
	return out
}

// statementTies counts the relationships that statementRow makes.
func statementTies(s graph.Statement) int {
	n := 2 + len(s.ReportedBy) + len(s.Parties)
	if s.Holder != "" {
		n++
	}
	if s.Speaker != "" {
		n++
	}
	return n
}

// sameTies reports whether two states of a statement refer to the same objects.
func sameTies(a, b graph.Statement) bool {
	x, _ := json.Marshal([]any{a.Article, a.Issue, a.Holder, a.Speaker, a.ReportedBy, a.Parties})
	y, _ := json.Marshal([]any{b.Article, b.Issue, b.Holder, b.Speaker, b.ReportedBy, b.Parties})
	return string(x) == string(y)
}

// codingRow keeps what was coded as JSON: it is no part of the graph yet.
func codingRow(c graph.Coding) row {
	codes := ""
	if len(c.Codes) > 0 {
		text, _ := json.Marshal(c.Codes) // plain structs of strings and numbers cannot fail
		codes = string(text)
	}
	return row{"id": string(c.ID), "article": string(c.Article), "analyst": c.Analyst, "assignedBy": c.AssignedBy, "assigned": graph.FormatTime(c.Assigned),
		"finished": graph.FormatTime(c.Finished), "codes": codes, "revision": c.Revision}
}

func userRow(u graph.User) row {
	return row{"name": u.Name, "role": string(u.Role), "tokenHash": u.TokenHash, "created": graph.FormatTime(u.Created), "expires": graph.FormatTime(u.Expires), "revoked": u.Revoked, "revision": u.Revision}
}

// revisionRow keeps the changes as JSON, for they are read as a whole, in their order, and hold former states.
func revisionRow(r graph.Revision) row {
	changes := ""
	if len(r.Changes) > 0 {
		text, _ := json.Marshal(r.Changes) // strings, numbers and JSON cannot fail
		changes = string(text)
	}
	return row{"id": string(r.ID), "name": string(r.Action) + " by " + r.Who, "action": string(r.Action), "who": r.Who, "when": graph.FormatTime(r.When),
		"why": optional(r.Why), "undoes": optional(r.Undoes), "changes": changes}
}

// changeRow ties a revision to an object that it changed, or to the node that stands for one that is not there.
func changeRow(r graph.Revision, c graph.Change) row {
	return row{"from": string(r.ID), "to": c.ID, "revision": c.Revision, "absent": absentID(graph.ObjectID{Type: c.Type, ID: c.ID})}
}

func edgeRow(k graph.EdgeKey) row {
	return row{"issue": string(k.Issue), "stance": string(k.Stance), "actor": string(k.Actor)}
}

// edgeFigures gives the properties of an edge, without its label.
func edgeFigures(e graph.StanceEdge) row {
	return row{"statements": e.Statements, "accepted": e.Accepted, "reported": e.Reported, "articles": e.Articles, "first": string(e.First), "last": string(e.Last), "lastOwn": string(e.LastOwn)}
}

// edgeLabel is what Neo4j Browser writes on an edge.
func edgeLabel(s graph.Stance, statements int) string { return fmt.Sprintf("%s ×%d", s, statements) }
