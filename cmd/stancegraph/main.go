// Command stancegraph loads articles into an actor-stance graph, answers questions about it and serves it over GraphQL.
//
// This package reads the configuration, opens the store and wires the rest together; there are no rules here. Results go
// to stdout, everything else to stderr. The exit status is 0 where all went well, 1 where a part of the input was not
// usable or a check failed, and 2 where the command could not be carried out.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"syscall"

	"stancegraph/graph"

	"github.com/alecthomas/kong"
	"github.com/joho/godotenv"
)

// The exit statuses.
const (
	exitOK      = 0
	exitPartial = 1 // a part of the input was not usable, or a check failed
	exitFailed  = 2 // the command could not be carried out
)

// errPartial makes the command exit with exitPartial; what is wrong has been said already.
var errPartial = errors.New("a part was not usable")

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// streams is where a command writes.
type streams struct {
	out io.Writer // results
	err io.Writer // everything else
}

// run runs one command line.
func run(args []string, stdout, stderr io.Writer) int {
	if err := readDotEnv(); err != nil {
		fmt.Fprintln(stderr, "stancegraph:", err)
		return exitFailed
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends at once
	var cli commands
	exited := -1
	parser, err := kong.New(&cli, kong.Name("stancegraph"), kong.Description(description), kong.UsageOnError(),
		kong.Writers(stdout, stderr), kong.Exit(func(code int) { exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(streams{stdout, stderr}))
	if err != nil {
		fmt.Fprintln(stderr, "stancegraph:", err)
		return exitFailed
	}
	command, err := parser.Parse(args)
	if exited >= 0 {
		return exited // help was asked for
	}
	if err != nil {
		fmt.Fprintf(stderr, "stancegraph: %s\nSee: stancegraph --help\n", err)
		return exitFailed
	}
	return exitStatus(command.Run(&cli.storeFlags), stderr)
}

func exitStatus(err error, stderr io.Writer) int {
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errPartial):
		return exitPartial
	}
	fmt.Fprintln(stderr, "stancegraph:", explain(err))
	return exitFailed
}

// explain words an error for the person at the terminal, with its cause.
func explain(err error) string {
	e, ok := errors.AsType[*graph.Error](err)
	if !ok || e.Err == nil {
		return err.Error()
	}
	return fmt.Sprintf("%s\n  cause: %s", e.Message, e.Err)
}

// fromDotEnv names the variables that .env has set.
var fromDotEnv = map[string]bool{}

// readDotEnv reads .env in the working folder, if there is one. What the environment says goes before it.
func readDotEnv() error {
	found, err := godotenv.Read()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf(".env cannot be read: %w: want lines NAME=value", err)
	}
	for name, value := range found {
		if _, set := os.LookupEnv(name); set {
			continue
		}
		if err := os.Setenv(name, value); err != nil {
			return fmt.Errorf(".env: %s cannot be set: %w", name, err)
		}
		fromDotEnv[name] = true
	}
	return nil
}

// version is set by the linker in a release.
var version = "0.1.0-dev"

const description = `Who holds which stance on which issue, since when, and in whose words.

Try "stancegraph demo", then "stancegraph load --codebook codebook.yaml articles/" with your own.`

// commands is the grammar of the command line.
type commands struct {
	storeFlags

	Demo     demoCommand     `cmd:"" help:"Load the example, answer three questions with quotes, serve the API."`
	Load     loadCommand     `cmd:"" help:"Load articles into the store."`
	Ask      askCommand      `cmd:"" help:"Answer a plain question, with quotes and the GraphQL it stands for."`
	Serve    serveCommand    `cmd:"" help:"Serve the GraphQL API."`
	Extract  extractCommand  `cmd:"" help:"Print the statements of articles as JSON lines; touches no store."`
	Explain  explainCommand  `cmd:"" help:"Say why each statement was extracted, and what was left out."`
	Eval     evalCommand     `cmd:"" help:"Measure extraction against annotated articles: precision, recall, F1."`
	Suggest  suggestCommand  `cmd:"" help:"Propose aliases, actors, phrases and cues that a codebook lacks."`
	Actor    actorCommand    `cmd:"" help:"Add, change and merge actors."`
	Issue    issueCommand    `cmd:"" help:"Add, change and merge issues."`
	Undo     undoCommand     `cmd:"" help:"Turn a change back."`
	Codebook codebookCommand `cmd:"" help:"Check a codebook, or print the store's."`
	Dump     dumpCommand     `cmd:"" help:"Print the whole graph as JSON lines."`
	Restore  restoreCommand  `cmd:"" help:"Put what dump printed into a store of either kind."`
	Export   exportCommand   `cmd:"" help:"Write the graph as files that neo4j-admin imports."`
	Check    checkCommand    `cmd:"" help:"Prove that quotes stand in their articles and stance edges equal their statements."`
	User     userCommand     `cmd:"" help:"Add, list and revoke those who may write over the API."`
	Config   configCommand   `cmd:"" help:"Print the settings in force and where each comes from; secrets are not shown."`
	Migrate  migrateCommand  `cmd:"" help:"Bring the store's schema up to date (every command does)."`
	Version  versionCommand  `cmd:"" help:"Print the version."`
}

type versionCommand struct{}

func (versionCommand) Run(io streams) error {
	_, err := fmt.Fprintln(io.out, "stancegraph", version)
	return err
}
