package api

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"stancegraph/graph"
)

// DefaultPoll is how often the revision log is read for subscriptions, while there are any.
const DefaultPoll = time.Second

const (
	// overlapPolls is how far behind the newest known revision each look at the log goes back: a revision is dated when it is made
	// and seen when it is stored, and the clocks of programs that write may differ by so much.
	overlapPolls = 10
	// quietPolls is after how many looks that brought nothing of a load it counts as ended.
	quietPolls = 10
	// pollTime bounds one look at the log.
	pollTime = 10 * time.Second
)

// feed tells subscriptions what changes in the graph. Whoever writes, in this process or another, writes revisions: so the feed
// reads the log of revisions, at an interval and when it is nudged, and only while somebody listens. What a restore brings is no
// news, for its revisions are old.
type feed struct {
	reader graph.Reader
	log    *slog.Logger
	every  time.Duration
	wake   chan struct{} // holds one item where the feed has been nudged

	mu        sync.Mutex
	listeners map[*listener]bool
	stop      func() // ends following and waits for that; nil while nobody listens
}

func newFeed(r graph.Reader, every time.Duration, log *slog.Logger) *feed {
	return &feed{reader: r, log: log, every: every, wake: make(chan struct{}, 1), listeners: map[*listener]bool{}}
}

// listen begins to collect events for l: every change that is stored after it has returned.
func (f *feed) listen(ctx context.Context, l *listener) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.stop == nil {
		n := news{reader: f.reader, overlap: overlapPolls * f.every, seen: map[graph.RevisionID]time.Time{}}
		old, err := n.read(ctx)
		if err != nil {
			return err
		}
		n.remember(old) // what is there already is no news
		ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			f.follow(ctx, &n)
		}()
		f.stop = func() {
			cancel()
			<-ended
		}
	}
	f.listeners[l] = true
	return nil
}

// leave ends what listen began.
func (f *feed) leave(l *listener) {
	f.mu.Lock()
	delete(f.listeners, l)
	var stop func()
	if len(f.listeners) == 0 {
		stop, f.stop = f.stop, nil
	}
	f.mu.Unlock()
	if stop != nil {
		stop()
	}
}

// nudge makes the feed look at once.
func (f *feed) nudge() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// follow looks at the log until the context ends.
func (f *feed) follow(ctx context.Context, n *news) {
	ticker := time.NewTicker(f.every)
	defer ticker.Stop()
	var load loadProgress
	for away := false; ; {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-f.wake:
		}
		err := f.look(ctx, n, &load)
		if err != nil && !away && ctx.Err() == nil {
			f.log.LogAttrs(ctx, slog.LevelWarn, "subscriptions wait for the store", slog.Any("err", err))
		}
		away = err != nil
	}
}

// look reads what is new and hands it to the listeners. Where it fails, nothing was handed to anybody, and the next look does it.
func (f *feed) look(ctx context.Context, n *news, load *loadProgress) error {
	ctx, cancel := context.WithTimeout(ctx, pollTime)
	defer cancel()
	fresh, err := n.read(ctx)
	if err != nil {
		return err
	}
	changes, err := f.statementChanges(ctx, fresh)
	if err != nil {
		return err
	}
	f.mu.Lock()
	listeners := slices.Collect(maps.Keys(f.listeners))
	f.mu.Unlock()
	matching, err := f.matching(ctx, changes, listeners)
	if err != nil {
		return err
	}
	n.remember(fresh)
	progress := load.after(fresh, time.Now(), quietPolls*f.every)
	for _, l := range listeners {
		if l.loads && progress != nil {
			l.put(progress)
		}
		for _, c := range changes {
			if l.filter != nil && matching[l.filter.name][c.statement.ID] {
				l.put(c)
			}
		}
	}
	return nil
}

// statementChanges gives what revisions changed of statements that exist, in the order of the revisions.
func (f *feed) statementChanges(ctx context.Context, fresh []graph.Revision) (out []*statementChange, err error) {
	var ids []graph.StatementID
	for _, rev := range fresh {
		for _, c := range rev.Changes {
			if c.Type == graph.StatementObject {
				ids = append(ids, graph.StatementID(c.ID))
			}
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := f.reader.Statements(ctx, ids)
	if err != nil {
		return nil, err
	}
	statements := map[graph.StatementID]*graph.Statement{}
	for i := range found {
		statements[found[i].ID] = &found[i]
	}
	for i, rev := range fresh {
		for _, c := range rev.Changes {
			s := statements[graph.StatementID(c.ID)]
			if c.Type == graph.StatementObject && s != nil {
				out = append(out, &statementChange{s, &fresh[i], c.Before == nil})
			}
		}
	}
	return out, nil
}

// matching gives, by the names of the listeners' filters, which of the changed statements a filter lets through as they are now. Each
// filter is put to the store once, over the articles of the statements.
func (f *feed) matching(ctx context.Context, changes []*statementChange, listeners []*listener) (map[string]map[graph.StatementID]bool, error) {
	matching := map[string]map[graph.StatementID]bool{}
	if len(changes) == 0 {
		return matching, nil
	}
	var articles []graph.ArticleID
	for _, c := range changes {
		articles = append(articles, c.statement.Article)
	}
	slices.Sort(articles)
	articles = slices.Compact(articles)
	for _, l := range listeners {
		if l.filter == nil || matching[l.filter.name] != nil {
			continue
		}
		found, err := f.let(ctx, l.filter.StatementFilter, articles)
		if err != nil {
			return nil, err
		}
		matching[l.filter.name] = found
	}
	return matching, nil
}

// let gives the statements in the articles that a filter lets through.
func (f *feed) let(ctx context.Context, where graph.StatementFilter, articles []graph.ArticleID) (map[graph.StatementID]bool, error) {
	if len(where.Articles) > 0 {
		articles = slices.DeleteFunc(slices.Clone(articles), func(id graph.ArticleID) bool { return !slices.Contains(where.Articles, id) })
	}
	found := map[graph.StatementID]bool{}
	if len(articles) == 0 {
		return found, nil
	}
	where.Articles = articles
	for s, err := range graph.AllStatements(ctx, f.reader, where) {
		if err != nil {
			return nil, err
		}
		found[s.ID] = true
	}
	return found, nil
}
