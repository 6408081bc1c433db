// Find quotes by their words
// Statements with these words in their quotes, the best match first. AND, OR, "a phrase" and endings such as mediat* work.
// Run the next line first, without the slashes:
// :param words => 'missiles'
CALL db.index.fulltext.queryNodes('quotes', $words, {limit: 100})
YIELD node AS statement, score
MATCH (statement)-[:IN]->(article:Article)
MATCH (statement)-[:ABOUT]->(issue:Issue)
RETURN statement.quote AS quote,
       [(statement)-[:HELD_BY]->(actor:Actor) | actor.name][0] AS holder,
       statement.stance AS stance, issue.name AS issue, statement.heldOn AS heldOn,
       article.title AS article, statement.id AS id
ORDER BY score DESC, id
LIMIT 100
