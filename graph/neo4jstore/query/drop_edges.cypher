// Drops edges that no statement counts towards any more. Tags: supports, opposes, mediates or undecided.
UNWIND $rows AS r
MATCH (a:Actor {id: r.actor})-[e:SUPPORTS]->(i:Issue {id: r.issue}) // when supports
MATCH (a:Actor {id: r.actor})-[e:OPPOSES]->(i:Issue {id: r.issue}) // when opposes
MATCH (a:Actor {id: r.actor})-[e:MEDIATES]->(i:Issue {id: r.issue}) // when mediates
MATCH (a:Actor {id: r.actor})-[e:UNDECIDED]->(i:Issue {id: r.issue}) // when undecided
WHERE NOT EXISTS {
  MATCH (s:Statement)
  USING INDEX s:Statement(issue, stance, holder)
  WHERE s.issue = r.issue AND s.stance = r.stance AND s.holder = r.actor
    AND s.status IN ['suggested', 'accepted']
}
DELETE e
