package api

import (
	"slices"
	"testing"

	"stancegraph/graph"
)

func FuzzCursor(f *testing.F) {
	f.Add("AWLfaqCXjzzvB05vcmxhbmQHbm9ybGFuZA", "2021-03-01", "key")
	f.Add("", "", "")
	f.Add("AQ", "a\x00b", "é")
	k, other := keyOfList("Statement", "a"), keyOfList("Statement", "b")
	f.Fuzz(func(t *testing.T, damaged, a, b string) {
		if pos, err := parseCursor(k, damaged); err == nil && cursor(k, pos) != damaged {
			t.Errorf("%q is read as %q but written as %q", damaged, pos, cursor(k, pos))
		}
		pos := graph.Pos{string([]rune(a)), string([]rune(b))} // as stores hold them: UTF-8
		s := cursor(k, pos)
		got, err := parseCursor(k, s)
		if err != nil || !slices.Equal(got, pos) {
			t.Errorf("%q came back as %q, %v", pos, got, err)
		}
		if _, err := parseCursor(other, s); graph.CodeOf(err) != graph.Invalid {
			t.Errorf("a cursor of another list was accepted: %v", err)
		}
	})
}

func FuzzID(f *testing.F) {
	f.Add("QWN0b3I6bm9ybGFuZA")
	f.Add("norland")
	f.Fuzz(func(t *testing.T, s string) {
		if typ, key, ok := splitID(s); ok && globalID(typ, key) != s {
			t.Errorf("%q is read as %s %q but written as %q", s, typ, key, globalID(typ, key))
		}
		if key, err := keyOf[graph.ActorID]("Actor", s); err == nil && len(key) > 3*graph.MaxIDLength && len(s) < 3*graph.MaxIDLength {
			t.Errorf("%q gives the key %q", s, key)
		}
	})
}

func TestKeyOfListTellsListsApart(t *testing.T) {
	seen := map[listKey][]string{}
	for _, parts := range [][]string{{"a"}, {"a", ""}, {"", "a"}, {"ab"}, {"a", "b"}, {"b", "a"}} {
		k := keyOfList(parts...)
		if other := seen[k]; other != nil {
			t.Errorf("%q and %q have the same key", parts, other)
		}
		seen[k] = parts
	}
}
