package graph

import (
	"cmp"
	"slices"
)

// A Step is one want of some trees, as stores carry them out: one after another, parents first.
type Step struct {
	What   Source
	Gives  Set
	Parent int            // the step whose objects these belong to, -1 for none
	Of     Set            // what the parent gives
	only   map[Field]bool // nil means all fields
	kids   []int
}

// Reads reports whether a field of the objects that the step gives is wanted.
func (s Step) Reads(f Field) bool { return s.only == nil || s.only[f] }

// placeFields are those that make up the places of objects in lists, and name them.
var placeFields = []Field{"id", "name", "published", "heldOn", "confidence"}

// linkFields are those in which objects name others, where they are not called like the link.
var linkFields = map[Link]Field{About: "issue", In: "article", Reporters: "reportedBy", Bodies: SpeaksForField, Memberships: MemberOfField,
	MergeTarget: "mergedInto", Whole: PartOfField}

// reads gives the fields of the objects of a want that are read, nil for all.
func (w Want) reads(gives Set, only Selection) map[Field]bool {
	named, some := only[gives]
	if !some {
		return nil
	}
	fields := map[Field]bool{}
	for _, f := range slices.Concat(named, placeFields) {
		fields[f] = true
	}
	for _, kid := range w.With {
		switch what := kid.What.(type) {
		case Link:
			fields[cmp.Or(linkFields[what], Field(what))] = true
		case Texts:
			fields["size"] = true
		}
	}
	return fields
}

// Steps puts the wants of some trees in a row. It reports the first thing that no store can answer, as an [Invalid] error.
func Steps(wants []Want) ([]Step, error) {
	var steps []Step
	var add func(wants []Want, parent int, only Selection) error
	add = func(wants []Want, parent int, only Selection) error {
		for _, w := range wants {
			if parent < 0 {
				only = w.Only
			}
			s := Step{What: w.What, Parent: parent}
			if parent >= 0 {
				s.Of = steps[parent].Gives
			}
			if s.Gives = w.What.gives(s.Of); s.Gives == NoSet {
				return Errorf(Invalid, "%T cannot be wanted of %q", w.What, s.Of)
			}
			if err := firstError(w.What.Validate(), w.Only.validate()); err != nil {
				return err
			}
			s.only = w.reads(s.Gives, only)
			at := len(steps)
			steps = append(steps, s)
			if parent >= 0 {
				steps[parent].kids = append(steps[parent].kids, at)
			}
			if err := add(w.With, at, only); err != nil {
				return err
			}
		}
		return nil
	}
	return steps, add(wants, -1, nil)
}

// Page gives the page of a list; all of it, where the step is none.
func (s Step) Page() Page {
	switch q := s.What.(type) {
	case ActorQuery:
		return q.Page
	case IssueQuery:
		return q.Page
	case ArticleQuery:
		return q.Page
	case StatementQuery:
		return q.Page
	case StanceQuery:
		return q.Page
	case PairQuery:
		return q.Page
	case RevisionQuery:
		return q.Page
	case FacetQuery:
		return Page{Limit: q.Limit}
	}
	return Page{}
}

// Listed reports whether the step is a list under parents, each of which has a slice of its own.
func (s Step) Listed() bool { return s.Page().Limit > 0 && s.Parent >= 0 }

// scopes is how many slices a root answers.
func (s Step) scopes() int {
	switch q := s.What.(type) {
	case StatementQuery:
		return max(1, len(q.Scopes))
	case StanceQuery:
		return max(1, len(q.Scopes))
	}
	return 1
}

// An Answer gathers the rows of a store's answer to some steps.
type Answer struct {
	steps []Step
	rows  [][]answered  // of each step
	total []map[int]int // of each step, by the number of the slice as the store counts
	found []Found       // of each step
	at    [][]int       // of each step: the numbers of its objects, in the order of the slices
}

// answered is an object with the slice that it belongs to and its own number.
type answered struct {
	in, at int
	object any
}

// NewAnswer begins the answer to some steps.
func NewAnswer(steps []Step) *Answer {
	return &Answer{steps: steps, rows: make([][]answered, len(steps)), total: make([]map[int]int, len(steps)), found: make([]Found, len(steps)), at: make([][]int, len(steps))}
}

// Add takes an object of a step, numbered at, in the slice of the parent's object or scope numbered in. A list's objects come in
// the direction of reading, one more than the page's limit where there are more.
func (a *Answer) Add(step, in, at int, object any) {
	a.rows[step] = append(a.rows[step], answered{in, at, object})
}

// Total takes how many items a whole list has.
func (a *Answer) Total(step, in, total int) {
	if a.total[step] == nil {
		a.total[step] = map[int]int{}
	}
	a.total[step][in] = total
}

// Text is the text of an article, as the object of a step that gives texts.
type Text struct {
	Article ArticleID
	Text    string
}

// Found gives the answer as trees like those of the wants.
func (a *Answer) Found() []Found {
	var roots []Found
	for i := range a.steps {
		a.sort(i)
	}
	for i := len(a.steps) - 1; i >= 0; i-- {
		for _, k := range a.steps[i].kids {
			a.found[i].With = append(a.found[i].With, a.found[k])
		}
	}
	for i, s := range a.steps {
		if s.Parent < 0 {
			roots = append(roots, a.found[i])
		}
	}
	return roots
}

// sort puts the rows of a step into slices, after those of its parent.
func (a *Answer) sort(step int) {
	s := a.steps[step]
	var order []int // the slices, by the numbers that the store gave them
	if s.Listed() {
		order = a.at[s.Parent]
	} else {
		for i := range s.scopes() {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(a.rows[step], func(x, y answered) int { return x.at - y.at })
	rows := map[int][]answered{}
	if len(order) == 1 {
		rows[order[0]] = a.rows[step]
	} else {
		for _, r := range a.rows[step] {
			rows[r.in] = append(rows[r.in], r)
		}
	}
	page := s.Page()
	var out []Slice[answered]
	for _, in := range order {
		total := -1
		if page.Total {
			total = a.total[step][in]
		}
		slice := Slice[answered]{Items: rows[in], Total: total}
		if page.Limit > 0 {
			slice = Trim(rows[in], page, total)
		}
		for _, r := range slice.Items {
			a.at[step] = append(a.at[step], r.at)
		}
		out = append(out, slice)
	}
	a.found[step] = foundOf(s.Gives, out)
}

// foundOf gives slices of objects their type.
func foundOf(set Set, slices []Slice[answered]) (f Found) {
	switch set {
	case ActorSet:
		f.Actors = typed[Actor](slices)
	case IssueSet:
		f.Issues = typed[Issue](slices)
	case ArticleSet:
		f.Articles = typed[Article](slices)
	case StatementSet:
		f.Statements = typed[Statement](slices)
	case StanceSet:
		f.Stances = typed[StanceEdge](slices)
	case PairSet:
		f.Pairs = typed[Pair](slices)
	case RevisionSet:
		f.Revisions = typed[Revision](slices)
	case FacetSet:
		f.Facets = typed[FacetCount](slices)
	case TextSet:
		f.Texts = map[ArticleID]string{}
		for _, r := range slices[0].Items {
			t := r.object.(Text)
			f.Texts[t.Article] = t.Text
		}
	case StampSet:
		for _, r := range slices[0].Items {
			f.Stamp = r.object.(string)
		}
	}
	return f
}

func typed[T any](slices []Slice[answered]) []Slice[T] {
	out := make([]Slice[T], len(slices))
	for i, s := range slices {
		out[i] = Slice[T]{More: s.More, Total: s.Total}
		if n := len(s.Items); n > 0 {
			out[i].Items = make([]T, 0, n)
		}
		for _, r := range s.Items {
			out[i].Items = append(out[i].Items, r.object.(T))
		}
	}
	return out
}
