package codebook

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"stancegraph/graph"
)

// Leader is a well-known office holder.
type Leader struct {
	Name     string
	Body     graph.ActorID
	From, To int // years of office, both included
}

// leaders lists the built-in office holders by the words of their names.
var leaders = sync.OnceValue(func() map[string][]Leader {
	var groups []struct {
		Body   graph.ActorID
		People []string
	}
	mustYAML("leaders.yaml", &groups)
	m := map[string][]Leader{}
	for _, g := range groups {
		for _, entry := range g.People {
			name, years := cutLast(entry)
			l := Leader{Name: strings.TrimSpace(name), Body: g.Body}
			if _, err := fmt.Sscanf(years, "%d-%d", &l.From, &l.To); err != nil {
				panic(graph.Errorf(graph.Internal, "leaders.yaml: %q has no years", entry))
			}
			key := strings.Join(norms(Tokens(l.Name)), " ")
			m[key] = append(m[key], l)
			_, last := cutLast(key)
			m[last] = append(m[last], l)
		}
	}
	return m
})

// FindLeader finds the office holder of a name, or of a surname alone, at a date. An undated question gets the last one;
// ok is false where there is none or, for a surname, more than one.
func FindLeader(name string, at graph.Date) (Leader, bool) {
	var found Leader
	ok := false
	for _, l := range leaders()[strings.Join(norms(Tokens(name)), " ")] {
		if year, err := strconv.Atoi(string(at[:min(4, len(at))])); err == nil && (year < l.From || year > l.To) {
			continue
		}
		if ok && found.Name != l.Name && found.Body != l.Body {
			return Leader{}, false
		}
		found, ok = l, true
	}
	return found, ok
}
