    a.id, a.name,
    CASE WHEN a:State THEN 'state' WHEN a:Organisation THEN 'organisation' WHEN a:Group THEN 'group' WHEN a:Person THEN 'person' END,
    a.aliases,
    COLLECT { MATCH (a)-[t:SPEAKS_FOR]->(body:Actor) RETURN [body.id, t.role, t.from, t.to] ORDER BY t.order },
    COLLECT { MATCH (a)-[m:MEMBER_OF]->(body:Actor) RETURN body.id ORDER BY m.order },
    a.revision
