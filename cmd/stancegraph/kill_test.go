package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// A load that is killed at any instant, once or several times, and run again gives the same graph as one that was not, on
// either store; and the graph is sound whenever it was killed.
func TestFaultKilledLoad(t *testing.T) {
	p := newProgram(t, newCorpus(t, 250))
	p.onEachStore(t, killLoads)
}

func killLoads(t *testing.T, fresh func(*testing.T) program) {
	var want string
	var duration time.Duration
	t.Run("whole", func(t *testing.T) {
		p := fresh(t)
		duration = p.mustLoad(t)
		want = p.dump(t)
	})
	if want == "" {
		t.SkipNow() // the clean load was skipped or failed
	}
	random := random(t)
	cut := 0
	for run := 1; cut < *kills && run < 10+10**kills; run++ { // some loads end before they are killed
		t.Run(fmt.Sprint("run ", run), func(t *testing.T) {
			p := fresh(t)
			for range 1 + random.IntN(3) {
				instant := time.Duration(random.Int64N(int64(duration)))
				start := time.Now()
				if p.loadKilled(t, instant) {
					cut++
					p.mustBeSoundAfterKill(t, instant)
				} else {
					duration = min(duration, time.Since(start)) // the next kills come within this time
				}
			}
			p.mustLoad(t)
			p.mustEqual(t, want)
		})
	}
	t.Logf("%d loads were killed within %v", cut, duration)
	if cut < *kills {
		t.Errorf("only %d loads could be killed before they ended, want %d", cut, *kills)
	}
}

// loadKilled kills a load after a while and tells whether it was still running.
func (p program) loadKilled(t *testing.T, after time.Duration) bool {
	t.Helper()
	load := p.command(t, loadArgs...)
	if err := load.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = load.Process.Kill() }) // it may end by itself just now
	defer timer.Stop()
	return load.Wait() != nil
}

// mustBeSoundAfterKill checks what a killed load left. A Neo4j may still be carrying out its last batch.
func (p program) mustBeSoundAfterKill(t *testing.T, instant time.Duration) {
	t.Helper()
	o := p.run(t, "check")
	for wait := 100 * time.Millisecond; o.status == exitPartial && wait < 2*time.Second; wait *= 2 {
		time.Sleep(wait)
		o = p.run(t, "check")
	}
	if o.status != exitOK && !strings.Contains(o.stderr, "there is no graph") {
		t.Errorf("killed after %v: check: %v%s", instant, o, o.out)
	}
}

var mergeArgs = strings.Fields("actor merge chile peru norway iceland japan ghana")

// A merge that is killed at any instant has happened wholly or not at all, on either store, and can be run again where not.
func TestFaultKilledMerge(t *testing.T) {
	p := newProgram(t, newCorpus(t, 250))
	p.onEachStore(t, killMerges)
}

func killMerges(t *testing.T, fresh func(*testing.T) program) {
	p := fresh(t)
	p.mustLoad(t)
	before := p.dump(t)
	random := random(t)
	duration := 3 * time.Second
	for cut := 0; cut < *kills; cut++ {
		instant := time.Duration(random.Int64N(int64(duration)))
		start := time.Now()
		merge := p.command(t, mergeArgs...)
		if err := merge.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(instant, func() { _ = merge.Process.Kill() }) // it may end by itself just now
		killed := merge.Wait() != nil
		timer.Stop()
		p.mustBeSoundAfterKill(t, instant)
		switch after := p.dump(t); {
		case !killed:
			duration = min(duration, time.Since(start)) // the next kills come within this time
			fallthrough
		case strings.Contains(after, `"mergedInto":"chile"`): // wholly, for check says that nothing names a merged actor
			p = fresh(t)
			p.mustLoad(t)
			p.mustEqual(t, before)
		case after != before:
			t.Errorf("killed after %v: the merge happened in part: %s", instant, firstDifference(after, before))
		}
	}
	if o := p.run(t, mergeArgs...); o.status != exitOK {
		t.Fatalf("merge: %v", o)
	}
	p.mustBeSound(t)
}
