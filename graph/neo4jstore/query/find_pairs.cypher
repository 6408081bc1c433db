// One page of pairs of an actor and an issue for each scope, by issue, then actor. Tags: counted, where they are found by their
// statements, which then takes the tags of find_statements, and else those of find_edges; contested; total; above, below; up.
// include scopes
CALL (scope) { // when total
  // include pair_match // when total
  RETURN count(*) AS total // when total
} // when total
CALL (scope) {
  // include pair_match
  WITH issue, actor
  WHERE true
    AND (issue > $above[0] OR issue = $above[0] AND actor > $above[1]) // when above
    AND (issue < $below[0] OR issue = $below[0] AND actor < $below[1]) // when below
  WITH issue, actor ORDER BY issue, actor LIMIT $limit // when up
  WITH issue, actor ORDER BY issue DESC, actor DESC LIMIT $limit // when !up
  RETURN
    collect({issue: issue, actor: actor}) AS page, // when leading
    collect([issue, actor]) AS columns
}
// include answer
