package agreement_test

import (
	"math"
	"strings"
	"testing"

	"stancegraph/agreement"
	"stancegraph/graph"
)

// column gives units of observers whose values are written as words, "." where there is none.
func column(observers ...string) [][]string {
	var units [][]string
	for _, text := range observers {
		for i, value := range strings.Fields(text) {
			if i == len(units) {
				units = append(units, nil)
			}
			units[i] = append(units[i], strings.Trim(value, "."))
		}
	}
	return units
}

// The worked examples of Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A to C, and what follows from the
// definition at the ends.
func TestAlpha(t *testing.T) {
	for name, c := range map[string]struct {
		observers []string
		want      float64
	}{
		"A: two observers, binary":   {[]string{"0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"}, 0.095},
		"B: two observers, nominal":  {[]string{"a a b b d c c c e d d a", "b a b b b c c c e d d d"}, 0.692},
		"C: four observers, missing": {[]string{"1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."}, 0.743},
		"all alike":                  {[]string{"x y", "x y"}, 1},
		"never alike":                {[]string{"x y", "y x"}, -0.5},
	} {
		if got, ok := agreement.Alpha(column(c.observers...)); !ok || math.Abs(got-c.want) > 0.0005 {
			t.Errorf("%s: alpha is %.4f (%t), want %.3f", name, got, ok, c.want)
		}
	}
	for _, observers := range [][]string{nil, {"x x", "x x"}, {"x .", ". y"}} {
		if got, ok := agreement.Alpha(column(observers...)); ok {
			t.Errorf("%v: alpha is %.3f, and cannot be told", observers, got)
		}
	}
}

// The worked example of Cohen, A Coefficient of Agreement for Nominal Scales (1960): 200 cases in the proportions of its table, whose
// kappa is .492.
func TestKappa(t *testing.T) {
	var units [][2]string
	names := []string{"personality", "neurosis", "psychosis"}
	for i, row := range [][]int{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}} {
		for j, n := range row {
			for range n {
				units = append(units, [2]string{names[i], names[j]})
			}
		}
	}
	if got, ok := agreement.Kappa(units); !ok || math.Abs(got-0.492) > 0.0005 {
		t.Errorf("kappa is %.4f (%t), want 0.492", got, ok)
	}
	for _, units := range [][][2]string{nil, {{"x", "x"}}, {{"x", ""}}} {
		if got, ok := agreement.Kappa(units); ok {
			t.Errorf("%v: kappa is %.3f, and cannot be told", units, got)
		}
	}
}

func code(holder string, stance graph.Stance, start, end int) graph.Statement {
	return graph.Statement{ID: graph.StatementID(holder), Holder: graph.ActorID(holder), Stance: stance, Issue: "strait", Start: start, End: end}
}

// Statements of two analysts are put together by place and by what they say; what only one found is a unit, too.
func TestUnits(t *testing.T) {
	units := agreement.Units([]graph.Coding{
		{Codes: []graph.Statement{code("norland", graph.Opposes, 0, 40), code("sudria", graph.Supports, 10, 40), code("velland", graph.Supports, 100, 120)}},
		{Codes: []graph.Statement{code("sudria", graph.Supports, 0, 38), code("norland", graph.Supports, 5, 12), code("alone", graph.Opposes, 60, 70)}},
	})
	var got []string
	for _, u := range units {
		var pair []string
		for _, s := range u {
			if s == nil {
				pair = append(pair, "-")
			} else {
				pair = append(pair, string(s.Holder))
			}
		}
		got = append(got, strings.Join(pair, "="))
		if u.Agreed() != (pair[0] == "sudria") {
			t.Errorf("%v: agreed is %t", pair, u.Agreed())
		}
	}
	if want := "norland=norland sudria=sudria -=alone velland=-"; strings.Join(got, " ") != want {
		t.Errorf("the units are %v, want %s", got, want)
	}
	figures := agreement.Figures(units)
	for field, want := range map[string][2]int{"holder, stance and issue": {4, 1}, "holder": {2, 2}, "stance": {2, 1}, "issue": {2, 2}} {
		for _, f := range figures {
			if f.Field == field && [2]int{f.Units, f.Same} != want {
				t.Errorf("%s: %d of %d units are the same, want %v", field, f.Same, f.Units, want)
			}
		}
	}
	if triple := figures[0]; triple.Alpha == nil || triple.Kappa == nil || *triple.Kappa >= 0.5 {
		t.Errorf("the figures of the triple are %+v", triple)
	}
	if issue := figures[3]; issue.Alpha != nil || issue.Kappa != nil {
		t.Errorf("of one issue alone nothing can be told: %+v", issue)
	}
}
