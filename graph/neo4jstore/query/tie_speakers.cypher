UNWIND $rows AS r
MATCH (a:Actor {id: r.from})
MATCH (b:Actor {id: r.to})
CREATE (a)-[:SPEAKS_FOR {order: r.order, role: r.role, from: r.since, to: r.until}]->(b)
