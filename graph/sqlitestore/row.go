package sqlitestore

import (
	"encoding/json"
	"fmt"
	"strings"

	"stancegraph/graph"
)

// A table says how objects of one type lie in rows: columns, a row's values in their order, and how to read them back.
type table[T any] struct {
	name    string
	key     string // the primary key's column
	columns string
	values  func(T) []any
	scan    func(scan func(...any) error) (T, error)
}

// list is a JSON column.
type list[T any] struct{ to *[]T }

func jsonOf[T any](items []T) string {
	if len(items) == 0 {
		return "[]"
	}
	b, _ := json.Marshal(items) // strings and plain structs cannot fail
	return string(b)
}

// Scan reads the column; an empty list becomes nil.
func (l list[T]) Scan(value any) error {
	text, _ := value.(string)
	if text == "[]" {
		*l.to = nil
		return nil
	}
	return json.Unmarshal([]byte(text), l.to)
}

// foldAll folds names for a search that must not match across two of them.
func foldAll(names ...string) string { return graph.Fold(strings.Join(names, "\x1f")) }

// folded gives the folded form of a text where SQLite's lower, which knows ASCII alone, gives another one, else nothing.
func folded(text string) string {
	fold, plain := graph.Fold(text), []byte(text)
	for i, c := range plain {
		if 'A' <= c && c <= 'Z' {
			plain[i] += 'a' - 'A'
		}
	}
	if string(plain) == fold {
		return ""
	}
	return fold
}

// foldedOf words the folded form of a column whose row was written with [folded].
func foldedOf(table, column string) string {
	return fmt.Sprintf("CASE %[1]s.folded WHEN '' THEN lower(%[1]s.%[2]s) ELSE %[1]s.folded END", table, column)
}

var actorTable = table[graph.Actor]{
	name: "actors", key: "id", columns: "id, name, kind, aliases, speaks_for, member_of, merged_into, decided, decided_by, withdrawn, revision",
	values: func(a graph.Actor) []any {
		return []any{a.ID, a.Name, a.Kind, jsonOf(a.Aliases), jsonOf(a.SpeaksFor), jsonOf(a.MemberOf), a.MergedInto,
			jsonOf(a.Decided), a.DecidedBy, a.Withdrawn, a.Revision}
	},
	scan: func(scan func(...any) error) (a graph.Actor, err error) {
		err = scan(&a.ID, &a.Name, &a.Kind, list[string]{&a.Aliases}, list[graph.Tie]{&a.SpeaksFor}, list[graph.ActorID]{&a.MemberOf}, &a.MergedInto,
			list[graph.Field]{&a.Decided}, &a.DecidedBy, &a.Withdrawn, &a.Revision)
		return a, err
	},
}

var issueTable = table[graph.Issue]{
	name: "issues", key: "id", columns: "id, name, phrases, part_of, merged_into, decided, decided_by, withdrawn, revision",
	values: func(i graph.Issue) []any {
		return []any{i.ID, i.Name, jsonOf(i.Phrases), i.PartOf, i.MergedInto, jsonOf(i.Decided), i.DecidedBy, i.Withdrawn, i.Revision}
	},
	scan: func(scan func(...any) error) (i graph.Issue, err error) {
		err = scan(&i.ID, &i.Name, list[string]{&i.Phrases}, &i.PartOf, &i.MergedInto, list[graph.Field]{&i.Decided}, &i.DecidedBy, &i.Withdrawn, &i.Revision)
		return i, err
	},
}

var articleTable = table[graph.Article]{
	name: "articles", key: "id", columns: "id, file, title, source, published, url, size, text_hash, extracted, revision",
	values: func(a graph.Article) []any {
		return []any{a.ID, a.File, a.Title, a.Source, a.Published, a.URL, a.Size, a.TextHash, a.Extracted, a.Revision}
	},
	scan: func(scan func(...any) error) (a graph.Article, err error) {
		err = scan(&a.ID, &a.File, &a.Title, &a.Source, &a.Published, &a.URL, &a.Size, &a.TextHash, &a.Extracted, &a.Revision)
		return a, err
	},
}

var statementTable = table[graph.Statement]{
	name: "statements", key: "id",
	columns: "id, article, holder, holder_text, stance, issue, speaker, reported_by, parties, quote, start_byte, end_byte, " +
		"held_on, status, confidence, method, rule, note, decided_by, first_seen, revision",
	values: func(s graph.Statement) []any {
		return []any{s.ID, s.Article, s.Holder, s.HolderText, s.Stance, s.Issue, s.Speaker, jsonOf(s.ReportedBy), jsonOf(s.Parties),
			s.Quote, s.Start, s.End, s.HeldOn, s.Status, s.Confidence, s.Method, s.Rule, s.Note, s.DecidedBy,
			graph.FormatTime(s.FirstSeen), s.Revision}
	},
	scan: func(scan func(...any) error) (s graph.Statement, err error) {
		var seen string
		err = scan(&s.ID, &s.Article, &s.Holder, &s.HolderText, &s.Stance, &s.Issue, &s.Speaker, list[graph.ActorID]{&s.ReportedBy},
			list[graph.ActorID]{&s.Parties}, &s.Quote, &s.Start, &s.End, &s.HeldOn, &s.Status, &s.Confidence, &s.Method, &s.Rule,
			&s.Note, &s.DecidedBy, &seen, &s.Revision)
		if err == nil {
			s.FirstSeen, err = graph.ParseTime(seen)
		}
		return s, err
	},
}

var codingTable = table[graph.Coding]{
	name: "codings", key: "id", columns: "id, article, analyst, assigned_by, assigned, finished, codes, revision",
	values: func(c graph.Coding) []any {
		return []any{c.ID, c.Article, c.Analyst, c.AssignedBy, graph.FormatTime(c.Assigned), graph.FormatTime(c.Finished), jsonOf(c.Codes), c.Revision}
	},
	scan: func(scan func(...any) error) (c graph.Coding, err error) {
		var assigned, finished string
		if err = scan(&c.ID, &c.Article, &c.Analyst, &c.AssignedBy, &assigned, &finished, list[graph.Statement]{&c.Codes}, &c.Revision); err == nil {
			c.Assigned, err = graph.ParseTime(assigned)
		}
		if err == nil {
			c.Finished, err = graph.ParseTime(finished)
		}
		return c, err
	},
}

var userTable = table[graph.User]{
	name: "users", key: "name", columns: "name, role, token_hash, created, expires, revoked, revision",
	values: func(u graph.User) []any {
		return []any{u.Name, u.Role, u.TokenHash, graph.FormatTime(u.Created), graph.FormatTime(u.Expires), u.Revoked, u.Revision}
	},
	scan: func(scan func(...any) error) (u graph.User, err error) {
		var created, expires string
		if err = scan(&u.Name, &u.Role, &u.TokenHash, &created, &expires, &u.Revoked, &u.Revision); err == nil {
			u.Created, err = graph.ParseTime(created)
		}
		if err == nil {
			u.Expires, err = graph.ParseTime(expires)
		}
		return u, err
	},
}

var revisionTable = table[graph.Revision]{
	name: "revisions", key: "id", columns: "id, action, who, made_at, why, undoes, changes",
	values: func(r graph.Revision) []any {
		return []any{r.ID, r.Action, r.Who, graph.FormatTime(r.When), r.Why, r.Undoes, jsonOf(r.Changes)}
	},
	scan: func(scan func(...any) error) (r graph.Revision, err error) {
		var when string
		if err = scan(&r.ID, &r.Action, &r.Who, &when, &r.Why, &r.Undoes, list[graph.Change]{&r.Changes}); err == nil {
			r.When, err = graph.ParseTime(when)
		}
		return r, err
	},
}

var edgeTable = table[graph.StanceEdge]{
	name: "stance_edges", columns: "issue, stance, actor, statements, accepted, reported, articles, first_date, last_date, last_own",
	scan: func(scan func(...any) error) (e graph.StanceEdge, err error) {
		err = scan(&e.Issue, &e.Stance, &e.Actor, &e.Statements, &e.Accepted, &e.Reported, &e.Articles, &e.First, &e.Last, &e.LastOwn)
		return e, err
	},
}
