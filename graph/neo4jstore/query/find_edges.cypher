// One page of stance edges for each scope, by issue, stance, actor. Tags: supports, opposes, mediates, undecided or anyStance;
// scope… for what every scope sets; holders, issues, stances, kinds; total; above, below; up.
// include scopes
CALL (scope) { // when total
  // include edge_match // when total
  // include edge_where // when total
  RETURN count(e) AS total // when total
} // when total
CALL (scope) {
  // include edge_match
  // include edge_where
  WITH e, i.id AS issue, toLower(type(e)) AS stance, a.id AS actor
  // include edge_page
  WITH e, issue, stance, actor
  ORDER BY issue, stance, actor LIMIT $limit // when up
  ORDER BY issue DESC, stance DESC, actor DESC LIMIT $limit // when !up
  RETURN
    collect({issue: issue, stance: stance, actor: actor}) AS page, // when leading
    collect([issue, stance, actor] + [k IN ['statements', 'accepted', 'reported', 'articles', 'first', 'last', 'lastOwn'] | e[k]]) AS columns
}
// include answer
