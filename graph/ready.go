package graph

import "context"

// Prober is a store that can tell whether its database is as this program needs it. A database can be brought to a newer
// version, be emptied or go away while a program is at work with it.
type Prober interface {
	// Ready asks the database. [Invalid]: it is of another version; [Unavailable]: it cannot be reached.
	Ready(ctx context.Context) error
}

// Ready reports why a store cannot be used at the moment, nil where it can.
func Ready(ctx context.Context, r Reader) error {
	if p, ok := r.(Prober); ok {
		if err := p.Ready(ctx); err != nil {
			return err
		}
	}
	_, err := r.FindIssues(ctx, IssueQuery{Page: Page{Limit: 1}})
	return err
}
