// Positions of an actor
// Every issue on which an actor has a stance. Double-click an issue to see who else has one.
// Run the next line first, without the slashes, with the name or the id of your actor:
// :param actor => 'Russia'
MATCH (actor:Actor) WHERE actor.name = $actor OR actor.id = $actor
MATCH (actor)-[stance:SUPPORTS|OPPOSES|MEDIATES|UNDECIDED]->(issue:Issue)
RETURN actor, stance, issue
ORDER BY stance.last DESC, issue.name, type(stance)
LIMIT 100
