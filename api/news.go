package api

import (
	"context"
	"slices"
	"time"

	"stancegraph/graph"
)

// firstPage is how many revisions each look at the log begins with; it doubles the number up to lastPage.
const firstPage, lastPage = 10, 200

// news reads the log of revisions for what was not there before.
type news struct {
	reader  graph.Reader
	overlap time.Duration
	newest  time.Time                      // of all that were read
	seen    map[graph.RevisionID]time.Time // those that the next look comes upon again
}

// read gives the revisions that are not remembered, oldest first.
func (n *news) read(ctx context.Context) (fresh []graph.Revision, err error) {
	from := n.newest.Add(-n.overlap)
	page := graph.Page{Limit: firstPage}
	for more := true; more; {
		s, err := n.reader.FindRevisions(ctx, graph.RevisionQuery{Page: page})
		if err != nil {
			return nil, err
		}
		more, page.Limit = s.More, min(2*page.Limit, lastPage)
		for _, rev := range s.Items {
			if rev.When.Before(from) {
				more = false
				break
			}
			if _, known := n.seen[rev.ID]; !known {
				fresh = append(fresh, rev)
			}
			page.After = rev.Pos()
		}
		if n.newest.IsZero() && len(fresh) > 0 && len(n.seen) == 0 { // the first look: only what the next one comes upon again matters
			from = fresh[0].When.Add(-n.overlap)
		}
	}
	slices.Reverse(fresh)
	return fresh, nil
}

// remember takes note of revisions, and forgets those that no look comes upon again.
func (n *news) remember(fresh []graph.Revision) {
	for _, rev := range fresh {
		n.seen[rev.ID] = rev.When
		if rev.When.After(n.newest) {
			n.newest = rev.When
		}
	}
	for id, when := range n.seen {
		if when.Before(n.newest.Add(-n.overlap)) {
			delete(n.seen, id)
		}
	}
}
