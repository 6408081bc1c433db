UNWIND $rows AS r
MATCH (a:Issue {id: r.from})
MATCH (b:Issue {id: r.to})
CREATE (a)-[:PART_OF]->(b)
