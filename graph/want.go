package graph

// A Want is a set of objects to read, and what to read with each of them. Wants make trees: what stands in With is wanted of
// the objects that What gives. However large the trees are, a store reads them in one query of its database.
type Want struct {
	What Source
	With []Want
	Only Selection // of the whole tree; set at its root
}

// A Selection names, for some sets, the fields that are read of their objects, as these have them in JSON. What is not named may be
// zero, but for ids, what places in lists are made of, and what a wanted link or text needs. Sets that it does not have are read in full. It can
// have actors, issues, articles and statements.
type Selection map[Set][]Field

func (s Selection) validate() error {
	for set := range s {
		switch set {
		case ActorSet, IssueSet, ArticleSet, StatementSet:
		default:
			return Errorf(Invalid, "%q are always read in full", set)
		}
	}
	return nil
}

// A Source says which objects are wanted. At the root of a tree stand [IDs], the queries ([ActorQuery] and its like,
// [FacetQuery]) and [Stamp]; below, a [Link], [Texts], or a query, whose list then holds what belongs to each parent: the parts of an issue, the
// statements of an actor, issue, article, stance edge or pair, the stance edges and pairs of an actor or issue, the revisions of
// an actor, issue, article or statement.
type Source interface {
	// gives tells what objects the source gives under parents of a kind, nothing where it cannot stand there.
	gives(parent Set) Set
	Validate() error
}

// Set is a kind of objects that are read.
type Set string

// The kinds of objects that are read.
const (
	NoSet        Set = "" // of the parent: there is none; of a source: it cannot stand there
	ActorSet     Set = "actors"
	IssueSet     Set = "issues"
	ArticleSet   Set = "articles"
	StatementSet Set = "statements"
	StanceSet    Set = "stances" // stance edges
	PairSet      Set = "pairs"
	RevisionSet  Set = "revisions"
	FacetSet     Set = "facets" // counts of values
	TextSet      Set = "texts"
	StampSet     Set = "stamp"
)

// IDs names objects. Those that exist are given in the order of the ids, each once.
type IDs struct {
	Of  Set // any but stance edges, which scopes name
	IDs []string
}

// IDsOf gives the ids of objects.
func IDsOf[K ~string](of Set, ids []K) IDs {
	out := IDs{of, make([]string, len(ids))}
	for i, id := range ids {
		out.IDs[i] = string(id)
	}
	return out
}

// Link leads from objects to others that they name. All that the parents name is given together, each object once, by id.
type Link string

// The links.
const (
	Holder            Link = "holder"     // of statements; of stance edges their actor; of counts by holder their value
	About             Link = "about"      // the issue of statements and stance edges; of counts by issue their value
	In                Link = "in"         // the article of statements
	Speaker           Link = "speaker"    // of statements
	Reporters         Link = "reporters"  // of statements
	Parties           Link = "parties"    // of statements
	Bodies            Link = "bodies"     // that persons speak for
	Memberships       Link = "membership" // the bodies that actors are members of
	MergeTarget       Link = "target"     // what actors or issues were merged into
	MergeSources      Link = "sources"    // what was merged into actors or issues
	Whole             Link = "whole"      // the broader issue
	Undone            Link = "undone"     // the revision that an undo turned back
	ChangedActors     Link = "changedActors"
	ChangedIssues     Link = "changedIssues"
	ChangedArticles   Link = "changedArticles"
	ChangedStatements Link = "changedStatements"
)

// Texts is the texts of the parents, which are articles; none at all where they have more than Most bytes together. A Most of
// 0 is no bound.
type Texts struct{ Most int }

// Stamp is a text that is another one after every write of an actor or an issue: what was worked out of all of them holds as
// long as it is the same.
type Stamp struct{}

// Found is what was found of one want. The field that goes with what was wanted is set: one slice for a root or a link, one for
// each scope of a query with scopes, and one for each object of the parent, in their order, for a list under a parent.
type Found struct {
	Actors     []Slice[Actor]
	Issues     []Slice[Issue]
	Articles   []Slice[Article]
	Statements []Slice[Statement]
	Stances    []Slice[StanceEdge]
	Pairs      []Slice[Pair]
	Revisions  []Slice[Revision]
	Facets     []Slice[FacetCount]
	Texts      map[ArticleID]string
	Stamp      string
	With       []Found // of Want.With, in their order
}

// links tells what a link gives under each kind of parent.
var links = map[Link]map[Set]Set{
	Holder:            {StatementSet: ActorSet, StanceSet: ActorSet, FacetSet: ActorSet},
	About:             {StatementSet: IssueSet, StanceSet: IssueSet, FacetSet: IssueSet},
	In:                {StatementSet: ArticleSet},
	Speaker:           {StatementSet: ActorSet},
	Reporters:         {StatementSet: ActorSet},
	Parties:           {StatementSet: ActorSet},
	Bodies:            {ActorSet: ActorSet},
	Memberships:       {ActorSet: ActorSet},
	MergeTarget:       {ActorSet: ActorSet, IssueSet: IssueSet},
	MergeSources:      {ActorSet: ActorSet, IssueSet: IssueSet},
	Whole:             {IssueSet: IssueSet},
	Undone:            {RevisionSet: RevisionSet},
	ChangedActors:     {RevisionSet: ActorSet},
	ChangedIssues:     {RevisionSet: IssueSet},
	ChangedArticles:   {RevisionSet: ArticleSet},
	ChangedStatements: {RevisionSet: StatementSet},
}

func (l Link) gives(parent Set) Set { return links[l][parent] }

func (i IDs) gives(parent Set) Set { return under(i.Of, parent, NoSet) }

func (ActorQuery) gives(parent Set) Set   { return under(ActorSet, parent, NoSet) }
func (IssueQuery) gives(parent Set) Set   { return under(IssueSet, parent, NoSet, IssueSet) }
func (ArticleQuery) gives(parent Set) Set { return under(ArticleSet, parent, NoSet) }
func (RevisionQuery) gives(parent Set) Set {
	return under(RevisionSet, parent, NoSet, ActorSet, IssueSet, ArticleSet, StatementSet)
}
func (StatementQuery) gives(parent Set) Set {
	return under(StatementSet, parent, NoSet, ActorSet, IssueSet, ArticleSet, StanceSet, PairSet)
}
func (PairQuery) gives(parent Set) Set   { return under(PairSet, parent, NoSet, ActorSet, IssueSet) }
func (StanceQuery) gives(parent Set) Set { return under(StanceSet, parent, NoSet, ActorSet, IssueSet) }
func (Texts) gives(parent Set) Set       { return under(TextSet, parent, ArticleSet) }
func (Stamp) gives(parent Set) Set       { return under(StampSet, parent, NoSet) }

// under gives a set where it may stand under the parent.
func under(set, parent Set, allowed ...Set) Set {
	for _, a := range allowed {
		if a == parent {
			return set
		}
	}
	return NoSet
}

// Validate reports the first thing that no store can answer, as an [Invalid] error.
func (i IDs) Validate() error {
	switch i.Of {
	case ActorSet, IssueSet, ArticleSet, StatementSet, RevisionSet:
		return nil
	}
	return Errorf(Invalid, "%q are not read by id", i.Of)
}

// Validate reports nothing: what a link leads to is seen where it stands.
func (Link) Validate() error { return nil }

// Validate reports nothing.
func (Texts) Validate() error { return nil }

// Validate reports nothing.
func (Stamp) Validate() error { return nil }
