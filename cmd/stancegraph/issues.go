package main

import (
	"context"

	"stancegraph/graph"
)

type issueCommand struct {
	Add   issueAddCommand   `cmd:"" help:"Add an issue."`
	Set   issueSetCommand   `cmd:"" help:"Change an issue; no codebook overwrites what is set."`
	Merge issueMergeCommand `cmd:"" help:"Say that several issues are one."`
	Split issueSplitCommand `cmd:"" help:"Say that an issue was taken for two."`
}

// issueFields are the parts of an issue; a list with one empty entry is an empty list.
type issueFields struct {
	Phrase   []string `sep:"none" placeholder:"WORDS" help:"A way of naming it; repeat for each, set replaces them all, an empty one takes all away."`
	PartOf   *string  `placeholder:"KEY" help:"The broader issue; empty for none."`
	Namesake bool     `help:"Allow a name or phrase that another one has."`
}

type issueAddCommand struct {
	changeFlags
	issueFields
	Key  string `placeholder:"KEY" help:"The short name; made of the name where it is not given."`
	Name string `arg:"" help:"The name to show."`
}

func (c issueAddCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	return c.change(ctx, io, flags, "Added", func(_ graph.Store, e *graph.Editor) (string, graph.Revision, error) {
		phrases, err := given(c.Phrase, plain[string])
		if err != nil {
			return "", graph.Revision{}, err
		}
		i, rev, err := e.CreateIssue(ctx, operator, graph.Issue{ID: graph.IssueID(c.Key), Name: c.Name, Phrases: value(phrases),
			PartOf: graph.IssueID(value(c.PartOf))}, c.Namesake, c.Why)
		return "issue " + string(i.ID), rev, err
	})
}

type issueSetCommand struct {
	changeFlags
	issueFields
	Name *string `placeholder:"NAME" help:"The name to show."`
	Key  string  `arg:"" help:"The issue."`
}

func (c issueSetCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	return c.change(ctx, io, flags, "Changed", func(s graph.Store, e *graph.Editor) (string, graph.Revision, error) {
		seen, err := seenIssue(ctx, s, c.Key)
		if err != nil {
			return "", graph.Revision{}, err
		}
		phrases, err := given(c.Phrase, plain[string])
		if err != nil {
			return "", graph.Revision{}, err
		}
		i, rev, err := e.UpdateIssue(ctx, operator, graph.IssueUpdate{Issue: seen, Name: c.Name, Phrases: phrases, PartOf: (*graph.IssueID)(c.PartOf),
			Namesake: c.Namesake}, c.Why)
		return "issue " + string(i.ID), rev, err
	})
}

// seenIssue names an issue as it is now.
func seenIssue(ctx context.Context, s graph.Store, key string) (graph.Seen[graph.IssueID], error) {
	found, err := s.Issues(ctx, []graph.IssueID{graph.IssueID(key)})
	if err == nil && len(found) == 0 {
		err = graph.Errorf(graph.NotFound, "no issue has the key %q", key)
	}
	if err != nil {
		return graph.Seen[graph.IssueID]{}, err
	}
	return graph.Seen[graph.IssueID]{ID: found[0].ID, Revision: found[0].Revision}, nil
}

type issueMergeCommand struct{ mergeArguments }

func (c issueMergeCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	return c.change(ctx, io, flags, "Merged", func(s graph.Store, e *graph.Editor) (string, graph.Revision, error) {
		m, err := merge(c.mergeArguments, func(key string) (graph.Seen[graph.IssueID], error) { return seenIssue(ctx, s, key) })
		if err != nil {
			return "", graph.Revision{}, err
		}
		made, rev, err := e.MergeIssues(ctx, operator, m, c.Why)
		return wordMerge("issue", len(made.From), c.Into, made.Statements), rev, err
	})
}
