package extract

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// resolve drops the weak, the contradicted and the repeated candidates, and makes statements of the rest.
func (r *run) resolve(all []*candidate) []Finding {
	slices.SortStableFunc(all, func(a, b *candidate) int { return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(b.odds, a.odds)) })
	var out []Finding
	inSentence := map[*sentence][]Finding{}
	for _, c := range all {
		if share(c.odds) < minConfidence {
			continue
		}
		if c.holder == "" && (nobody[strings.ToLower(c.text)] || strings.HasPrefix(strings.ToLower(c.text), "no ")) {
			continue
		}
		f := r.finding(c)
		if slices.ContainsFunc(inSentence[c.s], func(o Finding) bool {
			return repeats(f.Statement, o.Statement, c.rule == near) || borrows(f, o)
		}) {
			continue
		}
		inSentence[c.s] = append(inSentence[c.s], f)
		out = append(out, f)
	}
	out = dropContradicted(out)
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Statement.Start, b.Statement.Start), cmp.Compare(a.Statement.End, b.Statement.End), cmp.Compare(a.Statement.Holder, b.Statement.Holder),
			cmp.Compare(a.Statement.Issue, b.Statement.Issue), cmp.Compare(a.Statement.Stance, b.Statement.Stance))
	})
	return out
}

// repeats reports whether a statement says again, or less well, what another of the same sentence says. A guess yields to
// any reading of its holder and issue, and to one that its holder only reports; words without a known holder yield to a holder that is known.
func repeats(st, other graph.Statement, guess bool) bool {
	if st.Issue != other.Issue {
		return false
	}
	if guess && slices.Contains(other.ReportedBy, st.Holder) {
		return true
	}
	overlap := other.Start <= st.End && st.Start <= other.End
	switch {
	case st.Holder == "" && other.Holder != "":
		return overlap
	case st.Holder != other.Holder || st.Holder == "" && st.HolderText != other.HolderText:
		return false
	}
	if st.Stance == graph.Mediates && other.Stance == graph.Supports {
		return false // who mediates wants the settlement, and more
	}
	return guess || overlap
}

// borrows reports whether all that names the issue of a finding is the cue of another: "supported" in "Rome supported the
// delivery of weapons", where support for the rebels is an issue too.
func borrows(f, other Finding) bool {
	issue, cue := f.Trace.Issue, other.Trace.Cue
	return f.Statement.Holder == other.Statement.Holder && cue.Start <= issue.Start && issue.End <= cue.End && cue.Text != ""
}

// rank says which candidates have their choice of words first: readings of the rules, then guesses, then those whose
// holder is unknown.
func (c *candidate) rank() int {
	switch {
	case c.holder == "":
		return 2
	case c.rule == near:
		return 1
	}
	return 0
}

// nobody are words that name no holder.
var nobody = set("it there this that what who which they he she these those you")

// finding makes a statement and its trace of a held reading.
func (r *run) finding(h *candidate) Finding {
	s := h.s
	first, last := h.first, h.last
	if h.at >= 0 && h.at < first && first-h.at < 8 && !h.guess {
		first = h.at
	}
	first, last = s.whole(max(first, 0), min(last, len(s.tokens)-1))
	start, end := s.tokens[first].Start, s.tokens[last].End
	heldOn, when := r.heldOn(h)
	confidence, parts := share(h.odds), r.engine.scorecard.explain(h.marks)
	st := graph.Statement{
		Holder: h.holder, HolderText: h.text, Stance: h.stance, Issue: h.issue.Issue, Speaker: h.speaker, ReportedBy: h.reported,
		Quote: s.text[start:end], Start: start, End: end, HeldOn: heldOn, Confidence: confidence, Method: graph.MethodRules, Rule: h.rule,
	}
	if h.stance == graph.Mediates {
		st.Parties = s.parties(h.held)
	}
	t := Trace{
		Sentence: Piece{s.start(), s.end(), s.text[s.start():s.end()], ""}, Holder: Piece{Text: h.text, Why: fmt.Sprintf("%s (%s)", h.holder, h.why)},
		Issue:      Piece{h.issue.Start, h.issue.End, s.text[h.issue.Start:h.issue.End], fmt.Sprintf("%s, as in %q", h.issue.Issue, h.issue.Phrase)},
		Confidence: parts, Rule: h.rule, When: when,
	}
	for _, el := range h.elements {
		p := Piece{s.tokens[el.first].Start, s.tokens[el.last].End, s.words(el.first, el.last), string(el.kind)}
		if el.cue != nil {
			p.Why = el.cue.Class + ": " + string(el.cue.Stance)
			t.Cue = p
		} else {
			t.Turned = append(t.Turned, p)
		}
	}
	if h.speechBy != "" {
		t.Speaker = Piece{Text: h.speechBy, Why: "says it"}
	}
	return Finding{st, t}
}

// whole widens a span so that it begins with no ending ("'s") and ends with no preposition or article.
func (s *sentence) whole(first, last int) (int, int) {
	for first > 0 && (s.tokens[first].Joined || s.norm(first) == "'s" || s.norm(first) == "'") {
		first--
		if k := s.mentionAt(first); k >= 0 && !s.mentions[k].guess {
			first = s.mentions[k].First
		}
	}
	for n := s.norm(last); last+2 < len(s.tokens) && s.tokens[last+1].Word && (prepositions[n] && n != "in" || linking[n] || possessives[n]); n = s.norm(last) {
		last++
		if k := s.mentionAt(last); k >= 0 {
			last = s.mentions[k].Last
		}
	}
	if next := s.norm(last + 1); next == "themselves" || next == "itself" || next == "himself" || next == "herself" {
		last++
	}
	return first, last
}

// linking are words at which no quote ends.
var linking = set("the a an to and or that some any such 's")

// parties are the actors other than the holder that a mediator's sentence names.
func (s *sentence) parties(h held) []graph.ActorID {
	var out []graph.ActorID
	for _, m := range s.mentions {
		if m.body != h.holder && m.First > h.first && !slices.Contains(out, m.body) {
			out = append(out, m.body)
		}
	}
	return out
}

// conditional reports whether a reading stands behind "if" or "whether", or in a question.
func (s *sentence) conditional(r reading) bool {
	from := r.first
	if r.holder.kind == actorSubject && r.holder.first < from {
		from = r.holder.first
	}
	for i := from - 1; i >= 0 && from-i < 8; i-- {
		if s.opAt(i, codebook.OpIf) >= 0 || i == 0 && s.norm(0) == "should" {
			return true
		}
		if n := s.norm(i); n == "," || n == ";" {
			return false
		}
	}
	return false
}

// modal reports whether a reading is only possible: "might consider".
func (s *sentence) modal(r reading) bool {
	for _, el := range r.elements {
		if el.kind == codebook.OpNegate {
			return false // "there could be no": firm
		}
	}
	for _, el := range r.elements {
		for i := el.first - 1; i >= 0 && el.first-i < 4; i-- {
			if s.opAt(i, codebook.OpHedge) >= 0 {
				return true
			}
		}
	}
	return false
}

// background reports whether a reading rests on a participle behind a noun: "rebels seeking to oust the king".
func (s *sentence) background(r reading) bool {
	if r.holder.kind != actorSubject || len(r.elements) == 0 || r.agent {
		return false
	}
	el := r.elements[len(r.elements)-1]
	_, form := codebook.Verb(s.norm(el.first))
	return form == codebook.Gerund && s.mentionAt(el.first-1) >= 0 && el.cue != nil && el.cue.Part == codebook.PartVerb
}

// dropContradicted leaves out the weaker side where one article gives one holder opposite stances on an issue at one
// time: of a thousand annotated pairs of holder and issue, a dozen have both.
func dropContradicted(in []Finding) []Finding {
	type pair struct {
		holder graph.ActorID
		issue  graph.IssueID
		heldOn graph.Date
	}
	of := func(s graph.Statement) pair { return pair{s.Holder, s.Issue, s.HeldOn} }
	weight := map[pair]map[graph.Stance]float64{}
	for _, f := range in {
		s := f.Statement
		if weight[of(s)] == nil {
			weight[of(s)] = map[graph.Stance]float64{}
		}
		weight[of(s)][s.Stance] = max(weight[of(s)][s.Stance], s.Confidence)
	}
	return slices.DeleteFunc(in, func(f Finding) bool {
		s := f.Statement
		if s.Holder == "" || s.Stance == graph.Mediates || s.Stance == graph.Undecided {
			return false
		}
		return weight[of(s)][s.Stance.Reverse()] > weight[of(s)][s.Stance]
	})
}
