// What one actor says of another
// Charges and reports: statements whose holder is one actor, on the word of another. They are never taken for its own.
// Run the next two lines first, without the slashes:
// :param source => 'Libya'
// :param about => 'Qatar'
MATCH (source:Actor) WHERE source.name = $source OR source.id = $source
MATCH (about:Actor) WHERE about.name = $about OR about.id = $about
MATCH (source)<-[:REPORTED_BY]-(statement:Statement)-[:HELD_BY]->(about)
WHERE statement.status IN ['suggested', 'accepted']
MATCH (statement)-[:ABOUT]->(issue:Issue)
MATCH (statement)-[:IN]->(article:Article)
RETURN statement.heldOn AS heldOn, source.name AS says, about.name AS of,
       statement.stance AS stance, issue.name AS issue, statement.quote AS quote,
       [(statement)-[:SPOKEN_BY]->(speaker:Actor) | speaker.name][0] AS speaker,
       article.title AS article, statement.id AS id
ORDER BY heldOn, id
LIMIT 100
