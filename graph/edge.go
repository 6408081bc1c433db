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
	Last       Date `json:"last,omitempty"`    // first and last date held, of the dated ones
	LastOwn    Date `json:"lastOwn,omitempty"` // last date held of those that no other actor reports
}

// dated takes a date held into account, unless it is empty.
func (e *StanceEdge) dated(d Date) {
	if d != "" && (e.First == "" || d < e.First) {
		e.First = d
	}
	e.Last = max(e.Last, d)
}

// tallies count edges from statements.
type tallies map[EdgeKey]*tally

type tally struct {
	edge  StanceEdge
	texts map[string]bool // hashes
}

// add counts a statement whose article's text has the given hash, where it counts at all.
func (t tallies) add(s Statement, textHash string) {
	key, ok := s.Edge()
	if !ok {
		return
	}
	c := t[key]
	if c == nil {
		c = &tally{StanceEdge{EdgeKey: key}, map[string]bool{}}
		t[key] = c
	}
	e := &c.edge
	e.Statements++
	if s.Status == Accepted {
		e.Accepted++
	}
	if s.Reported() {
		e.Reported++
	} else {
		e.LastOwn = max(e.LastOwn, s.HeldOn)
	}
	c.texts[textHash] = true
	e.Articles = len(c.texts)
	e.dated(s.HeldOn)
}

// sortedEdges gives the keys of a map in their order.
func sortedEdges[V any](m map[EdgeKey]V) []EdgeKey {
	return slices.SortedFunc(maps.Keys(m), EdgeKey.Compare)
}
