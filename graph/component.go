package graph

// components puts ids that refer to one another into groups, so that a group refers only to itself and to earlier groups:
// the strongly connected components, by R. E. Tarjan, "Depth-first search and linear graph algorithms" (1972). What refers
// to an id that is not among them is left to the caller. The order follows from that of the ids.
func components[K comparable](ids []K, refers func(K) []K) [][]K {
	t := tarjan[K]{refers: refers, index: make(map[K]int, len(ids)), low: make(map[K]int, len(ids)), open: map[K]bool{}}
	t.known = make(map[K]bool, len(ids))
	for _, id := range ids {
		t.known[id] = true
	}
	for _, id := range ids {
		if t.index[id] == 0 {
			t.visit(id)
		}
	}
	return t.groups
}

type tarjan[K comparable] struct {
	refers func(K) []K
	known  map[K]bool
	index  map[K]int // when an id was first seen, from 1
	low    map[K]int // the earliest id that it leads to
	stack  []K
	open   map[K]bool // is on the stack
	groups [][]K
}

func (t *tarjan[K]) visit(id K) {
	place := len(t.stack)
	t.index[id] = len(t.index) + 1
	t.low[id] = t.index[id]
	t.stack, t.open[id] = append(t.stack, id), true
	for _, to := range t.refers(id) {
		switch {
		case !t.known[to]:
		case t.index[to] == 0:
			t.visit(to)
			t.low[id] = min(t.low[id], t.low[to])
		case t.open[to]:
			t.low[id] = min(t.low[id], t.index[to])
		}
	}
	if t.low[id] < t.index[id] {
		return
	}
	group := append([]K{}, t.stack[place:]...)
	t.stack = t.stack[:place]
	for _, member := range group {
		delete(t.open, member)
	}
	t.groups = append(t.groups, group)
}
