package extract

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Piece is a stretch of the text that played a part, and what part.
type Piece struct {
	Start, End int // byte offsets
	Text       string
	Why        string
}

// Trace says why a statement was found, in terms of the text.
type Trace struct {
	Sentence   Piece
	Holder     Piece
	Issue      Piece
	Cue        Piece   // Why is the class of the cue
	Turned     []Piece // what turned the stance over, from the issue outwards
	Speaker    Piece
	When       Piece    // the words that date it; empty where the date is that of publication
	Confidence []string // the parts of the confidence
	Rule       string
}

// WriteTo writes the trace as lines that a person understands.
func (t Trace) WriteTo(w io.Writer) (int64, error) {
	n, err := io.WriteString(w, t.String())
	return int64(n), err
}

// Part is a part of a trace with what it is called.
type Part struct {
	Label string
	Piece
}

// Parts lists what the trace tells of the words of the sentence; what it does not tell is left out.
func (t Trace) Parts() []Part {
	parts := []Part{{"holder", t.Holder}, {"issue", t.Issue}, {"cue", t.Cue}}
	for _, p := range t.Turned {
		parts = append(parts, Part{"turned by", p})
	}
	parts = append(parts, Part{"speaker", t.Speaker}, Part{"held on", t.When})
	return slices.DeleteFunc(parts, func(p Part) bool { return p.Text == "" && p.Why == "" })
}

// String gives the trace as lines that a person understands.
func (t Trace) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "  sentence    %s\n", oneLine(t.Sentence.Text))
	for _, p := range t.Parts() {
		fmt.Fprintf(&b, "  %-11s %q  %s\n", p.Label, oneLine(p.Text), p.Why)
	}
	fmt.Fprintf(&b, "  confidence  %s\n  rule        %s\n", strings.Join(t.Confidence, ", "), t.Rule)
	return b.String()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
