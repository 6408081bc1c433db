package eval

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"stancegraph/graph"
)

// Counts are hits and misses, and the rates that follow from them.
type Counts struct {
	Right  int `json:"right"`  // found and in the gold
	False  int `json:"false"`  // found and not in the gold
	Missed int `json:"missed"` // required by the gold and not found
}

// Precision is the share of what was found that is right, 0 where nothing was found.
func (c Counts) Precision() float64 { return ratio(c.Right, c.Right+c.False) }

// Recall is the share of what the gold requires that was found.
func (c Counts) Recall() float64 { return ratio(c.Right, c.Right+c.Missed) }

// F1 is the harmonic mean of precision and recall.
func (c Counts) F1() float64 {
	p, r := c.Precision(), c.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func (c *Counts) add(o Counts) {
	c.Right, c.False, c.Missed = c.Right+o.Right, c.False+o.False, c.Missed+o.Missed
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Share is a share of cases.
type Share struct {
	Right int `json:"right"`
	Of    int `json:"of"`
}

// Rate is Right/Of, 0 where there is no case.
func (s Share) Rate() float64 { return ratio(s.Right, s.Of) }

// Named is a row of a breakdown.
type Named struct {
	Name string `json:"name"`
	Counts
}

// Threshold is precision and recall when only statements of at least a confidence count.
type Threshold struct {
	Confidence float64 `json:"confidence"`
	Counts
}

// Bin is a row of the calibration table: of the triples whose confidence lies in it, how many are right.
type Bin struct {
	From float64 `json:"from"`
	To   float64 `json:"to"`
	Share
}

// Mistake is a triple that was missed or is false.
type Mistake struct {
	Kind       string        `json:"kind"` // "missed", "false", or "speaker" and "reporter" where only that is wrong
	Article    string        `json:"article"`
	Holder     graph.ActorID `json:"holder"`
	Stance     graph.Stance  `json:"stance"`
	Issue      graph.IssueID `json:"issue"`
	Text       string        `json:"text"` // evidence of the gold, or the sentence of the statement
	Rule       string        `json:"rule,omitempty"`
	Confidence float64       `json:"confidence,omitempty"`
	Why        string        `json:"why,omitempty"` // of one that was missed: what the engine says of the sentence
}

// Omitted is a sentence that named an actor and an issue and gave nothing, and why.
type Omitted struct {
	Article, Sentence, Reason string
}

// Explain tells, of statements that were missed, what the engine says of the sentences of their evidence.
func (r *Report) Explain(omitted []Omitted) {
	for i := range r.Mistakes {
		m := &r.Mistakes[i]
		if m.Kind != "missed" {
			continue
		}
		for _, o := range omitted {
			if o.Article == m.Article && m.Text != "" && strings.Contains(o.Sentence, m.Text) {
				m.Why = o.Reason
			}
		}
	}
}

// Report is a whole evaluation.
type Report struct {
	Triples    Counts      `json:"triples"`
	Pairs      Counts      `json:"pairs"`       // holder and issue, whatever the stance
	Stance     Share       `json:"stance"`      // right stance, given the pair
	Speaker    Share       `json:"speaker"`     // right speaker, where the gold names one and the triple was found
	ReportedBy Share       `json:"reported_by"` // the same for who reports it
	Verbatim   Share       `json:"verbatim"`
	ByStance   []Named     `json:"by_stance"`
	ByArticle  []Named     `json:"by_article"`
	BySource   []Named     `json:"by_source,omitempty"`
	ByRule     []Named     `json:"by_rule"`
	Thresholds []Threshold `json:"thresholds"`
	Bins       []Bin       `json:"calibration"`
	Mistakes   []Mistake   `json:"mistakes"`
}

// Merge adds up reports of several sets.
func Merge(reports ...Report) Report {
	var all Report
	for _, r := range reports {
		all.Triples.add(r.Triples)
		all.Pairs.add(r.Pairs)
		for _, s := range []struct{ to, from *Share }{{&all.Stance, &r.Stance}, {&all.Speaker, &r.Speaker}, {&all.ReportedBy, &r.ReportedBy}, {&all.Verbatim, &r.Verbatim}} {
			s.to.Right, s.to.Of = s.to.Right+s.from.Right, s.to.Of+s.from.Of
		}
		all.ByStance = mergeNamed(all.ByStance, r.ByStance)
		all.ByArticle = mergeNamed(all.ByArticle, r.ByArticle)
		all.BySource = mergeNamed(all.BySource, r.BySource)
		all.ByRule = mergeNamed(all.ByRule, r.ByRule)
		for i, t := range r.Thresholds {
			if i >= len(all.Thresholds) {
				all.Thresholds = append(all.Thresholds, Threshold{Confidence: t.Confidence})
			}
			all.Thresholds[i].add(t.Counts)
		}
		for i, b := range r.Bins {
			if i >= len(all.Bins) {
				all.Bins = append(all.Bins, Bin{From: b.From, To: b.To})
			}
			all.Bins[i].Right, all.Bins[i].Of = all.Bins[i].Right+b.Right, all.Bins[i].Of+b.Of
		}
		all.Mistakes = append(all.Mistakes, r.Mistakes...)
	}
	return all
}

func mergeNamed(a, b []Named) []Named {
	for _, n := range b {
		if i := slices.IndexFunc(a, func(o Named) bool { return o.Name == n.Name }); i >= 0 {
			a[i].add(n.Counts)
		} else {
			a = append(a, n)
		}
	}
	return a
}

// WriteText writes the report as tables; with errors, every mistake with its text follows.
func (r Report) WriteText(w io.Writer, errors bool) error {
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', tabwriter.AlignRight)
	row := func(name string, c Counts) {
		fmt.Fprintf(tw, "%s\t%.3f\t%.3f\t%.3f\t%d\t%d\t%d\t\n", name, c.Precision(), c.Recall(), c.F1(), c.Right, c.False, c.Missed)
	}
	fmt.Fprintln(tw, "\tprecision\trecall\tF1\tright\tfalse\tmissed\t")
	row("triples (strict)", r.Triples)
	row("pairs holder+issue", r.Pairs)
	section := func(rows []Named) {
		for _, n := range rows {
			row(n.Name, n.Counts)
		}
	}
	section(r.ByStance)
	section(r.BySource)
	section(r.ByArticle)
	for _, t := range r.Thresholds {
		row(fmt.Sprintf("confidence ≥ %.1f", t.Confidence), t.Counts)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	share := func(name string, s Share) {
		fmt.Fprintf(w, "%-28s %.3f  (%d of %d)\n", name, s.Rate(), s.Right, s.Of)
	}
	fmt.Fprintln(w)
	share("stance, given the pair", r.Stance)
	share("speaker, where gold has one", r.Speaker)
	share("reported by, likewise", r.ReportedBy)
	share("quotes verbatim", r.Verbatim)
	for _, b := range r.Bins {
		if b.Of > 0 {
			share(fmt.Sprintf("right at confidence %.1f–%.1f", b.From, b.To), b.Share)
		}
	}
	if errors {
		r.writeMistakes(w)
	}
	return nil
}

func (r Report) writeMistakes(w io.Writer) {
	fmt.Fprintln(w)
	for _, m := range r.Mistakes {
		extra := ""
		if m.Rule != "" {
			extra = fmt.Sprintf(" [%s %.2f]", m.Rule, m.Confidence)
		}
		fmt.Fprintf(w, "%s %s: %s %s %s%s\n    %s\n", m.Kind, m.Article, m.Holder, m.Stance, m.Issue, extra, strings.Join(strings.Fields(m.Text), " "))
		if m.Why != "" {
			fmt.Fprintf(w, "    why: %s\n", m.Why)
		}
	}
}
