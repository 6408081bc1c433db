// One page of stance edges for each scope, by issue, stance, actor. Tags: supports, opposes, mediates, undecided or anyStance;
// scope… for what every scope sets; holders, issues, stances, kinds; total; above, below; up.
// include scopes
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
WITH scope.n AS n, total, // when total
WITH scope.n AS n, -1 AS total, // when !total
    collect(CASE WHEN e IS NOT NULL THEN {issue: issue, stance: stance, actor: actor, statements: e.statements, accepted: e.accepted,
        reported: e.reported, articles: e.articles, first: e.first, last: e.last} END) AS page
// include found
