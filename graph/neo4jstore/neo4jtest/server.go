package neo4jtest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"stancegraph/graph/neo4jstore"
)

// Server is a Neo4j server of a test's own, with an empty database that nobody else uses, so that it can be killed.
type Server struct {
	home   string
	env    []string
	config neo4jstore.Config
}

// Start starts a server with script/neo4j.sh. Tests that need one skip and fail like those that need [Config].
func Start(tb testing.TB) *Server {
	tb.Helper()
	if os.Getenv("NEO4J_URI") == "" && os.Getenv("REQUIRE_NEO4J") != "1" {
		tb.Skip("no Neo4j: run `make neo4j` and export the two lines that it prints")
	}
	s := &Server{home: filepath.Join(tb.TempDir(), "neo4j")}
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "NEO4J_") || strings.HasPrefix(v, "NEO4J_VERSION=") {
			s.env = append(s.env, v)
		}
	}
	s.env = append(s.env, "STANCEGRAPH_NEO4J_HOME="+s.home, "NEO4J_HEAP=512m", "NEO4J_BOLT_PORT="+freePort(tb), "NEO4J_HTTP_PORT="+freePort(tb))
	tb.Cleanup(func() { s.Kill(tb) })
	s.Restart(tb)
	s.Empty(tb)
	return s
}

// freePort gives a port on which nobody listens, and on which no client is likely to sit by chance while the server is away.
func freePort(tb testing.TB) string {
	for range 100 {
		port := strconv.Itoa(20000 + rand.IntN(10000))
		if l, err := net.Listen("tcp", "127.0.0.1:"+port); err == nil {
			l.Close() //nolint:errcheck // nothing was written
			return port
		}
	}
	tb.Fatal("no free port")
	return ""
}

// Config gives the configuration that reaches the server.
func (s *Server) Config() neo4jstore.Config { return s.config }

// Empty empties the database. The first time, not even the schema is there.
func (s *Server) Empty(tb testing.TB) {
	tb.Helper()
	wipe(tb, s.config)
}

// Restart starts the server where it does not run, and returns when it answers.
func (s *Server) Restart(tb testing.TB) {
	tb.Helper()
	_, file, _, _ := runtime.Caller(0)
	start := exec.CommandContext(tb.Context(), filepath.Join(filepath.Dir(file), "../../../script/neo4j.sh"), "start")
	start.Env = s.env
	var messages bytes.Buffer
	start.Stderr = &messages
	out, err := start.Output()
	if err != nil {
		tb.Fatalf("start a Neo4j: %v\n%s", err, messages.String())
	}
	for line := range strings.Lines(string(out)) {
		switch name, value, _ := strings.Cut(strings.TrimSpace(line), "="); name {
		case "NEO4J_URI":
			s.config.URI = value
		case "NEO4J_PASSWORD":
			s.config.Password = value
		}
	}
}

// Kill ends the server at once, as a power cut would, and returns when it is gone.
func (s *Server) Kill(tb testing.TB) {
	tb.Helper()
	pid, err := s.pid()
	if err != nil {
		return // it has not been started
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		return // it is gone
	}
	for range 2000 {
		if syscall.Kill(pid, 0) != nil || ended(pid) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	tb.Errorf("process %d does not end", pid)
}

// pid is the recorded process, unless another program has got its number.
func (s *Server) pid() (int, error) {
	text, err := os.ReadFile(filepath.Join(s.home, "pid"))
	if err != nil {
		return 0, err
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, err
	}
	if command, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid)); err == nil && !bytes.Contains(command, []byte("--home-dir="+s.home)) {
		return 0, fmt.Errorf("process %d is another program", pid)
	}
	return pid, nil
}

// ended tells whether a process has ended with all its threads, and only waits for its parent to notice.
func ended(pid int) bool {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	threads, _ := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	return err == nil && bytes.Contains(status, []byte(") Z ")) && len(threads) <= 1
}
