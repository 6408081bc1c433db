package graph

// IssueID names an issue: kebab case, such as "arming-rebels".
type IssueID string

// Issue is what a stance is about, named so that one can be for it or against it.
type Issue struct {
	ID      IssueID  `json:"id"`
	Name    string   `json:"name"`
	Phrases []string `json:"phrases,omitempty"` // ways of naming it that point the issue's way
	PartOf  IssueID  `json:"partOf,omitempty"`  // the broader issue, if any
	// MergedInto is the issue that an analyst said this one is. A merged issue keeps its name; all else has moved.
	MergedInto IssueID `json:"mergedInto,omitempty"`
	Decisions
	Revision int `json:"revision"`
}

// Gone reports whether nothing may refer to the issue any more: it was merged into another or withdrawn.
func (i Issue) Gone() bool { return i.MergedInto != "" || i.Withdrawn }

// names lists what the issue is called, the name proper first.
func (i Issue) names() []string { return append([]string{i.Name}, i.Phrases...) }
