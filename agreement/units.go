package agreement

import (
	"cmp"
	"slices"
	"strings"

	"stancegraph/graph"
)

// Unit is what analysts found at one place of an article: the statement of each, by their order; nil where one found nothing.
type Unit []*graph.Statement

// Units puts the statements of several codings of one article together. Two belong together where their words overlap: those that
// have more in common of holder, stance and issue first, then those that share more of their words. The units come in the order of the text.
func Units(codings []graph.Coding) []Unit {
	var units []Unit
	for n, c := range codings {
		for _, m := range matches(units, c.Codes) {
			if unit := units[m.unit]; unit[n] == nil && !taken(units, n, &c.Codes[m.code]) {
				unit[n] = &c.Codes[m.code]
			}
		}
		for i := range c.Codes {
			if s := &c.Codes[i]; !taken(units, n, s) {
				unit := make(Unit, len(codings))
				unit[n] = s
				units = append(units, unit)
			}
		}
	}
	slices.SortStableFunc(units, func(a, b Unit) int { return cmp.Compare(a.start(), b.start()) })
	return units
}

// taken reports whether the statement of an analyst is in a unit already.
func taken(units []Unit, analyst int, s *graph.Statement) bool {
	return slices.ContainsFunc(units, func(u Unit) bool { return u[analyst] == s })
}

func (u Unit) start() int {
	start := -1
	for _, s := range u {
		if s != nil && (start < 0 || s.Start < start) {
			start = s.Start
		}
	}
	return start
}

// match is a unit and a statement that may belong to it.
type match struct{ unit, code, common, shared int }

// matches gives the pairs of units and statements that overlap, the best first.
func matches(units []Unit, codes []graph.Statement) []match {
	var out []match
	for u, unit := range units {
		for i := range codes {
			best := match{unit: u, code: i}
			for _, s := range unit {
				if s == nil {
					continue
				}
				shared := min(s.End, codes[i].End) - max(s.Start, codes[i].Start)
				if common := inCommon(s, &codes[i]); shared > 0 && (best.shared == 0 || common > best.common) {
					best.common, best.shared = common, shared
				}
			}
			if best.shared > 0 {
				out = append(out, best)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.common, a.common), cmp.Compare(b.shared, a.shared))
	})
	return out
}

func inCommon(a, b *graph.Statement) (n int) {
	for _, same := range []bool{a.Holder == b.Holder, a.Stance == b.Stance, a.Issue == b.Issue} {
		if same {
			n++
		}
	}
	return n
}

// Agreed reports whether all analysts have found a statement here, with the same holder, stance and issue.
func (u Unit) Agreed() bool {
	for _, s := range u {
		if s == nil || triple(s) != triple(u[0]) {
			return false
		}
	}
	return true
}

// A Field is what of statements is compared.
type Field struct {
	Name string
	of   func(*graph.Statement) string
	// absent is the value of an analyst who found nothing where another did.
	absent string
}

// nothing stands for "found nothing" or "names nobody", which are values like others.
const nothing = "\x00"

// Fields are what is compared, the triple first.
var Fields = []Field{
	{"holder, stance and issue", triple, nothing},
	{"holder", func(s *graph.Statement) string { return cmp.Or(string(s.Holder), nothing) }, Missing},
	{"stance", func(s *graph.Statement) string { return string(s.Stance) }, Missing},
	{"issue", func(s *graph.Statement) string { return string(s.Issue) }, Missing},
	{"speaker", func(s *graph.Statement) string { return cmp.Or(string(s.Speaker), nothing) }, Missing},
	{"reported by", func(s *graph.Statement) string { return cmp.Or(joined(s.ReportedBy), nothing) }, Missing},
	{"held on", func(s *graph.Statement) string { return cmp.Or(string(s.HeldOn), nothing) }, Missing},
}

func triple(s *graph.Statement) string {
	if s == nil {
		return nothing
	}
	return strings.Join([]string{string(s.Holder), string(s.Stance), string(s.Issue)}, "\x00")
}

func joined(ids []graph.ActorID) string {
	var b strings.Builder
	for _, id := range ids {
		b.WriteString(string(id) + "\x00")
	}
	return b.String()
}

// Figure is how far analysts agree in one field.
type Figure struct {
	Field        string
	Units        int // that at least two have a value of
	Same         int // of these, where all values are the same
	Kappa, Alpha *float64
}

// Figures compares analysts in all fields. Kappa is given for two.
func Figures(units []Unit) []Figure {
	var out []Figure
	for _, f := range Fields {
		figure := Figure{Field: f.Name}
		var values [][]string
		var pairs [][2]string
		for _, u := range units {
			row := f.values(u)
			values = append(values, row)
			if len(row) == 2 {
				pairs = append(pairs, [2]string{row[0], row[1]})
			}
			if counts, n := counted(row); n > 1 {
				figure.Units++
				if len(counts) == 1 {
					figure.Same++
				}
			}
		}
		if alpha, ok := Alpha(values); ok {
			figure.Alpha = &alpha
		}
		if kappa, ok := Kappa(pairs); ok {
			figure.Kappa = &kappa
		}
		out = append(out, figure)
	}
	return out
}

// values gives what the analysts have in the field.
func (f Field) values(u Unit) []string {
	row := make([]string, len(u))
	for i, s := range u {
		if row[i] = f.absent; s != nil {
			row[i] = f.of(s)
		}
	}
	return row
}
