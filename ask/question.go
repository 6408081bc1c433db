package ask

import (
	"fmt"
	"strings"

	"stancegraph/graph"
)

// Kind is the kind of a question.
type Kind string

// The kinds of question that can be answered.
const (
	Who      Kind = "who"      // who holds these stances on these issues
	Position Kind = "position" // where an actor stands, at a date
	Whether  Kind = "whether"  // whether an actor holds a stance
	What     Kind = "what"     // on which issues an actor holds a stance
	Changed  Kind = "changed"  // who changed position
	Said     Kind = "said"     // what somebody said
	Reports  Kind = "reports"  // what one actor says that another does
)

// namesStance reports whether questions of this kind name the stance that they ask about.
func (k Kind) namesStance() bool { return k == Who || k == Whether || k == What }

// Examples are questions that can be read, one for each kind.
var Examples = []string{
	"who opposes ISSUE (in April 2011)?",
	"who supports / mediates / is undecided on ISSUE?",
	"what is ACTOR's position on ISSUE (in May 2011)?",
	"does ACTOR support ISSUE?",
	"what does ACTOR oppose?",
	"who changed position on ISSUE?",
	"what did PERSON say about ISSUE?",
	"what does ACTOR say that ACTOR does?",
}

// Question is a question as it was understood. Empty lists and dates do not narrow it.
type Question struct {
	Text     string
	Kind     Kind
	Actors   []graph.Actor // whose stance; for [Said], who said it
	Reporter graph.Actor   // for [Reports]
	Issues   []graph.Issue
	Stances  []graph.Stance
	From, To graph.Date
}

// Reading words how the question was understood.
func (q Question) Reading() string {
	actors, issues := q.actorNames(), q.issueNames()
	when := q.when()
	switch q.Kind {
	case Who:
		return fmt.Sprintf("who %s %s%s", q.stanceWords(), issues, when)
	case Position:
		return fmt.Sprintf("the position of %s on %s%s", actors, issues, when)
	case Whether:
		return fmt.Sprintf("whether %s %s %s%s", actors, q.stanceWords(), issues, when)
	case What:
		return fmt.Sprintf("what %s %s%s", actors, q.stanceWords(), when)
	case Changed:
		if len(q.Actors) > 0 {
			return fmt.Sprintf("whether %s changed position on %s%s", actors, issues, when)
		}
		return fmt.Sprintf("who changed position on %s%s", issues, when)
	case Said:
		return fmt.Sprintf("what %s said about %s%s", actors, issues, when)
	default:
		return fmt.Sprintf("what %s says that %s does on %s%s", q.Reporter.Name, actors, issues, when)
	}
}

func (q Question) actorNames() string {
	var names []string
	for _, a := range q.Actors {
		names = append(names, a.Name)
	}
	if len(names) == 0 {
		return "anybody"
	}
	return strings.Join(names, " or ")
}

func (q Question) issueNames() string {
	var names []string
	for _, i := range q.Issues {
		names = append(names, "“"+i.Name+"”")
	}
	if len(names) == 0 {
		return "any issue"
	}
	return strings.Join(names, " or ")
}

func (q Question) stanceWords() string {
	var out []string
	for _, s := range q.Stances {
		out = append(out, Verb(s))
	}
	if len(out) == 0 {
		return "has a stance on"
	}
	return strings.Join(out, " or ")
}

func (q Question) when() string {
	switch {
	case q.From == "" && q.To == "":
		return ""
	case q.From == q.To:
		return " in " + string(q.From)
	case q.From == "":
		return " up to " + string(q.To)
	case q.To == "":
		return " from " + string(q.From) + " on"
	}
	return fmt.Sprintf(" from %s to %s", q.From, q.To)
}

// Filter is the question as a filter of statements, parts of its issues not included.
func (q Question) Filter() graph.StatementFilter {
	f := graph.StatementFilter{Stances: q.Stances, Statuses: graph.CountedStatuses, From: q.From, To: q.To}
	for _, a := range q.Actors {
		f.Holders = append(f.Holders, a.ID)
	}
	for _, i := range q.Issues {
		f.Issues = append(f.Issues, i.ID)
	}
	if q.Kind == Reports {
		f.Reporters = []graph.ActorID{q.Reporter.ID}
	}
	return f
}
