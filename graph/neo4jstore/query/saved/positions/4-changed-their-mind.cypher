// Who changed their mind
// Actors with different stances on one issue at different times, by their own words and acts. Mediating is not a side.
MATCH (actor:Actor)-[stance:SUPPORTS|OPPOSES|UNDECIDED]->(issue:Issue)
WHERE stance.statements > stance.reported AND stance.first <> ''
WITH actor, issue, collect(stance) AS stances, min(stance.first) AS earliest, max(stance.first) AS latest
WHERE size(stances) > 1 AND earliest < latest
UNWIND stances AS stance
RETURN actor, stance, issue
ORDER BY issue.name, actor.name, stance.first, type(stance)
LIMIT 100
