package graph

import "slices"

// ActorQuery asks for actors, ordered by name, then id.
type ActorQuery struct {
	Kinds []Kind // any of these; empty means any kind
	Text  string // only where [Fold] of the name or of an alias contains [Fold] of this
	Words Words  `json:",omitempty"` // only where the name and aliases hold these; at the root of a tree alone
	// MergedInto narrows to actors that were merged into any of these. Where it is empty there are none that are [Actor.Gone],
	// unless Gone asks for them, too.
	MergedInto []ActorID `json:",omitempty"` // so that cursors of other lists stay good
	Gone       bool      `json:",omitempty"`
	Page       Page
}

// IssueQuery asks for issues, ordered by name, then id.
type IssueQuery struct {
	Text   string    // only where the folded name or a phrase contains it
	Words  Words     `json:",omitempty"` // only where the name and phrases hold these; at the root of a tree alone
	PartOf []IssueID // only direct parts of these; empty means any
	// MergedInto and Gone are those of [ActorQuery].
	MergedInto []IssueID `json:",omitempty"`
	Gone       bool      `json:",omitempty"`
	Page       Page
}

// ArticleQuery asks for articles, newest first: by publication date descending (undated last), then id descending.
type ArticleQuery struct {
	Sources  []string
	From, To Date   // published within, see [Date.In]
	Text     string // only where the folded title contains it
	Words    Words  `json:",omitempty"` // only where title and text hold these
	Page     Page
}

// RevisionQuery asks for revisions, newest first: by time descending, then id descending.
type RevisionQuery struct {
	Object ObjectID // only those that changed this object; the zero value means any
	Who    []string
	// Actions narrows to any of these.
	Actions []Action `json:",omitempty"` // so that cursors of other lists stay good
	Page    Page
}

// ObjectID names any object that revisions record.
type ObjectID struct {
	Type ObjectType
	ID   string
}

// Reports says whether statements that rest on another actor's word alone are wanted.
type Reports int

// The ways to treat reported statements.
const (
	WithReports Reports = iota // all statements
	OwnOnly                    // without those that another actor reports
	ReportsOnly                // only those that another actor reports
)

// StatementFilter narrows statements. Every field narrows further; the zero value lets all through. A list means
// "any of these", and an empty list any at all.
type StatementFilter struct {
	Holders   []ActorID
	Kinds     []Kind // of the holder
	Issues    []IssueID
	Stances   []Stance
	Statuses  []Status
	Articles  []ArticleID
	Sources   []string // of the article
	Methods   []string
	Speakers  []ActorID
	Reporters []ActorID // anywhere in the reported-by chain
	Naming    []ActorID `json:",omitempty"` // as holder, speaker, reporter or party
	Reports   Reports
	From, To  Date   // held within, see [Date.In]
	AsOf      Date   `json:",omitempty"` // held by this date: on it, before, or undated
	Text      string // only where the folded quote contains it
}

// Scope is one group of statements or edges; its zero fields do not narrow. All scopes of one query set the same fields.
type Scope struct {
	Holder  ActorID
	Issue   IssueID
	Stance  Stance
	Article ArticleID
}

// StatementQuery asks for statements, newest first: by date held descending (undated last), then id descending; or in one of the
// other orders.
type StatementQuery struct {
	Where  StatementFilter
	Scopes []Scope // one slice is answered for each; none means one slice over everything
	Words  Words   `json:",omitempty"` // only where the quote holds these; at the root of a tree alone
	Oldest bool    // oldest first: by date held, then id, both ascending (undated first)
	Unsure bool    `json:",omitempty"` // least sure first: by confidence, then id, both ascending; places are those of [Statement.PosBySureness]
	Page   Page
}

// StanceQuery asks for stance edges over the counted statements that match, ordered by issue, stance, actor.
// An edge without a matching statement is not in the answer. Scope.Article is not allowed here.
type StanceQuery struct {
	Where  StatementFilter
	Scopes []Scope
	Page   Page
}

// PairQuery asks for pairs of an actor and an issue, ordered by issue, then actor: those on which counted statements match.
type PairQuery struct {
	Where     StatementFilter
	Contested bool // only where the statements are of more than one stance, mediating aside
	Page      Page
}

// Pair is an actor and an issue on which it has taken a stance.
type Pair struct {
	Issue IssueID
	Actor ActorID
}

// OnEdges reports whether f narrows only by what an edge itself knows, so that the derived edges can answer it.
func (f StatementFilter) OnEdges() bool {
	counted, _ := f.Counted()
	for _, s := range CountedStatuses {
		if !slices.Contains(counted.Statuses, s) {
			return false
		}
	}
	return len(f.Articles) == 0 && len(f.Sources) == 0 && len(f.Methods) == 0 &&
		len(f.Speakers) == 0 && len(f.Reporters) == 0 && len(f.Naming) == 0 && f.Reports == WithReports &&
		f.From == "" && f.To == "" && f.AsOf == "" && f.Text == ""
}

// Counted gives f narrowed to statuses that count; ok is false where none is left, and so no statement can match.
func (f StatementFilter) Counted() (counted StatementFilter, ok bool) {
	if len(f.Statuses) == 0 {
		f.Statuses = CountedStatuses
		return f, true
	}
	var left []Status
	for _, s := range f.Statuses {
		if s.Counts() {
			left = append(left, s)
		}
	}
	f.Statuses = left
	return f, len(left) > 0
}

// Validate reports the first thing that no store can answer, as an [Invalid] error.
func (q ActorQuery) Validate() error { return q.Page.validate(2) }

// Validate reports the first thing that no store can answer, as an [Invalid] error.
func (q IssueQuery) Validate() error { return q.Page.validate(2) }

// Validate reports the first thing that no store can answer, as an [Invalid] error.
func (q RevisionQuery) Validate() error { return q.Page.validate(2) }

// Validate reports the first thing that no store can answer, as an [Invalid] error.
func (q ArticleQuery) Validate() error {
	return firstError(q.Page.validate(2), q.From.validate(), q.To.validate())
}

// Validate reports the first thing that no store can answer, as an [Invalid] error.
func (q StatementQuery) Validate() error {
	if q.Unsure {
		if q.Oldest {
			return Errorf(Invalid, "a list is either by date or by confidence")
		}
		for _, p := range []Pos{q.Page.After, q.Page.Before} {
			if _, err := p.sureness(); err != nil {
				return err
			}
		}
	}
	return firstError(q.Page.validate(2), q.Where.validate(), validateScopes(q.Scopes))
}

// Validate reports the first thing that no store can answer, as an [Invalid] error.
func (q StanceQuery) Validate() error {
	for _, s := range q.Scopes {
		if s.Article != "" {
			return Errorf(Invalid, "stance edges have no article to be scoped by")
		}
	}
	return firstError(q.Page.validate(3), q.Where.validate(), validateScopes(q.Scopes))
}

// Validate reports the first thing that no store can answer, as an [Invalid] error.
func (q PairQuery) Validate() error { return firstError(q.Page.validate(2), q.Where.validate()) }

func (f StatementFilter) validate() error {
	return firstError(f.From.validate(), f.To.validate(), f.AsOf.validate())
}

func validateScopes(scopes []Scope) error {
	for _, s := range scopes {
		if s.shape() != scopes[0].shape() {
			return Errorf(Invalid, "the scopes of one query must all set the same fields")
		}
	}
	return nil
}

func (s Scope) shape() [4]bool {
	return [4]bool{s.Holder != "", s.Issue != "", s.Stance != "", s.Article != ""}
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
