package eval

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

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
