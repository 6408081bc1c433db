package suggest

import (
	"cmp"
	"slices"
	"strings"
)

// maxEntries bounds each tally. When one is full, entries seen in the fewest articles go until half of it is free: in a
// corpus of any size what is frequent stays, with a count that may miss its first few mentions.
const maxEntries = 20000

// seen counts one thing over the articles.
type seen struct {
	mentions, articles int
	last               int // number of the article that was counted last
	examples           []string
}

// note counts a mention in an article, and keeps the sentence if it is a good example.
func (s *seen) note(article int, example func() string) {
	s.mentions++
	if s.last == article {
		return
	}
	s.last = article
	s.articles++
	if len(s.examples) < 2 {
		if x := example(); !slices.Contains(s.examples, x) {
			s.examples = append(s.examples, x)
		}
	}
}

func (s *seen) evidence() Evidence { return Evidence{s.mentions, s.articles, s.examples} }

// tally counts things by key.
type tally[T any] struct {
	byKey map[string]*T
	seen  func(*T) *seen
}

func newTally[T any](seen func(*T) *seen) *tally[T] { return &tally[T]{map[string]*T{}, seen} }

// at gives the entry of a key, a new one if need be.
func (t *tally[T]) at(key string) *T {
	e := t.byKey[key]
	if e == nil {
		if len(t.byKey) >= maxEntries {
			t.prune()
		}
		e = new(T)
		t.byKey[strings.Clone(key)] = e
	}
	return e
}

// prune lets the entries of the fewest articles go, until half of the tally is free.
func (t *tally[T]) prune() {
	for least := 1; len(t.byKey) > maxEntries/2; least++ {
		for key, e := range t.byKey {
			if t.seen(e).articles <= least {
				delete(t.byKey, key)
			}
		}
	}
}

// keys gives the keys in order.
func (t *tally[T]) keys() []string {
	keys := make([]string, 0, len(t.byKey))
	for k := range t.byKey {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// counts is a small count of words, such as the roles of one person.
type counts map[string]int

// maxCounts bounds how many different words one such count holds.
const maxCounts = 24

func (c *counts) add(key string, n int) {
	if *c == nil {
		*c = counts{}
	}
	if _, ok := (*c)[key]; ok || len(*c) < maxCounts {
		(*c)[strings.Clone(key)] += n
	}
}

// ranked gives the words, the most frequent first, then by word.
func (c counts) ranked() []string {
	keys := make([]string, 0, len(c))
	for k := range c {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(c[b], c[a]), cmp.Compare(a, b)) })
	return keys
}

// first gives the most frequent word and its count.
func (c counts) first() (string, int) {
	r := c.ranked()
	if len(r) == 0 {
		return "", 0
	}
	return r[0], c[r[0]]
}
