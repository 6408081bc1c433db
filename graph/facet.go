package graph

// Facet is a field of statements, or of what they name, whose values are counted.
type Facet string

// The facets.
const (
	ByStance Facet = "stance"
	ByStatus Facet = "status"
	ByKind   Facet = "kind" // of the holder
	ByIssue  Facet = "issue"
	ByHolder Facet = "holder"
	BySource Facet = "source" // of the article
	ByMethod Facet = "method"
	ByYear   Facet = "year"  // held in
	ByMonth  Facet = "month" // held in; a statement of which only the year is known is in none
)

// FacetQuery asks how many of the statements that match have each value of a field: those with most statements first, then by
// value. Statements without the value (undated, of nobody known) are counted nowhere. Rejected statements are counted like others:
// what is wanted says Where.
type FacetQuery struct {
	By    Facet
	Where StatementFilter
	Limit int // at most so many values; must be positive
}

// FacetCount is how many statements have a value.
type FacetCount struct {
	Value      string
	Statements int
}

// Without gives the filter without what it says of the field, so that a facet tells what other values of it would find.
func (f StatementFilter) Without(by Facet) StatementFilter {
	switch by {
	case ByStance:
		f.Stances = nil
	case ByStatus:
		f.Statuses = nil
	case ByKind:
		f.Kinds = nil
	case ByIssue:
		f.Issues = nil
	case ByHolder:
		f.Holders = nil
	case BySource:
		f.Sources = nil
	case ByMethod:
		f.Methods = nil
	case ByYear, ByMonth:
		f.From, f.To = "", ""
	}
	return f
}

func (FacetQuery) gives(parent Set) Set { return under(FacetSet, parent, NoSet) }

// Validate reports the first thing that no store can answer, as an [Invalid] error.
func (q FacetQuery) Validate() error {
	switch q.By {
	case ByStance, ByStatus, ByKind, ByIssue, ByHolder, BySource, ByMethod, ByYear, ByMonth:
		return firstError(Page{Limit: q.Limit}.validate(0), q.Where.validate())
	}
	return Errorf(Invalid, "%q is not a facet", q.By)
}
