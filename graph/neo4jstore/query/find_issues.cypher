// One page of issues, by name, then id. Tags: scopeWhole (parts of the issue of the scope), partOf, text; total; above, below; up.
// include scopes
CALL (scope) { // when total
  MATCH (i:Issue) // when total !scopeWhole !words
  CALL db.index.fulltext.queryNodes('issue_terms', $words) YIELD node AS i // when total words
  MATCH (i:Issue)-[:PART_OF]->(:Issue {id: scope.issue}) // when total scopeWhole
  WHERE true // when total
  // include issue_where // when total
  RETURN count(i) AS total // when total
} // when total
CALL (scope) {
  CALL db.index.fulltext.queryNodes('issue_terms', $words) YIELD node AS i // when words
  MATCH (i:Issue) // when !scopeWhole !words
  USING INDEX i:Issue(name, id) // when !scopeWhole !words
  MATCH (i:Issue)-[:PART_OF]->(:Issue {id: scope.issue}) // when scopeWhole
  WHERE i.name IS NOT NULL AND i.id IS NOT NULL
  // include issue_where
    AND i.name >= $above[0] AND (i.name > $above[0] OR i.id > $above[1]) // when above
    AND i.name <= $below[0] AND (i.name < $below[0] OR i.id < $below[1]) // when below
  WITH i ORDER BY i.name, i.id LIMIT $limit // when up
  WITH i ORDER BY i.name DESC, i.id DESC LIMIT $limit // when !up
  RETURN
  // include page_issues
}
// include answer
