// Counts edges anew from the statements that count. Tags: supports, opposes, mediates or undecided.
UNWIND $rows AS r
MATCH (s:Statement)
USING INDEX s:Statement(issue, stance, holder)
WHERE s.issue = r.issue AND s.stance = r.stance AND s.holder = r.actor
  AND s.status IN ['suggested', 'accepted']
MATCH (s)-[:IN]->(t:Article)
WITH r, s, t, EXISTS { (s)-[:REPORTED_BY]->(:Actor) } AS reported
WITH r, count(s) AS statements,
     sum(CASE s.status WHEN 'accepted' THEN 1 ELSE 0 END) AS accepted,
     sum(CASE WHEN reported THEN 1 ELSE 0 END) AS reported,
     count(DISTINCT t.textHash) AS articles,
     coalesce(min(CASE WHEN s.heldOn <> '' THEN s.heldOn END), '') AS first,
     max(s.heldOn) AS last,
     coalesce(max(CASE WHEN NOT reported THEN s.heldOn END), '') AS lastOwn
MATCH (a:Actor {id: r.actor})
MATCH (i:Issue {id: r.issue})
MERGE (a)-[e:SUPPORTS]->(i) // when supports
MERGE (a)-[e:OPPOSES]->(i) // when opposes
MERGE (a)-[e:MEDIATES]->(i) // when mediates
MERGE (a)-[e:UNDECIDED]->(i) // when undecided
SET e.statements = statements, e.accepted = accepted, e.reported = reported, e.articles = articles, e.first = first, e.last = last,
    e.lastOwn = lastOwn, e.label = r.stance + ' ×' + toString(statements)
