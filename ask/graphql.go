package ask

import (
	"fmt"
	"strconv"
	"strings"

	"stancegraph/graph"
)

const (
	evidenceFields = "quote heldOn speaker { name } reportedBy { name } article { title source published }"
	stanceFields   = "actor { name } issue { name } stance count reported first last statements(first: 3) { nodes { " + evidenceFields + " } }"
)

// GraphQL is the query that asks the API the same.
func (q Question) GraphQL() string {
	switch q.Kind {
	case Position, Whether:
		if len(q.Actors) == 1 && len(q.Issues) == 1 {
			return q.positionQuery()
		}
		return list("stances", q.where("actor"), stanceFields)
	case Changed:
		return list("changes", q.where("actor"), "actor { name } issue { name } from { stance since statement { "+evidenceFields+" } } to { stance since statement { "+evidenceFields+" } }")
	case Said:
		return fmt.Sprintf("{\n  spoken: %s\n  held: %s\n}", q.saidList("speaker"), q.saidList("actor"))
	case Reports:
		return list("statements", q.where("actor"), "holder { name } stance issue { name } "+evidenceFields)
	default:
		return list("stances", q.where("actor"), stanceFields)
	}
}

func (q Question) positionQuery() string {
	args := []string{"actor: {name: " + strconv.Quote(q.Actors[0].Name) + "}", "issue: {name: " + strconv.Quote(q.Issues[0].Name) + "}"}
	if q.To != "" {
		args = append(args, "at: "+strconv.Quote(string(q.To)))
	}
	return fmt.Sprintf("{\n  position(%s) { stance since reported statement { %s } }\n}", strings.Join(args, ", "), evidenceFields)
}

func (q Question) saidList(role string) string {
	return "statements" + q.where(role) + " { nodes { stance issue { name } holder { name } " + evidenceFields + " } }"
}

func list(field, where, fields string) string {
	return fmt.Sprintf("{\n  %s%s { nodes { %s } }\n}", field, where, fields)
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
