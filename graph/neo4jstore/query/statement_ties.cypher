WITH s, r
CALL (s, r) { MATCH (t:Article {id: r.article}) CREATE (s)-[:IN]->(t) }
CALL (s, r) { MATCH (i:Issue {id: r.issue}) CREATE (s)-[:ABOUT]->(i) }
CALL (s, r) { MATCH (a:Actor {id: r.holder}) CREATE (s)-[:HELD_BY]->(a) }
CALL (s, r) { MATCH (a:Actor {id: r.speaker}) CREATE (s)-[:SPOKEN_BY]->(a) }
CALL (s, r) { UNWIND r.reporters AS p MATCH (a:Actor {id: p.actor}) CREATE (s)-[:REPORTED_BY {order: p.order}]->(a) }
CALL (s, r) { UNWIND r.parties AS p MATCH (a:Actor {id: p.actor}) CREATE (s)-[:BETWEEN {order: p.order}]->(a) }
