package main

import (
	"context"
	"fmt"
	"strings"

	"stancegraph/graph"
)

// changeFlags are those of every command that changes actors or issues.
type changeFlags struct {
	Why string `placeholder:"TEXT" help:"The reason, for the record."`
}

// change opens the store for a change and tells the revision that records it, by which undo finds it.
func (f changeFlags) change(ctx context.Context, io streams, flags *storeFlags, what string, make func(graph.Store, *graph.Editor) (string, graph.Revision, error)) error {
	s, err := flags.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	result, rev, err := make(s, newEditor(s))
	if err != nil {
		return err
	}
	fmt.Fprintf(io.err, "%s: %s. To take it back: stancegraph undo %s\n", what, safe(result), rev.ID)
	_, err = fmt.Fprintln(io.out, rev.ID)
	return err
}

type undoCommand struct {
	changeFlags
	Revision string `arg:"" help:"The revision to turn back, as the change printed it."`
}

func (c undoCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	return c.change(ctx, io, flags, "Undone", func(_ graph.Store, e *graph.Editor) (string, graph.Revision, error) {
		rev, err := e.Undo(ctx, operator, graph.RevisionID(c.Revision), c.Why)
		return c.Revision, rev, err
	})
}

type actorCommand struct {
	Add   actorAddCommand   `cmd:"" help:"Add an actor."`
	Set   actorSetCommand   `cmd:"" help:"Change an actor; no codebook overwrites what is set."`
	Merge actorMergeCommand `cmd:"" help:"Say that several actors are one."`
	Split actorSplitCommand `cmd:"" help:"Say that an actor was taken for two."`
}

// actorFields are the parts of an actor; a list with one empty entry is an empty list.
type actorFields struct {
	Alias     []string `sep:"none" placeholder:"NAME" help:"Another name; repeat for each, set replaces them all, an empty one takes all away."`
	SpeaksFor []string `sep:"none" placeholder:"BODY[:ROLE[:FROM[:TO]]]" help:"For whom a person speaks; repeat, latest office first."`
	MemberOf  []string `sep:"none" placeholder:"KEY" help:"A body that it is a member of; repeat for each."`
	Namesake  bool     `help:"Allow a name that another one has."`
}

// given gives a list that was named; nil where it was not.
func given[T any](values []string, read func(string) (T, error)) (*[]T, error) {
	if len(values) == 0 {
		return nil, nil
	}
	list := []T{}
	for _, v := range values {
		if v == "" {
			continue
		}
		item, err := read(v)
		if err != nil {
			return nil, err
		}
		list = append(list, item)
	}
	return &list, nil
}

func plain[T ~string](text string) (T, error) { return T(text), nil }

// readTie reads BODY:ROLE:FROM:TO, of which all but the body may be left out.
func readTie(text string) (t graph.Tie, err error) {
	parts := append(strings.Split(text, ":"), "", "", "")
	t.Body, t.Role = graph.ActorID(parts[0]), parts[1]
	if t.From, err = graph.ParseDate(parts[2]); err == nil {
		t.To, err = graph.ParseDate(parts[3])
	}
	return t, err
}

func (f actorFields) update() (u graph.ActorUpdate, err error) {
	u.Namesake = f.Namesake
	if u.Aliases, err = given(f.Alias, plain[string]); err != nil {
		return u, err
	}
	if u.SpeaksFor, err = given(f.SpeaksFor, readTie); err != nil {
		return u, err
	}
	u.MemberOf, err = given(f.MemberOf, plain[graph.ActorID])
	return u, err
}

// value gives what a pointer leads to, and nothing for nil.
func value[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}

type actorAddCommand struct {
	changeFlags
	actorFields
	Key  string `placeholder:"KEY" help:"The short name; made of the name where it is not given."`
	Kind string `required:"" enum:"state,organisation,group,person" help:"state, organisation, group or person."`
	Name string `arg:"" help:"The name to show."`
}

func (c actorAddCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	return c.change(ctx, io, flags, "Added", func(_ graph.Store, e *graph.Editor) (string, graph.Revision, error) {
		u, err := c.update()
		if err != nil {
			return "", graph.Revision{}, err
		}
		a, rev, err := e.CreateActor(ctx, operator, graph.Actor{ID: graph.ActorID(c.Key), Name: c.Name, Kind: graph.Kind(c.Kind),
			Aliases: value(u.Aliases), SpeaksFor: value(u.SpeaksFor), MemberOf: value(u.MemberOf)}, c.Namesake, c.Why)
		return "actor " + string(a.ID), rev, err
	})
}

type actorSetCommand struct {
	changeFlags
	actorFields
	Name *string `placeholder:"NAME" help:"The name to show."`
	Kind *string `enum:"state,organisation,group,person" help:"state, organisation, group or person."`
	Key  string  `arg:"" help:"The actor."`
}

func (c actorSetCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	return c.change(ctx, io, flags, "Changed", func(s graph.Store, e *graph.Editor) (string, graph.Revision, error) {
		u, err := c.update()
		if err != nil {
			return "", graph.Revision{}, err
		}
		if u.Actor, err = seenActor(ctx, s, c.Key); err != nil {
			return "", graph.Revision{}, err
		}
		u.Name, u.Kind = c.Name, (*graph.Kind)(c.Kind)
		a, rev, err := e.UpdateActor(ctx, operator, u, c.Why)
		return "actor " + string(a.ID), rev, err
	})
}

// seenActor names an actor as it is now: who sits at the command line changes what is there.
func seenActor(ctx context.Context, s graph.Store, key string) (graph.Seen[graph.ActorID], error) {
	found, err := s.Actors(ctx, []graph.ActorID{graph.ActorID(key)})
	if err == nil && len(found) == 0 {
		err = graph.Errorf(graph.NotFound, "no actor has the key %q", key)
	}
	if err != nil {
		return graph.Seen[graph.ActorID]{}, err
	}
	return graph.Seen[graph.ActorID]{ID: found[0].ID, Revision: found[0].Revision}, nil
}

type mergeArguments struct {
	changeFlags
	Into string   `arg:"" help:"The key of the one that stays."`
	From []string `arg:"" help:"The keys of those that are in truth the same."`
}

// merge reads what is named and gives it to a merge.
func merge[K ~string](a mergeArguments, seen func(string) (graph.Seen[K], error)) (m graph.Merge[K], err error) {
	if m.Into, err = seen(a.Into); err != nil {
		return m, err
	}
	for _, key := range a.From {
		s, err := seen(key)
		if err != nil {
			return m, err
		}
		m.From = append(m.From, s)
	}
	return m, nil
}

type actorMergeCommand struct{ mergeArguments }

func (c actorMergeCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	return c.change(ctx, io, flags, "Merged", func(s graph.Store, e *graph.Editor) (string, graph.Revision, error) {
		m, err := merge(c.mergeArguments, func(key string) (graph.Seen[graph.ActorID], error) { return seenActor(ctx, s, key) })
		if err != nil {
			return "", graph.Revision{}, err
		}
		made, rev, err := e.MergeActors(ctx, operator, m, c.Why)
		return wordMerge("actor", len(made.From), c.Into, made.Statements), rev, err
	})
}

func wordMerge(what string, n int, into string, statements int) string {
	return fmt.Sprintf("%s into %s, %s moved", count(n, what), into, count(statements, "statement"))
}
