package graph

import (
	"context"
	"fmt"
)

// A restore writes so many objects, or bytes of them, in one batch.
const (
	restoreObjects = 10_000
	restoreBytes   = 8 << 20
)

// placed is an object with the line of the dump that it stands on.
type placed[T any] struct {
	line   int
	object T
}

// A rack gathers objects of one kind until they are written.
type rack[T any, K ~string] struct {
	what     string // names the kind
	id       func(T) K
	validate func(T) error
	compared func(T) any // what is the same in equal objects; nil: the object itself
	read     func(context.Context, []K) ([]T, error)
	// fit leaves out what cannot be written, and divides the rest into batches, in their order.
	fit   func([]placed[T]) ([][]placed[T], error)
	batch func([]T) Batch
	count func(*Counts) *int
	whole bool // objects refer to others of their kind, and so are written when all are there

	r     *restorer
	items []placed[T]
	at    map[K]int // place in items
	size  int
}

// flusher is a rack, whatever its kind.
type flusher interface{ flush() error }

// add takes in an object, after writing those of other kinds that stood before it.
func add[T any, K ~string](r *restorer, k *rack[T, K], line, length int, item T) error {
	if err := r.flush(k); err != nil {
		return err
	}
	if err := k.validate(item); err != nil {
		r.problem(line, "%s", MessageOf(err))
		return nil
	}
	if i, ok := k.at[k.id(item)]; ok {
		k.again(line, item, k.items[i])
		return nil
	}
	if k.at == nil {
		k.at = map[K]int{}
	}
	k.at[k.id(item)] = len(k.items)
	k.items = append(k.items, placed[T]{line, item})
	k.size += length
	if !k.whole && (len(k.items) >= restoreObjects || k.size >= restoreBytes) {
		return k.flush()
	}
	return nil
}

// again deals with an object that an earlier line has named.
func (k *rack[T, K]) again(line int, item T, earlier placed[T]) {
	if k.same(item, earlier.object) {
		*k.count(&k.r.report.Unchanged)++
		return
	}
	k.r.problem(line, "%s %q stands on line %d already, and not the same", k.what, k.id(item), earlier.line)
}

func (k *rack[T, K]) same(a, b T) bool {
	if k.compared == nil {
		return sameObject(a, b)
	}
	return sameObject(k.compared(a), k.compared(b))
}

// flush writes what was gathered. A batch that another write overtook is looked at again.
func (k *rack[T, K]) flush() error {
	items := k.items
	k.items, k.at, k.size = nil, nil, 0
	const attempts = 5
	for attempt := 1; len(items) > 0; attempt++ {
		left, err := k.write(items)
		if err != nil && (CodeOf(err) != Conflict || attempt == attempts) {
			return fmt.Errorf("restore %ss: %w", k.what, err)
		}
		items = left
		if k.r.watch.Progress != nil {
			k.r.watch.Progress(k.r.report)
		}
	}
	return nil
}

// write writes the absent ones of some objects; left are those that were not written for the error.
func (k *rack[T, K]) write(items []placed[T]) (left []placed[T], err error) {
	absent, err := k.absent(items)
	if err != nil {
		return items, err
	}
	batches, err := k.fit(absent)
	if err != nil {
		return absent, err
	}
	for n, items := range batches {
		b := k.batch(objects(items))
		b.Restoring = true
		receipt, err := k.r.store.Write(k.r.ctx, b)
		if err != nil {
			for _, later := range batches[n:] {
				left = append(left, later...)
			}
			return left, err
		}
		k.r.report.Created.Add(receipt.Created)
		*k.count(&k.r.report.Unchanged) += len(items) - *k.count(&receipt.Created)
	}
	return nil, nil
}

// absent gives the objects that the store does not hold, and deals with those that it does.
func (k *rack[T, K]) absent(items []placed[T]) ([]placed[T], error) {
	ids := make([]K, len(items))
	for i, item := range items {
		ids[i] = k.id(item.object)
	}
	held, err := k.held(ids)
	if err != nil {
		return nil, err
	}
	var absent []placed[T]
	for _, item := range items {
		switch stored, ok := held[k.id(item.object)]; {
		case !ok:
			absent = append(absent, item)
		case k.same(item.object, stored):
			*k.count(&k.r.report.Unchanged)++
		default:
			k.r.problem(item.line, "%s %q is in the store already, and not the same: a restore never overwrites; restore into an empty store, or leave the line out",
				k.what, k.id(item.object))
		}
	}
	return absent, nil
}

func (k *rack[T, K]) held(ids []K) (map[K]T, error) {
	found, err := k.read(k.r.ctx, ids)
	if err != nil {
		return nil, err
	}
	held := make(map[K]T, len(found))
	for _, item := range found {
		held[k.id(item)] = item
	}
	return held, nil
}

func objects[T any](items []placed[T]) []T {
	out := make([]T, len(items))
	for i, item := range items {
		out[i] = item.object
	}
	return out
}
