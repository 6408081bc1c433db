UNWIND $rows AS r
MATCH (a:Actor {id: r.from})
MATCH (b:Actor {id: r.to})
CREATE (a)-[:MEMBER_OF {order: r.order}]->(b)
