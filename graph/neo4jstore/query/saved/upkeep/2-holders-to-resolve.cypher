// Holders to be resolved
// Statements whose holder is known by words alone. Add the words as an alias to an actor of the codebook and load again.
MATCH (statement:Statement)
WHERE statement.status IN ['suggested', 'accepted'] AND NOT EXISTS { (statement)-[:HELD_BY]->(:Actor) }
MATCH (statement)-[:IN]->(article:Article)
RETURN statement.holderText AS holder, count(statement) AS statements, collect(DISTINCT article.title)[..3] AS articles,
       collect(statement.quote)[..3] AS quotes
ORDER BY statements DESC, holder
LIMIT 100
