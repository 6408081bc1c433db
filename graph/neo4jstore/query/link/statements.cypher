// The statements that a question asks for, with quotes. Tags: said (by $holders, for themselves or for a body) or reported
// (by $reporters); issues, holders; dated, from, to.
MATCH (issue:Issue) WHERE issue.id IN $issues // when issues
MATCH (holder:Actor) WHERE holder.id IN $holders // when holders
MATCH (statement:Statement)-[:SPOKEN_BY|HELD_BY]->(holder) // when said
MATCH (reporter:Actor) WHERE reporter.id IN $reporters // when reported
MATCH (reporter)<-[:REPORTED_BY]-(statement:Statement)-[:HELD_BY]->(holder:Actor) // when reported
MATCH (statement)-[:ABOUT]->(issue:Issue)
MATCH (statement)-[:IN]->(article:Article)
WITH DISTINCT statement, issue, article
WHERE statement.status IN ['suggested', 'accepted']
  AND statement.heldOn <> '' // when dated
  AND statement.heldOn >= $from // when from
  AND statement.heldOn + '~' <= $to // when to
RETURN statement.heldOn AS heldOn, coalesce([(statement)-[:HELD_BY]->(actor:Actor) | actor.name][0], statement.holderText) AS holder,
       statement.stance AS stance, issue.name AS issue, statement.quote AS quote,
       [(statement)-[:SPOKEN_BY]->(speaker:Actor) | speaker.name][0] AS speaker,
       [(statement)-[:REPORTED_BY]->(actor:Actor) | actor.name] AS reportedBy, article.title AS article, statement.id AS id
ORDER BY heldOn DESC, id
LIMIT 100
