package main

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"stancegraph/ask"
	"stancegraph/graph"
)

// safe makes article text fit for a terminal: one line, without control characters that could move the cursor.
func safe(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// printAnswer prints an answer with its evidence.
func printAnswer(w io.Writer, ans ask.Answer) {
	fmt.Fprintf(w, "%s\n", safe(ans.Text))
	fmt.Fprintf(w, "(read as: %s)\n", safe(ans.Question.Reading()))
	printEvidence(w, ans)
	p := printer{w, ans}
	for _, t := range ans.Turns {
		fmt.Fprintf(w, "\n%s on %s\n", safe(p.actor(t.To.Actor)), safe(ans.Issues[t.To.Issue].Name))
		for _, pos := range []graph.Position{t.From, t.To} {
			if s, ok := ans.Statement(pos.Statement); ok {
				fmt.Fprintf(w, "  %s\n", pos.Stance)
				p.statement(s, false)
			}
		}
	}
	if len(ans.Turns) == 0 || ans.Question.Kind != ask.Changed {
		p.statements()
	}
	fmt.Fprintf(w, "\nThe same in GraphQL:\n%s\n", ans.Question.GraphQL())
}

// printEvidence prints stance edges with their statements; what others report comes under a heading of its own.
func printEvidence(w io.Writer, ans ask.Answer) {
	p := printer{w, ans}
	headed := false
	for _, e := range ans.Evidence {
		if e.Reported && !headed {
			fmt.Fprint(w, "\nBy others' word alone, not their own:\n")
			headed = true
		}
		of := fmt.Sprintf("%d of %s", e.Count, count(e.Edge.Statements, "statement"))
		if e.Count == e.Edge.Statements {
			of = count(e.Count, "statement") + " in " + count(e.Edge.Articles, "article")
		}
		fmt.Fprintf(w, "\n%s %s %s: %s\n", safe(p.actor(e.Edge.Actor)), ask.Verb(e.Edge.Stance), safe(ans.Issues[e.Edge.Issue].Name), of)
		for _, s := range e.Statements {
			p.statement(s, false)
		}
		if left := e.Count - len(e.Statements); left > 0 {
			fmt.Fprintf(w, "    … and %d more\n", left)
		}
	}
	if n := ans.Unquoted(); n > 0 {
		fmt.Fprintf(w, "\n… and %s without quotes here; the query below pages through all of them\n", count(n, "position"))
	}
}

// printer prints the statements of one answer.
type printer struct {
	w   io.Writer
	ans ask.Answer
}

func (p printer) actor(id graph.ActorID) string {
	if a, ok := p.ans.Actors[id]; ok {
		return a.Name
	}
	return string(id)
}

func (p printer) statements() {
	if len(p.ans.Statements) > 0 {
		fmt.Fprintln(p.w)
	}
	for _, s := range p.ans.Statements {
		p.statement(s, true)
	}
}

// statement prints a quote and where it comes from; headed adds who holds what.
func (p printer) statement(s graph.Statement, headed bool) {
	date := string(s.HeldOn)
	if date == "" {
		date = "undated"
	}
	if headed {
		holder := p.actor(s.Holder)
		if s.Holder == "" {
			holder = s.HolderText
		}
		fmt.Fprintf(p.w, "  %s %s %s\n", safe(holder), ask.Verb(s.Stance), safe(p.ans.Issues[s.Issue].Name))
	}
	fmt.Fprintf(p.w, "    %-10s  “%s”\n", date, safe(s.Quote))
	fmt.Fprintf(p.w, "    %-10s  — %s\n", "", safe(p.origin(s)))
}

// origin words who said it, on whose word it rests, where it stands and what has been decided about it.
func (p printer) origin(s graph.Statement) string {
	var parts []string
	if s.Speaker != "" {
		parts = append(parts, p.actor(s.Speaker))
	}
	if len(s.ReportedBy) > 0 {
		var names []string
		for _, id := range s.ReportedBy {
			names = append(names, p.actor(id))
		}
		parts = append(parts, "as reported by "+strings.Join(names, ", as reported by "))
	}
	article := p.ans.Articles[s.Article]
	where := "in " + article.Label()
	if article.Source != "" {
		where += " (" + article.Source + ")"
	}
	parts = append(parts, where, string(s.Status))
	if s.Status == graph.Suggested {
		parts[len(parts)-1] += fmt.Sprintf(" %.2f", s.Confidence)
	}
	return strings.Join(parts, "; ")
}

func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
