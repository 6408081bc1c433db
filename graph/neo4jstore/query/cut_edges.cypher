// Drops edges, to be counted anew. Tags: supports, opposes, mediates or undecided.
UNWIND $rows AS r
MATCH (a:Actor {id: r.actor})-[e:SUPPORTS]->(i:Issue {id: r.issue}) // when supports
MATCH (a:Actor {id: r.actor})-[e:OPPOSES]->(i:Issue {id: r.issue}) // when opposes
MATCH (a:Actor {id: r.actor})-[e:MEDIATES]->(i:Issue {id: r.issue}) // when mediates
MATCH (a:Actor {id: r.actor})-[e:UNDECIDED]->(i:Issue {id: r.issue}) // when undecided
DELETE e
