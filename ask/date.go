package ask

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"stancegraph/graph"
)

const (
	monthWords = `january|february|march|april|may|june|july|august|september|october|november|december`
	dateWords  = `(\d{4}(?:-\d{2}(?:-\d{2})?)?|\d{1,2}(?:st|nd|rd|th)? (?:` + monthWords + `),? \d{4}|(?:` + monthWords + `) \d{1,2}(?:st|nd|rd|th)?,? \d{4}|(?:` + monthWords + `),? \d{4})`
)

var (
	datePhrase  = regexp.MustCompile(`(?i)\b(?:(in|on|during|as of|at the end of|at|by|until|till|up to|before|since|from|after) )?` + dateWords + `\b`)
	rangePhrase = regexp.MustCompile(`(?i)\b(?:from|between) ` + dateWords + ` (?:to|until|and) ` + dateWords + `\b`)
	dayFirst    = regexp.MustCompile(`(?i)^(\d{1,2})(?:st|nd|rd|th)? (\pL+),? (\d{4})$`)
	monthFirst  = regexp.MustCompile(`(?i)^(\pL+) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$`)
	monthAlone  = regexp.MustCompile(`(?i)^(\pL+),? (\d{4})$`)
)

// takeDates reads the dates of a question and gives the question without them.
func takeDates(text string) (rest string, from, to graph.Date, err error) {
	if m := rangePhrase.FindStringSubmatchIndex(text); m != nil {
		from, err = readDate(text[m[2]:m[3]])
		if err == nil {
			to, err = readDate(text[m[4]:m[5]])
		}
		return text[:m[0]] + text[m[1]:], from, to, err
	}
	m := datePhrase.FindStringSubmatchIndex(text)
	if m == nil {
		return text, "", "", nil
	}
	date, err := readDate(text[m[4]:m[5]])
	if err != nil {
		return text, "", "", err
	}
	word := ""
	if m[2] >= 0 {
		word = strings.ToLower(text[m[2]:m[3]])
	}
	switch word {
	case "by", "until", "till", "up to", "as of", "at the end of", "at":
		to = date
	case "before":
		to = dayBefore(date)
	case "since", "from":
		from = date
	case "after":
		from = dayAfter(date)
	default:
		from, to = date, date
	}
	return text[:m[0]] + text[m[1]:], from, to, nil
}

// readDate reads "2011-04", "13 April 2011", "April 13, 2011" or "April 2011".
func readDate(s string) (graph.Date, error) {
	var day, month, year string
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		day, month, year = m[1], m[2], m[3]
	} else if m := monthFirst.FindStringSubmatch(s); m != nil {
		month, day, year = m[1], m[2], m[3]
	} else if m := monthAlone.FindStringSubmatch(s); m != nil {
		month, year = m[1], m[2]
	} else {
		return graph.ParseDate(s)
	}
	t, err := time.Parse("January", strings.ToUpper(month[:1])+strings.ToLower(month[1:]))
	if err != nil {
		return "", graph.Errorf(graph.Invalid, "%q is not a date", s)
	}
	if day == "" {
		return graph.ParseDate(fmt.Sprintf("%s-%02d", year, t.Month()))
	}
	n, _ := strconv.Atoi(day) // one or two digits
	return graph.ParseDate(fmt.Sprintf("%s-%02d-%02d", year, t.Month(), n))
}

func dayBefore(d graph.Date) graph.Date {
	t, _ := d.Time()
	return graph.DateOf(t.AddDate(0, 0, -1))
}

// dayAfter gives the first day after d, be it a day, a month or a year.
func dayAfter(d graph.Date) graph.Date {
	t, _ := d.Time()
	switch d.Precision() {
	case graph.PrecisionYear:
		return graph.DateOf(t.AddDate(1, 0, 0))
	case graph.PrecisionMonth:
		return graph.DateOf(t.AddDate(0, 1, 0))
	}
	return graph.DateOf(t.AddDate(0, 0, 1))
}
