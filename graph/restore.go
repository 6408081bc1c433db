package graph

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// RestoreReport says what a restore did.
type RestoreReport struct {
	Lines     int    // of the dump that were read, the head and bad ones too
	Created   Counts // objects that were absent
	Unchanged Counts // objects that were there already, just the same
	Problems  int    // lines left out, and whatever else is not as the dump says
	Compared  bool   // the stance edges were held against those of the dump
	Ended     bool   // the end of the dump was seen
}

// RestoreWatch is told how a restore goes on. Either function may be nil.
type RestoreWatch struct {
	Problem  func(line int, reason string) // something was left out, or is not as the dump says
	Progress func(RestoreReport)           // after every batch
}

// Restore puts what [Dump] wrote into the store: every object at its revision, the audit records, the codings and the users with the
// hashes of their tokens. No revision is recorded beside those of the dump. What is there already and just the same is left,
// so that a restore that was cut off goes on when it is run again, and a second one changes nothing. What is there and
// differs is never overwritten, and what breaks a rule is left out: both are problems, with line, finding and expectation.
// Stance edges follow from the statements; those of the dump are held against them where the store holds nothing else.
//
// Actors and issues may refer to later ones of their kind and are held in memory together; of everything else a few thousand
// objects are. The role admin is needed. After an error of the store the report says what was done so far.
func (e *Editor) Restore(ctx context.Context, by Agent, from *DumpReader, watch RestoreWatch) (RestoreReport, error) {
	if err := require(by, Admin, "restoring"); err != nil {
		return RestoreReport{}, err
	}
	r := newRestorer(ctx, e.store, watch)
	r.report.Lines = from.lines.number
	err := r.run(&from.lines)
	return r.report, err
}

// restorer is the state of one restore.
type restorer struct {
	ctx     context.Context
	store   Store
	watch   RestoreWatch
	report  RestoreReport
	objects int // lines with an object
	edges   edgeComparison

	actors     *rack[Actor, ActorID]
	issues     *rack[Issue, IssueID]
	articles   *rack[Document, ArticleID]
	statements *rack[Statement, StatementID]
	codings    *rack[Coding, CodingID]
	users      *rack[User, string]
	revisions  *rack[Revision, RevisionID]
}

func (r *restorer) problem(line int, format string, args ...any) {
	r.report.Problems++
	if r.watch.Problem != nil {
		r.watch.Problem(line, fmt.Sprintf(format, args...))
	}
}

// run reads a dump to its end, or to where it breaks off.
func (r *restorer) run(in *lineReader) error {
	defer r.edges.stop()
	for !r.report.Ended {
		line, length, err := in.next()
		r.report.Lines = in.number
		switch {
		case r.ctx.Err() != nil:
			return fmt.Errorf("restore: %w", r.ctx.Err())
		case errors.Is(err, io.EOF):
			r.problem(in.number, "the dump ends here without its last line, {\"end\": …}: it was cut off; get the whole of it and restore that")
			return r.finish()
		case err != nil:
			r.problem(in.number+1, "the dump breaks off here (%s): get the whole of it and restore that", err)
			return r.finish()
		}
		if err := r.line(in.number, line, length); err != nil {
			return fmt.Errorf("restore, line %d: %w", in.number, err)
		}
	}
	if err := r.finish(); err != nil {
		return err
	}
	if _, _, err := in.next(); !errors.Is(err, io.EOF) {
		r.problem(in.number, "there is more behind the end of the dump, which was not read: restore one dump at a time")
	}
	return nil
}

// line takes in one line behind the head. Its error is the store's.
func (r *restorer) line(number int, text []byte, length int) error {
	if text == nil {
		r.objects++
		r.problem(number, "the line has %d bytes: at most %d are read", length, maxLine)
		return nil
	}
	l, err := parseDumpLine(text)
	if err != nil {
		r.objects++
		r.problem(number, "%s", MessageOf(err))
		return nil
	}
	if l.End == nil {
		r.objects++
	}
	switch {
	case l.Actor != nil:
		return add(r, r.actors, number, length, *l.Actor)
	case l.Issue != nil:
		return add(r, r.issues, number, length, *l.Issue)
	case l.Article != nil:
		return add(r, r.articles, number, length, *l.Article)
	case l.Statement != nil:
		l.Statement.FirstSeen = Millisecond(l.Statement.FirstSeen)
		return add(r, r.statements, number, length, *l.Statement)
	case l.Stance != nil:
		return r.stance(number, *l.Stance)
	case l.Coding != nil:
		return add(r, r.codings, number, length, l.Coding.milliseconds())
	case l.User != nil:
		l.User.Created = Millisecond(l.User.Created)
		if !l.User.Expires.IsZero() {
			l.User.Expires = Millisecond(l.User.Expires)
		}
		return add(r, r.users, number, length, *l.User)
	case l.Revision != nil:
		l.Revision.When = Millisecond(l.Revision.When)
		return add(r, r.revisions, number, length, *l.Revision)
	case l.End != nil:
		r.end(number, *l.End)
	default:
		r.problem(number, "a second head: restore one dump at a time")
	}
	return nil
}

func (r *restorer) end(line int, end dumpEnd) {
	r.report.Ended = true
	if end.Objects != r.objects {
		r.problem(line, "the dump says that it holds %d objects, and %d were read: lines are missing, or there are some too many", end.Objects, r.objects)
	}
}

// finish writes what is left and looks at the stance edges.
func (r *restorer) finish() error {
	if err := r.flush(nil); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if err := r.compareRest(); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return nil
}

// flush writes the objects of every kind but one.
func (r *restorer) flush(except flusher) error {
	for _, k := range []flusher{r.actors, r.issues, r.articles, r.statements, r.codings, r.users, r.revisions} {
		if k == except {
			continue
		}
		if err := k.flush(); err != nil {
			return err
		}
	}
	return nil
}
