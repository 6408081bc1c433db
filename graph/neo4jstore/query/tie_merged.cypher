// Tags: actor or issue.
UNWIND $rows AS r
MATCH (a:Actor {id: r.from}) // when actor
MATCH (b:Actor {id: r.to}) // when actor
MATCH (a:Issue {id: r.from}) // when issue
MATCH (b:Issue {id: r.to}) // when issue
CREATE (a)-[:MERGED_INTO]->(b)
