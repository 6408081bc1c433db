package graph

import (
	"encoding/json"
	"strconv"
	"time"
)

// RevisionID names a revision by the hash of the object states that it made; see [NewRevision].
type RevisionID string

// Action says what kind of change a revision records.
type Action string

// The actions.
const (
	ActionLoad       Action = "load"       // articles and what an extractor found in them
	ActionVocabulary Action = "vocabulary" // actors and issues of a codebook
	ActionAnnotate   Action = "annotate"   // an analyst added a statement
	ActionReview     Action = "review"     // an analyst decided about statements
	ActionAmend      Action = "amend"      // an analyst corrected a statement
	ActionRetract    Action = "retract"    // an analyst withdrew statements
	ActionCreate     Action = "create"     // an analyst added an actor or issue
	ActionUpdate     Action = "update"     // an analyst changed an actor or issue
	ActionMerge      Action = "merge"      // an analyst said that several actors or issues are one
	ActionSplit      Action = "split"      // an analyst said that some of what names an actor or issue means another one
	ActionUndo       Action = "undo"       // an earlier revision was turned back
)

// Revision records one change by one analyst or loader run. Revisions are kept for ever.
type Revision struct {
	ID      RevisionID `json:"id"`
	Action  Action     `json:"action"`
	Who     string     `json:"who"`
	When    time.Time  `json:"when"` // UTC, to the millisecond
	Why     string     `json:"why,omitempty"`
	Undoes  RevisionID `json:"undoes,omitempty"`
	Changes []Change   `json:"changes"`
}

// ObjectType says which kind of object a [Change] concerns.
type ObjectType string

// The types of object that revisions record.
const (
	ActorObject     ObjectType = "actor"
	IssueObject     ObjectType = "issue"
	ArticleObject   ObjectType = "article"
	StatementObject ObjectType = "statement"
)

// Change is one object's part in a revision: which of its revisions was made, and how it stood before.
// How it stood afterwards is the Before of its next change, or the object itself where there is none.
type Change struct {
	Type     ObjectType      `json:"type"`
	ID       string          `json:"id"`
	Revision int             `json:"revision"`
	Before   json.RawMessage `json:"before,omitempty"` // the object as JSON; absent where the change created it
	// Partial says that Before holds only the fields that the change altered. A merge records statements so, for there can be
	// thousands.
	Partial bool `json:"partial,omitempty"`
}

// NewRevision records changes. The id follows from the object states made, each of which is made only once, so that
// the same load, cut off and run again, records the same revisions.
func NewRevision(action Action, who string, when time.Time, why string, changes []Change) Revision {
	parts := []string{"revision"}
	for _, c := range changes {
		parts = append(parts, string(c.Type), c.ID, strconv.Itoa(c.Revision))
	}
	return Revision{ID: RevisionID(hash(parts...)), Action: action, Who: who, When: Millisecond(when), Why: why, Changes: changes}
}

// Millisecond gives t in UTC without what is finer than a millisecond, as stores keep it.
func Millisecond(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// change records the step from before (nil where there was nothing) to revision n of an object.
func change[T any](typ ObjectType, id string, revision int, before *T) Change {
	c := Change{Type: typ, ID: id, Revision: revision}
	if before != nil {
		c.Before, _ = json.Marshal(before) // plain structs of strings and numbers: cannot fail
	}
	return c
}
