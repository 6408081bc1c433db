// One page of issues, by name, then id. Tags: partOf, text; total; above, below; up.
CALL () { // when total
  MATCH (i:Issue) WHERE true // when total
  // include issue_where // when total
  RETURN count(i) AS total // when total
} // when total
OPTIONAL CALL () { // when total
CALL () { // when !total
  MATCH (i:Issue)
  USING INDEX i:Issue(name, id)
  WHERE i.name IS NOT NULL AND i.id IS NOT NULL
  // include issue_where
    AND i.name >= $above[0] AND (i.name > $above[0] OR i.id > $above[1]) // when above
    AND i.name <= $below[0] AND (i.name < $below[0] OR i.id < $below[1]) // when below
  RETURN i ORDER BY i.name, i.id LIMIT $limit // when up
  RETURN i ORDER BY i.name DESC, i.id DESC LIMIT $limit // when !up
}
RETURN 0 AS scope, total, // when total
RETURN 0 AS scope, -1 AS total, // when !total
    // include issue
