package graph

import "time"

// StatementID names a statement by the hash of what it said when it was first written; see [StatementKey].
type StatementID string

// Methods by which a statement came to be.
const (
	MethodRules   = "rules"   // the offline rule engine
	MethodModel   = "llm"     // a language model
	MethodAnalyst = "analyst" // a person
)

// Statement says that, in one article, a holder takes a stance on an issue, in words that stand there.
type Statement struct {
	ID         StatementID `json:"id"`
	Article    ArticleID   `json:"article"`
	Holder     ActorID     `json:"holder,omitempty"`     // whose position it is; empty while unresolved
	HolderText string      `json:"holderText,omitempty"` // how the text names the holder
	Stance     Stance      `json:"stance"`
	Issue      IssueID     `json:"issue"`
	Speaker    ActorID     `json:"speaker,omitempty"`    // the person who utters it, where that is not the holder
	ReportedBy []ActorID   `json:"reportedBy,omitempty"` // who says that the holder holds it, innermost first
	Parties    []ActorID   `json:"parties,omitempty"`    // for mediation: between whom
	Quote      string      `json:"quote"`                // byte for byte Text[Start:End] of the article
	Start      int         `json:"start"`                // byte offset
	End        int         `json:"end"`                  // byte offset, exclusive
	HeldOn     Date        `json:"heldOn,omitempty"`
	Status     Status      `json:"status"`
	Confidence float64     `json:"confidence"` // 0 to 1: how likely the statement is right
	Method     string      `json:"method"`
	Rule       string      `json:"rule,omitempty"`      // which rule found it
	Note       string      `json:"note,omitempty"`      // an analyst's remark
	DecidedBy  string      `json:"decidedBy,omitempty"` // the analyst who last decided; a machine leaves such a statement alone
	FirstSeen  time.Time   `json:"firstSeen"`
	Revision   int         `json:"revision"`
}

// Edge gives the stance edge that the statement counts towards; ok is false while it counts towards none.
func (s *Statement) Edge() (key EdgeKey, ok bool) {
	return EdgeKey{s.Issue, s.Stance, s.Holder}, s.Holder != "" && s.Status.Counts()
}

// Reported reports whether the statement rests on another actor's word alone.
func (s *Statement) Reported() bool { return len(s.ReportedBy) > 0 }
