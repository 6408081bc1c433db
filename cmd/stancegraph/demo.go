package main

import (
	"context"
	"fmt"

	"stancegraph"
	"stancegraph/ask"
	"stancegraph/codebook"
	"stancegraph/graph"
	"stancegraph/loader"
)

// demoFolder is the example that the demo loads, and demoFile where it is stored unless --db names another file.
const (
	demoFolder = "examples/libya-2011"
	demoFile   = "stancegraph-demo.db"
)

// demoQuestions are asked and answered by the demo.
var demoQuestions = []string{
	"who opposed arming the rebels?",
	"who supported arming the rebels?",
	"who changed position on arming the rebels?",
}

type demoCommand struct {
	listenFlags
	NoServe bool `help:"Stop after the answers."`
}

func (c demoCommand) Run(ctx context.Context, io streams, flags *storeFlags) error {
	place := storeFlags{DB: flags.DB}
	if place.DB == defaultDB {
		place.DB = demoFile
	}
	s, err := place.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	book, err := demoBook()
	if err != nil {
		return err
	}
	if err := loadDemo(ctx, io, s, place.place()); err != nil {
		return err
	}
	if err := answerDemo(ctx, io, s); err != nil {
		return err
	}
	fmt.Fprintf(io.err, "\nAsk more: stancegraph --db %s ask \"what is Turkey's position on a negotiated settlement?\"\n", place.DB)
	if c.NoServe {
		return nil
	}
	neo4j, err := place.browser()
	if err != nil {
		return err
	}
	return serve(ctx, io, s, neo4j, c.listenFlags, book)
}

// demoBook is the codebook of the example.
func demoBook() (bookFile, error) {
	name := demoFolder + "/codebook.yaml"
	data, err := stancegraph.Examples.ReadFile(name)
	return bookFile{name, data}, err
}

func loadDemo(ctx context.Context, io streams, s graph.Store, place string) error {
	file, err := demoBook()
	if err != nil {
		return err
	}
	book, err := codebook.Parse(file.name, file.data)
	if err != nil {
		return err
	}
	inputs, err := loader.FromFS(stancegraph.Examples, demoFolder+"/articles/*.txt")
	if err != nil {
		return err
	}
	fmt.Fprintf(io.err, "Loading %d articles written for the example: Libya, March to July 2011.\n", len(inputs))
	sum, err := load(ctx, io, s, book, inputs)
	if err != nil {
		return err
	}
	printProblems(io.err, sum.Problems)
	return printSummary(io.err, sum, place)
}

func answerDemo(ctx context.Context, io streams, s graph.Store) error {
	asker := ask.New(s)
	for _, q := range demoQuestions {
		ans, err := asker.Ask(ctx, q)
		if err != nil {
			return err
		}
		fmt.Fprintf(io.out, "\n> %s\n", q)
		printAnswer(io.out, ans)
	}
	return nil
}
