package graph

// ActorID names an actor: an English short name in kebab case, such as "france" or "united-nations".
type ActorID string

// Kind is what sort of actor one is.
type Kind string

// The kinds of actor.
const (
	State        Kind = "state"
	Organisation Kind = "organisation"
	Group        Kind = "group"
	Person       Kind = "person"
)

// Kinds lists the kinds in the order in which they are shown.
var Kinds = []Kind{State, Organisation, Group, Person}

// Valid reports whether k is one of the kinds.
func (k Kind) Valid() bool { return k == State || k == Organisation || k == Group || k == Person }

// Actor is who can hold a stance. A person can be tied to the body that the person speaks for.
type Actor struct {
	ID        ActorID   `json:"id"`
	Name      string    `json:"name"`
	Kind      Kind      `json:"kind"`
	Aliases   []string  `json:"aliases,omitempty"`
	SpeaksFor []Tie     `json:"speaksFor,omitempty"` // persons only, latest office first
	MemberOf  []ActorID `json:"memberOf,omitempty"`
	// MergedInto is the actor that an analyst said this one is. A merged actor keeps its name and kind; all else has moved.
	MergedInto ActorID `json:"mergedInto,omitempty"`
	Decisions
	Revision int `json:"revision"` // 1 when created, one more with each change
}

// Gone reports whether nothing may refer to the actor any more: it was merged into another or withdrawn.
func (a Actor) Gone() bool { return a.MergedInto != "" || a.Withdrawn }

// names lists what the actor is called, the name proper first.
func (a Actor) names() []string { return append([]string{a.Name}, a.Aliases...) }

// Tie says that a person speaks for a body, in which role and when.
type Tie struct {
	Body ActorID `json:"body"`
	Role string  `json:"role,omitempty"`
	From Date    `json:"from,omitempty"`
	To   Date    `json:"to,omitempty"`
}
