// Adds the figures of new statements to edges. Tags: supports, opposes, mediates or undecided.
UNWIND $rows AS r
MATCH (a:Actor {id: r.actor})
MATCH (i:Issue {id: r.issue})
MERGE (a)-[e:SUPPORTS]->(i) // when supports
MERGE (a)-[e:OPPOSES]->(i) // when opposes
MERGE (a)-[e:MEDIATES]->(i) // when mediates
MERGE (a)-[e:UNDECIDED]->(i) // when undecided
ON CREATE SET e.statements = r.statements, e.accepted = r.accepted, e.reported = r.reported, e.articles = r.articles,
    e.first = r.first, e.last = r.last, e.lastOwn = r.lastOwn, e.label = r.stance + ' ×' + toString(r.statements)
ON MATCH SET e.statements = e.statements + r.statements, e.accepted = e.accepted + r.accepted, e.reported = e.reported + r.reported,
    e.articles = e.articles + r.articles, e.label = r.stance + ' ×' + toString(e.statements + r.statements),
    e.first = CASE WHEN e.first = '' OR r.first <> '' AND r.first < e.first THEN r.first ELSE e.first END,
    e.last = CASE WHEN r.last > e.last THEN r.last ELSE e.last END,
    e.lastOwn = CASE WHEN r.lastOwn > e.lastOwn THEN r.lastOwn ELSE e.lastOwn END
