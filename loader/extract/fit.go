package extract

import (
	"context"
	"math"
	"slices"

	"stancegraph/graph"
)

// Example is a candidate of an article whose statements were annotated: what is the case about it, and whether it is right.
type Example struct {
	Article, Holder      string
	Stance               graph.Stance
	Issue                graph.IssueID
	Start, End           int // byte offsets of its sentence
	IssueStart, IssueEnd int // and of the words that name the issue
	Marks                []string
}

// Labelled is an example with what annotators say of it.
type Labelled struct {
	Example
	Right  bool
	Weight float64 // how much it counts; 0 where annotators may differ
}

// Candidates gives every candidate of a document, for fitting a scorecard. The error is the context's.
func (e *Engine) Candidates(ctx context.Context, doc Document) ([]Example, error) {
	r := newRun(e, doc)
	if err := r.annotate(ctx); err != nil {
		return nil, err
	}
	all, err := r.propose(ctx)
	if err != nil {
		return nil, err
	}
	var out []Example
	for _, c := range all {
		if c.holder != "" {
			out = append(out, Example{doc.Name, string(c.holder), c.stance, c.issue.Issue, c.s.start(), c.s.end(), c.issue.Start, c.issue.End, c.marks})
		}
	}
	return out, nil
}

// Fitting: batch gradient descent with a rate of its own for each weight (RPROP), which needs no tuning.
const (
	fitRounds = 400
	// decay pulls points to zero: a mark that few examples have earns few points.
	decay = 5.0
)

// Fit finds the points under which the examples are most likely: logistic regression with a quadratic penalty. It is
// deterministic.
func Fit(examples []Labelled) Scorecard {
	index := map[string]int{base: 0}
	names := []string{base}
	rows := make([][]int, len(examples))
	for i, x := range examples {
		rows[i] = append(rows[i], 0)
		for _, m := range x.Marks {
			k, ok := index[m]
			if !ok {
				k = len(names)
				index[m] = k
				names = append(names, m)
			}
			rows[i] = append(rows[i], k)
		}
	}
	w := make([]float64, len(names))
	step := make([]float64, len(names))
	last := make([]float64, len(names))
	for i := range step {
		step[i] = 0.1
	}
	for range fitRounds {
		grad := make([]float64, len(names))
		for i, x := range examples {
			if x.Weight == 0 {
				continue
			}
			sum := 0.0
			for _, k := range rows[i] {
				sum += w[k]
			}
			miss := 1 / (1 + math.Exp(-sum))
			if x.Right {
				miss--
			}
			for _, k := range rows[i] {
				grad[k] += x.Weight * miss
			}
		}
		for k := range w {
			g := grad[k]
			if k > 0 {
				g += decay * w[k]
			}
			switch {
			case g*last[k] > 0:
				step[k] = min(step[k]*1.2, 1)
			case g*last[k] < 0:
				step[k] *= 0.5
			}
			last[k] = g
			if g > 0 {
				w[k] -= step[k]
			} else if g < 0 {
				w[k] += step[k]
			}
		}
	}
	c := Scorecard{points: map[string]float64{}}
	for k, n := range names {
		if p := math.Round(100*w[k]) / 100; p != 0 {
			c.points[n] = p
		}
	}
	return c
}

// weightElsewhere is what an example counts where the annotation has its statement from other sentences only.
const weightElsewhere = 0.1

// Label says of each example whether the annotation has it. Where the annotation has the statement, but from other
// sentences, the example counts little.
func Label(examples []Example, annotated func(Example) (required, optional bool, here bool)) []Labelled {
	out := make([]Labelled, 0, len(examples))
	for _, x := range examples {
		required, optional, here := annotated(x)
		l := Labelled{Example: x, Right: required, Weight: 1}
		switch {
		case required && !here:
			l.Weight = weightElsewhere
		case !required && optional:
			l.Weight = 0
		}
		out = append(out, l)
	}
	return slices.Clip(out)
}

// WithScorecard gives an engine of the same codebook that weighs by another scorecard.
func (e *Engine) WithScorecard(c Scorecard) *Engine {
	other := *e
	other.scorecard = c
	return &other
}
