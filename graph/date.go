package graph

import (
	"strings"
	"time"
)

// Date is a calendar date as exactly as it is known, in ISO 8601: "2011-04-13", "2011-04", "2011", or "" for undated.
// Dates compare as strings: undated first, and a less precise date before the more precise ones inside it.
type Date string

// Precision says how exactly a [Date] is known.
type Precision string

// The precisions a date can have.
const (
	PrecisionDay   Precision = "day"
	PrecisionMonth Precision = "month"
	PrecisionYear  Precision = "year"
	PrecisionNone  Precision = "none"
)

var dateLayouts = map[Precision]string{PrecisionDay: "2006-01-02", PrecisionMonth: "2006-01", PrecisionYear: "2006"}

// ParseDate reads a date of any precision, surrounding space aside. Anything but the four forms of [Date] is an [Invalid] error.
func ParseDate(s string) (Date, error) {
	d := Date(strings.TrimSpace(s))
	if err := d.validate(); err != nil {
		return "", err
	}
	return d, nil
}

// DateOf gives the day of t in UTC.
func DateOf(t time.Time) Date { return Date(t.UTC().Format(dateLayouts[PrecisionDay])) }

// Precision tells how exactly d is known.
func (d Date) Precision() Precision {
	switch len(d) {
	case 0:
		return PrecisionNone
	case 4:
		return PrecisionYear
	case 7:
		return PrecisionMonth
	default:
		return PrecisionDay
	}
}

// Time gives the first instant of d in UTC; ok is false for undated.
func (d Date) Time() (t time.Time, ok bool) {
	t, err := time.Parse(dateLayouts[d.Precision()], string(d))
	return t, err == nil && d != ""
}

// In reports whether d lies in the span from..to, both ends included and either open where it is undated.
// A date that is not precise enough to be sure lies outside; undated lies in no bounded span.
func (d Date) In(from, to Date) bool {
	if from == "" && to == "" {
		return true
	}
	return d != "" && d >= from && (to == "" || d.Ceiling() <= to.Ceiling())
}

// Ceiling is a string that sorts behind every date inside d and before every later one. Comparing ceilings makes "up to
// 2011-04" take in the whole of April, and keep out what is only known to be of 2011.
func (d Date) Ceiling() string { return string(d) + "~" }

func (d Date) validate() error {
	if d == "" {
		return nil
	}
	if t, ok := d.Time(); !ok || t.Year() < 1 || len(d) > 10 {
		return Errorf(Invalid, "%q is not a date: want 2011-04-13, 2011-04 or 2011", string(d))
	}
	return nil
}
