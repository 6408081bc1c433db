package ask

import (
	"context"
	"sync"

	"stancegraph/codebook"
	"stancegraph/graph"
)

// MaxQuestion is the longest question in bytes that is looked at.
const MaxQuestion = 2000

// Asker answers questions about one graph. It is safe for concurrent use.
type Asker struct {
	reader graph.Reader
	mu     sync.Mutex
	last   *parser // for the vocabulary that the graph had last
}

// New makes an asker of a graph.
func New(r graph.Reader) *Asker { return &Asker{reader: r} }

// Evidence is a stance edge together with statements of one kind that it rests on, newest first.
type Evidence struct {
	Edge       graph.StanceEdge
	Reported   bool // the statements rest on other actors' word alone
	Count      int  // how many of that kind there are
	Statements []graph.Statement
}

// Answer is what the graph says to a question. The lists that do not go with the kind of question are empty.
type Answer struct {
	Question   Question
	Text       string                // in a sentence or two
	Where      graph.StatementFilter // the question as a filter, parts of its issues included
	Edges      []graph.StanceEdge    // over all statements that match
	More       int                   // edges that match besides
	Evidence   []Evidence            // of the first edges, own words and others' reports apart
	Positions  []graph.Position
	Turns      []graph.Turn
	Statements []graph.Statement // that positions and turns rest on, and what was said
	graph.Named
}

// Ask answers a question. A question that cannot be read is a [*NotUnderstood].
func (a *Asker) Ask(ctx context.Context, question string) (Answer, error) {
	if len(question) > MaxQuestion {
		return Answer{}, graph.Errorf(graph.Invalid, "the question has %d bytes: at most %d are allowed", len(question), MaxQuestion)
	}
	p, err := a.parser(ctx)
	if err != nil {
		return Answer{}, err
	}
	q, err := p.parse(question)
	if err != nil {
		return Answer{Question: q}, err
	}
	return a.answer(ctx, q)
}

// Issue finds the issue that some words paraphrase, such as "sending arms to the rebels"; ok is false where they paraphrase none.
func (a *Asker) Issue(ctx context.Context, words string) (issue graph.Issue, ok bool, err error) {
	p, err := a.parser(ctx)
	if err != nil || len(words) > MaxQuestion {
		return graph.Issue{}, false, err
	}
	spans := p.issueSpans(words, nil, Position)
	if len(spans) != 1 || spans[0].against || spans[0].partial {
		return graph.Issue{}, false, nil
	}
	return spans[0].issue, true, nil
}

// parser gives a parser for the vocabulary of the graph as it is now.
func (a *Asker) parser(ctx context.Context) (*parser, error) {
	p := &parser{}
	for actor, err := range graph.AllActors(ctx, a.reader) {
		if err != nil {
			return nil, err
		}
		if !actor.Gone() {
			p.actors = append(p.actors, actor)
		}
	}
	for issue, err := range graph.AllIssues(ctx, a.reader) {
		if err != nil {
			return nil, err
		}
		if !issue.Gone() {
			p.issues = append(p.issues, issue)
		}
	}
	p.book = codebook.FromGraph(p.actors, p.issues)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.last == nil || a.last.book.Fingerprint() != p.book.Fingerprint() {
		a.last = p // its matcher is compiled once, when it is first used
	}
	return a.last, nil
}
