package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"stancegraph/graph"
)

// Four loads of the same articles at once leave what one leaves, and so do two of halves that overlap, on either store.
func TestFaultLoadsAtOnce(t *testing.T) {
	const articles = 160
	p := newProgram(t, newCorpus(t, articles))
	half := func(from, to int) []string {
		args := slices.Clone(loadArgs[:len(loadArgs)-1])
		for n := from; n < to; n++ {
			args = append(args, filepath.Join("articles", fmt.Sprintf("%04d.txt", n)))
		}
		return args
	}
	p.onEachStore(t, func(t *testing.T, fresh func(*testing.T) program) {
		want := wholeLoad(t, fresh)
		t.Run("four", func(t *testing.T) {
			p := fresh(t)
			p.loadAtOnce(t, loadArgs, loadArgs, loadArgs, loadArgs)
			p.mustEqual(t, want)
		})
		t.Run("halves", func(t *testing.T) {
			p := fresh(t)
			p.loadAtOnce(t, half(0, articles*2/3), half(articles/3, articles))
			if got, want := states(t, p.dump(t)), states(t, want); got != want {
				t.Errorf("the graph is not the one that one load leaves: %s", firstDifference(got, want))
			}
		})
	})
}

// wholeLoad gives the dump of one load without any fault.
func wholeLoad(t *testing.T, fresh func(*testing.T) program) (want string) {
	t.Helper()
	t.Run("whole", func(t *testing.T) {
		p := fresh(t)
		p.mustLoad(t)
		want = p.dump(t)
	})
	if want == "" {
		t.SkipNow() // it was skipped or failed
	}
	return want
}

// loadAtOnce runs loads at the same time, each of which must come to its end without a problem.
func (p program) loadAtOnce(t *testing.T, loads ...[]string) {
	t.Helper()
	var all sync.WaitGroup
	for _, args := range loads {
		all.Go(func() {
			var stderr bytes.Buffer
			load := p.command(t, args...)
			load.Stderr = &stderr
			if err := load.Run(); err != nil {
				t.Errorf("%v: %s", err, stderr.String())
			}
		})
	}
	all.Wait()
	p.mustBeSound(t)
}

// states gives a dump with the history taken apart into the states of objects that it records. Which article's revision records
// an actor, that is, which article named the actor first, depends on which was loaded first; nothing else does.
func states(t *testing.T, dump string) string {
	t.Helper()
	var lines, recorded []string
	for line := range strings.Lines(dump) {
		var l struct{ Revision *graph.Revision }
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		if l.Revision == nil {
			lines = append(lines, line)
			continue
		}
		for _, c := range l.Revision.Changes {
			recorded = append(recorded, fmt.Sprintf("%s %s %d %s\n", c.Type, c.ID, c.Revision, c.Before))
		}
	}
	slices.Sort(recorded)
	return strings.Join(append(lines, recorded...), "")
}
