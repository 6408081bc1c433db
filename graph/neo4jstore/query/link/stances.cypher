// The stance edges that a question asks for. Tags: issues, holders; supports, opposes, mediates, undecided or anyStance;
// stances where several are asked for; dated, from, to.
MATCH (issue:Issue) WHERE issue.id IN $issues // when issues
MATCH (actor:Actor) WHERE actor.id IN $holders // when holders
MATCH (actor:Actor)-[stance:SUPPORTS]->(issue:Issue) // when supports
MATCH (actor:Actor)-[stance:OPPOSES]->(issue:Issue) // when opposes
MATCH (actor:Actor)-[stance:MEDIATES]->(issue:Issue) // when mediates
MATCH (actor:Actor)-[stance:UNDECIDED]->(issue:Issue) // when undecided
MATCH (actor:Actor)-[stance:SUPPORTS|OPPOSES|MEDIATES|UNDECIDED]->(issue:Issue) // when anyStance
WITH actor, stance, issue WHERE type(stance) IN $types // when stances
WITH actor, stance, issue WHERE EXISTS { // when dated
  MATCH (actor)<-[:HELD_BY]-(statement:Statement)-[:ABOUT]->(issue) // when dated
  WHERE statement.stance = toLower(type(stance)) AND statement.status IN ['suggested', 'accepted'] AND statement.heldOn <> '' // when dated
    AND statement.heldOn >= $from // when from
    AND statement.heldOn + '~' <= $to // when to
} // when dated
RETURN actor, stance, issue
ORDER BY stance.statements DESC, actor.name, issue.name, type(stance)
LIMIT 100
