package neo4jstore

// For tests in package neo4jstore_test, which alone can import neo4jtest.
var Folded = folded
