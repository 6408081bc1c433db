package graph

import (
	"context"
	"slices"
	"strings"
	"sync"
)

// Bookmarks say how far somebody has seen a store that several servers keep. A read that is given them waits until its server
// has got as far, so that one reads what one has written, whichever process and server answers. They mean something to the
// store alone; one that needs none leaves them empty. Safe for concurrent use; a nil one is empty and stays so.
type Bookmarks struct {
	mu    sync.Mutex
	marks []string
}

// NewBookmarks gives those of an earlier [Bookmarks.String].
func NewBookmarks(text string) *Bookmarks { return &Bookmarks{marks: strings.Fields(text)} }

// String gives the bookmarks as one text without line breaks.
func (b *Bookmarks) String() string { return strings.Join(b.All(), " ") }

// All lists them.
func (b *Bookmarks) All() []string {
	if b == nil {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.marks)
}

// Replace takes note of later ones, which stand for all before.
func (b *Bookmarks) Replace(marks []string) {
	if b == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.marks = slices.Sorted(slices.Values(marks))
}

type bookmarksKey struct{}

// WithBookmarks gives a context in which reads and writes come after what the bookmarks have seen, and add to them.
func WithBookmarks(ctx context.Context, b *Bookmarks) context.Context {
	return context.WithValue(ctx, bookmarksKey{}, b)
}

// BookmarksOf gives the bookmarks of a context, nil where it has none.
func BookmarksOf(ctx context.Context) *Bookmarks {
	b, _ := ctx.Value(bookmarksKey{}).(*Bookmarks)
	return b
}
