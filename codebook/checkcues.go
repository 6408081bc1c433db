package codebook

import (
	"fmt"

	"stancegraph/graph"
)

// checkCues finds own cues that contradict the built-in lexicon or one another.
func (c *Checker) checkCues() {
	type key struct {
		part Part
		form string
	}
	builtin := map[key]CueEntry{}
	for _, e := range builtinCues() {
		builtin[key{e.Part, e.Form}] = e
	}
	own := map[key]CueEntry{}
	for n, e := range c.cb.cues {
		line := c.places.of(placeKey("cue", fmt.Sprint(n)))
		k := key{e.Part, e.Form}
		if o, twice := own[k]; twice {
			c.twice(line, e, o)
			continue
		}
		own[k] = e
		b, known := builtin[k]
		switch {
		case !known:
		case b.Stance == "":
			c.note(line, "make sure that it carries a stance in these articles", "the lexicon lists the %s %q as an expression without a stance", e.Part, e.Form)
		case b.Stance != e.Stance:
			c.problem(line, "use a longer expression that is meant so", "the %s %q is %s here and %s in the lexicon (%s): in all articles this one counts", e.Part, e.Form, e.Stance, b.Stance, b.Class)
		default:
			c.note(line, "drop it", "the lexicon has the %s %q already, as %s (%s)", e.Part, e.Form, b.Stance, b.Class)
		}
	}
}

// checkOperators finds own operators that the lexicon has, and reversers that it knows as cues of support.
func (c *Checker) checkOperators() {
	type key struct {
		kind OpKind
		part Part
		form string
	}
	builtin := map[key]bool{}
	for _, e := range OperatorEntries() {
		builtin[key{e.Kind, e.Part, e.Form}] = true
	}
	for n, e := range c.cb.turns {
		line := c.places.of(placeKey("operator", fmt.Sprint(n)))
		if builtin[key{e.Kind, e.Part, e.Form}] {
			c.note(line, "drop it", "the lexicon has the %s %q already, of kind %s", e.Part, e.Form, e.Kind)
		}
		for _, b := range builtinCues() {
			if e.Kind == OpReverse && b.Part == e.Part && b.Form == e.Form && b.Stance == graph.Supports {
				c.problem(line, "use a longer expression that is meant so", "the %s %q turns a stance over here and is supports in the lexicon (%s): the lexicon counts", e.Part, e.Form, b.Class)
			}
		}
	}
}

func (c *Checker) twice(line int, e, o CueEntry) {
	if o.Stance == e.Stance {
		c.note(line, "drop it", "the %s %q is listed twice", e.Part, e.Form)
		return
	}
	c.problem(line, "keep the one that is right", "the %s %q is listed as %s and as %s", e.Part, e.Form, o.Stance, e.Stance)
}
