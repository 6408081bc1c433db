package ask

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"stancegraph/graph"
)

// Bounds of an answer; GraphQL pages through the rest.
const (
	maxEdges  = 100
	maxQuoted = 50 // edges that are shown with quotes
	maxQuotes = 3
	maxSaid   = 50
)

// answer reads what a question asks for.
func (a *Asker) answer(ctx context.Context, q Question) (Answer, error) {
	ans := Answer{Question: q}
	f := q.Filter()
	var err error
	if f.Issues, err = graph.IssueWithParts(ctx, a.reader, f.Issues); err != nil {
		return ans, err
	}
	ans.Where = f
	switch q.Kind {
	case Who, What:
		err = a.edges(ctx, f, &ans)
	case Position, Whether:
		err = a.positions(ctx, f, &ans)
	case Changed:
		err = a.changes(ctx, f, &ans)
	case Said:
		err = a.said(ctx, f, &ans)
	case Reports:
		ans.Statements, err = a.statements(ctx, f)
	}
	if err != nil {
		return ans, err
	}
	if err := a.names(ctx, &ans); err != nil {
		return ans, err
	}
	ans.Text = ans.sentence()
	return ans, nil
}

// edges reads the edges that match and, for the first of them, the statements: those that are the holders' own words and acts, then those that
// others report.
func (a *Asker) edges(ctx context.Context, f graph.StatementFilter, ans *Answer) error {
	slices, err := a.reader.FindStances(ctx, graph.StanceQuery{Where: f, Page: graph.Page{Limit: maxEdges, Total: true}})
	if err != nil {
		return err
	}
	ans.Edges, ans.More = slices[0].Items, slices[0].Total-len(slices[0].Items)
	for _, reports := range []graph.Reports{graph.OwnOnly, graph.ReportsOnly} {
		f.Reports = reports
		evidence, err := a.evidence(ctx, f, ans.Edges[:min(maxQuoted, len(ans.Edges))])
		if err != nil {
			return err
		}
		ans.Evidence = append(ans.Evidence, evidence...)
	}
	return nil
}

// evidence reads the statements of the edges that have such, in one call.
func (a *Asker) evidence(ctx context.Context, f graph.StatementFilter, edges []graph.StanceEdge) (out []Evidence, err error) {
	var scopes []graph.Scope
	for _, edge := range edges {
		e := Evidence{Edge: edge, Reported: f.Reports == graph.ReportsOnly, Count: edge.Statements - edge.Reported}
		if e.Reported {
			e.Count = edge.Reported
		}
		if e.Count > 0 {
			out = append(out, e)
			scopes = append(scopes, graph.Scope{Holder: edge.Actor, Issue: edge.Issue, Stance: edge.Stance})
		}
	}
	if len(scopes) == 0 {
		return nil, nil
	}
	pages, err := a.reader.FindStatements(ctx, graph.StatementQuery{Where: f, Scopes: scopes, Page: graph.Page{Limit: maxQuotes}})
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Statements = pages[i].Items
	}
	return out, nil
}

// statements reads statements that match, newest first.
func (a *Asker) statements(ctx context.Context, f graph.StatementFilter) ([]graph.Statement, error) {
	pages, err := a.reader.FindStatements(ctx, graph.StatementQuery{Where: f, Page: graph.Page{Limit: maxSaid}})
	if err != nil {
		return nil, err
	}
	return pages[0].Items, nil
}

// histories reads all counted statements that match and groups them by holder and issue, in the order of their keys.
func (a *Asker) histories(ctx context.Context, f graph.StatementFilter) ([][]graph.Statement, error) {
	groups := map[graph.EdgeKey][]graph.Statement{}
	f.Stances = nil // a position is decided by all of them
	for s, err := range graph.AllStatements(ctx, a.reader, f) {
		if err != nil {
			return nil, err
		}
		if s.Holder != "" {
			key := graph.EdgeKey{Issue: s.Issue, Actor: s.Holder}
			groups[key] = append(groups[key], s)
		}
	}
	var keys []graph.EdgeKey
	for key := range groups {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, graph.EdgeKey.Compare)
	var out [][]graph.Statement
	for _, key := range keys {
		out = append(out, groups[key])
	}
	return out, nil
}

// positions reads where actors stand at the end of the question's span.
func (a *Asker) positions(ctx context.Context, f graph.StatementFilter, ans *Answer) error {
	f.From, f.To = "", "" // what was held before still holds
	histories, err := a.histories(ctx, f)
	if err != nil {
		return err
	}
	for _, h := range histories {
		p, ok := graph.PositionAt(h, ans.Question.To)
		if !ok {
			continue
		}
		ans.Positions = append(ans.Positions, p)
		ans.Turns = append(ans.Turns, graph.Turns(h)...)
		ans.Statements = append(ans.Statements, around(h, p, ans.Question.To)...)
	}
	return nil
}

// around gives the newest statements of a history up to a date, the one that decided about the position first.
func around(history []graph.Statement, p graph.Position, at graph.Date) []graph.Statement {
	var out []graph.Statement
	for _, s := range history {
		switch {
		case s.ID == p.Statement:
			out = append([]graph.Statement{s}, out...)
		case at == "" || s.HeldOn == "" || s.HeldOn.In("", at):
			out = append(out, s)
		}
	}
	return out[:min(maxQuotes, len(out))]
}

func (a *Asker) changes(ctx context.Context, f graph.StatementFilter, ans *Answer) error {
	from, to := f.From, f.To
	f.From, f.To = "", ""
	histories, err := a.histories(ctx, f)
	if err != nil {
		return err
	}
	for _, h := range histories {
		for _, t := range graph.Turns(h) {
			if !t.To.Since.In(from, to) {
				continue
			}
			ans.Turns = append(ans.Turns, t)
			for _, s := range h {
				if s.ID == t.From.Statement || s.ID == t.To.Statement {
					ans.Statements = append(ans.Statements, s)
				}
			}
		}
	}
	return nil
}

// said reads what somebody said, for a body or as holder.
func (a *Asker) said(ctx context.Context, f graph.StatementFilter, ans *Answer) error {
	held, err := a.statements(ctx, f)
	if err != nil {
		return err
	}
	f.Speakers, f.Holders = f.Holders, nil
	spoken, err := a.statements(ctx, f)
	if err != nil {
		return err
	}
	for _, s := range append(spoken, held...) {
		if !slices.ContainsFunc(ans.Statements, func(o graph.Statement) bool { return o.ID == s.ID }) {
			ans.Statements = append(ans.Statements, s)
		}
	}
	slices.SortStableFunc(ans.Statements, func(a, b graph.Statement) int { return strings.Compare(string(b.HeldOn), string(a.HeldOn)) })
	return nil
}

// names reads the actors, issues and articles that the answer names.
func (a *Asker) names(ctx context.Context, ans *Answer) (err error) {
	statements := slices.Clone(ans.Statements)
	for _, e := range ans.Edges {
		statements = append(statements, graph.Statement{Holder: e.Actor, Issue: e.Issue})
	}
	for _, e := range ans.Evidence {
		statements = append(statements, e.Statements...)
	}
	ans.Named, err = graph.NamedIn(ctx, a.reader, statements)
	return err
}

// Statement gives a statement of the answer by its id.
func (ans *Answer) Statement(id graph.StatementID) (graph.Statement, bool) {
	i := slices.IndexFunc(ans.Statements, func(s graph.Statement) bool { return s.ID == id })
	if i < 0 {
		return graph.Statement{}, false
	}
	return ans.Statements[i], true
}

// sentence sums the answer up.
func (ans *Answer) sentence() string {
	switch ans.Question.Kind {
	case Who, What:
		return ans.sentenceOfEdges()
	case Position, Whether:
		return ans.sentenceOfPositions()
	case Changed:
		if len(ans.Turns) == 0 {
			return "Nobody, as far as the articles tell."
		}
		var parts []string
		for _, t := range ans.Turns {
			parts = append(parts, fmt.Sprintf("%s on %s: %s (%s), then %s (%s)", ans.Actors[t.To.Actor].Name, ans.Issues[t.To.Issue].Name,
				t.From.Stance, dateWord(t.From.Since), t.To.Stance, dateWord(t.To.Since)))
		}
		return strings.Join(parts, "; ") + "."
	}
	if len(ans.Statements) == 0 {
		return "Nothing, as far as the articles tell."
	}
	return fmt.Sprintf("%d %s.", len(ans.Statements), plural(len(ans.Statements), "statement"))
}

func (ans *Answer) sentenceOfEdges() string {
	var own, reported []string
	for _, e := range ans.Edges {
		name := ans.Actors[e.Actor].Name
		if ans.Question.Kind == What {
			name = ans.Issues[e.Issue].Name
		}
		if e.Statements > e.Reported {
			own = appendNew(own, name)
		}
		if e.Reported > 0 {
			reported = appendNew(reported, name)
		}
	}
	text := ""
	switch {
	case len(own)+len(reported) == 0 && ans.Question.Kind == What:
		return "Nothing, as far as the articles tell."
	case len(own)+len(reported) == 0:
		return "Nobody, as far as the articles tell."
	case len(reported) == 0:
		text = strings.Join(own, ", ") + "."
	case len(own) == 0:
		text = "Only by others' word: " + strings.Join(reported, ", ") + "."
	default:
		text = strings.Join(own, ", ") + ". By others' word: " + strings.Join(reported, ", ") + "."
	}
	if ans.More > 0 {
		text += fmt.Sprintf(" And %d more.", ans.More)
	}
	return text
}

// Unquoted counts the edges that match and have no evidence in the answer.
func (ans *Answer) Unquoted() int { return ans.More + max(0, len(ans.Edges)-maxQuoted) }

func appendNew(names []string, name string) []string {
	if slices.Contains(names, name) {
		return names
	}
	return append(names, name)
}

func (ans *Answer) sentenceOfPositions() string {
	if len(ans.Positions) == 0 {
		return "Not known: no article says."
	}
	var parts []string
	for _, p := range ans.Positions {
		part := fmt.Sprintf("%s %s %s", ans.Actors[p.Actor].Name, Verb(p.Stance), ans.Issues[p.Issue].Name)
		if p.Since != "" {
			part += " (since " + string(p.Since) + ")"
		}
		if p.Reported {
			part += ", by others' word alone"
		}
		if ans.Question.Kind == Whether {
			word := "No"
			if slices.Contains(ans.Question.Stances, p.Stance) {
				word = "Yes"
			}
			part = word + ": " + part
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ") + "."
}

// Verb words a stance between a holder and an issue.
func Verb(s graph.Stance) string {
	switch s {
	case graph.Mediates:
		return "mediates on"
	case graph.Undecided:
		return "is undecided on"
	}
	return string(s)
}

func dateWord(d graph.Date) string {
	if d == "" {
		return "undated"
	}
	return string(d)
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}
