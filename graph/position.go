package graph

import (
	"cmp"
	"slices"
)

// Position is the stance of an actor on an issue from a date on.
type Position struct {
	Actor     ActorID     `json:"actor"`
	Issue     IssueID     `json:"issue"`
	Stance    Stance      `json:"stance"`
	Since     Date        `json:"since,omitempty"` // the first day of an unbroken run of days with this stance
	Until     Date        `json:"until,omitempty"` // the last day on which it was stated
	Statement StatementID `json:"statement"`       // the statement that decided the first day
	Reported  bool        `json:"reported,omitempty"`
}

// History gives the positions of one actor on one issue, oldest first, one for each run of days with the same stance.
// Only counted statements play a part. An actor's own statements decide; statements that others report decide only where
// there is none of its own, and such positions are marked Reported. Undated statements decide only where none is dated.
// Where statements of one day differ, the stance with most statements decides, then the accepted one, then the surer one.
func History(statements []Statement) []Position {
	decisive := deciding(statements)
	var out []Position
	for len(decisive) > 0 {
		n := 1
		for n < len(decisive) && decisive[n].HeldOn == decisive[0].HeldOn {
			n++
		}
		s := winner(decisive[:n])
		decisive = decisive[n:]
		if last := len(out) - 1; last >= 0 && out[last].Stance == s.Stance {
			out[last].Until = s.HeldOn
			continue
		}
		out = append(out, Position{Actor: s.Holder, Issue: s.Issue, Stance: s.Stance, Since: s.HeldOn, Until: s.HeldOn,
			Statement: s.ID, Reported: s.Reported()})
	}
	return out
}

// PositionAt gives the position at a date: the latest in the history of what was held up to it. An undated at means now.
func PositionAt(statements []Statement, at Date) (p Position, ok bool) {
	if at != "" {
		statements = slices.DeleteFunc(slices.Clone(statements), func(s Statement) bool { return s.HeldOn != "" && !s.HeldOn.In("", at) })
	}
	h := History(statements)
	if len(h) == 0 {
		return Position{}, false
	}
	return h[len(h)-1], true
}

// Turn is a change of mind: a position and the different one that followed.
type Turn struct{ From, To Position }

// Turns lists the changes of mind of one actor on one issue, oldest first. Mediation is not a side that one leaves, and
// what others report is no proof of a change, so neither counts.
func Turns(statements []Statement) []Turn {
	h := History(slices.DeleteFunc(slices.Clone(statements), func(s Statement) bool { return s.Stance == Mediates || s.Reported() || s.HeldOn == "" }))
	var out []Turn
	for i := 1; i < len(h); i++ {
		out = append(out, Turn{h[i-1], h[i]})
	}
	return out
}

// deciding gives, by date, the statements that decide about positions.
func deciding(statements []Statement) []Statement {
	var own, reported []Statement
	for _, s := range statements {
		switch {
		case !s.Status.Counts():
		case s.Reported():
			reported = append(reported, s)
		default:
			own = append(own, s)
		}
	}
	if len(own) == 0 {
		own = reported
	}
	if slices.ContainsFunc(own, func(s Statement) bool { return s.HeldOn != "" }) {
		own = slices.DeleteFunc(own, func(s Statement) bool { return s.HeldOn == "" })
	}
	slices.SortFunc(own, func(a, b Statement) int { return cmp.Or(cmp.Compare(a.HeldOn, b.HeldOn), cmp.Compare(a.ID, b.ID)) })
	return own
}

// winner picks the statement that decides about a day.
func winner(day []Statement) Statement {
	votes := map[Stance]int{}
	for _, s := range day {
		votes[s.Stance]++
	}
	accepted := func(s Statement) int {
		if s.Status == Accepted {
			return 1
		}
		return 0
	}
	return slices.MaxFunc(day, func(a, b Statement) int {
		return cmp.Or(cmp.Compare(votes[a.Stance], votes[b.Stance]), cmp.Compare(accepted(a), accepted(b)),
			cmp.Compare(a.Confidence, b.Confidence), cmp.Compare(b.ID, a.ID))
	})
}
