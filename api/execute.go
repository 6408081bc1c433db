package api

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"stancegraph/graph"
)

// run is one operation being executed. It belongs to one goroutine.
type run struct {
	engine   *engine
	ctx      context.Context
	req      request
	plan     *plan
	mutation bool
	results  map[string]any          // by key of the root field
	errors   map[string][]replyError // by key of the root field
	asked    *account
	load     *loader

	words *words // what names were looked up in for the root field at hand, nil while none was
	sure  bool   // words were the graph's when it was read
}

// object is one object of the answer: the values of the fields asked for, in their order.
type object struct {
	typ    string
	fields []*field
	values []any // nil, string, int, float64, bool, *object or []any of these
}

// place is where in the answer something stands; root fields have no parent.
type place struct {
	parent *place
	key    string
	index  int // in a list, where key is ""
}

func (p *place) path() (path []any) {
	for ; p != nil; p = p.parent {
		if p.key != "" {
			path = append(path, p.key)
		} else {
			path = append(path, p.index)
		}
	}
	for i, j := 0, len(path)-1; i < j; i, j = i+1, j-1 {
		path[i], path[j] = path[j], path[i]
	}
	return path
}

// places gives the places of values that are completed together, by their number. Few values need to know theirs.
type places func(i int) *place

// failed stands for null where an error was reported. Where null is not allowed, it takes the object around it along.
type failedValue struct{}

var failed = failedValue{}

// call is what a resolver gets to know.
type call struct {
	*run
	field *field
}

// root executes one root field of the parent with everything below it.
func (r *run) root(f *field, parent any) (value any) {
	at := &place{key: f.key}
	end := r.watch(f)
	var outcome any // of the resolver
	defer func() {
		if p := recover(); p != nil {
			err := recovered(p)
			if outcome == nil {
				outcome = err
			}
			r.report(f, at, err)
			value = failed
		}
		if r.mutation && !isMeta(f.name) {
			r.audit(f, outcome)
		}
		end()
	}()
	outcome = r.resolveRoot(f, parent)
	return r.complete(f, f.def.Type, []any{outcome}, func(int) *place { return at })[0]
}

// resolve gets a field of all parents at once. A cell that holds an error stands for a field that failed.
func (r *run) resolve(f *field, parents []any) []any {
	if f.name == "__typename" {
		cells := make([]any, len(parents))
		for i := range cells {
			cells[i] = f.on
		}
		return cells
	}
	err := r.ctx.Err()
	var cells []any
	if err == nil {
		cells, err = r.engine.resolvers[f.on+"."+f.name].get(&call{r, f}, parents)
	}
	if err == nil && len(cells) != len(parents) {
		err = graph.Errorf(graph.Internal, "internal error: %d values for %d objects", len(cells), len(parents))
	}
	if err == nil {
		return cells
	}
	cells = make([]any, len(parents))
	for i := range cells {
		cells[i] = err
	}
	return cells
}

// complete turns what a resolver gave into values of the answer, as the type wants it.
func (r *run) complete(f *field, t *ast.Type, in []any, at places) []any {
	var out []any
	def := r.engine.schema.Types[t.NamedType]
	switch {
	case t.Elem != nil:
		out = r.live(f, in, at, func(in []any, at places) []any { return r.completeLists(f, t.Elem, in, at) })
	case def.IsLeafType():
		out = r.completeLeaves(f, def, in, at)
	default:
		out = r.live(f, in, at, func(in []any, at places) []any { return r.completeObjects(f, def, in, at) })
	}
	for i, v := range out {
		switch {
		case v == nil && t.NonNull:
			r.report(f, at(i), graph.Errorf(graph.Internal, "%s.%s cannot be null", f.on, f.name))
			out[i] = failed
		case v == failed && !t.NonNull:
			out[i] = nil
		}
	}
	return out
}

// live completes what is neither null nor failed.
func (r *run) live(f *field, in []any, at places, complete func([]any, places) []any) []any {
	out := make([]any, len(in))
	rest := make([]int, 0, len(in))
	for i, v := range in {
		switch v := v.(type) {
		case nil:
		case error:
			r.report(f, at(i), v)
			out[i] = failed
		default:
			rest = append(rest, i)
		}
	}
	if len(rest) > 0 {
		some(in, at, rest, out, complete)
	}
	return out
}

// some completes the values that have the numbers, all at once.
func some(in []any, at places, numbers []int, out []any, complete func([]any, places) []any) {
	if len(numbers) == len(in) {
		copy(out, complete(in, at))
		return
	}
	chosen := make([]any, len(numbers))
	for k, i := range numbers {
		chosen[k] = in[i]
	}
	for k, v := range complete(chosen, func(k int) *place { return at(numbers[k]) }) {
		out[numbers[k]] = v
	}
}

func (r *run) completeLeaves(f *field, def *ast.Definition, in []any, at places) []any {
	out := make([]any, len(in))
	for i, v := range in {
		if v == nil {
			continue
		}
		err, broken := v.(error)
		if !broken {
			v, err = serialize(def, v)
		}
		if err != nil {
			r.report(f, at(i), err)
			v = failed
		}
		out[i] = v
	}
	return out
}

// completeLists completes the items of all lists at once.
func (r *run) completeLists(f *field, elem *ast.Type, in []any, at places) []any {
	var flat []any
	begins := make([]int, len(in)) // of each list, in flat
	for i, v := range in {
		begins[i] = len(flat)
		if flat == nil && len(in) == 1 {
			flat = v.([]any)
		} else {
			flat = append(flat, v.([]any)...)
		}
	}
	done := r.complete(f, elem, flat, func(n int) *place {
		i := sort.Search(len(begins), func(i int) bool { return begins[i] > n }) - 1
		return &place{parent: at(i), index: n - begins[i]}
	})
	out := make([]any, len(in))
	for i, begin := range begins {
		end := len(done)
		if i+1 < len(begins) {
			end = begins[i+1]
		}
		items := done[begin:end:end]
		out[i] = items
		if slices.Contains(items, any(failed)) {
			out[i] = failed
		}
	}
	return out
}

// completeObjects resolves, level by level, what is asked of all objects, those of one type together.
func (r *run) completeObjects(f *field, def *ast.Definition, in []any, at places) []any {
	if !def.IsAbstractType() {
		return r.objects(def.Name, f.kids[def.Name], in, at)
	}
	var order []string
	groups := map[string][]int{}
	for i, v := range in {
		typ := typeOf(v)
		if groups[typ] == nil {
			order = append(order, typ)
		}
		groups[typ] = append(groups[typ], i)
	}
	out := make([]any, len(in))
	for _, typ := range order {
		some(in, at, groups[typ], out, func(in []any, at places) []any { return r.objects(typ, f.kids[typ], in, at) })
	}
	return out
}

func (r *run) objects(typ string, fields []*field, parents []any, at places) []any {
	out := make([]any, len(parents))
	objects := make([]object, len(parents))
	values := make([]any, len(parents)*len(fields))
	for i := range parents {
		objects[i] = object{typ, fields, values[i*len(fields) : (i+1)*len(fields)]}
		out[i] = &objects[i]
	}
	for k, f := range fields {
		cells := r.resolve(f, parents)
		for i, v := range r.complete(f, f.def.Type, cells, func(i int) *place { return &place{parent: at(i), key: f.key} }) {
			objects[i].values[k] = v
			if v == failed {
				out[i] = failed
			}
		}
	}
	return out
}

// report adds an error to the reply and, where its cause is not for the client, to the log.
func (r *run) report(f *field, at *place, err error) {
	root := at
	for root.parent != nil {
		root = root.parent
	}
	if len(r.errors[root.key]) >= r.engine.limits.Errors {
		return
	}
	code, message, log := r.classify(err)
	e := replyError{Message: message, Locations: locate(f.at), Path: at.path(), Extensions: detailed(code, err)}
	if log {
		e.Extensions["requestId"] = r.req.id
		r.engine.log.LogAttrs(r.ctx, slog.LevelError, "request failed", slog.String("request", r.req.id),
			slog.String("field", f.on+"."+f.name), slog.String("code", code), slog.Any("err", err))
	}
	r.errors[root.key] = append(r.errors[root.key], e)
}

// serialize gives the value of the answer for a leaf of the schema.
func serialize(def *ast.Definition, v any) (any, error) {
	switch x := v.(type) {
	case enum:
		if name := strings.ToUpper(string(x)); def.EnumValues.ForName(name) != nil {
			return name, nil
		}
	case string, bool, int, float64:
		if def.Kind == ast.Scalar {
			return x, nil
		}
	case graph.Date:
		return string(x), nil
	case time.Time:
		return graph.FormatTime(x), nil
	}
	return nil, &graph.Error{Code: graph.Internal, Message: "internal error", Err: fmt.Errorf("%v (%T) is not of the type %s", v, v, def.Name)}
}
