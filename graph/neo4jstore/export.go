package neo4jstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"stancegraph/graph"
)

// The files of an export, by what is in them. Properties and their values are those of the rows that are written to a database.
var (
	csvActors = func() map[graph.Kind]csvKind {
		kinds := map[graph.Kind]csvKind{}
		for _, k := range graph.Kinds {
			label, _ := kindLabel(k)
			kinds[k] = nodes("actors-"+string(k), "Actor:"+label, "id:ID(Actor) name aliases:string[] decided:string[] decidedBy withdrawn:boolean revision:long folded:string[] terms")
		}
		return kinds
	}()
	csvIssues     = nodes("issues", "Issue", "id:ID(Issue) name phrases:string[] decided:string[] decidedBy withdrawn:boolean revision:long folded:string[] terms")
	csvArticles   = nodes("articles", "Article", "id:ID(Article) file title source published url size:long textHash extracted revision:long folded terms text textTerms")
	csvStatements = nodes("statements", "Statement", "id:ID(Statement) name article holder holderText stance issue speaker quote start:long end:long heldOn "+
		"status confidence:double method rule note decidedBy firstSeen revision:long folded terms")
	csvCodings    = nodes("codings", "Coding", "id:ID(Coding) article analyst assignedBy assigned finished codes revision:long")
	csvUsers      = nodes("users", "User", "name:ID(User) role tokenHash created expires revoked:boolean revision:long")
	csvRevisions  = nodes("revisions", "Revision", "id:ID(Revision) name action who when why undoes changes")
	csvAbsent     = nodes("absent", "Absent", "id:ID(Absent)")
	csvLock       = nodes("lock", "Lock", "id:ID(Lock) held:boolean")
	csvMigrations = nodes("migrations", "Migration", "id:long name")

	csvSpeaks       = relationships("speaks-for", "SPEAKS_FOR", "Actor", "Actor", "order:long role from=since to=until")
	csvMembers      = relationships("member-of", "MEMBER_OF", "Actor", "Actor", "order:long")
	csvParts        = relationships("part-of", "PART_OF", "Issue", "Issue", "")
	csvMergedActors = relationships("merged-actors", "MERGED_INTO", "Actor", "Actor", "")
	csvMergedIssues = relationships("merged-issues", "MERGED_INTO", "Issue", "Issue", "")
	csvIn           = relationships("in", "IN", "Statement", "Article", "")
	csvAbout        = relationships("about", "ABOUT", "Statement", "Issue", "")
	csvHeld         = relationships("held-by", "HELD_BY", "Statement", "Actor", "")
	csvSpoken       = relationships("spoken-by", "SPOKEN_BY", "Statement", "Actor", "")
	csvReported     = relationships("reported-by", "REPORTED_BY", "Statement", "Actor", "order:long")
	csvBetween      = relationships("between", "BETWEEN", "Statement", "Actor", "order:long")
	csvChanged      = func() map[string]csvKind {
		kinds := map[string]csvKind{}
		for _, label := range []string{"Actor", "Issue", "Article", "Statement", "Absent"} {
			typ := strings.ToLower(label)
			kinds[typ] = relationships("changed-"+typ, "CHANGED", "Revision", label, "revision:long")
		}
		return kinds
	}()
	csvEdges = func() map[graph.Stance]csvKind {
		kinds := map[graph.Stance]csvKind{}
		for _, s := range graph.Stances {
			kinds[s] = relationships(string(s), edgeType(s), "Actor", "Issue", "statements:long accepted:long reported:long articles:long first last lastOwn label")
		}
		return kinds
	}()
)

// Export writes a graph from any store as CSV files for `neo4j-admin database import full`, which puts large graphs into a new
// database many times faster than writes can. It gives the arguments for it, which name the files without their folder.
// The folder is created; one that holds anything is refused as [graph.Invalid].
//
// What is imported is what this store would have written, constraints and indexes aside, which the first Open makes. The files
// are written as the graph is read; actors and issues are remembered by their ids.
func Export(ctx context.Context, r graph.Reader, dir string) (arguments []string, err error) {
	if err := emptyFolder(dir); err != nil {
		return nil, err
	}
	x := exporter{ctx: ctx, r: r, files: csvFiles{dir: dir, open: map[string]*csvFile{}}, actors: map[string]bool{}, issues: map[string]bool{}, absent: map[string]bool{}}
	for _, part := range []func() error{x.own, x.exportActors, x.exportIssues, x.exportArticles, x.exportStatements, x.exportEdges, x.exportCodings, x.exportUsers, x.exportRevisions} {
		if err == nil {
			err = part()
		}
	}
	if closed := x.files.close(err == nil); err == nil {
		err = closed
	}
	if err != nil {
		return nil, fmt.Errorf("export to %s: %w", dir, err)
	}
	return x.files.arguments(), nil
}

// arguments are those of the importer, the database's name apart.
func (c *csvFiles) arguments() []string {
	const usual = 4 << 20 // bytes that the importer can hold of a value
	out := []string{"--multiline-fields=true", "--array-delimiter=U+0000", fmt.Sprintf("--read-buffer-size=%d", max(usual, 2*c.largest))}
	for _, k := range c.kinds {
		out = append(out, k.argument())
	}
	return out
}

func emptyFolder(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = os.MkdirAll(dir, 0o700)
	case err == nil && len(entries) > 0:
		return graph.Errorf(graph.Invalid, "the folder %s holds %s and perhaps more: name one that is empty or does not exist", dir, entries[0].Name())
	}
	if err != nil {
		return &graph.Error{Code: graph.Invalid, Message: "the folder " + dir + " cannot be used", Err: err}
	}
	return nil
}

// An exporter writes one graph.
type exporter struct {
	ctx    context.Context
	r      graph.Reader
	files  csvFiles
	actors map[string]bool
	issues map[string]bool
	absent map[string]bool // ids of the nodes that stand for objects that are not there
}

// own writes the nodes that are there for the store: the lock, and the mark by which it knows an imported database.
func (x *exporter) own() error {
	if err := x.files.write(csvLock, row{"id": "writer", "held": true}); err != nil {
		return err
	}
	return x.files.write(csvMigrations, row{"id": importedVersion, "name": "imported"})
}

// first calls functions until one fails.
func first(calls ...func() error) error {
	for _, call := range calls {
		if err := call(); err != nil {
			return err
		}
	}
	return nil
}

func (x *exporter) exportActors() error {
	for a, err := range graph.AllActors(x.ctx, x.r) {
		if err != nil {
			return err
		}
		x.actors[string(a.ID)] = true
		err = first(
			func() error { return x.files.write(csvActors[a.Kind], actorRow(a)) },
			func() error { return x.files.write(csvSpeaks, speakerRows(a)...) },
			func() error { return x.files.write(csvMembers, memberRows(a)...) },
			func() error { return x.files.write(csvMergedActors, mergedRows(a.ID, a.MergedInto)...) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (x *exporter) exportIssues() error {
	for i, err := range graph.AllIssues(x.ctx, x.r) {
		if err != nil {
			return err
		}
		x.issues[string(i.ID)] = true
		err = first(
			func() error { return x.files.write(csvIssues, issueRow(i)) },
			func() error { return x.files.write(csvParts, partRows(i)...) },
			func() error { return x.files.write(csvMergedIssues, mergedRows(i.ID, i.MergedInto)...) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (x *exporter) exportArticles() error {
	for d, err := range graph.AllDocuments(x.ctx, x.r) {
		if err != nil {
			return err
		}
		if err := x.files.write(csvArticles, articleRow(d)); err != nil {
			return err
		}
	}
	return nil
}

func (x *exporter) exportStatements() error {
	for s, err := range graph.AllStatements(x.ctx, x.r, graph.StatementFilter{}) {
		if err != nil {
			return err
		}
		r := statementRow(s)
		err = first(
			func() error { return x.files.write(csvStatements, r) },
			func() error { return x.files.write(csvIn, tieTo(r, r["article"])...) },
			func() error { return x.files.write(csvAbout, tieTo(r, r["issue"])...) },
			func() error { return x.files.write(csvHeld, tieTo(r, r["holder"])...) },
			func() error { return x.files.write(csvSpoken, tieTo(r, r["speaker"])...) },
			func() error { return x.files.write(csvReported, tiesTo(r, r["reporters"])...) },
			func() error { return x.files.write(csvBetween, tiesTo(r, r["parties"])...) })
		if err != nil {
			return err
		}
	}
	return nil
}

// tieTo ties a statement to an object, if there is one.
func tieTo(statement row, to any) []row {
	if to == nil {
		return nil
	}
	return []row{{"from": statement["id"], "to": to}}
}

// tiesTo ties a statement to a list of actors.
func tiesTo(statement row, to any) (rows []row) {
	list, _ := to.([]any)
	for _, item := range list {
		actor, _ := item.(row)
		rows = append(rows, row{"from": statement["id"], "to": actor["actor"], "order": actor["order"]})
	}
	return rows
}

func (x *exporter) exportEdges() error {
	for e, err := range graph.AllStances(x.ctx, x.r, graph.StatementFilter{}) {
		if err != nil {
			return err
		}
		r := edgeFigures(e)
		r["from"], r["to"], r["label"] = string(e.Actor), string(e.Issue), edgeLabel(e.Stance, e.Statements)
		if err := x.files.write(csvEdges[e.Stance], r); err != nil {
			return err
		}
	}
	return nil
}

func (x *exporter) exportCodings() error {
	codings, err := x.r.Codings(x.ctx, graph.CodingQuery{})
	if err != nil {
		return err
	}
	return x.files.write(csvCodings, rowsOf(codings, codingRow)...)
}

func (x *exporter) exportUsers() error {
	users, err := x.r.Users(x.ctx)
	if err != nil {
		return err
	}
	return x.files.write(csvUsers, rowsOf(users, userRow)...)
}

// revisionsAtOnce is for how many revisions it is looked up together what is there of the objects that they changed.
const revisionsAtOnce = 200

func (x *exporter) exportRevisions() error {
	var some []graph.Revision
	for r, err := range graph.AllRevisions(x.ctx, x.r) {
		if err != nil {
			return err
		}
		if some = append(some, r); len(some) == revisionsAtOnce {
			if err := x.exportSome(some); err != nil {
				return err
			}
			some = some[:0]
		}
	}
	return x.exportSome(some)
}

func (x *exporter) exportSome(revisions []graph.Revision) error {
	there, err := x.existing(revisions)
	if err != nil {
		return err
	}
	for _, r := range revisions {
		if err := x.files.write(csvRevisions, revisionRow(r)); err != nil {
			return err
		}
		for _, c := range changedOnce(r) {
			if err := x.exportChange(changeRow(r, c), string(c.Type), there(c.Type, c.ID)); err != nil {
				return err
			}
		}
	}
	return nil
}

// exportChange ties a revision to what it changed, or to the node that stands for it.
func (x *exporter) exportChange(r row, typ string, there bool) error {
	if there {
		return x.files.write(csvChanged[typ], r)
	}
	id, _ := r["absent"].(string)
	r["to"] = id
	if !x.absent[id] {
		x.absent[id] = true
		if err := x.files.write(csvAbsent, row{"id": id}); err != nil {
			return err
		}
	}
	return x.files.write(csvChanged["absent"], r)
}

// existing tells of the objects that revisions changed which ones are there.
func (x *exporter) existing(revisions []graph.Revision) (func(t graph.ObjectType, id string) bool, error) {
	var articleIDs []graph.ArticleID
	var statementIDs []graph.StatementID
	for _, r := range revisions {
		for _, c := range r.Changes {
			switch c.Type {
			case graph.ArticleObject:
				articleIDs = append(articleIDs, graph.ArticleID(c.ID))
			case graph.StatementObject:
				statementIDs = append(statementIDs, graph.StatementID(c.ID))
			}
		}
	}
	articles, err := x.r.Articles(x.ctx, articleIDs)
	if err != nil {
		return nil, err
	}
	there := map[graph.ObjectID]bool{}
	for _, a := range articles {
		there[graph.ObjectID{Type: graph.ArticleObject, ID: string(a.ID)}] = true
	}
	for ids := range slices.Chunk(statementIDs, 1000) {
		statements, err := x.r.Statements(x.ctx, ids)
		if err != nil {
			return nil, err
		}
		for _, s := range statements {
			there[graph.ObjectID{Type: graph.StatementObject, ID: string(s.ID)}] = true
		}
	}
	return func(t graph.ObjectType, id string) bool {
		return t == graph.ActorObject && x.actors[id] || t == graph.IssueObject && x.issues[id] || there[graph.ObjectID{Type: t, ID: id}]
	}, nil
}
