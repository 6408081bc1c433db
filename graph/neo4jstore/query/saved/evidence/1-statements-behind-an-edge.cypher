// Statements behind an edge
// The quotes that one stance edge rests on, with speaker, article and date.
// Run the next three lines first, without the slashes. The stance is supports, opposes, mediates or undecided.
// :param actor => 'Russia'
// :param stance => 'opposes'
// :param issue => 'arming the rebels'
MATCH (actor:Actor) WHERE actor.name = $actor OR actor.id = $actor
MATCH (issue:Issue) WHERE issue.name = $issue OR issue.id = $issue
MATCH (actor)<-[:HELD_BY]-(statement:Statement)-[:ABOUT]->(issue)
WHERE statement.stance = $stance AND statement.status IN ['suggested', 'accepted']
MATCH (statement)-[:IN]->(article:Article)
RETURN statement.heldOn AS heldOn, statement.quote AS quote,
       [(statement)-[:SPOKEN_BY]->(speaker:Actor) | speaker.name][0] AS speaker,
       [(statement)-[:REPORTED_BY]->(reporter:Actor) | reporter.name] AS reportedBy,
       article.title AS article, article.source AS source,
       statement.status AS status, statement.id AS id
ORDER BY heldOn, id
LIMIT 100
