package graph

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"iter"
	"maps"
	"slices"
	"time"
)

// DumpVersion is written at the head of a dump.
const DumpVersion = 1

// dumpLine is one line of a dump: exactly one field is set.
type dumpLine struct {
	Dump      *dumpHead   `json:"stancegraph,omitempty"`
	Actor     *Actor      `json:"actor,omitempty"`
	Issue     *Issue      `json:"issue,omitempty"`
	Article   *Document   `json:"article,omitempty"`
	Statement *Statement  `json:"statement,omitempty"`
	Stance    *StanceEdge `json:"stance,omitempty"`
	Coding    *Coding     `json:"coding,omitempty"`
	User      *User       `json:"user,omitempty"`
	Revision  *Revision   `json:"revision,omitempty"`
	End       *dumpEnd    `json:"end,omitempty"`
}

type dumpHead struct {
	Version   int  `json:"version"`
	Canonical bool `json:"canonical,omitempty"`
}

// dumpEnd is the last line: whoever reads the dump knows by it that nothing is missing.
type dumpEnd struct {
	Objects int `json:"objects"` // lines between the head and this one
}

// Dump writes the whole graph as JSON lines: a head, then actors, issues, articles with their texts, statements, stance
// edges, codings, users and revisions, each kind in the order of its list, and an end. [Editor.Restore] reads it back. A canonical
// dump leaves out what two runs over the same input may differ in, the times of the runs and the users, and sorts by id:
// equal graphs give equal bytes.
//
// The graph is read a page at a time, and only a canonical dump holds all of anything, the revisions, in memory. A change
// that others make meanwhile may be in the dump in part: such a dump is told apart when it is restored.
func Dump(ctx context.Context, r Reader, w io.Writer, canonical bool) error {
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	d := &dumper{ctx: ctx, r: r, enc: enc, canonical: canonical}
	for _, part := range []func() error{d.head, d.actors, d.issues, d.articles, d.statements, d.stances, d.codings, d.users, d.revisions, d.end} {
		if err := part(); err != nil {
			return err
		}
	}
	return out.Flush()
}

type dumper struct {
	ctx       context.Context
	r         Reader
	enc       *json.Encoder
	canonical bool
	objects   int
}

func (d *dumper) head() error {
	return d.enc.Encode(dumpLine{Dump: &dumpHead{DumpVersion, d.canonical}})
}

func (d *dumper) end() error { return d.enc.Encode(dumpLine{End: &dumpEnd{d.objects}}) }

func (d *dumper) write(line dumpLine) error {
	d.objects++
	return d.enc.Encode(line)
}

func (d *dumper) actors() error {
	return dumpAll(d, AllActors(d.ctx, d.r), func(a Actor) dumpLine { return dumpLine{Actor: &a} })
}

func (d *dumper) issues() error {
	return dumpAll(d, AllIssues(d.ctx, d.r), func(i Issue) dumpLine { return dumpLine{Issue: &i} })
}

func (d *dumper) articles() error {
	return dumpAll(d, AllDocuments(d.ctx, d.r), func(a Document) dumpLine { return dumpLine{Article: &a} })
}

func (d *dumper) statements() error {
	return dumpAll(d, AllStatements(d.ctx, d.r, StatementFilter{}), func(s Statement) dumpLine {
		if d.canonical {
			s.FirstSeen = time.Time{}
		}
		return dumpLine{Statement: &s}
	})
}

func (d *dumper) stances() error {
	return dumpAll(d, AllStances(d.ctx, d.r, StatementFilter{}), func(e StanceEdge) dumpLine { return dumpLine{Stance: &e} })
}

func (d *dumper) codings() error {
	codings, err := d.r.Codings(d.ctx, CodingQuery{})
	if err != nil {
		return err
	}
	for _, c := range codings {
		if d.canonical {
			c = c.withoutTimes()
		}
		if err := d.write(dumpLine{Coding: &c}); err != nil {
			return err
		}
	}
	return nil
}

func (d *dumper) users() error {
	if d.canonical {
		return nil
	}
	users, err := d.r.Users(d.ctx)
	if err != nil {
		return err
	}
	for _, u := range users {
		if err := d.write(dumpLine{User: &u}); err != nil {
			return err
		}
	}
	return nil
}

func (d *dumper) revisions() error {
	if !d.canonical {
		return dumpAll(d, AllRevisions(d.ctx, d.r), func(r Revision) dumpLine { return dumpLine{Revision: &r} })
	}
	all := map[RevisionID]Revision{} // by id, for times, and so the order of the list, differ between runs
	for r, err := range AllRevisions(d.ctx, d.r) {
		if err != nil {
			return err
		}
		r.When = time.Time{}
		all[r.ID] = r
	}
	for _, id := range slices.Sorted(maps.Keys(all)) {
		r := all[id]
		for i := range r.Changes {
			r.Changes[i].Before = withoutTimes(r.Changes[i].Before)
		}
		if err := d.write(dumpLine{Revision: &r}); err != nil {
			return err
		}
	}
	return nil
}

// withoutTimes leaves the times of a run out of a former state.
func withoutTimes(before json.RawMessage) json.RawMessage {
	var object map[string]json.RawMessage
	if before == nil || json.Unmarshal(before, &object) != nil {
		return before
	}
	delete(object, "firstSeen")
	out, _ := json.Marshal(object) // of raw messages just read; keys come sorted
	return out
}

func dumpAll[T any](d *dumper, items iter.Seq2[T, error], line func(T) dumpLine) error {
	for item, err := range items {
		if err != nil {
			return err
		}
		if err := d.write(line(item)); err != nil {
			return err
		}
	}
	return nil
}
