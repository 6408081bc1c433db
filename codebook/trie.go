package codebook

// trie finds the longest of many word sequences at a place in a text. Words are compared by their normal form; a word
// of a name also by its sound, so that one entry covers the many spellings of a transliterated name.
type trie[T any] struct {
	next  map[string]*trie[T]
	items []T
}

func newTrie[T any]() *trie[T] { return &trie[T]{next: map[string]*trie[T]{}} }

// add stores an item under a sequence of keys.
func (t *trie[T]) add(keys []string, item T) {
	node := t
	for _, k := range keys {
		child := node.next[k]
		if child == nil {
			child = newTrie[T]()
			node.next[k] = child
		}
		node = child
	}
	node.items = append(node.items, item)
}

// maxPaths bounds how many paths a walk follows side by side.
const maxPaths = 8

// walk calls visit with the items of every entry that begins at token i, the shortest first, and the token after it. At each
// word both the entries that spell it so and those that sound like it are followed, the former first.
func (t *trie[T]) walk(tokens []Token, i int, visit func(items []T, end int)) {
	paths, n := [maxPaths]*trie[T]{t}, 1
	for j := i; j < len(tokens) && n > 0; j++ {
		var ahead [maxPaths]*trie[T]
		m := 0
		follow := func(child *trie[T]) {
			if child == nil || m == maxPaths {
				return
			}
			ahead[m] = child
			m++
			if len(child.items) > 0 {
				visit(child.items, j+1)
			}
		}
		for _, node := range paths[:n] {
			follow(node.next[tokens[j].Norm])
			if tokens[j].Upper && len(tokens[j].Norm) >= minSound {
				follow(node.next[soundKey(tokens[j].Norm)])
			}
		}
		paths, n = ahead, m
	}
}

func norms(tokens []Token) []string {
	out := make([]string, len(tokens))
	for i, t := range tokens {
		out[i] = t.Norm
	}
	return out
}
