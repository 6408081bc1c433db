// When an actor last spoke for itself tells where it stands, so an edge has that date beside the one of all its statements.
MATCH (a:Actor)-[e:SUPPORTS|OPPOSES|MEDIATES|UNDECIDED]->(i:Issue)
CALL (a, e, i) {
  OPTIONAL MATCH (s:Statement)
  WHERE s.issue = i.id AND s.stance = toLower(type(e)) AND s.holder = a.id AND s.status IN ['suggested', 'accepted']
    AND NOT EXISTS { (s)-[:REPORTED_BY]->(:Actor) }
  RETURN coalesce(max(s.heldOn), '') AS lastOwn
}
SET e.lastOwn = lastOwn;
