package extract

import (
	"cmp"
	"fmt"
	"slices"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// resolve weighs the readings, drops the weak, the contradicted and the repeated, and makes statements of the rest.
func (r *run) resolve(all []held) []Finding {
	var out []Finding
	seen := map[string]bool{}
	for _, h := range all {
		f := r.finding(h)
		if f.Statement.Confidence < minConfidence {
			continue
		}
		st := f.Statement
		key := fmt.Sprint(st.Holder, "|", st.HolderText, "|", st.Stance, "|", st.Issue, "|", st.Start, "|", st.End)
		if st.Holder != "" {
			key = fmt.Sprint(st.Holder, "|", st.Stance, "|", st.Issue, "|", st.Start, "|", st.End)
		}
		if seen[key] {
			continue
		}
		seen[key] = true
		out = append(out, f)
	}
	out = dropContradicted(out)
	for i := range out {
		out[i].Statement.Confidence = calibrated(out[i].Statement.Confidence)
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Statement.Start, b.Statement.Start), cmp.Compare(a.Statement.End, b.Statement.End), cmp.Compare(a.Statement.Holder, b.Statement.Holder),
			cmp.Compare(a.Statement.Issue, b.Statement.Issue), cmp.Compare(a.Statement.Stance, b.Statement.Stance))
	})
	return out
}

// finding makes a statement and its trace of a held reading.
func (r *run) finding(h held) Finding {
	s := h.s
	first, last := h.first, h.last
	if h.at >= 0 && h.at < first && first-h.at < 8 && !h.guess {
		first = h.at
	}
	first, last = s.whole(max(first, 0), min(last, len(s.tokens)-1))
	start, end := s.tokens[first].Start, s.tokens[last].End
	confidence, parts := r.confidence(h)
	st := graph.Statement{
		Holder: h.holder, HolderText: h.text, Stance: h.stance, Issue: h.issue.Issue, Speaker: h.speaker, ReportedBy: h.reported,
		Quote: s.text[start:end], Start: start, End: end, HeldOn: r.doc.Published, Confidence: confidence, Method: graph.MethodRules, Rule: h.rule,
	}
	if h.stance == graph.Mediates {
		st.Parties = s.parties(h)
	}
	t := Trace{
		Sentence: Piece{s.start(), s.end(), s.text[s.start():s.end()], ""}, Holder: Piece{Text: h.text, Why: fmt.Sprintf("%s (%s)", h.holder, h.why)},
		Issue:      Piece{h.issue.Start, h.issue.End, s.text[h.issue.Start:h.issue.End], fmt.Sprintf("%s, as in %q", h.issue.Issue, h.issue.Phrase)},
		Confidence: parts, Rule: h.rule,
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

// confidence multiplies what speaks for a reading.
func (r *run) confidence(h held) (float64, []string) {
	c := h.weight
	parts := []string{fmt.Sprintf("cue %.2f", h.weight)}
	times := func(f float64, why string) {
		if f != 1 {
			c *= f
			parts = append(parts, fmt.Sprintf("%s ×%.2f", why, f))
		}
	}
	times(0.6+0.4*h.issue.Score, "issue")
	if gap := h.last - h.first; gap > 14 {
		times(0.9, "far apart")
	}
	if h.guess {
		times(0.85, "pronoun")
	}
	if h.issue.Partial {
		times(0.75, "named before")
	}
	if h.s.heading {
		times(0.9, "heading")
	}
	if len(h.reported) > 0 {
		times(0.85, "reported")
	}
	if h.holder == "" {
		times(0.6, "no known holder")
	}
	if h.s.conditional(h.reading) && h.stance != graph.Undecided {
		times(0.3, "condition or question")
	}
	if h.s.modal(h.reading) && !h.duty {
		times(0.5, "only possible")
	}
	if h.s.background(h.reading) {
		times(0.45, "background")
	}
	return c, parts
}

// conditional reports whether a reading stands behind "if" or "whether", or in a question.
func (s *sentence) conditional(r reading) bool {
	from := r.first
	if r.holder.kind == actorSubject && r.holder.first < from {
		from = r.holder.first
	}
	for i := from - 1; i >= 0 && from-i < 8; i-- {
		switch s.norm(i) {
		case "if", "whether", "unless", "provided":
			return true
		case ",", ";":
			return false
		}
	}
	return s.norm(len(s.tokens)-1) == "?"
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
			switch s.norm(i) {
			case "could", "might", "may":
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

// dropContradicted leaves out the weaker side where one article gives one holder opposite stances on an issue.
func dropContradicted(in []Finding) []Finding {
	type pair struct {
		holder graph.ActorID
		issue  graph.IssueID
	}
	best := map[pair]map[graph.Stance]float64{}
	for _, f := range in {
		p := pair{f.Statement.Holder, f.Statement.Issue}
		if best[p] == nil {
			best[p] = map[graph.Stance]float64{}
		}
		best[p][f.Statement.Stance] += f.Statement.Confidence
	}
	return slices.DeleteFunc(in, func(f Finding) bool {
		st := f.Statement
		if st.Holder == "" || st.Stance == graph.Mediates || st.Stance == graph.Undecided {
			return false
		}
		p := best[pair{st.Holder, st.Issue}]
		return p[st.Stance.Reverse()] > p[st.Stance]*1.5
	})
}
