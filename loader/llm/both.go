package llm

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"stancegraph/graph"
	"stancegraph/loader/extract"
)

// Both reads with the rules and with a model, and joins what they find. It implements [extract.Extractor].
//
// Where both give one holder the same stance on an issue on the same or neighbouring words, one finding is left: that of the
// rules, surer than before, with the model's speaker where the rules have none. Where they contradict each
// other there, both findings stay, less sure than before and with a rule that begins with [Disputed], so that a review
// that begins with the least certain comes to them first. What only one of them finds stays as it is.
type Both struct {
	Rules, Model extract.Extractor
}

// Methods are those by which Both finds statements.
var Methods = []string{graph.MethodRules, graph.MethodModel}

// Disputed begins the rule of a finding that the other extractor contradicts.
const Disputed = "disputed: "

// How the confidence changes where the two are agreed or not. A judgement: no model was measured.
const (
	maxConfidence = 0.99
	disputedShare = 0.5
)

// near is how far apart, in bytes, the words may stand on which two findings are compared: about a sentence.
const near = 200

// Fingerprint names both.
func (b Both) Fingerprint() string {
	return "both-" + b.Rules.Fingerprint() + "-" + b.Model.Fingerprint()
}

// Extract reads one document with both. The error is that of either.
func (b Both) Extract(ctx context.Context, doc extract.Document) (extract.Extraction, error) {
	rules, err := b.Rules.Extract(ctx, doc)
	if err != nil {
		return extract.Extraction{}, err
	}
	model, err := b.Model.Extract(ctx, doc)
	if err != nil {
		return extract.Extraction{}, err
	}
	return merge(rules, model), nil
}

func merge(rules, model extract.Extraction) extract.Extraction {
	out := extract.Extraction{Findings: slices.Clone(rules.Findings)}
	own := len(out.Findings)
	agreed := make([]bool, own)
	for _, m := range model.Findings {
		if i := closest(out.Findings[:own], m); i >= 0 {
			if !agreed[i] {
				out.Findings[i], agreed[i] = agree(out.Findings[i], m), true
			}
			continue
		}
		out.Findings = append(out.Findings, m)
	}
	dispute(out.Findings, own)
	slices.SortStableFunc(out.Findings, order)
	out.Actors = mergeActors(rules.Actors, model.Actors)
	out.Omissions = mergeOmissions(rules.Omissions, model, out.Findings)
	return out
}

// closest gives the nearest finding that claims the same, or -1.
func closest(in []extract.Finding, m extract.Finding) int {
	best := -1
	for i, f := range in {
		if !sameClaim(f, m) || placeOf(f).distance(placeOf(m)) > near {
			continue
		}
		if best < 0 || placeOf(f).distance(placeOf(m)) < placeOf(in[best]).distance(placeOf(m)) {
			best = i
		}
	}
	return best
}

// agree raises the confidence of a finding as if the two were independent.
func agree(f, m extract.Finding) extract.Finding {
	s := &f.Statement
	s.Confidence = min(maxConfidence, 1-(1-s.Confidence)*(1-m.Statement.Confidence))
	s.Rule += ", model agrees"
	if slices.Equal(s.ReportedBy, m.Statement.ReportedBy) {
		s.Speaker = cmp.Or(s.Speaker, m.Statement.Speaker)
	}
	f.Trace.Rule = s.Rule
	f.Trace.Confidence = append(slices.Clone(f.Trace.Confidence), fmt.Sprintf("the model agrees, %.2f", m.Statement.Confidence))
	return f
}

// dispute marks the findings of the rules, the first own ones, and of the model that contradict each other.
func dispute(all []extract.Finding, own int) {
	disputed := make([]bool, len(all))
	for i := range own {
		for k := own; k < len(all); k++ {
			if contradict(all[i], all[k]) {
				disputed[i], disputed[k] = true, true
			}
		}
	}
	for i := range all {
		if !disputed[i] {
			continue
		}
		s := &all[i].Statement
		s.Confidence *= disputedShare
		s.Rule = Disputed + s.Rule
		all[i].Trace.Rule = s.Rule
		all[i].Trace.Confidence = append(slices.Clone(all[i].Trace.Confidence), fmt.Sprintf("disputed ×%.2f", disputedShare))
	}
}

// contradict reports whether two findings on the same words cannot both be right. Mediating goes with any other stance.
func contradict(f, m extract.Finding) bool {
	a, b := f.Statement, m.Statement
	return sameTopic(f, m) && a.Stance != b.Stance && a.Stance != graph.Mediates && b.Stance != graph.Mediates && placeOf(f).distance(placeOf(m)) <= near
}

// mergeActors joins lists of new persons; of one who is in both, the one with a body is taken.
func mergeActors(rules, model []graph.Actor) []graph.Actor {
	out := slices.Clone(rules)
	for _, a := range model {
		i := slices.IndexFunc(out, func(o graph.Actor) bool { return o.ID == a.ID })
		switch {
		case i < 0:
			out = append(out, a)
		case len(out[i].SpeaksFor) == 0:
			out[i] = a
		}
	}
	slices.SortFunc(out, func(a, b graph.Actor) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// mergeOmissions keeps what the rules left out, unless the model found something there, and what was dropped of the model's.
func mergeOmissions(rules []extract.Omission, model extract.Extraction, found []extract.Finding) []extract.Omission {
	out := slices.DeleteFunc(slices.Clone(rules), func(o extract.Omission) bool {
		return slices.ContainsFunc(found, func(f extract.Finding) bool { return placeOf(f).overlaps(span{o.Start, o.End}) })
	})
	out = append(out, model.Omissions...)
	slices.SortStableFunc(out, func(a, b extract.Omission) int { return cmp.Compare(a.Start, b.Start) })
	return out
}
