package loader

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"stancegraph/graph"
	"stancegraph/loader/extract"
)

// Vocabulary knows the actors and issues that statements may name.
type Vocabulary interface {
	Actors() []graph.Actor // of the codebook
	Issues() []graph.Issue
	Actor(id graph.ActorID) (graph.Actor, bool) // of the codebook or the built-in gazetteer
}

// Loader loads files into a graph.
type Loader struct {
	Reader     graph.Reader
	Editor     *graph.Editor
	Agent      graph.Agent // on whose behalf
	Vocabulary Vocabulary
	Extractor  extract.Extractor
	Methods    []string // by which the extractor finds statements, the usual one first; none means the rules
	Workers    int      // articles that are extracted side by side; 0 means one for each processor
	Batch      int      // articles that are stored at a time; 0 means 128. Slow extractors want few
	// Progress, if set, is called after each batch that was stored.
	Progress func(done Summary)
}

// Summary says what a load did.
type Summary struct {
	Files       int // that were to be loaded
	Done        int // of these, dealt with: stored, known or a problem
	New         int // articles created
	Reread      int // known articles that another extractor or codebook had read
	Unchanged   int
	Statements  int // created
	Unresolved  int // of these, with a holder that is no known actor
	Retracted   int // suggestions that were not found again
	Actors      int // created
	Words       int // in the articles that were read
	Problems    []Problem
	Kept        []graph.Kept // what analysts decided and the codebook says otherwise
	Interrupted bool         // the context ended, or the extractor could not go on, before all files were dealt with
	Stopped     error        // why the extractor could not go on, of code [graph.Unavailable]
	Elapsed     time.Duration
}

// batchFiles and batchBytes bound how many articles are in hand at a time, where the loader is not told otherwise.
const (
	batchFiles = 128
	batchBytes = 16 << 20
)

// input is an article in hand and where it comes from.
type input struct {
	path string
	doc  graph.Document
}

// batch is a run of files on its way through the stages.
type batch struct {
	files    int
	readings []graph.Reading
	words    int
	problems []Problem
	known    int
	left     int   // files that were not dealt with, because the context ended or the extractor stopped
	stopped  error // why the extractor stopped
	err      error
}

// Load loads the files in their order. It returns an error only where the store fails; what is wrong with single files is
// among the problems of the summary.
func (l *Loader) Load(ctx context.Context, files []Input) (Summary, error) {
	started := time.Now()
	sum := Summary{Files: len(files)}
	finish := context.WithoutCancel(ctx) // what is in hand is stored even when the context ends
	if err := l.storeVocabulary(finish, &sum); err != nil {
		return sum, err
	}
	stages := l.prepare(ctx, finish, files)
	for b := range stages {
		err := b.err
		if err == nil {
			err = l.store(finish, b, &sum)
		}
		sum.Elapsed = time.Since(started)
		if err != nil {
			drain(stages)
			return sum, err
		}
		if l.Progress != nil {
			l.Progress(sum)
		}
	}
	sum.Interrupted = sum.Done < sum.Files
	sum.Elapsed = time.Since(started)
	return sum, nil
}

// drain lets the other stages come to their end.
func drain(batches <-chan batch) {
	go func() {
		for range batches {
		}
	}()
}

// storeVocabulary stores the codebook, with the actors of the gazetteer that it refers to.
func (l *Loader) storeVocabulary(ctx context.Context, sum *Summary) error {
	actors, err := l.withBodies(l.Vocabulary.Actors())
	if err != nil || len(actors)+len(l.Vocabulary.Issues()) == 0 {
		return err
	}
	report, err := l.Editor.PutVocabulary(ctx, l.Agent, actors, l.Vocabulary.Issues())
	sum.Actors += report.Receipt.Created.Actors
	sum.Kept = report.Kept
	return err
}

// withBodies orders actors so that each comes behind those that it speaks for or belongs to, and adds the ones that are
// missing.
func (l *Loader) withBodies(actors []graph.Actor) ([]graph.Actor, error) {
	listed := map[graph.ActorID]graph.Actor{}
	for _, a := range actors {
		listed[a.ID] = a
	}
	var out []graph.Actor
	var missing error
	placed := map[graph.ActorID]bool{}
	var place func(id, from graph.ActorID)
	place = func(id, from graph.ActorID) {
		if placed[id] {
			return
		}
		placed[id] = true
		a, ok := listed[id]
		if !ok {
			a, ok = l.Vocabulary.Actor(id)
		}
		if !ok {
			missing = graph.Errorf(graph.Invalid, "actor %q refers to %q, which neither the codebook nor the gazetteer knows", from, id)
			return
		}
		for _, body := range ties(a) {
			place(body, id)
		}
		out = append(out, a)
	}
	for _, a := range actors {
		place(a.ID, a.ID)
	}
	return out, missing
}

func ties(a graph.Actor) []graph.ActorID {
	ids := slices.Clone(a.MemberOf)
	for _, t := range a.SpeaksFor {
		ids = append(ids, t.Body)
	}
	return ids
}

// prepare reads and extracts, batch after batch, while the one before is being stored. It ends when the files or ctx end.
func (l *Loader) prepare(ctx, finish context.Context, files []Input) <-chan batch {
	out := make(chan batch)
	go func() {
		defer close(out)
		for len(files) > 0 && ctx.Err() == nil {
			b, docs := readBatch(files, cmp.Or(l.Batch, batchFiles))
			files = files[b.files:]
			b.err = l.extractNew(ctx, finish, docs, &b)
			out <- b
			if b.err != nil || b.left > 0 {
				return
			}
		}
	}()
	return out
}

// readBatch reads the next files, at most n.
func readBatch(files []Input, n int) (b batch, docs []input) {
	size := 0
	for _, file := range files[:min(n, len(files))] {
		if size > batchBytes {
			break
		}
		b.files++
		doc, err := ReadArticle(file)
		if err != nil {
			b.problems = append(b.problems, Problem{file.Path, graph.MessageOf(err)})
			continue
		}
		size += len(doc.Text)
		docs = append(docs, input{file.Path, doc})
	}
	return b, docs
}

// extractNew extracts from the articles that this extractor and codebook have not read before.
func (l *Loader) extractNew(ctx, finish context.Context, docs []input, b *batch) error {
	ids := make([]graph.ArticleID, len(docs))
	for i, d := range docs {
		ids[i] = d.doc.ID
	}
	stored, err := l.Reader.Articles(finish, ids)
	if err != nil {
		return err
	}
	done := map[graph.ArticleID]bool{}
	for _, a := range stored {
		done[a.ID] = a.Extracted == l.Extractor.Fingerprint()
	}
	docs = slices.DeleteFunc(docs, func(d input) bool {
		known := done[d.doc.ID]
		if known {
			b.known++
		}
		done[d.doc.ID] = true // a second copy in one batch is known, too
		return known
	})
	b.extractAll(ctx, l, docs)
	return nil
}

// extractAll extracts side by side and keeps the order. Where the context ends or the extractor stops, the batch keeps
// what comes before the first article that was left, so that a load that goes on stores everything in one order.
func (b *batch) extractAll(ctx context.Context, l *Loader, docs []input) {
	readings, errs := l.extractEach(ctx, docs)
	for i, r := range readings {
		err := errs[i]
		if err != nil && (ctx.Err() != nil || graph.CodeOf(err) == graph.Unavailable) {
			b.left = len(docs) - i
			if ctx.Err() == nil {
				b.stopped = err
			}
			return
		}
		if err != nil {
			b.problems = append(b.problems, Problem{docs[i].path, problemText(err)})
			continue
		}
		b.readings = append(b.readings, r)
		b.words += len(strings.Fields(docs[i].doc.Text))
	}
}

// problemText words what went wrong with one article, without the cause that belongs in a log.
func problemText(err error) string {
	if _, ok := errors.AsType[*graph.Error](err); ok {
		return graph.MessageOf(err)
	}
	return err.Error()
}

// extractEach extracts from every document. Once the extractor has stopped, the rest is not tried and has its error.
func (l *Loader) extractEach(ctx context.Context, docs []input) ([]graph.Reading, []error) {
	readings := make([]graph.Reading, len(docs))
	errs := make([]error, len(docs))
	var stopped atomic.Pointer[error]
	next := make(chan int)
	var workers sync.WaitGroup
	for range cmp.Or(l.Workers, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := range next {
				if why := stopped.Load(); why != nil {
					errs[i] = *why
					continue
				}
				readings[i], errs[i] = l.extract(ctx, docs[i].doc)
				if graph.CodeOf(errs[i]) == graph.Unavailable {
					stopped.CompareAndSwap(nil, &errs[i])
				}
			}
		})
	}
	for i := range docs {
		next <- i
	}
	close(next)
	workers.Wait()
	return readings, errs
}

// extract makes a reading of one article. A fault of the extractor costs only this article.
func (l *Loader) extract(ctx context.Context, doc graph.Document) (r graph.Reading, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("the extractor failed on this article: %v", fault)
		}
	}()
	found, err := l.Extractor.Extract(ctx, extract.Document{Name: doc.File, Title: doc.Title, Source: doc.Source, Published: doc.Published, Text: doc.Text})
	if err != nil {
		return r, err
	}
	r = graph.Reading{Document: doc, Extracted: l.Extractor.Fingerprint(), Method: graph.MethodRules, Methods: l.Methods}
	if len(l.Methods) > 0 {
		r.Method = l.Methods[0]
	}
	for _, f := range found.Findings {
		r.Statements = append(r.Statements, f.Statement)
	}
	r.Actors, err = l.withBodies(l.named(found, r.Statements))
	return r, err
}

// named gives the actors that statements name: those learnt in the article, and those of the gazetteer.
func (l *Loader) named(found extract.Extraction, statements []graph.Statement) []graph.Actor {
	actors := slices.Clone(found.Actors)
	seen := map[graph.ActorID]bool{"": true}
	for _, a := range actors {
		seen[a.ID] = true
	}
	add := func(id graph.ActorID) {
		if a, ok := l.Vocabulary.Actor(id); ok && !seen[id] {
			seen[id] = true
			actors = append(actors, a)
		}
	}
	for _, s := range statements {
		add(s.Holder)
		add(s.Speaker)
		for _, id := range append(slices.Clone(s.ReportedBy), s.Parties...) {
			add(id)
		}
	}
	return actors
}

// store writes a batch and adds it to the summary.
func (l *Loader) store(ctx context.Context, b batch, sum *Summary) error {
	report, err := l.Editor.Load(ctx, l.Agent, b.readings)
	if err != nil {
		return err
	}
	sum.Done += b.files - b.left
	sum.Stopped = b.stopped
	sum.Words += b.words
	sum.New += report.Receipt.Created.Articles
	sum.Reread += report.Receipt.Replaced.Articles
	sum.Unchanged += b.known + report.Unchanged
	sum.Unresolved += report.Unresolved
	sum.Statements += report.Receipt.Created.Statements
	sum.Actors += report.Receipt.Created.Actors
	sum.Retracted += report.Retracted
	sum.Problems = append(sum.Problems, b.problems...)
	for _, r := range report.Refused {
		sum.Problems = append(sum.Problems, Problem{r.File, r.Reason})
	}
	return nil
}
