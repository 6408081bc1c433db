package main

import (
	"context"
	"errors"
	"fmt"

	"stancegraph/graph"
)

// splitFlags say what of an actor or issue means another one.
type splitFlags struct {
	changeFlags
	Into      string   `placeholder:"KEY" help:"The other one that is meant, where the store has it."`
	Name      string   `placeholder:"NAME" help:"The name of the other one, where it is to be made."`
	Key       string   `placeholder:"KEY" help:"The short name of one that is made; derived from its name where it is not given."`
	Namesake  bool     `help:"Allow a name that another one has."`
	Also      []string `sep:"none" placeholder:"NAME" help:"An alias or phrase that goes over to the other one; repeat for each."`
	Statement []string `sep:"none" placeholder:"ID" help:"A statement that means the other one, by id; repeat for each. Instead of ids, --text, --source, --since and --until choose all that match."`
	Text      string   `placeholder:"WORDS" help:"Choose statements whose quote contains this, in any case."`
	Source    []string `sep:"none" placeholder:"NAME" help:"Choose statements of articles of this source; repeat for each."`
	Since     string   `placeholder:"DATE" help:"Choose statements held on this date or later."`
	Until     string   `placeholder:"DATE" help:"Choose statements held on this date or earlier."`
	From      string   `arg:"" help:"The key of the one that was taken for two."`
}

// split reads what the flags choose; the other one is to be filled in where it is new.
func split[K ~string, T any](f splitFlags, seen func(string) (graph.Seen[K], error), other T) (s graph.Split[K, T], err error) {
	s.Names, s.Namesake = f.Also, f.Namesake
	if s.From, err = seen(f.From); err != nil {
		return s, err
	}
	if f.Into != "" {
		if s.Into, err = seen(f.Into); err != nil {
			return s, err
		}
	}
	if f.Name != "" {
		s.New = &other
	}
	for _, id := range f.Statement {
		s.Statements = append(s.Statements, graph.StatementID(id))
	}
	where := graph.StatementFilter{Text: f.Text, Sources: f.Source}
	var err2 error
	where.From, err = graph.ParseDate(f.Since)
	where.To, err2 = graph.ParseDate(f.Until)
	if f.Text != "" || len(f.Source) > 0 || f.Since != "" || f.Until != "" {
		s.Where = &where
	}
	return s, errors.Join(err, err2)
}

func wordSplit(from, into any, statements int) string {
	return fmt.Sprintf("%s off %s, %s moved", into, from, count(statements, "statement"))
}

type actorSplitCommand struct {
	splitFlags
	Kind string `enum:"state,organisation,group,person," default:"" placeholder:"KIND" help:"What the other one is, where it is new: state, organisation, group or person."`
}

func (c actorSplitCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	return c.change(ctx, io, flags, "Split", func(s graph.Store, e *graph.Editor) (string, graph.Revision, error) {
		other := graph.Actor{ID: graph.ActorID(c.Key), Name: c.Name, Kind: graph.Kind(c.Kind)}
		what, err := split(c.splitFlags, func(key string) (graph.Seen[graph.ActorID], error) { return seenActor(ctx, s, key) }, other)
		if err != nil {
			return "", graph.Revision{}, err
		}
		made, rev, err := e.SplitActor(ctx, operator, what, c.Why)
		return wordSplit(made.From.ID, made.Into.ID, made.Statements), rev, err
	})
}

type issueSplitCommand struct {
	splitFlags
	PartOf string `placeholder:"KEY" help:"The issue that the other one is part of, where it is new."`
}

func (c issueSplitCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	return c.change(ctx, io, flags, "Split", func(s graph.Store, e *graph.Editor) (string, graph.Revision, error) {
		other := graph.Issue{ID: graph.IssueID(c.Key), Name: c.Name, PartOf: graph.IssueID(c.PartOf)}
		what, err := split(c.splitFlags, func(key string) (graph.Seen[graph.IssueID], error) { return seenIssue(ctx, s, key) }, other)
		if err != nil {
			return "", graph.Revision{}, err
		}
		made, rev, err := e.SplitIssue(ctx, operator, what, c.Why)
		return wordSplit(made.From.ID, made.Into.ID, made.Statements), rev, err
	})
}
