package graph

import (
	"encoding/json"
	"maps"
	"slices"
)

// Batch is a set of objects to write together. An object with Revision 1 is to be created: where its id is taken it is
// left as it is. An object with Revision n > 1 is to replace revision n−1: where the store already holds the very same
// object nothing happens, and where it holds anything else the whole batch is refused as a [Conflict].
// Revisions (the audit records) are only ever created, and an article's text is written once, with the article. A revision
// that the store lacks, and that would record a state that somebody else has made of an object of the batch, makes the batch
// a [Conflict]: so each state of an object is in one revision, however many write at once.
type Batch struct {
	// Restoring makes a batch of objects as they stood elsewhere: one that is absent is created at whatever revision it is,
	// and nothing is ever replaced. Where an object is there and not just the same, the whole batch is refused as a [Conflict].
	Restoring  bool
	Actors     []Actor
	Issues     []Issue
	Articles   []Document // Text is read only where the article is created
	Statements []Statement
	Codings    []Coding
	Users      []User
	Revisions  []Revision
	Recount    []EdgeKey // stance edges to be thrown away, whatever the store holds of them, and counted anew
}

// Empty reports whether there is nothing to write.
func (b *Batch) Empty() bool {
	return len(b.Actors)+len(b.Issues)+len(b.Articles)+len(b.Statements)+len(b.Codings)+len(b.Users)+len(b.Revisions)+len(b.Recount) == 0
}

// Needs lists, sorted and each once, the ids whose current state decides about a batch: those written and those referred to.
type Needs struct {
	Actors     []ActorID
	Issues     []IssueID
	Articles   []ArticleID
	Statements []StatementID
	Codings    []CodingID
	Users      []string
	Revisions  []RevisionID
	TextHashes []string // of new articles
	// Gone lists the actors and issues of the batch that are gone, of which it must be known whether anything refers to them that is not among them.
	GoneActors []ActorID
	GoneIssues []IssueID
}

// Current is what a store holds of [Needs].
type Current struct {
	Actors     map[ActorID]Actor
	Issues     map[IssueID]Issue
	Articles   map[ArticleID]Article
	Statements map[StatementID]Statement
	Codings    map[CodingID]Coding
	Users      map[string]User
	Revisions  map[RevisionID]bool
	TextHashes map[string]bool // that stored articles have
	// Referred holds those of [Needs.GoneActors] and [Needs.GoneIssues] to which anything refers that is not among them.
	Referred map[ObjectID]bool
}

// Plan is what a store has to do for a batch: objects to create, objects to overwrite, and stance edges to bring up to date.
type Plan struct {
	Create  Batch
	Replace Batch
	Grown   []StanceEdge // whose figures are to be added to those of the stored edges, sorted
	Touched []EdgeKey    // to be counted anew from their statements. Sorted, each once, none of Grown
	Recount []EdgeKey    // of Touched, those to throw away first
	Receipt Receipt
}

// Receipt counts what a write did.
type Receipt struct {
	Created  Counts
	Replaced Counts
}

// Counts are numbers of objects.
type Counts struct{ Actors, Issues, Articles, Statements, Codings, Users, Revisions int }

// Needs tells which objects a store must look up to plan the batch.
func (b *Batch) Needs() Needs {
	actors, issues, articles := map[ActorID]bool{}, map[IssueID]bool{}, map[ArticleID]bool{}
	statements, codings, users, revisions, texts := map[StatementID]bool{}, map[CodingID]bool{}, map[string]bool{}, map[RevisionID]bool{}, map[string]bool{}
	b.eachReference(
		func(id ActorID, _ string) { actors[id] = true },
		func(id IssueID, _ string) { issues[id] = true },
		func(id ArticleID, _ string) { articles[id] = true })
	var goneActors []ActorID
	for _, a := range b.Actors {
		actors[a.ID] = true
		if a.Gone() {
			goneActors = append(goneActors, a.ID)
		}
	}
	var goneIssues []IssueID
	for _, i := range b.Issues {
		issues[i.ID] = true
		if i.Gone() {
			goneIssues = append(goneIssues, i.ID)
		}
	}
	for _, a := range b.Articles {
		articles[a.ID] = true
		if a.Revision == 1 || b.Restoring {
			texts[a.TextHash] = true
		}
	}
	for _, s := range b.Statements {
		statements[s.ID] = true
	}
	for _, c := range b.Codings {
		codings[c.ID] = true
	}
	for _, u := range b.Users {
		users[u.Name] = true
	}
	for _, r := range b.Revisions {
		revisions[r.ID] = true
	}
	slices.Sort(goneActors)
	slices.Sort(goneIssues)
	return Needs{keys(actors), keys(issues), keys(articles), keys(statements), keys(codings), keys(users), keys(revisions), keys(texts), goneActors, goneIssues}
}

func actorID(a Actor) ActorID { return a.ID }
func issueID(i Issue) IssueID { return i.ID }

func keys[K ~string, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// Plan decides, from what the store holds, what the batch does. It answers [Conflict] where an object was changed in
// between, where one refers to what is gone, or is gone while others refer to it, and [Invalid] where an object refers to one
// that neither the store nor the batch holds.
func (b *Batch) Plan(cur Current) (Plan, error) {
	var p Plan
	held := made{}
	err := firstError(
		b.checkReferences(cur),
		b.checkGone(cur),
		plan(b.Actors, &p.Create.Actors, &p.Replace.Actors, func(a Actor) (ActorID, int) { return a.ID, a.Revision }, cur.Actors, held.by(ActorObject), b.Restoring),
		plan(b.Issues, &p.Create.Issues, &p.Replace.Issues, func(i Issue) (IssueID, int) { return i.ID, i.Revision }, cur.Issues, held.by(IssueObject), b.Restoring),
		p.planArticles(b.Articles, cur.Articles, held.by(ArticleObject), b.Restoring),
		plan(b.Statements, &p.Create.Statements, &p.Replace.Statements, func(s Statement) (StatementID, int) { return s.ID, s.Revision }, cur.Statements, held.by(StatementObject), b.Restoring),
		plan(b.Codings, &p.Create.Codings, &p.Replace.Codings, func(c Coding) (CodingID, int) { return c.ID, c.Revision }, cur.Codings, made{}.by("coding"), b.Restoring),
		plan(b.Users, &p.Create.Users, &p.Replace.Users, func(u User) (string, int) { return u.Name, u.Revision }, cur.Users, made{}.by("user"), b.Restoring),
		p.planRevisions(b.Revisions, cur.Revisions, held, b.Restoring),
	)
	if err != nil {
		return Plan{}, err
	}
	p.Recount = b.Recount
	p.touch(cur)
	p.Receipt = Receipt{Created: p.Create.counts(), Replaced: p.Replace.counts()}
	return p, nil
}

// made holds the revisions of objects that a batch leaves as they are, since the store has them.
type made map[ObjectID]int

func (m made) by(typ ObjectType) func(id string, revision int) {
	return func(id string, revision int) { m[ObjectID{typ, id}] = revision }
}

// planRevisions creates the revisions that the store lacks. One of them that records what was made before is somebody
// else's work under another name, unless it is restored: then its objects may have been restored before it.
func (p *Plan) planRevisions(revisions []Revision, cur map[RevisionID]bool, held made, restoring bool) error {
	seen := map[RevisionID]bool{}
	for _, r := range revisions {
		if cur[r.ID] || seen[r.ID] {
			continue
		}
		seen[r.ID] = true
		for _, c := range r.Changes {
			if n, ok := held[ObjectID{c.Type, c.ID}]; ok && n == c.Revision && !restoring {
				return Errorf(Conflict, "%s %q has been written by somebody else in the meantime", c.Type, c.ID)
			}
		}
		p.Create.Revisions = append(p.Create.Revisions, r)
	}
	return nil
}

// planArticles plans by the articles' heads: a text is never written again, so it plays no part.
func (p *Plan) planArticles(docs []Document, cur map[ArticleID]Article, held func(string, int), restoring bool) error {
	heads := make([]Article, len(docs))
	texts := make(map[ArticleID]string, len(docs))
	for i, d := range docs {
		heads[i], texts[d.ID] = d.Article, d.Text
	}
	var create, replace []Article
	err := plan(heads, &create, &replace, func(a Article) (ArticleID, int) { return a.ID, a.Revision }, cur, held, restoring)
	for _, a := range create {
		p.Create.Articles = append(p.Create.Articles, Document{a, texts[a.ID]})
	}
	for _, a := range replace {
		p.Replace.Articles = append(p.Replace.Articles, Document{Article: a})
	}
	return err
}

func plan[T any, K ~string](items []T, create, replace *[]T, key func(T) (K, int), cur map[K]T, held func(id string, revision int), restoring bool) error {
	seen := make(map[K]bool, len(items))
	*create = slices.Grow(*create, len(items))
	for _, item := range items {
		id, revision := key(item)
		if seen[id] {
			return Errorf(Invalid, "a batch names %q twice", string(id))
		}
		seen[id] = true
		stored, exists := cur[id]
		switch {
		case revision < 1:
			return Errorf(Invalid, "%q has revision %d: want 1 or more", string(id), revision)
		case !exists && (revision == 1 || restoring):
			*create = append(*create, item)
		case restoring && !sameObject(stored, item):
			_, at := key(stored)
			return Errorf(Conflict, "%q is there already, at revision %d, and is not what was to be restored: a restore never overwrites", string(id), at)
		case revision == 1 || exists && sameObject(stored, item):
			held(string(id), revision)
		default:
			at := 0
			if exists {
				_, at = key(stored)
			}
			if at != revision-1 {
				return Errorf(Conflict, "%q is at revision %d: a change of revision %d comes too late", string(id), at, revision-1)
			}
			*replace = append(*replace, item)
		}
	}
	return nil
}

func sameObject(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

// touch collects the edges that the statements of the plan counted towards or count towards now. Where all that happens to
// an edge is that new articles with new texts count towards it, it grows; where a statement changes, or its article or text
// was there before, it is counted anew.
func (p *Plan) touch(cur Current) {
	fresh := map[ArticleID]string{} // text hashes
	for _, d := range p.Create.Articles {
		if !cur.TextHashes[d.TextHash] {
			fresh[d.ID] = d.TextHash
		}
	}
	grown, touched := tallies{}, map[EdgeKey]bool{}
	touch := func(s Statement) {
		if key, ok := s.Edge(); ok {
			touched[key] = true
		}
	}
	for _, s := range p.Create.Statements {
		if hash, ok := fresh[s.Article]; ok {
			grown.add(s, hash)
		} else {
			touch(s)
		}
	}
	for _, s := range p.Replace.Statements {
		touch(s)
		touch(cur.Statements[s.ID])
	}
	for _, key := range p.Recount {
		touched[key] = true
	}
	for key := range touched {
		delete(grown, key)
	}
	p.Touched = sortedEdges(touched)
	for _, key := range sortedEdges(grown) {
		p.Grown = append(p.Grown, grown[key].edge)
	}
}

// WritesVocabulary reports whether the plan writes actors or issues, after which the [Stamp] must be another one.
func (p *Plan) WritesVocabulary() bool {
	return len(p.Create.Actors)+len(p.Create.Issues)+len(p.Replace.Actors)+len(p.Replace.Issues) > 0
}

func (b *Batch) counts() Counts {
	return Counts{len(b.Actors), len(b.Issues), len(b.Articles), len(b.Statements), len(b.Codings), len(b.Users), len(b.Revisions)}
}

// Add adds up receipts.
func (r *Receipt) Add(o Receipt) {
	r.Created.Add(o.Created)
	r.Replaced.Add(o.Replaced)
}

// Sum gives the number of objects of all kinds.
func (c Counts) Sum() int {
	return c.Actors + c.Issues + c.Articles + c.Statements + c.Codings + c.Users + c.Revisions
}

// Add adds up counts.
func (c *Counts) Add(o Counts) {
	c.Actors += o.Actors
	c.Issues += o.Issues
	c.Articles += o.Articles
	c.Statements += o.Statements
	c.Codings += o.Codings
	c.Users += o.Users
	c.Revisions += o.Revisions
}
