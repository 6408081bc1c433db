// Package api serves the graph as GraphQL over HTTP.
//
// The contract is schema.graphql at the top of the module; this package binds to it and [New] refuses to start where the
// two do not match, naming every missing and every superfluous resolver. A request passes these stages:
//
//	text ── parse, token limit ── measure ── validate ── variables, coercion ── collect ── cost ── execute ── write
//	        gqlparser             limits.go  gqlparser   coerce.go              collect.go cost.go execute.go  write.go
//
// gqlparser stands in front because the parser and the validator of graphql-go can be crashed by a query of 40 bytes and
// do not know null. graphql-go holds the type system and executes the root fields (order, panics, deadline); what lies below
// a root field is resolved level by level for all rows at once, so that the number of store calls depends on the shape of a
// query and never on the number of rows. The answer is written straight from the collected tree, in the order of the query.
//
// What it promises:
//   - It reads through [graph.Reader] and changes through [graph.Editor] only.
//   - Values of a request reach the store as values.
//   - Every error carries extensions.code; causes go to the log with the id of the request, never into a reply.
//   - No input takes more than the limits of [Limits] allow.
//
// graphql-go is imported here and nowhere else.
package api
