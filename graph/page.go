package graph

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Pos is a place in a list: the values that the list is ordered by, the last of them unique.
// "From here" means after the item with these values, whether or not it still exists.
type Pos []string

// Page says which part of a list to read.
type Page struct {
	Limit    int  // at most so many items; must be positive
	After    Pos  // only items behind this place, nil for no bound
	Before   Pos  // only items ahead of this place, nil for no bound
	Backward bool // take the last Limit items of the span rather than the first; the order of the list stays
	Total    bool // also count the items of the whole list
}

// Slice is a part of a list.
type Slice[T any] struct {
	Items []T
	More  bool // there are further items in the direction of reading
	Total int  // items in the whole list; -1 where it was not asked for
}

// timeLayout has a fixed width, so that times sort as strings.
const timeLayout = "2006-01-02T15:04:05.000Z"

// FormatTime writes t in UTC with milliseconds, so that times sort as strings.
// The zero time is written as an empty text.
func FormatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(timeLayout)
}

// ParseTime reads what [FormatTime] wrote.
func ParseTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return time.Parse(timeLayout, s)
}

// Pos gives the actor's place: by name, then id.
func (a Actor) Pos() Pos { return Pos{a.Name, string(a.ID)} }

// Pos gives the issue's place: by name, then id.
func (i Issue) Pos() Pos { return Pos{i.Name, string(i.ID)} }

// Pos gives the article's place: by publication date, then id.
func (a Article) Pos() Pos { return Pos{string(a.Published), string(a.ID)} }

// Pos gives the statement's place: by the date held, then id.
func (s Statement) Pos() Pos { return Pos{string(s.HeldOn), string(s.ID)} }

// PosBySureness gives the statement's place in a list that is [StatementQuery.Unsure]: by the confidence, then id.
func (s Statement) PosBySureness() Pos {
	return Pos{strconv.FormatFloat(s.Confidence, 'g', -1, 64), string(s.ID)}
}

// BySureness gives a place in a list by confidence as values that compare as they do: a number and an id. It is empty for an
// empty place.
func (p Pos) BySureness() []any {
	confidence, err := p.sureness()
	if len(p) == 0 || err != nil {
		return nil
	}
	return []any{confidence, p[1]}
}

// sureness reads the confidence of a place. The error says that it is none of a list by confidence.
func (p Pos) sureness() (float64, error) {
	if len(p) == 0 {
		return 0, nil
	}
	confidence, err := strconv.ParseFloat(p[0], 64)
	if err != nil || math.IsNaN(confidence) {
		return 0, Errorf(Invalid, "the cursor belongs to another list")
	}
	return confidence, nil
}

// Pos gives the stance edge's place: by issue, stance, then actor.
func (e StanceEdge) Pos() Pos { return Pos{string(e.Issue), string(e.Stance), string(e.Actor)} }

// Pos gives the pair's place: by issue, then actor.
func (p Pair) Pos() Pos { return Pos{string(p.Issue), string(p.Actor)} }

// Pos gives the revision's place: by time, then id.
func (r Revision) Pos() Pos { return Pos{FormatTime(r.When), string(r.ID)} }

// Trim turns the up to limit+1 items that a store read in the direction of reading into a slice in list order.
func Trim[T any](items []T, p Page, total int) Slice[T] {
	s := Slice[T]{Items: items, Total: total}
	if len(items) > p.Limit {
		s.Items, s.More = items[:p.Limit], true
	}
	if p.Backward {
		for i, j := 0, len(s.Items)-1; i < j; i, j = i+1, j-1 {
			s.Items[i], s.Items[j] = s.Items[j], s.Items[i]
		}
	}
	return s
}

func (p Page) validate(width int) error {
	switch {
	case p.Limit < 1:
		return Errorf(Invalid, "a page needs a positive limit, not %d", p.Limit)
	case p.After != nil && len(p.After) != width, p.Before != nil && len(p.Before) != width:
		return Errorf(Invalid, "the cursor belongs to another list")
	case strings.Contains(strings.Join(append(append(Pos{}, p.After...), p.Before...), ""), "\x00"):
		return Errorf(Invalid, "the cursor is damaged")
	}
	return nil
}
