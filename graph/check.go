package graph

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
)

// Finding is something in a graph that should not be able to happen.
type Finding struct {
	Text string
	Edge *EdgeKey // the stance edge that is not right and can be counted anew; nil where it is about anything else
}

// Inspector is a store that keeps more than a [Reader] shows, such as copies for its indexes, and can say where that is wrong.
type Inspector interface {
	Inspect(ctx context.Context) iter.Seq2[Finding, error]
}

// Check looks for everything in a graph that should not be able to happen and yields a sentence for each: a quote that does
// not stand in its article, a reference to something that is not there, a stance edge that is not what its statements say,
// the same of what analysts code by themselves, and what an [Inspector] finds. What others write meanwhile may seem wrong; the next check tells.
func Check(ctx context.Context, r Reader) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for f, err := range newChecker(ctx, r).findings() {
			if !yield(f.Text, err) || err != nil {
				return
			}
		}
	}
}

type checker struct {
	ctx     context.Context
	r       Reader
	actors  map[ActorID]Actor
	issues  map[IssueID]Issue
	counted tallies
	seen    int // statements
}

func newChecker(ctx context.Context, r Reader) *checker {
	return &checker{ctx: ctx, r: r, actors: map[ActorID]Actor{}, issues: map[IssueID]Issue{}, counted: tallies{}}
}

// findings yields all that is wrong; an error is the last.
func (c *checker) findings() iter.Seq2[Finding, error] {
	return func(yield func(Finding, error) bool) {
		for _, part := range []iter.Seq2[Finding, error]{c.vocabulary(), c.articles(), c.strays(), c.codings(), c.edges(), c.inspected()} {
			for f, err := range part {
				if !yield(f, err) || err != nil {
					return
				}
			}
		}
	}
}

func found(format string, args ...any) Finding { return Finding{Text: fmt.Sprintf(format, args...)} }

func foundEdge(key EdgeKey, format string, args ...any) Finding {
	text := fmt.Sprintf("stance edge %s %s %s ", key.Actor, key.Stance, key.Issue) + fmt.Sprintf(format, args...)
	return Finding{Text: text, Edge: &key}
}

// vocabulary reads all actors and issues, and then checks what they refer to.
func (c *checker) vocabulary() iter.Seq2[Finding, error] {
	return func(yield func(Finding, error) bool) {
		for a, err := range AllActors(c.ctx, c.r) {
			if err != nil {
				yield(Finding{}, err)
				return
			}
			c.actors[a.ID] = a
		}
		for i, err := range AllIssues(c.ctx, c.r) {
			if err != nil {
				yield(Finding{}, err)
				return
			}
			c.issues[i.ID] = i
		}
		known := Current{Actors: c.actors, Issues: c.issues}
		for _, id := range slices.Sorted(maps.Keys(c.actors)) {
			b := Batch{Actors: []Actor{c.actors[id]}}
			if err := b.checkReferences(known); err != nil && !yield(found("%s", MessageOf(err)), nil) {
				return
			}
		}
		for _, id := range slices.Sorted(maps.Keys(c.issues)) {
			b := Batch{Issues: []Issue{c.issues[id]}}
			if err := b.checkReferences(known); err != nil && !yield(found("%s", MessageOf(err)), nil) {
				return
			}
		}
	}
}

// articles checks all articles and their statements, and counts these.
func (c *checker) articles() iter.Seq2[Finding, error] {
	return func(yield func(Finding, error) bool) {
		for docs, err := range documents(c.ctx, c.r, AllArticles(c.ctx, c.r)) {
			var statements [][]Statement
			if err == nil {
				statements, err = c.statementsOf(docs)
			}
			if err != nil {
				yield(Finding{}, err)
				return
			}
			for i, d := range docs {
				for _, f := range c.article(d, statements[i]) {
					if !yield(f, nil) {
						return
					}
				}
			}
		}
	}
}

// statementsOf reads the statements of some articles.
func (c *checker) statementsOf(docs []Document) ([][]Statement, error) {
	q := StatementQuery{Page: Page{Limit: walkPage}}
	for _, d := range docs {
		q.Scopes = append(q.Scopes, Scope{Article: d.ID})
	}
	pages, err := c.r.FindStatements(c.ctx, q)
	if err != nil {
		return nil, err
	}
	out := make([][]Statement, len(docs))
	for i, page := range pages {
		out[i] = page.Items
		if !page.More {
			continue
		}
		out[i] = nil
		for s, err := range AllStatements(c.ctx, c.r, StatementFilter{Articles: []ArticleID{docs[i].ID}}) {
			if err != nil {
				return nil, err
			}
			out[i] = append(out[i], s)
		}
	}
	return out, nil
}

func (c *checker) article(d Document, statements []Statement) (out []Finding) {
	if fresh := NewDocument(d.Article, d.Text); fresh.Size != d.Size || fresh.TextHash != d.TextHash {
		out = append(out, found("the text of article %s (%s) is missing or altered", d.ID, d.Label()))
	}
	known := Current{Actors: c.actors, Issues: c.issues, Articles: map[ArticleID]Article{d.ID: d.Article}}
	for _, s := range statements {
		c.seen++
		c.counted.add(s, d.TextHash)
		if err := s.Validate(d.Text); err != nil {
			out = append(out, found("statement %s: %s", s.ID, MessageOf(err)))
		}
		b := Batch{Statements: []Statement{s}}
		if err := b.checkReferences(known); err != nil {
			out = append(out, found("%s", MessageOf(err)))
		}
	}
	return out
}

// strays finds statements whose articles are not there, if there are more statements than the articles have.
func (c *checker) strays() iter.Seq2[Finding, error] {
	return func(yield func(Finding, error) bool) {
		all, err := only(c.r.FindStatements(c.ctx, StatementQuery{Page: Page{Limit: 1, Total: true}}))
		if err != nil {
			yield(Finding{}, err)
			return
		}
		if all.Total <= c.seen {
			return
		}
		for s, err := range AllStatements(c.ctx, c.r, StatementFilter{}) {
			var articles []Article
			if err == nil {
				articles, err = c.r.Articles(c.ctx, []ArticleID{s.Article})
			}
			if err != nil {
				yield(Finding{}, err)
				return
			}
			if len(articles) == 0 && !yield(found("statement %s refers to article %q, which does not exist", s.ID, s.Article), nil) {
				return
			}
		}
	}
}

// codings checks what analysts code by themselves. Nobody changes it when what it names is merged or withdrawn, so that may be.
func (c *checker) codings() iter.Seq2[Finding, error] {
	return func(yield func(Finding, error) bool) {
		all, err := c.r.Codings(c.ctx, CodingQuery{})
		of := map[ArticleID][]Coding{}
		for _, coding := range all {
			of[coding.Article] = append(of[coding.Article], coding)
		}
		ids := keys(of)
		var articles []Article
		if err == nil {
			articles, err = c.r.Articles(c.ctx, ids)
		}
		if err != nil {
			yield(Finding{}, err)
			return
		}
		there := byKey(articles, func(a Article) ArticleID { return a.ID })
		for _, coding := range all {
			if _, ok := there[coding.Article]; !ok && !yield(found("coding %s refers to article %q, which does not exist", coding.ID, coding.Article), nil) {
				return
			}
		}
		for docs, err := range documents(c.ctx, c.r, each(articles)) {
			if err != nil {
				yield(Finding{}, err)
				return
			}
			for _, d := range docs {
				for _, coding := range of[d.ID] {
					for _, f := range c.coding(coding, d.Text) {
						if !yield(f, nil) {
							return
						}
					}
				}
			}
		}
	}
}

// each yields some items, none of which is an error.
func each[T any](items []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
	}
}

// coding checks one coding and its codes by the text of its article.
func (c *checker) coding(coding Coding, text string) (out []Finding) {
	head := coding
	head.Codes = nil
	if err := head.Validate(text); err != nil {
		out = append(out, found("%s", MessageOf(err)))
	}
	for _, s := range coding.Codes {
		from := fmt.Sprintf("statement %s of coding %s", s.ID, coding.ID)
		if s.Article != coding.Article {
			out = append(out, found("%s is of article %q, not of %q", from, s.Article, coding.Article))
		} else if err := s.Validate(text); err != nil {
			out = append(out, found("%s: %s", from, MessageOf(err)))
		}
		if err := checkThere(s, from, c.actors, c.issues); err != nil {
			out = append(out, found("%s", MessageOf(err)))
		}
	}
	return out
}

// edges compares the derived edges with the count. Both come in the order of their keys.
func (c *checker) edges() iter.Seq2[Finding, error] {
	return func(yield func(Finding, error) bool) {
		missing := sortedEdges(c.counted)
		for e, err := range AllStances(c.ctx, c.r, StatementFilter{}) {
			if err != nil {
				yield(Finding{}, err)
				return
			}
			for len(missing) > 0 && missing[0].Compare(e.EdgeKey) < 0 {
				if !yield(foundEdge(missing[0], "is missing"), nil) {
					return
				}
				missing = missing[1:]
			}
			if f, wrong := c.edge(e); wrong && !yield(f, nil) {
				return
			}
			if len(missing) > 0 && missing[0] == e.EdgeKey {
				missing = missing[1:]
			}
		}
		for _, key := range missing {
			if !yield(foundEdge(key, "is missing"), nil) {
				return
			}
		}
	}
}

func (c *checker) edge(e StanceEdge) (f Finding, wrong bool) {
	switch t := c.counted[e.EdgeKey]; {
	case t == nil:
		return foundEdge(e.EdgeKey, "is there, and no statement counts towards it"), true
	case t.edge != e:
		return foundEdge(e.EdgeKey, "says %s, its statements say %s", e.figures(), t.edge.figures()), true
	}
	return Finding{}, false
}

// figures words what an edge counts.
func (e StanceEdge) figures() string {
	return fmt.Sprintf("statements %d, accepted %d, reported %d, articles %d, from %q to %q, its own to %q", e.Statements, e.Accepted, e.Reported, e.Articles, e.First, e.Last, e.LastOwn)
}

func (c *checker) inspected() iter.Seq2[Finding, error] {
	if i, ok := c.r.(Inspector); ok {
		return i.Inspect(c.ctx)
	}
	return func(func(Finding, error) bool) {}
}

// Repair is what became of a finding.
type Repair struct {
	Finding
	Repaired bool // the stance edge is right now
}

// repairBatch is how many stance edges are counted anew in one write.
const repairBatch = 1000

// Repair checks like [Check] and counts anew the stance edges that are wrong, missing or superfluous. What it finds of other
// kinds it leaves and yields like Check; the edges come last, once it has looked at them again. The role admin is needed.
func (e *Editor) Repair(ctx context.Context, by Agent) iter.Seq2[Repair, error] {
	return func(yield func(Repair, error) bool) {
		if err := require(by, Admin, "repairing"); err != nil {
			yield(Repair{}, err)
			return
		}
		c := newChecker(ctx, e.store)
		var wrong []Finding
		for f, err := range c.findings() {
			if err == nil && f.Edge != nil {
				wrong = append(wrong, f)
			} else if !yield(Repair{Finding: f}, err) || err != nil {
				return
			}
		}
		still, err := e.recount(ctx, c, wrong)
		if err != nil {
			yield(Repair{}, err)
			return
		}
		for _, f := range wrong {
			if !yield(Repair{f, !still[*f.Edge]}, nil) {
				return
			}
		}
	}
}

// recount has the edges that are wrong counted anew, and tells which are still wrong.
func (e *Editor) recount(ctx context.Context, c *checker, wrong []Finding) (map[EdgeKey]bool, error) {
	if len(wrong) == 0 {
		return nil, nil
	}
	edges := map[EdgeKey]bool{}
	for _, f := range wrong {
		edges[*f.Edge] = true
	}
	for batch := range slices.Chunk(sortedEdges(edges), repairBatch) {
		if _, err := e.store.Write(ctx, Batch{Recount: batch}); err != nil {
			return nil, fmt.Errorf("repair: %w", err)
		}
	}
	still := map[EdgeKey]bool{}
	for _, again := range []iter.Seq2[Finding, error]{c.edges(), c.inspected()} {
		for f, err := range again {
			if err != nil {
				return nil, fmt.Errorf("repair: %w", err)
			}
			if f.Edge != nil {
				still[*f.Edge] = true
			}
		}
	}
	return still, nil
}
