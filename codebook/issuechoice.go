package codebook

import (
	"cmp"
	"slices"
)

// choose keeps the best match of each place.
func (f *issueFinder) choose() []IssueMatch {
	plain := slices.DeleteFunc(slices.Clone(f.found), func(k IssueMatch) bool { return !k.Literal || k.Verb })
	f.found = slices.DeleteFunc(f.found, func(x IssueMatch) bool { return stretched(x, plain) })
	slices.SortStableFunc(f.found, func(a, b IssueMatch) int {
		return cmp.Or(compareBool(a.Partial, b.Partial), compareBool(b.Partial && b.Sole, a.Partial && a.Sole), cmp.Compare(b.weight, a.weight), cmp.Compare(b.Score, a.Score),
			cmp.Compare(a.Last-a.First, b.Last-b.First), cmp.Compare(a.First, b.First), cmp.Compare(b.Sign, a.Sign), cmp.Compare(a.Issue, b.Issue))
	})
	var kept []IssueMatch
	for _, x := range f.found {
		if !slices.ContainsFunc(kept, func(k IssueMatch) bool { return beats(k, x) }) {
			kept = append(kept, x)
		}
	}
	slices.SortStableFunc(kept, func(a, b IssueMatch) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last), cmp.Compare(a.Issue, b.Issue))
	})
	return kept
}

// stretched reports whether a match takes a verb for a word of its phrase where the words behind that verb are a phrase of the same issue as
// it stands: "drop" for "imports" in "drop the timber ban".
func stretched(x IssueMatch, plain []IssueMatch) bool {
	return x.Verb && !x.Literal && !x.Partial && slices.ContainsFunc(plain, func(k IssueMatch) bool {
		return k.Issue == x.Issue && x.First < k.First && k.Last <= x.Last
	})
}

// beats reports whether a kept match rules out a weaker one.
func beats(k, x IssueMatch) bool {
	if k.First > x.Last || x.First > k.Last {
		return false
	}
	if k.Issue == x.Issue {
		return true
	}
	if !k.Partial && !x.Partial && (k.Core > x.coreEnd || x.Core > k.coreEnd) {
		return false // they share an actor only: "pressure on Iran over its weapons"
	}
	if k.Partial != x.Partial {
		return true
	}
	return !k.Partial && (k.weight > x.weight+0.2 || k.Literal && !x.Literal) && !x.takesIn(k)
}

// takesIn reports whether a match is of a phrase that says more than another that stands inside it: "nullify gun laws" and "gun
// laws". Both are named.
func (x IssueMatch) takesIn(k IssueMatch) bool {
	return !x.Partial && x.Score >= 0.95 && x.weight > weightContent+weightActor && x.Core <= k.First && k.Last <= x.coreEnd && x.coreEnd-x.Core > k.Last-k.First
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
