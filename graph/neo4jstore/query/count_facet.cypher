// How many statements have each value of a field, most first, then by value. Tags: the name of the facet; those of find_statements.
// include scopes
// include statement_source
USING INDEX s:Statement(heldOn, id) // when byDate
WHERE s.heldOn IS NOT NULL AND s.id IS NOT NULL
// include statement_where
MATCH (s)-[:HELD_BY]->(a:Actor) // when facetKind
MATCH (s)-[:IN]->(t:Article) // when facetSource
WITH s.stance AS value // when facetStance
WITH s.status AS value // when facetStatus
WITH s.issue AS value // when facetIssue
WITH s.holder AS value // when facetHolder
WITH s.method AS value // when facetMethod
WITH CASE WHEN a:State THEN 'state' WHEN a:Organisation THEN 'organisation' WHEN a:Group THEN 'group' WHEN a:Person THEN 'person' END AS value // when facetKind
WITH t.source AS value // when facetSource
WITH substring(s.heldOn, 0, 4) AS value // when facetYear
WITH CASE WHEN size(s.heldOn) > 4 THEN substring(s.heldOn, 0, 7) END AS value // when facetMonth
WITH value WHERE value <> ''
WITH value, count(*) AS statements
ORDER BY statements DESC, value LIMIT $limit
WITH
  collect({value: value})[..$limit - 1] AS page, // when leading
  collect([value, statements]) AS columns
// include answer_linked
