package graph

// Stance is where a holder stands on an issue.
type Stance string

// The four stances. There is no default: a statement without a stance is refused.
const (
	Supports  Stance = "supports"
	Opposes   Stance = "opposes"
	Mediates  Stance = "mediates"
	Undecided Stance = "undecided"
)

// Stances lists the stances in the order in which they are shown.
var Stances = []Stance{Supports, Opposes, Mediates, Undecided}

// Valid reports whether s is one of the four stances.
func (s Stance) Valid() bool { return s == Supports || s == Opposes || s == Mediates || s == Undecided }

// Reverse turns support into opposition and the other way round; the other stances have no opposite and stay.
func (s Stance) Reverse() Stance {
	switch s {
	case Supports:
		return Opposes
	case Opposes:
		return Supports
	}
	return s
}

// Status says what has been decided about a statement.
type Status string

// The statuses. Suggested and accepted statements count; rejected and retracted ones are kept and never count.
const (
	Suggested Status = "suggested" // found by a machine, not yet reviewed
	Accepted  Status = "accepted"  // confirmed or written by an analyst
	Rejected  Status = "rejected"  // an analyst says that it is wrong
	Retracted Status = "retracted" // withdrawn: no longer found, or taken back by whoever wrote it
)

// Statuses lists them all.
var Statuses = []Status{Suggested, Accepted, Rejected, Retracted}

// CountedStatuses are the statuses whose statements count towards stance edges and positions.
var CountedStatuses = []Status{Suggested, Accepted}

// Valid reports whether s is one of the statuses.
func (s Status) Valid() bool { return s.Counts() || s == Rejected || s == Retracted }

// Counts reports whether statements of this status count towards stance edges and positions.
func (s Status) Counts() bool { return s == Suggested || s == Accepted }
