package graph

import (
	"cmp"
	"maps"
	"slices"
)

// EdgeKey names a stance edge. Keys order by issue, then stance, then actor.
type EdgeKey struct {
	Issue  IssueID `json:"issue"`
	Stance Stance  `json:"stance"`
	Actor  ActorID `json:"actor"`
}

// Compare orders keys by issue, stance and actor, each as bytes.
func (k EdgeKey) Compare(o EdgeKey) int {
	return cmp.Or(cmp.Compare(k.Issue, o.Issue), cmp.Compare(k.Stance, o.Stance), cmp.Compare(k.Actor, o.Actor))
}

// StanceEdge sums up the counted statements of one actor, one stance and one issue. It is derived, never edited.
type StanceEdge struct {
	EdgeKey
	Statements int  `json:"statements"`
	Accepted   int  `json:"accepted"` // of these, confirmed by an analyst
	Reported   int  `json:"reported"` // of these, resting on another actor's word alone
	Articles   int  `json:"articles"` // independent articles: copies of one text count once
	First      Date `json:"first,omitempty"`
	Last       Date `json:"last,omitempty"` // first and last date held, of the dated ones
}

// sortedEdges gives the keys of a map in their order.
func sortedEdges[V any](m map[EdgeKey]V) []EdgeKey {
	return slices.SortedFunc(maps.Keys(m), EdgeKey.Compare)
}
