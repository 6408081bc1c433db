package extract

import (
	"cmp"
	_ "embed"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed scorecard.tsv
var scorecardText string

// Scorecard gives points to what is the case about a candidate. The sum of the points is the logarithm of the odds that
// an annotator would find the same statement, so that confidence is a share: of statements with 0.8, about four in five
// are right. The points are fitted to annotated articles ([Fit]) and kept as text, one line each.
type Scorecard struct {
	points map[string]float64
}

// BuiltinScorecard is the scorecard that the engine comes with.
var BuiltinScorecard = sync.OnceValue(func() Scorecard {
	c, err := ParseScorecard(scorecardText)
	if err != nil {
		panic(err)
	}
	return c
})

// ParseScorecard reads lines of points, a tab and what they are for. Lines that begin with # are comments.
func ParseScorecard(text string) (Scorecard, error) {
	c := Scorecard{points: map[string]float64{}}
	n := 0
	for line := range strings.Lines(text) {
		n++
		if line = strings.TrimRight(line, "\r\n"); line == "" || line[0] == '#' {
			continue
		}
		number, mark, ok := strings.Cut(line, "\t")
		points, err := strconv.ParseFloat(number, 64)
		if !ok || err != nil || mark == "" {
			return c, fmt.Errorf("line %d: found %q, want points, a tab and what they are for", n, line)
		}
		if _, twice := c.points[mark]; twice {
			return c, fmt.Errorf("line %d: %q stands twice", n, mark)
		}
		c.points[mark] = points
	}
	return c, nil
}

// String gives the scorecard in the form that [ParseScorecard] reads, sorted by what the points are for.
func (c Scorecard) String() string {
	var marks []string
	for m := range c.points {
		marks = append(marks, m)
	}
	slices.Sort(marks)
	var b strings.Builder
	for _, m := range marks {
		fmt.Fprintf(&b, "%.2f\t%s\n", c.points[m], m)
	}
	return b.String()
}

// fingerprint changes with the points.
func (c Scorecard) fingerprint() string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(c.String()))
	return strconv.FormatUint(h.Sum64(), 36)
}

// base is the mark that every candidate has.
const base = "every candidate"

// odds sums the points of a candidate.
func (c Scorecard) odds(marks []string) float64 {
	sum := c.points[base]
	for _, m := range marks {
		sum += c.points[m]
	}
	return sum
}

// share turns odds into a probability, to three digits.
func share(odds float64) float64 { return math.Round(1000/(1+math.Exp(-odds))) / 1000 }

// explain lists the points that count most, the most telling first.
func (c Scorecard) explain(marks []string) []string { return c.telling(marks, 0.2, math.Abs) }

// against lists the points that count most against a candidate.
func (c Scorecard) against(marks []string) []string {
	return c.telling(marks, 0, func(points float64) float64 { return -points })
}

// telling lists the marks whose points weigh more than a limit, the heaviest first.
func (c Scorecard) telling(marks []string, limit float64, weigh func(points float64) float64) []string {
	marks = slices.DeleteFunc(slices.Clone(marks), func(m string) bool { return weigh(c.points[m]) <= limit })
	slices.SortStableFunc(marks, func(a, b string) int { return cmp.Compare(weigh(c.points[b]), weigh(c.points[a])) })
	var out []string
	for _, m := range marks[:min(len(marks), maxParts)] {
		out = append(out, fmt.Sprintf("%s %+.1f", m, c.points[m]))
	}
	return out
}

// maxParts is how many lines of the scorecard an explanation names.
const maxParts = 6
