package graph

// IssueID names an issue: kebab case, such as "arming-rebels".
type IssueID string

// Issue is what a stance is about, named so that one can be for it or against it.
type Issue struct {
	ID       IssueID  `json:"id"`
	Name     string   `json:"name"`
	Phrases  []string `json:"phrases,omitempty"` // ways of naming it that point the issue's way
	PartOf   IssueID  `json:"partOf,omitempty"`  // the broader issue, if any
	Revision int      `json:"revision"`
}
