package graphtest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"stancegraph/graph"
)

// fields are the words of a line: bare words under "", and key=value pairs. A value may be a Go string literal.
type fields map[string][]string

func (f fields) one(key string) string {
	if v := f[key]; len(v) > 0 {
		return v[0]
	}
	return ""
}

func (f fields) number(key string, otherwise int) int {
	n, err := strconv.Atoi(f.one(key))
	if err != nil {
		return otherwise
	}
	return n
}

// many gives the values of a key, each split at "|".
func many[K ~string](f fields, key string) []K {
	var out []K
	for _, v := range f[key] {
		for part := range strings.SplitSeq(v, "|") {
			out = append(out, K(part))
		}
	}
	return out
}

// parseFields reads a line.
func parseFields(line string) (fields, error) {
	f := fields{}
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		key := ""
		if i := strings.IndexAny(line, "= \""); i > 0 && line[i] == '=' {
			key, line = line[:i], line[i+1:]
		}
		if strings.HasPrefix(line, `"`) {
			quoted, err := strconv.QuotedPrefix(line)
			if err != nil {
				return nil, fmt.Errorf("bad string in %q: %w", line, err)
			}
			value, err := strconv.Unquote(quoted)
			if err != nil {
				return nil, err
			}
			f[key] = append(f[key], value)
			line = line[len(quoted):]
			continue
		}
		value, rest, _ := strings.Cut(line, " ")
		f[key] = append(f[key], value)
		line = rest
	}
	return f, nil
}

// expiry gives the time that a line names as expires=MINUTES after the epoch; zero where it names none.
func expiry(f fields) time.Time {
	minutes := f.number("expires", 0)
	if minutes == 0 {
		return time.Time{}
	}
	return epoch.Add(time.Duration(minutes) * time.Minute)
}

// epoch is when everything in the cases happens, unless they say otherwise.
var epoch = time.Date(2011, 4, 13, 12, 0, 0, 0, time.UTC)

// parseBatch reads objects, one a line; blank lines and those that start with "#" are passed over.
func parseBatch(text string) (b graph.Batch, err error) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f, err := parseFields(line)
		if err != nil {
			return b, err
		}
		switch kind := f.one(""); kind {
		case "actor":
			b.Actors = append(b.Actors, actor(f))
		case "issue":
			b.Issues = append(b.Issues, graph.Issue{ID: graph.IssueID(f.one("id")), Name: f.one("name"), Phrases: many[string](f, "phrases"),
				PartOf: graph.IssueID(f.one("partOf")), MergedInto: graph.IssueID(f.one("mergedInto")), Decisions: decisions(f), Revision: f.number("revision", 1)})
		case "article":
			b.Articles = append(b.Articles, article(f))
		case "statement":
			b.Statements = append(b.Statements, statement(f))
		case "user":
			b.Users = append(b.Users, graph.User{Name: f.one("name"), Role: graph.Role(f.one("role")), TokenHash: graph.HashToken(f.one("token")),
				Created: epoch, Expires: expiry(f), Revoked: f.one("revoked") != "", Revision: f.number("revision", 1)})
		case "coding":
			c, err := coding(f)
			if err != nil {
				return b, err
			}
			b.Codings = append(b.Codings, c)
		case "recount":
			b.Recount = append(b.Recount, graph.EdgeKey{Issue: graph.IssueID(f.one("issue")), Stance: graph.Stance(f.one("stance")), Actor: graph.ActorID(f.one("actor"))})
		case "restoring":
			b.Restoring = true
		case "revision":
			b.Revisions = append(b.Revisions, revision(f))
		default:
			return b, fmt.Errorf("unknown object %q in %q", kind, line)
		}
	}
	return b, nil
}

func actor(f fields) graph.Actor {
	a := graph.Actor{ID: graph.ActorID(f.one("id")), Name: f.one("name"), Kind: graph.Kind(f.one("kind")), Aliases: many[string](f, "aliases"),
		MemberOf: many[graph.ActorID](f, "memberOf"), MergedInto: graph.ActorID(f.one("mergedInto")), Decisions: decisions(f), Revision: f.number("revision", 1)}
	for _, body := range many[graph.ActorID](f, "speaksFor") {
		a.SpeaksFor = append(a.SpeaksFor, graph.Tie{Body: body, Role: f.one("role"), From: graph.Date(f.one("from")), To: graph.Date(f.one("to"))})
	}
	return a
}

// coding reads a coding; its codes are given as JSON.
func coding(f fields) (graph.Coding, error) {
	c := graph.Coding{ID: graph.CodingID(f.one("id")), Article: graph.ArticleID(f.one("article")), Analyst: f.one("analyst"), AssignedBy: "zoe",
		Assigned: epoch, Revision: f.number("revision", 1)}
	if c.ID == "" {
		c.ID = graph.CodingKey(c.Article, c.Analyst)
	}
	if f.one("finished") != "" {
		c.Finished = epoch
	}
	if codes := f.one("codes"); codes != "" {
		return c, json.Unmarshal([]byte(codes), &c.Codes)
	}
	return c, nil
}

func decisions(f fields) graph.Decisions {
	return graph.Decisions{Decided: many[graph.Field](f, "decided"), DecidedBy: f.one("decidedBy"), Withdrawn: f.one("withdrawn") != ""}
}

func article(f fields) graph.Document {
	d := graph.NewDocument(graph.Article{File: f.one("file"), Title: f.one("title"), Source: f.one("source"),
		Published: graph.Date(f.one("published")), URL: f.one("url"), Extracted: f.one("extracted"), Revision: f.number("revision", 1)}, f.one("text"))
	d.ID = graph.ArticleID(f.one("id")) // readable in the cases; a store takes any id
	return d
}

func statement(f fields) graph.Statement {
	confidence, _ := strconv.ParseFloat(f.one("confidence"), 64)
	status := graph.Status(f.one("status"))
	if status == "" {
		status = graph.Suggested
	}
	return graph.Statement{ID: graph.StatementID(f.one("id")), Article: graph.ArticleID(f.one("article")), Holder: graph.ActorID(f.one("holder")),
		HolderText: f.one("holderText"), Stance: graph.Stance(f.one("stance")), Issue: graph.IssueID(f.one("issue")),
		Speaker: graph.ActorID(f.one("speaker")), ReportedBy: many[graph.ActorID](f, "reportedBy"), Parties: many[graph.ActorID](f, "parties"),
		Quote: f.one("quote"), Start: f.number("start", 0), End: f.number("end", 0), HeldOn: graph.Date(f.one("heldOn")), Status: status,
		Confidence: confidence, Method: f.one("method"), Rule: f.one("rule"), Note: f.one("note"), DecidedBy: f.one("decidedBy"),
		FirstSeen: epoch, Revision: f.number("revision", 1)}
}

// revision reads changes as "type:id:revision".
func revision(f fields) graph.Revision {
	when := epoch.Add(time.Duration(f.number("minute", 0)) * time.Minute)
	r := graph.Revision{ID: graph.RevisionID(f.one("id")), Action: graph.Action(f.one("action")), Who: f.one("who"), When: when,
		Why: f.one("why"), Undoes: graph.RevisionID(f.one("undoes"))}
	for _, text := range many[string](f, "changes") {
		parts := strings.Split(text, ":")
		n, _ := strconv.Atoi(parts[2])
		c := graph.Change{Type: graph.ObjectType(parts[0]), ID: parts[1], Revision: n}
		if before := f.one("before"); before != "" {
			c.Before = []byte(before)
		}
		r.Changes = append(r.Changes, c)
	}
	return r
}
