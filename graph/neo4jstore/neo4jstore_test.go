package neo4jstore_test

import (
	"testing"

	"stancegraph/graph"
	"stancegraph/graph/graphtest"
	"stancegraph/graph/neo4jstore/neo4jtest"
)

func TestConformance(t *testing.T) {
	graphtest.Run(t, func(t *testing.T) graph.Store { return neo4jtest.Open(t) })
}
