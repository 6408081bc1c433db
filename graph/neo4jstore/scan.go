package neo4jstore

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"stancegraph/graph"
)

// A scanner reads the values of one row in the order of the query's columns. The first value of another type than expected
// stays in err; an absent property is the zero value.
type scanner struct {
	values []any
	at     int
	err    error
}

func scanAs[T any](s *scanner) (value T) {
	if s.at >= len(s.values) {
		s.fail("the row has %d columns, more are needed", len(s.values))
		return value
	}
	v := s.values[s.at]
	s.at++
	value, ok := v.(T)
	if !ok && v != nil {
		s.fail("column %d holds a value of type %T", s.at, v)
	}
	return value
}

func (s *scanner) fail(format string, args ...any) {
	if s.err == nil {
		s.err = &graph.Error{Code: graph.Internal, Message: "the database holds something that this program did not write", Err: graph.Errorf(graph.Internal, format, args...)}
	}
}

func (s *scanner) text() string      { return scanAs[string](s) }
func (s *scanner) number() int       { return int(scanAs[int64](s)) }
func (s *scanner) fraction() float64 { return scanAs[float64](s) }
func (s *scanner) flag() bool        { return scanAs[bool](s) }

func (s *scanner) date() graph.Date { return graph.Date(s.text()) }

func (s *scanner) time() time.Time {
	t, err := graph.ParseTime(s.text())
	if err != nil {
		s.fail("column %d: %v", s.at, err)
	}
	return t
}

// texts reads a list of strings; an empty one is nil.
func (s *scanner) texts() []string {
	items := scanAs[[]any](s)
	if len(items) == 0 {
		return nil
	}
	out := make([]string, len(items))
	for i, item := range items {
		text, ok := item.(string)
		if !ok {
			s.fail("column %d holds a list with a value of type %T", s.at, item)
		}
		out[i] = text
	}
	return out
}

// tied reads a list of what relationships lead to, each item with its place in the list first; an empty list is nil.
func tied[T any](s *scanner, scan func(*scanner) T) []T {
	type placed struct {
		place int
		value T
	}
	var items []placed
	for _, v := range scanAs[[]any](s) {
		values, _ := v.([]any)
		one := scanner{values: values}
		items = append(items, placed{one.number(), scan(&one)})
		if one.err != nil {
			s.err = one.err
		}
	}
	slices.SortFunc(items, func(a, b placed) int { return cmp.Compare(a.place, b.place) })
	var out []T
	for _, item := range items {
		out = append(out, item.value)
	}
	return out
}

func scanActorID(s *scanner) graph.ActorID { return graph.ActorID(s.text()) }

func scanTie(s *scanner) graph.Tie {
	return graph.Tie{Body: scanActorID(s), Role: s.text(), From: s.date(), To: s.date()}
}

func scanActor(s *scanner) graph.Actor {
	return graph.Actor{ID: scanActorID(s), Name: s.text(), Kind: graph.Kind(s.text()), Aliases: s.texts(), SpeaksFor: tied(s, scanTie),
		MemberOf: tied(s, scanActorID), MergedInto: scanActorID(s), Decisions: scanDecisions(s), Revision: s.number()}
}

func scanIssue(s *scanner) graph.Issue {
	return graph.Issue{ID: graph.IssueID(s.text()), Name: s.text(), Phrases: s.texts(), PartOf: graph.IssueID(s.text()),
		MergedInto: graph.IssueID(s.text()), Decisions: scanDecisions(s), Revision: s.number()}
}

func scanDecisions(s *scanner) (d graph.Decisions) {
	for _, f := range s.texts() {
		d.Decided = append(d.Decided, graph.Field(f))
	}
	d.DecidedBy, d.Withdrawn = s.text(), s.flag()
	return d
}

func scanArticle(s *scanner) graph.Article {
	return graph.Article{ID: graph.ArticleID(s.text()), File: s.text(), Title: s.text(), Source: s.text(), Published: s.date(), URL: s.text(),
		Size: s.number(), TextHash: s.text(), Extracted: s.text(), Revision: s.number()}
}

func scanStatement(s *scanner) graph.Statement {
	return graph.Statement{ID: graph.StatementID(s.text()), Article: graph.ArticleID(s.text()), Holder: graph.ActorID(s.text()), HolderText: s.text(),
		Stance: graph.Stance(s.text()), Issue: graph.IssueID(s.text()), Speaker: graph.ActorID(s.text()),
		ReportedBy: tied(s, scanActorID), Parties: tied(s, scanActorID), Quote: s.text(), Start: s.number(), End: s.number(),
		HeldOn: s.date(), Status: graph.Status(s.text()), Confidence: s.fraction(), Method: s.text(), Rule: s.text(), Note: s.text(),
		DecidedBy: s.text(), FirstSeen: s.time(), Revision: s.number()}
}

func scanEdge(s *scanner) graph.StanceEdge {
	return graph.StanceEdge{EdgeKey: graph.EdgeKey{Issue: graph.IssueID(s.text()), Stance: graph.Stance(s.text()), Actor: graph.ActorID(s.text())},
		Statements: s.number(), Accepted: s.number(), Reported: s.number(), Articles: s.number(), First: s.date(), Last: s.date()}
}

func scanUser(s *scanner) graph.User {
	return graph.User{Name: s.text(), Role: graph.Role(s.text()), TokenHash: s.text(), Created: s.time(), Expires: s.time(), Revoked: s.flag(), Revision: s.number()}
}

func scanRevision(s *scanner) graph.Revision {
	r := graph.Revision{ID: graph.RevisionID(s.text()), Action: graph.Action(s.text()), Who: s.text(), When: s.time(), Why: s.text(), Undoes: graph.RevisionID(s.text())}
	if changes := s.text(); changes != "" {
		if err := json.Unmarshal([]byte(changes), &r.Changes); err != nil {
			s.fail("the changes of revision %s: %v", r.ID, err)
		}
	}
	return r
}
