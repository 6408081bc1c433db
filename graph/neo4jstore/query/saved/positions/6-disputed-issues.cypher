// Most disputed issues
// The two issues with the most supporters facing the most opponents.
MATCH (issue:Issue)
WITH issue, COUNT { (issue)<-[:SUPPORTS]-() } AS supporters, COUNT { (issue)<-[:OPPOSES]-() } AS opponents
WHERE supporters > 0 AND opponents > 0
WITH issue, CASE WHEN supporters < opponents THEN supporters ELSE opponents END AS smaller, supporters + opponents AS both
ORDER BY smaller DESC, both DESC, issue.name
LIMIT 2
MATCH (actor:Actor)-[stance:SUPPORTS|OPPOSES]->(issue)
RETURN actor, stance, issue
ORDER BY issue.name, type(stance), stance.statements DESC, actor.name
LIMIT 150
