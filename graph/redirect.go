package graph

import "slices"

// moved gives a statement that names other actors or issues. Who has become the holder is no speaker or innermost reporter
// any more, and nobody stands twice in a list.
func (s Statement) moved(actor func(ActorID) ActorID, issue func(IssueID) IssueID) Statement {
	before := s
	s.Holder, s.Issue, s.Speaker = actor(s.Holder), issue(s.Issue), actor(s.Speaker)
	s.ReportedBy, s.Parties = redirected(s.ReportedBy, actor), redirected(s.Parties, actor)
	if s.Holder == before.Holder && s.Speaker == before.Speaker && slices.Equal(s.ReportedBy, before.ReportedBy) {
		return s
	}
	if s.Speaker == s.Holder {
		s.Speaker = ""
	}
	if len(s.ReportedBy) > 0 && s.ReportedBy[0] == s.Holder {
		s.ReportedBy = s.ReportedBy[1:]
	}
	return s
}

// redirected gives a list in which other ids stand; where any does, each stands once.
func redirected[K ~string](ids []K, to func(K) K) []K {
	var out []K
	changed := false
	for _, id := range ids {
		n := to(id)
		changed = changed || n != id
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	if !changed {
		return ids
	}
	return out
}

// redirect makes an actor refer to other actors, and not to itself.
func (a *Actor) redirect(to func(ActorID) ActorID) {
	former := a.MemberOf
	if a.MemberOf = redirected(a.MemberOf, to); !slices.Contains(former, a.ID) {
		a.MemberOf = slices.DeleteFunc(slices.Clone(a.MemberOf), func(id ActorID) bool { return id == a.ID })
	}
	if slices.ContainsFunc(a.SpeaksFor, func(t Tie) bool { return to(t.Body) != t.Body }) {
		var ties []Tie
		for _, t := range a.SpeaksFor {
			if t.Body = to(t.Body); t.Body != a.ID && !slices.Contains(ties, t) {
				ties = append(ties, t)
			}
		}
		a.SpeaksFor = ties
	}
	a.MergedInto = to(a.MergedInto)
}

// redirect makes an issue refer to other issues, and not to itself.
func (i *Issue) redirect(to func(IssueID) IssueID) {
	if i.PartOf = to(i.PartOf); i.PartOf == i.ID {
		i.PartOf = ""
	}
	i.MergedInto = to(i.MergedInto)
}

// unite adds names, ties and memberships. Where an analyst decided about those of a merged actor, or ties come together, no
// codebook is to change them.
func (a *Actor) unite(from []Actor) {
	merged := map[ActorID]bool{}
	for _, f := range from {
		merged[f.ID] = true
		a.Aliases = others(a.Name, union(a.Aliases, f.names()))
		a.MemberOf = union(a.MemberOf, f.MemberOf)
		if ties := union(a.SpeaksFor, f.SpeaksFor); len(ties) > len(a.SpeaksFor) {
			a.SpeaksFor = ties
			a.decide(SpeaksForField)
		}
		for _, field := range []Field{AliasesField, MemberOfField, SpeaksForField} {
			if f.decided(field) {
				a.decide(field)
			}
		}
	}
	own := func(id ActorID) bool { return id == a.ID || merged[id] }
	a.MemberOf = slices.DeleteFunc(a.MemberOf, own)
	a.SpeaksFor = slices.DeleteFunc(slices.Clone(a.SpeaksFor), func(t Tie) bool { return own(t.Body) })
}

// unite adds phrases. A target that was part of a merged issue takes its place.
func (i *Issue) unite(from []Issue) {
	wholes := map[IssueID]IssueID{}
	for _, f := range from {
		wholes[f.ID] = f.PartOf
		i.Phrases = others(i.Name, union(i.Phrases, f.names()))
		if f.decided(PhrasesField) {
			i.decide(PhrasesField)
		}
	}
	for range from {
		if whole, ok := wholes[i.PartOf]; ok {
			i.PartOf = whole
		}
	}
	if _, merged := wholes[i.PartOf]; merged || i.PartOf == i.ID {
		i.PartOf = ""
	}
}
