package api

import (
	"fmt"
	"strings"

	"stancegraph/graph"
)

// A fetch is something to read, before the fields that need it are resolved: what one root field and all below it need is
// read in one call of the store.
type fetch struct {
	what  graph.Source
	field *field // whose lists these are, one for each parent; nil for objects that are found by id
	where filter // of stance edges: the filter of the statements that they sum up
	with  []*fetch
}

// wants lists what some fields need that are asked of objects. Where the objects lie in what is read, under says.
func (r *run) wants(typ string, fields []*field, under *fetch) []*fetch {
	var out []*fetch
	for _, f := range fields {
		if wants := r.engine.resolvers[typ+"."+f.name].wants; wants != nil {
			out = join(out, wants(&call{r, f}, under))
		}
	}
	return out
}

// with completes a fetch with what is needed of its objects, which are of a type.
func (r *run) with(f *fetch, typ string, fields []*field) *fetch {
	f.with = r.wants(typ, fields, f)
	return f
}

// below completes a fetch with what is needed of its objects by what the field at hand asks of them.
func (c *call) below(f *fetch, typ string) *fetch { return c.with(f, typ, c.field.objects(typ)) }

// join adds fetches; links that lead to the same objects become one.
func join(to, more []*fetch) []*fetch {
next:
	for _, m := range more {
		link, isLink := m.what.(graph.Link)
		for _, t := range to {
			if isLink && t.what == graph.Source(link) {
				t.with = join(t.with, m.with)
				continue next
			}
		}
		to = append(to, m)
	}
	return to
}

// objects gives what is asked of the objects of a type that a field leads to, through connections, payloads, hits and answers.
func (f *field) objects(typ string) []*field {
	var out []*field
	for on, kids := range f.kids {
		switch {
		case on == typ:
			out = append(out, kids...)
		case strings.HasSuffix(on, "Connection"), strings.HasSuffix(on, "ConnectionEdge"), strings.HasSuffix(on, "Payload"), on == "Answer", on == "SearchHit":
			for _, k := range kids {
				out = append(out, k.objects(typ)...)
			}
		}
	}
	return out
}

// read reads what some fetches want, in one call, and keeps what was found for the fields to come. Where names were looked up
// it makes sure that they still stand for the same; if not, the error is [errRenamed].
func (r *run) read(fetches ...*fetch) ([]graph.Found, error) {
	if n := count(fetches); n > r.engine.limits.Wants {
		return nil, &codedError{codeLimit, fmt.Sprintf("the field asks for %d lists and kinds of objects: at most %d are allowed, ask for them in several requests", n, r.engine.limits.Wants)}
	}
	wants := wantsOf(fetches)
	for i := range wants {
		wants[i].Only = r.plan.only
	}
	if r.words != nil {
		wants = append(wants, graph.Want{What: graph.Stamp{}})
	}
	found, err := r.engine.reader.Read(r.ctx, wants...)
	if err != nil {
		return nil, err
	}
	if r.words != nil {
		if found[len(fetches)].Stamp != r.words.stamp {
			return nil, errRenamed
		}
		r.sure = true
	}
	r.load.take(fetches, found[:len(fetches)], nil)
	return found, nil
}

func count(fetches []*fetch) int {
	n := len(fetches)
	for _, f := range fetches {
		n += count(f.with)
	}
	return n
}

func wantsOf(fetches []*fetch) []graph.Want {
	out := make([]graph.Want, len(fetches))
	for i, f := range fetches {
		out[i] = graph.Want{What: f.what, With: wantsOf(f.with)}
	}
	return out
}
