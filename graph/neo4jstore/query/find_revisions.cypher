// One page of revisions, by time, then id. Tags: actor, issue, article or statement (of the object that was changed), who;
// total; above, below; up. An object that was never there itself is an (:Absent).
// include scopes
CALL (scope) { // when total
  // include revision_match // when total
  RETURN count(r) AS total // when total
} // when total
OPTIONAL CALL (scope) { // when total
CALL (scope) { // when !total
  // include revision_match
    AND r.when >= $above[0] AND (r.when > $above[0] OR r.id > $above[1]) // when above
    AND r.when <= $below[0] AND (r.when < $below[0] OR r.id < $below[1]) // when below
  RETURN r ORDER BY r.when, r.id LIMIT $limit // when up
  RETURN r ORDER BY r.when DESC, r.id DESC LIMIT $limit // when !up
}
WITH scope.n AS n, total, collect(r) AS page // when total
WITH scope.n AS n, -1 AS total, collect(r) AS page // when !total
// include found
