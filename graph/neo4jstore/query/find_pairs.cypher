// One page of pairs of an actor and an issue for each scope, by issue, then actor. Tags: counted, where they are found by their
// statements, which then takes the tags of find_statements, and else those of find_edges; contested; total; above, below; up.
// include scopes
CALL (scope) { // when total
  // include pair_match // when total
  RETURN count(*) AS total // when total
} // when total
OPTIONAL CALL (scope) { // when total
CALL (scope) { // when !total
  // include pair_match
  WITH issue, actor
  WHERE true
    AND (issue > $above[0] OR issue = $above[0] AND actor > $above[1]) // when above
    AND (issue < $below[0] OR issue = $below[0] AND actor < $below[1]) // when below
  RETURN issue, actor ORDER BY issue, actor LIMIT $limit // when up
  RETURN issue, actor ORDER BY issue DESC, actor DESC LIMIT $limit // when !up
}
WITH scope.n AS n, total, // when total
WITH scope.n AS n, -1 AS total, // when !total
    collect(CASE WHEN actor IS NOT NULL THEN {issue: issue, actor: actor} END) AS page
// include found
