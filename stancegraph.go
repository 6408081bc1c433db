// Package stancegraph is an actor-stance knowledge graph: who holds which stance on which issue, since when, and in whose
// words. This package holds what the rest is built around: the contract of the GraphQL API, and the example.
//
// The domain is package graph; docs/design.md is the map of the other packages.
package stancegraph

import "embed"

// Schema is the contract of the GraphQL API in the schema definition language. Package api binds to it and refuses to
// start where the two do not match.
//
//go:embed schema.graphql
var Schema string

// Examples holds the example graphs, each in a folder with codebook.yaml, articles/*.txt and queries/*.graphql.
//
//go:embed examples/libya-2011
var Examples embed.FS
