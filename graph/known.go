package graph

import (
	"context"
	"iter"
	"slices"
)

// known is what a load knows of actors, or of issues.
type known[K ~string, T term] struct {
	terms  terms[K, T]
	items  map[K]T   // that exist or are about to
	former map[K][]K // what was merged into an object
}

func newKnown[K ~string, T term](v terms[K, T]) known[K, T] {
	return known[K, T]{v, map[K]T{}, map[K][]K{}}
}

// read reads some objects, and those that they were merged into.
func (k known[K, T]) read(ctx context.Context, ids []K) error {
	for len(ids) > 0 {
		found, err := k.terms.read(ctx, ids)
		if err != nil {
			return err
		}
		ids = nil
		for _, item := range found {
			p := k.terms.parts(&item)
			k.items[*p.id] = item
			if *p.mergedInto != "" {
				ids = append(ids, *p.mergedInto)
			}
		}
	}
	return nil
}

func (k known[K, T]) holds(id K) bool {
	_, ok := k.items[id]
	return ok
}

// to gives what an id means: the target where it was merged.
func (k known[K, T]) to(id K) K {
	if item, ok := k.items[id]; ok {
		if into := *k.terms.parts(&item).mergedInto; into != "" {
			return into
		}
	}
	return id
}

// withdrawn tells by whom an object was withdrawn.
func (k known[K, T]) withdrawn(id K) (by string, ok bool) {
	item, ok := k.items[id]
	d := k.terms.parts(&item).decisions
	return d.DecidedBy, ok && d.Withdrawn
}

// check tells why nothing can refer to an object.
func (k known[K, T]) check(id K) error {
	if by, ok := k.withdrawn(id); ok {
		return Errorf(Invalid, "%s %q was withdrawn by %s", k.terms.typ, id, by)
	}
	if !k.holds(id) {
		return Errorf(Invalid, "%s %q does not exist", k.terms.typ, id)
	}
	return nil
}

// names gives the ids by which an object can be meant: the one that was found, then what it is now, then what was merged into that.
func (k known[K, T]) names(found K) []K {
	to := k.to(found)
	names := append([]K{found, to}, k.former[to]...)
	return slices.Compact(names)
}

// merged gathers what was merged into the known objects.
func (k known[K, T]) merged(items iter.Seq2[T, error]) error {
	for item, err := range items {
		if err != nil {
			return err
		}
		p := k.terms.parts(&item)
		k.former[*p.mergedInto] = append(k.former[*p.mergedInto], *p.id)
	}
	return nil
}

// meanings is what actors and issues are by now.
type meanings struct {
	actors known[ActorID, Actor]
	issues known[IssueID, Issue]
}

// readMerged reads what was merged into the actors and issues that are known.
func (m meanings) readMerged(ctx context.Context, r Reader) error {
	if ids := keys(m.actors.items); len(ids) > 0 {
		if err := m.actors.merged(Walk(func(p Page) (Slice[Actor], error) { return r.FindActors(ctx, ActorQuery{MergedInto: ids, Page: p}) })); err != nil {
			return err
		}
	}
	ids := keys(m.issues.items)
	if len(ids) == 0 {
		return nil
	}
	return m.issues.merged(Walk(func(p Page) (Slice[Issue], error) { return r.FindIssues(ctx, IssueQuery{MergedInto: ids, Page: p}) }))
}

// ids lists the ids under which a store can know a statement. It was written under what it named then, which may have been merged
// since, or may be what a better codebook no longer names.
func (m meanings) ids(s Statement) (ids []StatementID) {
	holders := []ActorID{""}
	if s.Holder != "" {
		holders = m.actors.names(s.Holder)
	}
	for _, issue := range m.issues.names(s.Issue) {
		for _, holder := range holders {
			named := s
			named.Holder, named.Issue = holder, issue
			ids = append(ids, StatementKey(&named))
		}
	}
	return ids
}

// identified gives a statement with what its actors and issue are now, and the id under which it is stored; else that of one which an
// analyst has corrected to it: asNow gives by the key that a stored statement would have if it were written now its id.
func (m meanings) identified(s Statement, stored map[StatementID]Statement, asNow map[StatementID]StatementID) Statement {
	ids := m.ids(s)
	s = s.moved(m.actors.to, m.issues.to)
	for _, id := range ids {
		if stored[id].ID == id {
			s.ID = id
			return s
		}
	}
	s.ID = StatementKey(&s)
	if id, ok := asNow[s.ID]; ok {
		s.ID = id
	}
	return s
}
