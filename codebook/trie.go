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

// walk calls visit with the items of every entry that begins at token i, the shortest first, and the token after it.
func (t *trie[T]) walk(tokens []Token, i int, visit func(items []T, end int)) {
	node := t
	for j := i; j < len(tokens); j++ {
		child := node.next[tokens[j].Norm]
		if child == nil && tokens[j].Upper && len(tokens[j].Norm) >= minSound {
			child = node.next[soundKey(tokens[j].Norm)]
		}
		if child == nil {
			return
		}
		node = child
		if len(node.items) > 0 {
			visit(node.items, j+1)
		}
	}
}

func norms(tokens []Token) []string {
	out := make([]string, len(tokens))
	for i, t := range tokens {
		out[i] = t.Norm
	}
	return out
}
