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
	Revision  int       `json:"revision"` // 1 when created, one more with each change
}

// Tie says that a person speaks for a body, in which role and when.
type Tie struct {
	Body ActorID `json:"body"`
	Role string  `json:"role,omitempty"`
	From Date    `json:"from,omitempty"`
	To   Date    `json:"to,omitempty"`
}
