// Tags: actor, issue, article or statement.
UNWIND $rows AS r
MATCH (v:Revision {id: r.from})
MATCH (o:Actor {id: r.to}) // when actor
MATCH (o:Issue {id: r.to}) // when issue
MATCH (o:Article {id: r.to}) // when article
MATCH (o:Statement {id: r.to}) // when statement
CREATE (v)-[:CHANGED {revision: r.revision}]->(o)
