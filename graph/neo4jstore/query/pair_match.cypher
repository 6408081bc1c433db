  // include edge_match // when !counted
  // include edge_where // when !counted
  WITH i.id AS issue, a.id AS actor, toLower(type(e)) AS stance // when !counted
  // include statement_source // when counted
  WHERE s.holder IS NOT NULL AND s.heldOn IS NOT NULL AND s.id IS NOT NULL // when counted
  // include statement_where // when counted
  WITH s.issue AS issue, s.holder AS actor, s.stance AS stance // when counted
  WITH issue, actor, count(DISTINCT CASE WHEN stance <> 'mediates' THEN stance END) AS stances
  WHERE stances > 1 // when contested
