package ask

import (
	"slices"
	"strconv"
	"strings"

	"stancegraph/graph"
)

// evidence is what a query asks about a statement, and stanceFields what about an edge.
var (
	evidence = []string{"quote heldOn", "speaker { name }", "reportedBy { name }", "article { title source published }"}

	stanceFields = append([]string{"actor { name }", "issue { name }", "stance count reported first last"},
		block("statements(first: 3)", block("nodes", evidence...)...)...)
)

// block is a selection set: its head, its lines indented, its end.
func block(head string, lines ...string) []string {
	out := []string{head + " {"}
	for _, line := range lines {
		out = append(out, "  "+line)
	}
	return append(out, "}")
}

// query is a whole query of some root fields.
func query(fields ...[]string) string {
	return strings.Join(block("", slices.Concat(fields...)...), "\n")[1:]
}

// list asks for the nodes of a list.
func list(field string, lines ...string) []string { return block(field, block("nodes", lines...)...) }

// GraphQL is the query that asks the API the same.
func (q Question) GraphQL() string {
	switch q.Kind {
	case Position, Whether:
		if len(q.Actors) == 1 && len(q.Issues) == 1 {
			return q.positionQuery()
		}
	case Changed:
		position := append([]string{"stance since"}, block("statement", evidence...)...)
		return query(list("changes"+q.where("actor"), slices.Concat([]string{"actor { name }", "issue { name }"}, block("from", position...), block("to", position...))...))
	case Said:
		fields := append([]string{"holder { name }", "stance", "issue { name }"}, evidence...)
		return query(list("spoken: statements"+q.where("speaker"), fields...), list("held: statements"+q.where("actor"), fields...))
	case Reports:
		return query(list("statements"+q.where("actor"), append([]string{"holder { name }", "stance", "issue { name }"}, evidence...)...))
	}
	return query(list("stances"+q.where("actor"), stanceFields...))
}

func (q Question) positionQuery() string {
	args := []string{"actor: {name: " + strconv.Quote(q.Actors[0].Name) + "}", "issue: {name: " + strconv.Quote(q.Issues[0].Name) + "}"}
	if q.To != "" {
		args = append(args, "asOf: "+strconv.Quote(string(q.To)))
	}
	return query(block("position("+strings.Join(args, ", ")+")", append([]string{"stance since reported"}, block("statement", evidence...)...)...))
}

// where words the filter; role is the field that the actors go into.
func (q Question) where(role string) string {
	var parts []string
	var actors, issues, stances []string
	for _, a := range q.Actors {
		actors = append(actors, "{name: "+strconv.Quote(a.Name)+"}")
	}
	for _, i := range q.Issues {
		issues = append(issues, "{name: "+strconv.Quote(i.Name)+"}")
	}
	for _, s := range q.Stances {
		stances = append(stances, strings.ToUpper(string(s)))
	}
	add := func(name string, values []string) {
		switch len(values) {
		case 0:
		case 1:
			parts = append(parts, name+": "+values[0])
		default:
			parts = append(parts, name+": ["+strings.Join(values, ", ")+"]")
		}
	}
	add(role, actors)
	if q.Kind == Reports {
		add("reportedBy", []string{"{name: " + strconv.Quote(q.Reporter.Name) + "}"})
	}
	add("issue", issues)
	add("stance", stances)
	for _, d := range []struct {
		name string
		date graph.Date
	}{{"from", q.From}, {"to", q.To}} {
		if d.date != "" {
			add(d.name, []string{strconv.Quote(string(d.date))})
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "(where: {" + strings.Join(parts, ", ") + "})"
}
