// One page of stance edges for each scope, by issue, stance, actor. Tags: supports, opposes, mediates, undecided or anyStance;
// scope… for what every scope sets; holders, issues, stances, kinds; total; above, below; up.
UNWIND $scopes AS scope
CALL (scope) { // when total
  // include edge_match // when total
  // include edge_where // when total
  RETURN count(e) AS total // when total
} // when total
OPTIONAL CALL (scope) { // when total
CALL (scope) { // when !total
  // include edge_match
  // include edge_where
  WITH e, i.id AS issue, toLower(type(e)) AS stance, a.id AS actor
  // include edge_page
  RETURN issue, stance, actor, e
  ORDER BY issue, stance, actor LIMIT $limit // when up
  ORDER BY issue DESC, stance DESC, actor DESC LIMIT $limit // when !up
}
RETURN scope.n AS scope, total, // when total
RETURN scope.n AS scope, -1 AS total, // when !total
    issue, stance, actor, e.statements, e.accepted, e.reported, e.articles, e.first, e.last
