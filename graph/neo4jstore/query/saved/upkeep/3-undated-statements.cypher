// Undated statements
// They decide about a position only where nothing dated does. Most come from articles without a date.
MATCH (statement:Statement {heldOn: ''})
WHERE statement.status IN ['suggested', 'accepted']
MATCH (statement)-[:ABOUT]->(issue:Issue)
MATCH (statement)-[:IN]->(article:Article)
RETURN coalesce([(statement)-[:HELD_BY]->(actor:Actor) | actor.name][0], statement.holderText) AS holder,
       statement.stance AS stance, issue.name AS issue, statement.quote AS quote, article.title AS article,
       article.published AS published, statement.id AS id
ORDER BY holder, id
LIMIT 100
