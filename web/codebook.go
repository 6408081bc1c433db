package web

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// The codebook is edited by forms in which every list has one entry a line. What is sent names the revision that the analyst saw; where
// somebody was faster, the form comes back with both versions of what differs to choose from.

// codebookPage lists what can be edited.
type codebookPage struct {
	Text    string
	Actors  graph.Slice[graph.Actor]
	Issues  graph.Slice[graph.Issue]
	Done    graph.RevisionID
	Analyst bool
}

func (w *workbench) codebook(r *request) (view, error) {
	q := r.URL.Query()
	page := codebookPage{Text: q.Get("text"), Done: graph.RevisionID(q.Get("done")), Analyst: r.analyst()}
	found, err := w.reader.Read(r.Context(), graph.Want{What: graph.ActorQuery{Text: page.Text, Page: graph.Page{Limit: mostListed, Total: true}}},
		graph.Want{What: graph.IssueQuery{Text: page.Text, Page: graph.Page{Limit: mostListed, Total: true}}})
	if err != nil {
		return view{}, err
	}
	page.Actors, page.Issues = found[0].Actors[0], found[1].Issues[0]
	return view{template: "codebook", title: "Codebook", data: page}, nil
}

// codebookFile gives the codebook as YAML.
func (w *workbench) codebookFile(r *request) (view, error) {
	var out bytes.Buffer
	err := codebook.Write(&out, graph.AllActors(r.Context(), w.reader), graph.AllIssues(r.Context(), w.reader), "", nil)
	return view{file: &file{"codebook.yaml", "application/yaml", out.Bytes()}}, err
}

// entryField is a field of a form for an actor or issue.
type entryField struct {
	Name, Label, Hint string
	Value             string // one entry a line, where it is a list
	Now               string // what is there now, where somebody changed it meanwhile
	Differs           bool
	Lines             bool
	Choices           []graph.Kind // that a kind has
}

// Mine is the version of the analyst who was too late.
func (f entryField) Mine() string { return f.Value }

// entryPage is the form of one actor or issue.
type entryPage struct {
	Type       graph.ObjectType
	ID, Name   string // empty for a new one
	Revision   int
	Fields     []entryField
	Why        string
	Namesake   bool
	Problem    string
	Conflict   bool          // somebody was faster: choose
	Merge      *mergePreview // what a merge would do
	MergeInto  string        // as it was typed
	Statements int           // that name it
	To         string
}

// mergePreview is what a merge would change.
type mergePreview struct {
	Into         string
	IntoName     string
	IntoRevision int
	Gained       []string // names that the target gains
	Statements   int
}

// fields of the two kinds of entries, with the values of one.
func actorFields(a graph.Actor) []entryField {
	var ties []string
	for _, t := range a.SpeaksFor {
		ties = append(ties, strings.TrimRight(strings.Join([]string{string(t.Body), t.Role, string(t.From), string(t.To)}, "; "), "; "))
	}
	return []entryField{{Name: "name", Label: "Name", Value: a.Name}, {Name: "kind", Label: "Kind", Value: string(a.Kind), Choices: graph.Kinds},
		{Name: "aliases", Label: "Aliases", Hint: "one a line", Value: strings.Join(a.Aliases, "\n"), Lines: true},
		{Name: "speaksfor", Label: "Speaks for", Hint: "persons: key; role; from; to, one office a line", Value: strings.Join(ties, "\n"), Lines: true},
		{Name: "memberof", Label: "Member of", Hint: "keys, one a line", Value: lines(a.MemberOf), Lines: true}}
}

func issueFields(i graph.Issue) []entryField {
	return []entryField{{Name: "name", Label: "Name", Value: i.Name}, {Name: "phrases", Label: "Phrases", Hint: "one a line", Value: strings.Join(i.Phrases, "\n"), Lines: true},
		{Name: "partof", Label: "Part of", Hint: "key of the broader issue", Value: string(i.PartOf)}}
}

func lines[K ~string](items []K) string {
	return strings.Join(each(items, func(k K) string { return string(k) }), "\n")
}

// linesOf reads a list with one entry a line.
func linesOf[K ~string](text string) []K {
	out := []K{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, K(line))
		}
	}
	return out
}

// readActor reads an actor from what was filled in.
func readActor(value func(string) string) (a graph.Actor, err error) {
	a = graph.Actor{ID: graph.ActorID(value("key")), Name: value("name"), Kind: graph.Kind(value("kind")), Aliases: linesOf[string](value("aliases")),
		MemberOf: linesOf[graph.ActorID](value("memberof")), SpeaksFor: []graph.Tie{}}
	for _, line := range linesOf[string](value("speaksfor")) {
		parts := append(strings.Split(line, ";"), "", "", "")
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		t := graph.Tie{Body: graph.ActorID(parts[0]), Role: parts[1]}
		if t.From, err = graph.ParseDate(parts[2]); err == nil {
			t.To, err = graph.ParseDate(parts[3])
		}
		if err != nil {
			return a, err
		}
		a.SpeaksFor = append(a.SpeaksFor, t)
	}
	return a, nil
}

func readIssue(value func(string) string) graph.Issue {
	return graph.Issue{ID: graph.IssueID(value("key")), Name: value("name"), Phrases: linesOf[string](value("phrases")), PartOf: graph.IssueID(value("partof"))}
}

// codebookEntry shows the form of an actor or issue, empty for a new one; with into= in the address also what a merge would change.
func (w *workbench) codebookEntry(r *request) (view, error) {
	if !r.analyst() {
		return view{goTo: "/signin?next=" + urlValue(r.URL.RequestURI())}, nil
	}
	page, err := w.entryPage(r)
	if err == nil {
		err = w.countNaming(r, &page)
	}
	if err != nil {
		return view{}, err
	}
	if page.MergeInto = r.URL.Query().Get("into"); page.MergeInto != "" && page.ID != "" {
		if page.Merge, err = w.previewMerge(r, page); graph.CodeOf(err) == graph.Invalid || graph.CodeOf(err) == graph.NotFound {
			page.Problem, err = graph.MessageOf(err), nil
		}
	}
	return entryView(page), err
}

func entryView(page entryPage) view {
	title := page.Name
	if title == "" {
		title = "New " + string(page.Type)
	}
	return view{template: "entry", title: title, data: page}
}

// entryPage reads the actor or issue that an address names, as a form.
func (w *workbench) entryPage(r *request) (page entryPage, err error) {
	key := r.PathValue("key")
	switch page.Type = graph.ObjectType(strings.TrimSuffix(r.PathValue("kind"), "s")); {
	case page.Type == graph.ActorObject && key == "":
		page.Fields = actorFields(graph.Actor{})
	case page.Type == graph.ActorObject:
		a, err := w.oneActor(r, graph.ActorID(key))
		if err != nil {
			return page, err
		}
		page.ID, page.Name, page.Revision, page.Fields = string(a.ID), a.Name, a.Revision, actorFields(a)
	case page.Type == graph.IssueObject && key == "":
		page.Fields = issueFields(graph.Issue{})
	case page.Type == graph.IssueObject:
		i, err := w.oneIssue(r, graph.IssueID(key))
		if err != nil {
			return page, err
		}
		page.ID, page.Name, page.Revision, page.Fields = string(i.ID), i.Name, i.Revision, issueFields(i)
	default:
		return page, errNoPage
	}
	page.To = "/codebook/" + string(page.Type) + "s"
	if page.ID == "" {
		return page, nil
	}
	page.To += "/" + url.PathEscape(page.ID)
	return page, nil
}

// countNaming counts the statements that name an entry.
func (w *workbench) countNaming(r *request, page *entryPage) error {
	if page.ID == "" {
		return nil
	}
	where := graph.StatementFilter{}
	if page.Type == graph.ActorObject {
		where.Naming = []graph.ActorID{graph.ActorID(page.ID)}
	} else {
		where.Issues = []graph.IssueID{graph.IssueID(page.ID)}
	}
	found, err := w.reader.FindStatements(r.Context(), graph.StatementQuery{Where: where, Page: graph.Page{Limit: 1, Total: true}})
	if err == nil {
		page.Statements = found[0].Total
	}
	return err
}

// previewMerge says what would change if the entry were merged into another.
func (w *workbench) previewMerge(r *request, page entryPage) (*mergePreview, error) {
	p := &mergePreview{Statements: page.Statements}
	var names []string
	if page.Type == graph.ActorObject {
		id, err := w.actorNamed(r, page.MergeInto, answer{})
		if err != nil {
			return nil, err
		}
		into, err := w.oneActor(r, id)
		if err != nil {
			return nil, err
		}
		p.Into, p.IntoName, p.IntoRevision, names = string(into.ID), into.Name, into.Revision, append(into.Aliases, into.Name)
	} else {
		id, err := w.issueNamed(r, page.MergeInto, answer{})
		if err != nil {
			return nil, err
		}
		into, err := w.oneIssue(r, id)
		if err != nil {
			return nil, err
		}
		p.Into, p.IntoName, p.IntoRevision, names = string(into.ID), into.Name, into.Revision, append(into.Phrases, into.Name)
	}
	if p.Into == page.ID {
		return nil, graph.Errorf(graph.Invalid, "%q is the same one: name another", page.MergeInto)
	}
	for _, n := range append([]string{page.Name}, linesOf[string](fieldValue(page.Fields, "aliases")+"\n"+fieldValue(page.Fields, "phrases"))...) {
		if !slices.Contains(names, n) && !slices.Contains(p.Gained, n) {
			p.Gained = append(p.Gained, n)
		}
	}
	return p, nil
}

func fieldValue(fields []entryField, name string) string {
	for _, f := range fields {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

// changeEntry carries out what a form asks for: a new entry, a change of one, or a merge.
func (w *workbench) changeEntry(r *request) (view, error) {
	if r.user == nil {
		return view{goTo: "/signin?next=" + urlValue(r.URL.Path)}, nil
	}
	r.Body = http.MaxBytesReader(r.w, r.Body, mostBody)
	value := func(name string) string {
		return strings.TrimSpace(strings.ReplaceAll(r.PostFormValue(name), "\r\n", "\n"))
	}
	page, err := w.entryPage(r)
	if err != nil {
		return view{}, err
	}
	why, namesake := value("why"), value("namesake") != ""
	var rev graph.Revision
	switch {
	case value("into") != "":
		rev, err = w.mergeEntry(r, page, value, why)
	case page.ID == "":
		rev, err = w.createEntry(r, page, value, namesake, why)
	default:
		rev, err = w.updateEntry(r, page, value, namesake, why)
	}
	if err == nil {
		return view{goTo: "/codebook?done=" + urlValue(string(rev.ID))}, nil
	}
	code := graph.CodeOf(err)
	if code != graph.Invalid && code != graph.Conflict {
		return view{}, err
	}
	if err := w.countNaming(r, &page); err != nil {
		return view{}, err
	}
	page.Problem, page.Why, page.Namesake = graph.MessageOf(err), why, namesake
	page.Conflict = code == graph.Conflict && page.ID != "" && value("into") == ""
	for i := range page.Fields {
		f := &page.Fields[i]
		if mine := value(f.Name); value("into") == "" {
			f.Now, f.Differs, f.Value = f.Value, page.Conflict && mine != f.Value, mine
		}
	}
	v := entryView(page)
	v.status = statusOf[code]
	return v, nil
}

func (w *workbench) createEntry(r *request, page entryPage, value func(string) string, namesake bool, why string) (rev graph.Revision, err error) {
	if page.Type == graph.IssueObject {
		_, rev, err = w.editor.CreateIssue(r.Context(), *r.user, readIssue(value), namesake, why)
		return rev, err
	}
	a, err := readActor(value)
	if err == nil {
		_, rev, err = w.editor.CreateActor(r.Context(), *r.user, a, namesake, why)
	}
	return rev, err
}

// updateEntry changes the fields that differ from what is there.
func (w *workbench) updateEntry(r *request, page entryPage, value func(string) string, namesake bool, why string) (rev graph.Revision, err error) {
	revision, err := strconv.Atoi(value("revision"))
	if err != nil {
		return rev, graph.Errorf(graph.Invalid, "want the revision, not %q", value("revision"))
	}
	changed := func(name string) bool { return value(name) != fieldValue(page.Fields, name) }
	if page.Type == graph.IssueObject {
		i := readIssue(value)
		u := graph.IssueUpdate{Issue: graph.Seen[graph.IssueID]{ID: graph.IssueID(page.ID), Revision: revision}, Namesake: namesake,
			Name: given(changed("name"), i.Name), Phrases: given(changed("phrases"), i.Phrases), PartOf: given(changed("partof"), i.PartOf)}
		_, rev, err = w.editor.UpdateIssue(r.Context(), *r.user, u, why)
		return rev, err
	}
	a, err := readActor(value)
	if err != nil {
		return rev, err
	}
	u := graph.ActorUpdate{Actor: graph.Seen[graph.ActorID]{ID: graph.ActorID(page.ID), Revision: revision}, Namesake: namesake,
		Name: given(changed("name"), a.Name), Kind: given(changed("kind"), a.Kind), Aliases: given(changed("aliases"), a.Aliases),
		SpeaksFor: given(changed("speaksfor"), a.SpeaksFor), MemberOf: given(changed("memberof"), a.MemberOf)}
	_, rev, err = w.editor.UpdateActor(r.Context(), *r.user, u, why)
	return rev, err
}

// given gives a value that was changed, nil for another.
func given[T any](changed bool, value T) *T {
	if !changed {
		return nil
	}
	return &value
}

func (w *workbench) mergeEntry(r *request, page entryPage, value func(string) string, why string) (rev graph.Revision, err error) {
	from, err1 := strconv.Atoi(value("revision"))
	into, err2 := strconv.Atoi(value("intorevision"))
	if err1 != nil || err2 != nil {
		return rev, graph.Errorf(graph.Invalid, "want the revisions of both")
	}
	if page.Type == graph.IssueObject {
		_, rev, err = w.editor.MergeIssues(r.Context(), *r.user, mergeOf(graph.IssueID(page.ID), from, graph.IssueID(value("into")), into), why)
	} else {
		_, rev, err = w.editor.MergeActors(r.Context(), *r.user, mergeOf(graph.ActorID(page.ID), from, graph.ActorID(value("into")), into), why)
	}
	return rev, err
}

func mergeOf[K ~string](from K, fromRevision int, into K, intoRevision int) graph.Merge[K] {
	return graph.Merge[K]{From: []graph.Seen[K]{{ID: from, Revision: fromRevision}}, Into: graph.Seen[K]{ID: into, Revision: intoRevision}}
}
