package graph

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// term is an actor or an issue.
type term interface {
	Validate() error
	Gone() bool
	names() []string // the name proper first
}

// terms is how actors, or issues, are read and changed, so that what goes for both is written once.
type terms[K ~string, T term] struct {
	typ   ObjectType
	read  func(context.Context, []K) ([]T, error)
	all   func(context.Context) iter.Seq2[T, error] // those that are gone too
	parts func(*T) termParts[K]
	batch func([]T) Batch
	// redirect makes an object refer to other objects of its kind. What would then refer to itself is left out.
	redirect func(item *T, to func(K) K)
	// check looks at rules that hang on other objects of the kind; changed are those about to be written with the object.
	check func(ctx context.Context, item T, changed map[K]T) error
	// take brings in what a codebook says of the object itself, takeMerged what it says of one that was merged into it.
	take, takeMerged func(item *T, wanted T, t taking)
	// naming narrows a filter to the statements that name any of some.
	naming func(StatementFilter, []K) StatementFilter
	// otherNames are the names but the name proper, and the field that holds them.
	otherNames func(*T) (*[]string, Field)
	// all of what can be decided about.
	fields []Field
	// unite adds to a target what moves to it when others are merged into it; rest is what stays of such an object.
	unite func(into *T, from []T)
	rest  func(from T, into K) T
	// move makes a statement name other objects of the kind.
	move func(s Statement, to func(K) K) Statement
}

// termParts gives access to what actors and issues have alike.
type termParts[K ~string] struct {
	id         *K
	name       *string
	mergedInto *K
	decisions  *Decisions
	revision   *int
}

func (a *Actor) parts() termParts[ActorID] {
	return termParts[ActorID]{&a.ID, &a.Name, &a.MergedInto, &a.Decisions, &a.Revision}
}

func (i *Issue) parts() termParts[IssueID] {
	return termParts[IssueID]{&i.ID, &i.Name, &i.MergedInto, &i.Decisions, &i.Revision}
}

func (e *Editor) actors() terms[ActorID, Actor] {
	return terms[ActorID, Actor]{typ: ActorObject, read: e.store.Actors,
		all:      func(ctx context.Context) iter.Seq2[Actor, error] { return AllActors(ctx, e.store) },
		parts:    (*Actor).parts,
		batch:    func(items []Actor) Batch { return Batch{Actors: items} },
		redirect: (*Actor).redirect, take: (*Actor).take, takeMerged: (*Actor).takeMerged,
		check: func(context.Context, Actor, map[ActorID]Actor) error { return nil },
		naming: func(f StatementFilter, ids []ActorID) StatementFilter {
			f.Naming = ids
			return f
		},
		otherNames: func(a *Actor) (*[]string, Field) { return &a.Aliases, AliasesField }, fields: actorFields,
		unite: (*Actor).unite,
		rest: func(a Actor, into ActorID) Actor {
			return Actor{ID: a.ID, Name: a.Name, Kind: a.Kind, MergedInto: into}
		},
		move: func(s Statement, to func(ActorID) ActorID) Statement {
			return s.moved(to, func(id IssueID) IssueID { return id })
		}}
}

func (e *Editor) issues() terms[IssueID, Issue] {
	return terms[IssueID, Issue]{typ: IssueObject, read: e.store.Issues,
		all:      func(ctx context.Context) iter.Seq2[Issue, error] { return AllIssues(ctx, e.store) },
		parts:    (*Issue).parts,
		batch:    func(items []Issue) Batch { return Batch{Issues: items} },
		redirect: (*Issue).redirect, take: (*Issue).take, takeMerged: (*Issue).takeMerged,
		check: e.checkCircle,
		naming: func(f StatementFilter, ids []IssueID) StatementFilter {
			f.Issues = ids
			return f
		},
		otherNames: func(i *Issue) (*[]string, Field) { return &i.Phrases, PhrasesField }, fields: issueFields,
		unite: (*Issue).unite,
		rest:  func(i Issue, into IssueID) Issue { return Issue{ID: i.ID, Name: i.Name, MergedInto: into} },
		move: func(s Statement, to func(IssueID) IssueID) Statement {
			return s.moved(func(id ActorID) ActorID { return id }, to)
		}}
}

// one reads an object; nil where there is none.
func (v terms[K, T]) one(ctx context.Context, id K) (*T, error) {
	found, err := v.read(ctx, []K{id})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", v.typ, err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	return &found[0], nil
}

// seen reads an object that stands and is as an analyst saw it.
func (v terms[K, T]) seen(ctx context.Context, e *Editor, s Seen[K]) (T, error) {
	found, err := v.one(ctx, s.ID)
	if err != nil {
		return *new(T), err
	}
	if found == nil {
		return *new(T), Errorf(NotFound, "no %s %q", v.typ, s.ID)
	}
	switch p := v.parts(found); {
	case *p.revision != s.Revision:
		return *found, e.conflict(ctx, ObjectID{v.typ, string(s.ID)}, *found, s.Revision, *p.revision)
	case (*found).Gone():
		return *found, Errorf(Conflict, "%s %q %s", v.typ, s.ID, v.fate(found))
	}
	return *found, nil
}

// fate words what became of an object that is gone, and what to do.
func (v terms[K, T]) fate(item *T) string {
	p := v.parts(item)
	if *p.mergedInto != "" {
		return fmt.Sprintf("was merged into %q by %s: change that, or undo the merge", *p.mergedInto, p.decisions.DecidedBy)
	}
	return fmt.Sprintf("was withdrawn by %s: create it again, or undo that", p.decisions.DecidedBy)
}

// listedNamesakes is how many namesakes an error lists.
const listedNamesakes = 5

// checkNames makes sure that nothing else of the kind that stands is called by any of some names, case, accents and hyphens
// aside.
func (v terms[K, T]) checkNames(ctx context.Context, id K, names []string) error {
	wanted := map[string]string{}
	for _, n := range names {
		wanted[foldName(n)] = n
	}
	var found []string
	for item, err := range v.all(ctx) {
		if err != nil {
			return fmt.Errorf("read %ss: %w", v.typ, err)
		}
		p := v.parts(&item)
		if *p.id == id || item.Gone() {
			continue
		}
		for _, n := range item.names() {
			if name, ok := wanted[foldName(n)]; ok {
				found = append(found, fmt.Sprintf("%q is a name of %s (%s)", name, *p.id, *p.name))
				break
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	return Errorf(Invalid, "%s: change or merge what is there, or say that a namesake is meant", strings.Join(found[:min(len(found), listedNamesakes)], ", "))
}

// foldName is the form in which names are the same.
func foldName(name string) string {
	if slug := Slug(name); slug != "" {
		return slug
	}
	return Fold(name)
}

// fresh gives the names that an object has and had not.
func fresh(before, after []string) []string {
	return slices.DeleteFunc(after, func(n string) bool {
		return slices.ContainsFunc(before, func(b string) bool { return foldName(b) == foldName(n) })
	})
}
