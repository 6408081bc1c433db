// Uncertain statements
// Suggested statements that nobody has decided about, the least certain first: what to review.
MATCH (statement:Statement {status: 'suggested'})
MATCH (statement)-[:ABOUT]->(issue:Issue)
MATCH (statement)-[:IN]->(article:Article)
RETURN statement.confidence AS confidence,
       coalesce([(statement)-[:HELD_BY]->(actor:Actor) | actor.name][0], statement.holderText) AS holder,
       statement.stance AS stance, issue.name AS issue, statement.quote AS quote, statement.rule AS rule, article.title AS article,
       statement.id AS id
ORDER BY confidence, id
LIMIT 100
