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

// inner reads a column that is itself a list of columns.
func inner[T any](s *scanner, scan func(*scanner) T) T {
	one := scanner{values: scanAs[[]any](s)}
	value := scan(&one)
	if one.err != nil {
		s.err = one.err
	}
	return value
}

// tie is a relationship to another object: its type, its place among those of its type, and what it leads to.
type tie struct {
	typ   string
	place int
	id    string
	rest  scanner // its other properties
}

// ties reads a list of relationships.
func (s *scanner) ties() []tie {
	items := scanAs[[]any](s)
	if len(items) == 0 {
		return nil
	}
	out := make([]tie, len(items))
	for i, v := range items {
		values, _ := v.([]any)
		one := scanner{values: values}
		out[i] = tie{typ: one.text(), place: one.number(), id: one.text()}
		out[i].rest = one
		if one.err != nil {
			s.err = one.err
		}
	}
	slices.SortFunc(out, func(a, b tie) int { return cmp.Compare(a.place, b.place) })
	return out
}

// tied gives what the relationships of a type lead to, in their order; nil where there are none.
func tied[K ~string](ties []tie, typ string) (out []K) {
	for _, t := range ties {
		if t.typ == typ {
			out = append(out, K(t.id))
		}
	}
	return out
}

// tiedTo gives the one object that a relationship of the type leads to, if any.
func tiedTo[K ~string](ties []tie, typ string) K {
	for _, t := range ties {
		if t.typ == typ {
			return K(t.id)
		}
	}
	return ""
}

func scanActorID(s *scanner) graph.ActorID { return graph.ActorID(s.text()) }

func scanActor(s *scanner) graph.Actor {
	a := graph.Actor{ID: scanActorID(s), Name: s.text(), Aliases: s.texts(), Decisions: scanDecisions(s), Revision: s.number(), Kind: kindOf(s.texts())}
	ties := s.ties()
	for _, t := range ties {
		if t.typ == "SPEAKS_FOR" {
			a.SpeaksFor = append(a.SpeaksFor, graph.Tie{Body: graph.ActorID(t.id), Role: t.rest.text(), From: t.rest.date(), To: t.rest.date()})
		}
	}
	a.MemberOf, a.MergedInto = tied[graph.ActorID](ties, "MEMBER_OF"), tiedTo[graph.ActorID](ties, "MERGED_INTO")
	return a
}

func scanIssue(s *scanner) graph.Issue {
	i := graph.Issue{ID: graph.IssueID(s.text()), Name: s.text(), Phrases: s.texts(), Decisions: scanDecisions(s), Revision: s.number()}
	ties := s.ties()
	i.PartOf, i.MergedInto = tiedTo[graph.IssueID](ties, "PART_OF"), tiedTo[graph.IssueID](ties, "MERGED_INTO")
	return i
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
	st := graph.Statement{ID: graph.StatementID(s.text()), Article: graph.ArticleID(s.text()), Holder: graph.ActorID(s.text()), HolderText: s.text(),
		Stance: graph.Stance(s.text()), Issue: graph.IssueID(s.text()), Speaker: graph.ActorID(s.text()), Quote: s.text(), Start: s.number(),
		End: s.number(), HeldOn: s.date(), Status: graph.Status(s.text()), Confidence: s.fraction(), Method: s.text(), Rule: s.text(), Note: s.text(),
		DecidedBy: s.text(), FirstSeen: s.time(), Revision: s.number()}
	ties := s.ties()
	st.ReportedBy, st.Parties = tied[graph.ActorID](ties, "REPORTED_BY"), tied[graph.ActorID](ties, "BETWEEN")
	return st
}

func scanEdge(s *scanner) graph.StanceEdge {
	return graph.StanceEdge{EdgeKey: graph.EdgeKey{Issue: graph.IssueID(s.text()), Stance: graph.Stance(s.text()), Actor: graph.ActorID(s.text())},
		Statements: s.number(), Accepted: s.number(), Reported: s.number(), Articles: s.number(), First: s.date(), Last: s.date(), LastOwn: s.date()}
}

func scanCoding(s *scanner) graph.Coding {
	c := graph.Coding{ID: graph.CodingID(s.text()), Article: graph.ArticleID(s.text()), Analyst: s.text(), AssignedBy: s.text(), Assigned: s.time(), Finished: s.time()}
	if codes := s.text(); codes != "" {
		if err := json.Unmarshal([]byte(codes), &c.Codes); err != nil {
			s.fail("the codes of coding %s: %v", c.ID, err)
		}
	}
	c.Revision = s.number()
	return c
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
