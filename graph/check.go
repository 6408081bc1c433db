package graph

import (
	"context"
	"fmt"
	"iter"
)

// Check looks for everything in a graph that should not be able to happen and yields a sentence for each: a quote that does
// not stand in its article, a reference to something that is not there, a stance edge that is not what its statements say.
func Check(ctx context.Context, r Reader) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		c := checker{ctx: ctx, r: r, yield: yield, counted: tallies{}}
		if err := c.run(); err != nil && !c.stopped {
			yield("", err)
		}
	}
}

type checker struct {
	ctx     context.Context
	r       Reader
	yield   func(string, error) bool
	stopped bool
	actors  map[ActorID]bool
	issues  map[IssueID]bool
	counted tallies
}

func (c *checker) problem(format string, args ...any) {
	if !c.stopped && !c.yield(fmt.Sprintf(format, args...), nil) {
		c.stopped = true
	}
}

func (c *checker) run() error {
	if err := c.vocabulary(); err != nil {
		return err
	}
	for a, err := range AllArticles(c.ctx, c.r) {
		if err != nil {
			return err
		}
		if err := c.article(a); err != nil || c.stopped {
			return err
		}
	}
	return c.edges()
}

func (c *checker) vocabulary() error {
	c.actors, c.issues = map[ActorID]bool{}, map[IssueID]bool{}
	var b Batch
	for a, err := range AllActors(c.ctx, c.r) {
		if err != nil {
			return err
		}
		c.actors[a.ID] = true
		b.Actors = append(b.Actors, a)
	}
	for i, err := range AllIssues(c.ctx, c.r) {
		if err != nil {
			return err
		}
		c.issues[i.ID] = true
		b.Issues = append(b.Issues, i)
	}
	c.references(&b)
	return nil
}

func (c *checker) references(b *Batch) {
	b.eachReference(
		func(id ActorID, from string) {
			if !c.actors[id] {
				c.problem("%s refers to actor %q, which does not exist", from, id)
			}
		},
		func(id IssueID, from string) {
			if !c.issues[id] {
				c.problem("%s refers to issue %q, which does not exist", from, id)
			}
		},
		func(ArticleID, string) {})
}

// article checks one article and its statements, and counts these.
func (c *checker) article(a Article) error {
	texts, err := c.r.Texts(c.ctx, []ArticleID{a.ID})
	if err != nil {
		return err
	}
	text, ok := texts[a.ID]
	if fresh := NewDocument(a, text); !ok || fresh.Size != a.Size || fresh.TextHash != a.TextHash {
		c.problem("the text of article %s (%s) is missing or altered", a.ID, a.Label())
	}
	for s, err := range AllStatements(c.ctx, c.r, StatementFilter{Articles: []ArticleID{a.ID}}) {
		if err != nil {
			return err
		}
		if err := s.Validate(text); err != nil {
			c.problem("statement %s: %s", s.ID, MessageOf(err))
		}
		c.references(&Batch{Statements: []Statement{s}})
		c.counted.add(s, a.TextHash)
	}
	return nil
}

// edges compares the derived edges with the count.
func (c *checker) edges() error {
	for e, err := range AllStances(c.ctx, c.r, StatementFilter{}) {
		if err != nil {
			return err
		}
		name := fmt.Sprintf("stance edge %s %s %s", e.Actor, e.Stance, e.Issue)
		switch t := c.counted[e.EdgeKey]; {
		case t == nil:
			c.problem("%s is there, and no statement counts towards it", name)
		case t.edge != e:
			c.problem("%s says %+v, its statements say %+v", name, e, t.edge)
		}
		delete(c.counted, e.EdgeKey)
	}
	for _, key := range sortedEdges(c.counted) {
		c.problem("stance edge %s %s %s is missing", key.Actor, key.Stance, key.Issue)
	}
	return nil
}
