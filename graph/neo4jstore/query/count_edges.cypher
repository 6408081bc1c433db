// One page of what the stance edges would be if only some statements existed, for each scope. Tags: as in find_statements.
// include scopes
CALL (scope) { // when total
  // include statement_source // when total
  WHERE s.holder IS NOT NULL AND s.heldOn IS NOT NULL AND s.id IS NOT NULL // when total
  // include statement_where // when total
  WITH DISTINCT s.issue AS issue, s.stance AS stance, s.holder AS actor // when total
  RETURN count(*) AS total // when total
} // when total
CALL (scope) {
  // include statement_source
  WHERE s.holder IS NOT NULL AND s.heldOn IS NOT NULL AND s.id IS NOT NULL
  // include statement_where
  WITH s, s.issue AS issue, s.stance AS stance, s.holder AS actor
  // include edge_page
  MATCH (s)-[:IN]->(t:Article)
  WITH issue, stance, actor, s, t, EXISTS { (s)-[:REPORTED_BY]->(:Actor) } AS reported
  WITH issue, stance, actor, count(s) AS statements,
       sum(CASE s.status WHEN 'accepted' THEN 1 ELSE 0 END) AS accepted,
       sum(CASE WHEN reported THEN 1 ELSE 0 END) AS reported,
       count(DISTINCT t.textHash) AS articles,
       coalesce(min(CASE WHEN s.heldOn <> '' THEN s.heldOn END), '') AS first,
       max(s.heldOn) AS last,
       coalesce(max(CASE WHEN NOT reported THEN s.heldOn END), '') AS lastOwn
  ORDER BY issue, stance, actor LIMIT $limit // when up
  ORDER BY issue DESC, stance DESC, actor DESC LIMIT $limit // when !up
  RETURN
    collect({issue: issue, stance: stance, actor: actor}) AS page, // when leading
    collect([issue, stance, actor, statements, accepted, reported, articles, first, last, lastOwn]) AS columns
}
// include answer
