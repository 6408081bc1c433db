package sqlitestore

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// SetBusyTimeout shortens, for one test, how long a store waits for another program.
func SetBusyTimeout(t *testing.T, d time.Duration) {
	before := busyTimeout
	busyTimeout = d
	t.Cleanup(func() { busyTimeout = before })
}

// LimitPages makes SQLite take the disk for full when the file has so many pages.
func (s *Store) LimitPages(n int) error {
	_, err := s.writer.ExecContext(context.Background(), fmt.Sprintf("PRAGMA max_page_count = %d", n))
	return err
}

// Pages tells how many pages the file has.
func (s *Store) Pages() (n int, err error) {
	err = s.writer.QueryRowContext(context.Background(), "PRAGMA page_count").Scan(&n)
	return n, err
}
