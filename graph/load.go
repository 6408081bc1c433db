package graph

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Reading is what an extractor made of one article.
type Reading struct {
	Document   Document
	Extracted  string      // names the extractor and codebook; see [Article.Extracted]
	Method     string      // the method of statements that name none
	Methods    []string    // the methods that it answers for; empty means Method alone
	Actors     []Actor     // persons learnt in the article that the statements refer to; their bodies must exist
	Statements []Statement // with holder, stance, issue, quote, place and so on; the rest is filled in
}

// LoadReport says what a load did.
type LoadReport struct {
	Receipt    Receipt
	Unchanged  int // articles that the same extractor and codebook had read before
	Unresolved int // new statements whose holder is no known actor
	Retracted  int // earlier suggestions that were not found again
	Refused    []Refusal
}

// answersFor reports whether the reading decides about the suggestions of a method.
func (r Reading) answersFor(method string) bool {
	return method == r.Method || slices.Contains(r.Methods, method)
}

// Refusal is a part of a reading that breaks a rule and was left out.
type Refusal struct {
	File   string
	Reason string
}

// Load stores readings: new articles, and of known ones what is new. Statements are suggested. A statement that an analyst
// has decided about is left alone. Of the methods that the reading answers for, and of no others, a suggestion that no
// analyst touched is brought up to date where it is found again, and retracted where it is not. One that was retracted and
// comes back, by whatever method, is suggested again. Each article is recorded as a revision of its own, so that a load that was cut off and
// run again leaves the same graph as one that was not. A statement that names a merged actor or issue is one of the target, and is
// known again by whatever of them it names. What breaks a rule is left out and reported. The role analyst is needed.
func (e *Editor) Load(ctx context.Context, by Agent, readings []Reading) (LoadReport, error) {
	if err := require(by, Analyst, "loading"); err != nil {
		return LoadReport{}, err
	}
	return retryConflicts(func() (LoadReport, error) { return e.load(ctx, by, readings) })
}

// loading is the state of one attempt to load.
type loading struct {
	meanings
	editor     *Editor
	by         Agent
	articles   map[ArticleID]Article
	statements map[ArticleID]map[StatementID]Statement
	asNow      map[StatementID]StatementID // the key that a stored statement would have if it were written now → its id
	batch      Batch
	report     LoadReport
}

func (e *Editor) load(ctx context.Context, by Agent, readings []Reading) (LoadReport, error) {
	l, err := e.startLoading(ctx, by, readings)
	if err != nil {
		return LoadReport{}, fmt.Errorf("load: %w", err)
	}
	statements := 0
	for _, r := range readings {
		statements += len(r.Statements)
	}
	l.batch.Statements = make([]Statement, 0, statements)
	for _, r := range readings {
		l.read(r)
	}
	if !l.batch.Empty() {
		if l.report.Receipt, err = e.store.Write(ctx, l.batch); err != nil {
			return LoadReport{}, fmt.Errorf("load: %w", err)
		}
		l.count()
	}
	return l.report, nil
}

// count takes back what was counted as new or altered, and turned out to be there: another load wrote it in between.
func (l *loading) count() {
	created, replaced := l.report.Receipt.Created, l.report.Receipt.Replaced
	l.report.Unchanged += len(l.batch.Articles) - created.Articles - replaced.Articles
	l.report.Unresolved = min(l.report.Unresolved, created.Statements)
	l.report.Retracted = min(l.report.Retracted, replaced.Statements)
}

// startLoading reads, in a handful of calls whatever the number of readings, what the store holds about them.
func (e *Editor) startLoading(ctx context.Context, by Agent, readings []Reading) (*loading, error) {
	l := &loading{editor: e, by: by, articles: map[ArticleID]Article{}, meanings: meanings{newKnown(e.actors()), newKnown(e.issues())},
		statements: map[ArticleID]map[StatementID]Statement{}, asNow: map[StatementID]StatementID{}}
	var b Batch
	for _, r := range readings {
		b.Articles = append(b.Articles, r.Document)
		b.Actors = append(b.Actors, r.Actors...)
		for _, s := range r.Statements {
			s.Article = r.Document.ID
			b.Statements = append(b.Statements, s)
		}
	}
	needs := b.Needs()
	articles, err1 := e.store.Articles(ctx, needs.Articles)
	err2, err3 := l.actors.read(ctx, needs.Actors), l.issues.read(ctx, needs.Issues)
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	extracted := map[ArticleID]string{}
	for _, r := range readings {
		extracted[r.Document.ID] = r.Extracted
	}
	var reread []ArticleID
	for _, a := range articles {
		l.articles[a.ID] = a
		if a.Extracted != extracted[a.ID] {
			reread = append(reread, a.ID)
		}
	}
	if len(reread) == 0 {
		return l, nil
	}
	if err := l.readMerged(ctx, e.store); err != nil {
		return nil, err
	}
	for s, err := range AllStatements(ctx, e.store, StatementFilter{Articles: reread}) {
		if err != nil {
			return nil, err
		}
		if l.statements[s.Article] == nil {
			l.statements[s.Article] = map[StatementID]Statement{}
		}
		l.statements[s.Article][s.ID] = s
		l.asNow[StatementKey(&s)] = s.ID
	}
	return l, nil
}

// read adds to the batch what a reading brings, as one revision.
func (l *loading) read(r Reading) {
	if err := r.Document.Validate(); err != nil {
		l.refuse(r, err)
		return
	}
	stored, exists := l.articles[r.Document.ID]
	if exists && stored.Extracted == r.Extracted {
		l.report.Unchanged++
		return
	}
	var changes []Change
	head := r.Document.Article
	head.Extracted, head.Revision = r.Extracted, 1
	if exists {
		head = stored
		head.Extracted, head.Revision = r.Extracted, stored.Revision+1
		changes = append(changes, change(ArticleObject, string(head.ID), head.Revision, &stored))
	} else {
		changes = append(changes, change[Article](ArticleObject, string(head.ID), 1, nil))
	}
	l.batch.Articles = append(l.batch.Articles, Document{head, r.Document.Text})
	l.articles[head.ID] = head
	changes = append(changes, l.readActors(r)...)
	changes = append(changes, l.readStatements(r)...)
	l.batch.Revisions = append(l.batch.Revisions, NewRevision(ActionLoad, l.by.Name, l.editor.now(), "", changes))
}

func (l *loading) refuse(r Reading, err error) {
	file := r.Document.File
	if file == "" {
		file = r.Document.Label()
	}
	l.report.Refused = append(l.report.Refused, Refusal{file, MessageOf(err)})
}

func (l *loading) readActors(r Reading) (changes []Change) {
	for _, a := range r.Actors {
		if l.actors.holds(a.ID) {
			continue
		}
		a.redirect(l.actors.to)
		err := a.Validate()
		for _, t := range a.SpeaksFor {
			if missing := l.actors.check(t.Body); missing != nil && err == nil {
				err = Errorf(Invalid, "actor %q speaks for another: %s", a.ID, MessageOf(missing))
			}
		}
		if err != nil {
			l.refuse(r, err)
			continue
		}
		a.Revision = 1
		l.actors.items[a.ID] = a
		l.batch.Actors = append(l.batch.Actors, a)
		changes = append(changes, change[Actor](ActorObject, string(a.ID), 1, nil))
	}
	return changes
}

func (l *loading) readStatements(r Reading) (changes []Change) {
	stored := l.statements[r.Document.ID]
	found := make(map[StatementID]bool, len(r.Statements))
	for _, s := range r.Statements {
		s = l.complete(r, s)
		if err := l.check(s, r.Document.Text); err != nil {
			l.refuse(r, err)
			continue
		}
		if found[s.ID] {
			continue
		}
		found[s.ID] = true
		old, exists := stored[s.ID]
		switch {
		case !exists:
			if s.Holder == "" {
				l.report.Unresolved++
			}
			l.batch.Statements = append(l.batch.Statements, s)
			changes = append(changes, change[Statement](StatementObject, string(s.ID), 1, nil))
		case old.DecidedBy == "" && (old.Status == Retracted || old.Status == Suggested && r.answersFor(old.Method)):
			if fresh := refreshed(old, s); !sameObject(fresh, old) {
				changes = append(changes, l.replace(old, fresh))
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(stored)) {
		if s := stored[id]; !found[id] && r.answersFor(s.Method) && s.Status == Suggested && s.DecidedBy == "" {
			gone := s
			gone.Status = Retracted
			changes = append(changes, l.replace(s, gone))
			l.report.Retracted++
		}
	}
	return changes
}

func (l *loading) complete(r Reading, s Statement) Statement {
	s.Article = r.Document.ID
	if !r.answersFor(s.Method) {
		s.Method = r.Method
	}
	s.Status, s.DecidedBy, s.Note, s.Revision = Suggested, "", "", 1
	s.FirstSeen = Millisecond(l.editor.now())
	return l.identified(s, l.statements[s.Article], l.asNow)
}

func (l *loading) check(s Statement, text string) error {
	if err := s.Validate(text); err != nil {
		return err
	}
	if err := l.issues.check(s.Issue); err != nil {
		return err
	}
	for _, id := range s.actors() {
		if err := l.actors.check(id); err != nil {
			return err
		}
	}
	return nil
}

// refreshed gives a stored suggestion with what a new reading says beside its key. Holder, stance and issue stay: they
// differ from what was found only where somebody has merged or amended them since.
func refreshed(old, found Statement) Statement {
	old.HolderText, old.Speaker, old.ReportedBy, old.Parties = found.HolderText, found.Speaker, found.ReportedBy, found.Parties
	old.HeldOn, old.Confidence, old.Method, old.Rule = found.HeldOn, found.Confidence, found.Method, found.Rule
	old.Status = Suggested
	return old
}

// replace writes the next revision of a statement.
func (l *loading) replace(before, after Statement) Change {
	after.Revision = before.Revision + 1
	l.batch.Statements = append(l.batch.Statements, after)
	return change(StatementObject, string(after.ID), after.Revision, &before)
}
