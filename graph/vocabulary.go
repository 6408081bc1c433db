package graph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// VocabularyReport says what became of a codebook.
type VocabularyReport struct {
	Receipt Receipt
	Kept    []Kept // in the order of the codebook
}

// Kept is something that a codebook says otherwise than the graph, which was left as it is.
type Kept struct {
	Object ObjectID
	Field  Field  // empty: the whole object
	Wants  string // what the codebook says
	Why    string // what stands against it
}

// String words it for people.
func (k Kept) String() string {
	if k.Field == "" {
		return fmt.Sprintf("%s %s: %s", k.Object.Type, k.Object.ID, k.Why)
	}
	return fmt.Sprintf("%s %s: the codebook says %s %s; %s", k.Object.Type, k.Object.ID, k.Field, k.Wants, k.Why)
}

// PutVocabulary stores the actors and issues of a codebook. New ones are created. For known ones the codebook's name, kind
// and ties hold, and its aliases and phrases are added to those already there; none is taken away. What an analyst decided
// stays as it is: a field that she set, an object that she withdrew; what the codebook says of an object that was merged goes to
// the target, its name as an alias. Where the codebook says otherwise, the report tells. The role admin is needed.
// [Invalid]: the first actor or issue that breaks a rule, or refers to one that does not exist.
func (e *Editor) PutVocabulary(ctx context.Context, by Agent, actors []Actor, issues []Issue) (VocabularyReport, error) {
	if err := require(by, Admin, "changing the vocabulary"); err != nil {
		return VocabularyReport{}, err
	}
	var sum Receipt
	report, err := retryConflicts(func() (VocabularyReport, error) {
		report, err := e.putVocabulary(ctx, by, actors, issues)
		sum.Add(report.Receipt)
		return report, err
	})
	report.Receipt = sum
	return report, err
}

func (e *Editor) putVocabulary(ctx context.Context, by Agent, actors []Actor, issues []Issue) (report VocabularyReport, err error) {
	needs := (&Batch{Actors: actors, Issues: issues}).Needs()
	putActors := putting[ActorID, Actor]{known: newKnown(e.actors()), ctx: ctx, report: &report, now: map[ActorID]Actor{}}
	putIssues := putting[IssueID, Issue]{known: newKnown(e.issues()), ctx: ctx, report: &report, now: map[IssueID]Issue{}}
	if err := errors.Join(putActors.read(ctx, needs.Actors), putIssues.read(ctx, needs.Issues)); err != nil {
		return report, fmt.Errorf("put vocabulary: %w", err)
	}
	if err := firstError(putActors.all(actors), putIssues.all(issues)); err != nil {
		return report, err
	}
	newActors, actorChanges := putActors.changed()
	newIssues, issueChanges := putIssues.changed()
	b := Batch{Actors: newActors, Issues: newIssues}
	if b.Empty() {
		return report, nil
	}
	b.Revisions = []Revision{NewRevision(ActionVocabulary, by.Name, e.now(), "", append(actorChanges, issueChanges...))}
	report.Receipt, err = e.store.Write(ctx, b)
	if r := report.Receipt; err == nil && r.Created.Actors+r.Replaced.Actors+r.Created.Issues+r.Replaced.Issues < len(b.Actors)+len(b.Issues) {
		err = Errorf(Conflict, "another vocabulary was stored at the same time")
	}
	return report, err
}

// putting is the state of one attempt to store the actors, or the issues, of a codebook.
type putting[K ~string, T term] struct {
	known[K, T] // as stored
	ctx         context.Context
	report      *VocabularyReport
	now         map[K]T // as they shall be
	order       []K     // of now
}

func (p *putting[K, T]) all(wanted []T) error {
	for _, item := range wanted {
		if err := item.Validate(); err != nil {
			return err
		}
		p.put(item)
	}
	for _, id := range p.order {
		err := firstError(p.now[id].Validate(), p.terms.check(p.ctx, p.now[id], p.now))
		if err == nil {
			continue
		}
		if CodeOf(err) != Invalid {
			return err
		}
		p.leave(id, MessageOf(err))
	}
	return nil
}

// leave leaves an object as it is where what the codebook says does not go with what the graph holds; a new one has no ties.
func (p *putting[K, T]) leave(id K, why string) {
	p.report.Kept = append(p.report.Kept, Kept{Object: ObjectID{p.terms.typ, string(id)}, Why: why + "; left as it was"})
	item, known := p.items[id]
	if !known {
		item = p.now[id]
		p.terms.redirect(&item, func(K) K { return id })
	}
	p.now[id] = item
}

// put brings in what a codebook says of one object.
func (p *putting[K, T]) put(item T) {
	v := p.terms
	id := *v.parts(&item).id
	kept := func(f Field, wants, why string) {
		p.report.Kept = append(p.report.Kept, Kept{ObjectID{v.typ, string(id)}, f, wants, why})
	}
	if by, ok := p.withdrawn(id); ok {
		kept("", "", "withdrawn by "+by+": create it again, or take it out of the codebook")
		return
	}
	v.redirect(&item, func(to K) K {
		if _, gone := p.withdrawn(p.to(to)); gone {
			return id // and so left out
		}
		return p.to(to)
	})
	target := p.to(id)
	now, known := p.now[target]
	if !known {
		p.order = append(p.order, target)
		if now, known = p.items[target]; !known {
			p.now[id] = item
			return
		}
	}
	d := v.parts(&now).decisions
	t := taking{d, func(f Field, wants string) { kept(f, wants, "decided by "+d.DecidedBy) }}
	if target == id {
		v.take(&now, item, t)
	} else {
		v.takeMerged(&now, item, t)
	}
	p.now[target] = now
}

// changed gives what is to be written, in the order of the codebook, and records it.
func (p *putting[K, T]) changed() (out []T, changes []Change) {
	for _, id := range p.order {
		item := p.now[id]
		revision := p.terms.parts(&item).revision
		before, exists := p.items[id]
		if exists && sameObject(item, before) {
			continue
		}
		*revision = 1
		var was *T
		if exists {
			*revision = *p.terms.parts(&before).revision + 1
			was = &before
		}
		out = append(out, item)
		changes = append(changes, change(p.terms.typ, string(id), *revision, was))
	}
	return out, changes
}

// taking is how an object takes in what a codebook says.
type taking struct {
	decisions *Decisions
	kept      func(f Field, wants string)
}

// take overwrites a field, unless an analyst decided about it.
func take[V any](t taking, f Field, to *V, wants V) {
	switch {
	case reflect.DeepEqual(*to, wants):
	case t.decisions.decided(f):
		text, _ := json.Marshal(wants) // plain values cannot fail
		t.kept(f, brief(text))
	default:
		*to = wants
	}
}

// takeAll adds to a list what it lacks, unless an analyst decided about it.
func takeAll[V comparable](t taking, f Field, to *[]V, wants []V) {
	all := union(*to, wants)
	missing := all[len(*to):]
	switch {
	case len(missing) == 0:
	case t.decisions.decided(f):
		text, _ := json.Marshal(missing) // plain values cannot fail
		t.kept(f, strings.Trim(string(text), "[]"))
	default:
		*to = all
	}
}

func (a *Actor) take(w Actor, t taking) {
	take(t, NameField, &a.Name, w.Name)
	take(t, KindField, &a.Kind, w.Kind)
	takeAll(t, AliasesField, &a.Aliases, w.Aliases)
	takeAll(t, MemberOfField, &a.MemberOf, w.MemberOf)
	if len(w.SpeaksFor) > 0 {
		take(t, SpeaksForField, &a.SpeaksFor, w.SpeaksFor)
	}
}

// takeMerged takes what is said of an actor that was merged: names, ties and memberships, where it can have them.
func (a *Actor) takeMerged(w Actor, t taking) {
	takeAll(t, AliasesField, &a.Aliases, others(a.Name, w.names()))
	takeAll(t, MemberOfField, &a.MemberOf, slices.DeleteFunc(slices.Clone(w.MemberOf), func(id ActorID) bool { return id == a.ID }))
	if a.Kind == Person {
		takeAll(t, SpeaksForField, &a.SpeaksFor, slices.DeleteFunc(slices.Clone(w.SpeaksFor), func(tie Tie) bool { return tie.Body == a.ID }))
	}
}

func (i *Issue) take(w Issue, t taking) {
	take(t, NameField, &i.Name, w.Name)
	takeAll(t, PhrasesField, &i.Phrases, w.Phrases)
	if w.PartOf != "" {
		take(t, PartOfField, &i.PartOf, w.PartOf)
	}
}

func (i *Issue) takeMerged(w Issue, t taking) {
	takeAll(t, PhrasesField, &i.Phrases, others(i.Name, w.names()))
}

// others gives names without a name proper.
func others(proper string, names []string) []string {
	return slices.DeleteFunc(names, func(n string) bool { return n == proper })
}

// union gives a followed by what b adds to it.
func union[T comparable](a, b []T) []T {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}
