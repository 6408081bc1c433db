    a.id, a.name,
    CASE WHEN a:State THEN 'state' WHEN a:Organisation THEN 'organisation' WHEN a:Group THEN 'group' WHEN a:Person THEN 'person' END,
    a.aliases,
    [(a)-[t:SPEAKS_FOR]->(body:Actor) | [t.order, body.id, t.role, t.from, t.to]],
    [(a)-[m:MEMBER_OF]->(body:Actor) | [m.order, body.id]],
    [(a)-[:MERGED_INTO]->(target:Actor) | target.id][0], a.decided, a.decidedBy, a.withdrawn,
    a.revision
