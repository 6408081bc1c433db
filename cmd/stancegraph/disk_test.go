package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"stancegraph/graph"
)

// wantFailed fails unless the command could not be carried out and said so in all the words.
func wantFailed(t *testing.T, o outcome, words ...string) {
	t.Helper()
	if o.status != exitFailed {
		t.Errorf("%v", o)
	}
	for _, w := range words {
		if !strings.Contains(o.stderr, w) {
			t.Errorf("%q is not in: %s", w, o.stderr)
		}
	}
}

// goesOn is what a load says that was cut off.
const goesOn = "Run the same command again to go on"

// A load that runs against a limit on the size of files says so, leaves a sound graph, and goes on without the limit.
func TestFaultSizeLimit(t *testing.T) {
	p := newProgram(t, newCorpus(t, 120))
	want := p.onFile(filepath.Join(t.TempDir(), "whole.db")).loaded(t)
	for _, blocks := range []string{"100", "600"} { // of 1 KiB, or of 512 bytes
		t.Run(blocks, func(t *testing.T) {
			p := p.onFile(filepath.Join(t.TempDir(), "graph.db"))
			limited := program{"/bin/sh", p.dir, p.env}
			o := limited.run(t, append([]string{"-c", "ulimit -f " + blocks + ` && exec "$0" "$@"`, p.path}, loadArgs...)...)
			wantFailed(t, o, "cannot be written", "limit on the size of files", "make room and try again")
			if blocks != "100" { // with which it cannot even be opened
				wantFailed(t, o, goesOn)
			}
			p.mustBeSound(t)
			p.mustLoad(t)
			p.mustEqual(t, want)
		})
	}
}

// loaded loads and gives the dump.
func (p program) loaded(t *testing.T) string {
	t.Helper()
	p.mustLoad(t)
	return p.dump(t)
}

// smallDisk mounts a file system of so many KiB, where that is permitted, and gives its folder and the way to enlarge it.
func smallDisk(t *testing.T, size int) (dir string, enlarge func()) {
	t.Helper()
	dir = t.TempDir()
	mount := func(options string) error {
		out, err := exec.CommandContext(t.Context(), "mount", "-t", "tmpfs", "-o", options, "tmpfs", dir).CombinedOutput()
		if err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
		return nil
	}
	if err := mount(fmt.Sprintf("size=%dk", size)); err != nil {
		t.Skipf("no small disk can be made here: %v; graph/sqlitestore tests a full disk without one", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir, func() {
		t.Helper()
		if err := mount("remount,size=100m"); err != nil {
			t.Fatal(err)
		}
	}
}

// A load that fills the disk says so, leaves what it had stored, and goes on when there is room.
func TestFaultDiskFull(t *testing.T) {
	p := newProgram(t, newCorpus(t, 120))
	want := p.onFile(filepath.Join(t.TempDir(), "whole.db")).loaded(t)
	for _, size := range []int{20, 500} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			dir, enlarge := smallDisk(t, size)
			p := p.onFile(filepath.Join(dir, "graph.db"))
			o := p.run(t, loadArgs...)
			wantFailed(t, o, "full", "make room and try again")
			if size > 100 {
				wantFailed(t, o, goesOn)
				p.mustBeSound(t)
			}
			wantFailed(t, p.run(t, loadArgs...), "full") // it stays so
			enlarge()
			p.mustLoad(t)
			p.mustEqual(t, want)
		})
	}
}

// A review for which the disk has no room is refused and leaves no trace; with room again it can be made.
func TestFaultDiskFullForAnalyst(t *testing.T) {
	p := newProgram(t, newCorpus(t, 3))
	dir, _ := smallDisk(t, 4000)
	p = p.onFile(filepath.Join(dir, "graph.db"))
	p.mustLoad(t)
	ann := p.newAnalyst(t, "ann")
	edit := p.graph(t).statements[0]
	edit.DecidedBy = "ann"
	rest := filepath.Join(dir, "rest")
	if err := os.WriteFile(rest, make([]byte, 8<<20), 0o644); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("the disk is not full: %v", err)
	}
	var acknowledged []graph.Statement
	review := func() *replyError {
		edit.Revision = len(acknowledged) + 2
		edit.Status, edit.Note = graph.Accepted, fmt.Sprint("note ", edit.Revision)
		err := ann.review(t, edit)
		if err == nil {
			acknowledged = append(acknowledged, edit)
		}
		return err
	}
	var refused *replyError
	for n := 0; refused == nil && n < 1000; n++ { // some go into what the file has left
		refused = review()
	}
	if refused == nil || refused.Extensions.Code != "UNAVAILABLE" || !strings.Contains(refused.Message, "full: make room and try again") {
		t.Fatalf("with a full disk: %+v", refused)
	}
	if now := ann.revision(t, edit.ID); now != len(acknowledged)+1 {
		t.Errorf("the statement is at revision %d after %d reviews", now, len(acknowledged))
	}
	if err := os.Remove(rest); err != nil {
		t.Fatal(err)
	}
	if err := review(); err != nil {
		t.Errorf("with room again: %+v", err)
	}
	p.mustBeSound(t)
	p.mustRecord(t, acknowledged, nil)
}

// Whoever may not write a file or its folder is told so, and nothing is changed.
func TestFaultReadOnly(t *testing.T) {
	p := newProgram(t, newCorpus(t, 10))
	dir := t.TempDir()
	path := filepath.Join(dir, "graph.db")
	p.onFile(path).mustLoad(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		file, folder os.FileMode
		path         string
		words        []string
	}{
		"file":     {0o444, 0o777, path, []string{"read-only: make it writable", "STANCEGRAPH_DB"}},
		"folder":   {0o666, 0o555, path, []string{"its folder is read-only", "STANCEGRAPH_DB"}},
		"new file": {0o666, 0o555, filepath.Join(dir, "new.db"), []string{"cannot be opened", "STANCEGRAPH_DB"}},
	} {
		t.Run(name, func(t *testing.T) {
			if err := errors.Join(os.Chmod(path, test.file), os.Chmod(dir, test.folder)); err != nil {
				t.Fatal(err)
			}
			defer os.Chmod(dir, 0o755) //nolint:errcheck // so that it can be removed
			cmd := p.onFile(test.path).command(t, loadArgs...)
			asNobody(t, cmd, p, dir)
			o := finish(t, cmd)
			wantFailed(t, o, test.words...)
			if now, err := os.ReadFile(path); err != nil || string(now) != string(whole) {
				t.Errorf("the file was changed: %v", err)
			}
		})
	}
}

// asNobody takes root's right to write everywhere from a command.
func asNobody(t *testing.T, cmd *exec.Cmd, p program, dir string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	for _, path := range []string{p.path, p.dir, dir} { // the folders of tests are private
		for at := filepath.Dir(path); at != "/" && at != filepath.Clean(os.TempDir()); at = filepath.Dir(at) {
			if err := os.Chmod(at, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := errors.Join(os.Chmod(p.dir, 0o755), os.Chmod(filepath.Join(p.dir, "articles"), 0o755)); err != nil {
		t.Fatal(err)
	}
}

// The write-ahead log holds the last writes. Where it is lost, so are they; the rest is sound, and the load goes on from there.
func TestFaultLogRemoved(t *testing.T) {
	p := newProgram(t, newCorpus(t, 120))
	start := time.Now()
	want := p.onFile(filepath.Join(t.TempDir(), "whole.db")).loaded(t)
	within := time.Since(start)
	random := random(t)
	for n := range max(1, *kills/2) {
		path := filepath.Join(t.TempDir(), fmt.Sprint(n, ".db"))
		p := p.onFile(path)
		instant := time.Duration(random.Int64N(int64(within)))
		p.loadKilled(t, instant)
		if err := os.Remove(path + "-wal"); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		p.mustBeSoundAfterKill(t, instant)
		p.mustLoad(t)
		p.mustEqual(t, want)
	}
}
