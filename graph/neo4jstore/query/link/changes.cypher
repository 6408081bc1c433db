// The stance edges of actors with different stances on one issue at different times. Tags: issues, holders.
MATCH (issue:Issue) WHERE issue.id IN $issues // when issues
MATCH (actor:Actor) WHERE actor.id IN $holders // when holders
MATCH (actor:Actor)-[stance:SUPPORTS|OPPOSES|UNDECIDED]->(issue:Issue)
WHERE stance.statements > stance.reported AND stance.first <> ''
WITH actor, issue, collect(stance) AS stances, min(stance.first) AS earliest, max(stance.first) AS latest
WHERE size(stances) > 1 AND earliest < latest
UNWIND stances AS stance
RETURN actor, stance, issue
ORDER BY issue.name, actor.name, stance.first, type(stance)
LIMIT 100
