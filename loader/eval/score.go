package eval

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"stancegraph/graph"
)

// triple is the unit of scoring.
type triple struct {
	article string
	holder  string
	stance  graph.Stance
	issue   graph.IssueID
}

func (t triple) pair() triple { t.stance = ""; return t }

// scorer holds gold and found, both by triple.
type scorer struct {
	gold     map[triple][]Gold
	required map[triple]bool
	found    map[triple][]Found
	names    map[string][]string // article -> holders of the gold
}

// Score compares statements with the gold. Articles that the gold does not mention count: all found there is false.
func Score(gold []Gold, found []Found) Report {
	s := &scorer{gold: map[triple][]Gold{}, required: map[triple]bool{}, found: map[triple][]Found{}, names: map[string][]string{}}
	for _, g := range gold {
		t := triple{g.Article, string(g.Holder), g.Stance, g.Issue}
		s.gold[t] = append(s.gold[t], g)
		s.required[t] = s.required[t] || !g.Optional
		if !slices.Contains(s.names[g.Article], string(g.Holder)) {
			s.names[g.Article] = append(s.names[g.Article], string(g.Holder))
		}
	}
	var r Report
	for _, f := range found {
		r.Verbatim.Of++
		if f.Verbatim {
			r.Verbatim.Right++
		}
		if f.Holder == "" {
			continue
		}
		t := triple{f.Article, s.canonical(f.Article, string(f.Holder)), f.Stance, f.Issue}
		s.found[t] = append(s.found[t], f)
	}
	s.score(&r, found)
	return r
}

// canonical gives the gold's name for a holder: the same id, or one that names the same person.
func (s *scorer) canonical(article, holder string) string {
	if slices.Contains(s.names[article], holder) {
		return holder
	}
	for _, n := range s.names[article] {
		if sameName(n, holder) {
			return n
		}
	}
	return holder
}

// sameName reports whether two ids in kebab case can name one person: one is the end of the other, or its family name.
func sameName(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return strings.HasSuffix(b, "-"+a) || strings.HasPrefix(b, a+"-") && len(a) >= 3 && strings.Count(b, "-") <= 3
}

func (s *scorer) score(r *Report, found []Found) {
	byStance, byArticle, bySource, byRule := table{}, table{}, table{}, table{}
	sources := map[string]string{}
	for _, f := range found {
		if f.Source != "" {
			sources[f.Article] = f.Source
		}
	}
	pairsRight, pairsWanted := map[triple]bool{}, map[triple]bool{}
	note := func(t triple, rule string, c Counts) {
		r.Triples.add(c)
		byStance.add(string(t.stance), c)
		byArticle.add(t.article, c)
		if sources[t.article] != "" {
			bySource.add(sources[t.article], c)
		}
		if rule != "" {
			byRule.add(rule, c)
		}
	}
	for _, t := range keys(s.found) {
		best := strongest(s.found[t])
		required, known := s.required[t], len(s.gold[t]) > 0
		pairsRight[t.pair()] = true
		switch {
		case required:
			note(t, best.Rule, Counts{Right: 1})
			s.people(r, t)
		case !known:
			note(t, best.Rule, Counts{False: 1})
			r.Mistakes = append(r.Mistakes, Mistake{"false", t.article, graph.ActorID(t.holder), t.stance, t.issue, cmp.Or(best.Sentence, best.Quote), best.Rule, best.Confidence, ""})
		}
	}
	for _, t := range keys(s.gold) {
		if !s.required[t] {
			continue
		}
		pairsWanted[t.pair()] = true
		if _, ok := s.found[t]; !ok {
			note(t, "", Counts{Missed: 1})
			r.Mistakes = append(r.Mistakes, Mistake{Kind: "missed", Article: t.article, Holder: graph.ActorID(t.holder), Stance: t.stance, Issue: t.issue, Text: s.evidence(t)})
		}
	}
	s.pairs(r, pairsRight, pairsWanted)
	r.ByStance, r.ByArticle, r.BySource, r.ByRule = byStance.rows(), byArticle.rows(), bySource.rows(), byRule.rows()
	s.thresholds(r)
	slices.SortStableFunc(r.Mistakes, func(a, b Mistake) int { return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(b.Kind, a.Kind)) })
}

func (s *scorer) evidence(t triple) string {
	for _, g := range s.gold[t] {
		if !g.Optional {
			return g.Evidence
		}
	}
	return ""
}

// pairs scores holder and issue alone, and the stance where the pair is right.
func (s *scorer) pairs(r *Report, found, wanted map[triple]bool) {
	known := map[triple]bool{}
	for t := range s.gold {
		known[t.pair()] = true
	}
	for p := range found {
		switch {
		case wanted[p]:
			r.Pairs.Right++
			r.Stance.Of++
			if s.stanceRight(p) {
				r.Stance.Right++
			}
		case !known[p]:
			r.Pairs.False++
		}
	}
	for p := range wanted {
		if !found[p] {
			r.Pairs.Missed++
		}
	}
}

func (s *scorer) stanceRight(p triple) bool {
	for _, st := range graph.Stances {
		t := p
		t.stance = st
		if len(s.found[t]) > 0 && s.required[t] {
			return true
		}
	}
	return false
}

// people scores speaker and reporter of a triple that was found.
func (s *scorer) people(r *Report, t triple) {
	wantSpeaker, wantReporter := map[string]bool{}, map[string]bool{}
	for _, g := range s.gold[t] {
		if g.Speaker != "" {
			wantSpeaker[string(g.Speaker)] = true
		}
		if g.ReportedBy != "" {
			wantReporter[string(g.ReportedBy)] = true
		}
	}
	speakerRight, reporterRight := false, false
	for _, f := range s.found[t] {
		for w := range wantSpeaker {
			speakerRight = speakerRight || f.Speaker != "" && sameName(w, string(f.Speaker))
		}
		for w := range wantReporter {
			for _, by := range f.ReportedBy {
				reporterRight = reporterRight || sameName(w, string(by))
			}
		}
	}
	count(&r.Speaker, len(wantSpeaker) > 0, speakerRight)
	count(&r.ReportedBy, len(wantReporter) > 0, reporterRight)
	best := strongest(s.found[t])
	wrong := func(kind string, want map[string]bool, got string) {
		r.Mistakes = append(r.Mistakes, Mistake{kind, t.article, graph.ActorID(t.holder), t.stance, t.issue,
			fmt.Sprintf("want %v, got %q: %s", slices.Sorted(maps.Keys(want)), got, cmp.Or(best.Sentence, best.Quote)), best.Rule, best.Confidence, ""})
	}
	if len(wantSpeaker) > 0 && !speakerRight {
		wrong("speaker", wantSpeaker, string(best.Speaker))
	}
	if len(wantReporter) > 0 && !reporterRight {
		wrong("reporter", wantReporter, fmt.Sprint(best.ReportedBy))
	}
}

func count(s *Share, asked, right bool) {
	if !asked {
		return
	}
	s.Of++
	if right {
		s.Right++
	}
}

// thresholds scores again at rising confidence, and fills the calibration table.
func (s *scorer) thresholds(r *Report) {
	total := 0
	for _, required := range s.required {
		if required {
			total++
		}
	}
	for step := 0; step <= 9; step++ {
		th := Threshold{Confidence: float64(step) / 10}
		for t, fs := range s.found {
			if strongest(fs).Confidence < th.Confidence {
				continue
			}
			if s.required[t] {
				th.Right++
			} else if len(s.gold[t]) == 0 {
				th.False++
			}
		}
		th.Missed = total - th.Right
		r.Thresholds = append(r.Thresholds, th)
	}
	for i := range 10 {
		b := Bin{From: float64(i) / 10, To: float64(i+1) / 10}
		for t, fs := range s.found {
			c := strongest(fs).Confidence
			if c < b.From || c >= b.To && i < 9 || len(s.gold[t]) > 0 && !s.required[t] {
				continue
			}
			b.Of++
			if s.required[t] {
				b.Right++
			}
		}
		r.Bins = append(r.Bins, b)
	}
}

// strongest gives the statement of highest confidence.
func strongest(fs []Found) Found {
	best := fs[0]
	for _, f := range fs[1:] {
		if f.Confidence > best.Confidence {
			best = f
		}
	}
	return best
}

type table map[string]Counts

func (t table) add(name string, c Counts) {
	sum := t[name]
	sum.add(c)
	t[name] = sum
}

func (t table) rows() []Named {
	var out []Named
	for name, c := range t {
		out = append(out, Named{name, c})
	}
	slices.SortFunc(out, func(a, b Named) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

func keys[V any](m map[triple]V) []triple {
	out := make([]triple, 0, len(m))
	for t := range m {
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b triple) int {
		return cmp.Or(cmp.Compare(a.article, b.article), cmp.Compare(a.holder, b.holder), cmp.Compare(a.issue, b.issue), cmp.Compare(a.stance, b.stance))
	})
	return out
}
