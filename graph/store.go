package graph

import (
	"context"
	"iter"
)

// Store keeps one graph. It is safe for concurrent use. A store holds no rules: what may be written is decided by the
// [Editor] and by [Batch.Plan]; a store reads, and applies plans.
//
// Every implementation passes the suite in package graphtest, which has a case for each sentence on this page, and gives
// the same answers in the same order as every other. Strings compare by bytes, dates as strings, times to the millisecond.
//
// Errors are of type [*Error]. [Invalid] means a query or batch that no store could carry out; [Unavailable] that the
// database could not be reached, is locked or timed out. A context that ends makes the call return soon, with the
// context's error in the chain, or with that of a database that could not be reached all the time. A write that ends
// [Unavailable] may have happened or not, wholly in either case.
type Store interface {
	Reader
	Writer
	// Close lets go of the database. The store cannot be used afterwards.
	Close() error
}

// Reader reads the graph. Each call sees one consistent state.
type Reader interface {
	// Read reads all that some wants ask for, in one query of the database whatever their number, and answers in their order. An
	// absent id is left out and is no error. Lists come in the order that the query's type names.
	Read(ctx context.Context, wants ...Want) ([]Found, error)
	// Users lists all users, revoked ones too, by name.
	Users(ctx context.Context) ([]User, error)
	// Codings lists the codings that match, by article, then analyst.
	Codings(ctx context.Context, q CodingQuery) ([]Coding, error)

	// The calls below read one kind of object each. [Calls] has them for every reader that has Read.

	// Actors, Issues, Articles, Statements and Revisions read objects by id. Those that exist come in the order of ids,
	// each once; an absent id is left out and is no error.
	Actors(ctx context.Context, ids []ActorID) ([]Actor, error)
	Issues(ctx context.Context, ids []IssueID) ([]Issue, error)
	Articles(ctx context.Context, ids []ArticleID) ([]Article, error)
	Statements(ctx context.Context, ids []StatementID) ([]Statement, error)
	Revisions(ctx context.Context, ids []RevisionID) ([]Revision, error)
	// Texts gives the texts of the articles that exist, byte for byte as they were written.
	Texts(ctx context.Context, ids []ArticleID) (map[ArticleID]string, error)

	// FindActors and the calls below read one page of a list.
	FindActors(ctx context.Context, q ActorQuery) (Slice[Actor], error)
	FindIssues(ctx context.Context, q IssueQuery) (Slice[Issue], error)
	FindArticles(ctx context.Context, q ArticleQuery) (Slice[Article], error)
	FindRevisions(ctx context.Context, q RevisionQuery) (Slice[Revision], error)
	// FindStatements answers one slice for each scope, in their order; one slice where there are no scopes.
	FindStatements(ctx context.Context, q StatementQuery) ([]Slice[Statement], error)
	// FindStances answers like FindStatements. With the zero filter it reads the derived edges; any other filter gives
	// what the edges would be if only the matching statements existed.
	FindStances(ctx context.Context, q StanceQuery) ([]Slice[StanceEdge], error)
}

// Writer changes the graph.
type Writer interface {
	// Write carries out one batch in one transaction: wholly and durably when it returns nil, not at all when it returns
	// an [Invalid] or [Conflict] error. Within the transaction, and with no other write in between, the store reads
	// [Batch.Needs], asks [Batch.Plan] what to do, does it, and brings the stance edges of Plan.Grown and Plan.Touched up to
	// date, those of Plan.Recount from nothing.
	// Writing a batch a second time changes nothing.
	Write(ctx context.Context, b Batch) (Receipt, error)
	// WriteAll carries out several batches, one after the other, in one transaction: each as Write does, seeing what those
	// before it did, and all or none of them. The sequence begins once no other write can come in between, so that what it
	// reads of the store is what there was before; it can be begun anew, and must not write. An error of the sequence ends the
	// transaction without a change and is returned. So a change can be larger than memory.
	WriteAll(ctx context.Context, batches iter.Seq2[Batch, error]) (Receipt, error)
}
