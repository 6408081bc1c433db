package main

import (
	"context"
	"fmt"
	"strings"

	"stancegraph/graph/neo4jstore"
)

type exportCommand struct {
	Format string `enum:"neo4j-admin" default:"neo4j-admin" help:"neo4j-admin: files for neo4j-admin database import."`
	Dir    string `arg:"" help:"A folder that is empty or does not exist."`
}

func (c exportCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	s, err := flags.openExisting(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	stop := spin(io.err, "exporting")
	arguments, err := neo4jstore.Export(ctx, s, c.Dir)
	stop()
	if err != nil {
		return err
	}
	fmt.Fprintf(io.err, "%s is written to %s. With the Neo4j server stopped, and its database new, import it by this command;\n"+
		"add --overwrite-destination=true to replace the graph that the database holds:\n", flags.place(), safe(c.Dir))
	_, err = fmt.Fprintf(io.out, "cd %s && neo4j-admin database import full %s \\\n  %s\n", shellWord(c.Dir), shellWord(flags.Database),
		strings.Join(arguments, " \\\n  "))
	return err
}

// shellWord quotes a word for a shell.
func shellWord(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }
