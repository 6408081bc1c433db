// Tags: actor, issue, article, statement or other.
UNWIND $rows AS r
MATCH (v:Revision {id: r.from})
WHERE NOT EXISTS { (:Actor {id: r.to}) } // when actor
WHERE NOT EXISTS { (:Issue {id: r.to}) } // when issue
WHERE NOT EXISTS { (:Article {id: r.to}) } // when article
WHERE NOT EXISTS { (:Statement {id: r.to}) } // when statement
MERGE (o:Absent {id: r.absent})
CREATE (v)-[:CHANGED {revision: r.revision}]->(o)
