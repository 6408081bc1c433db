// Map of an issue
// Who supports, opposes, mediates or is undecided on an issue and its parts. Click an edge for its counts and dates.
// Run the next line first, without the slashes, with the name or the id of your issue:
// :param issue => 'arming the rebels'
MATCH (whole:Issue) WHERE whole.name = $issue OR whole.id = $issue
MATCH (issue:Issue)-[:PART_OF*0..9]->(whole)
MATCH (actor:Actor)-[stance:SUPPORTS|OPPOSES|MEDIATES|UNDECIDED]->(issue)
RETURN actor, stance, issue
ORDER BY stance.statements DESC, actor.name, issue.name, type(stance)
LIMIT 100
