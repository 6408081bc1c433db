package codebook

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"stancegraph/graph"
)

// reader walks the syntax tree of a codebook file and collects every fault with its line.
type reader struct {
	name     string
	cb       *Codebook
	problems []problem
}

type problem struct {
	line int
	text string
}

func (r *reader) fault(n ast.Node, format string, args ...any) {
	line := 1
	if n != nil && n.GetToken() != nil && n.GetToken().Position != nil {
		line = n.GetToken().Position.Line
	}
	r.problems = append(r.problems, problem{line, fmt.Sprintf(format, args...)})
}

// warn notes something that is passed over.
func (r *reader) warn(n ast.Node, format string, args ...any) {
	line := 1
	if n != nil && n.GetToken() != nil && n.GetToken().Position != nil {
		line = n.GetToken().Position.Line
	}
	r.cb.warnings = append(r.cb.warnings, Remark{Line: line, Problem: true, What: fmt.Sprintf(format, args...), Do: "until then it is passed over"})
}

// err gives all faults as one error, in the order of their lines.
func (r *reader) err() error {
	if len(r.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(r.problems, func(a, b problem) int { return a.line - b.line })
	var b strings.Builder
	for i, p := range r.problems {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s:%d: %s", r.name, p.line, p.text)
	}
	return &graph.Error{Code: graph.Invalid, Message: b.String()}
}

func (r *reader) read(data []byte) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		r.problems = append(r.problems, problem{lineOf(err), "not readable as YAML: " + firstLine(err.Error())})
		return
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		r.fault(nil, "empty codebook: want actors and issues")
		return
	}
	r.mapping(file.Docs[0].Body, "codebook", map[string]func(ast.Node){
		"actors":    func(n ast.Node) { r.each(n, "actors", r.actor) },
		"issues":    func(n ast.Node) { r.each(n, "issues", r.issue) },
		"cues":      func(n ast.Node) { r.each(n, "cues", r.cue) },
		"operators": func(n ast.Node) { r.each(n, "operators", r.operator) },
		"synonyms":  func(n ast.Node) { r.each(n, "synonyms", r.synonym) },
		"title":     func(ast.Node) {}, "description": func(ast.Node) {},
	})
	r.check(file.Docs[0].Body)
}

var lineInError = regexp.MustCompile(`^\[(\d+):`)

func lineOf(err error) int {
	line := 1
	if m := lineInError.FindStringSubmatch(err.Error()); m != nil {
		fmt.Sscan(m[1], &line)
	}
	return line
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

func (r *reader) actor(n ast.Node) {
	var a Actor
	var kind ast.Node = n
	ok := r.mapping(n, "actor", map[string]func(ast.Node){
		"id":         func(v ast.Node) { a.ID = graph.ActorID(r.id(v, "actor id")) },
		"name":       func(v ast.Node) { a.Name = r.text(v, "actor name") },
		"kind":       func(v ast.Node) { a.Kind, kind = graph.Kind(r.text(v, "actor kind")), v },
		"aliases":    func(v ast.Node) { a.Aliases = r.texts(v, "aliases") },
		"speaks_for": func(v ast.Node) { r.speaksFor(v, &a) },
		"role":       func(v ast.Node) { a.Role = r.text(v, "role") },
		"member_of": func(v ast.Node) {
			for _, id := range r.texts(v, "member_of") {
				a.MemberOf = append(a.MemberOf, graph.ActorID(id))
			}
		},
		"own_names": func(v ast.Node) { a.Own = r.flag(v, "own_names") },
	})
	if !ok {
		return
	}
	built, known := r.cb.builtin.actor(a.ID)
	if a.Kind == "" && known {
		a.Kind = built.Kind
	}
	if a.Name == "" && known {
		a.Name = built.Name
	}
	switch {
	case a.ID == "":
		r.fault(n, "actor %q: no id, want an id in kebab case such as %q", a.Name, graph.Slug(a.Name))
	case a.Name == "":
		r.fault(n, "actor %s: empty name", a.ID)
	}
	if !a.Kind.Valid() {
		r.fault(kind, "actor %s: unknown kind %q, want state, organisation, group or person", a.ID, a.Kind)
	}
	r.cb.actors = append(r.cb.actors, a)
}

// speaksFor reads the body that a person speaks for, or a list of offices, latest first.
func (r *reader) speaksFor(n ast.Node, a *Actor) {
	if _, list := n.(*ast.SequenceNode); !list {
		a.SpeaksFor = graph.ActorID(r.text(n, "speaks_for"))
		return
	}
	r.each(n, "speaks_for", func(item ast.Node) {
		var t graph.Tie
		date := func(to *graph.Date) func(ast.Node) {
			return func(v ast.Node) {
				var err error
				if *to, err = graph.ParseDate(r.text(v, "date")); err != nil {
					r.fault(v, "speaks_for: %s", graph.MessageOf(err))
				}
			}
		}
		ok := r.mapping(item, "speaks_for", map[string]func(ast.Node){
			"body": func(v ast.Node) { t.Body = graph.ActorID(r.text(v, "body")) },
			"role": func(v ast.Node) { t.Role = r.text(v, "role") },
			"from": date(&t.From),
			"to":   date(&t.To),
		})
		if ok && t.Body == "" {
			r.fault(item, "speaks_for: no body, want the id of an actor")
		}
		a.Offices = append(a.Offices, t)
	})
}

// setOffices makes the first office the one that the person speaks from.
func (a *Actor) setOffices(offices []graph.Tie) {
	a.Offices, a.SpeaksFor, a.Role = offices, "", ""
	if len(offices) > 0 {
		a.SpeaksFor, a.Role = offices[0].Body, offices[0].Role
	}
}

func (r *reader) flag(n ast.Node, what string) bool {
	b, ok := n.(*ast.BoolNode)
	if !ok {
		r.fault(n, "%s: found %s, want true or false", what, describe(n))
		return false
	}
	return b.Value
}

func (r *reader) id(n ast.Node, what string) string {
	id := r.text(n, what)
	if id != "" && !graph.ValidID(id) {
		r.fault(n, "%s: found %q, want kebab case such as %q", what, id, graph.Slug(id))
	}
	return id
}

func (r *reader) issue(n ast.Node) {
	var i Issue
	ok := r.mapping(n, "issue", map[string]func(ast.Node){
		"id":      func(v ast.Node) { i.ID = graph.IssueID(r.id(v, "issue id")) },
		"name":    func(v ast.Node) { i.Name = r.text(v, "issue name") },
		"phrases": func(v ast.Node) { i.Phrases = r.texts(v, "phrases") },
		"against": func(v ast.Node) { i.Against = r.texts(v, "against") },
		"part_of": func(v ast.Node) { i.PartOf = graph.IssueID(r.text(v, "part_of")) },
	})
	if !ok {
		return
	}
	if i.ID == "" {
		r.fault(n, "issue %q: no id, want an id in kebab case such as %q", i.Name, graph.Slug(i.Name))
	}
	if i.Name == "" {
		r.fault(n, "issue %s: empty name", i.ID)
	}
	r.cb.issues = append(r.cb.issues, i)
}

func (r *reader) cue(n ast.Node) {
	var c CueEntry
	ok := r.mapping(n, "cue", map[string]func(ast.Node){
		"stance":  func(v ast.Node) { c.Stance = graph.Stance(r.text(v, "stance")) },
		"verb":    func(v ast.Node) { c.Form, c.Part = r.text(v, "verb"), PartVerb },
		"noun":    func(v ast.Node) { c.Form, c.Part = r.text(v, "noun"), PartNoun },
		"phrase":  func(v ast.Node) { c.Form, c.Part = r.text(v, "phrase"), PartPhrase },
		"example": func(v ast.Node) { c.Example = r.text(v, "example") },
	})
	if !ok {
		return
	}
	if !c.Stance.Valid() {
		r.fault(n, "cue: unknown stance %q, want supports, opposes, mediates or undecided", c.Stance)
	}
	if c.Form == "" {
		r.fault(n, "cue: want one of verb, noun or phrase")
	}
	c.Class, c.Weight = "own", 0.9
	r.cb.cues = append(r.cb.cues, c)
}

// operator reads words that turn, bend or relay a stance.
func (r *reader) operator(n ast.Node) {
	o := OperatorEntry{Class: "own"}
	ok := r.mapping(n, "operator", map[string]func(ast.Node){
		"kind":    func(v ast.Node) { o.Kind = OpKind(r.text(v, "kind")) },
		"verb":    func(v ast.Node) { o.Form, o.Part = r.text(v, "verb"), PartVerb },
		"noun":    func(v ast.Node) { o.Form, o.Part = r.text(v, "noun"), PartNoun },
		"phrase":  func(v ast.Node) { o.Form, o.Part = r.text(v, "phrase"), PartPhrase },
		"example": func(v ast.Node) { o.Example = r.text(v, "example") },
	})
	if !ok {
		return
	}
	if !slices.Contains(ownKinds, o.Kind) {
		r.fault(n, "operator: unknown kind %q, want one of %s", o.Kind, kindNames())
	}
	if o.Form == "" {
		r.fault(n, "operator: want one of verb, noun or phrase")
	}
	r.cb.turns = append(r.cb.turns, o)
}

// ownKinds are the kinds of operators that a codebook can add.
var ownKinds = []OpKind{OpReverse, OpNegate, OpPseudo, OpFail, OpDeontic, OpHedge, OpIf, OpReport, OpClaim, OpDeny, OpSource}

func kindNames() string {
	var names []string
	for _, k := range ownKinds {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

// synonym reads a list of words that the analyst holds to mean the same.
func (r *reader) synonym(n ast.Node) {
	words := r.texts(n, "synonyms")
	if len(words) == 1 {
		r.fault(n, "synonyms: found one word, want at least two")
	}
	r.cb.classes = append(r.cb.classes, Class{ID: fmt.Sprintf("own-%d", len(r.cb.classes)), Any: words})
}

// check looks at what only the whole file shows: duplicates, unknown references and shared aliases.
func (r *reader) check(root ast.Node) {
	lines := r.linesOfIDs(root)
	r.checkActors(lines)
	r.checkIssues(lines)
}

func (r *reader) checkActors(lines map[string][]ast.Node) {
	listed := map[graph.ActorID]int{}
	owner := map[string]graph.ActorID{}
	for _, a := range r.cb.actors {
		node := pick(lines["actor "+string(a.ID)], listed[a.ID])
		if listed[a.ID]++; listed[a.ID] == 2 && a.ID != "" {
			r.fault(node, "actor %s: listed twice, want each id once", a.ID)
		}
		for _, alias := range append([]string{a.Name}, a.Aliases...) {
			key := strings.ToLower(alias)
			if o, taken := owner[key]; taken && o != a.ID {
				r.warn(node, "actor %s: alias %q belongs to %s as well, want each alias once", a.ID, alias, o)
				continue
			}
			owner[key] = a.ID
		}
	}
	for i, a := range r.cb.actors {
		node := pick(lines["actor "+string(a.ID)], 0)
		speaks := func(body graph.ActorID) bool {
			known := listed[body] > 0 || r.builtin(body)
			if !known && body != "" {
				r.warn(node, "actor %s: speaks_for %q is unknown, want an id of this codebook or of the gazetteer", a.ID, body)
			}
			return known && body != a.ID
		}
		if len(a.Offices) > 0 {
			r.cb.actors[i].setOffices(slices.DeleteFunc(slices.Clone(a.Offices), func(t graph.Tie) bool { return !speaks(t.Body) }))
		} else if !speaks(a.SpeaksFor) {
			r.cb.actors[i].SpeaksFor = ""
		}
		r.cb.actors[i].MemberOf = slices.DeleteFunc(slices.Clone(a.MemberOf), func(m graph.ActorID) bool {
			unknown := listed[m] == 0 && !r.builtin(m)
			if unknown {
				r.warn(node, "actor %s: member_of %q is unknown, want an id of this codebook or of the gazetteer", a.ID, m)
			}
			return unknown
		})
	}
}

func (r *reader) builtin(id graph.ActorID) bool {
	_, ok := r.cb.builtin.actor(id)
	return ok
}

func (r *reader) checkIssues(lines map[string][]ast.Node) {
	listed := map[graph.IssueID]int{}
	for _, i := range r.cb.issues {
		node := pick(lines["issue "+string(i.ID)], listed[i.ID])
		if listed[i.ID]++; listed[i.ID] == 2 && i.ID != "" {
			r.fault(node, "issue %s: listed twice, want each id once", i.ID)
		}
	}
	for _, i := range r.cb.issues {
		node := pick(lines["issue "+string(i.ID)], 0)
		if i.PartOf != "" && listed[i.PartOf] == 0 {
			r.fault(node, "issue %s: part_of %q is unknown, want an id of this codebook", i.ID, i.PartOf)
		}
		if i.PartOf != "" && i.PartOf == i.ID {
			r.fault(node, "issue %s: part_of itself", i.ID)
		}
	}
}
