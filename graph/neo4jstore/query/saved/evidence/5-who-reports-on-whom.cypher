// Who reports on whom
// How many statements of one actor rest on the word of another, by issue.
MATCH (source:Actor)<-[:REPORTED_BY]-(statement:Statement)-[:HELD_BY]->(about:Actor)
WHERE statement.status IN ['suggested', 'accepted']
MATCH (statement)-[:ABOUT]->(issue:Issue)
RETURN source.name AS says, about.name AS of, statement.stance AS stance, issue.name AS issue, count(DISTINCT statement) AS statements
ORDER BY statements DESC, says, of, issue, stance
LIMIT 100
