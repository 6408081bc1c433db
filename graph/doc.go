// Package graph is the domain of Stancegraph: what there is, what is allowed, and what follows from it. It depends on the
// standard library alone; everything else depends on it.
//
// # What there is
//
// An [Actor] can hold a stance. An [Issue] is what a stance is about. An [Article] is one text of one source. A [Statement]
// says that, in one article, a holder takes a [Stance] on an issue, in these words, at this place; perhaps uttered by a
// speaker, perhaps reported by others. Statements are suggested by machines, and accepted or rejected by analysts.
//
// # What follows
//
// A [StanceEdge] sums up the counted statements of one actor, stance and issue. A [Position] is where an actor stands at a
// date, a [Turn] a change of mind; see [History], [PositionAt], [Turns]. Nobody writes these.
//
// # What is allowed
//
// An [Editor] makes every change: it validates, checks the role, compares revisions, records who did what, and hands one
// [Batch] to the [Store]. What a batch does is decided by [Batch.Plan], within the store's transaction, so that stores hold
// no rules. [Check] proves on a stored graph that the rules hold; [Dump] writes it out and [Editor.Restore] reads it back.
//
// Read on in store.go, then editor.go and load.go.
package graph
