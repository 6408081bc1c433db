package api

import (
	"context"
	"fmt"
	"log/slog"
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

// slot is a value to complete and its place in the answer.
type slot struct {
	value any
	at    *place
}

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
	return r.complete(f, f.def.Type, []slot{{outcome, at}})[0]
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
func (r *run) complete(f *field, t *ast.Type, in []slot) []any {
	out := make([]any, len(in))
	var rest []int // those that are neither null nor failed
	for i, s := range in {
		switch v := s.value.(type) {
		case nil:
		case error:
			r.report(f, s.at, v)
			out[i] = failed
		default:
			rest = append(rest, i)
		}
	}
	if len(rest) > 0 {
		live := make([]slot, len(rest))
		for k, i := range rest {
			live[k] = in[i]
		}
		for k, v := range r.completeLive(f, t, live) {
			out[rest[k]] = v
		}
	}
	for i, v := range out {
		switch {
		case v == nil && t.NonNull:
			r.report(f, in[i].at, graph.Errorf(graph.Internal, "%s.%s cannot be null", f.on, f.name))
			out[i] = failed
		case v == failed && !t.NonNull:
			out[i] = nil
		}
	}
	return out
}

func (r *run) completeLive(f *field, t *ast.Type, in []slot) []any {
	if t.Elem != nil {
		return r.completeLists(f, t.Elem, in)
	}
	def := r.engine.schema.Types[t.NamedType]
	if def.IsLeafType() {
		out := make([]any, len(in))
		for i, s := range in {
			v, err := serialize(def, s.value)
			if err != nil {
				r.report(f, s.at, err)
				v = failed
			}
			out[i] = v
		}
		return out
	}
	return r.completeObjects(f, def, in)
}

// completeLists completes the items of all lists at once.
func (r *run) completeLists(f *field, elem *ast.Type, in []slot) []any {
	var flat []slot
	lists := make([][]any, len(in))
	for i, s := range in {
		lists[i] = s.value.([]any)
		for k, item := range lists[i] {
			flat = append(flat, slot{item, &place{parent: s.at, index: k}})
		}
	}
	done := r.complete(f, elem, flat)
	out := make([]any, len(in))
	for i, list := range lists {
		n := len(list)
		items := done[:n:n]
		done = done[n:]
		out[i] = items
		for _, item := range items {
			if item == failed {
				out[i] = failed
			}
		}
	}
	return out
}

// completeObjects resolves, level by level, what is asked of all objects, those of one type together.
func (r *run) completeObjects(f *field, def *ast.Definition, in []slot) []any {
	out := make([]any, len(in))
	var order []string
	groups := map[string][]int{}
	for i, s := range in {
		typ := def.Name
		if def.IsAbstractType() {
			typ = typeOf(s.value)
		}
		if groups[typ] == nil {
			order = append(order, typ)
		}
		groups[typ] = append(groups[typ], i)
	}
	for _, typ := range order {
		group := make([]slot, len(groups[typ]))
		for k, i := range groups[typ] {
			group[k] = in[i]
		}
		for k, v := range r.objects(typ, f.kids[typ], group) {
			out[groups[typ][k]] = v
		}
	}
	return out
}

func (r *run) objects(typ string, fields []*field, in []slot) []any {
	out := make([]any, len(in))
	parents := make([]any, len(in))
	values := make([]any, len(in)*len(fields))
	for i, s := range in {
		parents[i] = s.value
		out[i] = &object{typ, fields, values[i*len(fields) : (i+1)*len(fields)]}
	}
	for k, f := range fields {
		if def := r.engine.schema.Types[f.def.Type.NamedType]; def != nil && def.IsLeafType() {
			for i, v := range r.resolve(f, parents) {
				v = r.leaf(f, def, v, in[i].at)
				values[i*len(fields)+k] = v
				if v == failed {
					out[i] = failed
				}
			}
			continue
		}
		cells := make([]slot, len(in))
		for i, v := range r.resolve(f, parents) {
			cells[i] = slot{v, &place{parent: in[i].at, key: f.key}}
		}
		for i, v := range r.complete(f, f.def.Type, cells) {
			values[i*len(fields)+k] = v
			if v == failed {
				out[i] = failed
			}
		}
	}
	return out
}

// leaf does what complete does, for one value that is a leaf. Most values are, and few need to know their place.
func (r *run) leaf(f *field, def *ast.Definition, value any, parent *place) any {
	err, _ := value.(error)
	if err == nil && value == nil && f.def.Type.NonNull {
		err = graph.Errorf(graph.Internal, "%s.%s cannot be null", f.on, f.name)
	}
	if err == nil && value != nil {
		value, err = serialize(def, value)
	}
	if err == nil {
		return value
	}
	r.report(f, &place{parent: parent, key: f.key}, err)
	if f.def.Type.NonNull {
		return failed
	}
	return nil
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
