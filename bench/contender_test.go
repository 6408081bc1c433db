package bench

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stancegraph/api"
	"stancegraph/graph"
	"stancegraph/graph/neo4jstore"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// contender is somebody who answers the question.
type contender struct {
	name  string
	ask   func(ctx context.Context) ([]byte, error)
	nodes func(reply []byte) ([]answer, error) // of a reply; nil where it cannot be compared
	pid   int                                  // of the server; 0 where there is none
}

// answer is a statement as every server gives it.
type answer struct{ Quote, HeldOn, Holder, Speaker, Title, Source, Published string }

func (c contender) mustAnswer(b *testing.B) []answer {
	b.Helper()
	reply, err := c.ask(b.Context())
	if err != nil {
		b.Fatal(c.name, err)
	}
	answers, err := c.nodes(reply)
	if err != nil || len(answers) != 50 {
		b.Fatalf("%s: %d answers, %v: %.500s", c.name, len(answers), err, reply)
	}
	return answers
}

// driverAlone runs the queries that our server runs for the question: each in a transaction that the driver manages, and each as a
// transaction by itself, which takes fewer round trips and is not run again where it fails.
func driverAlone(b *testing.B, c neo4jstore.Config, store graph.Store) (managed, alone contender) {
	b.Helper()
	var queries []graph.TracedQuery
	handler, err := api.New(store, nil, nil, api.Options{Limits: api.Limits{Requests: api.NoLimit}})
	if err != nil {
		b.Fatal(err)
	}
	for range 2 { // the first time the vocabulary is read, too
		queries = nil
		trace := graph.WithTrace(b.Context(), func(q graph.TracedQuery) { queries = append(queries, q) })
		reply := httptest.NewRecorder()
		handler.ServeHTTP(reply, post(trace, "/graphql", ownQuestion))
		if reply.Code != http.StatusOK || len(queries) == 0 {
			b.Fatalf("%d: %s", reply.Code, reply.Body)
		}
	}
	b.Logf("our server runs %d queries for the question", len(queries))
	driver, err := rawDriver(c)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { driver.Close(context.Background()) })
	ask := func(run func(context.Context, neo4j.SessionWithContext, graph.TracedQuery) error) func(context.Context) ([]byte, error) {
		return func(ctx context.Context) ([]byte, error) {
			session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: c.Database, AccessMode: neo4j.AccessModeRead})
			for _, q := range queries {
				if err := run(ctx, session, q); err != nil {
					return nil, errors.Join(err, session.Close(ctx))
				}
			}
			return nil, session.Close(ctx)
		}
	}
	managed = contender{name: "driver", ask: ask(func(ctx context.Context, session neo4j.SessionWithContext, q graph.TracedQuery) error {
		_, err := session.ExecuteRead(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
			result, err := tx.Run(ctx, q.Text, q.Params.(map[string]any))
			if err != nil {
				return nil, err
			}
			return result.Collect(ctx)
		})
		return err
	})}
	alone = contender{name: "driver-autocommit", ask: ask(func(ctx context.Context, session neo4j.SessionWithContext, q graph.TracedQuery) error {
		result, err := session.Run(ctx, q.Text, q.Params.(map[string]any))
		if err != nil {
			return err
		}
		_, err = result.Collect(ctx)
		return err
	})}
	return managed, alone
}

// ownServer builds and starts our server.
func ownServer(b *testing.B, env []string) contender {
	b.Helper()
	dir := b.TempDir()
	binary := filepath.Join(dir, "stancegraph")
	if out, err := exec.CommandContext(b.Context(), "go", "build", "-o", binary, "../cmd/stancegraph").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	cmd := exec.Command(binary, "serve", "--addr", "127.0.0.1:0", "--limits", "requests=none")
	cmd.Dir, cmd.Env = dir, append(env, "HOME="+dir)
	out, err := cmd.StderrPipe()
	if err != nil {
		b.Fatal(err)
	}
	url := started(b, cmd, bufio.NewScanner(out), "Serving GraphQL at ")
	return contender{name: "stancegraph", pid: cmd.Process.Pid, ask: over(url, ownQuestion), nodes: func(reply []byte) ([]answer, error) {
		type named struct{ Name string }
		var r struct {
			Data struct {
				Statements struct {
					Nodes []struct {
						Quote, HeldOn string
						Holder        named
						Speaker       named
						Article       struct{ Title, Source, Published string }
					}
				}
			}
		}
		err := json.Unmarshal(reply, &r)
		var out []answer
		for _, n := range r.Data.Statements.Nodes {
			out = append(out, answer{n.Quote, n.HeldOn, n.Holder.Name, n.Speaker.Name, n.Article.Title, n.Article.Source, n.Article.Published})
		}
		return out, err
	}}
}

// apolloServer starts @neo4j/graphql, which npm fetches. Without npm it is left out.
func apolloServer(b *testing.B, env []string) (func(name, question string) contender, bool) {
	b.Helper()
	if _, err := exec.LookPath("npm"); err != nil {
		b.Log("without npm there is no @neo4j/graphql to compare with")
		return nil, false
	}
	dir := b.TempDir()
	if err := os.CopyFS(dir, os.DirFS("apollo")); err != nil {
		b.Fatal(err)
	}
	install := exec.CommandContext(b.Context(), "npm", "install", "--silent", "--no-audit", "--no-fund")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		b.Fatalf("npm install: %v: %s", err, out)
	}
	cmd := exec.Command("node", "server.mjs")
	cmd.Dir, cmd.Env, cmd.Stderr = dir, append(env, "PATH="+os.Getenv("PATH"), "NODE_ENV=production"), os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	url := started(b, cmd, bufio.NewScanner(out), "")
	return func(name, question string) contender {
		return contender{name: name, pid: cmd.Process.Pid, ask: over(url, question), nodes: func(reply []byte) ([]answer, error) {
			type named []struct{ Name string }
			var r struct {
				Data struct {
					Statements []struct {
						Quote, HeldOn   string
						Holder, Speaker named
						Article         []struct{ Title, Source, Published string }
					}
				}
			}
			err := json.Unmarshal(reply, &r)
			var out []answer
			for _, n := range r.Data.Statements {
				speaker := append(n.Speaker, struct{ Name string }{}) // nobody, where there is none
				out = append(out, answer{n.Quote, n.HeldOn, n.Holder[0].Name, speaker[0].Name, n.Article[0].Title, n.Article[0].Source, n.Article[0].Published})
			}
			return out, err
		}}
	}, true
}

// started starts a server, which ends with the benchmark, and gives the address in the line that begins as said.
func started(b *testing.B, cmd *exec.Cmd, lines *bufio.Scanner, before string) string {
	b.Helper()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait() // how it ends says nothing about the figures
	})
	for lines.Scan() {
		if _, rest, ok := strings.Cut(lines.Text(), before); ok {
			go func() {
				for lines.Scan() { // so that the server does not wait for a reader
				}
			}()
			url, _, _ := strings.Cut(rest, " ")
			return url
		}
	}
	b.Fatalf("%s did not start", cmd.Path)
	return ""
}

func post(ctx context.Context, url, question string) *http.Request {
	body, _ := json.Marshal(map[string]string{"query": question}) // a string
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	r.RequestURI = "" // clients may not set it
	r.Header.Set("Content-Type", "application/json")
	return r
}

// over asks a question over HTTP, on connections that are kept.
func over(url, question string) func(context.Context) ([]byte, error) {
	// Answers are not compressed: the raw driver's are not either.
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: slices.Max(clientCounts), DisableCompression: true}}
	return func(ctx context.Context) ([]byte, error) {
		response, err := client.Do(post(ctx, url, question))
		if err != nil {
			return nil, err
		}
		defer response.Body.Close() //nolint:errcheck // it was only read
		var reply bytes.Buffer
		if _, err := reply.ReadFrom(response.Body); err != nil {
			return nil, err
		}
		if response.StatusCode != http.StatusOK || bytes.Contains(reply.Bytes(), []byte(`"errors"`)) {
			return nil, fmt.Errorf("%s: %.500s", response.Status, reply.Bytes())
		}
		return reply.Bytes(), nil
	}
}
