// Disputed positions
// Actors who are said both to support and to oppose the same issue, in their own words or by others' reports.
MATCH (actor:Actor)-[support:SUPPORTS]->(issue:Issue)
MATCH (actor)-[opposition:OPPOSES]->(issue)
RETURN actor, support, opposition, issue
ORDER BY support.statements + opposition.statements DESC, actor.name, issue.name
LIMIT 50
