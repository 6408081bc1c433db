package api_test

import (
	"testing"

	"stancegraph/graph"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

// TestSuiteOnNeo4j runs the cases on a real Neo4j, where there is one.
func TestSuiteOnNeo4j(t *testing.T) {
	runSuite(t, func(tb testing.TB) graph.Store { return neo4jtest.Open(tb) })
}
