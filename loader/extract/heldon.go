package extract

import (
	"slices"
	"strconv"
	"time"

	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader/extract/syntax"
)

// timeMention is a place in a sentence that says when something was.
type timeMention struct {
	first, last int
	date        graph.Date
}

var weekdays = map[string]time.Weekday{"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6}

var monthNames = map[string]time.Month{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11,
	"december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12}

// passing are prepositions before a time that is not when something was said: "since March", "by Friday".
var passing = set("since until till by before after next coming from through within")

// clock resolves what a text says about time against the day on which it was written.
type clock struct {
	day  time.Time // zero where unknown
	year int       // 0 where unknown
}

// newClock takes the date of publication, or else a date that the text itself gives in its dateline or imprint.
func newClock(doc Document, sentences []*sentence) clock {
	switch doc.Published.Precision() {
	case graph.PrecisionDay:
		if t, err := time.Parse(time.DateOnly, string(doc.Published)); err == nil {
			return clock{day: t, year: t.Year()}
		}
	case graph.PrecisionMonth, graph.PrecisionYear:
		if y, err := strconv.Atoi(string(doc.Published[:4])); err == nil {
			return clock{year: y}.dateline(doc.Text, sentences)
		}
	}
	return clock{}.dateline(doc.Text, sentences)
}

// edge is how many tokens at the beginning and the end of a text are searched for its date.
const edge = 60

// dateline looks for "April 13, 2011" at the edges of a text; where the year is known, "April 13" will do.
func (c clock) dateline(text string, sentences []*sentence) clock {
	if len(sentences) == 0 {
		return c
	}
	head := codebook.Tokens(text[:min(len(text), 600)])
	tail := codebook.Tokens(text[max(0, len(text)-600):])
	for _, tokens := range [][]codebook.Token{head[:min(len(head), edge)], tail[max(0, len(tail)-edge):]} {
		for i := range tokens {
			if d, year, _ := dayAndMonth(tokens, i); d > 0 && (year > 0 || c.year > 0) {
				if year == 0 {
					year = c.year
				}
				day := time.Date(year, monthOf(tokens, i), d, 0, 0, 0, 0, time.UTC)
				return clock{day: day, year: year}
			}
		}
	}
	return c
}

// monthOf gives the month named at token i, or at the token after it.
func monthOf(tokens []codebook.Token, i int) time.Month {
	if m, ok := monthNames[tokens[i].Norm]; ok {
		return m
	}
	if i+1 < len(tokens) {
		return monthNames[tokens[i+1].Norm]
	}
	return 0
}

// dayAndMonth reads "April 13", "13 April", with or without a year; day is 0 where there is none. May and March must be
// written with a capital, since they are words as well.
func dayAndMonth(tokens []codebook.Token, i int) (day, year, last int) {
	at := func(k int) string {
		if k < 0 || k >= len(tokens) {
			return ""
		}
		return tokens[k].Norm
	}
	month := func(k int) bool { _, ok := monthNames[at(k)]; return ok && tokens[k].Upper }
	switch {
	case month(i) && number(at(i+1), 1, 31) > 0:
		day, last = number(at(i+1), 1, 31), i+1
	case month(i) && at(i+1) == "." && number(at(i+2), 1, 31) > 0:
		day, last = number(at(i+2), 1, 31), i+2
	case number(at(i), 1, 31) > 0 && month(i+1):
		day, last = number(at(i), 1, 31), i+1
	default:
		return 0, 0, i
	}
	if y := number(at(last+1), 1900, 2100); y > 0 {
		return day, y, last + 1
	}
	if y := number(at(last+2), 1900, 2100); at(last+1) == "," && y > 0 {
		return day, y, last + 2
	}
	return day, 0, last
}

// number reads a whole number between two bounds, or gives 0.
func number(w string, from, to int) int {
	if len(w) == 0 || len(w) > 4 || w[0] < '0' || w[0] > '9' {
		return 0
	}
	n, err := strconv.Atoi(w)
	if err != nil || n < from || n > to {
		return 0
	}
	return n
}

func dayDate(t time.Time) graph.Date   { return graph.Date(t.Format(time.DateOnly)) }
func monthDate(t time.Time) graph.Date { return graph.Date(t.Format("2006-01")) }

// times gives the places of a sentence that say when something was, as far as they can be resolved.
func (c clock) times(s *sentence) []timeMention {
	var out []timeMention
	for i := 0; i < len(s.tokens); i++ {
		last, date, ok := c.timeAt(s, i)
		if !ok {
			continue
		}
		if p := s.norm(i - 1); date != "" && !passing[p] && !(p == "the" && passing[s.norm(i-2)]) {
			out = append(out, timeMention{i, last, date})
		}
		i = last
	}
	return out
}

// timeAt reads the time that is named at token i. The date is empty where it cannot be resolved.
func (c clock) timeAt(s *sentence, i int) (last int, date graph.Date, ok bool) {
	n := s.norm(i)
	if d, year, end := dayAndMonth(s.tokens, i); d > 0 {
		return end, c.dayOf(d, monthOf(s.tokens, i), year), true
	}
	if w, is := weekdays[n]; is {
		return i, c.weekday(w, s.norm(i-1) == "last"), true
	}
	if m, is := monthNames[n]; is && s.tokens[i].Upper && len(n) > 3 {
		if y := number(s.norm(i+1), 1900, 2100); y > 0 {
			return i + 1, monthDate(time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)), true
		}
		if p := s.norm(i - 1); p == "in" || p == "last" || p == "early" || p == "late" || p == "mid" {
			return i, c.monthOnly(m), true
		}
		return i, "", n != "may" && n != "march"
	}
	if y := number(n, 1900, 2100); y > 0 && s.norm(i-1) == "in" {
		return i, graph.Date(strconv.Itoa(y)), true
	}
	return c.relative(s, i)
}

// relative reads "yesterday", "last month", "three weeks ago".
func (c clock) relative(s *sentence, i int) (last int, date graph.Date, ok bool) {
	if c.day.IsZero() {
		return i, "", false
	}
	n, next := s.norm(i), s.norm(i+1)
	switch {
	case n == "yesterday":
		return i, dayDate(c.day.AddDate(0, 0, -1)), true
	case n == "today" || n == "tonight":
		return i, dayDate(c.day), true
	case n == "last" && next == "week":
		return i + 1, monthDate(c.day.AddDate(0, 0, -7)), true
	case n == "last" && next == "month":
		return i + 1, monthDate(c.day.AddDate(0, 0, -c.day.Day())), true
	case n == "last" && next == "year":
		return i + 1, graph.Date(strconv.Itoa(c.year - 1)), true
	case n == "this" && (next == "week" || next == "month"):
		return i + 1, monthDate(c.day), true
	case n == "this" && next == "year":
		return i + 1, graph.Date(strconv.Itoa(c.year)), true
	}
	count := number(n, 1, 60)
	if count == 0 {
		count = map[string]int{"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}[n]
	}
	if count == 0 || s.norm(i+2) != "ago" && s.norm(i+2) != "earlier" {
		return i, "", false
	}
	switch next {
	case "day", "days":
		return i + 2, dayDate(c.day.AddDate(0, 0, -count)), true
	case "week", "weeks":
		return i + 2, monthDate(c.day.AddDate(0, 0, -7*count)), true
	case "month", "months":
		return i + 2, monthDate(time.Date(c.day.Year(), c.day.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, -count, 0)), true
	case "year", "years":
		return i + 2, graph.Date(strconv.Itoa(c.year - count)), true
	}
	return i, "", false
}

// weekday gives the nearest such day that is not after the day of writing: that is how news uses it.
func (c clock) weekday(w time.Weekday, last bool) graph.Date {
	if c.day.IsZero() {
		return ""
	}
	back := (int(c.day.Weekday()) - int(w) + 7) % 7
	if back == 0 && last {
		back = 7
	}
	return dayDate(c.day.AddDate(0, 0, -back))
}

// ahead is how many days after the day of writing a date without a year may lie before it is taken for last year's.
const ahead = 3

func (c clock) dayOf(day int, m time.Month, year int) graph.Date {
	if year > 0 {
		return dayDate(time.Date(year, m, day, 0, 0, 0, 0, time.UTC))
	}
	if c.year == 0 {
		return ""
	}
	t := time.Date(c.year, m, day, 0, 0, 0, 0, time.UTC)
	if !c.day.IsZero() && t.After(c.day.AddDate(0, 0, ahead)) {
		t = t.AddDate(-1, 0, 0)
	}
	return dayDate(t)
}

func (c clock) monthOnly(m time.Month) graph.Date {
	if c.year == 0 {
		return ""
	}
	y := c.year
	if !c.day.IsZero() && m > c.day.Month() {
		y--
	}
	return monthDate(time.Date(y, m, 1, 0, 0, 0, 0, time.UTC))
}

// heldOn gives the date on which a candidate's stance was held: when the verb that carries it, or the verb of saying, is
// said to have been, else the day of publication. The piece is the text that gave it.
func (r *run) heldOn(c *candidate) (graph.Date, Piece) {
	s := c.s
	verbs := s.verbsAbove(c)
	best, rank := timeMention{}, -1
	for _, t := range r.clock.times(s) {
		v := s.verbOf(t.first)
		if k := slices.Index(verbs, v); k >= 0 && !s.future(v) && (rank < 0 || k < rank) {
			best, rank = t, k
		}
	}
	if rank < 0 {
		if r.doc.Published == "" && !r.clock.day.IsZero() {
			return dayDate(r.clock.day), Piece{}
		}
		return r.doc.Published, Piece{}
	}
	return best.date, Piece{s.tokens[best.first].Start, s.tokens[best.last].End, s.words(best.first, best.last), string(best.date)}
}

// verbsAbove gives the verb groups that govern the issue of a candidate, the nearest first, and those of saying.
func (s *sentence) verbsAbove(c *candidate) []int {
	if s.tree == nil {
		return nil
	}
	var out []int
	add := func(g int) {
		if g >= 0 && s.tree.Groups[g].Kind == syntax.Verb && !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	at := s.tree.At(c.issue.Core)
	add(at)
	if at >= 0 {
		if g := s.tree.Groups[at]; g.Tie == syntax.Subject {
			add(g.Gov)
		}
	}
	s.tree.Climb(at, func(_, to int) bool { add(to); return true })
	for _, el := range c.elements {
		add(s.tree.At(el.first))
	}
	for _, f := range s.speakerOf(c.issue.First) {
		add(s.tree.At(f.verb))
	}
	return out
}

// verbOf gives the verb group that a time hangs on, or -1.
func (s *sentence) verbOf(token int) int {
	g := s.tree.At(token)
	if g >= 0 && s.tree.Groups[g].Kind == syntax.Adverb { // a bare weekday: the verb nearest to it
		for k := g - 1; k >= 0 && k > g-6; k-- {
			if s.tree.Groups[k].Kind == syntax.Verb {
				return k
			}
			if s.tree.Groups[k].Kind == syntax.Comma || s.tree.Groups[k].Kind == syntax.Mark {
				break
			}
		}
		for k := g + 1; k < len(s.tree.Groups) && k < g+4; k++ {
			if s.tree.Groups[k].Kind == syntax.Verb {
				return k
			}
		}
		return -1
	}
	verb := -1
	s.tree.Climb(g, func(_, to int) bool {
		if s.tree.Groups[to].Kind == syntax.Verb {
			verb = to
		}
		return verb < 0
	})
	return verb
}

// future reports whether a verb group says what will be: then the time is not when the stance was held.
func (s *sentence) future(g int) bool {
	gr := s.tree.Groups[g]
	if gr.Form == syntax.Infinitive {
		return true
	}
	for i := gr.First; i <= gr.Last; i++ {
		switch s.norm(i) {
		case "will", "shall", "would", "'ll", "may", "could", "should":
			return true
		}
	}
	return false
}
